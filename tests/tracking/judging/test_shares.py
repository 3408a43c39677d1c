"""A target that is divided among units is judged by what their shares come to."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from dcgd.data_words import Risk, Rollup
from dcgd.model import Adjustable, Adjustment, Checkpoint, Kind, Light, Report, Rules, Share, Status
from dcgd.model.items import Item, shares_of
from dcgd.model.rollup import rolled
from dcgd.model.standing import standing
from dcgd.tracking.judging.assess import assess
from dcgd.tracking.judging.pace import pace
from dcgd.tracking.judging.shares import rolled_up
from factory import report, target, verdict_of

TOLERANCE = Rules().thresholds.tolerance
UNITS = ("柳园街道", "新区", "北山镇")


def shared(*values: int, **changes: Any) -> Item:
    """A target whose shares have these values, which make its own."""
    shares = tuple(Share(unit=unit, value=Decimal(value)) for unit, value in zip(UNITS, values, strict=False))
    return target(**{"value": Decimal(sum(values)), "unit_measure": "个", "shares": shares, **changes})


def of(unit: str, day: str, value: int | None = None, **more: Any) -> Report:
    return report(day, value, share=unit, **more)


def test_a_late_share_and_a_silent_one_explain_the_light_of_the_target() -> None:
    verdict = verdict_of(shared(4, 3), [of("柳园街道", "2023-12-31", 2)], "2023-12-31")
    assert verdict.light is Light.RED
    assert "柳园街道应达 4 个，仅 2 个" in verdict.reasons
    assert "未报送：新区" in verdict.reasons
    assert Risk.UNREPORTED in verdict.risks


def test_the_value_is_the_sum_of_the_last_report_of_each() -> None:
    reports = [of("柳园街道", "2023-03-31", 2), of("新区", "2023-04-30", 1), of("柳园街道", "2023-06-30", 4)]
    rolled = {made.date.month: made.value for made in rolled_up(shared(4, 3), reports, TOLERANCE)}
    assert rolled == {3: Decimal(2), 4: Decimal(3), 6: Decimal(5)}
    assert verdict_of(shared(4, 3), reports, "2023-05-15").value == 3


@pytest.mark.parametrize(("rollup", "value"), [("sum", 180), ("mean", 90), ("min", 85), ("max", 95)])
def test_rates_are_rolled_up_as_the_target_says(rollup: str, value: int) -> None:
    item = shared(90, 90, kind=Kind.LEVEL, value=Decimal(90), unit_measure="%", rollup=Rollup(rollup))
    assert (
        verdict_of(item, [of("柳园街道", "2023-06-30", 85), of("新区", "2023-06-30", 95)], "2023-06-30").value == value
    )


def test_a_percent_stands_for_so_much_of_the_share() -> None:
    reports = [of("柳园街道", "2023-06-30", None, percent=50), of("新区", "2023-06-30", 3)]
    assert verdict_of(shared(4, 3), reports, "2023-06-30").value == 5


@pytest.mark.parametrize("day", ["2023-06-30", "2024-02-01"])
def test_a_share_that_was_never_reported_caps_the_target_however_much_the_others_did(day: str) -> None:
    item = shared(4, 3)
    capped = verdict_of(item, [of("柳园街道", "2023-06-30", 9)], day)
    assert (capped.status, capped.light, capped.at_risk) == (Status.UNREPORTED, Light.YELLOW, True)
    assert "未报送：新区" in capped.reasons
    both = [of("柳园街道", "2023-06-30", 9), of("新区", "2023-06-30", 0)]
    assert verdict_of(item, both, day).status is Status.DONE


def test_before_the_first_reporting_day_nobody_is_silent() -> None:
    verdict = verdict_of(shared(4, 3), [of("柳园街道", "2023-01-10", 1)], "2023-01-20")
    assert verdict.status is Status.ON_TRACK
    assert not any("未报送" in reason for reason in verdict.reasons)


def test_a_report_of_one_share_does_not_freshen_another() -> None:
    reports = [of("柳园街道", "2023-02-28", 1), of("新区", "2023-02-28", 1), of("柳园街道", "2023-05-31", 3)]
    verdict = verdict_of(shared(4, 3), reports, "2023-06-10")
    assert verdict.status is Status.STALE
    assert "报送过期：新区" in verdict.reasons


def test_the_pace_is_taken_over_the_goals_of_the_shares() -> None:
    shares = (
        Share(unit="柳园街道", value=Decimal(30), due=date(2023, 6, 30)),
        Share(unit="新区", value=Decimal(70)),
    )
    item = target(shares=shares)
    assert pace(item, date(2023, 6, 30), Rules()) == Decimal("0.65")  # all of 30, half of 70
    own = replace(item, checkpoints=(Checkpoint(date=date(2023, 6, 30), value=Decimal(20)),))
    assert pace(own, date(2023, 6, 30), Rules()) == Decimal("0.2")


def test_a_share_follows_the_deadline_of_its_target_unless_it_has_its_own() -> None:
    later = Adjustment(
        date=date(2023, 6, 1),
        field=Adjustable.DUE,
        from_=date(2023, 12, 31),
        to=date(2024, 3, 31),
        reason="雨季",
        approved_by="区政府",
    )
    shares = (Share(unit="柳园街道", value=Decimal(4)), Share(unit="新区", value=Decimal(3), due=date(2023, 10, 31)))
    item = target(value=Decimal(7), shares=shares, adjustments=(later,))
    dues = [verdict.due for verdict in verdict_of(item, [], "2023-07-01").shares]
    assert dues == [date(2024, 3, 31), date(2023, 10, 31)]


def test_reports_on_the_target_itself_count_for_nothing() -> None:
    assert verdict_of(shared(4, 3), [report("2023-06-30", 7)], "2023-06-30").value is None


DAYS = st.dates(date(2023, 1, 1), date(2024, 2, 28))
VALUES = st.integers(0, 12)
REPORTS = st.lists(
    st.builds(
        lambda unit, day, value: report(day, value, share=unit),
        st.sampled_from(UNITS),
        st.dates(date(2023, 1, 1), date(2024, 1, 31)),
        VALUES,
    ),
    max_size=8,
)
GOALS = st.lists(st.integers(1, 9), min_size=1, max_size=3)


@given(goals=GOALS, reports=REPORTS, day=DAYS)
def test_the_shares_add_up_to_the_target(goals: list[int], reports: list[Report], day: date) -> None:
    verdict = assess(shared(*goals), reports, day, Rules())
    told = [share.value for share in verdict.shares if share.value is not None]
    assert verdict.value == (sum(told) if told else None)


@given(goals=GOALS, reports=REPORTS, day=DAYS, index=st.integers(0, 2), rollup=st.sampled_from(Rollup))
def test_meeting_a_share_never_worsens_the_target(
    goals: list[int], reports: Sequence[Report], day: date, index: int, rollup: Rollup
) -> None:
    """Once anything is known of the target: its very first report may show that it is behind.

    A mean is of those that reported, so that the first report of a small share may lower it: it is no worse once all
    have reported.
    """
    whole = rolled(rollup, [Decimal(goal) for goal in goals])
    item = replace(shared(*goals), rollup=rollup, value=whole)
    share, before = shares_of(item)[index % len(goals)], assess(item, reports, day, Rules())
    assume(before.measured is not None)
    assume(rollup is not Rollup.MEAN or all(held.value is not None for held in before.shares))
    value = max(share.value or Decimal(0), before.shares[index % len(goals)].value or Decimal(0))
    after = assess(item, [*reports, report(day, int(value), share=share.id.partition("@")[2])], day, Rules())
    assert _well(after.status) >= _well(before.status)


def test_the_first_report_of_a_small_share_may_lower_a_mean() -> None:
    item = replace(shared(10, 2, 6), rollup=Rollup.MEAN, value=Decimal(6))
    first = report("2023-06-30", 8, share=UNITS[0])
    met = report("2023-06-30", 2, share=UNITS[1])
    values = [assess(item, reports, date(2023, 6, 30), Rules()).value for reports in ([first], [first, met])]
    assert values == [8, 5]


def _well(status: Status) -> int:
    """How well a status is: what has begun as planned is no worse than what has not, nor done late than done."""
    same = {Status.NOT_STARTED: Status.ON_TRACK, Status.DONE: Status.DONE_LATE}
    return same.get(status, status).rank


@given(goals=GOALS, reports=REPORTS, day=DAYS, value=VALUES)
def test_withdrawing_a_report_of_a_share_makes_it_as_before(
    goals: list[int], reports: list[Report], day: date, value: int
) -> None:
    item = shared(*goals)
    slip = report(date(2023, 5, 31), value, share=UNITS[0])
    gone = replace(slip, value=None, withdrawn=True, by="区政府办公室", note="多填")
    kept = standing([*reports, slip, gone], lambda one: one)
    assert assess(item, kept, day, Rules()) == assess(item, reports, day, Rules())


@given(reports=st.lists(st.builds(report, DAYS, VALUES), max_size=6), day=DAYS)
def test_one_share_of_all_is_judged_as_the_target_was(reports: list[Report], day: date) -> None:
    """The whole divided among one unit says of the target what its own reports would."""
    alone = assess(target(value=Decimal(9)), reports, day, Rules())
    held = assess(
        target(value=Decimal(9), shares=(Share(unit="柳园街道", value=Decimal(9)),)),
        [replace(one, share="柳园街道") for one in reports],
        day,
        Rules(),
    )
    assert (held.status, held.value, held.gap, held.risks, held.met_since) == (
        alone.status,
        alone.value,
        alone.gap,
        alone.risks,
        alone.met_since,
    )
