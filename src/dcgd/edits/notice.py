"""Notices (督办单) issued under numbers of their own, and replied to: `dcgd notice`."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from dcgd.data_words import PaperKind
from dcgd.days import coming_day
from dcgd.edits.numbers import numbered
from dcgd.edits.texts import edited_file
from dcgd.errors import BadValue, NotRecorded, WrongUse
from dcgd.model import Level, Notice, NoticeStep, Stamp
from dcgd.model.papers import number_key
from dcgd.model.record import record
from dcgd.model.working_days import after
from dcgd.registry.change import Edited
from dcgd.registry.files import NOTICES
from dcgd.registry.load import Reading
from dcgd.source.edit import append, append_all
from dcgd.tracking import notices
from dcgd.tracking.judged_items import JudgedItem
from dcgd.tracking.notices import HEADER, call, next_number
from dcgd.tracking.returned.reply_sheet import ReplySheet


class Candidate(NamedTuple):
    """A unit and an item of which a notice may be due."""

    unit: str
    judged_item: JudgedItem


class Sheet(NamedTuple):
    """A notice and its item, judged on the day of issue."""

    judged_item: JudgedItem
    notice: Notice


class LeftOut(NamedTuple):
    """A candidate of which no notice is due, and why, in Chinese."""

    candidate: Candidate
    why: str


@dataclass(frozen=True, slots=True)
class Issued:
    """What becomes of candidates, in their order."""

    sheets: tuple[Sheet, ...]
    left_out: tuple[LeftOut, ...]


def candidates(
    judged_items: Iterable[JudgedItem], units: frozenset[str] | None, *, serve_unled: bool = False
) -> list[Candidate]:
    """Every lead of every item, narrowed to units; with `serve_unled` the units themselves where nobody leads."""
    return [
        Candidate(unit, judged_item)
        for judged_item in judged_items
        for unit in judged_item.lead_units or (sorted(units or ()) if serve_unled else ())
        if units is None or unit in units
    ]


def issue(
    before: Reading, considered: Sequence[Candidate], day: date, stamp: Stamp, wanted: Level | None = None
) -> Edited[Issued]:
    """Issue the notices that are due on a day, numbered on in the year in which the document's period begins.

    Raises CannotEdit, and WrongUse when later ones are there: what has been said since cannot be unsaid.
    """
    known = [filed.entity for filed in before.registry.notices]
    standing = [filed.entity for filed in before.registry.standing.notices]
    later = [notice for notice in known if notice.issued > day]
    if later:
        raise WrongUse(f"{later[-1].number} 已于 {later[-1].issued} 签发，不能再签发更早的（{day}）")
    document = before.registry.document
    year = document.start.year if document else day.year
    used = [notice.number for notice in known]
    sheets: list[Sheet] = []
    left_out: list[LeftOut] = []
    for candidate in considered:
        unit, judged_item = candidate
        earlier = [notice for notice in standing if notice.unit == unit and notice.subject == judged_item.item.id]
        due = call(judged_item.verdict, earlier, judged_item.rules, day, wanted)
        if due.level is None:
            left_out.append(LeftOut(candidate, due.why))
            continue
        used.append(next_number(used, year))
        notice = Notice(
            number=used[-1],
            level=due.level,
            unit=unit,
            subject=judged_item.item.id,
            issued=day,
            reply_by=after(day, judged_item.rules.notices.days(due.level), judged_item.rules.calendar),
            reason="；".join((*judged_item.verdict.reasons, *([due.why] if due.why else []))),
            **stamp.keys,
        )
        sheets.append(Sheet(judged_item, notice))
    return Edited(_logged(before, sheets), Issued(tuple(sheets), tuple(left_out)))


def _logged(before: Reading, sheets: Sequence[Sheet]) -> dict[str, str]:
    """The log with these notices at its end."""
    if not sheets:
        return {}
    entries = [record(sheet.notice) for sheet in sheets]
    return edited_file(before, NOTICES, lambda text: append_all(text, "notices", entries), HEADER)


def add_answer(before: Reading, number: str, step: NoticeStep, stamp: Stamp) -> Edited[Notice]:
    """Append a step to a notice; the result is the notice before. Raises WrongUse, CannotEdit.

    `number` may be short: 4 for DB-2025-004.
    """
    known = {filed.entity.number: filed for filed in before.registry.notices}
    number = numbered(number, list(known), "督办单")
    filed = known[number]
    notices.allow(filed.entity, step, stamp.day)
    entry = record(replace(step, **stamp.keys))
    texts = edited_file(before, NOTICES, lambda text: append(text, "steps", entry, filed.place.path))
    return Edited(texts, filed.entity)


class Replied(NamedTuple):
    """A reply that was recorded, and the notice it answers, as it was before."""

    notice: Notice
    step: NoticeStep


def add_reply(before: Reading, number: str, sheet: ReplySheet, given: NoticeStep, stamp: Stamp) -> Edited[Replied]:
    """Append the reply that a returned 反馈单 makes; what `given` says itself goes before what the sheet says.

    Without a `number` the notice is the one that the sheet names. Raises NotRecorded, which says where on the sheet it
    is unclear, WrongUse, CannotEdit.
    """
    known = {filed.entity.number: filed.entity for filed in before.registry.notices}
    named = _named(before, sheet)
    if not number and len(named) != 1:
        there = f"有几个单号（{'、'.join(named)}）" if named else "没有单号"
        raise NotRecorded(
            f"反馈单上{there}；写明是哪一单，如 dcgd notice reply {max(known, default='DB-2025-001')} --file …"
        )
    number = numbered(number or named[0], list(known), "督办单")
    if named and number not in named:
        raise NotRecorded(f"反馈单上的单号是 {'、'.join(named)}，不是 {number}")
    notice = known[number]
    told = {key: value.text for key, value in sheet.told.items()}
    step = replace(
        given,
        cause=given.cause or told.get("cause"),
        measures=given.measures or told.get("measures"),
        finish=given.finish or _finish(sheet, notice),
        owner=given.owner or told.get("owner"),
        by=given.by or notice.unit,
    )
    return Edited(add_answer(before, number, step, stamp).texts, Replied(notice, step))


def _named(before: Reading, sheet: ReplySheet) -> list[str]:
    """The notices that a sheet names, by their ids or by the numbers under which they were issued as papers."""
    printed = {number_key(number) for number in sheet.papers}
    issued = (filed.entity for filed in before.registry.papers)
    by_paper = [
        paper.subject
        for paper in issued
        if paper.kind is PaperKind.NOTICE and paper.subject and number_key(paper.number) in printed
    ]
    return list(dict.fromkeys([*sheet.numbers, *by_paper]))


def _finish(sheet: ReplySheet, notice: Notice) -> date | None:
    """The day by which the unit says it will be done."""
    if "finish" not in sheet.told:
        return None
    text, place = sheet.told["finish"]
    try:
        day = coming_day(text, notice.issued)
    except BadValue as error:
        raise NotRecorded(f"{place}的完成时间：{error}；问清楚了用 --finish 写") from None
    if day < notice.issued:
        raise NotRecorded(f"{place}的完成时间 {day} 早于签发之日 {notice.issued}；问清楚了用 --finish 写")
    return day
