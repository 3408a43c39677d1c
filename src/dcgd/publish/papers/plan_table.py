"""The plan (目标任务分解表) as a workbook: what is to be done, by whom, and what is due by the end of each quarter."""

import io
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from dcgd.model import Checkpoint, Cycle, Duty, Role, What
from dcgd.model.checkpoints import planned_on
from dcgd.naming import qualified
from dcgd.publish.papers.ledger_rows import listed, people, units
from dcgd.publish.papers.printed_rows import Row, made_by, under_title, used, write_rows
from dcgd.publish.papers.printed_sheet import (
    COMMON,
    Column,
    lines_of,
    printed_book,
    set_columns,
    set_page,
    write_head,
    write_title,
)
from dcgd.publish.papers.wording import due_words, goal_words
from dcgd.publish.snapshot import Snapshot
from dcgd.publish.tabular.book import Formats
from dcgd.tracking.judged_items import JudgedItem
from dcgd.tracking.judging.months import reporting_day

_QUARTERS = ("一季度", "上半年", "前三季度", "全年")
_COLUMNS = (
    Column("序号", 11, "number", "number"),
    Column("文件", 26, "document"),
    Column("重点任务", 32, "work"),
    Column("工作任务（原文）", 46, "quote"),
    Column("年度目标及时限", 24, "goal", "word"),
    *(Column(quarter, 22, quarter, "word") for quarter in _QUARTERS),
    Column("牵头区领导", 16, "leaders", "word"),
    Column("牵头单位", 22, "leads", "word"),
    Column("配合单位", 24, "participants", "word"),
)
_OPTIONAL = (*_QUARTERS, "leaders", "participants")
_OF_TASK = ("work", "leaders", "leads", "participants")
_HEAD = 2
_NOTE = (
    "注：各节点是到那时的累计数或形象进度；空着的没有写节点，按序时进度。原文没有写时限的，按文件的完成时限。"
    "几个单位共同牵头的，列第一位的总负责。"
)


def plan_table(snapshot: Snapshot) -> bytes:
    """The plan of a snapshot's items; texts stand word for word where it was taken with its tasks.

    The same snapshot gives the same bytes.
    """
    snapshot = snapshot.by_registry()
    day = snapshot.as_of
    rows = _rows(snapshot)
    idle = set() if snapshot.several else {"document"}
    columns = used([column for column in _COLUMNS if column.key not in idle], rows, _OPTIONAL)
    out = io.BytesIO()
    title = f"{_year(snapshot)}重点工作目标任务分解表"
    book = printed_book(out, {"title": title, "author": "dcgd", "created": datetime(day.year, day.month, day.day)})
    formats = Formats(book, COMMON)
    sheet = book.add_worksheet("分解表")
    set_columns(sheet, columns)
    write_title(sheet, formats, title, 0, len(columns) - 1)
    of = "" if snapshot.several else "　".join(filter(None, (document["number"] for document in snapshot.documents)))
    under_title(sheet, formats, made_by(snapshot), of, len(columns) - 1)
    write_head(sheet, formats, _HEAD, columns)
    bottom = write_rows(sheet, formats, _HEAD, columns, rows, of_task=_OF_TASK)
    for text in lines_of(_NOTE, sum(column.mm for column in columns)):
        bottom += 1
        sheet.write_string(bottom, 0, text, formats.get(border=0, text_wrap=False))
        sheet.set_row(bottom, 18)
    sheet.freeze_panes(_HEAD + 1, 2)
    set_page(sheet, columns, _HEAD, bottom)
    book.close()
    return out.getvalue()


def _rows(snapshot: Snapshot) -> list[Row]:
    titles = snapshot.section_titles
    texts = {task["number"]: task["text"] for task in snapshot.tasks}
    rows: list[Row] = []
    for number, judged in enumerate(snapshot.items, 1):
        home, item = judged.home, judged.item
        section = titles.get((home.registry, home.section), "")
        text = texts.get(qualified(home.registry, item.task), home.task_title) if item.what is What.TASK else item.quote
        rows.append(
            {
                "number": number,
                "document": home.document,
                "section": f"{home.section}、{section}" if section else home.section,
                "work": f"{item.task}. {home.task_title}",
                "quote": text,
                "goal": goal_words(judged, judged.item.start.year).replace("，", "\n"),
                **_nodes(judged, snapshot.as_of),
                "leaders": people(judged, Duty.LEADER),
                "leads": listed(units(snapshot, judged, Role.LEAD) or home.leads),
                "participants": listed(units(snapshot, judged, Role.PARTICIPANT)),
            }
        )
    return rows


def _nodes(judged: JudgedItem, day: date) -> Mapping[str, str]:
    """What is due by the end of each quarter of the item's first year; what is later stands in the last."""
    now = planned_on(judged.item.checkpoints, judged.item.adjustments, day)
    year = judged.item.start.year
    by_quarter: dict[str, list[str]] = {quarter: [] for quarter in _QUARTERS}
    for point in sorted((planned.point for planned in now), key=lambda point: point.date):
        end = reporting_day(point.date, Cycle.QUARTERLY)
        quarter = _QUARTERS[(end.month - 1) // 3 if end.year == year else 3]
        by_quarter[quarter].append(_node(point, judged, whole=point.date == end and end.year == year))
    return {quarter: "\n".join(nodes) for quarter, nodes in by_quarter.items()}


def _node(point: Checkpoint, judged: JudgedItem, *, whole: bool) -> str:
    wanted = point.wanted(judged.item.unit_measure)
    return wanted if whole else f"{wanted}\n（{due_words(point.date, judged.item.start.year)}）"


def _year(snapshot: Snapshot) -> str:
    """The year of the documents, where it is one."""
    years: Sequence[Any] = sorted({str(document["start"])[:4] for document in snapshot.documents})
    return f"{years[0]}年" if len(years) == 1 and years[0].isdigit() else ""
