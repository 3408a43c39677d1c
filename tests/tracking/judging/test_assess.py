"""The boundaries of every rule of the verdict. Targets here: 100 (or 15) 家 in 2023, announced on its first day."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from dcgd.model import Checkpoint, Comparator, Kind, Light, Rules, Status, Thresholds
from dcgd.model.items import Item
from dcgd.tracking.judging.assess import Verdict
from factory import milestone, report, standing, target, verdict_of

S = Status


# -- the published example ------------------------------------------------------------------------------------------


def test_the_bulletins_example_at_the_end_of_september() -> None:
    """“完成年度目标的53.3%，低于目标21.7个百分点”."""
    verdict = verdict_of(target(value=Decimal(15)), [report("2023-09-30", "8")], "2023-09-30")
    assert verdict.reasons[0] == "完成 8/15 家（53.3%），序时进度 75.0%，低 21.7 个百分点"
    assert (verdict.status, verdict.light, verdict.at_risk, verdict.risks) == (S.BEHIND, "黄", True, ("behind",))
    assert (verdict.value, verdict.goal, verdict.reported) == (Decimal(8), Decimal(15), date(2023, 9, 30))
    assert (verdict.done_share, verdict.pace) == (Fraction(8, 15), Fraction(3, 4))
    assert verdict.gap == Fraction(65, 3)


def test_at_the_end_of_november_the_pace_is_91_7() -> None:
    verdict = verdict_of(target(), [report("2023-11-30", "90")], "2023-11-30")
    assert verdict.reasons[0] == "完成 90/100 家（90.0%），序时进度 91.7%，低 1.7 个百分点"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"pace": "daily"}, "序时进度（按日）49.6%，低 9.6 个百分点"),
        (
            {"checkpoints": (Checkpoint(date=date(2023, 6, 1), value=Decimal(45)),)},
            "序时进度（按节点）45.0%，低 5.0 个百分点",
        ),
    ],
)
def test_a_pace_not_counted_by_months_says_so(changes: dict[str, Any], words: str) -> None:
    assert verdict_of(target(**changes), [report("2023-06-30", "40")], "2023-06-30").reasons[0].endswith(words)


# -- below pace -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "status", "light", "words"),
    [
        ("50", S.ON_TRACK, "绿", "序时进度 50.0%，持平"),
        ("62.5", S.ON_TRACK, "绿", "高 12.5 个百分点"),
        ("40.1", S.ON_TRACK, "绿", "低 9.9 个百分点"),
        ("40.0001", S.ON_TRACK, "绿", "低 9.9999 个百分点"),  # never a sentence that reads like the threshold
        ("40", S.BEHIND, "黄", "低 10.0 个百分点"),
        ("20", S.BEHIND, "黄", "低 30.0 个百分点"),
        ("19.9999", S.FAR_BEHIND, "红", "低 30.0001 个百分点"),
        ("19.9", S.FAR_BEHIND, "红", "低 30.1 个百分点"),
        ("0", S.FAR_BEHIND, "红", "低 50.0 个百分点"),
    ],
)
def test_behind_is_10_to_30_points_below_pace_and_far_behind_more(
    value: str, status: Status, light: str, words: str
) -> None:
    verdict = verdict_of(target(), [report("2023-06-30", value)], "2023-06-30")
    assert (verdict.status, verdict.light) == (status, light)
    assert verdict.reasons[0].endswith(words)
    assert verdict.at_risk is (status is not S.ON_TRACK)


def test_the_thresholds_are_the_rules_own() -> None:
    rules = Rules(thresholds=Thresholds(behind=Decimal(5), far_behind=Decimal(8)), lights={S.FAR_BEHIND: Light.YELLOW})
    verdict = verdict_of(target(), [report("2023-06-30", "41")], "2023-06-30", rules)
    assert (verdict.status, verdict.light) == (S.FAR_BEHIND, "黄")


# -- due ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "status", "words"),
    [
        ("2023-11-30", S.ON_TRACK, None),  # 31 days left
        ("2023-12-01", S.DUE_SOON, "距时限 2023-12-31 还有 30 天"),
        ("2023-12-30", S.DUE_SOON, "距时限 2023-12-31 还有 1 天"),
        ("2023-12-31", S.DUE_SOON, "时限 2023-12-31 就在当日"),
        ("2024-01-01", S.OVERDUE, "时限 2023-12-31，已逾期 1 天"),
        ("2025-01-01", S.OVERDUE, "时限 2023-12-31，已逾期 367 天"),  # 2024 was a leap year
    ],
)
def test_due_soon_from_30_days_before_and_overdue_from_the_day_after(day: str, status: Status, words: str) -> None:
    verdict = verdict_of(target(), [report("2023-11-30", "99")], day)
    assert verdict.status is status
    assert words is None or words in verdict.reasons
    assert verdict.at_risk is (status is S.DUE_SOON)


def test_what_was_never_reported_is_overdue_too_and_says_so() -> None:
    verdict = verdict_of(target(), [], "2024-01-01")
    assert (verdict.status, verdict.label, verdict.light) == (S.OVERDUE, "逾期 · 未报送", "红")
    assert verdict.reasons == ("未报送；时限 2023-12-31，已逾期 1 天",)
    assert (verdict.value, verdict.done_share, verdict.gap, verdict.reported) == (None, None, None, None)


def test_overdue_is_not_at_risk_but_late() -> None:
    verdict = verdict_of(
        target(), [report("2023-12-31", "99")], "2024-01-01", problems_overdue=[("WT-1", date(2023, 6, 1))]
    )
    assert (verdict.label, verdict.at_risk, verdict.risks) == ("逾期", False, ())
    assert "问题 WT-1 办结期限 2023-06-01 已过 214 天" in verdict.reasons


# -- done -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("item", "amount"),
    [
        (target(), {"value": "100"}),
        (target(), {"percent": "100"}),
        (
            target(kind=Kind.LEVEL, comparator=Comparator.AT_MOST, value=Decimal(40), baseline=Decimal(50)),
            {"value": "40"},
        ),
        (milestone(), {"percent": "100"}),
    ],
)
def test_a_goal_met_early_is_done_at_once_and_stays_done(item: Item, amount: dict[str, str]) -> None:
    for day in ("2023-03-31", "2023-12-31", "2024-01-01", "2030-01-01"):
        verdict = verdict_of(item, [report("2023-03-31", **amount)], day)
        assert (verdict.status, verdict.light, verdict.at_risk) == (S.DONE, "绿", False)
    assert verdict.reasons[-1] == "2023-03-31 报送时已达到目标"


@pytest.mark.parametrize(("day", "status"), [("2023-12-31", S.DONE), ("2024-01-01", S.DONE_LATE)])
def test_a_goal_first_met_by_a_report_dated_after_the_due_date_is_done_late(day: str, status: Status) -> None:
    verdict = verdict_of(
        target(), [report("2023-11-30", "90"), report(day, "100"), report("2024-02-29", "110")], "2024-03-01"
    )
    assert (verdict.status, verdict.met_since) == (status, date.fromisoformat(day))
    assert verdict.light == ("绿" if status is S.DONE else "黄")


def test_done_late_says_by_how_much() -> None:
    verdict = verdict_of(target(), [report("2024-02-29", "100")], "2024-03-01")
    assert "2024-02-29 的报送才达到目标，超过时限 2023-12-31 共 60 天" in verdict.reasons


def test_a_report_that_was_taken_back_met_nothing() -> None:
    reports = [report("2023-11-30", "100"), report("2023-12-31", "90"), report("2024-01-31", "100")]
    assert verdict_of(target(), reports[:2], "2024-01-01").status is S.OVERDUE
    assert verdict_of(target(), reports, "2024-01-31").status is S.DONE_LATE


@pytest.mark.parametrize(("percent", "status"), [("99.9", S.OVERDUE), ("100", S.DONE)])
def test_milestones_and_tasks_are_done_at_100_percent(percent: str, status: Status) -> None:
    assert verdict_of(milestone(), [report("2023-12-31", percent=percent)], "2024-01-01").status is status


def test_what_is_not_quite_all_never_reads_100() -> None:
    verdict = verdict_of(target(value=Decimal(3000)), [report("2023-12-31", "2999")], "2024-01-01")
    assert verdict.reasons[0] == "完成 2999/3000 家（99.97%）"


# -- before the period ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("day", "status"), [("2023-06-30", S.NOT_STARTED), ("2023-07-01", S.ON_TRACK)])
def test_not_started_until_the_first_day_of_the_period(day: str, status: Status) -> None:
    verdict = verdict_of(target(start=date(2023, 7, 1)), [report("2023-06-15", "1")], day)
    assert verdict.status is status
    assert ("尚未到起始日 2023-07-01" in verdict.reasons) is (status is S.NOT_STARTED)


def test_before_its_period_an_item_is_neither_measured_nor_forecast() -> None:
    early = [report("2023-04-30", "1"), report("2023-05-31", "2"), report("2023-06-30", "3")]
    verdict = verdict_of(target(start=date(2023, 7, 1)), early, "2023-06-30")
    assert (verdict.forecast, verdict.at_risk) == (None, False)
    assert verdict.reasons == ("完成 3/100 家（3.0%）", "尚未到起始日 2023-07-01")
    assert verdict_of(standing(start=date(2023, 7, 1)), early, "2023-06-30").status is S.NOT_STARTED


def test_a_short_period_can_be_due_soon_before_it_begins() -> None:
    item = target(start=date(2023, 6, 20), due=date(2023, 6, 30))
    assert verdict_of(item, [], "2023-05-30").status is S.NOT_STARTED
    assert verdict_of(item, [], "2023-05-31").status is S.DUE_SOON


# -- further risks --------------------------------------------------------------------------------------------------


def test_a_forecast_below_the_goal_is_a_risk_though_the_status_is_good() -> None:
    reports = [report(day, value) for day, value in (("2023-04-30", "40"), ("2023-05-31", "43"), ("2023-06-30", "46"))]
    verdict = verdict_of(target(), reports, "2023-06-30")
    assert (verdict.status, verdict.light, verdict.at_risk, verdict.risks) == (S.ON_TRACK, "绿", True, ("forecast",))
    assert verdict.reasons[1] == (
        "按最近 3 次报送的趋势，到 2023-12-31 预计为 64.0 家，不能达到目标（100 家以上）；"
        "目前每月增 3 家，此后每月需增 9 家"
    )


def test_too_few_reports_for_a_forecast_are_said() -> None:
    verdict = verdict_of(target(), [report("2023-05-31", "45"), report("2023-06-30", "50")], "2023-06-30")
    assert verdict.reasons[-1] == "只报送过 2 次，不足 3 次，不作预测"
    assert not verdict.at_risk


def test_a_problem_past_its_deadline_is_a_risk() -> None:
    overdue = [("WT-2023-001", date(2023, 6, 18))]
    verdict = verdict_of(target(), [report("2023-06-30", "60")], "2023-06-30", problems_overdue=overdue)
    assert (verdict.status, verdict.at_risk, verdict.risks) == (S.ON_TRACK, True, ("problem",))
    assert verdict.reasons[-1] == "问题 WT-2023-001 办结期限 2023-06-18 已过 12 天"


def test_all_risks_are_listed_and_the_worst_is_the_status() -> None:
    reports = [report("2023-08-31", "10"), report("2023-09-30", "12"), report("2023-10-31", "14")]
    verdict = verdict_of(target(), reports, "2023-12-20", problems_overdue=[("WT-1", date(2023, 12, 1))])
    assert verdict.risks == ("far_behind", "stale", "due_soon", "forecast", "problem")
    assert verdict.status is S.FAR_BEHIND


def test_why_a_share_is_all_or_nothing_is_said() -> None:
    item = target(kind=Kind.LEVEL, comparator=Comparator.AT_MOST, value=Decimal(0), unit_measure="公里")
    verdict = verdict_of(item, [report("2023-06-30", "12")], "2023-06-30")
    assert verdict.reasons[0] == "现为 12 公里，目标 不超过 0 公里（完成 0.0%），序时进度 50.0%，低 50.0 个百分点"
    assert "目标值不大于 0 又无基数，完成比例只分达到（100%）与未达到（0%）；补上基数可按比例折算" in verdict.reasons


def test_a_useless_baseline_is_said() -> None:
    item = target(kind=Kind.LEVEL, value=Decimal(95), baseline=Decimal(96), unit_measure="%")
    verdict = verdict_of(item, [report("2023-06-30", "94")], "2023-06-30")
    assert "基数 96% 已达目标，不按基数折算" in verdict.reasons


def trend_of(verdict: Verdict) -> str:
    (sentence,) = (reason for reason in verdict.reasons if "的趋势" in reason)
    return sentence


def test_a_bound_that_must_be_exceeded_says_so() -> None:
    item = target(value=Decimal(24), comparator=Comparator.MORE_THAN, quote="竣工投产突破24个", unit_measure="个")
    reports = [report("2023-04-30", "8"), report("2023-05-31", "10"), report("2023-06-30", "12")]
    assert trend_of(verdict_of(item, reports, "2023-06-30")).endswith(
        "预计为 24.0 个，不能达到目标（突破 24 个）；目前每月增 2 个，此后每月需增超过 2 个"
    )
    there = verdict_of(item, [report("2023-06-30", "24")], "2023-06-30")
    assert there.reasons[0].startswith("完成 24/24 个（100.0%，还没有超过）")
    assert there.status is not Status.DONE


def test_a_milestone_is_forecast_no_more_than_all_of_it() -> None:
    reports = [
        report("2023-04-30", percent="50"),
        report("2023-05-31", percent="65"),
        report("2023-06-30", percent="80"),
    ]
    assert "到 2023-12-31 预计为 100.0%，能按期完成；" in trend_of(verdict_of(milestone(), reports, "2023-06-30"))


def test_a_share_of_a_whole_is_forecast_no_more_than_the_whole_and_growth_is() -> None:
    reports = [report("2023-04-30", "70"), report("2023-05-31", "80"), report("2023-06-30", "90")]
    whole = {"kind": Kind.LEVEL, "value": Decimal(100), "unit_measure": "%", "quote": "实现全覆盖"}
    covered = verdict_of(target(**whole, title="覆盖率"), reports, "2023-06-30")
    assert "预计为 100.0%，能达到目标（全覆盖）" in trend_of(covered)
    grown = verdict_of(target(**whole, title="增长率"), reports, "2023-06-30")
    assert "预计为 150.0%" in trend_of(grown)
