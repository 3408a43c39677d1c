"""Calendar months as exact whole numbers: what pace, reporting periods and cycles, and trends count in.

A month is a whole number (`year * 12 + month - 1`); a moment is a whole number of `PARTS`-ths of a month, so that every
day of every month falls on one and nothing is rounded.
"""

from calendar import monthrange
from datetime import date
from functools import lru_cache

from dcgd.data_words import Cycle

PARTS = 377_580
"""The least common multiple of 28, 29, 30 and 31."""


def month_of(day: date) -> int:
    """The number of the month a day lies in."""
    return day.year * 12 + day.month - 1


def period_name(month: int) -> str:
    """A month as `2023-06`."""
    return f"{month // 12:04d}-{month % 12 + 1:02d}"


@lru_cache(maxsize=4096)
def month_end(month: int) -> date:
    """The last day of a month; beyond the calendar's last year its very last day, before its first year its first."""
    year, index = divmod(month, 12)
    if year < date.min.year:
        return date.min
    return date.max if year > date.max.year else date(year, index + 1, monthrange(year, index + 1)[1])


@lru_cache(maxsize=4096)
def month_parts(day: date, *, end: bool = True) -> int:
    """The end (else the beginning) of a day, in `PARTS`-ths of a month."""
    month = month_of(day)
    return month * PARTS + (day.day if end else day.day - 1) * (PARTS // month_end(month).day)


def reporting_day(day: date, cycle: Cycle, later: int = 0) -> date:
    """The last day of the cycle (a calendar month or quarter) a day lies in, or of the cycle `later` cycles on."""
    month = month_of(day)
    if cycle == Cycle.QUARTERLY:
        return month_end(month - month % 3 + 2 + 3 * later)
    return month_end(month + later)


def cycle_start(expected: date, cycle: Cycle) -> date:
    """The first day of the cycle that ends on a reporting day."""
    months = 3 if cycle == Cycle.QUARTERLY else 1
    year, month = divmod(month_of(expected) - (months - 1), 12)
    return date(year, month + 1, 1)
