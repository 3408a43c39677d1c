"""Single characters: numerals, and what stands for what."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dcgd.intake.text.glyphs import ALIKE, numeral_value
from dcgd.naming import chinese_number
from dcgd.unseen import unseen


@pytest.mark.parametrize(
    ("numeral", "value"),
    [
        ("二十三", 23),
        ("十", 10),
        ("一〇五", 105),
        ("两百", 200),
        ("九十九", 99),
        ("", None),
        ("一万", None),
        ("a", None),
    ],
)
def test_the_value_of_a_numeral(numeral: str, value: int | None) -> None:
    assert numeral_value(numeral) == value


@given(st.integers(min_value=1, max_value=99))
def test_what_is_written_as_a_numeral_is_read_as_its_number(number: int) -> None:
    assert numeral_value(chinese_number(number)) == number


@pytest.mark.parametrize(("odd", "plain"), [("⽔", "水"), ("⻔", "门"), ("５", "5"), ("Ａ", "A"), ("　", " ")])
def test_what_looks_alike_is_one_character(odd: str, plain: str) -> None:
    assert odd.translate(ALIKE) == plain


def test_nothing_becomes_longer_or_invisible() -> None:
    assert all(len(plain) == 1 and not unseen(plain) for plain in ALIKE.values())
