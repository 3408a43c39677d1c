"""序时进度: the share that should be done by a day."""

from datetime import date
from fractions import Fraction
from functools import lru_cache

from dcgd.model import PaceMode, Rollup, Rules
from dcgd.model.items import Item, shares_of
from dcgd.tracking.judging.goals import ALL, NOTHING, Goal, goal_on, share_wanted
from dcgd.tracking.judging.months import PARTS, month_end, month_of, month_parts


def pace(item: Item, as_of: date, rules: Rules, goal: Goal | None = None) -> Fraction:
    """The share, 0 to 1, that should be done at the end of `as_of`; never falls from one day to the next.

    `goal` may be handed in by a caller who already has it. 0 before the period, 1 from the due date on (the
    adjusted one). An item with checkpoints in numbers follows them; one with shares theirs; else the item's own mode
    counts, else the rules' (monthly unless they say daily).
    """
    goal = goal or goal_on(item, as_of, rules.thresholds.tolerance)
    if as_of >= goal.due:
        return ALL
    if as_of < item.start:
        return NOTHING
    if goal.checkpoints and (numbers := _numbers(goal)):
        return _by_checkpoints(numbers, as_of)
    if item.shares:
        return _over_shares(item, as_of, rules)
    if (item.pace or rules.pace) == PaceMode.DAILY:
        return _daily(item.start, goal.due, as_of)
    return _monthly(item.start, goal.due, as_of)


def _over_shares(item: Item, as_of: date, rules: Rules) -> Fraction:
    """The pace of the shares over their goals: each weighs by its goal where they add up, else all weigh the same."""
    paces: list[tuple[Fraction, Fraction]] = []
    for share in shares_of(item):
        goal = goal_on(share, as_of, rules.thresholds.tolerance)
        weight = Fraction(goal.value or 0) if item.rollup is Rollup.SUM else ALL
        paces.append((pace(share, as_of, rules, goal), max(weight, NOTHING)))
    total = sum((weight for _pace, weight in paces), NOTHING)
    return sum((share * weight for share, weight in paces), NOTHING) / total if total else NOTHING


@lru_cache(maxsize=4096)
def _monthly(start: date, due: date, as_of: date) -> Fraction:
    """Months completed ÷ months of the period.

    A month is completed on its last day. A month that lies only partly in the period counts as the part of its days
    that do: from 11 May to 31 December are 21/31 + 7 months, of which the first part is completed on 31 May.
    """
    begin = month_parts(start, end=False)
    month = month_of(as_of)
    completed = (month + (as_of == month_end(month))) * PARTS
    return Fraction(max(completed - begin, 0), month_parts(due) - begin)


@lru_cache(maxsize=4096)
def _daily(start: date, due: date, as_of: date) -> Fraction:
    """Days passed ÷ days of the period, both ends and `as_of` itself counted."""
    return Fraction((as_of - start).days + 1, (due - start).days + 1)


def _numbers(goal: Goal) -> list[tuple[date, Fraction]]:
    """The checkpoints in numbers, each as its day and its done share; those in words alone are none."""
    shares: list[tuple[date, Fraction]] = []
    for point, *_ in goal.checkpoints:
        share = share_wanted(point, goal)
        if share is not None:
            shares.append((point.date, share))
    return shares


def _by_checkpoints(shares: list[tuple[date, Fraction]], as_of: date) -> Fraction:
    """The done share of the farthest checkpoint whose date has come, stepwise; 0 before the first one."""
    passed = (share for day, share in shares if day <= as_of)
    return min(max(passed, default=NOTHING), ALL)
