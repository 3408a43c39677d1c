"""What changed in the checkpoints of an item, and whether that weakens it."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from dcgd.diagnostics import Place
from dcgd.model import Adjustable, Checkpoint, Milestone, Target, Task
from dcgd.model.checkpoints import Planned, planned_on
from dcgd.naming import amount
from dcgd.registry.diff.kinds import Change, change


def checkpoint_changes(
    subject: str,
    was: Sequence[Checkpoint],
    now: Sequence[Checkpoint],
    place: Place,
    title: str,
    *,
    measure: str = "",
    falling: bool = False,
) -> Iterator[Change]:
    """The change of an item's checkpoints as one; `falling` says that less is better."""
    if was != now:
        texts = ["、".join(f"{point.date} {_due(point, measure)}" for point in points) for points in (was, now)]
        kind, there = _kind(was, now, falling=falling), place.at("checkpoints")
        yield change(kind, subject, there, title=title, before=texts[0], after=texts[1])


def _due(point: Checkpoint, measure: str) -> str:
    return amount(str(point.value), measure) if point.value is not None else point.wanted()


Holder = Target | Milestone | Task
"""What has checkpoints."""


def moves(subject: str, was: Holder, now: Holder, place: Place, title: str) -> Iterator[Change]:
    """The checkpoints that adjustments moved from one version to the other, each with that which approves it."""
    before = {_key(planned): planned.point.date for planned in _planned(was)}
    for planned in _planned(now):
        day, point = before.get(_key(planned)), planned.point
        if day is None or day == point.date:
            continue
        come = [
            made for made in now.adjustments if made not in was.adjustments and made.field is Adjustable.CHECKPOINTS
        ]
        approval = next((made for made in reversed(come) if made.to == point.date), None)
        kind = "checkpoint-later" if point.date > day else "checkpoint-earlier"
        measure = now.unit_measure if isinstance(now, Target) else ""
        what = _due(point, measure)
        said = change(
            kind, subject, place.at("checkpoints"), title=title, before=f"{day} {what}", after=f"{point.date} {what}"
        )
        yield replace(said, approval=approval)


def _planned(holder: Holder) -> tuple[Planned, ...]:
    return planned_on(holder.checkpoints, holder.adjustments, date.max)


def _key(planned: Planned) -> tuple[date, bool]:
    return planned.original, planned.point.text is None


def _kind(was: Sequence[Checkpoint], now: Sequence[Checkpoint], *, falling: bool) -> str:
    before, after = ({(point.date, point.text is None): point for point in points} for points in (was, now))
    if any(day not in after or _is_easier(point, after[day], falling=falling) for day, point in before.items()):
        return "checkpoints-eased"
    if any(_numbers(point) == _numbers(after[day]) and point != after[day] for day, point in before.items()):
        return "checkpoints-reworded"
    return "checkpoints-tightened" if before.keys() == after.keys() else "checkpoints-added"


def _is_easier(was: Checkpoint, now: Checkpoint, *, falling: bool) -> bool:
    """Whether less is asked: a number that is nearer, or words where a number stood. Words are not weighed."""
    before, after = _numbers(was), _numbers(now)
    if before == after:
        return False
    pairs = list(zip(before, after, strict=True))
    comparable = [(old, new) for old, new in pairs if old is not None and new is not None]
    if not comparable:
        return any(number is not None for number in before)
    return any((new > old) if falling else (new < old) for old, new in comparable)


def _numbers(point: Checkpoint) -> tuple[Decimal | None, Decimal | None]:
    return point.value, point.percent
