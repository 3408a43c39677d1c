"""序时进度: monthly, daily, by checkpoints."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dcgd.model import Adjustable, Adjustment, Checkpoint, Comparator, Kind, PaceMode, Rules
from dcgd.model.items import Item
from dcgd.tracking.judging.pace import pace
from factory import target


def spanning(start: str = "2023-01-01", due: str = "2023-12-31", **changes: Any) -> Item:
    """A target of a period, announced when it begins."""
    begun = date.fromisoformat(start)
    return target(start=begun, due=date.fromisoformat(due), announced=begun, **{"value": Decimal(15), **changes})


def on(day: str, item: Item, mode: str = "monthly") -> Fraction:
    return pace(
        item, date.fromisoformat(day), Rules(pace=PaceMode.DAILY if mode == PaceMode.DAILY else PaceMode.MONTHLY)
    )


def test_the_end_of_november_is_11_of_12() -> None:
    share = on("2023-11-30", spanning())
    assert share == Fraction(11, 12)
    assert round(float(share) * 100, 1) == 91.7


@pytest.mark.parametrize(
    ("day", "months"),
    [
        ("2022-12-31", 0),
        ("2023-01-01", 0),
        ("2023-01-30", 0),
        ("2023-01-31", 1),
        ("2023-02-27", 1),
        ("2023-02-28", 2),
        ("2023-09-30", 9),
        ("2023-12-30", 11),
        ("2023-12-31", 12),
        ("2024-06-01", 12),
    ],
)
def test_a_month_counts_on_its_last_day(day: str, months: int) -> None:
    assert on(day, spanning()) == Fraction(months, 12)


@pytest.mark.parametrize(("day", "months"), [("2024-02-28", 1), ("2024-02-29", 2)])
def test_february_of_a_leap_year_ends_on_the_29th(day: str, months: int) -> None:
    assert on(day, spanning("2024-01-01", "2024-12-31")) == Fraction(months, 12)


def test_a_first_month_that_is_not_whole_counts_by_its_days() -> None:
    item = spanning("2023-05-11")  # 21 of 31 days of May, then 7 whole months
    whole = Fraction(21, 31) + 7
    assert on("2023-05-30", item) == 0
    assert on("2023-05-31", item) == Fraction(21, 31) / whole
    assert on("2023-06-30", item) == (Fraction(21, 31) + 1) / whole


def test_a_last_month_that_is_not_whole_is_completed_on_the_due_date() -> None:
    item = spanning(due="2023-06-15")  # 5 months and a half
    assert on("2023-05-31", item) == Fraction(10, 11)
    assert on("2023-06-14", item) == Fraction(10, 11)
    assert on("2023-06-15", item) == 1


def test_a_period_within_one_month_is_all_or_nothing() -> None:
    item = spanning("2023-06-10", "2023-06-20")
    assert [on(day, item) for day in ("2023-06-10", "2023-06-19", "2023-06-20")] == [0, 0, 1]


@pytest.mark.parametrize(
    ("start", "day", "expected"),
    [
        ("2023-01-01", "2022-12-31", Fraction(0)),
        ("2023-01-01", "2023-01-01", Fraction(1, 365)),
        ("2024-01-01", "2024-01-01", Fraction(1, 366)),
        ("2024-01-01", "2024-02-29", Fraction(60, 366)),
        ("2023-01-01", "2023-12-30", Fraction(364, 365)),
        ("2023-01-01", "2023-12-31", Fraction(1)),
    ],
)
def test_daily(start: str, day: str, expected: Fraction) -> None:
    assert on(day, spanning(start, f"{start[:4]}-12-31"), "daily") == expected


def test_the_items_own_mode_goes_before_the_rules() -> None:
    assert on("2023-01-01", spanning(pace=PaceMode.DAILY)) == Fraction(1, 365)
    assert on("2023-01-01", spanning(pace=PaceMode.MONTHLY), "daily") == 0


CHECKPOINTS = (
    Checkpoint(date=date(2023, 9, 30), value=Decimal(12)),
    Checkpoint(date=date(2023, 6, 30), value=Decimal(6)),
)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2023-06-29", Fraction(0)),
        ("2023-06-30", Fraction(6, 15)),
        ("2023-09-29", Fraction(6, 15)),
        ("2023-09-30", Fraction(12, 15)),
        ("2023-12-30", Fraction(12, 15)),
        ("2023-12-31", Fraction(1)),
    ],
)
def test_checkpoints_go_before_any_mode_and_count_stepwise(day: str, expected: Fraction) -> None:
    assert on(day, spanning(checkpoints=CHECKPOINTS, pace=PaceMode.DAILY)) == expected


def test_a_checkpoint_of_a_level_counts_from_its_baseline() -> None:
    item = spanning(
        kind=Kind.LEVEL,
        comparator=Comparator.AT_MOST,
        value=Decimal(0),
        baseline=Decimal(20),
        checkpoints=(Checkpoint(date=date(2023, 6, 30), value=Decimal(5)),),
    )
    assert on("2023-06-30", item) == Fraction(3, 4)


def test_a_postponed_due_date_stretches_the_period_from_the_day_it_was_approved() -> None:
    postponed = Adjustment(
        date=date(2023, 6, 1),
        field=Adjustable.DUE,
        from_=date(2023, 6, 30),
        to=date(2023, 12, 31),
        reason="征地延后",
        approved_by="区政府",
    )
    item = spanning(due="2023-06-30", adjustments=(postponed,))
    assert on("2023-05-31", item) == Fraction(5, 6)
    assert on("2023-06-30", item) == Fraction(6, 12)


def test_the_ends_of_the_calendar_do_not_break_it() -> None:
    assert on("9999-12-30", spanning("0001-01-01", "9999-12-31")) == Fraction(9999 * 12 - 1, 9999 * 12)


DAYS = st.dates(date(2020, 1, 1), date(2026, 12, 31))


@given(
    start=DAYS,
    length=st.integers(0, 900),
    days=st.tuples(DAYS, DAYS),
    mode=st.sampled_from(["monthly", "daily"]),
    points=st.lists(st.tuples(DAYS, st.integers(0, 30)), max_size=4),
)
def test_pace_is_a_share_that_never_falls(
    start: date, length: int, days: tuple[date, date], mode: str, points: list[tuple[date, int]]
) -> None:
    """Also where declared checkpoints fall back: what was asked once stays asked."""
    due = start + timedelta(days=length)
    checkpoints = tuple(Checkpoint(date=day, value=Decimal(value)) for day, value in points)
    item = spanning(str(start), str(due), checkpoints=checkpoints)
    earlier, later = sorted(days)
    assert 0 <= on(str(earlier), item, mode) <= on(str(later), item, mode) <= 1
    assert on(str(due), item, mode) == 1
    assert on(str(start - timedelta(days=1)), item, mode) == 0
