"""What is due on the way: by the header of a column, or by the day that each part of a cell names."""

import pytest

from dcgd.intake.phrases.checkpoints import Planned, dated, planned


@pytest.mark.parametrize(
    ("header", "day"),
    [
        ("一季度", "2026-03-31"),
        ("第二季度目标", "2026-06-30"),
        ("上半年计划", "2026-06-30"),
        ("10月底", "2026-10-31"),
        ("2027年一季度", "2027-03-31"),
    ],
)
def test_under_a_header_with_a_time_the_cell_is_due_by_its_end(header: str, day: str) -> None:
    ((label, words, due, why),) = [(p.label, p.words, str(p.day), p.why) for p in planned(header, "完成选址", 2026)]
    assert (label, words, due, why) == (header, "完成选址", day, "")


@pytest.mark.parametrize(
    "words",
    [
        "6月底前开工；12月底前竣工",
        "6月底前开工，12月底前竣工。",
        "1.6月底前开工；2.12月底前竣工",
        "上半年开工 年底前竣工",
        "力争6月底前开工，确保12月底前竣工",
        "开工（6月底前），竣工（12月底前）",
        "开工，6月底前；竣工，年底前",
        "二季度：开工；四季度：竣工",
        "4月—6月开工、10月至12月竣工",
    ],
)
def test_else_each_part_is_due_by_the_day_it_names(words: str) -> None:
    said = [(str(point.day), point.words, point.why) for point in planned("节点", words, 2026)]
    assert said == [("2026-06-30", "开工", ""), ("2026-12-31", "竣工", "")]


def test_a_part_without_a_day_goes_with_the_one_before() -> None:
    (point,) = planned("形象进度", "6月底前开工，完成投资3000万元；同步招商", 2026)
    assert point.words == "开工，完成投资3000万元；同步招商"


@pytest.mark.parametrize("words", ["主体封顶", "每月25日前报送", "6月底前"])
def test_what_names_no_day_or_nothing_else_is_given_back_with_the_reason(words: str) -> None:
    assert dated("节点", words, 2026) == [Planned("节点", words, None, "没有认出是哪一天的")]


def test_a_day_after_the_end_of_its_column_is_not_sure() -> None:
    (point,) = planned("一季度", "4月底前完成选址", 2026)
    assert (point.day, point.why, point.note) == (None, "写的“4月底前”晚于这一栏的时间", "一季度：4月底前完成选址")


def test_numbers_to_ring_are_left_out() -> None:
    assert [point.words for point in planned("一季度", "完成选址 13900000000", 2026)] == ["完成选址"]


def test_two_days_in_the_cell_of_a_quarter_are_two() -> None:
    said = [(str(point.day), point.words) for point in planned("一季度", "2月底前完成设计；3月底前开工", 2026)]
    assert said == [("2026-02-28", "完成设计"), ("2026-03-31", "开工")]
