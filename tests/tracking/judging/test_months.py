from datetime import date
from itertools import pairwise

import pytest

from dcgd.model import Cycle
from dcgd.tracking.judging.months import (
    PARTS,
    month_end,
    month_of,
    month_parts,
    period_name,
    reporting_day,
)


@pytest.mark.parametrize(
    ("day", "end"),
    [("2023-02-01", "2023-02-28"), ("2024-02-29", "2024-02-29"), ("1900-02-10", "1900-02-28"), ("2023-12-31",) * 2],
)
def test_a_month_ends_on_its_last_day(day: str, end: str) -> None:
    assert month_end(month_of(date.fromisoformat(day))) == date.fromisoformat(end)


def test_beyond_the_calendar_there_is_only_its_last_day() -> None:
    assert month_end(month_of(date.max) + 1) == date.max


@pytest.mark.parametrize(("year", "days"), [(2023, 28), (2024, 29)])
def test_every_day_of_a_month_is_an_equal_whole_part_of_it(year: int, days: int) -> None:
    moments = [month_parts(date(year, 2, day)) for day in range(1, days + 1)]
    assert {later - earlier for earlier, later in pairwise(moments)} == {PARTS // days}
    assert moments[-1] == month_parts(date(year, 3, 1), end=False)


@pytest.mark.parametrize(
    ("day", "cycle", "later", "expected"),
    [
        ("2023-06-01", "monthly", 0, "2023-06-30"),
        ("2023-06-30", "monthly", 0, "2023-06-30"),
        ("2023-06-30", "monthly", 1, "2023-07-31"),
        ("2023-01-31", "monthly", 1, "2023-02-28"),
        ("2023-12-05", "monthly", 1, "2024-01-31"),
        ("2023-01-01", "quarterly", 0, "2023-03-31"),
        ("2023-05-11", "quarterly", 0, "2023-06-30"),
        ("2023-12-31", "quarterly", 1, "2024-03-31"),
    ],
)
def test_reporting_days_are_the_last_of_the_calendar_month_or_quarter(
    day: str, cycle: str, later: int, expected: str
) -> None:
    last = reporting_day(date.fromisoformat(day), Cycle.QUARTERLY if cycle == Cycle.QUARTERLY else Cycle.MONTHLY, later)
    assert last == date.fromisoformat(expected)


def test_a_month_is_named_by_its_year_and_number() -> None:
    assert period_name(month_of(date(2023, 6, 1))) == "2023-06"
