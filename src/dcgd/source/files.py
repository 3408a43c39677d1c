"""Writing files so that nothing is lost: whole or not at all, one writer at a time."""

import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

LOCK = ".dcgd.lock"


class Busy(Exception):
    """Someone else has been writing for too long; the text is a Chinese sentence."""


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
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".tmp")
    draft = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        draft.chmod(path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask())
        draft.replace(path)
    except BaseException:
        with suppress(OSError):
            draft.unlink()
        raise
    _sync_folder(path.parent)


def create_folder(folder: Path, contents: Mapping[str, bytes]) -> None:
    """Make a folder with these files (by relative names) whole or not at all; what comes first goes in last.

    The folder may be there if it is empty: then the files are moved into it. Raises OSError with nothing made.
    """
    folder = folder.resolve()
    folder.parent.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f".{folder.name[:40]}.", suffix=".tmp"))
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
