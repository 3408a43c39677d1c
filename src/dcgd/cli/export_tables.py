"""`dcgd export csv`, `parquet`, `json`: the tables of the index."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Annotated

import typer

from dcgd.cli import choices, options, paper
from dcgd.cli.commands import command, offering
from dcgd.cli.session import Session, open_session
from dcgd.errors import WrongUse
from dcgd.index.schema import TableName
from dcgd.publish.tabular.formats import Header
from dcgd.publish.tabular.typed_tables import as_csv, as_json, as_parquet

app = typer.Typer(add_completion=False)

Tables = Annotated[
    list[TableName] | None,
    choices.argument(TableName, "表", metavar="[表]…", help="{words}；缺省是全部"),
]


@command(app, "csv")
def csv(
    *,
    tables: Tables = None,
    basis: options.Basis,
    to: paper.Delivery,
    output: Annotated[options.Output, offering("bom", "header")],
) -> None:
    """数据表（CSV）：一张表写到 -o 指的文件或标准输出；几张表各一个文件，-o 是文件夹。

    加 --bom 的给人看，表头是中文；编号 5-1 在 Excel 里会变成 5月1日，要给人看最好用列表的 -o 文件.xlsx。
    """
    mark = b"\xef\xbb\xbf" if output.bom else b""
    chinese = output.header is Header.CHINESE or (output.bom and output.header is None)  # a person opens it
    _tables(tables, basis, to, "csv", lambda table: mark + as_csv(table, chinese=chinese))


@command(app, "parquet")
def parquet(
    *,
    tables: Tables = None,
    basis: options.Basis,
    to: paper.Delivery,
) -> None:
    """数据表（Parquet，有类型），供 DuckDB、pandas 等查询：一张表一个文件，几张表时 -o 是文件夹。"""
    with paper.extra("parquet", "Parquet"):
        _tables(tables, basis, to, "parquet", as_parquet)


@command(app, "json")
def json(
    *,
    tables: Tables = None,
    basis: options.Basis,
    to: paper.Delivery,
) -> None:
    """数据表（JSON）：一个对象，表名下是各行；缺省写到标准输出。"""
    with open_session(basis.data, basis.known_on) as session:
        made = as_json(paper.table(session, name, session.on(basis.day)) for name in _wanted(tables))
        paper.deliver(made, to, default=None, suffix=".json")


def _wanted(tables: list[TableName] | None) -> list[TableName]:
    """The tables asked for, each once; by default all."""
    return list(dict.fromkeys(tables or TableName))


def _tables(
    tables: list[TableName] | None,
    basis: options.Basis,
    to: paper.Delivery,
    suffix: str,
    form: Callable[..., bytes],
) -> None:
    wanted = _wanted(tables)
    if len(wanted) > 1 and to.out in (None, "-"):
        raise WrongUse("几张表要写成几个文件；用 -o 指明文件夹，或只写一张表，如 assessments")
    with open_session(basis.data, basis.known_on) as session:
        end = session.on(basis.day)
        if len(wanted) == 1:
            made = form(paper.table(session, wanted[0], end))
            default = f"{wanted[0]}.{suffix}" if suffix != "csv" or to.out is not None else None
            paper.deliver(made, to, default=default, suffix=f".{suffix}")
            return
        files = {f"{name}.{suffix}": partial(_made, session, name, end, form) for name in wanted}
        paper.deliver_many(files, to, words="写数据表")


def _made(session: Session, name: TableName, day: date, form: Callable[..., bytes]) -> bytes:
    return form(paper.table(session, name, day))
