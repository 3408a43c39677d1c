"""`--period`: a month on the command line."""

from typing import Annotated, Any

import typer

from dcgd.cli.clock import parse_month, today
from dcgd.tracking.judging.months import month_of


def in_month(help: str) -> Any:  # noqa: A002
    """`--period`: an option that takes a month."""

    def parse(typed: str) -> int:
        return month_of(parse_month(typed, "--period"))

    return typer.Option("--period", metavar="月份", help=help, parser=parse, show_default=False)


Reported = Annotated[int | None, in_month("哪个月的报送，如 2023-06；缺省是上一个月")]
"""The month that forms are about."""


def month_asked(period: int | None) -> int:
    """The month asked for, by default the last that is over."""
    return month_of(today()) - 1 if period is None else period
