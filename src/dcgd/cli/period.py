"""`--period`: a month on the command line."""

from typing import Any

import typer

from dcgd.errors import WrongUse
from dcgd.tracking.months import parse_period


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
