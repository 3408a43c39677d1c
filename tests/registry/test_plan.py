"""A plan is believed only where it was written, and only as long as its files are what it says."""

import json
import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from cutoff import cut_off, drafts, planned
from dcgd.errors import Refused
from dcgd.registry.files import PLAN
from dcgd.registry.placing import carry_out
from dcgd.registry.plan import digest_of, look
from dcgd.registry.view import View
from dcgd.source.lock import LOCK
from systems import make_link

if sys.platform == "win32":
    pytest.skip("processes are forked", allow_module_level=True)

NAMES = ("a.yaml", "b.yaml", "in/c.yaml")
OLD, NEW = (dict.fromkeys(NAMES, data) for data in (b"old", b"new"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three files to be changed as one."""
    (tmp_path / "data" / "in").mkdir(parents=True)
    for name, data in OLD.items():
        (tmp_path / "data" / name).write_bytes(data)
    return tmp_path / "data"


def on_disk(folder: Path) -> list[bytes]:
    return [(folder / name).read_bytes() for name in NAMES]


def as_read(folder: Path) -> list[bytes]:
    """What a reader sees who may not write: the lock is taken by another."""
    view = View(folder)
    return [view.content(folder / name) for name in NAMES]


@pytest.fixture
def only_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever looks may not write."""

    def refused(_folder: Path, _seconds: float = 60) -> None:
        raise PermissionError(13, "", ".dcgd.lock")

    monkeypatch.setattr("dcgd.registry.view.locked", refused)


def everything(folder: Path) -> dict[str, tuple[bytes, int]]:
    return {
        path.relative_to(folder).as_posix(): (path.read_bytes(), path.lstat().st_ino)
        for path in folder.rglob("*")
        if path.is_file() and path.name != LOCK
    }


@pytest.mark.parametrize(
    ("moves", "placed", "wanted"), [(0, 0, b"old"), (1, 0, b"new"), (2, 1, b"new"), (3, 2, b"new")]
)
class TestCutOff:
    """A writer that vanishes at any moment: before its plan was there nothing is changed, afterwards all is."""

    def test_who_may_write_finishes_it(self, folder: Path, moves: int, placed: int, wanted: bytes) -> None:
        cut_off(folder, NEW, moves)
        assert on_disk(folder).count(b"new") == placed
        assert as_read(folder) == [wanted] * 3
        assert on_disk(folder) == [wanted] * 3
        assert not planned(folder)
        assert bool(drafts(folder)) == (moves == 0), "the next writer sweeps them"

    @pytest.mark.usefixtures("only_read")
    def test_who_may_only_read_sees_it_whole(self, folder: Path, moves: int, placed: int, wanted: bytes) -> None:
        cut_off(folder, NEW, moves)
        before = everything(folder)
        assert as_read(folder) == [wanted] * 3
        assert everything(folder) == before, "and changes nothing"

    def test_a_clone_or_a_copy_of_it_is_not_touched(
        self, folder: Path, tmp_path: Path, moves: int, placed: int, wanted: bytes
    ) -> None:
        cut_off(folder, NEW, moves)
        copy = tmp_path / "copy"
        shutil.copytree(folder, copy)  # with all times, as an archive has them
        before = everything(copy)
        view = View(copy)
        assert everything(copy) == before
        if moves:
            assert "不是在这里写下的" in view.plan.problem
            assert PLAN in view.plan.hint
            with pytest.raises(Refused, match="不是在这里写下的"):
                carry_out(copy)
            assert everything(copy) == before
        if placed:
            assert view.plan.unreadable == {*NAMES}, "it is half old and half new, and nobody can say what it should be"
            assert f"{'、'.join(NAMES[:placed])} 是新的，{'、'.join(NAMES[placed:])} 还是旧的" in view.plan.problem
        else:
            assert as_read(copy) == [b"old"] * 3, "what lies there is read as it lies"


def test_a_file_that_is_still_to_be_made_is_named(folder: Path, only_read: None) -> None:
    cut_off(folder, {"a.yaml": b"new", "in/d.yaml": b"made"}, 1)
    view = View(folder)
    assert view.created() == ["in/d.yaml"]
    assert view.content(folder / "in" / "d.yaml") == b"made"


def test_who_reads_can_read_the_plan_whatever_the_writer_s_umask(folder: Path) -> None:
    before = os.umask(0o077)
    try:
        cut_off(folder, NEW, 1)
    finally:
        os.umask(before)
    assert (folder / PLAN).stat().st_mode & 0o777 == 0o644
    assert {draft.stat().st_mode & 0o777 for draft in drafts(folder)} == {0o644}, "as open as the files they are for"


class TestEditedSince:
    """What a person wrote after the writer died is never undone."""

    def test_before_any_file_was_replaced(self, folder: Path) -> None:
        cut_off(folder, NEW, 1)
        (folder / "b.yaml").write_bytes(b"by hand")
        before = everything(folder)
        assert as_read(folder) == [b"old", b"by hand", b"old"]
        with pytest.raises(Refused, match="没有照计划换上") as refused:
            carry_out(folder)
        assert everything(folder) == before
        told = str(refused.value)
        assert "b.yaml 又被改过" in told
        assert f"删除 {PLAN}" in told
        assert all(draft.name in told for draft in drafts(folder)), "nothing that was written is lost unnamed"

    def test_a_file_that_was_replaced_already(self, folder: Path) -> None:
        cut_off(folder, NEW, 2)
        (folder / "a.yaml").write_bytes(b"new, and by hand")
        assert as_read(folder) == [b"new, and by hand", b"new", b"new"]
        assert not planned(folder)

    def test_a_file_that_was_not_yet_replaced(self, folder: Path) -> None:
        cut_off(folder, NEW, 2)
        (folder / "b.yaml").write_bytes(b"by hand")
        before = everything(folder)
        with pytest.raises(OSError, match="断在一半"):
            as_read(folder)
        with pytest.raises(Refused, match=r"a\.yaml 已经换上，而b\.yaml 又被改过，没有换上") as refused:
            carry_out(folder)
        assert everything(folder) == before
        [draft] = [draft for draft in drafts(folder) if f"{draft.name}（b.yaml）" in str(refused.value)]
        draft.replace(folder / "b.yaml")  # as the sentence says
        assert as_read(folder) == [b"new"] * 3
        assert not planned(folder)

    def test_files_that_were_taken_back_by_git(self, folder: Path) -> None:
        cut_off(folder, NEW, 2)
        (folder / "a.yaml").write_bytes(b"old")
        assert as_read(folder) == [b"old"] * 3
        with pytest.raises(Refused, match=r"a\.yaml 的草稿不是写好的那一份了，所以没有照计划换上"):
            carry_out(folder)

    def test_drafts_that_were_cleared_away(self, folder: Path) -> None:
        cut_off(folder, NEW, 2)
        for draft in drafts(folder):
            draft.unlink()
        with pytest.raises(Refused, match=r"取回 a\.yaml、b\.yaml、in/c\.yaml 的同一个版本"):
            carry_out(folder)
        with pytest.raises(OSError, match="断在一半"):
            as_read(folder)

    def test_a_draft_that_is_another_file_now(self, folder: Path) -> None:
        cut_off(folder, NEW, 1)
        draft = drafts(folder)[0]
        draft.write_bytes(b"neW")
        with pytest.raises(Refused, match=r"\.yaml 的草稿不是写好的那一份了") as refused:
            carry_out(folder)
        assert draft.name in str(refused.value)
        assert as_read(folder) == [b"old"] * 3


def crafted(folder: Path, change: Callable[[dict[str, object]], None]) -> None:
    """A plan that was really begun here, with its first step spoiled."""
    cut_off(folder, NEW, 1)
    plan = json.loads((folder / PLAN).read_text())
    change(plan["files"][0])
    (folder / PLAN).write_text(json.dumps(plan))


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": "../out.yaml"},
        {"name": "/etc/hostname"},
        {"name": "in/../../out.yaml"},
        {"name": ""},
        {"name": "."},
        {"name": "a\0b"},
        {"name": "\ud800"},
        {"name": "in\\c.yaml"},
        {"name": "link/a.yaml"},
        {"name": "in/c.yaml"},
        {"name": "./a.yaml"},
        {"name": "in//c.yaml"},
        {"name": 7},
        {"draft": "../.dcgd.0123456789ab.tmp"},
        {"draft": ".tasks.yaml.x.tmp"},
        {"draft": None},
        {"inode": "1"},
        {"mtime": 1.5},
        {"new": None},
        {"old": 1},
        {"more": 1},
    ],
    ids=str,
)
def test_a_plan_that_could_not_have_been_written_is_none(folder: Path, wrong: dict[str, object]) -> None:
    make_link(folder / "link", "..")
    crafted(folder, lambda step: step.update(wrong))
    before = everything(folder)
    found = look(folder)
    assert found
    assert found.problem == "不是这个程序写下的计划，没有照它改动文件"
    with pytest.raises(Refused, match=f"删除 {PLAN}"):
        carry_out(folder)
    assert everything(folder) == before
    assert as_read(folder) == [b"old"] * 3


@pytest.mark.parametrize(
    "text",
    [b"", b"{}", b"[]", b'{"files": []}', b'{"files": {}}', b'{"files": [{}]}', b'{"files": 1}', b"[" * 100_000,
     b'{"a.yaml": ".a.yaml.x.tmp"}', b"\xff", b'{"files": ' + b"9" * 5_000 + b"}", b" " * 5_000_000],
    ids=lambda text: repr(text[:20]),
)  # fmt: skip
def test_what_is_no_plan_is_told_and_left(folder: Path, text: bytes) -> None:
    (folder / PLAN).write_bytes(text)
    found = look(folder)
    assert found
    assert found.problem == "不是这个程序写下的计划，没有照它改动文件"
    assert as_read(folder) == [b"old"] * 3
    assert (folder / PLAN).read_bytes() == text


@pytest.mark.parametrize("name", ["a.yaml", "in/new.yaml"])
def test_a_plan_with_the_right_digests_that_came_with_a_clone_moves_nothing(folder: Path, name: str) -> None:
    """All that its writer could know beforehand is right; inodes and times of the clone's files he could not know."""
    draft = ".dcgd.0123456789ab.tmp"
    (folder / name).with_name(draft).write_bytes(b"his")
    step = {"name": name, "draft": draft, "inode": 12345, "mtime": 1_700_000_000_000_000_000, "size": 3}
    step |= {"old": digest_of(b"old") if (folder / name).exists() else None, "new": digest_of(b"his")}
    (folder / PLAN).write_text(json.dumps({"files": [step]}))
    before = everything(folder)
    assert as_read(folder) == [b"old"] * 3
    assert everything(folder) == before
    found = look(folder)
    assert found
    assert "随克隆、复制或解压而来" in found.problem


@pytest.mark.parametrize("kind", ["链接", "管道", "文件夹"])
def test_what_is_no_file_is_told_and_left(folder: Path, kind: str) -> None:
    path = folder / PLAN
    if kind == "管道":
        os.mkfifo(path)
    elif kind == "文件夹":
        path.mkdir()
    else:
        make_link(path, "/dev/zero")
    before = path.lstat()
    found = look(folder)
    assert found
    assert found.problem == f"是{kind}，不是这个程序写下的计划；没有打开它"
    assert as_read(folder) == [b"old"] * 3
    assert path.lstat() == before


def test_names_in_a_plan_cannot_steer_a_terminal(folder: Path) -> None:
    name = "x\x1b]0;y\n::error::.yaml"
    (folder / name).write_bytes(b"old")
    step = {"name": name, "draft": ".dcgd.0123456789ab.tmp", "inode": 1, "mtime": 1, "size": 3}
    (folder / PLAN).write_text(json.dumps({"files": [step | {"old": digest_of(b"old"), "new": digest_of(b"new")}]}))
    found = look(folder)
    assert found
    assert (found.problem + found.hint).isprintable()
    assert r"x\x1b]0;y\n::error::.yaml" in found.hint


def test_a_plan_that_was_finished_while_it_was_judged_says_nothing(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The writer puts the last file in its place, removes the plan, and the files are changed again, all meanwhile."""
    from dcgd.registry import plan

    cut_off(folder, NEW, 1)
    really = plan._steps

    def late(place: Path, data: bytes) -> object:
        steps = really(place, data)
        if planned(place):
            carry_out_really(place)
            for name in NAMES:
                (place / f"{name}.new").write_bytes(b"newer")
                (place / f"{name}.new").replace(place / name)
        return steps

    def carry_out_really(place: Path) -> None:
        monkeypatch.setattr(plan, "_steps", really)
        carry_out(place)

    monkeypatch.setattr(plan, "_steps", late)
    assert look(folder) is None
    assert on_disk(folder) == [b"newer"] * 3
