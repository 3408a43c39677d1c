"""How papers say things: every phrase in one place, tried one by one."""

from datetime import date
from fractions import Fraction

import pytest

from dcgd.publish.papers import wording
from dcgd.publish.snapshot import Snapshot


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2025, 8, 31), "8月底"),
        (date(2025, 10, 25), "10月25日"),
        (date(2025, 2, 28), "2月底"),
        (date(2026, 6, 30), "2026年6月底"),
        (date(2026, 6, 5), "2026年6月5日"),
        (date.max, "9999年12月31日"),
    ],
)
def test_a_deadline_is_a_month_or_a_day_with_the_year_only_where_it_is_another(day: date, said: str) -> None:
    assert wording.due_words(day, 2025) == said


@pytest.mark.parametrize(
    ("as_of", "said"),
    [
        (date(2025, 3, 31), "2025年一季度"),
        (date(2025, 6, 30), "2025年上半年"),
        (date(2025, 9, 30), "2025年前三季度"),
        (date(2025, 10, 15), "2025年前三季度"),
        (date(2025, 8, 31), "2025年1—8月"),
        (date(2025, 1, 10), "2025年1月"),
        (date(2025, 12, 31), "2025年度"),
        (date(2026, 2, 1), "2025年度"),
    ],
)
def test_a_period_is_said_as_offices_say_it(as_of: date, said: str) -> None:
    assert wording.period_words(as_of, date(2025, 1, 1), date(2025, 12, 31)) == said


@pytest.mark.parametrize(
    ("share", "said"),
    [
        (Fraction(8, 15), "53.3%"),
        (Fraction(3, 4), "75.0%"),
        (Fraction(1), "100%"),
        (Fraction(0), "0"),
        (Fraction(9999, 10000), "99.99%"),
    ],
)
def test_a_share_has_one_decimal_and_all_and_nothing_have_none(share: Fraction, said: str) -> None:
    assert wording.share_words(share) == said


def test_a_gap_always_says_in_which_direction() -> None:
    assert wording.gap_words(Fraction("21.66")) == "欠序时进度21.7个百分点"
    assert wording.gap_words(Fraction("-7.3")) == "超序时进度7.3个百分点"
    assert wording.gap_words(Fraction(0)) == "与序时进度持平"


def test_of_few_there_are_counts_and_no_shares() -> None:
    assert wording.part_words(7, 35) == "7项（占20.0%）"
    assert wording.part_words(2, 9) == "2项"


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("出台《若干措施》", "已出台《若干措施》"),
        ("建成新材料中试基地", "已建成新材料中试基地"),
        ("云汐第三中学", "云汐第三中学已完成"),
    ],
)
def test_a_deliverable_is_there_or_is_finished_and_never_100_percent(title: str, said: str) -> None:
    assert wording.finished_words(title) == said


def test_what_was_recorded_reads_as_people_write() -> None:
    assert wording.readable("时限 2025-05-31 已过，完成 9/12 座") == "时限2025年5月31日已过，完成9/12座"
    assert wording.day_and_weekday(date(2025, 10, 13), 2025) == "10月13日（星期一）"


def test_a_number_and_its_measure_are_one_word() -> None:
    assert wording.tight("突破 20 个") == "突破20个"
    assert wording.tight("不超过 38 微克/立方米") == "不超过38微克/立方米"


@pytest.mark.parametrize(
    ("item", "said"),
    [
        ("1-1", "已新增8家，完成年度目标（15家以上）的53.3%"),
        ("9-1", "现为92%，目标为全覆盖"),
        ("11-m1", "目前完成95.0%"),
        ("3-m2", "已出台《云汐区促进科技成果转化若干措施》"),
        ("14-2", "尚未报送进展"),
    ],
)
def test_progress_is_said_by_what_kind_of_item_it_is(snapshot: Snapshot, item: str, said: str) -> None:
    (judged,) = (judged for judged in snapshot.items if judged.item.id == item)
    assert wording.progress_words(judged) == said


@pytest.mark.parametrize(
    ("written", "said"),
    [("验收后移", "验收后移。"), ("验收后移。", "验收后移。"), ("怎么办？", "怎么办？"), ("。", ""), ("", "")],
)
def test_what_somebody_wrote_ends_once(written: str, said: str) -> None:
    assert wording.ended(written) == said


def test_many_units_are_counted_behind_the_first_ten() -> None:
    units = [f"第{number}局" for number in range(1, 13)]
    assert wording.named(units).endswith("第10局等12个单位")
    assert wording.named(units[:2]) == "第1局、第2局"
    assert wording.silent_sentence(units[:2], 5) == "未按要求报送进展的有第1局、第2局（2个单位，5项）。"


def test_a_number_that_is_not_given_yet_has_room_for_it() -> None:
    assert wording.number_blank("云督通", 2025) == "云督通〔2025〕　　号"
    assert wording.number_blank("第n期", 2025) == "第　　期"


def test_the_place_is_that_of_the_issuer() -> None:
    assert wording.place_of("示例市云汐区人民政府办公室") == "云汐区"
    assert wording.place_of(None) == ""


def test_counts_move_up_down_or_not() -> None:
    assert [wording.change_words(now, 2, "红") for now in (3, 1, 2)] == ["红灯增加1项", "红灯减少1项", "红灯持平"]
