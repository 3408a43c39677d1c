"""Which checkpoints are met: the one place that decides it, for verdicts, forms, listings and calendars alike."""

from collections.abc import Iterable, Sequence
from datetime import date

from dcgd.model import Report
from dcgd.model.checkpoints import Planned
from dcgd.tracking.judging.goals import Goal, counts


def tells(goal: Goal, report: Report) -> bool:
    """Whether a report counts as one: it gives an amount or, beside checkpoints in words, tells of progress."""
    return counts(goal, report) or bool(goal.worded and (report.note or report.checkpoint))


def named(day: date | None, worded: Sequence[Planned]) -> Planned | None:
    """Which of the checkpoints in words a report means that names a day; None where it is none of them.

    The document's own day comes first, then any to which a checkpoint was moved.
    """
    own = (planned for planned in worded if planned.original == day)
    return next(own, None) or next((planned for planned in worded if day in planned.days), None)


def met_since(planned: Planned, goal: Goal, reports: Iterable[Report]) -> date | None:
    """The date of the first report that says a checkpoint in words is met; None where none does."""
    said = (report.date for report in reports if report.checkpoint and named(report.checkpoint, goal.worded) == planned)
    return min(said, default=None)


def still_open(goal: Goal, reports: Iterable[Report], until: date) -> tuple[Planned, ...]:
    """The checkpoints in words that are due until a day and that no report says are met, by date."""
    met = {named(report.checkpoint, goal.worded) for report in reports if report.checkpoint is not None}
    unmet = (planned for planned in goal.worded if planned.point.date <= until and planned not in met)
    return tuple(sorted(unmet, key=lambda planned: planned.point.date))
