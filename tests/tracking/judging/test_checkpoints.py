"""A checkpoint in words: when it is met, what it does to a verdict while it is not, and what counts as a report."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from dcgd.model import Adjustable, Adjustment, Checkpoint, Report, Rules, Status
from dcgd.tracking.judging.forecast import Forecast
from dcgd.tracking.judging.history import history
from factory import milestone, report, standing, target, verdict_of

SITE = Checkpoint(date=date(2023, 3, 31), text="完成选址")
ROOF = Checkpoint(date=date(2023, 6, 30), text="主体封顶")
BUILT = milestone(checkpoints=(SITE, ROOF))
LATE = "节点“主体封顶”（2023年6月30日）已过 15 天，未报完成"
S = Status


def said(day: str, percent: int | None = None, **more: Any) -> Report:
    return report(day, percent=percent, milestone="5-m1", **more)


def moved(day: str, before: date, after: date) -> Adjustment:
    return Adjustment(
        date=date.fromisoformat(day),
        field=Adjustable.CHECKPOINTS,
        from_=before,
        to=after,
        reason="雨季",
        approved_by="区政府第12次常务会议",
    )


def test_past_and_unmet_it_is_a_reason_and_a_risk_and_caps_the_status() -> None:
    reports = [said("2023-03-31", 30, checkpoint=SITE.date), said("2023-06-30", 60)]
    before = verdict_of(BUILT, reports, "2023-06-30")
    assert (before.status, before.risks) == (S.ON_TRACK, ())
    after = verdict_of(BUILT, reports, "2023-07-15")
    assert (after.status, after.light, after.at_risk, after.risks) == (S.BEHIND, "黄", True, ("checkpoint",))
    assert LATE in after.reasons


def test_met_it_is_neither_whenever_the_report_says_so() -> None:
    for day in ("2023-02-28", "2023-06-30", "2023-07-15"):
        reports = [said("2023-03-31", 60, checkpoint=SITE.date), said(day, 60, checkpoint=ROOF.date)]
        reports.append(said("2023-06-30", 60))
        verdict = verdict_of(BUILT, reports, "2023-07-15")
        assert (verdict.status, "checkpoint" in verdict.risks) == (S.ON_TRACK, False)


def test_worse_is_worse_and_both_are_said() -> None:
    verdict = verdict_of(BUILT, [said("2023-06-30", 5)], "2023-07-15")
    assert (verdict.status, verdict.risks) == (S.FAR_BEHIND, ("far_behind", "checkpoint"))
    assert [reason for reason in verdict.reasons if "未报完成" in reason] == [
        "节点“完成选址”（2023年3月31日）已过 106 天，未报完成",
        LATE,
    ]


def test_what_is_done_is_asked_for_none_and_what_is_overdue_says_which() -> None:
    assert "未报完成" not in "".join(verdict_of(BUILT, [said("2023-05-31", 100)], "2023-07-15").reasons)
    overdue = verdict_of(BUILT, [said("2023-05-31", 90)], "2024-01-01")
    assert (overdue.status, overdue.risks) == (S.OVERDUE, ())
    assert "节点“主体封顶”（2023年6月30日）已过 185 天，未报完成" in overdue.reasons


def test_a_report_in_words_counts_without_a_done_share() -> None:
    told = verdict_of(BUILT, [said("2023-03-31", checkpoint=SITE.date)], "2023-04-30")
    assert (told.status, told.light, told.reported, told.measured) == (S.ON_TRACK, "绿", date(2023, 3, 31), None)
    assert (told.done_share, told.gap, told.percent) == (None, None, None)
    assert told.reasons == ("2023-03-31 报送：完成节点“完成选址”，没有报数",)
    assert verdict_of(BUILT, [said("2023-03-31", note="已进场")], "2023-03-31").reasons == (
        "2023-03-31 报送：有进展，没有报数",
    )


def test_a_number_stands_until_another_comes_and_words_keep_it_from_getting_stale() -> None:
    number = said("2023-03-31", 30, checkpoint=SITE.date)
    assert "stale" in verdict_of(BUILT, [number], "2023-05-31").risks
    told = verdict_of(BUILT, [number, said("2023-04-30", note="基础施工")], "2023-05-31")
    assert (told.risks, told.percent) == (("behind",), Decimal(30))
    assert (told.reported, told.measured) == (date(2023, 4, 30), date(2023, 3, 31))
    assert told.reasons[:2] == ("报送完成 30%，序时进度 41.7%，低 11.7 个百分点", "2023-04-30 报送：有进展，没有报数")
    assert told.forecast == Forecast(1, date(2023, 12, 31), in_shares=True)


def test_without_checkpoints_in_words_words_are_no_report() -> None:
    for item in (milestone(), target(checkpoints=(Checkpoint(date=ROOF.date, value=50),))):  # type: ignore[arg-type]
        assert verdict_of(item, [report("2023-06-30", note="已进场")], "2023-07-15").status is S.UNREPORTED


def test_words_do_not_vouch_for_the_end_of_what_is_to_be_held() -> None:
    held = standing(checkpoints=(ROOF,))
    reports = [report("2023-06-30", 96, checkpoint=ROOF.date), report("2023-12-31", note="一切正常")]
    assert verdict_of(held, reports, "2023-12-31").status is S.DUE_SOON
    assert verdict_of(held, reports, "2024-01-01").status is S.STALE


def test_before_the_period_nothing_is_asked() -> None:
    later = milestone(start=date(2023, 8, 1), checkpoints=(ROOF,))
    assert verdict_of(later, [], "2023-07-15").status is S.NOT_STARTED
    assert verdict_of(later, [], "2023-08-01").risks == ("checkpoint",)


def test_the_months_show_it() -> None:
    reports = [said(f"2023-{month:02d}-15", 10 * month, checkpoint=SITE.date) for month in range(1, 9)]
    reports.append(said("2023-08-20", 80, checkpoint=ROOF.date))
    lights = [month.light for month in history(BUILT, reports, date(2023, 8, 31), Rules())]
    assert lights == ["绿", "绿", "绿", "绿", "绿", "绿", "黄", "绿"]


def test_an_approved_delay_moves_it_from_its_own_day_on() -> None:
    item = milestone(checkpoints=(SITE, ROOF), adjustments=(moved("2023-07-10", ROOF.date, date(2023, 9, 30)),))
    reports = [said("2023-06-30", 60, checkpoint=SITE.date)]
    assert verdict_of(item, reports, "2023-07-09").status is S.BEHIND
    after = verdict_of(item, reports, "2023-07-15")
    assert after.status is S.ON_TRACK
    assert (
        "节点“主体封顶”延期：原为 2023-06-30，现为 2023-09-30（2023-07-10 区政府第12次常务会议批准：雨季）"
        in after.reasons
    )
    late = verdict_of(item, [*reports, said("2023-09-30", 80)], "2023-10-01")
    assert "节点“主体封顶”（2023年9月30日）已过 1 天，未报完成" in late.reasons


@pytest.mark.parametrize("day", [ROOF.date, date(2023, 9, 30)])
def test_a_report_may_name_a_moved_one_by_either_day(day: date) -> None:
    item = milestone(checkpoints=(ROOF,), adjustments=(moved("2023-06-20", ROOF.date, date(2023, 9, 30)),))
    assert verdict_of(item, [said("2023-09-30", 80, checkpoint=day)], "2023-10-10").status is S.ON_TRACK


def test_a_day_that_is_the_documents_own_of_another_means_that_one() -> None:
    item = milestone(
        checkpoints=(SITE, ROOF),
        adjustments=(
            moved("2023-03-20", ROOF.date, date(2023, 9, 30)),
            moved("2023-03-21", SITE.date, date(2023, 6, 30)),
        ),
    )
    verdict = verdict_of(item, [said("2023-06-30", 60, checkpoint=ROOF.date)], "2023-07-15")
    assert "节点“完成选址”（2023年6月30日）已过 15 天，未报完成" in verdict.reasons


def test_pace_follows_a_moved_checkpoint_in_numbers() -> None:
    half = Checkpoint(date=ROOF.date, value=50)  # type: ignore[arg-type]
    item = target(checkpoints=(half,), adjustments=(moved("2023-06-20", ROOF.date, date(2023, 9, 30)),))
    assert verdict_of(item, [report("2023-06-30", 0)], "2023-06-30").pace == 0
    assert verdict_of(target(checkpoints=(half,)), [report("2023-06-30", 0)], "2023-06-30").pace == pytest.approx(0.5)
