"""A registry with a cache, and a count of how often it is read."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dcgd.index.freshness import Source
from districts import World


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path / "registry", tmp_path / "cache")


@pytest.fixture
def builds(monkeypatch: pytest.MonkeyPatch) -> Callable[[], int]:
    """How often a registry has been read."""
    from dcgd.index import build

    counted = [0]
    really = build.build

    def counting(source: Source) -> Any:
        counted[0] += 1
        return really(source)

    monkeypatch.setattr(build, "build", counting)
    return lambda: counted[0]
