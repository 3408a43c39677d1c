"""Writes registries that were read into the tables of an index."""

import sqlite3
from collections.abc import Sequence
from typing import Any

from dcgd.index.build import Built
from dcgd.index.schema import APPLICATION, INTERNAL, PUBLIC, VERSION
from dcgd.index.validation import Validation


def make_tables(connection: sqlite3.Connection) -> None:
    """Create the tables of an index in an empty database."""
    for statement in (PUBLIC + INTERNAL).split(";"):
        connection.execute(statement)
    connection.execute(f"PRAGMA application_id={APPLICATION}")
    connection.execute(f"PRAGMA user_version={VERSION}")


def insert(connection: sqlite3.Connection, built: Built, document: int | None = None) -> None:
    """Write the rows of one registry.

    `document` is the id that the registry had in the index before, so that listings keep their order; None for a new
    one.
    """
    head = (document, built.source.registry, built.source.folder, *built.document)
    head += (built.errors, built.warnings, built.rules)
    marks = ", ".join("?" * len(head))
    document = connection.execute(f"INSERT OR REPLACE INTO documents VALUES ({marks})", head).lastrowid
    for table, rows in built.rows.items():
        _fill(connection, table, document, rows)
    files = [(file.name, *file.signature, file.settled, file.digest) for file in built.files]
    _fill(connection, "files", document, files)
    counts = {table: len(rows) for table, rows in built.rows.items()}
    names = [file.name for file in built.files]
    said = Validation(built.errors, built.warnings, built.rows["diagnostics"], names, counts)
    _fill(connection, "validations", document, [(said.digest(),)])
    _fill(connection, "bases", document, [(built.basis(),)])


def _fill(connection: sqlite3.Connection, table: str, document: int | None, rows: Sequence[tuple[Any, ...]]) -> None:
    if not rows:
        return
    if table == "unit_names":  # the key comes first there: names are looked up over all documents
        rows = [(key, document, *rest) for key, *rest in rows]
    elif table == "tasks":  # never reuse an id: the search index knows tasks by it
        rows = [(None, document, *row) for row in rows]
    else:
        rows = [(document, *row) for row in rows]
    marks = ", ".join("?" * len(rows[0]))
    connection.executemany(f"INSERT OR IGNORE INTO {table} VALUES ({marks})", rows)
