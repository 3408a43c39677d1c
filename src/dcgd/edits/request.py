"""Requests to adjust an item: asked, decided, withdrawn. `dcgd request`."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date

from dcgd.data_words import Decision
from dcgd.edits import adjustment
from dcgd.edits.adjustment import Value
from dcgd.edits.numbers import numbered
from dcgd.edits.texts import edited_file
from dcgd.errors import Refused
from dcgd.model import Adjustable, Milestone, Stamp, Target, Task
from dcgd.model.record import record
from dcgd.model.requests import DECISION_AFTER, Request, RequestStep
from dcgd.registry.change import Edited
from dcgd.registry.content import Filed
from dcgd.registry.directory import Directory
from dcgd.registry.files import REQUESTS
from dcgd.registry.load import Reading
from dcgd.source.edit import append

HEADER = """\
# 延期等调整的申请。只在末尾添加（dcgd request），不改已有的步骤。
"""
_NUMBER = re.compile(r"YQ-(\d{4})-(\d{3,6})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Asked:
    """A request that was recorded, what stands now, and how many days after the due date it was asked (0: before)."""

    request: Request
    old: Value
    days_late: int


def ask(
    before: Reading,
    item: str,
    field: Adjustable,
    value_of: Callable[[Target | Milestone | Task], Value],
    first: RequestStep,
    stamp: Stamp,
    checkpoint: str | None = None,
) -> Edited[Asked]:
    """Append a request under the next free id of the year.

    `checkpoint` says which one is to be moved, by its words or its day. Raises Refused, NotRecorded, CannotEdit, and
    what `value_of` raises.
    """
    wanted = adjustment.wanted(before.registry, item, field, value_of, checkpoint, first.date.year)
    moved = wanted.old if field is Adjustable.CHECKPOINTS and isinstance(wanted.old, date) else None
    _check_day(first, None, stamp.day)
    taken = [filed.entity.id for filed in before.registry.requests]
    waiting = [
        filed.entity.id
        for filed in before.registry.requests
        if filed.entity.is_open
        and (filed.entity.subject, filed.entity.field, filed.entity.checkpoint) == (wanted.id, field, moved)
    ]
    if waiting:
        raise Refused(f"{wanted.id} 的{field.chinese}已有申请 {waiting[0]}，还没有决定")
    request = Request(
        id=_next_id(taken, first.date.year),
        subject=wanted.id,
        field=field,
        to=wanted.new,
        checkpoint=moved,
        steps=(replace(_named(before, first), **stamp.keys),),
    )
    entry = record(request) | {"steps": [record(step) for step in request.steps]}
    texts = edited_file(before, REQUESTS, lambda text: append(text, "requests", entry), HEADER)
    return Edited(texts, Asked(request, wanted.old, max(0, (first.date - wanted.due).days)))


def decide(before: Reading, id_: str, step: RequestStep, stamp: Stamp) -> Edited[Request]:
    """Append a decision, or a withdrawal, to a request; what is approved is written as an adjustment that names it.

    The result is the request before. Raises NotFound, Refused, CannotEdit.
    """
    known = {filed.entity.id: filed for filed in before.registry.requests}
    filed = known[numbered(id_, list(known), "申请")]
    request = filed.entity
    last = request.steps[-1] if request.steps else None
    if step.action not in DECISION_AFTER[last.action if last else None]:
        raise Refused(f"{request.id} 已于 {last.date} {last.action.chinese}" if last else f"{request.id} 没有经过")
    _check_day(step, last, stamp.day)
    texts = _with_step(before, filed, replace(_named(before, step), **stamp.keys))
    if step.action is Decision.APPROVE:
        asked = request.steps[0]
        texts |= adjustment.adjust(
            before,
            request.subject,
            request.field,
            lambda _item: request.to,
            day=step.date,
            reason=asked.note or step.note or "申请",
            approved_by=step.by,
            stamp=stamp,
            request=request.id,
            checkpoint=request.checkpoint.isoformat() if request.checkpoint else None,
        ).texts
    return Edited(texts, request)


def _named(before: Reading, step: RequestStep) -> RequestStep:
    """The step by a unit under its canonical name; by who is no unit as it was given."""
    unit = Directory.of(before.registry).find(step.by)
    return replace(step, by=unit.name) if unit else step


def _with_step(before: Reading, filed: Filed[Request], step: RequestStep) -> dict[str, str]:
    return edited_file(before, REQUESTS, lambda text: append(text, "steps", record(step), filed.place.path))


def _check_day(step: RequestStep, last: RequestStep | None, today: date) -> None:
    if last and step.date < last.date:
        raise Refused(f"{step.date} 早于上一步（{last.date} {last.action.chinese}）")
    if step.date > today:
        raise Refused(f"{step.date} 还没有到（今天是 {today}）")


def _next_id(used: Iterable[str], year: int) -> str:
    counts = [int(match[2]) for name in used if (match := _NUMBER.fullmatch(name)) and int(match[1]) == year]
    return f"YQ-{year}-{max(counts, default=0) + 1:03d}"
