"""`dcgd sql`: the index in SQL, read-only."""

import math
import re
import sqlite3
from collections.abc import Iterator
from typing import Annotated, Any

import typer

from dcgd.cli import options
from dcgd.cli.commands import command, offering
from dcgd.cli.console import say
from dcgd.cli.output import emit
from dcgd.cli.session import open_session
from dcgd.errors import TooLong, TooMuch, WrongUse
from dcgd.index.readonly import LONGEST_VALUE, lent
from dcgd.index.schema import TableName
from dcgd.publish.table import Column, Table, cell
from dcgd.publish.tabular.formats import Header
from dcgd.publish.tabular.titles import title_of
from dcgd.source.bounded import Worker
from dcgd.tracking.query import MEGABYTES, MOST_ROW, answers, judge_before, prepare

app = typer.Typer(add_completion=False)

_SECONDS = 60.0
_MOST_SHOWN = 2_000_000
"""Characters of a table that is laid out as a whole: each takes a hundred bytes, and a million of them two seconds."""


@command(app, "sql")
def sql(
    query: Annotated[str, typer.Argument(metavar="查询", help='一条 SELECT，如 "SELECT count(*) FROM tasks"')],
    *,
    basis: Annotated[options.Basis, offering("as_of", "known_on")],
    seconds: Annotated[
        float, typer.Option("--timeout", metavar="秒", help="最多运行多久", min=0.1, max=3600)
    ] = _SECONDS,
    data: options.Data = None,
    lake: Annotated[
        str | None,
        typer.Option("--lake", metavar="地址", help="查 export lake 写的湖，用 DuckDB", show_default=False),
    ] = None,
    output: options.Output,
) -> None:
    """用 SQL 查询登记册（只读）。

    表：documents、sections、tasks、targets、shares、milestones、units、task_units、people、task_people、reports、
    problems、notices、requests、papers、seals，
    以及按 --as-of 判定的 assessments；各列见 docs/sql.md。有 --lake 就查湖里的同样的表，见 docs/lake.md。
    """
    if lake is not None:
        if data or basis.is_asked:
            raise WrongUse("湖里是写它的时候的登记册和判定；--lake 不能与 --data、--as-of、--known-on 同用")
        _of_lake(lake, query, seconds, output)
        return
    with Worker(MEGABYTES, MOST_ROW) as worker:
        worker.start()  # while the index is opened
        with open_session(data, basis.known_on) as session, lent(session.connection) as path:
            judge_before(session.connection, query, session.on(basis.day))
            worker.call(prepare, seconds=_SECONDS)
            try:
                _say(worker.stream(answers, path, query, session.on(basis.day), seconds=seconds), seconds, output)
            except (sqlite3.Error, sqlite3.Warning) as error:
                if any(words in str(error) for words in ("malformed", "not a database", "Could not decode")):
                    raise  # not of the query, of the index
                raise WrongUse(f"SQL 不行：{_explained(str(error))}") from None


def _of_lake(address: str, query: str, seconds: float, output: options.Output) -> None:
    from dcgd.cli import paper
    from dcgd.publish.lake import asking

    with paper.extra("lake", "数据湖"), Worker(asking.MEGABYTES, MOST_ROW) as worker:
        worker.call(asking.prepare, seconds=_SECONDS)
        manifest = worker.call(asking.state_of, address, seconds=_SECONDS)
        say(f"湖里的判定以 {manifest.as_of} 为准，{manifest.written} 写的。")
        _say(worker.stream(asking.answers, address, manifest, query, seconds=seconds), seconds, output)


def _say(answer: Iterator[tuple[Any, ...]], seconds: float, output: options.Output) -> None:
    """Write out the names of columns and then the rows, as they come. Raises Stopped with what to do about it."""
    try:
        names = _names([cell(name) for name in next(answer)])
        titled = output.bom or output.header is Header.CHINESE
        columns = (Column(name, title_of("", name) if titled else name) for name in names)
        emit(Table(tuple(columns), _rows(answer, names)), output, "没有结果。", most=_MOST_SHOWN)
    except TooLong:
        raise TooLong(f"查询超过 {seconds:g} 秒，已停止；缩小范围，或用 --timeout 放宽") from None
    except TooMuch as error:
        raise TooMuch(f"{error}；缩小范围，少排序、少拼接") from None


def _rows(answer: Iterator[tuple[Any, ...]], names: list[str]) -> Iterator[dict[str, Any]]:
    for values in answer:
        yield {name: _plain(value) for name, value in zip(names, values, strict=True)}


def _plain(value: Any) -> Any:
    """The value as JSON can hold it: bytes in hexadecimal, infinite numbers and NaN as null."""
    if isinstance(value, bytes):
        return value.hex()
    return None if isinstance(value, float) and not math.isfinite(value) else value


def _names(given: list[str]) -> list[str]:
    """Column names, made unique: a row is a mapping."""
    names: list[str] = []
    for name in given:
        unique, number = name, 2
        while unique in names:
            unique, number = f"{name}_{number}", number + 1
        names.append(unique)
    return names


def _explained(english: str) -> str:
    if "not authorized" in english or "prohibited" in english or "readonly" in english:
        return "只能用 SELECT 读公开的表；不能写、ATTACH、PRAGMA，也不能装载扩展"
    if english.startswith("no such table"):
        return f"没有表 {english.rpartition(' ')[2]}；有：{'、'.join(TableName)}"
    if english.startswith("no such column"):
        return f"没有列 {english.rpartition(' ')[2]}；表和列见 docs/sql.md"
    if "one statement" in english:
        return "一次只能一条语句"
    if "too big" in english:
        return f"一个值超过 {LONGEST_VALUE // 1_000_000} MB"
    near = re.fullmatch(r'near "(.*)": syntax error', english, re.DOTALL)
    if near:
        return f"“{near[1]}”附近语法不对"
    if english == "incomplete input":
        return "语句不完整"
    return english
