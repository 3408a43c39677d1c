"""The robust trend: Theil–Sen over months, from the last report to the due date."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dcgd.model import Comparator, Report
from dcgd.tracking.judging.forecast import MOST, Forecast, forecast, median_slope
from dcgd.tracking.judging.goals import Goal
from dcgd.tracking.judging.months import PARTS, month_end
from factory import report

DUE = date(2023, 12, 31)


def goal(value: int | None = 100, comparator: Comparator = Comparator.AT_LEAST) -> Goal:
    return Goal(
        due=DUE,
        value=None if value is None else Decimal(value),
        comparator=comparator,
        baseline=None,
        lasting=False,
        tolerance=Decimal(5),
    )


def at_ends_of_months(*values: int, first: int = 1) -> list[Report]:
    """One report at the end of each month of 2023 from `first` on."""
    return [report(month_end(2023 * 12 + first - 1 + index), value) for index, value in enumerate(values)]


@pytest.mark.parametrize("count", [1, 2])
def test_fewer_than_three_days_forecast_nothing(count: int) -> None:
    found = forecast(goal(), at_ends_of_months(5, 10)[:count])
    assert found == Forecast(points=count, due=DUE, in_shares=False)
    assert (found.expected, found.rate, found.needed, found.reaches) == (None, None, None, None)


def test_equal_steps_at_the_ends_of_months_are_a_straight_line_though_months_differ() -> None:
    found = forecast(goal(60), at_ends_of_months(5, 10, 15))
    assert (found.rate, found.expected, found.reaches) == (Fraction(5), Fraction(60), True)
    assert found.needed == 5


def test_one_wild_report_does_not_bend_the_trend() -> None:
    assert forecast(goal(), at_ends_of_months(5, 10, 95, 20, 25)).rate == 5


@pytest.mark.parametrize(
    ("comparator", "value", "reaches"),
    [
        ("at_least", 60, True),
        ("at_least", 61, False),
        ("more_than", 59, True),
        ("more_than", 60, False),
        ("about", 63, True),  # 63 less 5% is 59.85
        ("about", 64, False),
        ("at_most", 60, True),
        ("at_most", 59, False),
    ],
)
def test_whether_it_reaches_the_goal_is_the_comparators_question(
    comparator: Comparator, value: int, reaches: bool
) -> None:
    assert forecast(goal(value, comparator), at_ends_of_months(5, 10, 15)).reaches is reaches


def test_a_level_that_falls_to_its_goal() -> None:
    found = forecast(goal(0, Comparator.AT_MOST), at_ends_of_months(20, 18, 16))
    assert (found.rate, found.expected, found.reaches) == (Fraction(-2), Fraction(0), True), "never fewer than none"
    assert found.needed == Fraction(-16, 9)


def test_percents_are_forecast_in_shares_and_so_are_mixed_reports() -> None:
    percents = [
        report(day, percent=percent, milestone="5-m1")
        for day, percent in ((date(2023, 1, 31), 10), (date(2023, 2, 28), 20), (date(2023, 3, 31), 30))
    ]
    found = forecast(replace(goal(None), is_all=True), percents)
    assert (found.in_shares, found.rate, found.expected, found.reaches) == (True, Fraction(1, 10), Fraction(1), True), (
        "never more than all"
    )
    mixed = forecast(goal(), [*at_ends_of_months(10, 20), percents[2]])
    assert (mixed.in_shares, mixed.rate) == (True, Fraction(1, 10))


@pytest.mark.parametrize(
    ("percents", "reaches", "needed"),
    [
        ((70, 80, 90), True, Fraction(1, 10)),  # 100% exactly, with one month left
        ((70, 80, 89), False, Fraction(11, 100)),
        ((80, 90, 100), True, None),  # there already
        ((90, 100, 95), False, Fraction(5, 100)),  # it was there, and is no more
    ],
)
def test_in_shares_all_of_it_is_the_goal(percents: tuple[int, ...], reaches: bool, needed: Fraction | None) -> None:
    reports = [
        report(month_end(2023 * 12 + 8 + index), percent=percent, milestone="5-m1")
        for index, percent in enumerate(percents)
    ]
    found = forecast(goal(None), reports)
    assert (found.reaches, found.needed) == (reaches, needed)


def test_what_was_there_and_is_no_more_needs_a_rate_from_where_it_is() -> None:
    assert forecast(goal(20), at_ends_of_months(10, 20, 19)).needed == Fraction(1, 9)


def test_on_the_due_date_no_time_is_left_to_need_a_rate_in() -> None:
    found = forecast(goal(), at_ends_of_months(70, 80, 90, first=10))
    assert (found.expected, found.needed, found.reaches) == (Fraction(90), None, False)


def test_only_the_latest_days_make_the_trend() -> None:
    reports = [report(month_end(2022 * 12 + index), 0 if index < 8 else index) for index in range(8 + MOST)]
    found = forecast(goal(), reports)
    assert (found.points, found.rate) == (12, Fraction(1))


def test_no_number_is_too_large_for_the_trend() -> None:
    reports = at_ends_of_months(10**400, 2 * 10**400, 3 * 10**400)
    assert forecast(goal(), reports).rate == 10**400


def test_what_is_there_already_needs_no_rate() -> None:
    assert forecast(goal(10), at_ends_of_months(20, 19, 18)).needed is None


@example([(0, Fraction(0)), (10, Fraction(3)), (14, Fraction(5))])  # slopes that differ by less than 1
@given(
    st.lists(
        st.tuples(st.integers(0, 400), st.fractions(min_value=-1000, max_value=1000, max_denominator=100)),
        min_size=2,
        max_size=MOST,
        unique_by=lambda point: point[0],
    )
)
def test_the_slope_is_the_exact_median_of_all_pairs(points: list[tuple[int, Fraction]]) -> None:
    points.sort()
    slopes = sorted(
        (later[1] - earlier[1]) / Fraction(later[0] - earlier[0], PARTS)
        for index, earlier in enumerate(points)
        for later in points[index + 1 :]
    )
    middle = (slopes[(len(slopes) - 1) // 2] + slopes[len(slopes) // 2]) / 2
    assert median_slope([moment for moment, _ in points], [number for _, number in points]) == middle
