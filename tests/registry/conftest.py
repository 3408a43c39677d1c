"""A folder of three files that are changed as one, and a reader who may not write."""

from pathlib import Path

import pytest

from cutoff import OLD


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three files to be changed as one."""
    (tmp_path / "data" / "in").mkdir(parents=True)
    for name, data in OLD.items():
        (tmp_path / "data" / name).write_bytes(data)
    return tmp_path / "data"


@pytest.fixture
def only_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever looks may not write."""

    def refused(_folder: Path, _seconds: float = 60) -> None:
        raise PermissionError(13, "", ".dcgd.lock")

    monkeypatch.setattr("dcgd.registry.view.locked", refused)
