"""Two people of one group write the same registry, whatever their umask; who is no member only reads it."""

import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from processes import command, ended, loaded, workplace

if sys.platform == "win32" or os.geteuid() != 0:
    pytest.skip("only root can be two people", allow_module_level=True)

Call = Callable[..., CompletedProcess[str]]
ADD = ("progress", "add", "1-1", "--value", "20", "--date", "2026-03-20")
GROUP = 5000
"""One that nobody else is in."""


@pytest.fixture
def work(call: Call, example: Path) -> Iterator[Path]:
    """A workplace that others can reach, the registry shared by a group as an office would share it.

    All that the commands import is loaded before: the others need not be able to read the program's own files.
    """
    loaded()
    for args in (("list",), ADD, (*ADD[:2], "1-99", *ADD[3:])):
        call(*args, "--data", str(example))
    with tempfile.TemporaryDirectory(prefix="dcgd-shared-") as top:
        Path(top).chmod(0o755)
        work = Path(top) / "work"
        workplace(work)
        for path in [work, *work.rglob("*")]:
            os.chown(path, 1001, GROUP)
            path.chmod(0o2775 if path.is_dir() else 0o664)
        yield work


def person(work: Path, user: int, umask: int, args: tuple[str, ...], groups: tuple[int, ...] = (GROUP,)) -> int:
    """Run a command as somebody whose own group is another than that of the registry; returns its exit code."""
    child = os.fork()
    if not child:
        code = 70
        try:
            os.chdir(work)
            os.environ |= {"DCGD_CACHE": "0", "DCGD_DATA": "data", "HOME": "/nonexistent"}
            paper = os.open("/dev/null", os.O_WRONLY)
            os.dup2(paper, 1)
            os.dup2(paper, 2)
            os.setgroups(groups)
            os.setgid(user)
            os.setuid(user)
            os.umask(umask)
            code = command(args)
        finally:
            os._exit(code)
    return ended(child)


@pytest.mark.parametrize("umask", [0o022, 0o077])
def test_who_writes_second_is_not_shut_out(work: Path, umask: int) -> None:
    def add(user: int, day: int) -> Callable[[], int]:
        args = ("progress", "add", "1-1", "--value", str(day), "--date", f"2026-03-{day}")
        return lambda: person(work, user, umask, args)

    for user, day in ((1001, 20), (1002, 21), (1001, 22)):
        assert add(user, day)() == 0
    text = (work / "data" / "progress" / "2026-03.yaml").read_text(encoding="utf-8")
    assert text.count("target: 1-1") == 3
    for path in (work / "data").rglob("*"):
        assert path.stat().st_gid == GROUP, path
        assert path.stat().st_mode & 0o060 == 0o060, path


def test_a_lock_that_an_older_version_left_shuts_nobody_out(work: Path) -> None:
    lock = work / "data" / ".dcgd.lock"
    lock.touch()
    os.chown(lock, 1001, GROUP)
    lock.chmod(0o644)
    assert person(work, 1002, 0o022, ADD) == 0


def test_the_progress_folder_that_one_made_is_the_other_s_too(work: Path) -> None:
    for path in (work / "data" / "progress").iterdir():
        path.unlink()
    (work / "data" / "progress").rmdir()
    for user, item in ((1001, "1-1"), (1002, "2-1")):
        args = ("progress", "add", item, "--value", "20", "--date", f"2026-0{user - 1000}-20")
        assert person(work, user, 0o077, args) == 0
    assert len([*(work / "data" / "progress").iterdir()]) == 2


def test_who_is_no_member_reads_and_writes_nothing(work: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in work.rglob("*")}
    assert person(work, 1003, 0o022, ("list",), ()) == 0
    assert person(work, 1003, 0o022, ADD, ()) == 2
    assert {path: path.stat().st_mtime_ns for path in work.rglob("*")} == before
