"""平均完成: the mean done share of any number of items, against the mean pace of the same, each as its weight says."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from dcgd.model.items import Item
from dcgd.tracking.judged_items import JudgedItem
from dcgd.tracking.judging.assess import Verdict
from dcgd.tracking.verdict_row import counted_done


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

    done: float = 0.0
    pace: float = 0.0
    weight: float = 0.0

    def add(self, item: Item, day: date, verdict: Verdict) -> None:
        """Count the verdict of a day in, unless the item has not begun or pace does not apply to it."""
        if verdict.pace is not None and day >= item.start:
            weight = float(item.weight)
            self.done += weight * counted_done(verdict)
            self.pace += weight * float(verdict.pace)
            self.weight += weight

    @property
    def row(self) -> Means:
        """The means of what was counted."""
        if not self.weight:
            return Means(None, None)
        return Means(round(100 * self.done / self.weight, 1), round(100 * self.pace / self.weight, 1))


def mean(as_of: date, judged_items: Iterable[JudgedItem]) -> Means:
    """The means of any number of items judged as of a day."""
    counted = Mean()
    for judged in judged_items:
        counted.add(judged.item, as_of, judged.verdict)
    return counted.row
