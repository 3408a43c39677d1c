"""`--period`: a month on the command line."""

from typing import Annotated, Any

import typer

from dcgd.cli.clock import today
from dcgd.errors import WrongUse
from dcgd.tracking.judging.months import month_of, parse_period


def in_month(help: str) -> Any:  # noqa: A002
    """`--period`: an option that takes a month (see `tracking.months`)."""

    def parse(typed: str) -> int | None:
        if not typed:
            return None
        month = parse_period(typed)
        if month is None:
            raise WrongUse(f"--period “{typed}”不是月份，应写作 2023-06")
        return month

    return typer.Option("--period", metavar="月份", help=help, parser=parse, show_default=False)


Reported = Annotated[int | None, in_month("哪个月的报送，如 2023-06；缺省是上一个月")]
"""The month that forms are about."""


def month_asked(period: int | None) -> int:
    """The month asked for, by default the last that is over."""
    return month_of(today()) - 1 if period is None else period
