"""Amending a record of a list: one key more, every other byte as it was."""

from datetime import date

import pytest

from dcgd.errors import CannotEdit
from dcgd.source.edit import amend
from dcgd.source.parsed import parse

DAY = date(2023, 8, 5)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param("n:\n  - {a: 1}\n", "n:\n  - {a: 1, replied: 2023-08-05}\n", id="one line"),
        pytest.param("n:\n  - {a: 1,}\n", "n:\n  - {a: 1, replied: 2023-08-05,}\n", id="a comma at its end"),
        pytest.param(
            "n:\n  - {a: 1, # 因\n     b: 2 # 果\n    }\n",
            "n:\n  - {a: 1, # 因\n     b: 2, replied: 2023-08-05 # 果\n    }\n",
            id="comments inside",
        ),
        pytest.param(
            "n:\n- a: 1\n  b: 2 # 注\n# 尾\n- c: 3\n",
            "n:\n- a: 1\n  b: 2 # 注\n  replied: 2023-08-05\n# 尾\n- c: 3\n",
            id="a block",
        ),
        pytest.param("n:\n  - a: 1", "n:\n  - a: 1\n    replied: 2023-08-05\n", id="no line end"),
        pytest.param("n:\r\n  - a: 1\r\n", "n:\r\n  - a: 1\r\n    replied: 2023-08-05\r\n", id="lines of Windows"),
        pytest.param(
            "n:\n  - a:\n      - b: 1\n", "n:\n  - a:\n      - b: 1\n    replied: 2023-08-05\n", id="a list inside"
        ),
    ],
)
def test_the_key_comes_last_and_all_else_stays(before: str, after: str) -> None:
    assert amend(before, ("n", 0), "replied", DAY) == after
    assert parse(after.encode(), "f.yaml").data["n"][0]["replied"] == "2023-08-05"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "空的"),
        ("n:\n  - {replied: 2023-01-01}\n", "已经有 replied"),
        ("n:\n  - 1\n", "不是一组"),
        ("n: [\n", "语法错误"),
    ],
)
def test_what_cannot_be_amended_is_refused(text: str, why: str) -> None:
    with pytest.raises(CannotEdit, match=why):
        amend(text, ("n", 0), "replied", DAY)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a:\n  b: 1\n  c: [x]  # 注\n  d:\n    - e\n", "a:\n  b: 1\n  c: [x]  # 注\n  new: 甲\n  d:\n    - e\n"),
        ("a: {b: 1, c: [x], d: 2}\n", "a: {b: 1, c: [x], new: 甲, d: 2}\n"),
        ("a:\n  d: 1\n", "a:\n  d: 1\n  new: 甲\n"),
    ],
)
def test_a_key_is_put_behind_those_it_belongs_to(before: str, after: str) -> None:
    assert amend(before, ("a",), "new", "甲", ("b", "c")) == after
