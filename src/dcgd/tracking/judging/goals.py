"""What an item has to reach on a day, how much of it a report is, and whether the report meets it.

docs/arithmetic.md has the rules. Every goal has one direction: `at_most` is better lower, all others are better higher.
Of two values the better one never has the lesser done share: more progress never worsens a status.
"""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import cast

from dcgd.model import Checkpoint, Comparator, Kind, Report, effective
from dcgd.model.checkpoints import Planned, in_words, planned_on
from dcgd.model.items import Item
from dcgd.naming import PERCENT

NOTHING = Fraction(0)
ALL = Fraction(1)
GROWS = re.compile("增[长速幅减]|增加(?!值)|同比|翻番")
"""In the title or the quotation of what may well be more than 100 %: shares end there, what grows may grow by more."""


@dataclass(frozen=True, slots=True)
class Goal:
    """An item's goal as it stands on one day, adjustments applied.

    `value` is None for milestones and tasks, whose goal is 100 percent. `baseline` is None also when it is useless:
    on or beyond the goal already. `lasting`: a standing target, or a cap on a running count (cumulative, at_most),
    which is held or not at each report and is met only once its period is over. `tolerance` is the percent that
    `about` forgives. `is_all`: nothing lies beyond the goal, as of milestones and tasks, and of 100 % of a whole.
    `checkpoints`: with the days that count on that day.
    """

    due: date
    value: Decimal | None
    comparator: Comparator
    baseline: Decimal | None
    lasting: bool
    tolerance: Decimal
    is_all: bool = False
    checkpoints: tuple[Planned, ...] = ()

    @property
    def worded(self) -> tuple[Planned, ...]:
        """The checkpoints in words."""
        return in_words(self.checkpoints)

    @property
    def falling(self) -> bool:
        """Whether lower is better."""
        return self.comparator == Comparator.AT_MOST

    @property
    def bound(self) -> Fraction:
        """The value that must be reached: the goal, for `about` less what the tolerance forgives."""
        goal = Fraction(cast(Decimal, self.value))
        return goal - abs(goal) * Fraction(self.tolerance) / 100 if self.comparator == Comparator.ABOUT else goal

    @property
    def full_share(self) -> Fraction:
        """The done share that a reported percent must reach: 1, for `about` less what the tolerance forgives."""
        return ALL - Fraction(self.tolerance) / 100 if self.comparator == Comparator.ABOUT else ALL


def goal_on(item: Item, day: date, tolerance: Decimal) -> Goal:
    """The goal of an item as of a day. Adjustments must carry values of their field's type, as validation sees to."""
    due, value, comparator, baseline = item.due, item.value, item.comparator, item.baseline
    if item.adjustments:
        due = effective(due, "due", item.adjustments, day)
        value = effective(value, "value", item.adjustments, day)
        comparator = Comparator(effective(comparator, "comparator", item.adjustments, day))
        baseline = effective(baseline, "baseline", item.adjustments, day)
    falling = comparator == Comparator.AT_MOST
    if (
        item.kind != Kind.LEVEL
        or baseline is None
        or value is None
        or (baseline <= value if falling else baseline >= value)
    ):
        baseline = None
    lasting = item.kind == Kind.STANDING or (item.kind == Kind.CUMULATIVE and falling)
    whole = value == 100 and item.unit_measure in PERCENT and not falling
    is_all = value is None or (whole and not GROWS.search(item.title + item.quote))
    checkpoints = planned_on(item.checkpoints, item.adjustments, day) if item.checkpoints else ()
    return Goal(due, value, comparator, baseline, lasting, tolerance, is_all, checkpoints)


def value_reaches(goal: Goal, value: Decimal | Fraction) -> bool:
    """Whether a value meets the goal: ≥, for more_than >, for about ≥ goal less tolerance, for at_most ≤."""
    if goal.comparator == Comparator.ABOUT:
        return Fraction(value) >= goal.bound
    wanted = cast(Decimal, goal.value)
    if goal.comparator == Comparator.AT_LEAST:
        return value >= wanted
    return value > wanted if goal.comparator == Comparator.MORE_THAN else value <= wanted


def value_share(goal: Goal, value: Decimal) -> Fraction:
    """The done share of a value: never negative, 1 at the goal, more beyond it.

    lasting: 1 held, 0 not. With a baseline (value − baseline) ÷ (goal − baseline). Without: value ÷ goal; goal ÷ value
    where lower is better and the goal is not yet reached. A goal of 0 or less (清零) without a baseline: 1 met, 0 not.
    """
    wanted = cast(Decimal, goal.value)
    if goal.baseline is not None:
        share = (Fraction(value) - Fraction(goal.baseline)) / (Fraction(wanted) - Fraction(goal.baseline))
        return max(share, NOTHING)
    if goal.lasting or wanted <= 0 or goal.falling:
        if value_reaches(goal, value):
            return ALL
        return NOTHING if goal.lasting or wanted <= 0 else Fraction(wanted) / Fraction(value)
    above, below = value.as_integer_ratio()
    wanted_above, wanted_below = wanted.as_integer_ratio()
    return Fraction(above * wanted_below, below * wanted_above) if above > 0 else NOTHING


def counts(goal: Goal, report: Report) -> bool:
    """Whether a report says anything that can be judged: a percent, or (of a target) a value."""
    return report.percent is not None or (report.value is not None and goal.value is not None)


def share_of(goal: Goal, report: Report) -> Fraction:
    """The done share a report stands for. A percent is the done share; a value comes before a percent."""
    if report.value is not None and goal.value is not None:
        return value_share(goal, report.value)
    return Fraction(cast(Decimal, report.percent)) / 100


def share_wanted(point: Checkpoint, goal: Goal) -> Fraction | None:
    """The done share that a checkpoint in numbers asks for; None of one in words."""
    if point.value is not None and goal.value is not None:
        return value_share(goal, point.value)
    return Fraction(point.percent) / 100 if point.percent is not None else None


def is_met(goal: Goal, report: Report) -> bool:
    """Whether a report meets the goal: its value does, or it says 100 percent (whatever the comparator)."""
    if report.value is not None and goal.value is not None:
        return value_reaches(goal, report.value)
    return Fraction(cast(Decimal, report.percent)) / 100 >= goal.full_share
