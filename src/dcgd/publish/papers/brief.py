"""The brief (领导专报): one page for one leader: how what he answers for stands, what to see to, who should do what."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from dcgd.data_words import PaperKind
from dcgd.model import Comparator, Duty, Kind, Light, Status
from dcgd.naming import chinese_day, printed_name
from dcgd.publish.papers import wording
from dcgd.publish.papers.bulletin_tables import short_gap
from dcgd.publish.papers.demands import demands
from dcgd.publish.papers.facts import item_facts
from dcgd.publish.papers.office import Imprint, office_facts
from dcgd.publish.papers.render import OwnTemplate, house_docx
from dcgd.publish.papers.standings import DONE, LAGGING, ON_PACE, is_silent
from dcgd.publish.snapshot import Snapshot
from dcgd.publish.table import Row
from dcgd.tracking.judged_items import JudgedItem
from dcgd.tracking.judging.rollup import totals
from dcgd.tracking.judging.wording import amount, counts_things, plain

_MOST = 5
"""So many matters find room on the page."""


def leaders(snapshot: Snapshot) -> list[tuple[int, str]]:
    """The leaders whose fields have items, in their standing order, as (document, name)."""
    led = {
        (judged.home.document_id, name)
        for judged in snapshot.items
        for name, duty in judged.home.people
        if duty is Duty.LEADER
    }
    return [person for person in snapshot.people if person in led]


def field_of(snapshot: Snapshot, leader: tuple[int, str]) -> Snapshot:
    """The part of a snapshot that a leader answers for, and nothing of anybody else's."""
    document, name = leader
    mine = [
        judged
        for judged in snapshot.items
        if judged.home.document_id == document and (name, Duty.LEADER) in judged.home.people
    ]
    return replace(snapshot, items=mine)


def addressed(snapshot: Snapshot, leader: tuple[int, str]) -> str:
    """A leader as a paper names one: `副区长周某某`."""
    position = snapshot.positions.get(leader)
    return f"{(position.post if position else None) or ''}{printed_name(leader[1])}"


def brief_facts(
    snapshot: Snapshot, leader: tuple[int, str], imprint: Imprint | None = None, before: Snapshot | None = None
) -> Row:
    """What a brief says to a leader; `snapshot` is the whole, `before` that of the last bulletin if it still holds."""
    imprint = imprint or Imprint()
    mine = field_of(snapshot, leader)
    office = office_facts(snapshot, PaperKind.BRIEF, imprint)
    rows = item_facts(mine)
    order = sorted(range(len(rows)), key=lambda index: mine.items[index].severity)
    seen = [index for index in order if _needs_a_look(mine.items[index])]
    period = wording.period_words(snapshot.as_of, date(snapshot.as_of.year, 1, 1), date.max)
    steady = sum(judged.verdict.status in (*DONE, *ON_PACE) for judged in mine.items)
    waiting = sum(judged.verdict.status is Status.NOT_STARTED for judged in mine.items)
    counted = [f"{steady}项进展正常", f"{len(seen)}项需要关注", *([f"{waiting}项尚未启动"] if waiting else [])]
    return {
        "as_of": snapshot.as_of.isoformat(),
        "day": chinese_day(snapshot.as_of),
        "document": dict(snapshot.documents[0]),
    } | office | {
        "small_mark": True,
        "to": addressed(snapshot, leader),
        "title_lines": [f"{period}分管的{len(rows)}项工作", "，".join(counted)]
        if seen
        else [f"{period}分管的{len(rows)}项工作进展正常"],
        "conclusion": _conclusion(mine, addressed(snapshot, leader), before and field_of(before, leader)),
        "rows": [
            _row(number, rows[index], mine.items[index], mine.as_of) for number, index in enumerate(seen[:_MOST], 1)
        ],
        "more": max(0, len(seen) - _MOST),
        "advice": [*_advice(mine, [mine.items[index] for index in seen], imprint)],
    }  # fmt: skip


def brief(told: Row, own: OwnTemplate | None = None) -> bytes:
    """The brief as a Word file, of facts as `brief_facts` gives them; `own`: a user's template."""
    if own is not None:
        return own.docx(told)
    return house_docx("brief", told, author=told["signed"], day=date.fromisoformat(told["as_of"]))


def _needs_a_look(judged: JudgedItem) -> bool:
    return bool(judged.lead_units) and (judged.verdict.status in LAGGING or is_silent(judged))


def _conclusion(mine: Snapshot, leader: str, before: Snapshot | None) -> str:
    """The finding in figures that add up, and what moved since the last issue."""
    statuses = [judged.verdict.status for judged in mine.items]
    silent = sum(map(is_silent, mine.items))
    counts = (
        ("已完成", sum(status in DONE for status in statuses)),
        ("按序时进度推进", sum(status in ON_PACE for status in statuses)),
        ("进展滞后", sum(judged.verdict.status in LAGGING and not is_silent(judged) for judged in mine.items)),
        ("未按要求报送", silent),
        ("尚未启动", sum(status is Status.NOT_STARTED for status in statuses)),
    )
    parts = "，".join(f"{words}{count}项" for words, count in counts if count)
    said = f"{mine.until}，{leader}分管的{len(statuses)}项具体事项，{parts}。"
    if before is None:
        return said
    now, then = (totals(judged.verdict for judged in part.items).lights for part in (mine, before))
    moved = "，".join(wording.change_words(now[light], then[light], light) for light in (Light.RED, Light.YELLOW))
    return f"{said}与上期相比，{moved}。"


def _wrong(judged: JudgedItem, as_of: date) -> str:
    """What is wrong with an item, in a few words: how far it lags, how long it is overdue, that its report is old."""
    gap = short_gap(judged, as_of)
    return f"欠{gap}个百分点" if gap[:1].isdigit() else gap


def _row(number: int, row: Row, judged: JudgedItem, as_of: date) -> Row:
    verdict = judged.verdict
    parts = [f"{verdict.light}灯", row["now_said"] or "未报送", _wrong(judged, as_of)]
    difficulty = next(
        (report.difficulty for report in reversed(judged.series) if report.date == verdict.reported), None
    )
    return {
        "number": number,
        "title": row["title"],
        "units": row["units"],
        "progress": "，".join(filter(None, parts)),
        "help": wording.readable(difficulty or ""),
    }


def _advice(mine: Snapshot, seen: Sequence[JudgedItem], imprint: Imprint) -> Iterator[str]:
    """Who should do what by when; for what will be missed at this rate, by how much."""
    red, yellow, reports = demands(mine, seen, imprint)
    said = []
    if red.units:
        said.append(f"请{wording.named(red.units)}倒排工期，于{red.until}前报送整改措施和完成时间")
    if yellow.units:
        said.append(f"请{wording.named(yellow.units)}加大力度，于{yellow.until}前报送推进措施")
    if reports.units:
        said.append(f"请{wording.named(reports.units)}于{reports.until}前补报进展")
    lagging = [judged for judged in seen if not is_silent(judged)]
    outlooks = [words for judged in lagging if (words := _outlook(judged))]
    if outlooks:
        yield f"按目前进度，{'；'.join(outlooks[:2])}。"
    if said:
        numbered = [f"{'一二三'[index]}是{words}" for index, words in enumerate(said)] if len(said) > 1 else said
        yield f"建议：{'；'.join(numbered)}。"


def _outlook(judged: JudgedItem) -> str:
    """What the year will come to at this rate, of what is counted up: `新增高新技术企业全年约完成11家，缺口4家`."""
    item, verdict = judged.item, judged.verdict
    outlook = verdict.forecast
    if outlook is None or outlook.in_shares or outlook.reaches is not False or outlook.expected is None:
        return ""
    if item.kind is not Kind.CUMULATIVE or verdict.comparator is Comparator.AT_MOST or verdict.goal is None:
        return ""
    expected, goal = Fraction(outlook.expected), Fraction(verdict.goal)
    if goal <= expected:
        return ""
    reached = Fraction(int(expected)) if counts_things(item) else Fraction(round(expected * 10), 10)
    shown = [wording.tight(amount(_number(number), item.unit_measure)) for number in (reached, goal - reached)]
    return f"{item.title}全年约完成{shown[0]}，缺口{shown[1]}"


def _number(number: Fraction) -> str:
    return plain(Decimal(number.numerator) / Decimal(number.denominator))
