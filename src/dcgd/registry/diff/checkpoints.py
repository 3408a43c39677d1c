"""What changed in the checkpoints of an item, and whether that weakens it."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from dcgd.diagnostics import Place
from dcgd.model import Checkpoint
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
