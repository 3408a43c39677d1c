"""Lists, bounds and removes the indexes in a cache folder, and tells them from other files that lie there."""

import os
import re
import sqlite3
from collections.abc import Sequence
from contextlib import closing, suppress
from pathlib import Path
from typing import NamedTuple

from dcgd.index import seal
from dcgd.index.place import DRAFTS, JUDGED, is_own_file, is_own_folder
from dcgd.index.schema import APPLICATION

_BESIDE = ("-journal", seal.SUFFIX, JUDGED, JUDGED + seal.SUFFIX)
_NAME = re.compile(rf"([0-9a-f]{{16}}\.sqlite)({'|'.join(map(re.escape, _BESIDE))})?")
_DRAFT = re.compile(r"[0-9a-f]{16}\.\d+\.\d+\.new")
MOST_INDEXES = 200
MOST_BYTES = 4_000_000_000
"""One of a province takes a quarter of it."""
_MAGIC = b"SQLite format 3\0"


class Kept(NamedTuple):
    """An index with what is judged of it: its files (the first one names it), their size, and how many registries it
    covers, where it says so.
    """

    files: Sequence[Path]
    size: int
    registries: int | None = None
    first: str | None = None


class Content(NamedTuple):
    """What a cache folder holds: indexes, and the names of files that are none or belong to another user.

    The folder of drafts is not looked into.
    """

    indexes: Sequence[Kept]
    others: Sequence[str]


def content(folder: Path) -> Content:
    """Return what a cache folder holds. Never opens a link or a file that may be another user's. Raises OSError."""
    opened = is_own_folder(folder) if os.path.lexists(folder) else False
    indexes = [
        files
        for top, names in _named(folder).items()
        if _is_ours(folder, top, files := [folder / name for name in names])
    ]
    ours = {path.name for files in indexes for path in files} | {DRAFTS}
    others = [name for name in sorted(os.listdir(folder)) if name not in ours] if os.path.lexists(folder) else []  # noqa: PTH208
    return Content([_described(files) if opened else Kept(files, _size(files)) for files in indexes], others)


def bound(folder: Path, spared: str) -> None:
    """Remove the indexes that were not asked for longest, where there are too many or they are too large together.

    `spared` is the name of the one that was just made. What cannot be removed, as on Windows while it is read, stays.
    """
    with suppress(OSError):
        by_use = sorted(
            (_last_used(folder / files[0]), top, files)
            for top, files in _named(folder).items()
            if _NAME.fullmatch(top) and top != spared
        )
        total = (folder / spared).lstat().st_size
        for rank, (_used, top, names) in enumerate(reversed(by_use), 2):
            files = [folder / name for name in names]
            total += _size(files)
            # To look into a file is to use it, so only those are looked into that are to go.
            if (rank > MOST_INDEXES or total > MOST_BYTES) and _is_ours(folder, top, files):
                remove(Kept(files, 0))


def _named(folder: Path) -> dict[str, list[str]]:
    """The names of the files of each index in a folder, going by their names alone."""
    names = sorted(os.listdir(folder)) if os.path.lexists(folder) else []  # noqa: PTH208
    parts: dict[str, list[str]] = {}
    for name in names:
        match = _NAME.fullmatch(name)
        if match or _DRAFT.fullmatch(name):
            parts.setdefault(match[1] if match else name, []).append(name)
    return parts


def _is_ours(folder: Path, top: str, files: Sequence[Path]) -> bool:
    return all(map(is_own_file, files)) and _is_index(folder, top)


def _size(files: Sequence[Path]) -> int:
    return sum(path.lstat().st_size for path in files)


def _last_used(path: Path) -> int:
    """When an index was last read or written; some file systems note a reading once a day, or never."""
    status = path.lstat()
    return max(status.st_atime_ns, status.st_mtime_ns)


def remove(index: Kept) -> bool:
    """Remove an index with all its files. Returns False where that is refused, as on Windows while it is read."""
    try:
        for path in index.files:
            path.unlink(missing_ok=True)
    except OSError:
        return False
    return True


def _is_index(folder: Path, top: str) -> bool:
    """Return whether files named like an index are one: sealed, with its application id, or only just begun."""
    seals = (top + seal.SUFFIX, top + JUDGED + seal.SUFFIX)
    if any(_start(folder / name).startswith(seal.HEAD.encode()) for name in seals):
        return True
    head = _start(folder / top)
    if head.startswith(_MAGIC):
        return int.from_bytes(head[68:72], "big") == APPLICATION
    return _DRAFT.fullmatch(top) is not None and not any(head)


def _start(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(100)
    except OSError:
        return b""


def _described(files: Sequence[Path]) -> Kept:
    size = _size(files)
    with suppress(sqlite3.Error):  # damaged, or being made: it is listed all the same
        address = f"{files[0].absolute().as_uri()}?mode=ro"
        with closing(sqlite3.connect(address, uri=True, timeout=0.1)) as connection:
            query = "SELECT count(*), min(path) FROM documents"
            return Kept(files, size, *connection.execute(query).fetchone())
    return Kept(files, size)
