"""The tables of a lake: those of `dcgd sql`, with the registry in each row; and one of what could not be read."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from functools import cache
from typing import Any

from dcgd.index import public
from dcgd.index.freshness import Source
from dcgd.index.readonly import ASSESSMENTS
from dcgd.index.schema import PUBLIC, TableName
from dcgd.publish.lake.plan import number_of
from dcgd.publish.tabular.exported import exported
from dcgd.publish.tabular.typed_tables import Data, Field, Values

ERRORS = "errors"
_REGISTRY = Field("registry", "text")
_ERROR_FIELDS = (
    _REGISTRY,
    Field("document", "integer"),
    Field("file", "text"),
    Field("line", "integer"),
    Field("column", "integer"),
    Field("code", "text"),
    Field("message", "text"),
)
UNREADABLE = "unreadable"
"""The code of a registry of which nothing at all could be read."""
_ERRORS = """
    SELECT file, line, "column", code, message FROM diagnostics WHERE severity = 'error' ORDER BY rowid
"""


@cache
def fields() -> dict[str, tuple[Field, ...]]:
    """The columns of each table of a lake, in their order; the year of the partition comes after them."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.executescript(PUBLIC + ASSESSMENTS)
        own = {name: tuple(Field(*field) for field in public.fields(connection, name)) for name in TableName}
    return {**{str(name): _named(name, columns) for name, columns in own.items()}, ERRORS: _ERROR_FIELDS}


def _named(name: str, columns: tuple[Field, ...]) -> tuple[Field, ...]:
    return columns if name == TableName.DOCUMENTS else (_REGISTRY, *columns)


def tables_of(connection: sqlite3.Connection, source: Source, day: date) -> Iterator[Data]:
    """All tables of the one registry that an index is over, as of the end of a day."""
    number = number_of(source.registry)
    for name in TableName:
        data = exported(connection, name, day)
        key = [field.name for field in data.fields].index("id" if name is TableName.DOCUMENTS else "document")
        head = [] if name is TableName.DOCUMENTS else [source.registry]
        rows: list[Values] = [[*head, *row[:key], number, *row[key + 1 :]] for row in data.rows]
        yield Data(name, fields()[name], rows)
    errors: list[Values] = [[source.registry, number, *row] for row in connection.execute(_ERRORS)]
    yield Data(ERRORS, _ERROR_FIELDS, errors)


def unread(source: Source, error: Exception) -> Data:
    """The row of a registry that could not be read at all; where it stands on this computer is not in it."""
    said: list[Any] = [source.registry, number_of(source.registry), None, None, None, UNREADABLE]
    message = f"{type(error).__name__}: {error}".replace(source.folder, source.registry)
    return Data(ERRORS, _ERROR_FIELDS, [[*said, message]])
