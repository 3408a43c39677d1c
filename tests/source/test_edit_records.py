"""Edits inside the records of a file: a list gets one entry more, a scalar is replaced; no other byte moves."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dcgd.diagnostics import Path
from dcgd.errors import CannotEdit
from dcgd.source.edit import append, replace
from dcgd.source.parsed import parse
from texts import SEEN

BLOCK = """\
# 单位
units:
  - name: 区水利局   # 主管
    # 别名在后面加
    aliases: [区水务局]   # 一个
  - name: 区财政局

  # 末尾的注释
  - {name: 区民政局, note: 无}
other: 1
"""
FIRST, SECOND, THIRD = ("units", 0), ("units", 1), ("units", 2)


def data(text: str) -> object:
    parsed = parse(text.encode(), "x.yaml")
    assert [diagnostic for diagnostic in parsed.diagnostics if diagnostic.code != "crlf"] == []
    return parsed.data


def difference(before: str, after: str) -> tuple[str, str]:
    """What was taken out at one place, and what was put in; all before and behind is the same."""
    start = next(
        (i for i, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), min(len(before), len(after))
    )
    end = 0
    while end < min(len(before), len(after)) - start and before[-1 - end] == after[-1 - end]:
        end += 1
    return before[start : len(before) - end], after[start : len(after) - end]


@pytest.mark.parametrize(
    ("path", "put"),
    [
        (FIRST, ", 甲"),
        (SECOND, "    aliases: [甲]\n"),
        (THIRD, ", aliases: [甲]"),
    ],
    ids=["a list in a flow", "a block record without the list", "a flow record without the list"],
)
def test_a_name_more(path: Path, put: str) -> None:
    after = append(BLOCK, "aliases", "甲", path)
    taken, given_ = difference(BLOCK, after)
    assert taken == ""
    assert sorted(given_) == sorted(put)
    assert put in after
    record = data(after)["units"][path[1]]  # type: ignore[index]
    assert record["aliases"][-1] == "甲"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "a:\n  - id: 1\n    l:\n      - x  # x\n    # end\n",
            "a:\n  - id: 1\n    l:\n      - x  # x\n      - {k: 1}\n    # end\n",
        ),
        ("a:\n  - id: 1\n    l: []  # none\n", "a:\n  - id: 1\n    l:\n      - {k: 1}  # none\n"),
        ("a:\n  - id: 1\n    l:  # none\n    m: 1\n", "a:\n  - id: 1\n    l:  # none\n      - {k: 1}\n    m: 1\n"),
        ("a:\n  - {id: 1, l: []}\n", "a:\n  - {id: 1, l: [{k: 1}]}\n"),
        ("a:\n  - {id: 1, l: [x,]}\n", "a:\n  - {id: 1, l: [x, {k: 1},]}\n"),
        ("a:\n  - id: 1", "a:\n  - id: 1\n    l:\n      - {k: 1}\n"),
        (
            "a:\n  - id: |\n      文\n      字\n  - id: 2\n",
            "a:\n  - id: |\n      文\n      字\n    l:\n      - {k: 1}\n  - id: 2\n",
        ),
        ("a:\r\n  - id: 1\r\n  - id: 2\r\n", "a:\r\n  - id: 1\r\n    l:\r\n      - {k: 1}\r\n  - id: 2\r\n"),
        ("a:\n- id: 1\n- id: 2\n", "a:\n- id: 1\n  l:\n    - {k: 1}\n- id: 2\n"),
    ],
    ids=[
        "block",
        "empty flow",
        "null",
        "flow in flow",
        "comma at the end",
        "no line end",
        "literal",
        "crlf",
        "no indent",
    ],
)
def test_a_record_more_in_a_records_list(text: str, wanted: str) -> None:
    assert append(text, "l", {"k": 1}, ("a", 0)) == wanted
    assert data(wanted)["a"][0]["l"][-1] == {"k": 1}  # type: ignore[index]


def test_a_scalar_is_replaced_and_its_comment_stays() -> None:
    after = replace(BLOCK, (*FIRST, "name"), "区水务局")
    assert difference(BLOCK, after) == ("利", "务")
    assert after.splitlines()[2] == "  - name: 区水务局   # 主管"
    assert replace("a: '旧'  # x\n", ("a",), "新") == "a: 新  # x\n"
    assert replace("a: {b: 旧, c: 1}\n", ("a", "b"), "x: y") == 'a: {b: "x: y", c: 1}\n'


@pytest.mark.parametrize("text", ["a: |\n  旧\n", "a: [旧]\n", "a:\n", "b: 1\n", "", "a: [\n"])
def test_what_is_no_scalar_on_a_line_is_not_replaced(text: str) -> None:
    with pytest.raises(CannotEdit):
        replace(text, ("a",), "新")


@pytest.mark.parametrize("path", [("units", 9), ("nothing",), ("units", 0, "name"), ("units",)])
def test_a_path_that_leads_to_no_record(path: Path) -> None:
    with pytest.raises(CannotEdit):
        append(BLOCK, "aliases", "甲", path)


@pytest.mark.parametrize("name", ["；", "甲、乙", "甲，乙", "【甲】", "abc：甲"])
@pytest.mark.parametrize("form", ["{k: [%s]}\n", "k:\n  - %s\n", "name: %s\n"])
def test_what_looks_like_a_slip_of_the_input_method_is_quoted(name: str, form: str) -> None:
    text = append(form % "旧", "k", name, ()) if "k" in form else replace(form % "旧", ("name",), name)
    written = data(text)
    assert name in (written["k"] if "k" in form else [written["name"]])  # type: ignore[index]


names = st.text(SEEN, min_size=1, max_size=12)


@settings(deadline=None)
@given(names, st.sampled_from([FIRST, SECOND, THIRD]), st.booleans())
def test_whatever_the_name_it_is_read_back_and_all_else_is_as_it_was(name: str, path: Path, crlf: bool) -> None:
    text = BLOCK.replace("\n", "\r\n") if crlf else BLOCK
    after = append(text, "aliases", name, path)
    before, now = data(text), data(after)
    assert now["units"][path[1]].pop("aliases")[-1] == name  # type: ignore[index]
    before["units"][path[1]].pop("aliases", None)  # type: ignore[index]
    assert now == before
    assert "\n" not in after.replace("\r\n", "") if crlf else "\r" not in after
