"""The kept index, absent, damaged, foreign or unwritable, of several registries and processes: the answer is there."""

import os
import shutil
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from dcgd.index import store
from dcgd.index.freshness import Source
from dcgd.index.schema import VERSION
from dcgd.index.store import open_index
from districts import World, assert_sound, nothing
from systems import posix


@pytest.mark.parametrize("share", [0.0, 0.01, 0.3, 0.5, 0.9, 0.999])
def test_a_half_written_index(world: World, share: float) -> None:
    world.ask()
    data = world.file.read_bytes()
    world.file.write_bytes(data[: int(len(data) * share)])
    assert_sound(world)


def test_every_blank_page_is_noticed(world: World) -> None:
    """As a power cut leaves them."""
    world.ask()
    whole = world.file.read_bytes()
    for start in range(0, len(whole), 4096):
        world.file.write_bytes(whole[:start] + bytes(4096) + whole[start + 4096 :])
        assert_sound(world)


def test_a_file_that_is_no_index(world: World) -> None:
    world.ask()
    world.file.write_bytes(b"not a database" * 1000)
    assert_sound(world)
    assert world.file.read_bytes().startswith(b"SQLite format 3")


@pytest.mark.parametrize(
    "change",
    [
        f"PRAGMA user_version = {VERSION + 1}",
        "PRAGMA application_id = 1",
        "UPDATE selection SET words = 'another'",
        "DELETE FROM selection",
        "DROP TABLE selection",
        "DROP TABLE files",
        "DELETE FROM files",
        "UPDATE files SET digest = x'00', settled = 0",
        "DELETE FROM documents",
    ],
)
def test_an_index_of_another_make_is_built_anew(world: World, change: str) -> None:
    world.ask()
    with sqlite3.connect(world.file) as connection:
        connection.execute(change)
    connection.close()
    assert_sound(world)


def test_a_folder_where_the_index_should_be(world: World) -> None:
    world.ask()
    path = world.file
    path.unlink()
    path.mkdir()
    assert_sound(world)
    assert [entry.name for entry in path.parent.iterdir()] == [path.name], "no draft is left"


def test_a_file_where_the_cache_folder_should_be(world: World) -> None:
    assert world.cache is not None
    world.cache.write_text("")
    assert_sound(world)


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_cache_folder_that_may_not_be_written(world: World) -> None:
    assert world.cache is not None
    world.cache.mkdir(mode=0o500)
    assert_sound(world)


@pytest.mark.parametrize("statement", ["BEGIN", "INSERT", "COMMIT", "CREATE", "SELECT * FROM files", "UPDATE"])
@pytest.mark.parametrize("error", [sqlite3.OperationalError("disk is full"), sqlite3.DatabaseError("malformed")])
def test_a_full_disk_and_a_failing_one(
    world: World, monkeypatch: pytest.MonkeyPatch, statement: str, error: sqlite3.Error
) -> None:
    """Whatever SQLite cannot do, the answer is there: built in memory."""

    class Failing(sqlite3.Connection):
        def _check(self, query: str) -> None:
            if query.startswith(statement):
                raise error

        def execute(self, query: str, *args: Any) -> sqlite3.Cursor:
            self._check(query)
            return super().execute(query, *args)

        def executemany(self, query: str, *args: Any) -> sqlite3.Cursor:
            self._check(query)
            return super().executemany(query, *args)

    really = sqlite3.connect

    def connect(path: Any, **options: Any) -> sqlite3.Connection:
        return really(path, **options) if path == ":memory:" else really(path, factory=Failing, **options)

    world.ask()
    world.swap("title: 节水", "title: 控水")
    monkeypatch.setattr(store.sqlite3, "connect", connect)  # type: ignore[attr-defined]
    assert world.titles() == ["壮大企业", "控水"]
    assert world.cache is not None
    shutil.rmtree(world.cache)
    assert world.titles() == ["壮大企业", "控水"]
    monkeypatch.setattr(store.sqlite3, "connect", really)  # type: ignore[attr-defined]
    assert not list(world.cache.glob("*.new")), "no draft is left"


def test_without_a_cache_nothing_is_kept(world: World) -> None:
    assert World(world.folder, None).titles() == ["壮大企业", "节水"]
    assert sorted(entry.name for entry in world.folder.parent.iterdir()) == ["registry"]


@posix("POSIX permissions")
def test_only_its_owner_may_read_it(world: World) -> None:
    assert world.cache is not None
    before = os.umask(0)
    try:
        world.ask()
        assert stat.S_IMODE(world.cache.stat().st_mode) == 0o700
        assert stat.S_IMODE(world.file.stat().st_mode) == 0o600
        world.swap("title: 节水", "title: 控水")
        world.ask()
        assert [stat.S_IMODE(path.stat().st_mode) for path in world.cache.iterdir()] == [0o600, 0o600]
    finally:
        os.umask(before)


# --- several registries, several processes


def test_registries_keep_their_order_when_one_is_read_again(tmp_path: Path) -> None:
    worlds = [World(tmp_path / name, tmp_path / "cache") for name in ("a", "b", "c")]
    sources = [Source(str(each.folder), each.folder.name) for each in worlds]

    def order() -> list[str]:
        connection = open_index(sources, tmp_path / "cache", nothing)
        try:
            query = "SELECT d.registry FROM tasks t JOIN documents d ON d.id = t.document ORDER BY t.document, t.number"
            return [row[0] for row in connection.execute(query)]
        finally:
            connection.close()

    assert order() == ["a", "a", "b", "b", "c", "c"]
    worlds[0].swap("title: 节水", "title: 控水控水")
    worlds[1].swap("title: 节水", "title: 控水控水")
    assert order() == ["a", "a", "b", "b", "c", "c"]


def test_of_two_that_refresh_the_one_that_read_first_does_not_win(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The slow one reads, a file changes, the quick one reads and writes, the slow one comes to write."""
    from dcgd.index import build

    world.ask()
    world.swap("title: 节水", "title: 控水")
    really = build.build_all

    def slow(*args: Any) -> Iterator[Any]:
        found = list(really(*args))
        monkeypatch.setattr(build, "build_all", really)
        world.swap("title: 控水", "title: 治水")
        assert world.titles() == ["壮大企业", "治水"]
        return iter(found)

    monkeypatch.setattr(build, "build_all", slow)
    assert world.titles() == ["壮大企业", "治水"]


def test_what_another_put_in_place_of_a_new_index_is_checked(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    from dcgd.index import build

    really = build.build_all
    old = World(world.folder, world.folder.parent / "other")
    old.ask()

    def slow(*args: Any) -> Iterator[Any]:
        yield from list(really(*args))
        monkeypatch.setattr(build, "build_all", really)

    renaming = Path.replace

    def replaced(self: Path, target: Path) -> Path:
        found = renaming(self, target)
        shutil.copyfile(old.file, target)  # a process that read before the edit is done now
        return found

    world.swap("title: 节水", "title: 控水")
    monkeypatch.setattr(build, "build_all", slow)
    monkeypatch.setattr(Path, "replace", replaced)
    assert world.titles() == ["壮大企业", "控水"]


@pytest.mark.slow
def test_many_processes_that_build_at_once(world: World) -> None:
    code = (
        "import sys\n"
        "from pathlib import Path\n"
        "from dcgd.index.freshness import Source\n"
        "from dcgd.index.store import open_index\n"
        "found = open_index([Source(sys.argv[1], '')], Path(sys.argv[2]), lambda *_: None)\n"
        "print([row[0] for row in found.execute('SELECT title FROM tasks ORDER BY number')])\n"
    )
    command = [sys.executable, "-X", "utf8", "-c", code, str(world.folder), str(world.cache)]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, encoding="utf-8") for _ in range(4)]
    for each in running:
        out, _ = each.communicate(timeout=60)
        assert out.strip() == "['壮大企业', '节水']"
        assert each.returncode == 0
    assert world.cache is not None
    assert sorted(path.name for path in world.cache.iterdir()) == [world.file.name, world.file.name + ".seal"]
    assert_sound(world)
