"""`dcgd history`: lights month by month."""

from datetime import date
from typing import Annotated, Any

import typer

from dcgd.cli import complete, options
from dcgd.cli.commands import command
from dcgd.cli.judged import columns, selected_items
from dcgd.cli.output import emit
from dcgd.cli.session import open_session
from dcgd.errors import WrongUse
from dcgd.naming import nearest, not_found, qualified
from dcgd.publish.table import Column, Table
from dcgd.tracking.judged_items import JudgedItem
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
    """
    with open_session(basis.data) as session:
        end = basis.day
        found = list(selected_items(session, end, selection))
        if items:
            found = chosen(found, items)
        end = min(end, _settled(found, end))
        lights = [(judged, history(judged.item, judged.reports, end, judged.rules)) for judged in found]
        months = sorted({f"{each.day:%Y-%m}" for _entry, line in lights for each in line})
        rows = [_row(judged, line) for judged, line in lights if line]
        if len(rows) > 1:
            rows.append({"id": "合计", "title": ""} | _cells(group_history(line for _entry, line in lights)))
        head = (Column("id", "编号", narrow=True), Column("title", "事项"))
        named = tuple(Column(month, _title(month, months[0]), narrow=True) for month in months)
        emit(
            Table(columns(session, (*head, *named)), rows),
            output,
            "没有符合条件的事项，或周期还没有开始。",
        )


def chosen(found: list[JudgedItem], wanted: list[str]) -> list[JudgedItem]:
    """The items of the ids; a task's number stands for all its items. Raises WrongUse."""
    chosen: list[JudgedItem] = []
    for name in wanted:
        hits = [each for each in found if name in (each.item.id, str(each.item.task), _full_name(each))]
        if not hits:
            raise WrongUse(not_found(name, nearest(name, [each.item.id for each in found]), "编号"))
        chosen += [each for each in hits if each not in chosen]
    return chosen


def _full_name(judged: JudgedItem) -> str:
    return qualified(judged.home.registry, judged.item.id)


def _settled(found: list[JudgedItem], day: date) -> date:
    """The end of the month after the last due date and the last report up to a day: no light changes later."""
    last = max((judged.verdict.due for judged in found), default=day)
    last = max(last, *(report.date for judged in found for report in judged.reports if report.date <= day), date.min)
    return month_end(month_of(last) + 1)


def _row(judged: JudgedItem, line: tuple[MonthLight, ...]) -> dict[str, Any]:
    return {
        "document": judged.home.document,
        "id": qualified(judged.home.registry, judged.item.id),
        "title": judged.item.title,
        "task": qualified(judged.home.registry, judged.item.task),
    } | _cells(line)


def _cells(line: tuple[MonthLight, ...]) -> dict[str, str]:
    return {f"{each.day:%Y-%m}": each.light + ("*" if each.made_up else "") for each in line}


def _title(month: str, first: str) -> str:
    """The year stands with the first month shown and with each January."""
    return month[2:] if month == first or month.endswith("-01") else str(int(month[5:]))
