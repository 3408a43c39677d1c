"""The notices and problems that the index holds, as entities."""

import sqlite3
from collections.abc import Callable
from typing import Any, TypeVar

from dcgd.index import entities
from dcgd.model import Notice, Problem

E = TypeVar("E")


def notices(connection: sqlite3.Connection) -> dict[str, list[Notice]]:
    """The notices of each registry, in the order of the file."""
    return _by_registry(connection, "notices", entities.NOTICE, entities.notice)


def problems(connection: sqlite3.Connection) -> dict[str, list[Problem]]:
    """The problems of each registry, in the order of the file."""
    return _by_registry(connection, "problems", entities.PROBLEM, entities.problem)


def _by_registry(
    connection: sqlite3.Connection, table: str, columns: tuple[str, ...], made: Callable[[tuple[Any, ...]], E]
) -> dict[str, list[E]]:
    names = ", ".join(f"t.{name}" for name in columns)
    query = f"SELECT d.registry, {names} FROM {table} t JOIN documents d ON d.id = t.document ORDER BY t.rowid"
    found: dict[str, list[E]] = {}
    for registry, *row in connection.execute(query):
        found.setdefault(registry, []).append(made(tuple(row)))
    return found
