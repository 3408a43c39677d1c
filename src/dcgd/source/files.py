"""Writing files so that nothing is lost: whole or not at all, one writer at a time."""

import errno
import json
import os
import re
import shutil
import stat
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from dcgd.errors import Busy

LOCK, PLAN = ".dcgd.lock", ".dcgd.plan"
_KEPT = 40
"""Characters of a file's name that its draft bears: a name may be as long as the system takes."""
_READERS_HOLD = sys.platform == "win32"
"""Whether a file cannot be replaced while somebody reads it."""
_PAUSES = (0.01, 0.03, 0.1, 0.3, 1.0, None)

_WHY = {
    errno.ENOSPC: "磁盘满了",
    errno.EDQUOT: "磁盘配额用完了",
    errno.EFBIG: "文件超过了系统允许的大小",
    errno.EIO: "磁盘读写出错",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EROFS: "文件系统只读",
    errno.ENOENT: "没有这个文件或文件夹",
    errno.ENOTDIR: "不是文件夹",
    errno.EISDIR: "是文件夹，不是文件",
    errno.EEXIST: "已经存在",
    errno.ENOTEMPTY: "文件夹不是空的",
    errno.ENAMETOOLONG: "名称太长",
    errno.ELOOP: "链接绕成了圈",
    errno.EMFILE: "打开的文件太多",
    errno.ENFILE: "打开的文件太多",
    errno.EBUSY: "正被别的程序使用",
    errno.ETXTBSY: "正被别的程序使用",
    errno.ENOMEM: "内存不够",
    errno.EINVAL: "不是普通的文件",
}


def why(error: OSError) -> str:
    """What the system says went wrong with a file, in Chinese where it is known."""
    return _WHY.get(error.errno or 0) or error.strerror or str(error)


def content(path: Path) -> bytes:
    """The bytes of a file; of one that is larger than may be, just enough to see that.

    Raises OSError, also for what is no file: reading a pipe would never end.
    """
    from dcgd.source import decoding

    mode = path.stat().st_mode
    if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
        raise OSError(errno.EINVAL, "", str(path))
    with path.open("rb") as file:
        size = os.fstat(file.fileno()).st_size
        return file.read(decoding.MOST_BYTES + 1) if size > decoding.MOST_BYTES else file.read()


@contextmanager
def locked(folder: Path, seconds: float = 60) -> Iterator[None]:
    """Hold the folder's lock: other writers wait. The system gives it back when a process dies, however it dies.

    Raises Busy when it cannot be had within `seconds`, OSError where no lock can be written.
    """
    from filelock import FileLock, Timeout

    lock = FileLock(folder / LOCK)
    try:
        lock.acquire(timeout=seconds)
    except Timeout:
        raise Busy(f"别的程序正在写 {folder}，等了 {seconds:g} 秒；稍后再试") from None
    try:
        yield
    finally:
        lock.release()


def replace(path: Path, data: bytes) -> None:
    """Make `data` the content of a file, atomically: a kill at any moment leaves the old file or the new one.

    A link stays a link: what it leads to is replaced. Raises OSError with the file as it was.
    """
    path = path.resolve()
    draft = _draft(path, data)
    with _dropped_on_failure([draft]):
        move(draft, path)
    _sync_folder(path.parent)


def replace_all(folder: Path, contents: Mapping[str, bytes]) -> None:
    """Make these the contents of files of a folder, by their names: all or none. Only for who holds its lock.

    A kill at any moment leaves all files as they were, or a plan that `finish` carries out. Raises OSError with all
    files as they were.
    """
    if len(contents) < 2:
        for name, data in contents.items():
            replace(folder / name, data)
        return
    drafts: list[Path] = []
    plan: dict[str, str] = {}
    with _dropped_on_failure(drafts):
        for name, data in contents.items():
            path = (folder / name).resolve()
            drafts.append(_draft(path, data))
            plan[path.relative_to(folder.resolve()).as_posix()] = drafts[-1].name
        replace(folder / PLAN, json.dumps(plan).encode())
    carry_out(folder)


def finish(folder: Path) -> None:
    """Carry out the plan of a writer that was killed; if one is at it now, wait. Where nobody may write, do nothing."""
    if (folder / PLAN).exists():
        with suppress(OSError, Busy), locked(folder):
            carry_out(folder)


def carry_out(folder: Path) -> None:
    """Put the drafts of the plan, if there is one, in their places. Only for who holds the folder's lock."""
    plan = folder / PLAN
    try:
        steps = list(_steps(plan.read_bytes()))
    except FileNotFoundError:
        return
    for name, draft in steps:
        path = folder / name
        if path.resolve().is_relative_to(folder.resolve()):
            with suppress(FileNotFoundError):  # it is in its place already
                move(path.with_name(draft), path)
            _sync_folder(path.parent)
    plan.unlink()


def _steps(plan: bytes) -> Iterator[tuple[str, str]]:
    """The files of a plan and their drafts. It is data: in a file's place it puts only what is named as its draft."""
    with suppress(ValueError, RecursionError, AttributeError):
        for name, draft in json.loads(plan).items():
            file = name.rpartition("/")[2]
            if re.fullmatch(rf"\.{re.escape(file[:_KEPT])}\.\w+\.tmp", str(draft)):
                yield name, draft


def sweep(folder: Path) -> None:
    """Clear away the drafts of YAML files that writers which were killed left in a folder.

    Only for who holds the lock under which they are written: nobody else is writing one now.
    """
    for draft in folder.glob(".*.yaml.*.tmp"):
        with suppress(OSError):
            draft.unlink()


def move(draft: Path, path: Path) -> None:
    """Put a finished draft in its place; where readers hold a file, wait a little for them. Raises OSError."""
    for pause in _PAUSES:
        try:
            draft.replace(path)
        except PermissionError:
            if pause is None or not _READERS_HOLD:
                raise
            time.sleep(pause)
        else:
            return


def _draft(path: Path, data: bytes) -> Path:
    """A file beside `path` with this content, on the disk, and with the permissions that `path` has or is to have."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:_KEPT]}.", suffix=".tmp")
    draft = Path(name)
    with _dropped_on_failure([draft]):
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        draft.chmod(path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask())
    return draft


@contextmanager
def _dropped_on_failure(drafts: Sequence[Path]) -> Iterator[None]:
    try:
        yield
    except BaseException:
        for draft in drafts:
            with suppress(OSError):
                draft.unlink()
        raise


def create_folder(folder: Path, contents: Mapping[str, bytes]) -> None:
    """Make a folder with these files (by relative names) whole or not at all; what comes first goes in last.

    The folder may be there if it is empty: then the files are moved into it. Raises OSError with nothing made.
    """
    folder = folder.resolve()
    folder.parent.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f".{folder.name[:_KEPT]}.", suffix=".tmp"))
    try:
        for name, data in contents.items():
            replace(draft / name, data)
        draft.chmod(0o777 & ~_umask())
        if folder.is_dir():
            tops = dict.fromkeys(name.split("/")[0] for name in contents)
            for name in reversed(tops):
                (draft / name).rename(folder / name)
            draft.rmdir()
        else:
            draft.rename(folder)
    except BaseException:
        shutil.rmtree(draft, ignore_errors=True)
        raise
    _sync_folder(folder.parent)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _sync_folder(folder: Path) -> None:
    """Make a rename last through a power cut, where the system lets folders be opened (Windows does not)."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
