"""A command that changes several files is cut off at any moment; then somebody reads, edits, clones, writes."""

import ctypes
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from systems import make_link

if sys.platform == "win32":
    pytest.skip("processes are forked", allow_module_level=True)

from cutoff import drafts, planned
from dcgd.registry.files import PLAN
from dcgd.source import files
from processes import command, ended, forked, loaded, workplace
from writers import KILLED

Call = Callable[..., subprocess.CompletedProcess[str]]
UPDATE = next(writer for writer in KILLED if writer.name == "import --update")
"""Changes three files: the plan is moved first, then each of them."""
MOVES = 3


@pytest.fixture
def work(tmp_path: Path) -> Path:
    """A workplace in which a newer version of the document lies ready."""
    loaded()
    work = tmp_path / "work"
    workplace(work)
    assert UPDATE.then
    UPDATE.then(work)
    return work


def cut_off(work: Path, moves: int) -> None:
    """Run the update in a process that vanishes before it moves a file once more than `moves` times."""

    def child() -> int:
        left, move = [moves], files.move

        def counted(draft: Path, path: Path) -> None:
            if not left[0]:
                os._exit(9)
            left[0] -= 1
            move(draft, path)

        files.move = counted
        return command(UPDATE.args)

    assert ended(forked(work, child, work.with_suffix(".txt"))) == 9, "it moves as many files as it should"


def powerless() -> bool:
    """Have root, too, obey the modes of files: without the capabilities that set it above them. Whether it does."""
    if os.getuid() != 0:
        return True
    version, none = (ctypes.c_uint32 * 2)(0x20080522), (ctypes.c_uint32 * 6)()
    return sys.platform == "linux" and bool(ctypes.CDLL(None).capset(version, none) == 0)


@cache
def root_can_be_bound() -> bool:
    """Whether modes of files can bind the user of this process; tried in one of its own."""
    child = os.fork()
    if not child:
        os._exit(0 if powerless() else 99)
    return os.waitpid(child, 0)[1] == 0


def bound(work: Path, *args: str, cache: str) -> subprocess.CompletedProcess[str]:
    """Run `dcgd …` as a process of somebody whom the modes of files bind."""
    out, err = work.with_suffix(".out"), work.with_suffix(".err")

    def child() -> int:
        powerless()
        os.environ["DCGD_CACHE"] = cache
        with out.open("w", encoding="utf-8") as sys.stdout, err.open("w", encoding="utf-8") as sys.stderr:
            return command(args)

    code = ended(forked(work, child, work.with_suffix(".txt")))
    return subprocess.CompletedProcess(args, code, out.read_text("utf-8"), err.read_text("utf-8"))


def state(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("moves", range(MOVES + 1))
@pytest.mark.parametrize("place", ["0", "kept"])
def test_who_may_only_read_sees_the_old_or_the_new_whole(work: Path, tmp_path: Path, moves: int, place: str) -> None:
    if not root_can_be_bound():
        pytest.skip("root stays above all modes here")
    cut_off(work, moves)
    folder = work / "data"
    paths = [*folder.rglob("*"), folder]
    for path in paths:
        path.chmod(0o555 if path.is_dir() else 0o444)
    before = state(folder)
    kept = place if place == "0" else str(tmp_path / "cache")
    for _ in range(2):  # the second time from an index, if there is one
        done = bound(work, "validate", str(folder), cache=kept)
        assert done.returncode == 0, done.stdout
        assert "：0 个错误" in done.stderr
        done = bound(work, "list", "--data", str(folder), cache=kept)
        assert ("建设智慧水务" in done.stdout) == (moves > 0)
        assert done.stderr == ""
    assert state(folder) == before
    for path in reversed(paths):
        path.chmod(0o755 if path.is_dir() else 0o644)
    done = bound(work, "list", "--data", str(folder), cache=kept)
    assert ("建设智慧水务" in done.stdout) == (moves > 0), "who may write makes it so, and the index knows of it"
    assert not planned(folder)


def test_what_a_person_writes_after_the_kill_stays(work: Path, call: Call) -> None:
    cut_off(work, 1)
    folder = work / "data"
    with (folder / "tasks.yaml").open("a", encoding="utf-8") as file:
        file.write("# 人后来写的一行\n")
    before = state(folder)
    done = call("list", "--data", str(folder))
    assert done.returncode == 0
    assert "tasks.yaml 又被改过，所以没有照计划换上。删除 .dcgd.plan，把那次写入重做一遍" in done.stderr
    assert "建设智慧水务" not in done.stdout
    done = call("progress", "add", "1-1", "--value", "17", "--date", "2026-03-20", "--data", str(folder))
    assert done.returncode == 2
    assert "没有写入" in done.stderr
    assert state(folder) == before
    (folder / PLAN).unlink()  # as the sentence says
    assert call("list", "--data", str(folder)).stderr == ""
    assert call(*UPDATE.args, cwd=work).returncode == 0
    assert "# 人后来写的一行" in (folder / "tasks.yaml").read_text(encoding="utf-8")
    assert drafts(folder) == []


def test_a_half_made_change_that_does_not_fit_any_more_is_told_and_not_read(work: Path, call: Call) -> None:
    cut_off(work, 2)
    folder = work / "data"
    for path in folder.rglob("*.yaml"):
        with path.open("a", encoding="utf-8") as file:
            file.write("# 人后来写的一行\n")
    before = state(folder)
    done = call("list", "--data", str(folder))
    assert "上一次写入断在一半" in done.stderr
    assert "已经换上，而" in done.stderr
    assert len(done.stdout.splitlines()) <= 1, "nothing is answered from a half"
    assert call("validate", str(folder)).returncode == 1
    assert state(folder) == before


@pytest.mark.parametrize("moves", [1, 2])
def test_a_clone_of_it_is_read_and_told_and_never_changed(work: Path, call: Call, moves: int) -> None:
    cut_off(work, moves)
    clone = work / "clone"
    shutil.copytree(work / "data", clone)
    before = state(clone)
    done = call("list", "--data", str(clone))
    assert done.returncode == 0
    assert "这份计划不是在这里写下的" in done.stderr
    assert (len(done.stdout.splitlines()) > 10) == (moves == 1), "a copy of a half is told, and not read"
    assert state(clone) == before


@pytest.mark.parametrize("kind", ["link", "pipe", "folder", "text"])
def test_whatever_lies_in_the_place_of_the_plan_readers_go_on(call: Call, example: Path, kind: str) -> None:
    path = example / PLAN
    if kind == "link":
        make_link(path, "/dev/zero")
    elif kind == "pipe":
        os.mkfifo(path)
    elif kind == "folder":
        path.mkdir()
    else:
        path.write_text('{"tasks.yaml": ".tasks.yaml.x.tmp"}')
    for _ in range(2):
        done = call("list", "--data", str(example))
        assert (done.returncode, len(done.stdout.splitlines())) == (0, 18)
        assert "不是这个程序写下的计划" in done.stderr
        assert f"删除 {PLAN}" in done.stderr
    assert call("validate", str(example)).returncode == 1
    shutil.rmtree(path) if kind == "folder" else path.unlink()
    assert call("list", "--data", str(example)).stderr == "", "an index that saw it forgets it"
