"""Writes the public tables to a separate SQLite file, for Datasette or any BI tool."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
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
    # By a connection of its own: all that is read stays of the one moment that the caller's transaction began at.
    with closing(sqlite3.connect(path)) as out, out:
        for name in (*TABLES, "assessments"):
            for statement in _definitions(connection, name):
                out.execute(re.sub(r"^CREATE TEMP TABLE ", "CREATE TABLE ", statement))
            rows = connection.execute(f"SELECT * FROM {name}")
            marks = ", ".join("?" * len(rows.description))
            out.executemany(f"INSERT INTO {name} VALUES ({marks})", rows)
        out.execute("UPDATE documents SET path = registry")


def _definitions(connection: sqlite3.Connection, table: str) -> list[str]:
    """Return the CREATE statements of a table and its indexes, the table first."""
    query = """
        SELECT sql FROM (SELECT * FROM sqlite_master UNION ALL SELECT * FROM sqlite_temp_master)
        WHERE tbl_name = ? AND sql IS NOT NULL ORDER BY type DESC
    """
    return [statement for (statement,) in connection.execute(query, (table,))]
