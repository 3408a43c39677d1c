"""Where the reports' robust trend leads by the due date (Theil–Sen: the median of the slopes between all pairs)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import lcm
from typing import cast

from dcgd.model import Report
from dcgd.tracking.judging.goals import ALL, NOTHING, Goal, share_of, value_reaches
from dcgd.tracking.judging.months import PARTS, month_parts

FEWEST = 3
"""A trend needs reports of at least three different days."""
MOST = 12
"""The trend is that of the twelve latest days reported: a year of monthly reports."""


@dataclass(frozen=True, slots=True)
class Forecast:
    """What the trend says. With fewer than three days reported, only `points` and `due` are said.

    `in_shares`: numbers are done shares (1 = all) because some report gave a percent; else in the target's unit of
    measure. `expected`: the last reported number + `rate` × months from that report to the due date, never beyond all
    there is (see `Goal.is_all`), and never below 0 of a share or of what is to fall to 0 or more. `rate`: the trend per
    month. `needed`: the rate per month from the last report on that just arrives at the goal, None when no time is left
    or the last report is there already. `reaches`: whether `expected` meets the goal.
    """

    points: int
    due: date
    in_shares: bool
    expected: Fraction | None = None
    rate: Fraction | None = None
    needed: Fraction | None = None
    reaches: bool | None = None


def forecast(goal: Goal, reports: Sequence[Report]) -> Forecast:
    """The trend of reports (of different days, in the order of days, none later than the due date) and where it leads.

    Months are calendar months, a day being its part of its own month, so that equal steps at the ends of months are a
    straight line.
    """
    latest = reports[-MOST:]
    in_shares = goal.value is None or any(report.value is None for report in latest)
    if len(latest) < FEWEST:
        return Forecast(len(latest), goal.due, in_shares)
    numbers = [share_of(goal, report) if in_shares else Fraction(cast(Decimal, report.value)) for report in latest]
    rate = median_slope([month_parts(report.date) for report in latest], numbers)
    left = Fraction(month_parts(goal.due) - month_parts(latest[-1].date), PARTS)
    expected = numbers[-1] + rate * left
    if goal.is_all:
        expected = min(expected, ALL if in_shares else Fraction(100))
    if in_shares or (goal.falling and cast(Decimal, goal.value) >= 0 and min(numbers) >= 0):
        expected = max(expected, NOTHING)
    if in_shares:
        wanted, reaches, there = goal.full_share, expected >= goal.full_share, numbers[-1] >= goal.full_share
    else:
        wanted, reaches, there = goal.bound, value_reaches(goal, expected), value_reaches(goal, numbers[-1])
    needed = (wanted - numbers[-1]) / left if left > 0 and not there else None
    return Forecast(len(latest), goal.due, in_shares, expected, rate, needed, reaches)


def median_slope(moments: Sequence[int], numbers: Sequence[Fraction]) -> Fraction:
    """The median of the slopes between all pairs of points, per month; moments rise strictly.

    Slopes are pairs of whole numbers, put in order by their quotient times 2⁸⁰: two of them that differ, differ by more
    than 2⁻⁸⁰ (10,000 years are fewer than 2⁴⁰ `PARTS`), so that the order is exact and no number is too large for it.
    """
    scale = lcm(*(number.denominator for number in numbers))
    points = list(zip(moments, (number.numerator * (scale // number.denominator) for number in numbers), strict=True))
    slopes = sorted(
        (((later[1] - earlier[1]) << 80) // (later[0] - earlier[0]), later[1] - earlier[1], later[0] - earlier[0])
        for index, earlier in enumerate(points)
        for later in points[index + 1 :]
    )
    (_, low, low_run), (_, high, high_run) = slopes[(len(slopes) - 1) // 2], slopes[len(slopes) // 2]
    return Fraction((low * high_run + high * low_run) * PARTS, 2 * low_run * high_run * scale)
