"""SQL of a user over the index: read-only, bounded, with the verdicts as a table."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from dcgd.errors import TooLong

SECONDS = 60.0
"""How long a query may run, if nobody says otherwise."""
_LONGEST_VALUE = 64 * 1024 * 1024
_HEAP = 512 * 1024 * 1024
_ALLOWED = frozenset({sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_FUNCTION, sqlite3.SQLITE_RECURSIVE})
_FORBIDDEN_FUNCTIONS = frozenset({"load_extension", "fts3_tokenizer", "readfile", "writefile", "edit"})
_HIDDEN = frozenset(
    {"selection", "searchable", "items", "unit_names", "regions", "diagnostics", "files", "validations"}
)
"""Tables of the index's own. What else is read are public tables or the query's own WITH clauses."""


def _authorize(action: int, one: str | None, two: str | None, _database: str | None, _trigger: str | None) -> int:
    if action not in _ALLOWED:
        return sqlite3.SQLITE_DENY
    if action == sqlite3.SQLITE_FUNCTION and (two or "").lower() in _FORBIDDEN_FUNCTIONS:
        return sqlite3.SQLITE_DENY
    if action == sqlite3.SQLITE_READ and one and (one in _HIDDEN or one.startswith(("search", "sqlite_"))):
        return sqlite3.SQLITE_DENY
    return sqlite3.SQLITE_OK


@contextmanager
def guarded(connection: sqlite3.Connection, seconds: float = SECONDS) -> Iterator[None]:
    """While this lasts the connection can read the public tables and nothing else, for at most so many seconds.

    No writing, attaching, pragmas or extensions; values and memory are bounded. Raises TooLong.
    """
    end = time.monotonic() + seconds
    connection.execute(f"PRAGMA hard_heap_limit={_HEAP}")
    connection.execute("PRAGMA query_only=ON")
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST_VALUE)
    connection.set_progress_handler(lambda: time.monotonic() > end, 1_000)
    connection.set_authorizer(_authorize)
    try:
        yield
    except sqlite3.OperationalError as error:
        if "interrupted" in str(error):
            raise TooLong(f"查询超过 {seconds:g} 秒，已停止；缩小范围，或用 --timeout 放宽") from error
        raise
    finally:
        connection.set_authorizer(None)
        connection.set_progress_handler(None, 0)
        connection.execute("PRAGMA query_only=OFF")


ASSESSMENTS = """
CREATE TEMP TABLE assessments (
    document INTEGER, id TEXT, what TEXT, task INTEGER, section TEXT, title TEXT, as_of TEXT, due TEXT,
    original_due TEXT, status TEXT, light TEXT, at_risk INTEGER, risks TEXT, reasons TEXT, goal REAL, value REAL,
    percent REAL, reported TEXT, done_percent REAL, pace_percent REAL, gap_points REAL
)
"""
"""The verdicts as of a day. They depend on the day, so they are made when a query asks for them."""

ASSESSMENT_COLUMNS = 21


def judge_into(connection: sqlite3.Connection, rows: Iterator[tuple[object, ...]], as_of: date) -> None:
    """Fill `assessments`; a row is (document, id, what, task, section, title, *what follows as_of)."""
    connection.execute("DROP TABLE IF EXISTS temp.assessments")
    connection.execute(ASSESSMENTS)
    marks = ", ".join("?" * ASSESSMENT_COLUMNS)
    connection.executemany(
        f"INSERT INTO assessments VALUES ({marks})", ((*row[:6], as_of.isoformat(), *row[6:]) for row in rows)
    )
