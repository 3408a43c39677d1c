"""The verdict and its reports: which count, who is silent; what must last; what was adjusted. Goal: 100 家 in 2023."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from dcgd.model import Adjustment, Comparator, Cycle, Kind, Light, Reporting, Rules, Status
from dcgd.tracking.judging.assess import assess
from factory import milestone, report, standing, target, verdict_of

S = Status


# -- reports --------------------------------------------------------------------------------------------------------


def test_the_latest_report_counts_and_of_one_day_the_last_in_the_file() -> None:
    reports = [report("2023-06-30", "50"), report("2023-05-31", "70"), report("2023-06-30", "45")]
    assert verdict_of(target(), reports, "2023-06-30").value == Decimal(45)


def test_a_report_after_the_day_asked_for_is_not_known_yet() -> None:
    reports = [report("2023-06-30", "50"), report("2023-07-01", "100")]
    assert verdict_of(target(), reports, "2023-06-30") == verdict_of(target(), reports[:1], "2023-06-30")
    assert verdict_of(target(), reports, "2023-07-01").status is S.DONE


def test_a_value_goes_before_a_percent() -> None:
    both = report("2023-06-30", value="50", percent="90")
    assert verdict_of(target(), [both], "2023-06-30").done_share == Fraction(1, 2)


def test_a_report_without_a_number_for_its_item_says_nothing() -> None:
    assert verdict_of(target(), [report("2023-06-30")], "2023-06-30").reported is None
    assert verdict_of(milestone(), [report("2023-06-30", value="3")], "2023-06-30").reported is None


@pytest.mark.parametrize(
    ("day", "status", "light"),
    [("2023-01-01", S.NOT_STARTED, "灰"), ("2023-01-31", S.NOT_STARTED, "灰"), ("2023-02-01", S.UNREPORTED, "黄")],
)
def test_unreported_once_the_first_reporting_day_has_passed(day: str, status: Status, light: str) -> None:
    """Before that nothing is known and nothing was asked: 未启动 and no light, since no report is never green."""
    verdict = verdict_of(target(), [], day)
    assert (verdict.status, verdict.light, verdict.at_risk) == (status, light, status is S.UNREPORTED)
    assert verdict.gap is None


@pytest.mark.parametrize(
    ("reporting", "changes", "first"),
    [
        (Reporting(), {"announced": date(2023, 5, 11)}, date(2023, 5, 31)),
        (Reporting(), {"announced": date(2023, 5, 31)}, date(2023, 5, 31)),
        (Reporting(cycle=Cycle.QUARTERLY), {"announced": date(2023, 5, 11)}, date(2023, 6, 30)),
        (Reporting(first=date(2023, 7, 15)), {}, date(2023, 7, 15)),
        (Reporting(first=date(2023, 3, 31)), {"start": date(2023, 6, 10)}, date(2023, 6, 30)),
        (Reporting(first=date(2023, 6, 10)), {"start": date(2023, 6, 10)}, date(2023, 6, 10)),
        (Reporting(), {"start": date(2023, 6, 10)}, date(2023, 6, 30)),
    ],
)
def test_the_first_reporting_day(reporting: Reporting, changes: dict[str, Any], first: date) -> None:
    item, rules = target(**changes), Rules(reporting=reporting)
    assert assess(item, [], first, rules).status is S.NOT_STARTED
    verdict = assess(item, [], first + timedelta(days=1), rules)
    assert (verdict.status, verdict.reasons) == (S.UNREPORTED, (f"首个报送日 {first} 已过，未报送",))


@pytest.mark.parametrize(
    ("cycle", "grace", "reported", "last_good"),
    [
        ("monthly", 5, "2023-05-31", "2023-07-05"),
        ("monthly", 5, "2023-06-01", "2023-08-05"),  # serves June; the next is due at the end of July
        ("monthly", 0, "2023-05-31", "2023-06-30"),
        ("quarterly", 5, "2023-03-31", "2023-07-05"),
    ],
)
def test_stale_once_the_next_reporting_day_and_its_grace_have_passed(
    cycle: str, grace: int, reported: str, last_good: str
) -> None:
    rules = Rules(
        reporting=Reporting(cycle=Cycle.QUARTERLY if cycle == Cycle.QUARTERLY else Cycle.MONTHLY, grace_days=grace)
    )
    item, reports = target(), [report(reported, "80")]
    good = date.fromisoformat(last_good)
    assert assess(item, reports, good, rules).status is S.ON_TRACK
    verdict = assess(item, reports, good + timedelta(days=1), rules)
    assert (verdict.status, verdict.light, verdict.risks) == (S.STALE, "黄", ("stale",))
    following = good - timedelta(days=grace)
    assert f"最近一次报送是 {reported} 的，此后应在 {following}（宽限 {grace} 天）再报，未见报送" in verdict.reasons


def test_nobody_is_stale_before_the_first_reporting_day() -> None:
    item = target(announced=date(2023, 5, 11))
    assert verdict_of(item, [report("2023-01-31", "60")], "2023-06-05").status is S.ON_TRACK
    assert verdict_of(item, [report("2023-01-31", "60")], "2023-06-06").status is S.STALE


def test_no_report_is_never_green_even_where_the_rules_paint_it_so() -> None:
    rules = Rules(lights=dict.fromkeys(Status, Light.GREEN))
    for day in ("2022-06-01", "2023-01-15", "2023-06-30", "2023-12-15", "2024-01-01"):
        assert verdict_of(target(), [], day, rules).light == "灰"


# -- standing targets and caps --------------------------------------------------------------------------------------


def test_a_standing_target_held_is_on_track_and_done_only_after_its_period() -> None:
    reports = [report("2023-11-30", "96"), report("2023-12-31", "95")]
    verdict = verdict_of(standing(), reports[:1], "2023-11-30")
    assert (verdict.status, verdict.pace, verdict.gap) == (S.ON_TRACK, None, None)
    assert verdict.reasons[0] == "现为 96%，目标 95%以上，2023-11-30 报送时保持在目标之内"
    assert verdict_of(standing(), reports, "2023-12-31").status is S.DUE_SOON
    assert verdict_of(standing(), reports, "2024-01-01").status is S.DONE


def test_a_standing_target_not_held_is_behind_and_at_risk_and_after_its_period_overdue() -> None:
    reports = [report("2023-06-30", "97"), report("2023-07-31", "94.9")]
    verdict = verdict_of(standing(), reports, "2023-07-31")
    assert (verdict.status, verdict.light, verdict.at_risk, verdict.risks) == (S.BEHIND, "黄", True, ("not_held",))
    assert verdict.reasons[0] == "现为 94.9%，目标 95%以上，2023-07-31 报送时未能保持"
    assert verdict_of(standing(), reports, "2024-01-01").status is S.OVERDUE


@pytest.mark.parametrize(("day", "risks"), [("2023-02-28", ()), ("2023-03-01", ("not_held",))])
def test_a_standing_target_must_be_held_from_the_first_day_of_its_period(day: str, risks: tuple[str, ...]) -> None:
    verdict = verdict_of(standing(start=date(2023, 3, 1)), [report("2023-02-28", "94")], day)
    assert verdict.risks == risks


def test_a_standing_target_held_again_only_after_its_period_is_done_late() -> None:
    reports = [report("2023-12-31", "94"), report("2024-01-31", "96")]
    assert verdict_of(standing(), reports, "2024-01-31").status is S.DONE_LATE


@pytest.mark.parametrize(("reported", "status"), [("2023-11-01", S.DONE), ("2023-10-31", S.STALE)])
def test_a_standing_target_whose_reports_dried_up_before_the_end_is_not_done(reported: str, status: Status) -> None:
    """The report of October is stale by 6 December: nobody vouched for the end of the year."""
    verdict = verdict_of(standing(), [report(reported, "96")], "2024-06-01")
    assert (verdict.status, verdict.at_risk) == (status, status is S.STALE)


def test_a_standing_target_has_a_trend_in_values_only_and_only_within_its_period() -> None:
    falling = [report("2023-05-31", "99"), report("2023-06-30", "98"), report("2023-07-31", "97")]
    verdict = verdict_of(standing(), falling, "2023-07-31")
    assert (verdict.status, verdict.risks) == (S.ON_TRACK, ("forecast",))
    assert verdict.reasons[1] == (
        "按最近 3 次报送的趋势，到 2023-12-31 预计为 92.0%，不能达到目标（95%以上）；目前每月减 1 个百分点"
    )
    assert verdict_of(standing(), falling, "2024-06-01").forecast is None
    assert verdict_of(standing(), [*falling[:2], report("2023-07-31", percent="100")], "2023-07-31").forecast is None


def test_a_cap_on_a_running_count_is_kept_like_a_standing_target() -> None:
    """不超过 5 起 for the year: 3 by June is no end of it, 6 has broken it."""
    cap = target(comparator=Comparator.AT_MOST, value=Decimal(5), unit_measure="起")
    assert verdict_of(cap, [report("2023-06-30", "3")], "2023-06-30").status is S.ON_TRACK
    assert verdict_of(cap, [report("2023-06-30", "6")], "2023-06-30").risks == ("not_held",)
    assert verdict_of(cap, [report("2023-12-31", "5")], "2024-01-01").status is S.DONE
    assert verdict_of(cap, [report("2023-12-31", "6")], "2024-01-01").status is S.OVERDUE


# -- adjustments ----------------------------------------------------------------------------------------------------


def change(field: Any, before: Any, after: Any, day: str = "2023-06-15") -> Adjustment:
    return Adjustment(
        date=date.fromisoformat(day),
        field=field,
        from_=before,
        to=after,
        reason="征地延后",
        approved_by="区政府常务会议",
    )


@pytest.mark.parametrize("written", [date(2023, 6, 30), date(2023, 9, 30)])
def test_a_postponement_counts_from_its_day_and_keeps_the_original_in_sight(written: date) -> None:
    """The record may keep the original or carry the adjusted date."""
    item = target(due=written, adjustments=(change("due", date(2023, 6, 30), date(2023, 9, 30), "2023-07-10"),))
    assert verdict_of(item, [report("2023-06-30", "90")], "2023-07-09").status is S.OVERDUE
    verdict = verdict_of(item, [report("2023-06-30", "90")], "2023-07-10")
    assert verdict.status is S.ON_TRACK
    assert (verdict.original_due, verdict.due) == (date(2023, 6, 30), date(2023, 9, 30))
    assert "延期：原为 2023-06-30，现为 2023-09-30（2023-07-10 区政府常务会议批准：征地延后）" in verdict.reasons


@pytest.mark.parametrize("written", [100, 80])
def test_an_adjusted_value_is_the_goal_and_keeps_the_original_in_sight(written: int) -> None:
    item = target(value=Decimal(written), adjustments=(change("value", Decimal(100), Decimal(80)),))
    verdict = verdict_of(item, [report("2023-06-30", "80")], "2023-06-30")
    assert (verdict.status, verdict.original_goal, verdict.goal) == (S.DONE, Decimal(100), Decimal(80))
    assert "指标调整：原为 100 家，现为 80 家（2023-06-15 区政府常务会议批准：征地延后）" in verdict.reasons


@pytest.mark.parametrize(
    ("adjustment", "words"),
    [
        (change("due", date(2023, 12, 31), date(2023, 9, 30)), "时限提前：原为 2023-12-31，现为 2023-09-30"),
        (change("baseline", Decimal(50), Decimal("52.50")), "基数调整：原为 50 家，现为 52.5 家"),
        (change("comparator", "at_least", "about"), "比较方式调整：原为 以上，现为 左右"),
        (change("firmness", "firm", "strive"), "约束性调整：原为 约束性，现为 力争"),
    ],
)
def test_every_adjustment_is_said(adjustment: Adjustment, words: str) -> None:
    item = target(kind=Kind.LEVEL, baseline=Decimal(50), adjustments=(adjustment,))
    said_so = [
        reason for reason in verdict_of(item, [report("2023-06-30", "80")], "2023-06-30").reasons if words in reason
    ]
    assert len(said_so) == 1


def test_an_adjustment_that_was_taken_back_is_not_said() -> None:
    back = (change("value", Decimal(100), Decimal(80)), change("value", Decimal(80), Decimal(100), "2023-06-20"))
    verdict = verdict_of(target(adjustments=back), [report("2023-06-30", "80")], "2023-06-30")
    assert verdict.goal == verdict.original_goal
    assert not any("调整" in reason for reason in verdict.reasons)
