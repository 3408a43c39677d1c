"""Files read and written so that nothing is lost: each is written whole or not at all.

A file is written as a draft beside its place, which is on the disk before it takes that place in one step. So a kill
leaves the old file or the new one, and so does a power cut; once a function has returned, it leaves the new one.
"""

import errno
import os
import re
import shutil
import stat
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from dcgd.errors import Refused
from dcgd.source.folders import make_folder, sync_folder
from dcgd.source.permissions import follow_file, follow_folder

MOST_BYTES = 256 * 1024 * 1024
"""The largest file of a registry that is read: 90,000 tasks take some 70 MB."""
OURS, PASSING = ".dcgd", ".dcgd-out"
"""How drafts begin: those written under a folder's lock, and those of papers, which are written under none."""
_DRAFT = re.compile(re.escape(OURS) + r"\.[0-9a-f]{12}\.tmp")
_READERS_HOLD = sys.platform == "win32"
"""Whether a file cannot be replaced while somebody reads it."""
_PAUSES = (0.01, 0.03, 0.1, 0.3, 1.0, None)
_AS_IT_IS = getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)

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
    errno.EADDRINUSE: "正被别的程序使用",
    errno.ENOMEM: "内存不够",
    errno.EINVAL: "不是普通的文件",
}


def why(error: OSError) -> str:
    """What the system says went wrong with a file, in Chinese where it is known."""
    return _WHY.get(error.errno or 0) or error.strerror or str(error)


_KINDS = {
    stat.S_IFLNK: "链接",
    stat.S_IFDIR: "文件夹",
    stat.S_IFIFO: "管道",
    stat.S_IFSOCK: "套接字",
    stat.S_IFCHR: "设备",
    stat.S_IFBLK: "设备",
}


class NotPlain(OSError):
    """What is no file of its own but a link, a pipe, a device, a folder; `kind` is the Chinese word for it."""

    def __init__(self, path: Path, mode: int) -> None:
        super().__init__(errno.EINVAL, "", str(path))
        self.kind = _KINDS.get(stat.S_IFMT(mode), "别的东西")


def open_plain(path: Path, flags: int) -> int:
    """Open a file without following a link or waiting for a pipe: anything but a plain file is refused unopened.

    Returns a descriptor. Raises NotPlain, OSError.
    """
    with suppress(FileNotFoundError):
        mode = path.lstat().st_mode
        if not stat.S_ISREG(mode):
            raise NotPlain(path, mode)
    try:
        handle = os.open(path, flags | _AS_IT_IS, 0o666)
    except OSError as error:
        if error.errno == errno.ELOOP:  # it was made a link between the two calls
            raise NotPlain(path, stat.S_IFLNK) from None
        raise
    mode = os.fstat(handle).st_mode
    if not stat.S_ISREG(mode):
        os.close(handle)
        raise NotPlain(path, mode)
    return handle


def content(path: Path) -> bytes:
    """The bytes of a file; of one larger than `MOST_BYTES` only as many as show that it is too large.

    Raises OSError, also for what is no file: reading a pipe would never end.
    """
    mode = path.stat().st_mode
    if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
        raise OSError(errno.EINVAL, "", str(path))
    with path.open("rb") as file:
        size = os.fstat(file.fileno()).st_size
        return file.read(MOST_BYTES + 1) if size > MOST_BYTES else file.read()


def write(path: Path, data: bytes) -> None:
    """Write a paper: a file whole or not at all; a device or a pipe takes it as it is. Raises OSError."""
    if path.exists() and not path.is_file():
        path.write_bytes(data)
    else:
        replace(path, data)


def replace(path: Path, data: bytes) -> None:
    """Make `data` the content of a file, as open to others as it was; folders that are missing are made.

    A link stays a link: what it leads to is replaced. Raises OSError with the file as it was.
    """
    with replacing(path) as draft, draft.open("wb") as file:
        file.write(data)


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A draft to be written by who needs a file's path; it takes the place of `path` when the block has ended well.

    As `replace`. Raises OSError.
    """
    path = destination(path)
    make_folder(path.parent)
    draft = _new(path, PASSING)
    with _told_of(path, draft), dropped_on_failure([draft]):
        yield draft
        _settle(draft, path)
        move(draft, path)
    sync_folder(path.parent)


def destination(path: Path) -> Path:
    """The file that writing to a path is to replace: what a link leads to. Raises Refused where that is nowhere."""
    if path.is_symlink() and not path.exists():
        raise Refused(f"{path} 是链接，它指向的 {path.readlink()} 不存在；先改好链接，或换一个名字")
    return Path(os.path.realpath(path))


def draft_of(path: Path, data: bytes, *, readable: bool = False, prefix: str = OURS) -> Path:
    """A draft of what is to be the content of a file, on the disk; only for who holds the folder's lock.

    `prefix`: `PASSING` for a paper, which is written under no lock. `readable`: for all, whatever the umask. Its folder
    has still to be synced for it to last. Raises OSError.
    """
    make_folder(path.parent)
    draft = _new(path, prefix)
    with _told_of(path, draft), dropped_on_failure([draft]):
        with draft.open("wb") as file:
            file.write(data)
        _settle(draft, path, 0o444 if readable else 0)
    return draft


@contextmanager
def _told_of(path: Path, draft: Path) -> Iterator[None]:
    """Report errors with a draft as errors with the file it is for, which the user knows."""
    try:
        yield
    except OSError as error:
        if error.filename in (None, str(draft)):
            error.filename, error.filename2 = str(path), None
        raise


def _new(path: Path, prefix: str) -> Path:
    """An empty draft beside a file, not more open than that file."""
    mode = 0o600 if path.exists() else 0o666  # what the umask takes away of this is nobody else's business
    while True:
        draft = path.with_name(f"{prefix}.{os.urandom(6).hex()}.tmp")
        with suppress(FileExistsError), _told_of(path, draft):
            os.close(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_RDWR | _AS_IT_IS, mode))
            return draft


def _settle(draft: Path, path: Path, more: int = 0) -> None:
    """Have a draft on the disk, as open as the file whose place it takes, or as its folder wants new ones."""
    handle = open_plain(draft, os.O_RDWR)
    try:
        try:
            follow_file(handle, path.stat(), path.parent)
        except FileNotFoundError:
            follow_folder(handle, path.parent, more)
        os.fsync(handle)
    finally:
        os.close(handle)


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


@contextmanager
def dropped_on_failure(drafts: Sequence[Path]) -> Iterator[None]:
    """Clear the drafts away when the block does not end well."""
    try:
        yield
    except BaseException:
        for draft in drafts:
            with suppress(OSError):
                draft.unlink()
        raise


def sweep(folder: Path) -> None:
    """Clear away the drafts that writers which were killed left in a folder.

    Only for who holds the lock under which they are written: nobody else is writing one now.
    """
    with suppress(OSError):
        for draft in folder.iterdir():
            if is_draft(draft.name) and stat.S_ISREG(draft.lstat().st_mode):
                with suppress(OSError):
                    draft.unlink()


def is_draft(name: str) -> bool:
    """Whether a name is one that only this program gives, to the drafts it writes under a lock."""
    return bool(_DRAFT.fullmatch(name))


def create_folder(folder: Path, contents: Mapping[str, bytes]) -> None:
    """Make a folder with these files (by relative names) whole or not at all; what comes first goes in last.

    The folder may be there if it is empty: then the files are moved into it. Raises OSError with nothing made.
    """
    folder = Path(os.path.realpath(folder))
    make_folder(folder.parent)
    draft = folder.with_name(f"{PASSING}.{os.urandom(6).hex()}.tmp")
    try:
        make_folder(draft)
        for name, data in contents.items():
            replace(draft / name, data)
        if folder.is_dir():
            first, *others = dict.fromkeys(name.split("/")[0] for name in contents)
            for name in others:
                (draft / name).rename(folder / name)
            sync_folder(folder)
            (draft / first).rename(folder / first)
            sync_folder(folder)
            draft.rmdir()
        else:
            draft.rename(folder)
    except BaseException:
        shutil.rmtree(draft, ignore_errors=True)
        raise
    sync_folder(folder.parent)
