"""Reads problems and notices from the index, as entities."""

import sqlite3
from collections import defaultdict
from typing import TypeVar

from dcgd.index.codec import columns, from_row
from dcgd.model import Notice, Problem

E = TypeVar("E", Notice, Problem)


def notices(connection: sqlite3.Connection) -> dict[str, list[Notice]]:
    """Return the notices by registry, in the order of the file."""
    return _by_registry(connection, "notices", Notice)


def problems(connection: sqlite3.Connection) -> dict[str, list[Problem]]:
    """Return the problems by registry, in the order of the file."""
    return _by_registry(connection, "problems", Problem)


def _by_registry(connection: sqlite3.Connection, table: str, entity: type[E]) -> dict[str, list[E]]:
    names = ", ".join(f"t.{name}" for name in columns(entity))
    query = f"SELECT d.registry, {names} FROM {table} t JOIN documents d ON d.id = t.document ORDER BY t.rowid"
    make = from_row(entity)
    by_registry: dict[str, list[E]] = defaultdict(list)
    for registry, *row in connection.execute(query):
        by_registry[registry].append(make(row))
    return dict(by_registry)
