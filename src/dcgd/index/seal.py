"""Whether a kept index is just as this program left it: each time it is written a file beside it, its seal, says so.

What was written by half, damaged, or changed by another program does not bear its seal, and is built anew. So nobody
reads it who has not asked `is_whole`, and all that writes to it does so within `writing`.
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
    """Whether the index bears its seal; what an open transaction of the connection reads cannot change meanwhile.

    Between putting an index in its place and sealing it lies a moment: what is not sealed is looked at twice.
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
    """A transaction that writes to an index, and seals it before anybody else can read it. Raises sqlite3.Error."""
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
    """The file of an index; None if it is in memory."""
    [path] = [file for _, name, file in connection.execute("PRAGMA database_list") if name == "main"]
    return Path(path) if path else None


def put(connection: sqlite3.Connection, path: Path) -> None:
    """Seal an index as it is now. Where that cannot be written it is built anew next time."""
    with suppress(OSError):
        back = time.time_ns() - _BACK_NS
        os.utime(path, ns=(back, back))  # so that the next change shows, however soon it comes
        seal = os.open(path.with_name(path.name + SUFFIX), os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(seal, "wb") as file:
            file.write(_state(connection, path))


def _state(connection: sqlite3.Connection, path: Path) -> bytes:
    """What a seal says of an index: a checksum of its bytes, or of a large one its size, times and inode.

    SQLite reads the bytes itself: closing a file that it has open takes its locks away on POSIX.
    """
    taken = freshness.signature(str(path)) or freshness.ABSENT
    if taken.size > COMPARED or not hasattr(connection, "serialize"):  # which not every SQLite can
        return (HEAD + " ".join(map(str, taken))).encode()
    return f"{HEAD}{taken.size} {zlib.crc32(connection.serialize()):08x}".encode()
