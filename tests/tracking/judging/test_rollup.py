"""From verdicts to totals, and percentages that are equal for equal counts."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dcgd.model import Light, Status
from dcgd.tracking.judging.assess import Verdict
from dcgd.tracking.judging.rollup import Standing, percentage, standing, totals, worst_light, worst_status
from factory import report, target, verdict_of


def verdict(value: int | None) -> Verdict:
    """Of 100 家 in 2023, as of the end of June (pace 50%)."""
    day = "2023-06-30"
    return verdict_of(target(unit_measure=""), [] if value is None else [report(day, value)], day)


def test_a_task_is_as_bad_as_its_worst_item() -> None:
    assert worst_status([Status.DONE, Status.BEHIND, Status.STALE]) is Status.BEHIND
    assert worst_status([Status.DONE, Status.DONE_LATE]) is Status.DONE_LATE
    assert worst_light([Light.GREEN, Light.YELLOW, Light.BLUE]) == Light.YELLOW
    assert worst_light([Light.GREY, Light.GREEN]) == Light.GREEN
    assert worst_light([Light.GREY, Light.GREY]) == Light.GREY


def test_totals_count_by_status_and_by_light_with_every_one_named() -> None:
    found = totals([verdict(100), verdict(50), verdict(30), verdict(5), verdict(None), verdict(None)])
    assert found.total == 6
    assert list(found.statuses) == list(Status)
    assert {status: count for status, count in found.statuses.items() if count} == {
        Status.FAR_BEHIND: 1,
        Status.BEHIND: 1,
        Status.UNREPORTED: 2,
        Status.ON_TRACK: 1,
        Status.DONE: 1,
    }
    assert dict(found.lights) == {"红": 1, "黄": 3, "蓝": 0, "绿": 2, "灰": 0}
    assert found.at_risk == 4
    assert list(map(str, found.light_shares.values())) == ["16.7", "50.0", "0.0", "33.3", "0.0"]
    assert str(found.status_shares[Status.UNREPORTED]) == "33.3"


def test_nothing_has_no_shares() -> None:
    found = totals([])
    assert found.total == 0
    assert set(map(str, found.light_shares.values())) == {"0.0"}


@pytest.mark.parametrize(
    ("count", "total", "expected"),
    [
        (1, 3, "33.3"),
        (2, 3, "66.7"),
        (1, 35, "2.9"),
        (1, 16, "6.3"),
        (1, 2000, "0.1"),
        (1, 2001, "0.0"),
        (5, 5, "100.0"),
    ],
)
def test_percentages_are_rounded_half_up_each_by_itself(count: int, total: int, expected: str) -> None:
    assert str(percentage(count, total)) == expected


def test_equal_counts_have_equal_percentages_and_the_sum_may_differ_from_100() -> None:
    third = totals([verdict(100), verdict(30), verdict(5)])
    assert {str(share) for light, share in third.light_shares.items() if third.lights[light]} == {"33.3"}


@given(st.integers(0, 100_000), st.integers(1, 100_000))
def test_a_percentage_is_off_by_half_a_tenth_at_most(count: int, total: int) -> None:
    assert abs(percentage(count, total) * total - 100 * count) * 20 <= total


def test_a_group_stands_as_its_worst_status_and_its_worst_light_whichever_item_they_are_of() -> None:
    on_track, done = verdict(50), verdict(100)
    late = replace(done, status=Status.DONE_LATE, light=Light.YELLOW)
    assert standing([on_track, late]) == Standing(Status.ON_TRACK, "正常", Light.YELLOW)
    assert standing([done]) == Standing(Status.DONE, "已完成", Light.GREEN)
    assert standing([]) is None


def test_a_group_is_called_unreported_only_where_nothing_overdue_in_it_was_ever_reported() -> None:
    silent = replace(verdict(None), status=Status.OVERDUE, light=Light.RED)
    reported = replace(verdict(5), status=Status.OVERDUE, light=Light.RED)
    assert [
        stands.label for members in ([silent, verdict(50)], [silent, reported]) if (stands := standing(members))
    ] == [
        "逾期 · 未报送",
        "逾期",
    ]
