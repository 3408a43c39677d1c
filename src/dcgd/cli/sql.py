"""`dcgd sql`: the index in SQL, read-only."""

import math
import sqlite3
from collections.abc import Iterator
from typing import Annotated, Any

import typer

from dcgd.cli import options
from dcgd.cli.commands import command, offering
from dcgd.cli.output import emit
from dcgd.cli.session import open_session
from dcgd.errors import WrongUse
from dcgd.index.lookup import Filter
from dcgd.index.readonly import SECONDS, guarded, judge_into
from dcgd.index.schema import TableName
from dcgd.publish.table import Column, Table, cell

app = typer.Typer(add_completion=False)


@command(app, "sql")
def sql(
    query: Annotated[str, typer.Argument(metavar="查询", help='一条 SELECT，如 "SELECT count(*) FROM tasks"')],
    *,
    basis: Annotated[options.Basis, offering("as_of")],
    seconds: Annotated[
        float, typer.Option("--timeout", metavar="秒", help="最多运行多久", min=0.1, max=3600)
    ] = SECONDS,
    data: options.Data = None,
    output: options.Output,
) -> None:
    """用 SQL 查询登记册（只读）。

    表：documents、sections、tasks、targets、milestones、units、task_units、reports、problems、notices，
    以及按 --as-of 判定的 assessments；各列见 docs/sql.md。
    """
    with open_session(data) as session:
        connection = session.connection
        if "assessments" in query.lower():
            from dcgd.tracking.item_row import assessments
            from dcgd.tracking.judged_items import judged_items

            end = basis.day
            judge_into(connection, assessments(judged_items(connection, Filter(), end)), end)
        try:
            with guarded(connection, seconds):
                cursor = connection.execute(query)
                names = _names([cell(each[0]) for each in cursor.description or ()])
                emit(
                    Table(tuple(Column(name, name) for name in names), _rows(cursor, names)),
                    output,
                    "没有结果。",
                )
        except MemoryError:
            raise WrongUse("查询要用的内存超过上限，已停止；缩小范围，少排序、少拼接") from None
        except (sqlite3.Error, sqlite3.Warning) as error:
            raise WrongUse(f"SQL 不行：{_explained(str(error))}") from None


def _rows(cursor: sqlite3.Cursor, names: list[str]) -> Iterator[dict[str, Any]]:
    for values in cursor:
        yield {name: _plain(value) for name, value in zip(names, values, strict=True)}


def _plain(value: Any) -> Any:
    """A value as JSON has it: bytes in hexadecimal, what is no finite number not at all."""
    if isinstance(value, bytes):
        return value.hex()
    return None if isinstance(value, float) and not math.isfinite(value) else value


def _names(given: list[str]) -> list[str]:
    """Column names, made unique: a row is a mapping."""
    found: list[str] = []
    for name in given:
        unique, number = name, 2
        while unique in found:
            unique, number = f"{name}_{number}", number + 1
        found.append(unique)
    return found


def _explained(english: str) -> str:
    if "not authorized" in english or "prohibited" in english or "readonly" in english:
        return "只能用 SELECT 读公开的表；不能写、ATTACH、PRAGMA，也不能装载扩展"
    if english.startswith("no such table"):
        return f"没有表 {english.rpartition(' ')[2]}；有：{'、'.join(TableName)}"
    if english.startswith("no such column"):
        return f"没有列 {english.rpartition(' ')[2]}；表和列见 docs/sql.md"
    if "one statement" in english:
        return "一次只能一条语句"
    return english
