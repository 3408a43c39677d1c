"""考核: what a unit (or a section) starts from, every line that gave or took points, and the rank. Pure.

Each line names its record. Lines are rounded to hundredths before they are added up, so that what is shown adds up.
docs/appraisal.md explains the arithmetic.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from itertools import chain
from typing import NamedTuple

from dcgd.model import Action, Grouping, Notice, Problem, Report, Role, Scheme, Status
from dcgd.tracking.judged_items import JudgedItem
from dcgd.tracking.judging.months import reporting_day
from dcgd.tracking.judging.wording import plain
from dcgd.tracking.notices import task_of
from dcgd.tracking.problems import days_late, holder, is_open, known
from dcgd.tracking.reporting.log import due_cycle
from dcgd.tracking.weighing import counted, scale, weight_of
from dcgd.words import Word

_CENT = Decimal("0.01")


class LineKind(Word):
    """What gives or takes points."""

    BASE = "base", "起评"
    ITEM = "item", "事项"
    BONUS = "bonus", "全部完成"
    REPORT = "report", "报送"
    NOTICE = "notice", "督办"
    PROBLEM = "problem", "问题"
    EVALUATION = "evaluation", "评价"
    LIMIT = "limit", "封顶"


class Line(NamedTuple):
    """Points given or taken: of which kind, by which record (an id, a number, a month), when, and why in Chinese."""

    kind: LineKind
    points: Decimal
    record: str
    date: date | None
    why: str


@dataclass(frozen=True, slots=True)
class Score:
    """The score of a unit (or a section): its lines add up to `points`; equal scores have equal ranks (1, 2, 2, 4).

    `leads` and `participates` count its items. A unit that leads nothing has no rank: it answers for no result.
    """

    registry: str
    official: str
    name: str
    points: Decimal
    rank: int | None
    leads: int
    participates: int
    lines: tuple[Line, ...]

    def of(self, kind: LineKind) -> Decimal:
        """The points of the lines of one kind."""
        return sum((line.points for line in self.lines if line.kind == kind), Decimal(0))


class Journal(NamedTuple):
    """What happened besides reports: a registry's problems and notices, and who its names of units mean."""

    problems: Sequence[Problem]
    notices: Sequence[Notice]
    canonical: Callable[[str], str]


Claim = tuple[str, Role, JudgedItem]
"""Whose an item is: the name of the unit (or section), its role, the item."""


def scores(
    entries: Iterable[JudgedItem], journals: Mapping[str, Journal], as_of: date, by: Grouping = Grouping.UNIT
) -> list[Score]:
    """The scores of all units (or sections) that have an item, by registry, best first, those without a rank last.

    `entries` are judged as of the same day; `journals` by registry.
    """
    registries: dict[str, list[JudgedItem]] = {}
    for judged in entries:
        registries.setdefault(judged.home.registry, []).append(judged)
    empty = Journal((), (), str)
    of_registries = (_registry(members, journals.get(name, empty), as_of, by) for name, members in registries.items())
    return list(chain.from_iterable(of_registries))


def _registry(entries: Sequence[JudgedItem], journal: Journal, as_of: date, by: Grouping) -> list[Score]:
    claims: dict[str, list[Claim]] = {}
    for judged in entries:
        pairs = judged.home.units if by is Grouping.UNIT else ((judged.home.section, Role.LEAD),)
        for name, role in pairs:
            claims.setdefault(name, []).append((name, role, judged))
    sections = {judged.item.task: judged.home.section for judged in entries}
    drawn = []
    for name, members in claims.items():
        lines = tuple(_lines(name, members, journal, sections, as_of, by))
        leads = sum(role == Role.LEAD for _name, role, _entry in members)
        drawn.append((name, sum(line.points for line in lines), leads, len(members) - leads, lines))
    home = entries[0].home
    return ranked(
        Score(home.registry, home.document, name, Decimal(total), None, leads, others, lines)
        for name, total, leads, others, lines in drawn
    )


def ranked(several: Iterable[Score]) -> list[Score]:
    """Scores with their ranks among each other: best first, equal points share a rank, who leads nothing has none."""
    in_order = sorted(several, key=lambda score: (not score.leads, -score.points))
    points = [score.points for score in in_order]
    return [replace(score, rank=points.index(score.points) + 1 if score.leads else None) for score in in_order]


def _lines(
    name: str, claims: Sequence[Claim], journal: Journal, sections: Mapping[int, str], as_of: date, by: Grouping
) -> Iterator[Line]:
    """All lines of one unit or section, the base first, what the bounds cut off last."""
    rules = claims[0][2].rules
    scheme = rules.appraisal.scheme()
    lines = [Line(LineKind.BASE, _rounded(scheme.base), "", None, "起评分")]
    lines += _items(claims, scheme)
    lines += _reports(claims, scheme, as_of)
    lines += _notices(name, journal, sections, scheme, as_of, by)
    lines += _problems(name, claims, journal, sections, scheme, as_of, by)
    if by is Grouping.UNIT:
        for evaluation in rules.appraisal.evaluations:
            if journal.canonical(evaluation.unit) == name and evaluation.date <= as_of:
                lines.append(
                    Line(
                        LineKind.EVALUATION,
                        _rounded(evaluation.points),
                        evaluation.by,
                        evaluation.date,
                        f"领导评价：{evaluation.reason}",
                    )
                )
    total = sum((line.points for line in lines), Decimal(0))
    bounded = min(max(total, scheme.floor), scheme.cap)
    if bounded != total:
        word = f"最高 {scheme.cap} 分" if bounded < total else f"最低 {scheme.floor} 分"
        lines.append(Line(LineKind.LIMIT, _rounded(bounded - total), "", None, word))
    yield from (line for line in lines if line.points or line.kind is LineKind.BASE)


def _rounded(number: Decimal | Fraction) -> Decimal:
    if isinstance(number, Fraction):
        number = Decimal(number.numerator) / Decimal(number.denominator)
    return number.quantize(_CENT, ROUND_HALF_UP)


def _items(claims: Sequence[Claim], scheme: Scheme) -> Iterator[Line]:
    """Points by the status of each item, times its weight, and the bonus when all are done in time."""
    count = weight_of(judged for _name, _role, judged in claims)
    for _name, role, judged in claims:
        status = judged.verdict.status
        if status not in scheme.items:
            continue
        by_role = scheme.items[status]
        points = by_role.lead if role == Role.LEAD else by_role.participant
        factor, weight = scale(points, count, scheme.reference), judged.item.weight
        scaled = "" if factor == 1 else f"，{counted(count)}折算（{points}×{factor.numerator}/{factor.denominator}）"
        weighed = "" if weight == 1 else f"，权重 {plain(weight)}"
        why = f"{role.chinese}的“{judged.item.title}”{judged.verdict.label}{weighed}{scaled}"
        total = Fraction(points) * Fraction(weight) * factor
        yield Line(LineKind.ITEM, _rounded(total), judged.item.id, judged.verdict.reported, why)
    if all(judged.verdict.status is Status.DONE for _name, _role, judged in claims):
        yield Line(LineKind.BONUS, _rounded(scheme.all_done), "", None, f"{len(claims)} 项全部按期完成")


def _reports(claims: Sequence[Claim], scheme: Scheme, as_of: date) -> Iterator[Line]:
    """For each reporting day whose grace is over: the part of the items led that were reported late, or not at all.

    Late: what serves the day (see `_punctuality`) was handed in after the grace. Where reports do not say when they
    were handed in, their own dates stand for it, which the line says of those that are late.
    """
    due: dict[date, list[tuple[JudgedItem, str, bool]]] = {}
    for _name, role, judged in claims:
        if role == Role.LEAD:
            for expected, outcome, says_when in _punctuality(judged, as_of):
                due.setdefault(expected, []).append((judged, outcome, says_when))
    for expected, outcomes in sorted(due.items()):
        for outcome, points, word in (
            ("missing", scheme.missing_report, "漏报"),
            ("late", scheme.late_report, "迟报"),
        ):
            ids = [judged.item.id for judged, its_outcome, _says in outcomes if its_outcome == outcome]
            silent = [judged.item.id for judged, its_outcome, says in outcomes if its_outcome == outcome and not says]
            if ids:
                why = f"应报 {len(outcomes)} 项，{word} {len(ids)} 项：{'、'.join(ids)}"
                if silent:
                    which = "" if silent == ids else f"其中 {'、'.join(silent)} "
                    why += f"（{which}没有记交来之日，按数据截止日算）"
                hit = weight_of(judged for judged, its_outcome, _says in outcomes if its_outcome == outcome)
                share = hit / weight_of(judged for judged, _outcome, _says in outcomes)
                yield Line(LineKind.REPORT, _rounded(Fraction(points) * share), f"{expected:%Y-%m}", expected, why)


def _punctuality(judged: JudgedItem, as_of: date) -> Iterator[tuple[date, str, bool]]:
    """Each reporting day of an item whose grace is over, and how it was reported for: in_time, late, missing.

    A report of the cycle serves its day, and so does one that is dated before the next reporting day. The last part is
    whether the report that was handed in first says when that was; it does where there is none.

    Those of later cycles than that in which the item is due take no points: what is overdue is counted as such.
    """
    reporting = judged.rules.reporting
    known = [report for report in judged.told if report.date <= as_of]
    expected = reporting_day(judged.item.start, reporting.cycle)
    while (as_of - expected).days > reporting.grace_days:
        following = reporting_day(expected, reporting.cycle, later=1)
        cycle = due_cycle(judged, expected)
        if cycle is not None and cycle[0] <= judged.verdict.due:
            serving = [report for report in known if cycle[0] <= report.date < following]
            first = min(serving, key=_arrival, default=None)
            if first is None:
                yield expected, "missing", True
            else:
                late = (_arrival(first) - expected).days > reporting.grace_days
                yield expected, "late" if late else "in_time", first.says_when
        expected = following


def _arrival(report: Report) -> date:
    """When a report can have been there: not before the day that it is about."""
    return max(report.date, report.handed_in)


def _notices(
    name: str, journal: Journal, sections: Mapping[int, str], scheme: Scheme, as_of: date, by: Grouping
) -> Iterator[Line]:
    """Points of the notices to a unit (or on an item of a section), and of those not answered in time."""
    for notice in journal.notices:
        task = task_of(notice)
        owner = journal.canonical(notice.unit) if by is Grouping.UNIT else sections.get(task) if task else None
        if owner != name or notice.issued > as_of:
            continue
        points = scheme.notices.get(notice.level, Decimal(0))
        what = f"{notice.level}色督办单：{notice.reason}"
        yield Line(LineKind.NOTICE, _rounded(points), notice.number, notice.issued, what)
        answer = notice.answer(as_of)
        replied = answer.date if answer else None
        if (replied or as_of) > notice.reply_by:
            why = f"应于 {notice.reply_by} 前回复，{f'{replied} 才回复' if replied else '没有回复'}"
            yield Line(LineKind.NOTICE, _rounded(scheme.notice_unanswered), notice.number, notice.reply_by, why)


def _problems(
    name: str,
    claims: Sequence[Claim],
    journal: Journal,
    sections: Mapping[int, str],
    scheme: Scheme,
    as_of: date,
    by: Grouping,
) -> Iterator[Line]:
    """Points of problems past their deadline and of closures sent back, for whom it is assigned to, else the leads."""
    led = {judged.item.task for _name, role, judged in claims if role == Role.LEAD}
    for problem in journal.problems:
        steps = known(problem, as_of)
        to = holder(steps)
        if by is Grouping.SECTION:
            ours = sections.get(problem.task) == name
        else:
            ours = journal.canonical(to) == name if to else problem.task in led
        if not ours:
            continue
        late = days_late(steps, as_of)
        if late:
            day = as_of if is_open(steps) else steps[-1].date
            why = f"问题“{problem.title}”超过办结期限 {late} 天{'未销号' if is_open(steps) else '才销号'}"
            yield Line(LineKind.PROBLEM, _rounded(scheme.problem_overdue), problem.id, day, why)
        for step in steps:
            if step.action == Action.REJECT:
                why = f"问题“{problem.title}”被退回"
                yield Line(LineKind.PROBLEM, _rounded(scheme.problem_rejected), problem.id, step.date, why)
