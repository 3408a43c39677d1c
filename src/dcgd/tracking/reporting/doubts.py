"""What is odd about a report that may still be true: one function for `progress add` and for returned workbooks.

A doubt is never about what a report may not be (`recording.allow`): a person who has looked may record it on purpose.
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from dcgd.model import Comparator, Kind, Report, Target, effective
from dcgd.naming import halfwidth
from dcgd.tracking.judging.goals import GROWS
from dcgd.tracking.judging.wording import amount, counts_things, plain
from dcgd.tracking.reporting.recording import ReportedItem, said

FAR = 5
"""So many times the goal, or the report before, is far away: the slip of a decimal point is ten times."""


_EARLIEST = timedelta(31)
"""A month's form may come back before the month is over, but hardly before it begins."""


class Oddity(NamedTuple):
    """Why a report may be a slip, in a Chinese sentence; whether it may as well be meant as a correction."""

    sentence: str
    may_correct: bool = False


def doubts(item: ReportedItem, report: Report, typed: str, before: Report | None) -> Iterator[Oddity]:
    """Why a report may be a slip; nothing for most.

    `typed` is the amount as it was given, `before` the last report on the item up to this one's day.
    """
    if report.received and report.date - report.received > _EARLIEST:
        yield Oddity(f"交来之日 {report.received} 比数据截止日 {report.date} 还早一个月以上")
    target = item.part if isinstance(item.part, Target) else None
    number = report.value if report.value is not None else report.percent
    if number is None:
        return
    share = report.value is None or (target is not None and _is_percent(target) and abs(target.value) > 1)
    if share and 0 < abs(number) <= 1 and not re.search("%|百分之", halfwidth(typed)):
        shown = plain(number)
        yield Oddity(f"“{shown}”是 {shown}% 还是 {plain(number * 100)}%？请带上百分号")
    if target is not None and report.value is not None:
        yield from _against_goal(target, report.value, report.date)
    elif number > FAR * 100:
        yield Oddity(f"{plain(number)}% 是整个目标的 {FAR} 倍以上，多半写错了位数")
    if before is not None and not report.correction:
        yield from _against_earlier(item, report, before)
        if before.date == report.date and (report.value, report.percent) != (before.value, before.percent):
            yield Oddity(f"{report.date} 已有 {said(item, before)}，与这次的不同", may_correct=True)


def _is_percent(target: Target) -> bool:
    return target.unit_measure in ("%", "％")


def _against_goal(target: Target, value: Decimal, day: date) -> Iterator[Oddity]:
    goal = effective(target.value, "value", target.adjustments, day)
    shown, wanted = (amount(plain(number), target.unit_measure) for number in (value, goal))
    if goal > 0 and value > FAR * goal:
        yield Oddity(
            f"{shown}是目标值 {wanted}的 {plain((value / goal).quantize(Decimal(1)))} 倍，多半写错了位数或单位"
        )
    if counts_things(target) and value != int(value):
        yield Oddity(f"{shown} 不是整数，{target.unit_measure}是一个一个数的")
    if value < 0 <= goal and not GROWS.search(target.indicator + target.quote):
        yield Oddity(f"{shown} 是负数（目标值 {wanted}）")
    elif _is_percent(target) and goal <= 100 < value and not GROWS.search(target.indicator + target.quote):
        yield Oddity(f"{shown} 超过了 100%（目标值 {wanted}）")


def _against_earlier(item: ReportedItem, report: Report, before: Report) -> Iterator[Oddity]:
    """A jump, and a percent of completion that falls; what a running total may not do is refused elsewhere."""
    last = f"上次 {before.date} 报的是 {said(item, before)}，这次是 {said(item, report)}"
    if report.percent is not None and before.percent is not None:
        if report.percent < before.percent:
            yield Oddity(f"{last}，变小了", may_correct=True)
        return
    target = item.part
    if not isinstance(target, Target):
        return
    if report.percent is not None and before.value is not None and target.kind == Kind.CUMULATIVE:
        goal = effective(target.value, "value", target.adjustments, report.date)
        if goal > 0 and report.percent < before.value / goal * 100:
            yield Oddity(f"{last}，变小了", may_correct=True)
    if report.value is None or before.value is None:
        return
    goal = effective(target.value, "value", target.adjustments, report.date)
    if target.kind == Kind.CUMULATIVE:
        if goal > 0 and report.value - before.value > goal:
            yield Oddity(f"{last}，一次增加的比整个目标值还多", may_correct=True)
        return
    smaller, larger = sorted((abs(before.value), abs(report.value)))
    if (
        smaller > 0
        and larger > FAR * smaller
        and larger - smaller > abs(goal) / FAR
        and target.comparator != Comparator.AT_MOST
    ):
        yield Oddity(f"{last}，相差 {FAR} 倍以上，多半写错了位数", may_correct=True)
