"""Which reports of an item are known on a day, in which order, and which is the last."""

from collections.abc import Iterable
from datetime import date

from dcgd.model import Report


def known_reports(reports: Iterable[Report], as_of: date) -> list[Report]:
    """The reports dated no later than a day, by date; those of one day in the order of the files, as `reports` are."""
    return sorted((report for report in reports if report.date <= as_of), key=lambda report: report.date)


def last_report(reports: Iterable[Report], as_of: date) -> Report | None:
    """The last report known on a day: by date, of several on one day the last in the order of the files."""
    known = known_reports(reports, as_of)
    return known[-1] if known else None
