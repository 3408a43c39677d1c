"""The kept index answers as the files are now, whatever happened to the files, the clock, the disk or the index."""

import os
import shutil
import sqlite3
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dcgd.index import freshness, store
from dcgd.index.freshness import Source, is_settled, signature
from dcgd.index.rows import rows
from dcgd.index.schema import TABLES, VERSION
from dcgd.index.store import cache_folder, open_index
from dcgd.registry.load import read
from dcgd.source import files

ROOT = Path(__file__).resolve().parents[2]
BASE = ROOT / "tests/examples/base"
REPORT = "reports:\n  - {target: 1-1, date: 2023-06-30, value: %s}\n"
HOUR = 3600 * 10**9


def nothing(_done: int, _total: int) -> None:
    pass


class World:
    """A registry and a cache folder, and what the index says of the registry."""

    def __init__(self, folder: Path, cache: Path | None) -> None:
        self.folder, self.cache = folder, cache
        if not folder.exists():
            shutil.copytree(BASE, folder)

    def put(self, name: str, text: str) -> None:
        (self.folder / name).parent.mkdir(exist_ok=True)
        (self.folder / name).write_text(text, encoding="utf-8")

    def swap(self, old: str, new: str, name: str = "tasks.yaml") -> None:
        text = (self.folder / name).read_text(encoding="utf-8")
        assert old in text
        self.put(name, text.replace(old, new))

    def ask(self) -> dict[str, list[Any]]:
        """All public rows without the document's id."""
        connection = open_index([Source(str(self.folder), "")], self.cache, nothing)
        try:
            found = {}
            for table in TABLES:
                columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
                kept = [
                    name for name in columns if name not in ("document", "id") or (table != "tasks" and name == "id")
                ]
                found[table] = connection.execute(f"SELECT {', '.join(kept)} FROM {table} ORDER BY 1, 2, 3").fetchall()
            return found
        finally:
            connection.close()

    def titles(self) -> list[str]:
        return [row[2] for row in sorted(self.named("number, section, title"))]

    def named(self, columns: str, table: str = "tasks") -> list[Any]:
        connection = open_index([Source(str(self.folder), "")], self.cache, nothing)
        try:
            return connection.execute(f"SELECT {columns} FROM {table}").fetchall()
        finally:
            connection.close()

    def truth(self) -> dict[str, list[Any]]:
        return World(self.folder, None).ask()

    @property
    def file(self) -> Path:
        assert self.cache is not None
        [found] = self.cache.glob("*.sqlite")
        return found


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


def settle(world: World) -> None:
    """As if some seconds had passed: the files' times lie back, and the index knows."""
    back = time.time_ns() - HOUR
    for path in world.folder.rglob("*.yaml"):
        os.utime(path, ns=(back, back))


def test_the_rows_are_those_of_the_registry(world: World) -> None:
    expected = rows(read(ROOT / "data").registry)
    connection = open_index([Source(str(ROOT / "data"), "")], world.cache, nothing)
    assert connection.execute("SELECT count(*) FROM tasks").fetchone()[0] == len(expected["tasks"]) == 90
    assert connection.execute("SELECT count(*) FROM targets").fetchone()[0] == 35
    assert connection.execute("SELECT count(*) FROM milestones").fetchone()[0] == 53
    names = connection.execute("SELECT unit, task, role, written FROM task_units").fetchall()
    assert sorted(names) == sorted(expected["task_units"])
    connection.close()


def test_a_second_question_reads_nothing(world: World, builds: Callable[[], int]) -> None:
    assert world.ask() == world.ask()
    assert builds() == 1


# --- freshness: whatever changes in the files is seen


def test_an_edit_of_the_same_size_at_the_same_time(world: World) -> None:
    settle(world)
    world.ask()
    before = (world.folder / "tasks.yaml").stat()
    world.swap("title: 节水", "title: 控水")
    os.utime(world.folder / "tasks.yaml", ns=(before.st_atime_ns, before.st_mtime_ns))
    assert (world.folder / "tasks.yaml").stat().st_size == before.st_size
    assert world.titles() == ["壮大企业", "控水"]


def test_a_file_put_in_its_place_by_a_rename(world: World) -> None:
    settle(world)
    world.ask()
    before = (world.folder / "tasks.yaml").stat()
    other = world.folder / "other"
    other.write_text((world.folder / "tasks.yaml").read_text("utf-8").replace("title: 节水", "title: 控水"), "utf-8")
    os.utime(other, ns=(before.st_atime_ns, before.st_mtime_ns))
    other.replace(world.folder / "tasks.yaml")
    assert world.titles() == ["壮大企业", "控水"]


@pytest.mark.parametrize("hours", [-24, -1, 1, 24, 24 * 365])
def test_times_in_the_future_and_the_past(world: World, hours: int) -> None:
    """After a jump of the clock, or out of an archive, a file may bear any time: the same for several contents."""
    path = world.folder / "tasks.yaml"
    moment = time.time_ns() + hours * HOUR
    for title in ("控水", "治水", "用水", "节水"):
        text = (BASE / "tasks.yaml").read_text("utf-8").replace("title: 节水", f"title: {title}")
        path.write_text(text, "utf-8")
        os.utime(path, ns=(moment, moment))
        assert world.titles() == ["壮大企业", title]


def test_a_checkout_back_and_forth(world: World) -> None:
    for title in ("控水", "节水", "控水", "节水"):
        shutil.copy2(BASE / "tasks.yaml", world.folder / "tasks.yaml")  # with its old time, as rsync and tar do
        if title != "节水":
            world.swap("title: 节水", f"title: {title}")
        assert world.titles() == ["壮大企业", title]


@pytest.mark.parametrize("name", ["rules.yaml", "problems.yaml", "notices.yaml", "progress/2023-06.yaml"])
def test_files_that_come_and_go(world: World, name: str) -> None:
    text = {
        "rules.yaml": "pace: daily\n",
        "problems.yaml": (
            "problems:\n  - {id: A, task: 1, title: 甲, steps: [{action: raise, date: 2023-06-01, by: 甲}]}\n"
        ),
        "notices.yaml": "notices: []\n",
        "progress/2023-06.yaml": REPORT % 8,
    }[name]
    before = world.ask()
    world.put(name, text)
    with_it = world.ask()
    assert with_it == world.truth()
    assert with_it != before or name == "notices.yaml"
    (world.folder / name).unlink()
    assert world.ask() == before


def test_the_registry_itself_comes_and_goes(world: World) -> None:
    world.ask()
    (world.folder / "tasks.yaml").rename(world.folder / "away")
    assert world.titles() == []
    assert world.named("errors", "documents") == [(1,)]
    (world.folder / "away").rename(world.folder / "tasks.yaml")
    assert world.titles() == ["壮大企业", "节水"]


def test_a_file_that_changes_while_it_is_read(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its signature is taken before its content: the change shows the next time."""
    really = freshness.signature

    def slow(path: str) -> Any:
        found = really(path)
        if path.endswith("tasks.yaml"):
            monkeypatch.setattr(freshness, "signature", really)
            world.swap("title: 节水", "title: 控水")
        return found

    monkeypatch.setattr(freshness, "signature", slow)
    world.ask()
    assert world.titles() == ["壮大企业", "控水"]


def test_a_change_of_several_files_while_they_are_read_is_seen_whole(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The tasks have been read when both files change: what was read is of two states, and is read again."""
    really = files.content

    def late(path: Path) -> bytes:
        if path.name == "units.yaml":
            monkeypatch.setattr(files, "content", really)
            texts = {name: (world.folder / name).read_text(encoding="utf-8") for name in ("tasks.yaml", "units.yaml")}
            files.replace_all(
                world.folder, {name: text.replace("区水利局", "区水务局").encode() for name, text in texts.items()}
            )
        return really(path)

    monkeypatch.setattr(files, "content", late)
    errors, leads = world.named("(SELECT errors FROM documents), leads")[1]
    assert (errors, leads) == (0, "区水务局")


OPERATIONS = ("控水", "治水", "report", "no report", "rules", "no rules", "touch", "back", "future", "rename", "ask")


@given(st.lists(st.sampled_from(OPERATIONS), max_size=8))
@settings(max_examples=25, deadline=None)
def test_never_a_stale_answer(tmp_path_factory: pytest.TempPathFactory, operations: list[str]) -> None:
    """After any sequence of changes the index says what the files say."""
    top = tmp_path_factory.mktemp("world")
    world = World(top / "registry", top / "cache")
    path = world.folder / "tasks.yaml"
    for operation in operations:
        if operation in ("控水", "治水"):
            text = (BASE / "tasks.yaml").read_text("utf-8").replace("title: 节水", f"title: {operation}")
            before = path.stat()
            path.write_text(text, "utf-8")
            os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
        elif operation in ("report", "rules"):
            world.put(
                "progress/2023-06.yaml" if operation == "report" else "rules.yaml",
                (REPORT % 8) if operation == "report" else "pace: daily\n",
            )
        elif operation in ("no report", "no rules"):
            (world.folder / ("progress/2023-06.yaml" if operation == "no report" else "rules.yaml")).unlink(
                missing_ok=True
            )
        elif operation == "touch":
            path.touch()
        elif operation in ("back", "future"):
            moment = time.time_ns() + (-HOUR if operation == "back" else HOUR)
            os.utime(path, ns=(moment, moment))
        elif operation == "rename":
            shutil.copy2(BASE / "tasks.yaml", world.folder / "new")
            (world.folder / "new").replace(path)
        else:
            world.ask()
    assert world.ask() == world.truth()


@given(st.integers(0, 10**19), st.integers(0, 10**19), st.integers(0, 10**19))
def test_a_young_file_has_not_settled(mtime: int, ctime: int, now: int) -> None:
    found = freshness.Signature(1, mtime, ctime, 1)
    assert is_settled(found, now) == (now - mtime > freshness.SETTLED_NS and now - ctime > freshness.SETTLED_NS)


def test_a_file_that_is_not_there_has_no_signature(tmp_path: Path) -> None:
    assert signature(str(tmp_path / "nothing")) is None


# --- the index itself: absent, damaged, foreign, unwritable


def sound(world: World) -> None:
    assert world.titles() == ["壮大企业", "节水"]
    assert world.ask() == world.truth()


@pytest.mark.parametrize("share", [0.0, 0.01, 0.3, 0.5, 0.9, 0.999])
def test_a_half_written_index(world: World, share: float) -> None:
    world.ask()
    data = world.file.read_bytes()
    world.file.write_bytes(data[: int(len(data) * share)])
    sound(world)


def test_every_blank_page_is_noticed(world: World) -> None:
    """As a power cut leaves them."""
    world.ask()
    whole = world.file.read_bytes()
    for start in range(0, len(whole), 4096):
        world.file.write_bytes(whole[:start] + bytes(4096) + whole[start + 4096 :])
        sound(world)


def test_a_file_that_is_no_index(world: World) -> None:
    world.ask()
    world.file.write_bytes(b"not a database" * 1000)
    sound(world)
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
    sound(world)


def test_a_folder_where_the_index_should_be(world: World) -> None:
    world.ask()
    path = world.file
    path.unlink()
    path.mkdir()
    sound(world)
    assert [entry.name for entry in path.parent.iterdir()] == [path.name], "no draft is left"


def test_a_file_where_the_cache_folder_should_be(world: World) -> None:
    assert world.cache is not None
    world.cache.write_text("")
    sound(world)


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_cache_folder_that_may_not_be_written(world: World) -> None:
    assert world.cache is not None
    world.cache.mkdir(mode=0o500)
    sound(world)


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


def test_without_a_cache_nothing_is_kept(world: World, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for wish in ("0", "off", "no", "false"):
        monkeypatch.setenv("DCGD_CACHE", wish)
        assert cache_folder() is None
    monkeypatch.setenv("DCGD_CACHE", str(tmp_path / "own"))
    assert cache_folder() == tmp_path / "own"
    assert World(world.folder, None).titles() == ["壮大企业", "节水"]
    assert sorted(entry.name for entry in world.folder.parent.iterdir()) == ["registry"]


def test_by_default_it_lies_in_the_users_cache(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("DCGD_CACHE")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr(sys, "platform", "linux")
    assert cache_folder() == tmp_path / "dcgd"


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX permissions")
def test_only_its_owner_may_read_it(world: World) -> None:
    assert world.cache is not None
    before = os.umask(0)
    try:
        world.ask()
        assert stat.S_IMODE(world.cache.stat().st_mode) == 0o700
        assert stat.S_IMODE(world.file.stat().st_mode) == 0o600
        world.swap("title: 节水", "title: 控水")
        world.ask()
        assert [stat.S_IMODE(path.stat().st_mode) for path in world.cache.iterdir()] == [0o600]
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
    assert [path.name for path in world.cache.iterdir()] == [world.file.name]
    sound(world)
