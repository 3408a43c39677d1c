"""The kept index answers as the files are now, whatever happened to the files and to the clock."""

import os
import shutil
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cutoff import replaced
from dcgd.index import freshness
from dcgd.index.freshness import Source, is_settled, signature
from dcgd.index.rows import rows
from dcgd.index.store import open_index
from dcgd.registry.load import read
from dcgd.registry.view import View
from districts import BASE, HOUR, REPORT, ROOT, World, nothing, settle


def test_the_rows_are_those_of_the_registry(world: World) -> None:
    expected = rows(read(ROOT / "data").registry)
    with closing(open_index([Source(str(ROOT / "data"), "")], world.cache, nothing)) as connection:
        assert connection.execute("SELECT count(*) FROM tasks").fetchone()[0] == len(expected["tasks"]) == 90
        assert connection.execute("SELECT count(*) FROM targets").fetchone()[0] == 37
        assert connection.execute("SELECT count(*) FROM milestones").fetchone()[0] == 74
        names = connection.execute("SELECT unit, task, role, written FROM task_units").fetchall()
        assert sorted(names) == sorted(expected["task_units"])


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
    really = View.content

    def late(self: View, path: Path) -> bytes:
        if path.name == "units.yaml":
            monkeypatch.setattr(View, "content", really)
            names = ("tasks.yaml", "units.yaml")
            texts = {name: (world.folder / name).read_text(encoding="utf-8") for name in names}
            replaced(
                world.folder, {name: text.replace("区水利局", "区水务局").encode() for name, text in texts.items()}
            )
        return really(self, path)

    monkeypatch.setattr(View, "content", late)
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
