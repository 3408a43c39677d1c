"""Writing whole or not at all, one writer at a time, whoever is killed."""

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest
from filelock import FileLock, Timeout

from dcgd.errors import Busy
from dcgd.source import files
from dcgd.source.files import LOCK, PLAN, finish, locked, replace, replace_all

WRITER = """
import sys
from pathlib import Path
from dcgd.source.files import replace
path = Path(sys.argv[1])
print("ready", flush=True)
while True:
    for letter in b"ab":
        replace(path, bytes([letter]) * 300_000)
"""
HOLDER = """
import sys
from pathlib import Path
from dcgd.source.files import locked
with locked(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""
DYING = """
import os, signal, sys
from pathlib import Path
from dcgd.source.files import replace_all
moves, move = int(sys.argv[2]), os.replace
def counted(*args):
    global moves
    moves -= 1
    if moves < 0:
        os.kill(os.getpid(), signal.SIGKILL)
    move(*args)
os.replace = counted
replace_all(Path(sys.argv[1]), dict.fromkeys(("a.yaml", "b.yaml", "in/c.yaml"), b"new"))
"""
"""Dies before it moves a file for so many times and once more; of four: the plan, and three files."""


def started(program: str, path: Path) -> subprocess.Popen[str]:
    """A process that runs a program and has said its first word."""
    process = subprocess.Popen(
        [sys.executable, "-c", program, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline().strip() in ("ready", "held")
    return process


def ended(process: subprocess.Popen[str], *, killed: bool = True) -> None:
    """Wait for a process that is killed now (or told to end), and close its pipes."""
    if killed:
        process.kill()
    process.communicate()
    assert process.returncode == (-signal.SIGKILL if killed else 0)


def test_a_writer_killed_at_any_moment_leaves_the_old_file_or_the_new_one(tmp_path: Path) -> None:
    path = tmp_path / "f.yaml"
    whole = {b"a" * 300_000, b"b" * 300_000}
    replace(path, b"a" * 300_000)
    for tries in range(12):
        writer = started(WRITER, path)
        first = path.read_bytes()
        while (now := path.read_bytes()) == first:  # until it writes
            assert writer.poll() is None
        for _ in range(5 * tries):  # the moment of the kill moves with the number of reads before it
            now = path.read_bytes()
            assert now in whole
        ended(writer)
        assert {first, now, path.read_bytes()} <= whole
    assert {each.suffix for each in tmp_path.iterdir()} <= {".yaml", ".tmp"}, "a draft left behind is no registry file"


def test_the_lock_keeps_others_out_until_it_is_given_back(tmp_path: Path) -> None:
    holder = started(HOLDER, tmp_path)
    with pytest.raises(Busy, match="稍后再试"), locked(tmp_path, seconds=0):
        pass
    ended(holder, killed=False)
    with locked(tmp_path, seconds=0):
        pass


def test_a_dead_process_holds_no_lock(tmp_path: Path) -> None:
    holder = started(HOLDER, tmp_path)
    ended(holder)
    with locked(tmp_path, seconds=0):
        assert (tmp_path / ".dcgd.lock").exists(), "the file of the lock may stay: it is the system that holds it"


def test_an_error_inside_gives_the_lock_back(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), locked(tmp_path):
        _ = 1 / 0
    with locked(tmp_path, seconds=0):
        pass


def test_replace_makes_the_content_and_leaves_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "progress" / "2023-06.yaml"
    replace(path, b"one")
    replace(path, b"two")
    assert path.read_bytes() == b"two"
    assert [entry.name for entry in path.parent.iterdir()] == ["2023-06.yaml"]


@pytest.mark.parametrize("letter", ["a", "云", "\U00020000"])
def test_a_name_as_long_as_the_system_takes_is_written(tmp_path: Path, letter: str) -> None:
    longest = letter * (255 // len(letter.encode()))
    for name in (longest, longest[:-1] + "b" * (255 - len(longest[:-1].encode()))):
        (tmp_path / name).write_bytes(b"old")
        replace(tmp_path / name, b"new")
        assert (tmp_path / name).read_bytes() == b"new"
    replace_all(tmp_path, {longest: b"1", f"in/{longest}": b"2"})
    assert [(tmp_path / name).read_bytes() for name in (longest, f"in/{longest}")] == [b"1", b"2"]


def test_a_failure_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "x.yaml"
    path.write_bytes(b"old")

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        replace(path, b"new")
    assert path.read_bytes() == b"old"
    assert [entry.name for entry in tmp_path.iterdir()] == ["x.yaml"]


@pytest.mark.parametrize(("hold", "held", "kept"), [(True, 3, b"new"), (True, 9, b"old"), (False, 1, b"old")])
def test_where_readers_hold_a_file_they_are_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, hold: bool, held: int, kept: bytes
) -> None:
    path, really = tmp_path / "x.yaml", Path.replace
    pauses: list[float] = []
    path.write_bytes(b"old")

    def refused(self: Path, target: Path) -> Path:
        if len(pauses) < held:
            raise PermissionError(13, "held by a reader", str(target))
        return really(self, target)

    monkeypatch.setattr(files, "_READERS_HOLD", hold)
    monkeypatch.setattr(Path, "replace", refused)
    monkeypatch.setattr(time, "sleep", pauses.append)
    with suppress(PermissionError):
        replace(path, b"new")
    assert path.read_bytes() == kept
    assert [each.name for each in tmp_path.iterdir()] == ["x.yaml"], "no draft is left"


def three(folder: Path) -> list[bytes]:
    return [(folder / name).read_bytes() for name in ("a.yaml", "b.yaml", "in/c.yaml")]


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL")
@pytest.mark.parametrize(("moves", "left", "wanted"), [(0, 0, b"old"), (1, 0, b"new"), (2, 1, b"new"), (3, 2, b"new")])
def test_of_several_files_all_are_replaced_or_none(tmp_path: Path, moves: int, left: int, wanted: bytes) -> None:
    for name in ("a.yaml", "b.yaml", "in/c.yaml"):
        replace(tmp_path / name, b"old")
    done = subprocess.run([sys.executable, "-c", DYING, str(tmp_path), str(moves)], check=False)
    assert done.returncode == -signal.SIGKILL
    assert three(tmp_path).count(b"new") == left
    finish(tmp_path)
    assert three(tmp_path) == [wanted] * 3
    assert not (tmp_path / PLAN).exists()


def test_several_files_where_one_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_bytes(b"old")
    (tmp_path / "in").write_bytes(b"a file")
    with pytest.raises(OSError, match="in"):
        replace_all(tmp_path, {"a.yaml": b"new", "in/c.yaml": b"new"})
    assert (tmp_path / "a.yaml").read_bytes() == b"old"
    assert sorted(each.name for each in tmp_path.iterdir()) == ["a.yaml", "in"]


@pytest.mark.parametrize(
    "plan",
    [
        '{"../out.yaml": ".out.yaml.x.tmp"}',
        '{"a.yaml": ".b.yaml.x.tmp"}',
        '{"a.yaml": "../.a.yaml.x.tmp"}',
        '{"a.yaml": null}',
        '["a.yaml"]',
        "[" * 100_000,
        "\udcff",
    ],
)
def test_a_plan_that_is_none_moves_nothing(tmp_path: Path, plan: str) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    for path in (folder / "a.yaml", folder / ".b.yaml.x.tmp", tmp_path / ".out.yaml.x.tmp", tmp_path / ".a.yaml.x.tmp"):
        path.write_bytes(path.name.encode())
    (folder / PLAN).write_bytes(plan.encode(errors="surrogateescape"))
    finish(folder)
    assert (folder / "a.yaml").read_bytes() == b"a.yaml"
    assert not (tmp_path / "out.yaml").exists()
    assert not (folder / PLAN).exists()


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX permissions and links")
def test_permissions_and_links_stay(tmp_path: Path) -> None:
    path, link = tmp_path / "real.yaml", tmp_path / "link.yaml"
    path.write_bytes(b"old")
    path.chmod(0o640)
    link.symlink_to(path)
    replace(link, b"new")
    assert link.is_symlink()
    assert path.read_bytes() == b"new"
    assert path.stat().st_mode & 0o777 == 0o640


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX permissions")
def test_a_new_file_has_the_permissions_the_user_wants(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        replace(tmp_path / "x", b"")
        assert (tmp_path / "x").stat().st_mode & 0o777 == 0o640
    finally:
        os.umask(before)


def test_a_second_writer_waits(tmp_path: Path) -> None:
    other = FileLock(tmp_path / LOCK, timeout=0, is_singleton=False)
    with locked(tmp_path), pytest.raises(Timeout), other:
        pass
    with other:
        assert other.is_locked
