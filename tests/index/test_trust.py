"""Whose an index is: what another could have written is not believed, what is not ours is not touched."""

import os
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from dcgd.index import seal
from dcgd.index.place import is_own_file, is_own_folder
from districts import World, assert_sound
from systems import as_root, make_link

if sys.platform == "win32":
    pytest.skip("owners and modes of POSIX; Windows keeps lists of rights, which this program does not read",
                allow_module_level=True)  # fmt: skip


@pytest.fixture
def kept(world: World) -> World:
    """An index that says what is not so."""
    world.ask()
    with closing(sqlite3.connect(world.file)) as connection, connection:
        connection.execute("UPDATE tasks SET title = '假的'")
    with closing(sqlite3.connect(world.file)) as connection:
        seal.put(connection, world.file)
    assert world.titles() == ["假的", "假的"], "what this user wrote is believed"
    return world


def state(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.mark.parametrize("mode", [0o777, 0o1777, 0o770, 0o702])
def test_in_a_folder_where_others_may_write_nothing_is_believed_and_nothing_kept(kept: World, mode: int) -> None:
    assert kept.cache is not None
    kept.cache.chmod(mode)
    before = state(kept.cache)
    assert_sound(kept)
    assert state(kept.cache) == before


def test_in_another_users_folder_neither(kept: World, monkeypatch: pytest.MonkeyPatch) -> None:
    assert kept.cache is not None
    before = state(kept.cache)
    me = os.geteuid()
    monkeypatch.setattr(os, "geteuid", lambda: me + 1)
    assert_sound(kept)
    assert state(kept.cache) == before


@pytest.mark.parametrize("mode", [0o666, 0o660, 0o602, 0o644, 0o640])
def test_an_index_that_is_open_to_others_is_built_anew(kept: World, mode: int) -> None:
    """This program lets nobody read one: what others may read came by git, or out of an archive."""
    kept.file.chmod(mode)
    assert_sound(kept)
    assert kept.file.stat().st_mode & 0o777 == 0o600


@as_root
def test_an_index_that_another_user_wrote_is_built_anew(kept: World) -> None:
    os.chown(kept.file, 12345, 12345)
    assert_sound(kept)
    assert kept.file.stat().st_uid == os.geteuid()


def test_a_link_is_not_followed(kept: World, tmp_path: Path) -> None:
    file, other = kept.file, tmp_path / "other"
    file.rename(other)
    make_link(file, other)
    before = other.read_bytes()
    assert_sound(kept)
    assert other.read_bytes() == before
    assert not file.is_symlink()


def test_the_users_folder_may_lie_behind_a_link(world: World, tmp_path: Path, builds: Callable[[], int]) -> None:
    (tmp_path / "elsewhere").mkdir(mode=0o700)
    make_link(tmp_path / "cache", tmp_path / "elsewhere")
    world.ask()
    world.ask()
    assert builds() == 1


def test_a_folder_and_a_file_are_told_apart(tmp_path: Path) -> None:
    tmp_path.chmod(0o700)
    file = tmp_path / "file"
    file.touch(0o600)
    assert is_own_folder(tmp_path)
    assert not is_own_folder(file)
    assert not is_own_folder(tmp_path / "nothing")
    assert is_own_file(file)
    assert not is_own_file(tmp_path)
    assert not is_own_file(tmp_path / "nothing")
