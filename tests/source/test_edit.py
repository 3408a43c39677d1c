"""Appending a record leaves everything else byte for byte as it was."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dcgd.source.edit import CannotEdit, append, flow_text, scalar_text
from dcgd.source.parsed import parse

RECORD = {"target": "5-1", "date": "2023-06-30", "value": 8, "note": "甲：乙, [丙] #丁"}
HEADS = ["", "# 说明\n", "# 说明\n\n", "other: 1\n", "---\n"]
EMPTY = ["[]", "[ ]", "[] # 说明", "null", "~", "", "# 说明", "\n  # 说明", "\n  []"]
ENTRIES = [
    "  - {target: 5-1, date: 2023-05-31, value: 7}\n",
    "  - target: 5-1\n    date: 2023-05-31\n    value: 7\n",
    "  - target: 5-1 # 说明\n",
    "  - target: 5-1\n    note: |\n      甲\n      乙\n",
    "  - target: 5-1\n    note: >-\n      甲\n\n",
    '  - note: "甲\n      乙"\n',
    "  -\n    target: 5-1\n",
    "  - note:\n",
    "  - evidence: [甲,\n     乙]\n",
]
FLOWS = ["{a: 1}", "{a: 1}, {b: 2}", "{a: 1},", "{a: 1} # 为什么\n ", "\n  {a: 1},\n  {b: 2}, # 为什么\n"]
TAILS = ["", "# 尾\n", "\n# 尾\n", "last: 1\n", "\nlast:\n  - 1\n", "  # 里\n"]


@st.composite
def files(draw: st.DrawFn) -> str:
    kind = draw(st.sampled_from(["empty", "block", "flow"]))
    if kind == "empty":
        body = f"reports: {draw(st.sampled_from(EMPTY))}\n"
    elif kind == "flow":
        body = f"reports: [{draw(st.sampled_from(FLOWS))}]\n"
    else:
        between = draw(st.sampled_from(["", "# 间\n", "  # 间\n"]))
        body = "reports:\n" + between.join(draw(st.lists(st.sampled_from(ENTRIES), min_size=1, max_size=3)))
    text = draw(st.sampled_from(HEADS)) + body + draw(st.sampled_from(TAILS))
    return text.replace("\n", "\r\n") if draw(st.booleans()) else text


@given(files())
@settings(max_examples=300)
def test_one_record_more_and_all_else_as_it_was(text: str) -> None:
    before, after = parse(text.encode(), "x"), append(text, "reports", RECORD)
    found = parse(after.encode(), "x")
    assert found.data == {**before.data, "reports": [*(before.data["reports"] or []), RECORD]}
    comments = [line for line in text.splitlines() if "#" in line]
    rest = iter(after)
    assert all(character in rest for character in "".join(comments)), "a comment is lost"
    assert ("\r\n" in after) == ("\r\n" in text)
    assert after.count("\n") == after.count("\r\n") or "\r\n" not in text


@pytest.mark.parametrize("text", ["", "# 只有说明\n", "# 没有行尾"])
def test_a_file_without_content_becomes_a_list_of_one(text: str) -> None:
    after = append(text, "reports", RECORD)
    assert after.startswith(text)
    assert parse(after.encode(), "x").data == {"reports": [RECORD]}


@pytest.mark.parametrize("text", ["reports: 3\n", "reports: {a: 1}\n", "- 1\n", "problems: []\n"])
def test_a_file_of_another_shape_is_not_touched(text: str) -> None:
    with pytest.raises(CannotEdit):
        append(text, "reports", RECORD)


VALUES = st.one_of(
    st.booleans(),
    st.integers(-(10**6), 10**6),
    st.text(st.characters(exclude_categories=["Cc", "Cf", "Cs", "Zl", "Zp", "Cn"])),
)


@given(VALUES)
def test_a_value_is_read_back_as_it_was(value: Any) -> None:
    assert parse(f"key: {{x: {scalar_text(value)}}}\n".encode(), "x").data == {"key": {"x": value}}


@given(st.dictionaries(st.sampled_from(["target", "note", "by", "evidence"]), VALUES))
def test_a_record_is_one_line_and_read_back(record: dict[str, Any]) -> None:
    line = flow_text(record)
    assert "\n" not in line
    assert parse(f"reports:\n  - {line}\n".encode(), "x").data == {"reports": [record]}
