"""The table of problems (销号台账) as a workbook: those that are open, the overdue first, and those that are closed."""

import io
from collections.abc import Iterator, Sequence
from datetime import date, datetime

from dcgd.model import Action, Duty, Problem, Step
from dcgd.naming import printed_name
from dcgd.publish.papers.ledger_rows import people
from dcgd.publish.papers.printed_rows import Row, made_by, under_title, write_rows
from dcgd.publish.papers.printed_sheet import (
    COMMON,
    Column,
    printed_book,
    set_columns,
    set_page,
    write_head,
    write_title,
)
from dcgd.publish.snapshot import Snapshot
from dcgd.publish.tabular.book import Formats
from dcgd.tracking.judged_items import JudgedItem
from dcgd.tracking.problems import days_late, days_over, deadline, holder, is_open, known

_COLUMNS = (
    Column("序号", 11, "number", "number"),
    Column("问题来源", 24, "source", "word"),
    Column("等级", 12, "level", "word"),
    Column("问题描述", 62, "problem"),
    Column("整改责任单位", 28, "holder", "word"),
    Column("责任领导", 18, "leader", "word"),
    Column("责任人", 18, "owner", "word"),
    Column("整改措施", 52, "measures"),
    Column("计划完成时限", 22, "deadline", "date"),
    Column("实际完成时间", 22, "finished", "date"),
    Column("佐证材料", 32, "evidence"),
    Column("复核情况", 28, "check"),
    Column("复核人", 20, "checker", "word"),
    Column("销号状态", 19, "state", "word"),
    Column("备注", 20, "note", "word"),
)
_STATES = {
    Action.RAISE: "未销号",
    Action.ASSIGN: "整改中",
    Action.RESOLVE: "已整改待复核",
    Action.FEEDBACK: "已整改待复核",
    Action.CLOSE: "已销号",
    Action.REJECT: "整改中",
}
_HEAD = 2


def problems_table(snapshot: Snapshot) -> bytes:
    """The problems of a snapshot's items, as they stood on its day; the same snapshot gives the same bytes."""
    snapshot = snapshot.by_registry()
    day = snapshot.as_of
    rows = sorted(_rows(snapshot), key=lambda row: (not row["over"], row["deadline"] or date.max))
    still_open = [row for row in rows if row["open"]]
    closed = [row for row in rows if not row["open"]]
    over = sum(row["over"] > 0 for row in still_open)
    told = f"共{len(rows)}个，已销号{len(closed)}个，未销号{len(still_open)}个" + (f"（超期{over}个）" if over else "")
    out = io.BytesIO()
    title = f"{day.year}年重点工作问题销号台账"
    book = printed_book(out, {"title": title, "author": "dcgd", "created": datetime(day.year, day.month, day.day)})
    formats = Formats(book, COMMON)
    for name, its_title, its_rows in (("未销号", title, still_open), ("已销号", f"{title}（已销号）", closed)):
        sheet = book.add_worksheet(name)
        set_columns(sheet, _COLUMNS)
        write_title(sheet, formats, its_title, 0, len(_COLUMNS) - 1)
        under_title(sheet, formats, f"{made_by(snapshot)}　{told}", snapshot.until, len(_COLUMNS) - 1)
        write_head(sheet, formats, _HEAD, _COLUMNS)
        numbered = [{**row, "number": number} for number, row in enumerate(its_rows, 1)]
        bottom = write_rows(sheet, formats, _HEAD, _COLUMNS, numbered)
        sheet.freeze_panes(_HEAD + 1, 4)
        set_page(sheet, _COLUMNS, _HEAD, bottom)
    book.close()
    return out.getvalue()


def has_problems(snapshot: Snapshot) -> bool:
    """Whether there are any, open or closed."""
    return any(True for _row in _rows(snapshot))


def _rows(snapshot: Snapshot) -> Iterator[Row]:
    """A row for each problem of a task that the snapshot has items of."""
    by_task: dict[tuple[str, int], JudgedItem] = {}
    for judged in snapshot.items:
        by_task.setdefault((judged.home.registry, judged.item.task), judged)
    for registry, problems in snapshot.problems.items():
        for problem in problems:
            steps, judged_item = known(problem, snapshot.as_of), by_task.get((registry, problem.task))
            if steps and judged_item is not None and steps[-1].action is not Action.WITHDRAW:
                yield _row(snapshot, problem, steps, judged_item)


def _row(snapshot: Snapshot, problem: Problem, steps: Sequence[Step], judged: JudgedItem) -> Row:
    by = _last(steps, (Action.CLOSE, Action.REJECT))
    solved = _last(steps, (Action.RESOLVE,)) if steps[-1].action is not Action.REJECT else None
    over, unit = days_over(steps, snapshot.as_of), holder(steps)
    leader, owner = _who_answers(snapshot, judged, unit)
    state = "超期" if over else _STATES[steps[-1].action]
    return {
        "open": is_open(steps),
        "over": over,
        "source": _short(snapshot, judged, steps[0].by),
        "problem": f"{problem.title}\n（{judged.home.task_title}）",
        "holder": _short(snapshot, judged, unit) if unit else None,
        "leader": leader,
        "owner": owner,
        "measures": "；".join(
            step.note for step in steps if step.action in (Action.ASSIGN, Action.RESOLVE) if step.note
        ),
        "deadline": deadline(steps),
        "finished": solved.date if solved else None,
        "evidence": "、".join(part.name for part in solved.evidence) if solved else None,
        "check": (by.note or ("同意销号" if by.action is Action.CLOSE else "退回重办")) if by else None,
        "checker": _short(snapshot, judged, by.by) if by else None,
        "state": state,
        "note": _note(steps, snapshot.as_of),
    }


def _who_answers(snapshot: Snapshot, judged: JudgedItem, unit: str | None) -> tuple[str, str]:
    """The leader and the owner of a problem: those of the item where its lead has it, else those of the unit."""
    if unit in judged.lead_units:
        return people(judged, Duty.LEADER), people(judged, Duty.OWNER)
    its = snapshot.chiefs.get((judged.home.document_id, unit or ""))
    return (printed_name(its.leader or ""), printed_name(its.head or "")) if its else ("", "")


def _note(steps: Sequence[Step], as_of: date) -> str:
    late = days_late(steps, as_of)
    rejected = sum(step.action is Action.REJECT for step in steps)
    told = f"超期{late}天" if is_open(steps) else f"超期{late}天销号"
    return "，".join([*([told] if late else []), *([f"退回{rejected}次"] if rejected else [])])


def _last(steps: Sequence[Step], actions: Sequence[Action]) -> Step | None:
    return next((step for step in reversed(steps) if step.action in actions), None)


def _short(snapshot: Snapshot, judged: JudgedItem, unit: str) -> str:
    return snapshot.shorts.get((judged.home.document_id, unit), unit)
