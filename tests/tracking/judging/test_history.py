"""Lights month by month, and the 瓯海 rule."""

from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from dcgd.model import Report, Rules, Status
from dcgd.tracking.judging.history import group_history, history
from factory import report, target

ITEM, RULES = target(), Rules()

REPORTS = [report("2023-01-31", 8), report("2023-05-31", 5), report("2023-06-30", 50), report("2023-11-30", 100)]


def test_each_month_is_judged_at_its_end_by_what_was_known_then() -> None:
    months = history(ITEM, REPORTS, date(2023, 6, 30), RULES)
    assert [str(month.day) for month in months] == [
        "2023-01-31",
        "2023-02-28",
        "2023-03-31",
        "2023-04-30",
        "2023-05-31",
        "2023-06-30",
    ]
    assert [month.status for month in months[:5]] == [
        Status.ON_TRACK,
        Status.ON_TRACK,
        Status.BEHIND,
        Status.BEHIND,
        Status.FAR_BEHIND,
    ]


def test_a_red_month_made_up_later_is_yellow_never_green() -> None:
    months = history(ITEM, REPORTS, date(2023, 6, 30), RULES)
    assert "".join(month.light for month in months) == "绿绿黄黄红黄"
    assert (months[-1].status, months[-1].made_up) == (Status.ON_TRACK, True)
    assert not any(month.made_up for month in months[:-1])


def test_only_what_would_be_green_turns_yellow() -> None:
    reports = [report("2023-05-31", 5), report("2023-06-30", 6), report("2023-11-30", 95), report("2023-12-31", 99)]
    months = history(ITEM, reports, date(2024, 1, 31), RULES)
    assert "".join(month.light for month in months) == "灰黄黄黄红红红红红红黄蓝红"
    assert [month.day.month for month in months if month.made_up] == [11]


def test_it_stays_yellow_even_when_done() -> None:
    month = history(ITEM, REPORTS, date(2023, 12, 31), RULES)[-1]
    assert (month.status, month.light, month.made_up) == (Status.DONE, "黄", True)


def test_the_running_month_is_judged_on_the_day_asked_for() -> None:
    assert history(ITEM, REPORTS, date(2023, 2, 10), RULES)[-1].day == date(2023, 2, 10)


def test_before_its_period_an_item_has_no_history() -> None:
    assert history(ITEM, REPORTS, date(2022, 12, 31), RULES) == ()


def test_a_group_has_the_worst_light_of_its_members_in_each_month() -> None:
    made_up = history(ITEM, REPORTS, date(2023, 6, 30), RULES)
    good = history(ITEM, [report(f"2023-0{month}-28", 20 * month) for month in range(1, 7)], date(2023, 6, 30), RULES)
    group = group_history([made_up, good])
    assert "".join(month.light for month in good) == "绿" * 6
    assert "".join(month.light for month in group) == "绿绿黄黄红黄"
    assert [month.made_up for month in group] == [False] * 5 + [True]
    assert group_history([good]) == good


def test_a_group_is_yellow_for_its_own_sake_when_any_member_is() -> None:
    made_up = history(ITEM, REPORTS, date(2023, 6, 30), RULES)
    silent = history(ITEM, [], date(2023, 6, 30), RULES)
    assert not group_history([made_up, silent])[-1].made_up


def test_nobody_has_no_history() -> None:
    assert group_history([]) == ()


@given(
    st.lists(st.tuples(st.dates(date(2023, 1, 1), date(2024, 3, 31)), st.integers(0, 120)), max_size=8),
    st.dates(date(2023, 1, 1), date(2024, 3, 31)),
)
def test_after_a_red_month_no_month_is_green(numbers: list[tuple[date, int]], as_of: date) -> None:
    reports = [Report(target="5-1", date=day, value=Decimal(value)) for day, value in numbers]
    lights = "".join(month.light for month in history(ITEM, reports, as_of, RULES))
    assert "绿" not in lights[lights.find("红") :] or "红" not in lights
