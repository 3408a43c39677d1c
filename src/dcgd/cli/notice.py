"""`dcgd notice list` and `print`: list notices, print them again."""

from typing import Annotated

import typer

from dcgd.cli import complete, notice_sheets, options, paper
from dcgd.cli.commands import command, offering
from dcgd.cli.console import FINDINGS
from dcgd.cli.history import chosen
from dcgd.cli.item_listing import columns
from dcgd.cli.output import emit
from dcgd.cli.session import Session, open_session
from dcgd.edits.notice import Sheet
from dcgd.edits.numbers import numbered
from dcgd.errors import WrongUse
from dcgd.index import journal, listing, lookup
from dcgd.index.lookup import Filter, sayable
from dcgd.model import Notice
from dcgd.naming import nearest, not_found, qualified, typed_id
from dcgd.publish.table import Column, Table
from dcgd.tracking import notices
from dcgd.tracking.judged_items import judged_items

app = typer.Typer(add_completion=False)

_COLUMNS = (
    Column("number", "单号", narrow=True),
    Column("level", "级别", narrow=True),
    Column("unit", "主送单位"),
    Column("subject", "编号", narrow=True),
    Column("title", "事项"),
    Column("reply_by", "回复期限", narrow=True),
    Column("label", "状态", narrow=True),
    Column("days_over", "超期", number=True, narrow=True),
)
Numbers = Annotated[
    list[str],
    typer.Argument(metavar="单号…", help="如 DB-2023-001，或只写 1", autocompletion=complete.notices),
]


@command(app, "list")
def list_(
    *,
    unit: Annotated[
        list[str] | None,
        typer.Option(
            "--unit", "-u", metavar="单位", help="主送单位；可以重复", autocompletion=complete.units, show_default=False
        ),
    ] = None,
    task: Annotated[
        list[str] | None,
        typer.Option(
            "--task",
            "-t",
            metavar="编号",
            help="只看这些任务、目标或成果的；可以重复",
            autocompletion=complete.items,
            show_default=False,
        ),
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="连同已撤回的")] = False,
    opened: Annotated[bool, typer.Option("--open", help="只看还没有回复的")] = False,
    over: Annotated[bool, typer.Option("--overdue", help="只看超过回复期限没有回复的")] = False,
    basis: options.Basis,
    output: options.Output,
    fail: options.Fail = False,
) -> None:
    """清单：发给谁，就什么事，何时回复，回复了没有；只看，什么也不签发。"""
    with open_session(basis.data, basis.known_on) as session:
        connection = session.connection
        canonical, titles = lookup.canonical(connection), listing.item_titles(connection)
        units = {name for _document, name in lookup.units(connection, unit)} if unit else None
        official = dict(connection.execute("SELECT registry, number FROM documents"))
        subjects = _subjects(titles, task) if task else None
        rows = []
        recorded = journal.notices(connection)
        if everything:
            recorded = journal.with_withdrawn(connection, recorded, Notice)
        for registry, issued in recorded.items():
            for notice in issued:
                if notice.issued > session.on(basis.day) or (
                    subjects is not None and (registry, notice.subject) not in subjects
                ):
                    continue
                row = notices.row(
                    notice,
                    max(session.on(basis.day), notice.trail[-1].date) if notice.is_withdrawn else session.on(basis.day),
                )
                shown = (row["open"] or not opened) and (row["days_over"] or not over)
                if shown and (units is None or canonical(registry, notice.unit) in units):
                    row |= {"title": titles.get((registry, notice.subject), "")}
                    if registry:
                        row |= {"document": official[registry], "number": qualified(registry, notice.number)}
                    rows.append(row)
        emit(Table(columns(session, _COLUMNS), rows), output, "没有督办单。")
        if rows and fail:
            raise typer.Exit(FINDINGS)


def _subjects(titles: dict[tuple[str, str], str], wanted: list[str]) -> set[tuple[str, str]]:
    """The (registry, id) pairs of the named items, for a task of all its items; raises WrongUse."""
    subjects: set[tuple[str, str]] = set()
    for name in map(typed_id, map(sayable, wanted)):
        hits = {
            (registry, id_)
            for registry, id_ in titles
            if name in (id_, id_.partition("-")[0], qualified(registry, id_))
        }
        if not hits:
            raise WrongUse(not_found(name, nearest(name, [id_ for _registry, id_ in titles]), "编号"))
        subjects |= hits
    return subjects


@command(app, "print")
def print_(
    *,
    numbers: Numbers,
    basis: options.Basis,
    out: notice_sheets.Folder = notice_sheets.FOLDER,
    to: Annotated[paper.Delivery, offering("force")],
    template: paper.Template = None,
    output: Annotated[options.Output, offering("form")],
) -> None:
    """再打印已经发出的，照登记的内容和签发之日的判定；不编号，不改登记册。"""
    own = paper.read_template(template)
    with open_session(basis.data, basis.known_on) as session:
        paper.one_document(session, "督办单")
        sheets = [_sheet(session, number) for number in dict.fromkeys(numbers)]
        notice_sheets.write_sheets(session, sheets, paper.Delivery(out, to.force), template, own, basis.data)
        emit(Table(notice_sheets.COLUMNS, map(notice_sheets.row, sheets)), output)


def _sheet(session: Session, typed: str) -> Sheet:
    """A notice that was issued before, with its item as of that day; raises NotFound for an unknown number."""
    issued = {notice.number: notice for notice in journal.notices(session.connection).get("", [])}
    notice = issued[numbered(sayable(typed), list(issued), "督办单")]
    selected = list(judged_items(session.connection, Filter(), notice.issued))
    return Sheet(chosen(session.connection, selected, [notice.subject])[0], notice)
