"""Which record of the newer registry is which of the older one."""

from collections import defaultdict, deque
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Pairs(Generic[T]):
    """Records that are in both registries, those that are gone, those that have come; each in the order of its file."""

    both: list[tuple[T, T]]
    gone: list[T]
    come: list[T]


def pair(older: Iterable[T], newer: Iterable[T], *keys: Callable[[T], Hashable]) -> Pairs[T]:
    """Match records by the first key, what is left by the next, and so on; equal keys match in order."""
    gone, come = list(older), list(newer)
    both: list[tuple[T, T]] = []
    for key in keys:
        waiting: dict[Hashable, deque[int]] = defaultdict(deque)
        for index, record in enumerate(come):
            waiting[key(record)].append(index)
        taken: set[int] = set()
        left: list[T] = []
        for record in gone:
            equal = waiting.get(key(record))
            if equal:
                index = equal.popleft()
                taken.add(index)
                both.append((record, come[index]))
            else:
                left.append(record)
        gone, come = left, [record for index, record in enumerate(come) if index not in taken]
    return Pairs(both, gone, come)
