"""Goals are said as the document says them: no word is added, none is changed."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from dcgd.model import Comparator
from dcgd.tracking.judging.goals import goal_on
from dcgd.tracking.judging.wording import counts_things, wanted
from factory import target


def said(quote: str, value: str, unit_measure: str, comparator: Comparator = Comparator.AT_LEAST) -> str:
    item = target(quote=quote, value=Decimal(value), unit_measure=unit_measure, comparator=comparator)
    return wanted(goal_on(item, date(2023, 6, 30), Decimal(5)), item)


LEAST, MORE, ABOUT, MOST = Comparator.AT_LEAST, Comparator.MORE_THAN, Comparator.ABOUT, Comparator.AT_MOST


@pytest.mark.parametrize(
    ("quote", "value", "unit_measure", "comparator", "expected"),
    [
        ("开展 18 座水闸安全鉴定工作", "18", "座", LEAST, "18 座"),
        ("新增市级以上创新平台 6 家以上", "6", "家", LEAST, "6 家以上"),
        ("新增市级以上创新平台 6 家", "6", "家", LEAST, "6 家"),
        ("全区生活垃圾焚烧处理率达到95%以上", "95", "%", LEAST, "95%以上"),
        ("农村生活污水治理率达到６５％", "65", "%", LEAST, "65%"),
        ("新增就业不少于1,700人", "1700", "人", LEAST, "不少于 1700 人"),
        ("建成充电桩十五座以上", "15", "座", LEAST, "15 座以上"),
        ("实现产量1.2万吨以上", "12000", "吨", LEAST, "12000 吨以上"),
        ("建成15分钟生活圈15个以上", "15", "个", LEAST, "15 个以上"),
        ("总量突破 1700 个", "1700", "个", MORE, "突破 1700 个"),
        ("增速高于6.5%", "6.5", "%", MORE, "高于 6.5%"),
        ("改造 4.1 万亩左右", "4.1", "万亩", ABOUT, "4.1 万亩左右"),
        ("培育企业约20家", "20", "家", ABOUT, "约 20 家"),
        ("控制在120件以内", "120", "件", MOST, "120 件以内"),
        ("浓度不高于38微克/立方米", "38", "微克/立方米", MOST, "不高于 38 微克/立方米"),
    ],
)
def test_a_goal_has_the_words_that_stand_beside_its_number(
    quote: str, value: str, unit_measure: str, comparator: Comparator, expected: str
) -> None:
    assert said(quote, value, unit_measure, comparator) == expected


@pytest.mark.parametrize(
    ("quote", "value", "unit_measure", "comparator", "expected"),
    [
        ("推动“15分钟生活圈”全覆盖", "100", "%", LEAST, "全覆盖"),
        ("覆盖率达到100%，实现全覆盖", "100", "%", LEAST, "100%"),
        ("生活垃圾分类设施基本实现覆盖", "100", "%", ABOUT, "基本实现覆盖"),
        ("对城市黑臭水体即知即改、动态清零", "0", "处", MOST, "动态清零"),
        ("加快雨污合流管网清零", "0", "公里", MOST, "清零"),
        ("主要经营指标保持两位数增长", "10", "%", LEAST, "两位数增长"),
        ("用水总量控制在下达的年度计划指标之内", "100", "%", MOST, "控制在下达的年度计划指标之内"),
    ],
)
def test_a_goal_without_a_number_in_the_document_is_said_in_its_words(
    quote: str, value: str, unit_measure: str, comparator: Comparator, expected: str
) -> None:
    assert said(quote, value, unit_measure, comparator) == expected


def test_an_adjusted_goal_is_a_number_with_the_documents_word() -> None:
    item = target(quote="实现全覆盖", value=Decimal(100), unit_measure="%")
    goal = goal_on(item, date(2023, 6, 30), Decimal(5))
    assert wanted(replace(goal, value=Decimal(90)), item) == "90%"
    item = target(quote="新增 15 家以上", value=Decimal(15), unit_measure="家")
    goal = goal_on(item, date(2023, 6, 30), Decimal(5))
    assert wanted(replace(goal, value=Decimal(12)), item) == "12 家以上"
    assert wanted(replace(goal, comparator=ABOUT), item) == "15 家左右"


@pytest.mark.parametrize(
    ("comparator", "expected"),
    [(LEAST, "15 家以上"), (MORE, "超过 15 家"), (ABOUT, "15 家左右"), (MOST, "不超过 15 家")],
)
def test_without_a_quotation_the_comparator_says_how_to_read_the_number(comparator: Comparator, expected: str) -> None:
    assert said("", "15", "家", comparator) == expected


@pytest.mark.parametrize(
    ("value", "unit_measure", "counted"),
    [("15", "家", True), ("3.2", "人", False), ("45", "亿元", False), ("25.0", "部", True)],
)
def test_only_whole_numbers_of_things_are_counted(value: str, unit_measure: str, counted: bool) -> None:
    assert counts_things(target(value=Decimal(value), unit_measure=unit_measure)) is counted
