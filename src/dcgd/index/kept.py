"""Lists and removes the indexes in a cache folder, and tells them from other files that lie there."""

import os
import re
import sqlite3
from collections.abc import Sequence
from contextlib import closing, suppress
from pathlib import Path
from typing import NamedTuple

from dcgd.index import seal
from dcgd.index.place import DRAFTS, is_own_file, is_own_folder
from dcgd.index.schema import APPLICATION

_NAME = re.compile(r"([0-9a-f]{16}\.sqlite)(-journal|" + re.escape(seal.SUFFIX) + r")?")
_DRAFT = re.compile(r"[0-9a-f]{16}\.\d+\.\d+\.new")
_MAGIC = b"SQLite format 3\0"


class Kept(NamedTuple):
    """An index: its files (the first one names it), their size, and how many registries it covers, where it says so."""

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
    names = sorted(os.listdir(folder)) if os.path.lexists(folder) else []  # noqa: PTH208
    parts: dict[str, list[str]] = {}
    for name in names:
        match = _NAME.fullmatch(name)
        if match or _DRAFT.fullmatch(name):
            parts.setdefault(match[1] if match else name, []).append(name)
    in_own_folder = is_own_folder(folder)
    indexes = [
        _described([folder / name for name in files], opened=in_own_folder)
        for top, files in parts.items()
        if all(is_own_file(folder / name) for name in files) and _is_index(folder, top)
    ]
    ours = {path.name for index in indexes for path in index.files}
    return Content(indexes, [name for name in names if name not in ours and name != DRAFTS])


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
    if _start(folder / (top + seal.SUFFIX)).startswith(seal.HEAD.encode()):
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


def _described(files: Sequence[Path], *, opened: bool) -> Kept:
    size = sum(path.lstat().st_size for path in files)
    if opened:
        with suppress(sqlite3.Error):  # damaged, or being made: it is listed all the same
            address = f"{files[0].absolute().as_uri()}?mode=ro"
            with closing(sqlite3.connect(address, uri=True, timeout=0.1)) as connection:
                query = "SELECT count(*), min(path) FROM documents"
                return Kept(files, size, *connection.execute(query).fetchone())
    return Kept(files, size)
