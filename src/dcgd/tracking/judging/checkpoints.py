"""Which checkpoints are met: the one place that decides it, for verdicts, forms, listings and calendars alike."""

from collections.abc import Iterable, Sequence
from datetime import date

from dcgd.model import Report
from dcgd.model.checkpoints import Planned
from dcgd.tracking.judging.goals import ALL, Goal, counts, share_of, share_wanted
from dcgd.tracking.judging.reports import known_reports


def tells(goal: Goal, report: Report) -> bool:
    """Whether a report counts as one: it gives an amount or, beside checkpoints in words, tells of progress."""
    return counts(goal, report) or bool(goal.worded and (report.note or report.checkpoint))


def named(day: date | None, worded: Sequence[Planned]) -> Planned | None:
    """Which of the checkpoints in words a report means that names a day; None where it is none of them.

    The document's own day comes first, then any to which a checkpoint was moved.
    """
    own = (planned for planned in worded if planned.original == day)
    return next(own, None) or next((planned for planned in worded if day in planned.days), None)


def met_since(planned: Planned, goal: Goal, reports: Iterable[Report], as_of: date) -> date | None:
    """Since when a checkpoint is met at the end of a day; None where it is not.

    One in words is met by the first report that says so, one in numbers from the first of the latest unbroken run of
    reports that reach it.
    """
    known = known_reports(reports, as_of)
    if planned.point.text is not None:
        said = (report.date for report in known if named(report.checkpoint, goal.worded) == planned)
        return next(said, None)
    wanted, since = share_wanted(planned.point, goal), None
    for report in reversed([report for report in known if counts(goal, report)]):
        if wanted is None or share_of(goal, report) < min(wanted, ALL):
            break
        since = report.date
    return since


def still_open(goal: Goal, reports: Iterable[Report], until: date) -> tuple[Planned, ...]:
    """The checkpoints in words that are due until a day and that no report says are met, by date."""
    met = {named(report.checkpoint, goal.worded) for report in reports if report.checkpoint is not None}
    unmet = (planned for planned in goal.worded if planned.point.date <= until and planned not in met)
    return tuple(sorted(unmet, key=lambda planned: planned.point.date))
