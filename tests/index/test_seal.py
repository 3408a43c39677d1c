"""A kept index that is not just as this program left it is built anew, whatever its size."""

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from dcgd.index import freshness, seal
from dcgd.index.freshness import Source
from dcgd.index.store import open_index
from districts import World, assert_sound, nothing

SIZES = pytest.mark.parametrize("compared", [seal.COMPARED, 0], ids=["small", "large"])
"""A large index is not compared byte by byte; here each is large."""


@pytest.fixture
def kept(world: World, monkeypatch: pytest.MonkeyPatch, compared: int) -> World:
    """An index that was built, and that nobody has to wait for."""
    monkeypatch.setattr(seal, "COMPARED", compared)
    monkeypatch.setattr(seal, "_PAUSE", None)
    world.ask()
    return world


@SIZES
def test_an_index_as_it_was_left_is_read(kept: World, builds: Callable[[], int]) -> None:
    for _ in range(3):
        assert_sound(World(kept.folder, kept.cache))
    assert builds() == 3, "only those that were to compare with"


@SIZES
def test_any_byte_that_is_damaged_is_noticed(kept: World) -> None:
    size = kept.file.stat().st_size
    truth = kept.truth()
    for place in range(7, size, size // 60):
        data = bytearray(kept.file.read_bytes())
        data[place] ^= 1 << place % 8
        kept.file.write_bytes(data)
        assert kept.ask() == truth, place


@SIZES
def test_bytes_that_are_no_text_are_noticed_where_the_tables_are_described(kept: World) -> None:
    """There even the words of SQLite's complaint are none."""
    whole, truth = kept.file.read_bytes(), kept.truth()
    start = whole.index(b"CREATE TABLE documents")
    for place in range(start, start + 600, 10):
        kept.file.write_bytes(whole[:place] + b"\x86" + whole[place + 1 :])
        assert kept.ask() == truth, place


@SIZES
def test_damage_is_noticed_though_the_files_time_is_put_back(kept: World) -> None:
    before = kept.file.stat()
    kept.file.write_bytes(kept.file.read_bytes().replace("节水".encode(), "费水".encode()))
    os.utime(kept.file, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert_sound(kept)


@pytest.mark.parametrize("compared", [seal.COMPARED])
def test_in_a_small_index_damage_is_noticed_though_nothing_about_the_file_tells(
    kept: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, told = kept.file, freshness.signature
    before = told(str(file))
    file.write_bytes(file.read_bytes().replace("节水".encode(), "费水".encode()))
    monkeypatch.setattr(freshness, "signature", lambda path: before if path == str(file) else told(path))
    assert_sound(kept)


@SIZES
@pytest.mark.parametrize("left", [None, b"", b"\xff\xfe", b"dcgd 1 2"])
def test_an_index_without_its_seal_is_built_anew(kept: World, builds: Callable[[], int], left: bytes | None) -> None:
    file = kept.file.with_name(kept.file.name + seal.SUFFIX)
    if left is None:
        file.unlink()
    else:
        file.write_bytes(left)
    assert kept.titles() == kept.titles() == ["壮大企业", "节水"]
    assert builds() == 1


@SIZES
def test_what_another_program_writes_is_not_believed(kept: World) -> None:
    """Whatever it is: here an error that is to be none."""
    kept.swap("leads: [区水利局]", "leads: [区不存在局]")
    kept.ask()
    with closing(sqlite3.connect(kept.file)) as connection, connection:
        assert connection.execute("SELECT errors FROM documents").fetchone() == (1,)
        connection.execute("UPDATE documents SET errors = 0")
        connection.execute("DELETE FROM diagnostics")
    assert kept.named("errors", "documents") == [(1,)]
    assert kept.ask() == kept.truth()


@SIZES
def test_what_this_program_writes_is(kept: World, builds: Callable[[], int]) -> None:
    """A change of the files, files that have settled, a first search."""
    from dcgd.index.search import prepare

    kept.swap("title: 节水", "title: 控水")
    assert kept.titles() == ["壮大企业", "控水"]
    back = kept.file.stat().st_mtime_ns
    for path in kept.folder.rglob("*.yaml"):
        os.utime(path, ns=(back, back))
    for _ in range(2):
        with closing(open_index([Source(str(kept.folder), "")], kept.cache, nothing)) as connection:
            assert prepare(connection)
    assert kept.titles() == ["壮大企业", "控水"]
    assert builds() == 1


@SIZES
def test_a_writer_that_dies_before_it_seals_leaves_an_index_that_is_not_believed(
    kept: World, monkeypatch: pytest.MonkeyPatch, builds: Callable[[], int]
) -> None:
    kept.swap("title: 节水", "title: 控水")
    with monkeypatch.context() as patch:
        patch.setattr(seal, "put", lambda *_: None)
        assert kept.titles() == ["壮大企业", "控水"]
    assert kept.titles() == kept.titles() == ["壮大企业", "控水"]
    assert builds() == 2


@SIZES
def test_nobody_reads_what_is_written_before_it_is_sealed(kept: World, monkeypatch: pytest.MonkeyPatch) -> None:
    really = seal.put
    seen = []

    def put(connection: sqlite3.Connection, path: Path) -> None:
        with (
            closing(sqlite3.connect(path, timeout=0)) as other,
            pytest.raises(sqlite3.OperationalError, match="locked"),
        ):
            other.execute("SELECT * FROM tasks").fetchone()
        seen.append(path)
        really(connection, path)

    monkeypatch.setattr(seal, "put", put)
    kept.swap("title: 节水", "title: 控水")
    connection = open_index([Source(str(kept.folder), "")], kept.cache, nothing)
    with closing(connection), closing(sqlite3.connect(kept.file, timeout=0)) as other:
        assert seen == [kept.file]
        assert other.execute("SELECT count(*) FROM tasks").fetchone() == (2,)


@SIZES
def test_the_moment_between_place_and_seal_is_waited_for(
    kept: World, monkeypatch: pytest.MonkeyPatch, builds: Callable[[], int]
) -> None:
    file = kept.file.with_name(kept.file.name + seal.SUFFIX)
    good = file.read_bytes()
    file.unlink()
    monkeypatch.setattr(seal, "_PAUSE", 1)
    monkeypatch.setattr(seal.time, "sleep", lambda _seconds: file.write_bytes(good))  # type: ignore[attr-defined]
    assert kept.titles() == ["壮大企业", "节水"]
    assert builds() == 0


@SIZES
def test_a_journal_that_was_left_beside_an_index_is_not_played_back_into_another(kept: World) -> None:
    kept.swap("title: 节水", "title: 控水")
    journal = kept.file.with_name(kept.file.name + "-journal")
    with closing(sqlite3.connect(kept.file, isolation_level=None)) as connection:
        connection.execute("PRAGMA cache_size=1")
        connection.execute("BEGIN")
        connection.execute("UPDATE tasks SET text = zeroblob(200000)")
        data = journal.read_bytes()
    kept.file.write_bytes(b"no database")
    journal.write_bytes(data)
    assert kept.titles() == ["壮大企业", "控水"]
    assert not journal.exists()
    assert kept.titles() == ["壮大企业", "控水"]
    assert kept.ask() == kept.truth()


# --- validate, where even the seal is wrong


@pytest.mark.slow
def test_no_damage_turns_an_error_into_none(
    world: World, monkeypatch: pytest.MonkeyPatch, call: Callable[..., Any]
) -> None:
    """As a disk gives it that forgets without saying so: the seal is right, and every page in turn is not."""
    world.swap("leads: [区水利局]", "leads: [区不存在局]")

    def said() -> str:
        done = call("validate", str(world.folder), DCGD_CACHE=str(world.cache))
        assert done.returncode == 1
        return str(done.stdout + done.stderr)

    truth = said()
    monkeypatch.setattr(seal, "is_whole", lambda *_: True)
    file, whole = world.file, world.file.read_bytes()
    for place in range(0, len(whole), 512):
        spoiled = bytearray(whole)
        spoiled[place : place + 512] = bytes(part ^ 0x5A for part in whole[place : place + 512])
        file.write_bytes(spoiled)
        assert said() == truth, place
    for statement in ("UPDATE documents SET errors = 0", "DELETE FROM diagnostics", "DELETE FROM tasks"):
        file.write_bytes(whole)
        with closing(sqlite3.connect(file)) as connection, connection:
            connection.execute(statement)
        assert said() == truth, statement


@pytest.mark.parametrize("command", [("list", "--format", "json"), ("sql", "SELECT title FROM tasks")], ids=" ".join)
@pytest.mark.parametrize("length", [4096, 2], ids=["a page", "a character"])
def test_damage_that_shows_only_while_reading_is_told_and_done_away_with(
    world: World, monkeypatch: pytest.MonkeyPatch, call: Callable[..., Any], command: tuple[str, ...], length: int
) -> None:
    def asked() -> Any:
        return call(*command, DCGD_CACHE=str(world.cache), DCGD_DATA=str(world.folder))

    truth = asked()
    assert truth.returncode == 0
    whole = world.file.read_bytes()
    place = whole.index("节水".encode()) // length * length
    world.file.write_bytes(whole[:place] + b"\xff" * length + whole[place + length :])
    with monkeypatch.context() as patch:
        patch.setattr(seal, "is_whole", lambda *_: True)
        said = asked()
    assert (said.returncode, said.stderr) == (3, "缓存的索引坏了，已经删掉；再运行一次，会另建一份（数据没有损坏）。\n")
    assert world.cache is not None
    assert list(world.cache.iterdir()) == []
    assert asked().stdout == truth.stdout
