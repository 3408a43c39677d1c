"""Tells whether files have changed since they were read. Every reading command asks this first, so it must be quick.

A file counts as unchanged without being read only if its size, modification time, change time and inode are the same
and had *settled* when it was read: both times were older than a clock tick of any file system. A younger file ("racily
clean", as git calls it), or one from the future after a jump of the clock, is read and compared by its digest. A user
cannot set the change time, so a file replaced under its old modification time is noticed, too.
"""

import os
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

SETTLED_NS = 2_500_000_000
"""FAT counts in 2 s; other file systems are finer."""


class Signature(NamedTuple):
    """The part of a file's `stat` that shows a change."""

    size: int
    mtime_ns: int
    ctime_ns: int
    inode: int


ABSENT = Signature(-1, -1, -1, -1)
"""Of a file that is not there."""


class Source(NamedTuple):
    """A registry to answer from: its folder (absolute), its name among several, and as known on which day."""

    folder: str
    registry: str
    known_on: date | None = None
    """None: as it is now."""
    sealed: str | None = None
    """The month, as 2025-09, whose archive is read in place of the folder."""


def signature(path: str) -> Signature | None:
    """Return the signature of a file, or None if there is no such file or it cannot be seen."""
    try:
        status = os.stat(path)  # noqa: PTH116 - a thousand registries are looked at before each answer
    except OSError:
        return None
    return Signature(status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino)


def is_settled(taken: Signature, now_ns: int) -> bool:
    """Return whether the next change of a file is sure to change a signature that was taken at `now_ns`."""
    return max(taken.mtime_ns, taken.ctime_ns) < now_ns - SETTLED_NS


def digest(data: bytes | Iterable[bytes]) -> bytes:
    """Return a 16-byte digest of a file's content, given whole or piece by piece."""
    import hashlib

    made = hashlib.blake2b(digest_size=16)
    for piece in (data,) if isinstance(data, bytes) else data:
        made.update(piece)
    return made.digest()
