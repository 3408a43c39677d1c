"""What printed sheets share: lines, heights, and that no line begins with what none begins with."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dcgd.publish.papers.printed_sheet import HIGHEST, fitting, height_of, lines_in, smooth


def test_a_text_near_the_end_of_a_line_is_broken_before_what_its_comma_follows() -> None:
    assert smooth("第二批认定公示，第三批待公示", 30) == "第二批认定公\n示，第三批待公示"


@pytest.mark.parametrize("text", ["区水利局", "（7月底）", "一句话。"])
def test_what_fits_into_one_line_is_left_alone(text: str) -> None:
    assert smooth(text, 24) == text


@given(st.text("甲乙12 ，。（）、", max_size=80), st.floats(12, 60))
def test_nothing_but_line_ends_is_added(text: str, mm: float) -> None:
    assert smooth(text, mm).replace("\n", "") == text


def test_a_row_is_as_high_as_its_lines_and_never_higher_than_there_can_be() -> None:
    assert lines_in("甲" * 30, 40) == 4
    assert height_of(4) == 66
    assert height_of(1) == 24
    assert height_of(1000) == HIGHEST
    assert fitting("甲" * 1000, 20).endswith("…")
