"""The clock: the only place that knows what day it is."""

from datetime import UTC, date, datetime, timedelta, timezone

from dcgd.errors import WrongUse
from dcgd.naming import is_day

SHANGHAI = timezone(timedelta(hours=8))
"""China has had one zone without summer time since 1991; a fixed offset needs no time zone database."""


def today() -> date:
    """Today in Asia/Shanghai, wherever the computer stands."""
    return datetime.now(UTC).astimezone(SHANGHAI).date()


def parse_day(text: str, option: str) -> date:
    """A date given on the command line; raises WrongUse."""
    if is_day(text):
        try:
            return date.fromisoformat(text)
        except ValueError:
            raise WrongUse(f"{option} 的“{text}”不是日历上有的日期") from None
    raise WrongUse(f"{option} 的“{text}”不是日期，应写作 YYYY-MM-DD，如 2023-06-30")
