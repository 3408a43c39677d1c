"""平均完成: the mean done share of any number of items, against the mean pace of the same, each as its weight says."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from dcgd.model.items import Item
from dcgd.tracking.judged_items import JudgedItem
from dcgd.tracking.judging.assess import Verdict
from dcgd.tracking.judging.rollup import percentage
from dcgd.tracking.verdict_row import counted_in_means


class Means(NamedTuple):
    """Mean done share and mean pace in percent, to one decimal; None where no item counts."""

    done: float | None
    pace: float | None


@dataclass(slots=True)
class Mean:
    """Mean done share and mean pace of the items that have begun and to which pace applies.

    An item counts for as many as it weighs. What was never reported counts as nothing done, what is beyond its goal as
    done: nobody's surplus hides another's arrears.
    """

    weight: int = 0
    done: int = 0
    pace: int = 0

    def add(self, item: Item, day: date, verdict: Verdict) -> None:
        """Count the verdict of a day in, unless the item has not begun or pace does not apply to it."""
        counted = counted_in_means(item, verdict)
        if counted and day >= item.start:
            self.add_up(*counted)

    def add_up(self, weight: int, done: int, pace: int) -> None:
        """Count what `counted_in_means` says of one item, or of several together."""
        self.weight += weight
        self.done += done
        self.pace += pace

    @property
    def row(self) -> Means:
        """The means of what was counted."""
        return Means(self._percent(self.done), self._percent(self.pace))

    def _percent(self, share: int) -> float | None:
        return float(percentage(share, self.weight)) if self.weight else None


def mean(as_of: date, judged_items: Iterable[JudgedItem]) -> Means:
    """The means of any number of items judged as of a day."""
    counted = Mean()
    for judged in judged_items:
        counted.add(judged.item, as_of, judged.verdict)
    return counted.row
