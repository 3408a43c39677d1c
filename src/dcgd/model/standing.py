"""Which records count: the one place that knows what was withdrawn."""

from collections.abc import Callable, Iterable
from typing import NamedTuple, TypeVar

from dcgd.model.journal import Notice, Problem, Report
from dcgd.model.requests import Request

R = TypeVar("R")


class Sorted(NamedTuple):
    """Records that count, and those that do not, each with the report that withdrew it (None: a step of its own)."""

    standing: tuple[int, ...]
    withdrawn: tuple[tuple[int, int | None], ...]
    idle: tuple[int, ...]
    """Withdrawals that withdraw nothing."""


def sort(entities: Iterable[Report | Problem | Notice | Request]) -> Sorted:
    """Records in the order of the files, sorted by their places in it.

    A report that withdraws cancels the last standing one before it on the same item and day, and counts for nothing
    itself; a problem, a notice or a request counts for nothing once one of its steps withdraws it.
    The day of judging plays no part: what was withdrawn never was.
    """
    standing: dict[int, None] = {}
    withdrawn: list[tuple[int, int | None]] = []
    idle: list[int] = []
    reported: dict[object, list[int]] = {}
    for place, entity in enumerate(entities):
        if not isinstance(entity, Report):
            if entity.is_withdrawn:
                withdrawn.append((place, None))
            else:
                standing[place] = None
            continue
        earlier = reported.setdefault((entity.subject, entity.date), [])
        if not entity.withdrawn:
            earlier.append(place)
            standing[place] = None
        elif earlier:
            cancelled = earlier.pop()
            del standing[cancelled]
            withdrawn.append((cancelled, place))
        else:
            idle.append(place)
    return Sorted(tuple(standing), tuple(withdrawn), tuple(idle))


def standing(records: Iterable[R], entity: Callable[[R], Report | Problem | Notice | Request]) -> tuple[R, ...]:
    """The records that count, in their order."""
    all_records = tuple(records)
    return tuple(all_records[place] for place in sort(map(entity, all_records)).standing)
