"""Tells whether a kept index is as this program left it. Each write renews a small file beside it, its seal.

An index that was half written, damaged or changed by another program does not match its seal and is built again.
Readers must ask `is_whole` first, and all writes go through `writing`.
"""

import os
import sqlite3
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from dcgd.index import freshness

SUFFIX = ".seal"
COMPARED = 2_000_000
"""An index of up to this many bytes is compared whole whenever it is opened: that takes 4 ms per million."""
HEAD = "dcgd "
_BACK_NS = 3_600_000_000_000
_PAUSE = 0.05


def is_whole(connection: sqlite3.Connection, path: Path) -> bool:
    """Return whether the index matches its seal. An open transaction keeps what the connection reads from changing.

    A new index is sealed a moment after it is put in place, so one without a seal is checked twice.
    """
    for pause in (_PAUSE, None):
        try:
            if path.with_name(path.name + SUFFIX).read_bytes() == _state(connection, path):
                return True
        except (OSError, ValueError):
            pass
        if pause:
            time.sleep(pause)
    return False


@contextmanager
def writing(connection: sqlite3.Connection) -> Iterator[None]:
    """Run a transaction that writes to an index, and seal it before others can read it. Raises sqlite3.Error."""
    connection.execute("PRAGMA locking_mode=EXCLUSIVE")
    try:
        connection.execute("BEGIN IMMEDIATE")
        yield
        connection.execute("COMMIT")
        path = path_of(connection)
        if path:
            put(connection, path)
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        connection.execute("PRAGMA locking_mode=NORMAL")
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()  # reading gives the lock back


def path_of(connection: sqlite3.Connection) -> Path | None:
    """Return the file of an index, or None if it is in memory."""
    [path] = [file for _, name, file in connection.execute("PRAGMA database_list") if name == "main"]
    return Path(path) if path else None


def put(connection: sqlite3.Connection, path: Path) -> None:
    """Seal an index as it is now. Where the seal cannot be written, the index is built again next time."""
    with suppress(OSError):
        back = time.time_ns() - _BACK_NS
        os.utime(path, ns=(back, back))  # so that the next change shows, however soon it comes
        seal = os.open(path.with_name(path.name + SUFFIX), os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(seal, "wb") as file:
            file.write(_state(connection, path))


def _state(connection: sqlite3.Connection, path: Path) -> bytes:
    """Return the content of a seal: a checksum of the index's bytes, or for a large one its size, times and inode.

    SQLite reads the bytes: opening and closing the file here would drop SQLite's locks on POSIX.
    """
    taken = freshness.signature(str(path)) or freshness.ABSENT
    if taken.size > COMPARED or not hasattr(connection, "serialize"):  # which not every SQLite can
        return (HEAD + " ".join(map(str, taken))).encode()
    return f"{HEAD}{taken.size} {zlib.crc32(connection.serialize()):08x}".encode()
