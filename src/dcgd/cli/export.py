"""`dcgd export`: the ledger, the bulletin, the calendar, the data. One file a form; each is a command of its own."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Annotated

import typer

from dcgd.cli import choices, options, paper
from dcgd.cli.commands import Group, command, offering
from dcgd.cli.database import export_sqlite
from dcgd.cli.html import html
from dcgd.cli.session import Session, open_session
from dcgd.errors import WrongUse
from dcgd.index.schema import TableName
from dcgd.publish.facts import facts
from dcgd.publish.render import house_template
from dcgd.publish.snapshot import Snapshot
from dcgd.words import Word

app = typer.Typer(
    cls=Group, add_completion=False, no_args_is_help=True, help="导出：台账、通报、网页、日历、数据表、模板。"
)


class Template(Word):
    """The templates that come with the program."""

    SUMMARY = "summary", "总体情况"
    BULLETIN = "bulletin", "通报"
    NOTICE = "notice", "督办单"


def _some(snapshot: Snapshot) -> Snapshot:
    if not snapshot.items:
        raise WrongUse("没有符合条件的事项，没有导出。")
    return snapshot


@command(app, "xlsx")
def xlsx(
    selection: options.ByItem,
    basis: options.Basis,
    to: paper.Delivery,
) -> None:
    """工作台账（Excel）：一行一个事项，另有一张汇总表和图。"""
    from dcgd.publish.workbook import workbook

    with open_session(basis.data) as session:
        found = _some(paper.selected_snapshot(session, basis.day, selection))
        with paper.extra("xlsx", "台账"):
            made = workbook(facts(found))
        paper.deliver(made, to, default=f"工作台账-{found.as_of}.xlsx")


@command(app, "docx")
def docx(
    selection: options.ByItem,
    basis: options.Basis,
    to: paper.Delivery,
    template: paper.Template = None,
) -> None:
    """通报（Word），版式照 GB/T 9704-2012：总体情况、落后的事项和差距、原因、下一步。"""
    from dcgd.publish.bulletin import bulletin

    own = paper.read_template(template)
    with open_session(basis.data) as session:
        paper.one_document(session, "通报")
        found = _some(paper.selected_snapshot(session, basis.day, selection))
        with paper.extra("docx", "通报"), paper.blaming(template):
            made = bulletin(facts(found), own)
        paper.deliver(made, to, default=f"通报-{found.as_of}.docx")


@command(app, "ics")
def ics(
    *,
    selection: options.ByItem,
    each: Annotated[bool, typer.Option("--each", help="每个牵头或参与的单位一个文件，-o 是文件夹")] = False,
    basis: options.Basis,
    to: paper.Delivery,
) -> None:
    """日历（iCalendar）：时限、节点、报送日，全天，带提醒；手机和电脑的日历都能导入。"""
    from dcgd.index import lookup
    from dcgd.publish.calendar import calendar

    with open_session(basis.data) as session:
        found = _some(paper.selected_snapshot(session, basis.day, selection))
        chosen = (
            {name for _document, name in lookup.units(session.connection, selection.unit)} if selection.unit else set()
        )
        if not each:
            title = "、".join(sorted(chosen)) + "重点工作任务"
            with paper.extra("ics", "日历"):
                made = calendar(found.items, found.as_of, title, sorted(chosen))
            paper.deliver(made, to, default=f"{title}.ics")
            return
        names = {name for judged in found.items for name, _role in judged.home.units if not chosen or name in chosen}
        files: dict[str, Callable[[], bytes]] = {}
        for name in sorted(names):
            theirs = [judged for judged in found.items if name in dict(judged.home.units)]
            title = f"{name}重点工作任务"
            files[f"{title}.ics"] = partial(calendar, theirs, found.as_of, title, [name])
        with paper.extra("ics", "日历"):
            paper.deliver_many(files, to, words="写日历")


Tables = Annotated[
    list[TableName] | None,
    choices.argument(TableName, "表", metavar="[表]…", help="documents、tasks、targets、assessments …；缺省是全部"),
]


@command(app, "csv")
def csv(
    *,
    tables: Tables = None,
    basis: options.Basis,
    to: paper.Delivery,
    output: Annotated[options.Output, offering("bom")],
) -> None:
    """数据表（CSV）：一张表写到 -o 指的文件或标准输出；几张表各一个文件，-o 是文件夹。"""
    from dcgd.publish.tables import as_csv

    mark = b"\xef\xbb\xbf" if output.bom else b""
    _tables(tables, basis, to, "csv", lambda table: mark + as_csv(table))


@command(app, "parquet")
def parquet(
    *,
    tables: Tables = None,
    basis: options.Basis,
    to: paper.Delivery,
) -> None:
    """数据表（Parquet，有类型），供 DuckDB、pandas 等查询：一张表一个文件，几张表时 -o 是文件夹。"""
    from dcgd.publish.tables import as_parquet

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
    from dcgd.publish.tables import as_json

    with open_session(basis.data) as session:
        made = as_json(paper.table(session, name, basis.day) for name in _wanted(tables))
        paper.deliver(made, to, default=None)


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
    wanted, end = _wanted(tables), basis.day
    if len(wanted) > 1 and to.out in (None, "-"):
        raise WrongUse("几张表要写成几个文件；用 -o 指明文件夹，或只写一张表，如 assessments")
    with open_session(basis.data) as session:
        if len(wanted) == 1:
            made = form(paper.table(session, wanted[0], end))
            default = f"{wanted[0]}.{suffix}" if suffix != "csv" or to.out is not None else None
            paper.deliver(made, to, default=default)
            return
        files = {f"{name}.{suffix}": partial(_made, session, name, end, form) for name in wanted}
        paper.deliver_many(files, to, words="写数据表")


def _made(session: Session, name: TableName, day: date, form: Callable[..., bytes]) -> bytes:
    return form(paper.table(session, name, day))


command(app, "html")(html)
command(app, "sqlite")(export_sqlite)


@command(app, "template")
def template(
    name: Annotated[Template, choices.argument(Template, "模板", metavar="名称", help="summary、bulletin 或 notice")],
    to: paper.Delivery,
) -> None:
    """自带的模板，改了之后用 --template 交给 summary、export docx、notice；写法见 docs/papers.md。"""
    file = f"{name}.md" if name is Template.SUMMARY else f"{name}.docx"
    paper.deliver(house_template(file), to, default=None if name is Template.SUMMARY else file)
