"""The public tables of the index, read out with the types that SQLite does not have.

Documents are numbered from 1 by the names of their registries: in the index their numbers change when one is read anew.
"""

import sqlite3
from collections.abc import Iterator
from typing import Any, Literal

from dcgd.index.schema import SEPARATOR

Kind = Literal["text", "integer", "number", "boolean", "date", "list"]
_BY_NAME: dict[str, Kind] = {
    **dict.fromkeys(
        ("issued", "start", "due", "date", "reply_by", "replied", "as_of", "original_due", "reported"), "date"
    ),
    **dict.fromkeys(("review", "implied", "correction", "public", "at_risk"), "boolean"),
    **dict.fromkeys(("leads", "participants", "leaders", "aliases", "risks"), "list"),
}
_BY_TYPE: dict[str, Kind] = {"INTEGER": "integer", "REAL": "number", "TEXT": "text"}
_PRIVATE = {("documents", "path"), ("tasks", "id")}
"""Where the registry stands on this computer is nobody else's business; a task is known by its number."""


def numbers(connection: sqlite3.Connection) -> dict[int, int]:
    """The number of each document outside of the index, by its id in there."""
    ids = connection.execute("SELECT id FROM documents ORDER BY registry").fetchall()
    return {document: number for number, (document,) in enumerate(ids, 1)}


def fields(connection: sqlite3.Connection, table: str) -> list[tuple[str, Kind]]:
    """The columns of a public table and what each holds."""
    declared_columns = connection.execute(f"PRAGMA table_info({table})").fetchall()
    return [
        (name, _BY_NAME.get(name, _BY_TYPE[declared]))
        for _, name, declared, *_ in declared_columns
        if (table, name) not in _PRIVATE
    ]


def rows(connection: sqlite3.Connection, table: str) -> Iterator[list[Any]]:
    """The rows of a public table by document: lists as lists, booleans as booleans, dates as `YYYY-MM-DD`.

    Of one document they stand as in its files.
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
    """How rows of one document stand: by the key of a table without rowids, else as they were read."""
    keys = {
        "documents": (),
        "sections": ("position",),
        "units": ("position",),
        "people": ("position",),
        "task_units": ("unit", "task", "role"),
        "task_people": ("person", "task", "duty"),
    }
    return "".join(f", t.{name}" for name in keys.get(table, ("rowid",)))


def _plain(value: Any, kind: Kind) -> Any:
    if kind == "list":
        return value.split(SEPARATOR) if value else []
    return bool(value) if kind == "boolean" and value is not None else value
