"""What the tests of edits share: a small registry as it was read, so that no edit touches a disk."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from dcgd.registry.load import Reading, read

SMALL = Path(__file__).resolve().parents[1] / "registry" / "small"


@pytest.fixture
def small(tmp_path: Path) -> Callable[..., Reading]:
    """The small registry (tests/registry/small), read; `files` stand in place of its own, None for one that is not."""

    def reading(**files: str | None) -> Reading:
        folder = tmp_path / "小"
        shutil.copytree(SMALL, folder)
        for stem, text in files.items():
            path = folder / f"{stem}.yaml"
            path.unlink() if text is None else path.write_text(text, encoding="utf-8", newline="\n")
        reading = read(folder, "小")
        shutil.rmtree(folder)
        return reading

    return reading


@pytest.fixture
def before(small: Callable[..., Reading]) -> Reading:
    """The small registry as it is."""
    return small()
