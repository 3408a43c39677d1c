"""What an auditor would ask about the reports of a year: patterns that honest figures seldom make.

Each pattern is a pure function over judged items and says its numbers in a sentence; docs/audit.md has the rules and
their false alarms. A doubt is a question, never a verdict: no light, no score and no appraisal knows of it. (What is
odd about one report when it is entered is asked there: `reporting.doubts`.)
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import groupby, pairwise
from typing import Any, NamedTuple

from dcgd.data_words import DoubtKind, PaperKind
from dcgd.model import Kind, Paper, Report
from dcgd.model.items import Item
from dcgd.naming import qualified
from dcgd.tracking.judged_items import JudgedItem
from dcgd.tracking.judging.goals import ALL, NOTHING, Goal, counts, goal_on, share_of
from dcgd.tracking.judging.months import month_of
from dcgd.tracking.judging.pace import pace
from dcgd.tracking.judging.reasons import percent, rounded
from dcgd.tracking.judging.reports import known_reports
from dcgd.tracking.judging.wording import amount, counts_things, plain

_FINE = 3
"""Digits that make a figure one of its own: 37.2 is not met twice by chance, 40 is."""
_STEPS = 50
"""How many steps of its own last digit a goal must hold for a figure to miss its pace."""
_SHOWN = 4
"""So many figures and items are named in a sentence, the rest are counted."""
_MOVES = Fraction(15, 100)
"""How much of the goal should have been added while a figure stood still, before that is asked about."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """One question about an item: which pattern, on which day it shows, and the numbers in a Chinese sentence."""

    kind: DoubtKind
    judged: JudgedItem
    day: date
    sentence: str

    def as_json(self) -> dict[str, Any]:
        """The row with the keys of JSON, in their order."""
        home, item = self.judged.home, self.judged.item
        return {
            **({"document": home.document} if home.registry else {}),
            "id": qualified(home.registry, item.id),
            "what": item.what,
            "title": item.title,
            "leads": home.leads,
            "doubt": self.kind,
            "date": self.day.isoformat(),
            "sentence": self.sentence,
        }


@dataclass(frozen=True, slots=True)
class Figure:
    """The last report of a day that can be judged, with its done share under the goal of that day."""

    report: Report
    goal: Goal
    share: Fraction

    @property
    def day(self) -> date:
        """The day of the report."""
        return self.report.date

    @property
    def number(self) -> Decimal:
        """The value, else the percent."""
        return self.report.value if self.report.value is not None else self.report.percent or Decimal(0)


def figures(judged: JudgedItem, as_of: date) -> list[Figure]:
    """The figures of an item up to a day, one a day, by date."""
    tolerance = judged.rules.thresholds.tolerance
    by_day: dict[date, Figure] = {}
    for report in known_reports(judged.reports, as_of):
        goal = goal_on(judged.item, report.date, tolerance)
        if counts(goal, report):
            by_day[report.date] = Figure(report, goal, share_of(goal, report))
    return list(by_day.values())


def doubts(judged_items: Sequence[JudgedItem], papers: dict[str, list[Paper]], as_of: date) -> list[Doubt]:
    """All doubts but those of evidence, in the order of the items, of shares in place of their
    targets; `papers` are those of each registry."""
    judged_items = [part for judged in judged_items for part in judged.asked]
    known = [(judged, figures(judged, as_of)) for judged in judged_items]
    asked = [
        doubt
        for judged, its_figures in known
        for doubt in (
            *jumps_on_the_last_day(judged, its_figures),
            *stands_still(judged, its_figures),
            *falls_after_a_bulletin(judged, its_figures, papers.get(judged.home.registry, ())),
            *keeps_to_the_pace(judged, its_figures),
        )
    ]
    asked += equals_another(known)
    order = {id(judged): place for place, judged in enumerate(judged_items)}
    return sorted(asked, key=lambda doubt: (order[id(doubt.judged)], list(DoubtKind).index(doubt.kind)))


def jumps_on_the_last_day(judged: JudgedItem, its_figures: Sequence[Figure]) -> Iterator[Doubt]:
    """The figure of the month in which the item is due adds more a month than `doubts.jump` percentage points.

    The last of two things is half the goal: one thing more is no jump.
    """
    in_time = [figure for figure in its_figures if figure.day <= figure.goal.due]
    for before, end in list(pairwise(in_time))[-1:]:
        one = counts_things(judged.item) and abs(end.number - before.number) <= 1
        if end.goal.lasting or one or month_of(end.day) != month_of(end.goal.due):
            return
        rise = (end.share - before.share) / max(month_of(end.day) - month_of(before.day), 1)
        limit = judged.rules.doubts.jump
        if rise * 100 > limit:
            sentence = (
                f"到期的当月（{end.day}）完成率 {percent(end.share)}，{before.day} 还是 {percent(before.share)}："
                f"平均每月增 {_points(rise)} 个百分点，超过 {plain(limit)} 个"
            )
            yield Doubt(DoubtKind.JUMP, judged, end.day, sentence)


def stands_still(judged: JudgedItem, its_figures: Sequence[Figure]) -> Iterator[Doubt]:
    """One figure is handed in `doubts.still` times or more in a row while the pace went on, or where figures vary."""
    for number, members in groupby(its_figures, key=lambda figure: figure.number):
        run = list(members)
        first, last = run[0], run[-1]
        if len(run) < judged.rules.doubts.still or not number or last.goal.lasting:
            continue
        times = f"{first.day} 至 {last.day} 连续 {len(run)} 次都报 {_said(judged.item, last)}"
        if judged.item.kind is Kind.LEVEL:
            if _digits(number) >= _FINE:
                yield Doubt(DoubtKind.STILL, judged, last.day, times)
            continue
        due = _pace(judged, last) - _pace(judged, first)
        steps = due * Fraction(last.goal.value if last.report.value is not None and last.goal.value else 100)
        if last.share < ALL and due >= _MOVES and steps >= 2:
            sentence = f"{times}，其间序时进度增了 {_points(due)} 个百分点"
            yield Doubt(DoubtKind.STILL, judged, last.day, sentence)


def falls_after_a_bulletin(
    judged: JudgedItem, its_figures: Sequence[Figure], papers: Iterable[Paper]
) -> Iterator[Doubt]:
    """The first figure after a bulletin lies more than `doubts.fall` points below the one the bulletin had.

    A measured level goes up and down: it is asked about only if it never fell so far before.
    """
    limit = judged.rules.doubts.fall
    steps = list(pairwise(its_figures))
    for paper in papers:
        if paper.kind is not PaperKind.BULLETIN or paper.is_withdrawn:
            continue
        for before, after in steps:
            if not before.day <= paper.as_of < after.day or after.goal.lasting:
                continue
            fall = min(before.share, ALL) - min(after.share, ALL)
            usual = max((a.share - b.share for a, b in steps if b.day <= before.day), default=NOTHING)
            if fall * 100 > limit and (judged.item.kind is not Kind.LEVEL or fall > usual):
                sentence = (
                    f"{paper.number}（截至 {paper.as_of}）按 {percent(before.share)} 通报，"
                    f"{after.day} 降到 {percent(after.share)}：低 {_points(fall)} 个百分点，超过 {plain(limit)} 个"
                )
                yield Doubt(DoubtKind.FALL, judged, after.day, sentence)


def keeps_to_the_pace(judged: JudgedItem, its_figures: Sequence[Figure]) -> Iterator[Doubt]:
    """At least `doubts.paced` figures in a row are the pace itself, to their own last digit.

    Only where a figure could have missed it: a goal of few steps, and round percents, meet their pace by themselves.
    """
    for paced, members in groupby(its_figures, key=lambda figure: _is_pace(judged, figure)):
        run = list(members)
        if not paced or len(run) < judged.rules.doubts.paced:
            continue
        if sum(_digits(figure.number) > 1 and figure.number % 5 != 0 for figure in run) * 2 < len(run):
            continue
        shown = "、".join(_said(judged.item, figure) for figure in run[:_SHOWN])
        more = " 等" if len(run) > _SHOWN else ""
        sentence = f"{run[0].day} 至 {run[-1].day} 连续 {len(run)} 次正好是序时进度的数：{shown}{more}"
        yield Doubt(DoubtKind.PACED, judged, run[-1].day, sentence)


def equals_another(known: Sequence[tuple[JudgedItem, Sequence[Figure]]]) -> Iterator[Doubt]:
    """`doubts.equal` figures in a row are on the same days the same as those of an item that other units lead.

    Only fine figures count, not all the same: 40 is met twice by chance, 37.2 and then 41.9 are not.
    """
    led: dict[_Window, list[JudgedItem]] = defaultdict(list)
    windows = [list(_windows(judged, its_figures)) for judged, its_figures in known]
    for (judged, _figures), its_windows in zip(known, windows, strict=True):
        for window in its_windows:
            led[window].append(judged)
    for (judged, _figures), its_windows in zip(known, windows, strict=True):
        for window in its_windows:
            if others := [other for other in led[window] if _led_apart(other, judged)]:
                yield _equal(judged, others, window)
                break


class _Window(NamedTuple):
    """Some fine figures in a row, by what makes them comparable."""

    registry: str
    unit_measure: str
    numbers: tuple[tuple[date, Decimal], ...]


def _windows(judged: JudgedItem, its_figures: Sequence[Figure]) -> Iterator[_Window]:
    fine = [(figure.day, figure.number) for figure in its_figures if _digits(figure.number) >= _FINE]
    length = judged.rules.doubts.equal
    for start in range(len(fine) - length + 1):
        numbers = tuple(fine[start : start + length])
        if len({number for _day, number in numbers}) > 1:
            yield _Window(judged.home.registry, judged.item.unit_measure, numbers)


def _equal(judged: JudgedItem, others: Sequence[JudgedItem], window: _Window) -> Doubt:
    days = [day for day, _number in window.numbers]
    numbers = "、".join(plain(number) for _day, number in window.numbers[:_SHOWN])
    named = "、".join(f"{other.item.id}（{'、'.join(other.lead_units)}）" for other in others[:_SHOWN])
    more = f" 等 {len(others)} 项" if len(others) > _SHOWN else ""
    sentence = f"{days[0]} 至 {days[-1]} 连续 {len(days)} 个数（{numbers}）与 {named}{more}完全相同"
    return Doubt(DoubtKind.EQUAL, judged, days[-1], sentence)


def _led_apart(one: JudgedItem, other: JudgedItem) -> bool:
    """Whether no unit leads both."""
    return one is not other and not set(one.lead_units) & set(other.lead_units)


def _pace(judged: JudgedItem, figure: Figure) -> Fraction:
    return pace(judged.item, figure.day, judged.rules, figure.goal)


def _is_pace(judged: JudgedItem, figure: Figure) -> bool:
    """Whether a figure is what the pace asks for on its day, rounded to the figure's own last digit."""
    goal = figure.goal
    due = _pace(judged, figure)
    if goal.lasting or not NOTHING < due < ALL or goal.falling:
        return False
    step = Fraction(10) ** min(int(figure.number.as_tuple().exponent), 0)
    if figure.report.value is None:
        begin, end = NOTHING, Fraction(100)
    else:
        begin, end = Fraction(goal.baseline or 0), Fraction(goal.value or 0)
    if abs(end - begin) < _STEPS * step:
        return False
    return abs(begin + due * (end - begin) - Fraction(figure.number)) <= step / 2


def _digits(number: Decimal) -> int:
    """How many digits a figure has without idle zeros: 37.2 three, 100 one."""
    return len(number.normalize().as_tuple().digits)


def _points(share: Fraction) -> str:
    return rounded(share * 100).removesuffix(".0")


def _said(item: Item, figure: Figure) -> str:
    shown = plain(figure.number)
    return f"{shown}%" if figure.report.value is None else amount(shown, item.unit_measure)
