"""`dcgd cache`: what is ours is listed and cleared, whatever else lies in the folder is left and named."""

import errno
import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from systems import make_link, posix

Call = Callable[..., Any]


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: Call, example: Path) -> Path:
    """A folder with one index in it."""
    folder = tmp_path / "缓存"
    monkeypatch.setenv("DCGD_CACHE", str(folder))
    assert call("list", "--data", str(example)).returncode == 0
    assert len(list(folder.iterdir())) == 2
    return folder


def index(cache: Path) -> Path:
    [file] = cache.glob("*.sqlite")
    return file


def foreign(path: Path, application: int = 0) -> Path:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("CREATE TABLE pay (sum)")
        connection.execute(f"PRAGMA application_id={application}")
    return path


def test_an_index_is_listed_with_what_it_is_over(cache: Path, call: Call, example: Path) -> None:
    done = call("cache", "info", "--format", "tsv")
    size = sum(path.stat().st_size for path in cache.iterdir())
    assert done.stdout.splitlines()[1:] == [f"{index(cache).name}\t{size}\t1\t{example}"]
    assert done.stderr == f"缓存在 {cache}\n"


def test_all_of_an_index_is_cleared(cache: Path, call: Call) -> None:
    shutil.copyfile(index(cache), cache / "0123456789abcdef.12.34.new")
    (cache / "0123456789abcdef.12.35.new").touch()
    (index(cache).with_name(index(cache).name + "-journal")).touch()
    for path in cache.iterdir():
        path.chmod(0o600)
    size = sum(path.stat().st_size for path in cache.iterdir())
    assert call("cache", "clear").stderr == f"清除了 3 个索引，{size} 字节。\n"
    assert list(cache.iterdir()) == []
    assert call("cache", "clear").stderr == "清除了 0 个索引，0 字节。\n"


def test_a_damaged_index_is_cleared_too(cache: Path, call: Call) -> None:
    index(cache).write_bytes(b"damaged")
    assert "清除了 1 个索引" in call("cache", "clear").stderr
    assert list(cache.iterdir()) == []


def test_what_is_not_ours_is_left_and_named(cache: Path, call: Call, tmp_path: Path) -> None:
    """Another program's databases, also under a name like ours; our own, kept under another name; a user's files."""
    mine = index(cache)
    foreign(cache / "payroll.sqlite")
    foreign(cache / "payroll.new", 0x64636764)
    foreign(cache / "0123456789abcdef.sqlite")
    foreign(cache / "0123456789abcdef.1.2.new")
    (cache / "fedcba9876543210.sqlite-journal").write_bytes(b"x")
    (cache / "fedcba9876543211.sqlite.seal").write_bytes(b"x")
    (cache / "笔记.txt").write_text("x")
    (cache / "folder.sqlite").mkdir()
    shutil.copyfile(mine, cache / "copy.sqlite")
    before = {path.name for path in cache.iterdir()}
    listed = call("cache", "info", "--format", "tsv")
    assert len(listed.stdout.splitlines()) == 2
    done = call("cache", "clear")
    assert {path.name for path in cache.iterdir()} == before - {mine.name, mine.name + ".seal"}
    assert done.stderr.startswith("清除了 1 个索引")
    for said in (listed.stderr, done.stderr):
        assert "0123456789abcdef.1.2.new、0123456789abcdef.sqlite、copy.sqlite、" in said
        assert said.endswith(" 等 9 个\n")


@posix("links need a privilege there")
def test_nothing_is_cleared_through_a_link(cache: Path, call: Call, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    ours = [Path(shutil.move(path, other / path.name)) for path in list(cache.iterdir())]
    for path in ours:
        make_link(cache / path.name, path)
    assert call("cache", "clear").stderr.startswith("清除了 0 个索引")
    assert all(path.exists() for path in ours)
    assert call("cache", "info", "--format", "json").stdout.strip() == "[]"


@posix("owners and modes of POSIX")
def test_what_others_can_write_is_neither_used_nor_cleared(cache: Path, call: Call, monkeypatch: Any) -> None:
    cache.chmod(0o777)
    said = call("cache", "info").stderr
    assert "别人也能往里写：里面的索引不可信，一概不用" in said
    index(cache).chmod(0o666)
    assert call("cache", "clear").stderr.startswith("清除了 0 个索引，0 字节。\n没有动")
    index(cache).chmod(0o600)
    me = os.geteuid()
    monkeypatch.setattr(os, "geteuid", lambda: me + 1)
    assert call("cache", "clear").stderr.startswith("清除了 0 个索引")
    assert index(cache).exists()


def test_what_cannot_be_removed_is_named(cache: Path, call: Call, monkeypatch: Any) -> None:
    def busy(path: Path, missing_ok: bool = False) -> None:
        raise PermissionError(errno.EACCES, "", str(path))

    monkeypatch.setattr(Path, "unlink", busy)
    said = call("cache", "clear").stderr
    assert said == f"清除了 0 个索引，0 字节。\n删不掉的，可能正被使用：{index(cache).name}\n"


def test_a_folder_that_is_not_there_holds_nothing_and_a_file_is_none(call: Call, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert "缓存是空的" in call("cache", "info", DCGD_CACHE=str(tmp_path / "no")).stderr
    assert call("cache", "clear", DCGD_CACHE=str(tmp_path / "no")).stderr == "清除了 0 个索引，0 字节。\n"
    done = call("cache", "clear", DCGD_CACHE=str(tmp_path / "file"))
    assert (done.returncode, done.stderr) == (2, f"错误：{tmp_path / 'file'}：不是文件夹\n")
