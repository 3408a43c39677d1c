"""Appending into a list inside a record: the trail of one problem grows, everything else stays byte for byte."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dcgd.errors import CannotEdit
from dcgd.source.edit import append_all
from dcgd.source.parsed import parse

STEP = {"action": "assign", "date": "2023-06-02", "by": "区政府办", "note": "甲: 乙 #丙"}
RECORDS = [
    "  - id: A # 说明\n    steps:\n      - {action: raise} # 为什么\n",
    "  - id: A\n    steps:\n    - action: raise\n      note: |\n        甲\n\n        乙\n    title: 后面\n",
    "  - {id: A, steps: [{action: raise}, # 为什么\n      ]}\n",
    "  - {id: A, steps: []}\n",
    "  - id: A\n    steps: [{action: raise},] # 为什么\n",
    "  - id: A\n    steps: [] # 为什么\n    title: 后面\n",
    "  - id: A\n    steps:\n",
    "  - id: A\n    steps: null # 为什么\n    title: 后面\n",
]


@given(st.lists(st.sampled_from(RECORDS), min_size=1, max_size=4), st.data(), st.booleans())
def test_only_the_chosen_trail_grows(records: list[str], data: st.DataObject, crlf: bool) -> None:
    text = "# 头\nproblems:\n" + "  # 间\n".join(records) + "# 尾\n"
    text = text.replace("\n", "\r\n") if crlf else text
    chosen = data.draw(st.integers(0, len(records) - 1))
    steps = [STEP] * data.draw(st.integers(1, 3))
    after = append_all(text, "steps", steps, ("problems", chosen))
    wanted: Any = parse(text.encode(), "x").data
    wanted["problems"][chosen]["steps"] = [*(wanted["problems"][chosen]["steps"] or []), *steps]
    assert parse(after.encode(), "x").data == wanted
    comments = "".join(line[line.index("#") :] for line in text.splitlines() if "#" in line)
    rest = iter(after)
    assert all(character in rest for character in comments), "a comment is lost"
    assert not crlf or after.count("\n") == after.count("\r\n")


def test_a_record_with_a_list_of_records_is_written_a_line_each() -> None:
    record = {"id": "WT-2023-001", "task": 5, "title": "甲: 乙", "steps": [{"action": "raise"}, {"action": "close"}]}
    text = "problems:\n  - {id: X, steps: []}\n"
    after = append_all(text, "problems", [record])
    assert after == text + (
        '  - id: WT-2023-001\n    task: 5\n    title: "甲: 乙"\n    steps:\n'
        "      - {action: raise}\n      - {action: close}\n"
    )
    assert parse(after.encode(), "x").data["problems"][1] == record


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("problems: []", ("problems", 0)),
        ("problems: [{id: A, steps: 甲}]", ("problems", 0)),
        ("- 甲", ("problems", 0)),
    ],
)
def test_another_shape_is_refused(text: str, path: tuple[str | int, ...]) -> None:
    with pytest.raises(CannotEdit):
        append_all(text, "steps", [STEP], path)
