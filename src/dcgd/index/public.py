"""Reads the public tables of the index, with types that SQLite does not have: booleans, dates, lists.

Documents are numbered from 1 in the order of their registries' names: their ids in the index may change.
"""

import sqlite3
from collections.abc import Iterator
from typing import Any, Literal

from dcgd.index.schema import SEPARATOR

ColumnType = Literal["text", "integer", "number", "boolean", "date", "list"]
_BY_NAME: dict[str, ColumnType] = {
    **dict.fromkeys(
        ("issued", "start", "due", "closed", "date", "reply_by", "replied", "as_of", "original_due", "reported"), "date"
    ),
    **dict.fromkeys(("review", "implied", "correction", "withdrawn", "public", "at_risk", "unchanged"), "boolean"),
    **dict.fromkeys(("leads", "participants", "leaders", "aliases", "risks"), "list"),
}
_BY_TYPE: dict[str, ColumnType] = {"INTEGER": "integer", "REAL": "number", "TEXT": "text"}
_PRIVATE = {("documents", "path"), ("tasks", "id")}
"""Where the registry stands on this computer is nobody else's business; a task is known by its number."""


def numbers(connection: sqlite3.Connection) -> dict[int, int]:
    """Return the public number of each document, by its id in the index."""
    ids = connection.execute("SELECT id FROM documents ORDER BY registry").fetchall()
    return {document: number for number, (document,) in enumerate(ids, 1)}


def fields(connection: sqlite3.Connection, table: str) -> list[tuple[str, ColumnType]]:
    """Return the names of a public table's columns, each with the kind of its values."""
    declared_columns = connection.execute(f"PRAGMA table_info({table})").fetchall()
    return [
        (name, _BY_NAME.get(name, _BY_TYPE[declared]))
        for _, name, declared, *_ in declared_columns
        if (table, name) not in _PRIVATE
    ]


def rows(connection: sqlite3.Connection, table: str) -> Iterator[list[Any]]:
    """Yield the rows of a public table: lists as lists, booleans as booleans, dates as `YYYY-MM-DD`.

    They are ordered by registry, and within a registry as in its files.
    """
    known = numbers(connection)
    columns = fields(connection, table)
    names = ", ".join(f't."{name}"' for name, _ in columns)
    key = "id" if table == "documents" else "document"
    query = f"SELECT {names} FROM {table} t JOIN documents d ON d.id = t.{key} ORDER BY d.registry{_order(table)}"
    for row in connection.execute(query):
        yield [
            known[value] if name == key else _plain(value, kind)
            for value, (name, kind) in zip(row, columns, strict=True)
        ]


def _order(table: str) -> str:
    """Return the ORDER BY of the rows of one document: the key of a table without rowids, else the order of reading."""
    keys = {
        "documents": (),
        "sections": ("position",),
        "units": ("position",),
        "people": ("position",),
        "task_units": ("unit", "task", "role"),
        "task_people": ("person", "task", "duty"),
    }
    return "".join(f", t.{name}" for name in keys.get(table, ("rowid",)))


def _plain(value: Any, kind: ColumnType) -> Any:
    if kind == "list":
        return value.split(SEPARATOR) if value else []
    return bool(value) if kind == "boolean" and value is not None else value
