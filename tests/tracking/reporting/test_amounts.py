"""What people type for a number."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dcgd.errors import BadValue
from dcgd.tracking.reporting.amounts import parse_amount


@pytest.mark.parametrize(
    ("typed", "unit_measure", "number"),
    [
        ("8", "家", "8"),
        ("8家", "家", "8"),
        (" 8 家 ", "家", "8"),
        ("８家", "家", "8"),
        ("1,200", "人", "1200"),
        ("１，２００人", "人", "1200"),
        ("4.10", "万亩", "4.1"),
        ("+3", "个", "3"),
        ("-0.5", "%", "-0.5"),
        ("53.3％", "%", "53.3"),
        ("53.3%", "％", "53.3"),
        ("百分之50", "%", "50"),
        ("4.1万亩", "万亩", "4.1"),
        ("4.1 万 亩", "万亩", "4.1"),
        ("41000亩", "万亩", "4.1"),
        ("1.2万家", "家", "12000"),
        ("3000万元", "亿元", "0.3"),
        ("3亿", "亿元", "3"),
        ("1万亿元", "亿元", "10000"),
        ("45万千瓦", "万千瓦", "45"),
        ("38微克/立方米", "微克/立方米", "38"),
    ],
)
def test_a_number_in_the_targets_own_measure(typed: str, unit_measure: str, number: str) -> None:
    assert parse_amount(typed, unit_measure) == Decimal(number)


@pytest.mark.parametrize(
    ("typed", "unit_measure", "why"),
    [
        ("", "家", "没有填数"),
        ("  ", "家", "没有填数"),
        ("八", "家", "“八”不是数"),
        ("约8", "家", "“约8”不是数"),
        ("8-9", "家", "不止一个数"),
        ("60 61", "%", "“60 61”里不止一个数"),
        ("60\n61", "%", "不止一个数"),
        ("60%、61%", "%", "不止一个数"),
        ("60 至 61", "%", "不止一个数"),
        ("8家 9家", "家", "不止一个数"),
        ("1 200", "家", "不止一个数"),
        ("1" * 17, "家", "位数太多"),
        ("1,20", "家", "不是数"),
        ("1.2.3", "家", "不是数"),
        ("1e5", "家", "计量单位是“e5”|不是数"),
        ("=1+2", "家", "不是数"),
        ("8个", "家", "计量单位是“个”，这个目标按“家”计"),
        ("8%", "家", "计量单位是“%”"),
        ("3人次", "人", "计量单位是“人次”"),
        ("4万公顷", "万亩", "计量单位是“万公顷”，这个目标按“万亩”计"),
        ("0处；已清零", "处", "里有数又有话；这里只写数（按“处”计）"),
        ("9月底完工", "个", "里有数又有话；这里只写数（按“个”计）"),
        ("nan", "家", "不是数"),
        ("∞", "家", "不是数"),
        ("٣", "家", "不是数"),
    ],
)
def test_what_is_no_number_or_in_another_measure_is_refused_with_the_reason(
    typed: str, unit_measure: str, why: str
) -> None:
    with pytest.raises(BadValue, match=why):
        parse_amount(typed, unit_measure)


@given(
    st.decimals(-(10**9), 10**9, places=4),
    st.sampled_from(["家", "万亩", "亿元", "%", "万千瓦", "微克/立方米"]),
    st.booleans(),
)
def test_a_number_with_or_without_its_measure_means_the_same(number: Decimal, measure: str, said: bool) -> None:
    assert parse_amount(f"{number:f}{measure if said else ''}", measure) == number


@given(st.text(max_size=20), st.sampled_from(["家", "万亩", "%", ""]))
def test_whatever_is_typed_is_a_number_or_a_sentence(typed: str, measure: str) -> None:
    said = ""
    try:
        said = str(parse_amount(typed, measure).is_finite())
    except BadValue as error:
        said = str(error)
    assert said not in ("", "False")
