"""Writing whole or not at all, one writer at a time."""

import os
import sys
from pathlib import Path

import pytest
from filelock import FileLock, Timeout

from dcgd.source.files import LOCK, locked, replace


def test_replace_makes_the_content_and_leaves_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "progress" / "2023-06.yaml"
    replace(path, b"one")
    replace(path, b"two")
    assert path.read_bytes() == b"two"
    assert [entry.name for entry in path.parent.iterdir()] == ["2023-06.yaml"]


def test_a_failure_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "x.yaml"
    path.write_bytes(b"old")

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        replace(path, b"new")
    assert path.read_bytes() == b"old"
    assert [entry.name for entry in tmp_path.iterdir()] == ["x.yaml"]


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX permissions and links")
def test_permissions_and_links_stay(tmp_path: Path) -> None:
    path, link = tmp_path / "real.yaml", tmp_path / "link.yaml"
    path.write_bytes(b"old")
    path.chmod(0o640)
    link.symlink_to(path)
    replace(link, b"new")
    assert link.is_symlink()
    assert path.read_bytes() == b"new"
    assert path.stat().st_mode & 0o777 == 0o640


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX permissions")
def test_a_new_file_has_the_permissions_the_user_wants(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        replace(tmp_path / "x", b"")
        assert (tmp_path / "x").stat().st_mode & 0o777 == 0o640
    finally:
        os.umask(before)


def test_a_second_writer_waits(tmp_path: Path) -> None:
    other = FileLock(tmp_path / LOCK, timeout=0, is_singleton=False)
    with locked(tmp_path), pytest.raises(Timeout), other:
        pass
    with other:
        assert other.is_locked
