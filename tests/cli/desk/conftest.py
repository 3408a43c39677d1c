"""The example's desk, open."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from desks import Client, Opened, opened_desk

EXAMPLE = Path(__file__).resolve().parents[3] / "examples" / "yunxi-2025"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "台账"
    shutil.copytree(EXAMPLE, folder)
    return folder


@pytest.fixture
def opened(data: Path) -> Iterator[Opened]:
    with opened_desk(data) as desk:
        yield desk


@pytest.fixture
def desk(opened: Opened) -> Client:
    """A browser that was let in."""
    return opened.client()
