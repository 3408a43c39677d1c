"""The notices and problems that the index holds, as entities."""

import sqlite3

from dcgd.index import entities
from dcgd.model import Notice, Problem


def notices(connection: sqlite3.Connection) -> dict[str, list[Notice]]:
    """The notices of each registry, in the order of the file."""
    columns = ", ".join(f"n.{name}" for name in entities.NOTICE)
    query = f"SELECT d.registry, {columns} FROM notices n JOIN documents d ON d.id = n.document ORDER BY n.rowid"
    found: dict[str, list[Notice]] = {}
    for registry, *row in connection.execute(query):
        found.setdefault(registry, []).append(entities.notice(tuple(row)))
    return found


def problems(connection: sqlite3.Connection) -> dict[str, list[Problem]]:
    """The problems of each registry, in the order of the file."""
    columns = ", ".join(f"p.{name}" for name in entities.PROBLEM)
    query = f"SELECT d.registry, {columns} FROM problems p JOIN documents d ON d.id = p.document ORDER BY p.rowid"
    found: dict[str, list[Problem]] = {}
    for registry, *row in connection.execute(query):
        found.setdefault(registry, []).append(entities.problem(tuple(row)))
    return found
