"""The clock: the only place that knows what day it is."""

import re
from datetime import UTC, date, datetime, timedelta, timezone
from typing import NamedTuple

from dcgd.cli.console import say
from dcgd.errors import BadValue, WrongUse

SHANGHAI = timezone(timedelta(hours=8))
"""China has had one zone without summer time since 1991; a fixed offset needs no time zone database."""


def now() -> datetime:
    """This second in Asia/Shanghai, wherever the computer stands."""
    return datetime.now(UTC).astimezone(SHANGHAI).replace(microsecond=0)


def today() -> date:
    """Today in Asia/Shanghai, wherever the computer stands."""
    return now().date()


def parse_day(text: str, option: str, year: int | None = None) -> date:
    """A day given on the command line; where it names no year, of `year`, by default this one, which is said.

    Raises WrongUse.
    """
    from dcgd.days import read_day

    try:
        year = year or today().year
        day = read_day(text, year)
        if day != read_day(text, year - 1):
            say(f"{option} 的“{text}”没有写年份，按 {day} 算")
    except BadValue as error:
        raise WrongUse(f"{option} 的{error}") from None
    return day


def parse_coming(text: str, option: str, after: date) -> date:
    """A day to come that is given on the command line: without a year the first such day on or after `after`.

    Which it is is said. Raises WrongUse.
    """
    from dcgd.days import coming_day, read_day

    try:
        day = coming_day(text, after)
        if read_day(text, after.year) != read_day(text, after.year - 1):
            say(f"{option} 的“{text}”没有写年份，按 {day} 算")
    except BadValue as error:
        raise WrongUse(f"{option} 的{error}") from None
    return day


def parse_month(text: str, option: str) -> date:
    """The first day of a month given on the command line, of this year where it names none, which is said.

    Raises WrongUse. A month of this year that is still to come is refused: who means last year's has to say so.
    """
    from dcgd.days import read_month

    try:
        this = today()
        month = read_month(text, this.year)
        if month > this and month != read_month(text, this.year - 1):
            raise WrongUse(
                f"{option} 的“{text}”今年还没有到；去年的写 {month.year - 1}-{month:%m}，今年的写 {month:%Y-%m}"
            )
        if month != read_month(text, this.year - 1):
            say(f"{option} 的“{text}”没有写年份，按 {month:%Y-%m} 算")
    except BadValue as error:
        raise WrongUse(f"{option} 的{error}") from None
    return month


class Known(NamedTuple):
    """When something is to have been known: on a day, or as a month was sealed."""

    day: date
    """The day; of a month its last."""
    period: str = ""
    """The sealed month, as 2025-09."""


def parse_known(typed: str) -> Known:
    """What `--known-on` names: a day, or a sealed month. Raises WrongUse."""
    from dcgd.days import last_day

    if re.fullmatch(r"\s*\d{4}\s*([-./年])\s*\d{1,2}\s*月?\s*", typed):
        month = parse_month(typed, "--known-on")
        return Known(last_day(month.year, month.month), f"{month:%Y-%m}")
    return Known(parse_day(typed, "--known-on"))
