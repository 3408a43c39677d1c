"""What is loaded to answer: starting is most of a short command's time, so that its imports are a contract."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

EXAMPLE = Path(__file__).resolve().parents[2] / "examples/yunxi-2025"
HEAVY = ("rich", "tabulate", "pydantic", "yaml", "openpyxl", "docx", "jinja2", "multiprocessing", "importlib.metadata")
RUN = """
import json, sys
from dcgd.cli.front import main
try:
    main()
finally:
    sys.stdout.write("\\n" + json.dumps(sorted(sys.modules)))
"""


def modules_after(*args: str, **env: str) -> set[str]:
    """The modules in a process that has run a command."""
    done = subprocess.run(
        [sys.executable, "-c", RUN, *args],
        env={**os.environ, **env},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return set(json.loads(done.stdout.splitlines()[-1]))


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A cache in which the index of the example lies."""
    folder = str(tmp_path_factory.mktemp("indexed"))
    assert "yaml" in modules_after("list", "--data", str(EXAMPLE), DCGD_CACHE=folder), "the first fills the cache"
    return folder


def loaded_by(cache: str, *args: str) -> set[str]:
    """What a command over the example loads when its index is there."""
    return modules_after(*args, "--data", str(EXAMPLE), DCGD_CACHE=cache)


def test_the_light_rooms_load_neither_pydantic_nor_yaml() -> None:
    code = (
        "import sys, dcgd.naming, dcgd.model, dcgd.index.store, dcgd.index.listing, dcgd.index.lookup, dcgd.tracking\n"
        "print([name for name in ('yaml', 'pydantic', 'rich', 'tabulate', 'dcgd.source', 'dcgd.registry.load')"
        " if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("args", [["list"], ["list", "--unit", "区水利局"], ["units"]], ids=" ".join)
def test_a_listing_is_made_without_the_model_and_without_any_heavy_library(cache: str, args: list[str]) -> None:
    heavy = {*HEAVY, "dataclasses", "decimal", "annotated_types"}
    rooms = {f"dcgd.{room}" for room in ("model", "source", "intake", "tracking", "registry.load", "registry.checks")}
    assert not (heavy | rooms) & loaded_by(cache, *args, "--format", "tsv")


def test_a_command_loads_no_other_command(cache: str) -> None:
    loaded = loaded_by(cache, "list")
    assert "dcgd.cli.listing" in loaded
    for name in ("validate", "units", "init", "history", "status", "progress"):
        assert f"dcgd.cli.{name}" not in loaded


DAY = ("--as-of", "2025-09-30")
READING = (
    ("list", *DAY), ("show", "1", *DAY), ("targets", *DAY), ("overdue", *DAY), ("at-risk", *DAY), ("units", *DAY),
    ("status", *DAY), ("history", *DAY), ("progress", "log", *DAY), ("progress", "missing", *DAY),
    ("problem", "list", *DAY),
    ("scorecard", *DAY), ("summary", *DAY), ("sql", "SELECT count(*) FROM assessments", *DAY),
    ("export", "csv", "tasks", *DAY), ("export", "json", *DAY),
)  # fmt: skip


@pytest.mark.parametrize("command", READING, ids=" ".join)
def test_a_reading_command_loads_neither_pydantic_nor_yaml(cache: str, command: tuple[str, ...]) -> None:
    assert not {"pydantic", "yaml", "dcgd.source.parsed", "dcgd.registry.load"} & loaded_by(cache, *command)
