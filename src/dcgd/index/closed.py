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


def closed_days(connection: sqlite3.Connection) -> dict[str, date]:
    """The days on which registries were closed, by their names; the open ones are left out."""
    query = "SELECT registry, closed FROM documents WHERE closed IS NOT NULL"
    return {registry: Unasked.fromisoformat(closed) for registry, closed in connection.execute(query)}


def last_closed(connection: sqlite3.Connection) -> date | None:
    """The last of these days where every registry is closed, None where one is open."""
    closed = closed_days(connection)
    [registries] = connection.execute("SELECT count(*) FROM documents").fetchone()
    return max(closed.values()) if closed and len(closed) == registries else None
