"""Deadlines as documents write them."""

from datetime import date

import pytest

from dcgd.intake.phrases.dates import find_deadline, find_due, names_month, read_due, vague_deadlines


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("2024年3月15日", date(2024, 3, 15)),
        ("2023年6月底前完成", date(2023, 6, 30)),
        ("12月底", date(2023, 12, 31)),
        ("6月上旬", date(2023, 6, 10)),
        ("6月中旬", date(2023, 6, 20)),
        ("6月下旬", date(2023, 6, 30)),
        ("2024年2月30日前", date(2024, 2, 29)),
        ("第三季度", date(2023, 9, 30)),
        ("二季度", date(2023, 6, 30)),
        ("2024年上半年", date(2024, 6, 30)),
        ("年底前", date(2023, 12, 31)),
        ("2023-9-30", date(2023, 9, 30)),
        ("2023/09/30 00:00:00", date(2023, 9, 30)),
        ("2023.9.30前完成", date(2023, 9, 30)),
        ("２０２３－９－３０", date(2023, 9, 30)),
        ("2023.5", None),
        ("2023-2-30", None),
        ("9.30", None),
        ("2023年1月—9月", date(2023, 9, 30)),
        ("长期坚持", None),
        ("2023年6月底前完成全部设备的采购", None),
    ],
)
def test_a_short_text_that_is_a_deadline_and_little_else(text: str, due: date | None) -> None:
    assert read_due(text, 2023) == due


@pytest.mark.parametrize(
    ("sentence", "due"),
    [
        ("到2025年，建成5个园区", date(2025, 12, 31)),
        ("2023年6月底前完成选址", date(2023, 6, 30)),
        ("力争9月底前开工建设", date(2023, 9, 30)),
        ("年底前全部完成", date(2023, 12, 31)),
        ("上半年新建学校3所", date(2023, 6, 30)),
        ("三季度新增企业5家以上", date(2023, 9, 30)),
        ("六月底前举办展会2场", date(2023, 6, 30)),
        ("明年6月底前建成", date(2024, 6, 30)),
        ("去年三季度完成了3个项目", None),
        ("2022年完成了3个项目", None),
        ("6月建成产业园", date(2023, 6, 30)),
        ("9月10日全面完成验收", date(2023, 9, 10)),
        ("2024年建成大桥", date(2024, 12, 31)),
        ("2月印发的方案", None),
        ("次年6月新增企业5家", date(2024, 6, 30)),
        ("截至9月30日建成5个园区", date(2023, 9, 30)),
        ("到六月，建成5个园区", date(2023, 6, 30)),
        ("6月份，全区召开会议", None),
        ("建设15分钟生活圈", None),
        ("年产值达到5亿元", None),
    ],
)
def test_the_first_deadline_inside_a_sentence(sentence: str, due: date | None) -> None:
    assert find_due(sentence, 2023) == due


@pytest.mark.parametrize("text", ["1899年底前", "2101年底前", "0年底", "99月底前"])
def test_years_and_months_that_cannot_be_meant_are_none(text: str) -> None:
    assert read_due(text, 2023) is None


def test_a_deadline_has_its_place() -> None:
    deadline = find_deadline("力争9月底前开工", 2023)
    assert deadline is not None
    assert (deadline.day, deadline.start, deadline.end) == (date(2023, 9, 30), 2, 6)


@pytest.mark.parametrize(
    ("text", "vague"),
    [
        ("春节前完成改造", ["春节前"]),
        ("汛期来临前完成清淤，“五一”前开园", ["汛期来临前", "“五一”前"]),
        ("三个月内完成整改", ["三个月内"]),
        ("半年内新增企业5家", ["半年内"]),
        ("审批压缩至3个工作日内", []),
        ("国庆节前夕，6月底前完成", []),
    ],
)
def test_deadlines_without_a_day_of_the_calendar_are_told(text: str, vague: list[str]) -> None:
    assert vague_deadlines(text) == vague


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("10月集中检查", True),
        ("2024年3月检查", True),
        ("2022年12月检查", False),
        ("每年6月宣传", False),
        ("三季度检查", False),
    ],
)
def test_a_month_is_named(text: str, named: bool) -> None:
    assert names_month(text, 2023) is named
