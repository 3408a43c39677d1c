"""What the reports on a target's shares say of the target: rolled up, day by day."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from dcgd.model import Report
from dcgd.model.items import Item, shares_of
from dcgd.model.rollup import rolled
from dcgd.naming import parted
from dcgd.tracking.judging.goals import counts, goal_on
from dcgd.tracking.judging.reports import last_report


def of_shares(item: Item, reports: Iterable[Report]) -> tuple[tuple[Item, tuple[Report, ...]], ...]:
    """The shares of a target in the order of the file, each with its reports out of those on the target."""
    known = tuple(reports)
    return tuple((share, tuple(report for report in known if report.subject == share.id)) for share in shares_of(item))


def unit_of(share: Item) -> str:
    """The unit that holds a share, as the target writes it."""
    return parted(share.id)[1] or ""


def rolled_up(item: Item, reports: Sequence[Report], tolerance: Decimal) -> tuple[Report, ...]:
    """The reports on a target's shares as reports on the target, one for each day on which a share was reported.

    Its value is rolled up from the last amount of each share up to that day; a percent stands for so much of the share.
    A share without any counts nothing: who judges says which. What was told of a day is joined, each behind its unit.
    """
    counting = [
        (share, [report for report in theirs if counts(goal_on(share, report.date, tolerance), report)])
        for share, theirs in of_shares(item, reports)
    ]
    days = sorted({report.date for _share, theirs in counting for report in theirs})
    return tuple(_on(day, item, counting, tolerance) for day in days)


def _on(day: date, item: Item, counting: Sequence[tuple[Item, Sequence[Report]]], tolerance: Decimal) -> Report:
    last = [(share, report) for share, theirs in counting if (report := last_report(theirs, day))]
    new = [(share, report) for share, report in last if report.date == day]
    told: dict[str, Any] = {
        key: "；".join(f"{unit_of(share)}：{words}" for share, report in new if (words := getattr(report, key))) or None
        for key in ("note", "difficulty", "next_step")
    }
    return Report(
        target=item.id,
        date=day,
        value=rolled(item.rollup, [amount_of(share, report, tolerance) for share, report in last]),
        by="、".join(unit_of(share) for share, _report in new),
        evidence=tuple(part for _share, report in new for part in report.evidence),
        correction=any(report.correction for _share, report in new),
        received=max((report.received for _share, report in new if report.received), default=None),
        recorded=max((report.recorded for _share, report in new if report.recorded), default=None),
        **told,
    )


def amount_of(share: Item, report: Report, tolerance: Decimal) -> Decimal:
    """What a report says of a share in the unit of measure: its value, or its percent of the share."""
    if report.value is not None:
        return report.value
    wanted = goal_on(share, report.date, tolerance).value or Decimal(0)
    return wanted * (report.percent or Decimal(0)) / 100
