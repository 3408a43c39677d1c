"""The lock of a folder: one writer at a time.

It is a lock of the system on the file `.dcgd.lock`, given back when a process dies, however it dies; the file itself
stays and means nothing. It is never written, emptied or followed: a registry that came from elsewhere may hold anything
under its name, and what is no plain file is refused unopened. Where locks do not work (some network shares) nothing is
written: two writers would undo each other's work.
"""

import errno
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dcgd.errors import Busy, Refused
from dcgd.source.files import NotPlain, open_plain
from dcgd.source.permissions import follow_folder

if sys.platform == "win32":
    import msvcrt

    def _take(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)

    def _give_back(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_UNLCK, 1)
else:
    import fcntl

    def _take(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _give_back(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_UN)


LOCK = ".dcgd.lock"
_TAKEN = {errno.EAGAIN, errno.EWOULDBLOCK, errno.EACCES, errno.EDEADLK}
_NO_LOCKS = {errno.ENOSYS, errno.ENOLCK, errno.EOPNOTSUPP, errno.ENOTSUP, errno.EINVAL}
_PAUSE = 0.05


@contextmanager
def locked(folder: Path, seconds: float = 60) -> Iterator[None]:
    """Hold the folder's lock: other writers wait.

    Raises Busy when it cannot be had within `seconds`, Refused where the lock is no file or the share knows no locks,
    OSError where nobody may write.
    """
    end = time.monotonic() + seconds
    while True:
        handle = _opened(folder / LOCK)
        try:
            _wait(handle, folder, seconds, end)
            if not _is_still(handle, folder / LOCK):  # someone took the file away while it was waited for
                if time.monotonic() >= end:
                    raise _busy(folder, seconds)
                continue
            try:
                yield
            finally:
                _give_back(handle)  # closing is not enough while a child process holds a copy
            return
        finally:
            os.close(handle)


def _wait(handle: int, folder: Path, seconds: float, end: float) -> None:
    while True:
        try:
            _take(handle)
        except OSError as error:
            if error.errno in _NO_LOCKS:
                raise Refused(
                    f"{folder} 所在的磁盘或共享不支持文件锁，几个人同时写会互相覆盖，所以没有写入。"
                    "把登记册放到本机的磁盘上（用 git 与别人同步），或请管理员给这个共享开启文件锁，再来一次"
                ) from None
            if error.errno == errno.EBADF:  # opened only to be read, which is not enough on every share
                raise PermissionError(errno.EACCES, "", str(folder / LOCK)) from None
            if error.errno not in _TAKEN:
                raise OSError(error.errno, error.strerror, str(folder / LOCK)) from None
        else:
            return
        if time.monotonic() >= end:
            raise _busy(folder, seconds)
        time.sleep(_PAUSE)


def _busy(folder: Path, seconds: float) -> Busy:
    return Busy(f"别的程序正在写 {folder}，等了 {seconds:g} 秒；稍后再试")


def _opened(path: Path) -> int:
    """The file of the lock, made if there is none; who may only read it can lock it all the same."""
    try:
        try:
            return open_plain(path, os.O_RDWR)
        except PermissionError:
            return open_plain(path, os.O_RDONLY)
        except FileNotFoundError:
            handle = open_plain(path, os.O_RDWR | os.O_CREAT)
    except PermissionError:
        if not path.exists():
            raise
        raise Refused(
            f"{path} 是别人的，没有权限打开它，所以没有写入。"
            "请它的主人或管理员让同组的人能读写它，或在没有人写的时候删除它"
        ) from None
    except NotPlain as error:
        raise Refused(f"{path} 是{error.kind}，不是锁文件；没有打开它，也没有写入。删除它，再来一次") from None
    follow_folder(handle, path.parent)
    return handle


def _is_still(handle: int, path: Path) -> bool:
    """Whether an open file still bears its name."""
    if sys.platform == "win32":  # where an open file keeps it
        return True
    try:
        return os.path.samestat(os.fstat(handle), path.lstat())
    except OSError:
        return False
