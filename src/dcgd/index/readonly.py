"""Runs a user's SQL over the index: read-only, bounded in memory, with the verdicts as a table."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from dcgd.index import seal
from dcgd.index.schema import INTERNAL

LONGEST_VALUE = 32_000_000
"""Bytes of a value."""
_HEAP = 400_000_000
_PATIENCE = 60.0
"""Seconds for which those are waited for who renew the index, one after the other; each gives up after two."""
_ALLOWED = frozenset({sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_FUNCTION, sqlite3.SQLITE_RECURSIVE})
_FORBIDDEN_FUNCTIONS = frozenset({"load_extension", "fts3_tokenizer", "readfile", "writefile", "edit"})
_HIDDEN = frozenset({*re.findall(r"CREATE TABLE (\w+)", INTERNAL), "judgings"})
"""Tables of the index's own. What else is read are public tables or the query's own WITH clauses."""


def _authorize(action: int, one: str | None, two: str | None, _database: str | None, view: str | None) -> int:
    if action not in _ALLOWED:
        return sqlite3.SQLITE_DENY
    if action == sqlite3.SQLITE_FUNCTION and (two or "").lower() in _FORBIDDEN_FUNCTIONS:
        return sqlite3.SQLITE_DENY
    if action == sqlite3.SQLITE_READ and one:
        if one in _HIDDEN or one.startswith(("search", "sqlite_")):
            return sqlite3.SQLITE_DENY
        if one.startswith("judged") and view is None:  # what is kept shows in `assessments` alone
            return sqlite3.SQLITE_DENY
    return sqlite3.SQLITE_OK


@contextmanager
def lent(connection: sqlite3.Connection) -> Iterator[str]:
    """Give the path of a file with the index, for another process to read: its own file, or a copy of one in memory."""
    path = seal.path_of(connection)
    if path:
        yield str(path)
        return
    with TemporaryDirectory(prefix="dcgd-") as folder:
        copy = Path(folder) / "index.sqlite"
        with closing(sqlite3.connect(copy)) as target:
            target.execute("PRAGMA synchronous=OFF")
            connection.backup(target)
        yield str(copy)


def borrowed(path: str) -> sqlite3.Connection:
    """Open an index that another process lent, read-only and without trust in its schema. Raises sqlite3.Error."""
    address = f"{Path(path).absolute().as_uri()}?mode=ro"
    connection = sqlite3.connect(address, uri=True, isolation_level=None, timeout=_PATIENCE)
    connection.execute("PRAGMA trusted_schema=OFF")
    connection.execute("PRAGMA temp_store=MEMORY")  # what a query sorts counts as memory, and cannot fill the disk
    return connection


def guard(connection: sqlite3.Connection) -> None:
    """Restrict a connection to reading the public tables.

    Writing, attaching, pragmas and extensions are refused from now on; values and memory are bounded (MemoryError).
    """
    connection.execute(f"PRAGMA hard_heap_limit={_HEAP}")
    connection.execute("PRAGMA query_only=ON")
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LONGEST_VALUE)
    connection.set_authorizer(_authorize)


ASSESSMENTS = """
CREATE TEMP TABLE assessments (
    document INTEGER, id TEXT, what TEXT, task INTEGER, section TEXT, title TEXT, as_of TEXT, due TEXT,
    original_due TEXT, status TEXT, light TEXT, at_risk INTEGER, risks TEXT, reasons TEXT, goal REAL, value REAL,
    percent REAL, reported TEXT, done_percent REAL, pace_percent REAL, gap_points REAL
)
"""
"""The verdicts as of a day. They depend on the day, so they are made when a query asks for them."""

ASSESSMENT_COLUMNS = 21


def view_as_assessments(connection: sqlite3.Connection, view: str, as_of: date) -> None:
    """Make `assessments` a view of rows that are kept: see `index.judged.view`."""
    connection.execute(
        f"""
        CREATE TEMP VIEW assessments AS SELECT document, id, what, task, section, title, '{as_of.isoformat()}' AS as_of,
            due, original_due, status, light, at_risk, risks, replace(reasons, char(31), '；') AS reasons, goal, value,
            percent, reported, done_percent, pace_percent, gap_points
        FROM {view}
        """
    )


def judge_into(connection: sqlite3.Connection, rows: Iterator[tuple[object, ...]], as_of: date) -> None:
    """Create and fill the table `assessments`. A row has the values of its columns, without `as_of`."""
    connection.execute("DROP TABLE IF EXISTS temp.assessments")
    connection.execute(ASSESSMENTS)
    marks = ", ".join("?" * ASSESSMENT_COLUMNS)
    connection.executemany(
        f"INSERT INTO assessments VALUES ({marks})", ((*row[:6], as_of.isoformat(), *row[6:]) for row in rows)
    )
