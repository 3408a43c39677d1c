"""A key taken out of a record: the rest of the file stays to the byte."""

import pytest

from dcgd.errors import CannotEdit
from dcgd.source.edit import drop
from dcgd.source.tree import compose

REVIEW = ("items", 0, "review")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("items:\n  - id: 5-1\n    review: true\n    note: 好\n", "items:\n  - id: 5-1\n    note: 好\n"),
        ("items:\n  - id: 5-1\n    review: true\n", "items:\n  - id: 5-1\n"),
        ("items:\n  - id: 5-1\n    review: true", "items:\n  - id: 5-1\n"),
        ("items:\r\n  - id: 5-1\r\n    review: true\r\n  # 好\r\n", "items:\r\n  - id: 5-1\r\n  # 好\r\n"),
        ("items:\n  - id: 5-1\n    review: true  # 数不对\n", "items:\n  - id: 5-1\n    # 数不对\n"),
        ("items:\n  - review: true\n    id: 5-1\n", "items:\n  - id: 5-1\n"),
        ("items:\n  - {id: 5-1, review: true}  # 好\n", "items:\n  - {id: 5-1}  # 好\n"),
        ("items:\n  - {review: true, id: 5-1}\n", "items:\n  - {id: 5-1}\n"),
        ("items: [{id: 5-1, review: true, note: 好}]\n", "items: [{id: 5-1, note: 好}]\n"),
    ],
)
def test_only_the_key_and_its_value_go(before: str, after: str) -> None:
    assert drop(before, REVIEW) == after
    assert compose(after) is not None


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("items:\n  - id: 5-1\n", "没有键 review"),
        ("items:\n  - review: true\n", "只有 review 一个键"),
        ("items:\n  - {id: 5-1,  # 数\n     review: true}\n", "夹着注释"),
        ("items:\n  - review: true\n    # 数\n    id: 5-1\n", "夹着注释"),
        ("", "文件是空的"),
    ],
)
def test_what_would_take_more_with_it_is_refused(text: str, why: str) -> None:
    with pytest.raises(CannotEdit, match=why):
        drop(text, REVIEW)
