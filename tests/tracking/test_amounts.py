"""Numbers as people type them, in a target's unit of measure."""

from decimal import Decimal

import pytest

from dcgd.tracking.amounts import BadAmount, parse_amount


@pytest.mark.parametrize(
    ("typed", "measure", "number"),
    [
        ("8", "家", "8"),
        ("８家", "家", "8"),
        (" 8 家 ", "家", "8"),
        ("1,200", "人", "1200"),
        ("1，200人", "人", "1200"),
        ("1.2万", "人", "12000"),
        ("1.2万人", "人", "12000"),
        ("41000亩", "万亩", "4.1"),
        ("4.1", "万亩", "4.1"),
        ("4.1万亩", "万亩", "4.1"),
        ("3亿元", "万元", "30000"),
        ("53.3％", "%", "53.3"),
        ("百分之53.3", "%", "53.3"),
        ("-0.5", "%", "-0.5"),
        ("0", "处", "0"),
        ("1元", "亿元", "0.00000001"),
    ],
)
def test_the_number_that_was_meant(typed: str, measure: str, number: str) -> None:
    found = parse_amount(typed, measure)
    assert found == Decimal(number)


@pytest.mark.parametrize(
    ("typed", "measure"),
    [
        ("", "家"), ("八家", "家"), ("约8家", "家"), ("8户", "家"), ("8-9", "家"), ("1,20", "人"), ("53%", "家"),
        ("9" * 16, "元"), ("0." + "1" * 16, "%"), ("9" * 5000, "元"), ("=1+1", "家"), ("#REF!", "家"), ("٨", "家"),
    ],
)  # fmt: skip
def test_anything_else_is_refused_in_a_sentence(typed: str, measure: str) -> None:
    with pytest.raises(BadAmount, match=r"[\u4e00-\u9fff]"):
        parse_amount(typed, measure)
