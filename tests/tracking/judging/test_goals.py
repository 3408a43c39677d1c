"""Done share and "met", for every kind, comparator and awkward goal."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dcgd.model import Adjustment, Report
from dcgd.tracking.judging.goals import Goal, goal_on, is_met, share_of
from factory import report, target

DAY = date(2023, 6, 30)


def goal(kind: str, comparator: str, value: str | None, baseline: str | None = None, **changes: Any) -> Goal:
    number, base = (None if text is None else Decimal(text) for text in (value, baseline))
    item = target(kind=kind, comparator=comparator, value=number, baseline=base, **changes)
    return goal_on(item, DAY, Decimal(5))


def share(of: Goal, value: str) -> Fraction:
    return share_of(of, report(DAY, value))


def met(of: Goal, value: str) -> bool:
    return is_met(of, report(DAY, value))


@pytest.mark.parametrize(
    ("comparator", "value", "expected"),
    [
        ("at_least", "14.99", False),
        ("at_least", "15", True),
        ("more_than", "15", False),
        ("more_than", "15.01", True),
        ("about", "14.24", False),  # 15 less 5% is 14.25
        ("about", "14.25", True),
        ("at_most", "15", True),
        ("at_most", "15.01", False),
    ],
)
def test_met_at_and_beside_the_goal(comparator: str, value: str, expected: bool) -> None:
    assert met(goal("level", comparator, "15"), value) is expected


def test_about_forgives_towards_less_also_below_zero() -> None:
    assert [met(goal("level", "about", "-10"), value) for value in ("-10.5", "-10.51")] == [True, False]


@pytest.mark.parametrize(
    ("kind", "comparator", "wanted", "baseline", "value", "expected"),
    [
        ("cumulative", "at_least", "15", None, "8", Fraction(8, 15)),
        ("cumulative", "at_least", "15", None, "18", Fraction(6, 5)),
        ("cumulative", "at_least", "15", None, "-1", Fraction(0)),
        ("cumulative", "at_least", "15", "5", "8", Fraction(8, 15)),  # only a level has a baseline
        ("level", "at_least", "95", None, "90.25", Fraction(19, 20)),
        ("level", "at_least", "95", "80", "90", Fraction(2, 3)),
        ("level", "at_least", "95", "80", "70", Fraction(0)),  # below the baseline: nothing done, not less
        ("level", "at_most", "40", "50", "45", Fraction(1, 2)),  # falling to a goal
        ("level", "at_most", "40", "50", "55", Fraction(0)),
        ("level", "at_most", "0", "20", "5", Fraction(3, 4)),  # 清零 with a baseline
        ("level", "at_most", "40", None, "50", Fraction(4, 5)),  # falling without one: goal ÷ value
        ("level", "at_most", "40", None, "30", Fraction(1)),
    ],
)
def test_done_share(
    kind: str, comparator: str, wanted: str, baseline: str | None, value: str, expected: Fraction
) -> None:
    assert share(goal(kind, comparator, wanted, baseline), value) == expected


@pytest.mark.parametrize(
    ("comparator", "wanted", "values"),
    [("at_most", "0", ("0", "3")), ("at_least", "0", ("0", "-2")), ("at_least", "-3", ("-3", "-4"))],
)
def test_a_goal_of_zero_or_less_without_a_baseline_is_met_or_not(
    comparator: str, wanted: str, values: tuple[str, str]
) -> None:
    assert [share(goal("level", comparator, wanted), value) for value in values] == [1, 0]


@pytest.mark.parametrize(("comparator", "baseline"), [("at_least", "95"), ("at_least", "97"), ("at_most", "90")])
def test_a_baseline_on_or_beyond_the_goal_does_not_count(comparator: str, baseline: str) -> None:
    found = goal("level", comparator, "95", baseline)
    assert found.baseline is None
    assert share(found, "95") == 1
    assert share(found, "96") == (Fraction(96, 95) if comparator == "at_least" else Fraction(95, 96))


@pytest.mark.parametrize(("kind", "comparator"), [("standing", "at_least"), ("cumulative", "at_most")])
def test_what_must_last_is_held_or_not(kind: str, comparator: str) -> None:
    found = goal(kind, comparator, "95")
    assert found.lasting
    assert {share(found, value) for value in ("10", "94.9", "95", "95.1", "400")} == {Fraction(0), Fraction(1)}
    assert share(found, "95") == 1


def test_a_reported_percent_is_the_done_share_whatever_the_goal() -> None:
    found = goal("cumulative", "at_least", "15")
    assert share_of(found, Report(target="5-1", date=DAY, percent=Decimal("62.5"))) == Fraction(5, 8)


@pytest.mark.parametrize(
    ("comparator", "percent", "expected"),
    [
        ("at_least", "99.9", False),
        ("at_least", "100", True),
        ("more_than", "100", True),
        ("at_most", "100", True),
        ("about", "94.9", False),
        ("about", "95", True),
    ],
)
def test_a_reported_percent_meets_the_goal_at_100(comparator: str, percent: str, expected: bool) -> None:
    report = Report(target="5-1", date=DAY, percent=Decimal(percent))
    assert is_met(goal("level", comparator, "15"), report) is expected


def test_a_milestone_knows_only_percents() -> None:
    found = goal("level", "at_least", None)
    assert is_met(found, Report(milestone="5-m1", date=DAY, percent=Decimal(100)))
    assert not is_met(found, Report(milestone="5-m1", date=DAY, percent=Decimal("99.9")))


@pytest.mark.parametrize(
    ("field", "before", "after"),
    [
        ("value", Decimal(15), Decimal(12)),
        ("comparator", "at_least", "more_than"),
        ("baseline", Decimal(3), Decimal(4)),
        ("due", date(2023, 12, 31), date(2023, 9, 30)),
    ],
)
def test_an_adjustment_counts_from_its_day_on(field: str, before: Any, after: Any) -> None:
    def adjusted(day: date) -> Goal:
        change = Adjustment(date=day, field=field, from_=before, to=after, reason="批复", approved_by="常务会")  # type: ignore[arg-type]
        return goal("level", "at_least", "15", "3", adjustments=(change,))

    assert getattr(adjusted(DAY), field) == after
    assert getattr(adjusted(date(2023, 7, 1)), field) == before


NUMBERS = st.decimals(min_value=-1000, max_value=1000, places=2)


@given(
    kind=st.sampled_from(["cumulative", "level", "standing"]),
    comparator=st.sampled_from(["at_least", "more_than", "about", "at_most"]),
    wanted=NUMBERS,
    baseline=st.none() | NUMBERS,
    values=st.tuples(NUMBERS, NUMBERS),
)
def test_the_better_of_two_values_never_has_the_lesser_share_nor_loses_the_goal(
    kind: str, comparator: str, wanted: Decimal, baseline: Decimal | None, values: tuple[Decimal, Decimal]
) -> None:
    """Better is lower for at_most, higher for all others. No share is negative; at the goal it is all."""
    found = goal(kind, comparator, str(wanted), None if baseline is None else str(baseline))
    worse, better = sorted(map(str, values), key=Decimal, reverse=comparator == "at_most")
    assert 0 <= share(found, worse) <= share(found, better)
    assert met(found, worse) <= met(found, better)
    if comparator in ("at_least", "at_most"):
        assert met(found, better) == (share(found, better) >= 1)
