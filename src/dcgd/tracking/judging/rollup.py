"""From verdicts to totals: the worst of a task, counts and percentages of a section, a unit, the whole."""

from collections.abc import Iterable, Mapping, Sequence
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
    def status_shares(self) -> Mapping[Status, Decimal]:
        """Percentages of the statuses to one decimal; they add up to 100.0."""
        return dict(zip(self.statuses, shares(tuple(self.statuses.values())), strict=True))

    @property
    def light_shares(self) -> Mapping[Light, Decimal]:
        """Percentages of the lights to one decimal; they add up to 100.0."""
        return dict(zip(self.lights, shares(tuple(self.lights.values())), strict=True))


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


def shares(counts: Sequence[int]) -> tuple[Decimal, ...]:
    """Percentages to one decimal that add up to exactly 100.0 (all 0.0 when there is nothing to count).

    Largest remainder: each is rounded down, then the tenths still missing go to those that lost most, the first of
    equals first. No percentage is off by a tenth or more, and a count of 0 stays 0.0.
    """
    total = sum(counts)
    if not total:
        return tuple(Decimal("0.0") for _ in counts)
    tenths = [1000 * count // total for count in counts]
    lost = sorted(range(len(counts)), key=lambda index: -(1000 * counts[index] % total))
    for index in lost[: 1000 - sum(tenths)]:
        tenths[index] += 1
    return tuple(Decimal(tenth).scaleb(-1) for tenth in tenths)
