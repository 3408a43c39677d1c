"""Registries that are closed (归档): asked without a day, they are judged as of the day on which they were."""

import sqlite3
from datetime import date
from typing import Self


class Unasked(date):
    """A day that nobody asked for: today, where no other was given."""

    @classmethod
    def of(cls, day: date) -> Self:
        """A day as one that nobody asked for."""
        return cls(day.year, day.month, day.day)


def closed_days(connection: sqlite3.Connection, until: date) -> dict[str, date]:
    """The days on which registries were closed, by their names, but for those that were open at the end of a day."""
    query = "SELECT registry, closed FROM documents WHERE closed <= ?"
    rows = connection.execute(query, (until.isoformat(),))
    return {registry: Unasked.fromisoformat(closed) for registry, closed in rows}


def last_closed(connection: sqlite3.Connection, until: date) -> date | None:
    """The last of these days where every registry was closed by then, None where one was open."""
    closed = closed_days(connection, until)
    [registries] = connection.execute("SELECT count(*) FROM documents").fetchone()
    return max(closed.values()) if closed and len(closed) == registries else None
