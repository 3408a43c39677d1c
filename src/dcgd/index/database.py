"""Writes the public tables to a separate SQLite file, for Datasette or any BI tool."""

import re
import sqlite3
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from dcgd.index.readonly import judge_into
from dcgd.index.schema import TABLES


def write_database(
    connection: sqlite3.Connection, path: Path, assessments: Iterator[tuple[object, ...]], as_of: date
) -> None:
    """Copy the public tables, and the verdicts as of a day, into an empty file at `path`.

    The paths of the registries on this computer are left out. Raises sqlite3.Error and OSError; the caller then removes
    the file.
    """
    judge_into(connection, assessments, as_of)
    if connection.in_transaction:  # SQLite attaches nothing within one
        connection.execute("COMMIT")
    connection.execute("ATTACH DATABASE ? AS out", (str(path),))
    try:
        connection.execute("BEGIN")
        for name in (*TABLES, "assessments"):
            for statement in _definitions(connection, name):
                connection.execute(re.sub(r"^CREATE (?:TEMP )?(TABLE|INDEX) ", r"CREATE \1 out.", statement))
            connection.execute(f"INSERT INTO out.{name} SELECT * FROM {name}")
        connection.execute("UPDATE out.documents SET path = registry")
        connection.execute("COMMIT")
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        connection.execute("DETACH DATABASE out")


def _definitions(connection: sqlite3.Connection, table: str) -> list[str]:
    """Return the CREATE statements of a table and its indexes, the table first."""
    query = """
        SELECT sql FROM (SELECT * FROM sqlite_master UNION ALL SELECT * FROM sqlite_temp_master)
        WHERE tbl_name = ? AND sql IS NOT NULL ORDER BY type DESC
    """
    return [statement for (statement,) in connection.execute(query, (table,))]
