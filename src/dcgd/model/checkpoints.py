"""The checkpoints of an item as they stand on a day: which adjustments moved, and in words or in numbers."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from dcgd.data_words import Adjustable
from dcgd.model.document import Adjustment, Checkpoint


class Planned(NamedTuple):
    """A checkpoint with the day that counts now; `original` is the document's, `days` all that it ever was due on."""

    point: Checkpoint
    original: date
    days: frozenset[date]


def planned_on(checkpoints: Iterable[Checkpoint], adjustments: Sequence[Adjustment], day: date) -> tuple[Planned, ...]:
    """The checkpoints of an item as of a day, in the order of the file.

    An adjustment of `checkpoints` moves what is due on its `from` to its `to`, from its own date on.
    """
    moves = sorted(
        (a for a in adjustments if a.field is Adjustable.CHECKPOINTS and a.date <= day), key=lambda move: move.date
    )
    return tuple(_moved(point, moves) for point in checkpoints)


def _moved(point: Checkpoint, moves: Sequence[Adjustment]) -> Planned:
    days = [point.date]
    for move in moves:
        if move.from_ == days[-1] and isinstance(move.to, date):
            days.append(move.to)
    return Planned(replace(point, date=days[-1]) if len(days) > 1 else point, point.date, frozenset(days))


def in_words(planned: Iterable[Planned]) -> tuple[Planned, ...]:
    """Those that say in words what is due (形象进度); numbers are met by numbers."""
    return tuple(checkpoint for checkpoint in planned if checkpoint.point.text is not None)
