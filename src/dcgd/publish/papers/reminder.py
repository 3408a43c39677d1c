"""Letters before and after the day: what a unit is reminded of (提醒函), and who has not reported (催报通知)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain

from dcgd.data_words import PaperKind
from dcgd.model import Checkpoint, Duty, Status
from dcgd.naming import chinese_day, printed_name
from dcgd.publish.papers import wording
from dcgd.publish.papers.demands import told_until
from dcgd.publish.papers.office import Imprint, office_facts
from dcgd.publish.papers.render import OwnTemplate, house_docx
from dcgd.publish.papers.standings import is_silent
from dcgd.publish.snapshot import Snapshot
from dcgd.publish.table import Row
from dcgd.tracking.due_checkpoints import checkpoints_of
from dcgd.tracking.judged_items import JudgedItem
from dcgd.tracking.judging.months import month_end, month_of, reporting_day
from dcgd.tracking.reporting.log import due_cycle, missing_reports

_SOON = timedelta(days=15)
_FEW = 5
"""So many units are named with what they owe; of more there is a table."""


def mostly_silent(snapshot: Snapshot) -> bool:
    """Whether fewer than half of the units that lead something reported: then there is nothing to compare units by."""
    waiting = [judged for judged in snapshot.items if judged.verdict.status is not Status.NOT_STARTED]
    units = set(chain.from_iterable(judged.lead_units for judged in waiting))
    heard = set(chain.from_iterable(judged.lead_units for judged in waiting if not is_silent(judged)))
    return 2 * len(heard) < len(units)


def chase_facts(snapshot: Snapshot, imprint: Imprint | None = None) -> Row | None:
    """What a 催报通知 says of the last cycle that is over; None where nobody owes a report."""
    imprint = imprint or Imprint()
    owed = [
        (judged, row)
        for judged in chain.from_iterable(whole.asked for whole in snapshot.items)
        for row in missing_reports(judged, None, snapshot.as_of)
        if row["unit"]
    ]
    if not owed:
        return None
    month = month_of(date.fromisoformat(owed[0][1]["expected"]))
    rows = _owed_by_unit(snapshot, month, owed)
    year, count = imprint.day(snapshot).year, len({judged.item.id for judged, _row in owed})
    by = told_until(snapshot, imprint)
    office = office_facts(snapshot, PaperKind.REMINDER, imprint)
    due = wording.month_and_day(date.fromisoformat(owed[0][1]["due_by"]), year)
    where = "，见附件" if len(rows) > _FEW else ""
    begins = f"按照{_document(snapshot)}要求，{_month(month)}的进展应于{due}前报送。"
    still = "尚" if date.fromisoformat(owed[0][1]["due_by"]) > snapshot.as_of else ""
    said = [f"{begins}{snapshot.until}，{still}有{len(rows)}个单位的{count}项没有报送{where}。"]
    if len(rows) <= _FEW:
        said += [f"{row['unit']}{len(row['titles'])}项：{'、'.join(row['titles'])}。" for row in rows]
    to = f"报{office['desk']}" if office["desk"] else "报送"
    said.append(
        f"请于{by}前将填报表（电子版和盖章件）{to}；没有进展的也请填报，并说明原因。逾期未报的，将在通报中列出。"
    )
    names = [row["full"] for row in rows]
    return _letter(snapshot, office) | {
        "title_lines": [f"关于催报{_month(month)}", "重点工作任务进展情况的通知"],
        "to": "、".join(names) if len(names) <= wording.MOST_NAMED else "有关责任单位",
        "paragraphs": said,
        "closing": "",
        "copies": office["copies"],
        "rows": rows if len(rows) > _FEW else [],
    }


def _owed_by_unit(snapshot: Snapshot, month: int, owed: Sequence[tuple[JudgedItem, Row]]) -> list[Row]:
    """A row for each unit that owes a report, in the order of units.yaml: how many were due, came, are missing."""
    contacts: dict[str, str] = {}
    expected: dict[str, int] = {}
    for judged in chain.from_iterable(whole.asked for whole in snapshot.items):
        day = reporting_day(month_end(month), judged.rules.reporting.cycle)
        for unit in judged.lead_units:
            expected[unit] = expected.get(unit, 0) + (due_cycle(judged, day) is not None)
            contacts.setdefault(unit, _contact(snapshot, judged, unit))
    order = [unit for _document, unit in snapshot.shorts]
    units = dict.fromkeys(row["unit"] for _judged, row in owed)
    names = {unit: short for (_document, unit), short in snapshot.shorts.items()}
    rows: list[Row] = []
    for unit in sorted(units, key=lambda unit: order.index(unit) if unit in order else len(order)):
        titles = [judged.item.title for judged, row in owed if row["unit"] == unit]
        rows.append(
            {"number": len(rows) + 1, "unit": names.get(unit, unit), "full": unit, "titles": titles}
            | {"expected": expected[unit], "came": expected[unit] - len(titles), "missing": len(titles)}
            | {"contact": contacts[unit]}
        )
    return rows


def _contact(snapshot: Snapshot, judged: JudgedItem, unit: str) -> str:
    """The unit's own contact of an item, if it has one."""
    people = [name for name, duty in judged.home.people if duty is Duty.CONTACT]
    own = [
        name
        for name in people
        if (place := snapshot.positions.get((judged.home.document_id, name))) is not None and place.unit == unit
    ]
    return printed_name((own or people if len(judged.lead_units) == 1 else own or [""])[0]) if people else ""


@dataclass(frozen=True, slots=True)
class Upcoming:
    """A unit, and what of its matters is due soon."""

    unit: str
    items: tuple[JudgedItem, ...]


def upcoming(snapshot: Snapshot) -> list[Upcoming]:
    """The units to be reminded before anything is late: what is due soon, or has a checkpoint in the next 15 days."""
    by_unit: dict[str, list[JudgedItem]] = {}
    for judged in snapshot.items:
        if judged.verdict.status is Status.DUE_SOON or _next_checkpoint(judged, snapshot.as_of):
            for unit in judged.lead_units:
                by_unit.setdefault(unit, []).append(judged)
    order = [unit for _document, unit in snapshot.shorts]
    units = sorted(by_unit, key=lambda unit: order.index(unit) if unit in order else len(order))
    return [Upcoming(unit, tuple(by_unit[unit])) for unit in units]


def _next_checkpoint(judged: JudgedItem, as_of: date) -> Checkpoint | None:
    """The next checkpoint of the coming days that is not met yet; of one day one in words."""
    due = (checkpoint.planned.point for checkpoint in checkpoints_of(judged, as_of) if checkpoint.met is None)
    soon = [point for point in due if as_of < point.date <= as_of + _SOON]
    return min(soon, key=lambda point: (point.date, point.text is None), default=None)


def letter_facts(snapshot: Snapshot, about: Upcoming, imprint: Imprint | None = None) -> Row:
    """What a 提醒函 to a unit says: no blame and no colour, only what is due when and how far it is."""
    imprint = imprint or Imprint()
    office = office_facts(snapshot, PaperKind.REMINDER, imprint)
    year = imprint.day(snapshot).year
    by = told_until(snapshot, imprint)
    said = [_reminder(judged, snapshot.as_of, year) for judged in about.items]
    if len(said) > 1:
        said = [f"{number}．{words}" for number, words in enumerate(said, 1)]
    one = about.items[0].item.title if len(about.items) == 1 else ""
    to = f"报{office['desk']}" if office["desk"] else "函告我们"
    return _letter(snapshot, office) | {
        "title_lines": wording.hurry_words(one or "有关重点"),
        "to": about.unit,
        "paragraphs": [
            f"按照{_document(snapshot)}要求，现将你单位牵头的临近时限的事项函告如下：",
            *said,
            f"请你单位抓紧推进，于{by}前将推进情况和预计完成时间{to}；确需延期的，请在时限之前书面申请。",
        ],
        "closing": "特此函告。",
        "copies": "、".join(_leaders(snapshot, about.items)),
        "rows": [],
    }


def _reminder(judged: JudgedItem, as_of: date, year: int) -> str:
    point = _next_checkpoint(judged, as_of)
    due = f"时限为{wording.due_words(judged.verdict.due, year)}"
    if point is not None:
        due = f"{wording.due_words(point.date, year)}的节点{f'为“{point.text}”' if point.text else '将至'}，{due}"
    gap = judged.verdict.gap
    pace = f"，{wording.gap_words(gap)}" if gap is not None and judged.verdict.pace is not None else ""
    return f"{judged.item.title}：{due}，{wording.progress_words(judged)}{pace}。"


def _leaders(snapshot: Snapshot, items: Sequence[JudgedItem]) -> list[str]:
    names: dict[str, None] = {}
    for judged in items:
        for name, duty in judged.home.people:
            position = snapshot.positions.get((judged.home.document_id, name))
            if duty is Duty.LEADER:
                names[f"{(position.post if position else None) or ''}{printed_name(name)}"] = None
    return list(names)


def _document(snapshot: Snapshot) -> str:
    document = snapshot.documents[0]
    return f"《{document['title']}》（{document['number']}）"


def _month(month: int) -> str:
    return f"{month // 12}年{month % 12 + 1}月"


def _letter(snapshot: Snapshot, office: Row) -> Row:
    return {
        "document": dict(snapshot.documents[0]),
        "as_of": snapshot.as_of.isoformat(),
        "day": chinese_day(snapshot.as_of),
    } | office


def letter(told: Row, own: OwnTemplate | None = None) -> bytes:
    """The letter as a Word file, of facts as `chase_facts` or `letter_facts` gives them; `own`: a user's template."""
    if own is not None:
        return own.docx(told)
    return house_docx("reminder", told, author=told["signed"], day=date.fromisoformat(told["as_of"]))
