"""One writer at a time: the lock is the system's, and what lies in the place of its file is trusted for nothing."""

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from dcgd.errors import Busy, Refused
from dcgd.source import lock
from dcgd.source.lock import LOCK, locked
from systems import make_link, posix

HOLDER = """
import sys
from pathlib import Path
from dcgd.source.lock import locked
with locked(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def holder(folder: Path) -> subprocess.Popen[str]:
    """A process that holds a lock until its input ends."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline().strip() == "held"
    return process


def test_the_lock_keeps_others_out_until_it_is_given_back(tmp_path: Path) -> None:
    other = holder(tmp_path)
    with pytest.raises(Busy, match="稍后再试"), locked(tmp_path, seconds=0):
        pass
    other.communicate()
    with locked(tmp_path, seconds=0), pytest.raises(Busy), locked(tmp_path, seconds=0):
        pass  # not twice in one process either


def test_a_dead_process_holds_no_lock(tmp_path: Path) -> None:
    other = holder(tmp_path)
    other.kill()
    other.communicate()
    with locked(tmp_path, seconds=0):
        assert (tmp_path / LOCK).exists(), "the file may stay: it is the system that holds the lock"


def test_an_error_inside_gives_the_lock_back(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), locked(tmp_path):
        _ = 1 / 0
    with locked(tmp_path, seconds=0):
        pass


@posix("fork")
def test_a_child_that_outlives_the_writer_holds_no_lock(tmp_path: Path) -> None:
    reader, writer = os.pipe()
    with locked(tmp_path):
        child = os.fork()
        if not child:
            os.read(reader, 1)
            os._exit(0)
    with locked(tmp_path, seconds=0):
        os.write(writer, b"x")
    assert os.waitpid(child, 0)[1] == 0
    os.close(reader)
    os.close(writer)


@posix("an open file cannot be removed there")
def test_a_lock_whose_file_was_taken_away_meanwhile_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Else the one that waited and the one that came later would both hold one."""
    really = lock._take
    taken: list[int] = []

    def removed(handle: int) -> None:
        if not taken:
            (tmp_path / LOCK).unlink()
        taken.append(handle)
        really(handle)

    monkeypatch.setattr(lock, "_take", removed)
    with locked(tmp_path):
        assert len(taken) == 2
        with pytest.raises(Busy), locked(tmp_path, seconds=0):
            pass


@posix("links and pipes")
class TestWhatIsNoLock:
    @pytest.mark.parametrize("kind", ["链接", "管道", "文件夹", "空链接"])
    def test_it_is_refused_and_let_alone(self, tmp_path: Path, kind: str) -> None:
        folder, precious = tmp_path / "data", tmp_path / "precious"
        folder.mkdir()
        precious.write_bytes(b"kept")
        path = folder / LOCK
        if kind == "管道":
            os.mkfifo(path)
        elif kind == "文件夹":
            path.mkdir()
        else:
            make_link(path, precious if kind == "链接" else tmp_path / "nowhere")
        before = path.lstat()
        words = f"{LOCK} 是{kind[-2:] if kind == '空链接' else kind}，不是锁文件；没有打开它，也没有写入。删除它"
        with pytest.raises(Refused, match=words), locked(folder):
            pass
        assert path.lstat() == before
        assert precious.read_bytes() == b"kept"
        assert sorted(path.name for path in tmp_path.iterdir()) == ["data", "precious"]

    def test_one_that_may_not_be_opened_is_told(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """As another user's is. (In a folder where nobody may make one, the system's own words do.)"""

        def refused(path: Path, _flags: int) -> int:
            raise PermissionError(errno.EACCES, "", str(path))

        monkeypatch.setattr(lock, "open_plain", refused)
        with pytest.raises(PermissionError), locked(tmp_path):
            pass
        (tmp_path / LOCK).touch()
        with (
            pytest.raises(Refused, match="是别人的，没有权限打开它，所以没有写入。请它的主人或管理员"),
            locked(tmp_path),
        ):
            pass

    def test_what_is_in_it_stays(self, tmp_path: Path) -> None:
        (tmp_path / LOCK).write_bytes(b"something")
        with locked(tmp_path):
            pass
        assert (tmp_path / LOCK).read_bytes() == b"something"


@posix("flock")
@pytest.mark.parametrize("number", [errno.ENOSYS, errno.ENOLCK, errno.EOPNOTSUPP, errno.ENOTSUP])
def test_a_share_that_knows_no_locks_is_told_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    def fails(_handle: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(lock, "_take", fails)
    with pytest.raises(Refused, match=r"不支持文件锁.*没有写入.*放到本机的磁盘上"), locked(tmp_path):
        pytest.fail("nothing is written where two would undo each other's work")


def test_what_else_goes_wrong_is_said_of_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(_handle: int) -> None:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(lock, "_take", fails)
    with pytest.raises(OSError, match="Input/output error") as failed, locked(tmp_path):
        pass
    assert failed.value.filename == str(tmp_path / LOCK)
