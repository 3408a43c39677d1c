"""What lies in the place of a plan is believed only where this program wrote it, and told otherwise."""

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from cutoff import NAMES, NEW, as_read, cut_off, everything, on_disk, planned
from dcgd.errors import Refused
from dcgd.registry.files import PLAN
from dcgd.registry.placing import carry_out
from dcgd.registry.plan import digest_of, look
from systems import make_link

if sys.platform == "win32":
    pytest.skip("processes are forked", allow_module_level=True)


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
    told = look(folder)
    assert told
    assert told.problem == "不是这个程序写下的计划，没有照它改动文件"
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
    told = look(folder)
    assert told
    assert told.problem == "不是这个程序写下的计划，没有照它改动文件"
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
    told = look(folder)
    assert told
    assert "随克隆、复制或解压而来" in told.problem


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
    told = look(folder)
    assert told
    assert told.problem == f"是{kind}，不是这个程序写下的计划；没有打开它"
    assert as_read(folder) == [b"old"] * 3
    assert path.lstat() == before


def test_names_in_a_plan_cannot_steer_a_terminal(folder: Path) -> None:
    name = "x\x1b]0;y\n::error::.yaml"
    (folder / name).write_bytes(b"old")
    step = {"name": name, "draft": ".dcgd.0123456789ab.tmp", "inode": 1, "mtime": 1, "size": 3}
    (folder / PLAN).write_text(json.dumps({"files": [step | {"old": digest_of(b"old"), "new": digest_of(b"new")}]}))
    told = look(folder)
    assert told
    assert (told.problem + told.hint).isprintable()
    assert r"x\x1b]0;y\n::error::.yaml" in told.hint


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
