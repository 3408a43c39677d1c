"""What is odd about the numbers of a plan beside one another and beside the goal."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from itertools import pairwise

from dcgd.model import Adjustable, Checkpoint, Comparator, Document, Kind, Target, effective
from dcgd.registry.checks.checkpoints import wrong_way
from dcgd.tracking.judging.wording import amount, plain
from dcgd.tracking.reporting.recording import ReportedItem

_MEND = "各格都填从年初累计的数"
_FEW = 3
"""Of so many numbers or more it is no chance that they add up to the goal."""


def due_of(item: ReportedItem, document: Document) -> date:
    """When an item is due, an approved extension counted."""
    part = item.part or item.task.entity
    recorded = part.due or item.task.entity.due or document.due
    due: date = effective(recorded, Adjustable.DUE, part.adjustments, date.max)
    return due


def is_goal(point: Checkpoint, item: ReportedItem, document: Document | None) -> bool:
    """Whether a checkpoint at the due day says no more than the item itself."""
    if document is None or point.date != due_of(item, document):
        return False
    return point.percent == 100 or (isinstance(item.part, Target) and point.value == _goal(item.part))


def odd_series(new: Sequence[Checkpoint], item: ReportedItem, document: Document | None, *, running: bool) -> str:
    """Why the new numbers of an item are odd beside one another, those that stand, and its goal; empty if they are not.

    `running` says that they were called running totals.
    """
    days = {point.date for point in new if point.text is None}
    if not days:
        return ""
    points = [*new, *(point for point in item.written_checkpoints if point.date not in days)]
    target = item.part if isinstance(item.part, Target) else None
    counted = target is not None and target.kind is Kind.CUMULATIVE
    if _falling(points, "percent") or (counted and _falling(points, "value")):
        return f"后一格的数比前一格小，像是单季的数；{_MEND}"
    if target is None:
        return ""
    for _index, why in wrong_way(target, points):
        return why
    goal, measure = _goal(target), target.unit_measure
    shown = amount(plain(goal), measure)
    for point in new:
        if (
            document
            and point.value is not None
            and point.date == due_of(item, document)
            and _short(target, point.value)
        ):
            return f"到时限的数 {amount(plain(point.value), measure)} 没有达到目标值 {shown}，像是单季的数；{_MEND}"
    numbers = [point.value for point in points if point.value is not None and point.value != goal]
    if counted and not running and len(numbers) >= _FEW and sum(numbers) == goal:
        return f"几格加起来正好是目标值 {shown}，像是单季的数；{_MEND}，确是累计数的写成“累计{plain(numbers[-1])}”"
    return ""


def _goal(target: Target) -> Decimal:
    value: Decimal = effective(target.value, Adjustable.VALUE, target.adjustments, date.max)
    return value


def _short(target: Target, number: Decimal) -> bool:
    """Whether a number at the due day is less than what the target asks; what is about so much is not weighed."""
    if target.comparator is Comparator.AT_MOST:
        return number > _goal(target)
    return target.comparator is not Comparator.ABOUT and number < _goal(target)


def _falling(points: Iterable[Checkpoint], key: str) -> bool:
    """Whether a number is smaller than one of an earlier day."""
    in_order = sorted(points, key=lambda point: point.date)
    numbers = [number for point in in_order if (number := getattr(point, key)) is not None]
    return any(later < earlier for earlier, later in pairwise(numbers))
