"""A user's SQL over the index and the verdicts, as it runs in a process of its own (`source.bounded`)."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from typing import Any

from dcgd.index.readonly import borrowed, guard, judge_into, view_as_assessments

MEGABYTES = 640
"""The memory that the process may take."""
MOST_ROW = 40_000_000
"""Bytes of a row."""


def prepare() -> None:
    """Be loaded: what that takes is not the query's time."""


def judge_before(connection: sqlite3.Connection, query: str, as_of: date) -> None:
    """Keep the verdicts that a query asks for, where they are kept: what that takes is not the query's time."""
    if _is_of_verdicts(query):
        from dcgd.tracking.keeping import kept_view

        kept_view(connection, as_of, whole=True)


def _is_of_verdicts(query: str) -> bool:
    return "assessments" in query.lower()


def answers(path: str, query: str, as_of: date) -> Iterator[tuple[Any, ...]]:
    """The names of the columns, then the rows. Raises sqlite3.Error, sqlite3.Warning, MemoryError."""
    with closing(borrowed(path)) as connection:
        if _is_of_verdicts(query):
            _judge(connection, as_of)
        guard(connection)
        cursor = connection.execute(query)
        yield tuple(name for name, *_ in cursor.description or ())
        yield from cursor


def _judge(connection: sqlite3.Connection, as_of: date) -> None:
    from dcgd.index.lookup import Filter
    from dcgd.tracking.item_row import assessments
    from dcgd.tracking.judged_items import judged_items
    from dcgd.tracking.keeping import kept_view

    view = kept_view(connection, as_of, whole=True)
    if view:
        view_as_assessments(connection, view, as_of)
        return
    judge_into(connection, assessments(judged_items(connection, Filter(), as_of)), as_of)
