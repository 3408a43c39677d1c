"""What the header of a column says: by when, and whether of what is or of what is to be."""

from datetime import date

import pytest

from dcgd.intake.phrases.columns import Column, column_at, column_before


@pytest.mark.parametrize(
    ("header", "due"),
    [
        ("2027年目标值", date(2027, 12, 31)),
        ("一季度目标", date(2023, 3, 31)),
        ("6月底计划", date(2023, 6, 30)),
        ("工作内容", None),
    ],
)
def test_a_header_may_say_by_when(header: str, due: date | None) -> None:
    assert Column(0, 5, header).due(2023) == due


def test_a_header_may_say_that_all_of_it_is_so_already() -> None:
    assert Column(0, 5, "2022年实际值").tells_what_is
    assert not Column(0, 5, "2023年目标值").tells_what_is


def test_a_place_stands_in_one_column_and_has_others_to_its_left() -> None:
    first, second = Column(0, 5, "指标"), Column(5, 9, "目标")

    assert (column_at((first, second), 5), column_at((first, second), 9)) == (second, None)
    assert (column_before((first, second), second), column_before((first, second), first)) == (first, None)
