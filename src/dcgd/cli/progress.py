"""`dcgd progress log` and `missing`: the reports, and who has not reported."""

from datetime import date
from functools import partial
from typing import Annotated

import typer

from dcgd.cli import complete, options
from dcgd.cli.commands import command
from dcgd.cli.console import FINDINGS, say
from dcgd.cli.filters import units_of
from dcgd.cli.history import chosen
from dcgd.cli.item_listing import columns, listed_items, selected_items, typed_columns
from dcgd.cli.output import emit
from dcgd.cli.period import in_month
from dcgd.cli.session import open_session
from dcgd.index.contacts import on_paper
from dcgd.index.journal import withdrawn_reports
from dcgd.index.people import short_names
from dcgd.model import What
from dcgd.model.working_days import unknown_years
from dcgd.publish.papers.reminders import by_unit, ids_of, reminders, unled
from dcgd.publish.table import Column, Table
from dcgd.tracking.reporting.log import deltas, missing_reports, withdrawals

app = typer.Typer(add_completion=False)


_LOG = (
    Column("date", "日期", narrow=True),
    Column("id", "编号", narrow=True),
    Column("title", "事项"),
    Column("amount", "报送", number=True),
    Column("delta", "增减", number=True, narrow=True),
    Column("by", "报送单位"),
    Column("note", "说明"),
    Column("evidence", "佐证", parts=("file", "url"), join="；"),
)


_WITHDRAWN = (
    Column("withdrawn_by", "谁撤回"),
    Column("withdrawn_why", "撤回的理由"),
)


@command(app, "log")
def log(
    *,
    items: Annotated[
        list[str] | None,
        typer.Argument(metavar="[编号]…", help="只看这些编号", autocompletion=complete.items, show_default=False),
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="连同已撤回的")] = False,
    selection: options.ByTask,
    basis: options.Basis,
    output: options.Output,
) -> None:
    """进展的记录，按日期；增减是与同一事项上一次相比。"""
    with open_session(basis.data, basis.known_on) as session:
        end = session.on(basis.day)
        selected = list(selected_items(session, end, selection))
        if items:
            selected = chosen(session.connection, selected, items)
        rows = [row for judged_item in selected for row in deltas(judged_item, end)]
        shown: tuple[Column, ...] = _LOG
        if everything:
            shown = (*_LOG, *_WITHDRAWN)
            gone = withdrawn_reports(session.connection)
            rows = [row | {"withdrawn": False} for row in rows]
            for judged_item in selected:
                of_item = gone.get((judged_item.home.document_id, judged_item.item.id), [])
                rows += withdrawals(judged_item, of_item, end)
        rows.sort(key=lambda row: row["date"])  # of one day in the order of the document
        emit(Table(columns(session, shown), rows), output, "没有进展记录。")


_MISSING = (
    Column("unit", "单位", {"": "（原文没有写牵头单位）"}),
    Column("id", "编号", narrow=True),
    Column("what", "类别", What.glossary(), narrow=True),
    Column("title", "事项"),
    Column("expected", "应报日期", narrow=True),
    Column("days_late", "迟报天数", number=True, narrow=True),
    Column("reported", "上次报送", narrow=True),
)


_MISSING_UNITS = (
    Column("unit", "单位", {"": "（原文没有写牵头单位）"}),
    Column("count", "未报事项", number=True, narrow=True),
    Column("days_late", "迟报天数", number=True, narrow=True),
    Column("expected", "应报日期", narrow=True),
    Column("ids", "编号"),
)


@command(app, "missing", example="dcgd progress missing --period 2023-09 --by-unit")
def missing(
    *,
    period: Annotated[int | None, in_month("哪个月的报送，如 2023-06；缺省是最近一个已结束的报送周期")] = None,
    per_unit: Annotated[bool, typer.Option("--by-unit", help="每个单位一行")] = False,
    text: Annotated[bool, typer.Option("--text", help="每个单位一段催报的文字，可以直接发")] = False,
    selection: options.ByTask,
    basis: options.Basis,
    output: options.Output,
    fail: options.Fail = False,
) -> None:
    """谁还没有报什么：牵头或承担分解的单位一行一项；宽限期过后开始计迟报天数，遇放假顺延。"""
    with open_session(basis.data, basis.known_on) as session:
        end = session.on(basis.day)
        wanted = {name for _document, name in units_of(session.connection, selection) or ()}
        by_item = {
            (row["document"], row["id"], row["unit"]): row
            for judged_item in listed_items(session, end, selection)
            for row in missing_reports(judged_item, period, end)
            if not wanted or row["unit"] in wanted
        }
        rows = list(by_item.values())
        order = {name: place for place, (_document, name) in enumerate(short_names(session.connection))}
        rows.sort(key=lambda row: (-row["days_late"], order.get(row["unit"], -1)))
        if remark := unknown_years(date.fromisoformat(row["due_by"]) for row in rows):
            say(f"注意：{remark}。")
        if text:
            for line in reminders(rows, partial(on_paper, session.connection)):
                typer.echo(line)
            if told := ids_of(rows):
                typer.echo(told)
            if remark := unled(rows):
                say(f"注意：{remark}。")
        elif per_unit:
            emit(Table(typed_columns(session, _MISSING_UNITS), by_unit(rows)), output, "没有应报而未报的。")
        else:
            emit(Table(typed_columns(session, _MISSING), rows), output, "没有应报而未报的。")
        if rows and fail:
            raise typer.Exit(FINDINGS)
