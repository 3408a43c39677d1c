"""A user's SQL over a lake, answered by DuckDB in a process of its own (`source.bounded`)."""

import re
from collections.abc import Iterator
from contextlib import closing
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from dcgd.errors import TooMuch, WrongUse
from dcgd.publish.lake.manifest import EMPTY, Manifest
from dcgd.publish.lake.place import Place
from dcgd.publish.lake.tables import fields
from dcgd.publish.tabular.typed_tables import arrow_schema

if TYPE_CHECKING:
    import duckdb

MEGABYTES = 3000
"""The addresses that the process may take; of memory DuckDB takes what follows."""
_MEMORY = "500MB"
_ROWS = 500


def prepare() -> None:
    """Be loaded: what that takes is not the query's time. Raises ModuleNotFoundError."""
    import duckdb  # noqa: F401
    import pyarrow.dataset  # noqa: F401


def state_of(address: str) -> Manifest:
    """The lake at an address, as it is now. Raises WrongUse where there is none, Unreadable, OSError."""
    manifest = Place(address).manifest()
    if manifest == EMPTY:
        raise WrongUse(f"{address} 里没有湖（lake.json）；先写一个：dcgd export lake -o {address}")
    return manifest


def answers(address: str, manifest: Manifest, query: str) -> Iterator[tuple[Any, ...]]:
    """The names of the columns, then the rows, in plain values. Raises WrongUse for what is no query of the lake.

    Nothing but the tables of the lake can be read, and nothing written: DuckDB itself opens no file.
    """
    import duckdb

    place = Place(address)
    with closing(duckdb.connect(":memory:", config={"autoinstall_known_extensions": "false"})) as connection:
        for setting in (
            f"memory_limit='{_MEMORY}'",
            "temp_directory=''",
            "threads=2",
            "default_null_order='sqlite'",  # the same question has the same answer as without a lake
            "autoload_known_extensions=false",
            "python_enable_replacements=false",
            "enable_external_access=false",
        ):
            connection.execute(f"SET {setting}")
        try:
            _only_select(connection, query)
            for name in fields():
                paths = [file.path for file in manifest.files if file.table == name]
                connection.register(name, place.dataset(paths, name) if paths else _empty(name))
            connection.execute("SET lock_configuration=true")
            cursor = connection.execute(query)
            yield tuple(name for name, *_ in cursor.description or ())
            while rows := cursor.fetchmany(_ROWS):
                yield from (tuple(map(_plain, row)) for row in rows)
        except duckdb.OutOfMemoryException:
            raise TooMuch(f"要用的内存超过 {_MEMORY}，已停止") from None
        except duckdb.Error as error:
            raise WrongUse(f"SQL 不行：{_explained(str(error))}") from None


def _only_select(connection: "duckdb.DuckDBPyConnection", query: str) -> None:
    import duckdb

    statements = connection.extract_statements(query)
    if len(statements) > 1:
        raise WrongUse("SQL 不行：一次只能一条语句")
    if not statements or statements[0].type != duckdb.StatementType.SELECT:
        raise WrongUse("SQL 不行：只能用 SELECT 读湖里的表；不能写、COPY、ATTACH、SET，也不能装载扩展")


def _empty(name: str) -> Any:
    """A table of the lake of which there is no file, with the columns it would have."""
    import pyarrow

    return arrow_schema(fields()[name]).append(pyarrow.field("year", pyarrow.int32())).empty_table()


def _plain(value: Any) -> Any:
    """A value as JSON can hold it, and as `dcgd sql` shows it: days and times as text, exact numbers as numbers."""
    if value is None or isinstance(value, bool | int | float | str | bytes):
        return value
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    if isinstance(value, dict):
        return {str(key): _plain(part) for key, part in value.items()}
    return str(value)


def _explained(english: str) -> str:
    if table := re.search(r"Table with name (\S+) does not exist", english):
        return f"没有表 {table[1]}；有：{'、'.join(fields())}"
    if column := re.search(r'(?:Referenced column|does not have a column named) "([^"]*)"', english):
        return f"没有列 {column[1]}；表和列见 docs/lake.md"
    if near := re.search(r'syntax error at or near "(.*)"', english):
        return f"“{near[1]}”附近语法不对"
    if english.startswith(("Permission Error", "IO Error")):
        return "只能读湖里的表，读不了文件、别的库和扩展"
    return english.splitlines()[0] if english else "DuckDB 没有说为什么"
