"""`dcgd history`: lights month by month."""

import sqlite3
from datetime import date
from typing import Annotated, Any

import typer

from dcgd.cli import complete, options
from dcgd.cli.commands import command
from dcgd.cli.item_listing import columns, selected_items
from dcgd.cli.output import emit
from dcgd.cli.session import Session, open_session
from dcgd.errors import NotFound
from dcgd.index import lookup
from dcgd.index.lookup import Filter
from dcgd.model.links import Reference, reference
from dcgd.model.papers import number_key
from dcgd.naming import nearest, not_found, qualified, typed_id
from dcgd.publish.table import Column, Table
from dcgd.tracking.judged_items import JudgedItem, judged_items
from dcgd.tracking.judging.history import MonthLight, group_history, history
from dcgd.tracking.judging.months import month_end, month_of

app = typer.Typer(add_completion=False)


@command(app, "history")
def history_(
    *,
    items: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[编号]…", help="目标、成果的编号或任务序号", autocompletion=complete.items, show_default=False
        ),
    ] = None,
    selection: options.ByItem,
    basis: options.Basis,
    output: options.Output,
) -> None:
    """逐月的灯色：每月以月末为准，当月以所问之日为准；全部时限和最后一次报送都过去以后，不再往下列。

    红过的月份以后补上了，显示黄，不显示绿（瓯海的办法）；补上的月份后面有“*”。最后一行“合计”是各行中最差的。

    上一年的登记册也给出（--data）时，写了 continues 的事项从上一年接起。
    """
    with open_session(basis.data, basis.known_on) as session:
        end = session.on(basis.day)
        selected = list(selected_items(session, end, selection))
        if items:
            selected = chosen(session.connection, selected, items)
        end = min(end, _settled(selected, end))
        lights = _across_years(session, selected, end)
        months = sorted({f"{month.day:%Y-%m}" for _judged_item, line in lights for month in line})
        rows = [_row(judged_item, line) for judged_item, line in lights if line]
        if len(rows) > 1:
            rows.append({"id": "合计", "title": ""} | _cells(group_history(line for _judged_item, line in lights)))
        head = (Column("id", "编号", narrow=True), Column("title", "事项"))
        named = tuple(Column(month, _title(month, months[0]), narrow=True) for month in months)
        emit(
            Table(columns(session, (*head, *named)), rows),
            output,
            "没有符合条件的事项，或周期还没有开始。",
        )


def _across_years(
    session: Session, selected: list[JudgedItem], end: date
) -> list[tuple[JudgedItem, tuple[MonthLight, ...]]]:
    """The lights of each item, those of last year's that it continues before its own; then last year's has no line."""
    wanted = any(judged_item.item.continues for judged_item in selected) and len(session.sources) > 1
    known = list(judged_items(session.connection, Filter(), session.on(end))) if wanted else []
    at = {Reference(number_key(one.home.document), one.item.id): one for one in known}
    lights, continued = [], set()
    for judged_item in selected:
        years = [judged_item]
        while (earlier := at.get(reference(years[0].item.continues or "") or _NOWHERE)) and earlier not in years:
            years.insert(0, earlier)
            continued.add((earlier.home.registry, earlier.item.id))
        months = {
            month.day: month
            for year in years
            for month in history(year.item, year.reports, min(end, _settled([year], end)), year.rules)
        }
        lights.append((judged_item, tuple(months[day] for day in sorted(months))))
    return [line for line in lights if (line[0].home.registry, line[0].item.id) not in continued]


_NOWHERE = Reference("", "")


def chosen(connection: sqlite3.Connection, judged_items: list[JudgedItem], wanted: list[str]) -> list[JudgedItem]:
    """The items with these ids, or the shares of some; a task's number means all its items. Raises NotFound."""
    chosen: list[JudgedItem] = []
    for name in map(typed_id, wanted):
        held = lookup.share(connection, name)
        hits = [
            judged_item
            for judged_item in (judged_items if held is None else _shares(judged_items))
            if _is(judged_item, name, held)
        ]
        if not hits:
            near = nearest(name, [judged_item.item.id for judged_item in judged_items])
            raise NotFound(not_found(name, near, "编号"), name)
        chosen += [judged_item for judged_item in hits if judged_item not in chosen]
    return chosen


def _shares(judged_items: list[JudgedItem]) -> list[JudgedItem]:
    return [share for judged_item in judged_items for share in judged_item.shares]


def _is(judged_item: JudgedItem, name: str, held: tuple[int, int, str] | None) -> bool:
    item = judged_item.item
    if held is not None:
        return (judged_item.home.document_id, item.task, item.id) == held
    return name in (item.id, str(item.task), _full_name(judged_item))


def _full_name(judged_item: JudgedItem) -> str:
    return qualified(judged_item.home.registry, judged_item.item.id)


def _settled(judged_items: list[JudgedItem], day: date) -> date:
    """The end of the month after the last due date and the last report up to a day: no light changes later."""
    last = max((judged_item.verdict.due for judged_item in judged_items), default=day)
    last = max(
        last,
        *(report.date for judged_item in judged_items for report in judged_item.reports if report.date <= day),
        date.min,
    )
    return month_end(month_of(last) + 1)


def _row(judged_item: JudgedItem, line: tuple[MonthLight, ...]) -> dict[str, Any]:
    return {
        "document": judged_item.home.document,
        "id": qualified(judged_item.home.registry, judged_item.item.id),
        "title": judged_item.item.title,
        "task": qualified(judged_item.home.registry, judged_item.item.task),
    } | _cells(line)


def _cells(line: tuple[MonthLight, ...]) -> dict[str, str]:
    return {f"{month.day:%Y-%m}": month.light + ("*" if month.made_up else "") for month in line}


def _title(month: str, first: str) -> str:
    """The heading of a month: with its year for the first one and for January."""
    return month[2:] if month == first or month.endswith("-01") else str(int(month[5:]))
