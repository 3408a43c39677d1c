"""What meetings decided (议定事项督办表) as a workbook: a sheet a meeting, what is open first, what is done below."""

import io
from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import groupby

from dcgd.model import DocumentType, Role, Status, What
from dcgd.naming import qualified
from dcgd.publish.papers import wording
from dcgd.publish.papers.ledger_rows import listed, units
from dcgd.publish.papers.printed_rows import Row, made_by, under_title, write_rows
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
from dcgd.publish.papers.standings import DONE, is_silent
from dcgd.publish.snapshot import Snapshot
from dcgd.publish.tabular.book import Formats
from dcgd.tracking.judged_items import JudgedItem

_COLUMNS = (
    Column("序号", 11, "number", "number"),
    Column("议题", 32, "subject"),
    Column("议定事项", 62, "decided"),
    Column("责任单位", 28, "leads", "word"),
    Column("配合单位", 28, "participants", "word"),
    Column("完成时限", 20, "due", "word"),
    Column("办理情况", 44, "progress"),
    Column("状态", 18, "state", "word"),
)
_HEAD = 2


def is_of_meetings(snapshot: Snapshot) -> bool:
    """Whether a registry is one of meetings' decisions."""
    return any(document["type"] == DocumentType.MINUTES for document in snapshot.documents)


def minutes_table(snapshot: Snapshot) -> bytes:
    """A sheet for each meeting of a snapshot; decisions stand word for word where it was taken with its tasks."""
    day = snapshot.as_of
    out = io.BytesIO()
    book = printed_book(
        out, {"title": "议定事项督办表", "author": "dcgd", "created": datetime(day.year, day.month, day.day)}
    )
    formats = Formats(book, COMMON)
    for section, of_meeting in groupby(snapshot.items, key=lambda judged: judged.home.section):
        items = list(of_meeting)
        meeting = snapshot.section_titles.get((items[0].home.registry, section), "") or section
        unfinished = [judged for judged in items if judged.verdict.status not in DONE]
        finished = [judged for judged in items if judged.verdict.status in DONE]
        sheet = book.add_worksheet(f"会议{len(book.worksheets()) + 1}")
        set_columns(sheet, _COLUMNS)
        write_title(sheet, formats, f"{meeting}议定事项督办表", 0, len(_COLUMNS) - 1)
        counted = f"确定{len(items)}件，已办结{len(finished)}件，正在办理{len(unfinished)}件"
        under_title(sheet, formats, f"{made_by(snapshot)}　{counted}", snapshot.until, len(_COLUMNS) - 1)
        write_head(sheet, formats, _HEAD, _COLUMNS)
        bottom = write_rows(sheet, formats, _HEAD, _COLUMNS, list(_rows(snapshot, unfinished)))
        if finished:
            told = f"已办结{len(finished)}件：{'；'.join(judged.item.title for judged in finished)}。"
            for text in lines_of(told, sum(column.mm for column in _COLUMNS)):
                bottom += 1
                sheet.write_string(bottom, 0, text, formats.get(border=0, text_wrap=False))
                sheet.set_row(bottom, 18)
        sheet.freeze_panes(_HEAD + 1, 2)
        set_page(sheet, _COLUMNS, _HEAD, bottom)
    book.close()
    return out.getvalue()


def _rows(snapshot: Snapshot, items: Sequence[JudgedItem]) -> Iterator[Row]:
    texts = {task["number"]: task["text"] for task in snapshot.tasks}
    for number, judged in enumerate(sorted(items, key=lambda judged: judged.severity), 1):
        home, item, verdict = judged.home, judged.item, judged.verdict
        text = texts.get(qualified(home.registry, item.task), home.task_title) if item.what is What.TASK else item.quote
        yield {
            "number": number,
            "subject": home.task_title,
            "decided": text,
            "leads": listed(units(snapshot, judged, Role.LEAD) or home.leads),
            "participants": listed(units(snapshot, judged, Role.PARTICIPANT)),
            "due": wording.due_words(verdict.due, snapshot.as_of.year),
            "progress": wording.progress_words(judged),
            "state": _state(judged),
        }


def _state(judged: JudgedItem) -> str:
    verdict = judged.verdict
    if verdict.status is Status.OVERDUE:
        return "已超期"
    if verdict.due != verdict.original_due:
        return "已延期"
    return "待办" if verdict.status is Status.NOT_STARTED or is_silent(judged) else "推进中"
