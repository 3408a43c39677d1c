"""From verdicts to totals, and percentages that add up."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dcgd.model import Kind, Light, Report, Rules, Status, What
from dcgd.model.items import Item
from dcgd.tracking.judging.assess import Verdict, assess
from dcgd.tracking.judging.rollup import shares, totals, worst_light, worst_status


def verdict(value: int | None) -> Verdict:
    """Of 100 家 in 2023, as of the end of June (pace 50%)."""
    item = Item(
        id="5-1",
        what=What.TARGET,
        task=5,
        title="…",
        start=date(2023, 1, 1),
        due=date(2023, 12, 31),
        announced=date(2023, 1, 1),
        kind=Kind.CUMULATIVE,
        value=Decimal(100),
    )
    day = date(2023, 6, 30)
    reports = [] if value is None else [Report(target="5-1", date=day, value=Decimal(value))]
    return assess(item, reports, day, Rules())


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
    assert sum(found.status_shares.values()) == 100


def test_nothing_has_no_shares() -> None:
    found = totals([])
    assert found.total == 0
    assert set(map(str, found.light_shares.values())) == {"0.0"}


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ((1, 1, 1), ("33.4", "33.3", "33.3")),
        ((2, 1), ("66.7", "33.3")),
        ((1, 6), ("14.3", "85.7")),
        ((0, 5), ("0.0", "100.0")),
        ((), ()),
    ],
)
def test_percentages_by_largest_remainder(counts: tuple[int, ...], expected: tuple[str, ...]) -> None:
    assert tuple(map(str, shares(counts))) == expected


@given(st.lists(st.integers(0, 100_000), max_size=12))
def test_percentages_add_up_and_none_is_off_by_a_tenth(counts: list[int]) -> None:
    found = shares(counts)
    total = sum(counts)
    assert sum(found) == (100 if total else 0)
    for count, share in zip(counts, found, strict=True):
        assert not total or abs(share * total - 100 * count) * 10 < total
        assert count or share == 0
