# The tasks of a developer, by the names that the documents use. `make` lists them.
PY = .venv/bin/python

help: ## this list
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | sort

setup: ## a virtual environment with everything for development
	python3 -m venv .venv && .venv/bin/pip install -q -e '.[dev]'

fast: ## the fast part of the tests, on all cores
	$(PY) -m pytest -n auto --dist worksteal -m "not slow"

test: ## all tests, on all cores
	$(PY) -m pytest -n auto --dist worksteal

cover: ## the fast part with branches counted; fails below the floor
	$(PY) -m pytest -n auto --dist worksteal -m "not slow" --cov --cov-fail-under=$(FLOOR)

lint: ## format, lint, types
	.venv/bin/ruff format . && .venv/bin/ruff check . && .venv/bin/mypy

pages: ## write the derived pages and schemas again
	$(PY) tools/data_model.py && $(PY) tools/generate.py

site: ## the documentation as a site, in the folder site
	$(PY) -m sphinx -q -W -b html docs site

gate: ## the whole gate, as it runs before anything lands
	bash .ci/run

FLOOR = 93
.PHONY: help setup fast test cover lint pages site gate
