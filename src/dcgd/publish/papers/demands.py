"""What papers ask of whom, and by when: one rule for bulletin, brief and letters.

Within so many working days from the day of the paper as rules.yaml gives a notice of a level to be answered
(`notices.reply_days`): what is yellow as a yellow one. What is red, and what only has to be told (a report that is
missing, how far that is which a letter reminds of), as a red one, the shortest.
"""

from collections.abc import Sequence
from typing import NamedTuple

from dcgd.model import Level, Light
from dcgd.publish.papers import wording
from dcgd.publish.papers.facts import reply_days
from dcgd.publish.papers.office import Imprint
from dcgd.publish.papers.standings import LAGGING, in_order, is_silent
from dcgd.publish.snapshot import Snapshot
from dcgd.tracking.judged_items import JudgedItem


class Demand(NamedTuple):
    """Units, as papers call them, and the day by which something is asked of them, in words."""

    units: list[str]
    until: str


class Demands(NamedTuple):
    """What is asked of the units that lag in red, in yellow, and that did not report; the units of each may be none."""

    red: Demand
    yellow: Demand
    reports: Demand


def until(snapshot: Snapshot, level: Level, imprint: Imprint) -> str:
    """The day by which what a level stands for is to be answered: `10月11日（星期六）`."""
    issued = imprint.day(snapshot)
    return wording.day_and_weekday(reply_days(snapshot, issued)[level], issued.year)


def told_until(snapshot: Snapshot, imprint: Imprint) -> str:
    """The day by which what only has to be told is to be there."""
    return until(snapshot, Level.RED, imprint)


def demands(snapshot: Snapshot, items: Sequence[JudgedItem], imprint: Imprint) -> Demands:
    """What is asked of the units that lead these items."""
    lagging = [judged for judged in items if judged.verdict.status in LAGGING]
    red = [judged for judged in lagging if judged.verdict.light is Light.RED]
    yellow = [judged for judged in lagging if judged.verdict.light is not Light.RED]
    silent = [judged for judged in items if is_silent(judged)]
    return Demands(
        Demand(in_order(snapshot, red), until(snapshot, Level.RED, imprint)),
        Demand(in_order(snapshot, yellow), until(snapshot, Level.YELLOW, imprint)),
        Demand(in_order(snapshot, silent), told_until(snapshot, imprint)),
    )
