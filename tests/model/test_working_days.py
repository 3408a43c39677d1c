"""On which days offices work, and where a deadline falls."""

from datetime import date
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dcgd.model import Calendar
from dcgd.model.working_days import LONGEST_BREAK, after, is_known, is_working_day, on_or_after, unknown_years

USUAL = Calendar()


def test_three_working_days_after_the_end_of_september_2025_are_over_on_the_eleventh() -> None:
    """From 1 to 8 October offices are closed; the 9th, the 10th and Saturday the 11th, which is made up, are worked."""
    assert after(date(2025, 9, 30), 3, USUAL) == date(2025, 10, 11)


@pytest.mark.parametrize(
    ("day", "works"),
    [
        ("2025-10-10", True),
        ("2025-10-11", True),  # a Saturday that is worked
        ("2025-10-12", False),
        ("2025-10-08", False),
        ("2026-02-16", False),  # Monday, New Year's Eve by the moon
        ("2004-01-01", False),
        ("2027-10-01", True),  # of 2027 only weekends are known
        ("2027-10-02", False),
        ("1999-10-01", True),
    ],
)
def test_holidays_and_days_made_up_are_chinas_else_weekends(day: str, works: bool) -> None:
    assert is_working_day(date.fromisoformat(day), USUAL) is works


def test_a_registry_may_close_and_open_offices_on_days_of_its_own() -> None:
    own = Calendar(days_off=(date(2025, 10, 9), date(2027, 10, 1)), workdays=(date(2025, 10, 8), date(2027, 10, 2)))
    assert after(date(2025, 9, 30), 3, own) == date(2025, 10, 11), "the 8th, the 10th, the 11th"
    assert on_or_after(date(2027, 10, 1), own) == date(2027, 10, 2)


@pytest.mark.parametrize(
    ("day", "deadline"), [("2025-09-30", "2025-09-30"), ("2025-10-01", "2025-10-09"), ("2025-08-31", "2025-09-01")]
)
def test_a_deadline_on_a_day_off_moves_to_the_next_working_day(day: str, deadline: str) -> None:
    assert on_or_after(date.fromisoformat(day), USUAL) == date.fromisoformat(deadline)
    assert after(date.fromisoformat(day), 0, USUAL) == date.fromisoformat(deadline)


def test_years_that_are_not_known_are_named() -> None:
    assert unknown_years([date(2025, 10, 1), date(2026, 1, 1)]) == ""
    said = unknown_years([date(2031, 1, 1), date(2030, 5, 1), date(2030, 6, 1)])
    assert said.startswith("2030、2031 年的放假安排还没有收录，期限只避开了周末")
    assert (is_known(2025), is_known(2031)) == (True, False)


def test_no_calendar_holds_a_deadline_up_for_ever() -> None:
    closed = Calendar(days_off=tuple(date.fromordinal(date(2025, 1, 1).toordinal() + day) for day in range(365)))
    assert on_or_after(date(2025, 3, 1), closed) == date(2025, 3, 1)
    assert after(date.max, 5, USUAL) == date.max


def test_no_count_keeps_the_program_busy() -> None:
    begun = process_time()
    deadlines = [after(date(2025, 1, day), 10**9, USUAL) for day in range(1, 11)]
    assert {*deadlines} == {date.max}
    assert process_time() - begun < 3
    assert after(date(2025, 1, 1), 3000, USUAL) > after(date(2025, 1, 1), 1001, USUAL)


@given(st.dates(date(2004, 1, 1), date(2040, 12, 31)), st.integers(1, 30))
def test_between_a_day_and_its_deadline_lie_just_so_many_working_days(day: date, count: int) -> None:
    deadline = after(day, count, USUAL)
    between = [date.fromordinal(number) for number in range(day.toordinal() + 1, deadline.toordinal() + 1)]
    assert sum(is_working_day(passed, USUAL) for passed in between) == count
    assert is_working_day(deadline, USUAL)
    assert (on_or_after(day, USUAL) - day).days < LONGEST_BREAK
