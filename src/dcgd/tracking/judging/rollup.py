"""From verdicts to totals: the worst of a task, counts and percentages of a section, a unit, the whole."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from dcgd.model import Light, Status
from dcgd.tracking.judging.assess import Verdict

STATUSES: tuple[Status, ...] = tuple(Status)
"""Worst first."""
LIGHTS_WORST_FIRST: tuple[Light, ...] = (Light.RED, Light.YELLOW, Light.BLUE, Light.GREEN, Light.GREY)
"""灰 is no light yet, so that any other outweighs it."""


@dataclass(frozen=True, slots=True)
class Totals:
    """How many verdicts, by status and by light (every one of them, also where 0), and how many are at risk."""

    total: int
    statuses: Mapping[Status, int]
    lights: Mapping[Light, int]
    at_risk: int

    @property
    def done_share(self) -> Decimal:
        """How many percent are done (办结率), late ones too, see `percentage`."""
        return percentage(sum(count for status, count in self.statuses.items() if status.is_done), self.total)

    @property
    def status_shares(self) -> Mapping[Status, Decimal]:
        """Percentages of the statuses, see `percentage`."""
        return {status: percentage(count, self.total) for status, count in self.statuses.items()}

    @property
    def light_shares(self) -> Mapping[Light, Decimal]:
        """Percentages of the lights, see `percentage`."""
        return {light: percentage(count, self.total) for light, count in self.lights.items()}


@dataclass(frozen=True, slots=True)
class Standing:
    """How a group of items stands: the worst status, its label, and the worst light of them.

    The two may come from different items: of one 正常 (绿) and one 逾期完成 (黄) the status is 正常, the light 黄.
    """

    status: Status
    label: str
    light: Light


def standing(verdicts: Iterable[Verdict]) -> Standing | None:
    """How a task, a section, a unit or any other group stands, from the verdicts of its items; None without any.

    Overdue is called 未报送 as well only where no overdue item was ever reported.
    """
    members = list(verdicts)
    if not members:
        return None
    status = worst_status(verdict.status for verdict in members)
    labels = [verdict.label for verdict in members if verdict.status is status]
    return Standing(status, min(labels, key=len), worst_light(verdict.light for verdict in members))


def worst_status(statuses: Iterable[Status]) -> Status:
    """The worst of at least one status: a task's status from those of its items."""
    return min(statuses, key=STATUSES.index)


def worst_light(lights: Iterable[Light]) -> Light:
    """The worst of at least one light; 灰 only when all are."""
    return min(lights, key=LIGHTS_WORST_FIRST.index)


def totals(verdicts: Iterable[Verdict]) -> Totals:
    """Counts of any number of verdicts."""
    total = 0
    statuses = dict.fromkeys(STATUSES, 0)
    lights = dict.fromkeys(LIGHTS_WORST_FIRST, 0)
    at_risk = 0
    for verdict in verdicts:
        total += 1
        statuses[verdict.status] += 1
        lights[verdict.light] += 1
        at_risk += verdict.at_risk
    return Totals(total, statuses, lights, at_risk)


def percentage(count: int, total: int) -> Decimal:
    """How many percent of `total` a count is, to one decimal, half up; 0.0 where there is nothing to count.

    Equal counts of one total have equal percentages wherever they are shown, so those of a whole need not add up to
    100.0.
    """
    return Decimal((2000 * count + total) // (2 * total)).scaleb(-1) if total else Decimal("0.0")
