"""What is made anew is as open as what it replaces, or as its folder: in a group's folder the group can write it."""

import os
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from dcgd.source.files import draft_of, replace, replacing
from dcgd.source.folders import make_folder
from dcgd.source.lock import LOCK, locked
from systems import as_root

if sys.platform == "win32":
    pytest.skip("permissions come from the folder there", allow_module_level=True)


@pytest.fixture(params=[0o022, 0o077, 0o002, 0o027], ids=oct)
def umask(request: pytest.FixtureRequest) -> Iterator[int]:
    """What a user's system takes away from new files."""
    before = os.umask(request.param)
    yield request.param
    os.umask(before)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def made(folder: Path) -> dict[str, int]:
    """The modes of all that a writer makes in a folder."""
    replace(folder / "new.yaml", b"")
    with replacing(folder / "new.sqlite") as draft:
        draft.write_bytes(b"")
    draft = draft_of(folder / "x", b"")
    make_folder(folder / "progress")
    replace(folder / "progress" / "new.yaml", b"")
    with locked(folder):
        pass
    paths = (folder / "new.yaml", folder / "new.sqlite", draft, folder / LOCK, folder / "progress" / "new.yaml")
    return {path.name: mode(path) for path in paths} | {"progress": mode(folder / "progress")}


def test_in_the_folder_of_a_group_the_group_can_write_whatever_the_umask(tmp_path: Path, umask: int) -> None:
    folder = tmp_path / "shared"
    folder.mkdir()
    folder.chmod(0o2770)
    modes = made(folder)
    assert modes.pop("progress") == 0o2770 | (0o777 & ~umask)
    assert set(modes.values()) == {0o660 | (0o666 & ~umask)}


def test_in_any_other_folder_the_umask_decides(tmp_path: Path, umask: int) -> None:
    folder = tmp_path / "own"
    folder.mkdir()
    folder.chmod(0o755)
    modes = made(folder)
    assert modes.pop("progress") == 0o777 & ~umask
    assert set(modes.values()) == {0o666 & ~umask}


@pytest.mark.parametrize("kept", [0o600, 0o640, 0o664, 0o444, 0o604])
def test_a_file_stays_as_open_as_it_was(tmp_path: Path, umask: int, kept: int) -> None:
    tmp_path.chmod(0o770)
    path = tmp_path / "x.xlsx"
    path.write_bytes(b"old")
    path.chmod(kept)
    replace(path, b"new")
    assert mode(path) == kept
    with replacing(path) as draft:
        assert mode(draft) & 0o077 == 0, "nobody reads in a draft what they may not read in the file"
        draft.write_bytes(b"newer")
    assert mode(path) == kept
    assert mode(draft_of(path, b"newest")) == kept


@pytest.mark.parametrize("kept", [0o600, 0o640])
def test_a_plan_is_to_be_read_by_all(tmp_path: Path, kept: int) -> None:
    before = os.umask(0o077)
    try:
        assert mode(draft_of(tmp_path / "plan", b"", readable=True)) == 0o644
    finally:
        os.umask(before)


root = as_root


@root
def test_root_leaves_files_to_whom_they_belong(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_bytes(b"old")
    os.chown(path, 1001, 5000)
    replace(path, b"new")
    assert (path.stat().st_uid, path.stat().st_gid) == (1001, 5000)


@root
@pytest.mark.parametrize(("was", "becomes"), [(0o660, 0o600), (0o664, 0o644), (0o644, 0o644), (0o604, 0o604)])
def test_a_group_that_it_cannot_be_given_to_is_not_exchanged_for_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, was: int, becomes: int
) -> None:
    path = tmp_path / "x.yaml"
    path.write_bytes(b"old")
    path.chmod(was)
    os.chown(path, 0, 5000)

    def refused(_handle: int, _user: int, _group: int) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "fchown", refused)
    replace(path, b"new")
    assert path.stat().st_gid != 5000
    assert mode(path) == becomes


@root
def test_a_folder_without_the_group_bit_gives_its_group_all_the_same(tmp_path: Path) -> None:
    folder = tmp_path / "shared"
    folder.mkdir()
    os.chown(folder, 0, 5000)
    folder.chmod(0o770)
    replace(folder / "progress" / "x.yaml", b"")
    for path in (folder / "progress", folder / "progress" / "x.yaml"):
        assert path.stat().st_gid == 5000
        assert mode(path) & 0o060 == 0o060
