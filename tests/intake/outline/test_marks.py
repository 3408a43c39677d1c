"""Everything that looks like the number of an item."""

import pytest

from dcgd.intake.outline.marks import Style, find_marks
from dcgd.intake.text.body import build_body


@pytest.mark.parametrize(
    ("line", "style", "number"),
    [
        ("第三章 保障措施", Style.CHAPTER, 3),
        ("十一、强化保障", Style.CHINESE, 11),
        ("（二）提升水平", Style.CHINESE_BRACKET, 2),
        ("(二) 提升水平", Style.CHINESE_BRACKET, 2),
        ("12. 修建道路", Style.DIGIT, 12),
        ("12．修建道路", Style.DIGIT, 12),
        ("12、修建道路", Style.DIGIT, 12),
        ("（3）修建道路", Style.DIGIT_BRACKET, 3),
        ("3）修建道路", Style.DIGIT_HALF, 3),
        ("㉑修建道路", Style.CIRCLE, 21),
    ],
)
def test_a_number_at_the_begin_of_a_line(line: str, style: Style, number: int) -> None:
    mark = next(find_marks(build_body(line)))

    assert (mark.style, mark.number, mark.start, mark.at_line) == (style, number, 0, True)


@pytest.mark.parametrize("text", ["增长1.5倍", "投资12.5亿元", "一级、二级河道", "三次产业", "V1.0版"])
def test_what_only_looks_like_one(text: str) -> None:
    assert list(find_marks(build_body(text))) == []


def test_a_number_within_a_line_knows_whether_a_sentence_ended_before_it() -> None:
    first, second, third = find_marks(build_body("1.修路。2.架桥，3.植树"))

    assert [(mark.number, mark.at_line, mark.after_end) for mark in (first, second, third)] == [
        (1, True, True),
        (2, False, True),
        (3, False, False),
    ]


def test_rows_of_tables_hold_no_numbers_of_items() -> None:
    table = "| 序号 | 任务 |\n| --- | --- |\n| 1. | 2. 修路 |"

    assert list(find_marks(build_body(table))) == []
