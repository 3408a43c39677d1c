"""What a merge left is told as that, and what is read of it is one side."""

import pytest

from dcgd.source.conflicts import conflicts, without
from dcgd.source.parsed import parse

OURS, THEIRS = "  - {name: 甲}\n", "  - {name: 乙}\n"
WHOLE = f"units:\n<<<<<<< HEAD\n{OURS}=======\n{THEIRS}>>>>>>> 区发改局\n  - name: 丙\n"
BASED = WHOLE.replace("=======", "||||||| 3f2a1b0\n  - [\n=======")


def told(text: str) -> list[tuple[int, int, str]]:
    return [
        (diagnostic.line, diagnostic.column, diagnostic.code) for diagnostic in parse(text.encode(), "x").diagnostics
    ]


@pytest.mark.parametrize("text", [WHOLE, BASED])
def test_of_a_conflict_one_side_is_read(text: str) -> None:
    parsed = parse(text.encode(), "x")
    assert [unit["name"] for unit in parsed.data["units"]] == ["甲", "丙"]
    assert told(text) == [(2, 1, "merge-conflict")]
    last = text.split("\n").index(">>>>>>> 区发改局") + 1
    assert parsed.diagnostics[0].message == f"合并冲突没有解决：第 2 到 {last} 行两边都在，只读了前一边"
    assert parsed.text == text
    assert parsed.position(("units", 1)).line == last + 1, "what comes behind stands where it stood"
    assert "乙" in parsed.lost[0]


@pytest.mark.parametrize("ends", ["\r\n", "\r"])
def test_whatever_the_line_ends(ends: str) -> None:
    parsed = parse(WHOLE.replace("\n", ends).encode(), "x")
    assert [each["name"] for each in parsed.data["units"]] == ["甲", "丙"]
    assert [each.code for each in parsed.diagnostics] == ["crlf", "merge-conflict"]


@pytest.mark.parametrize(
    ("left", "marks"),
    [
        (["=======", ">>>>>>> Stashed changes"], "=======、>>>>>>>"),
        (["<<<<<<< HEAD"], "<<<<<<<"),
        (["<<<<<<<"], "<<<<<<<"),
        (["======="], "======="),
        ([">>>>>>> 乙"], ">>>>>>>"),
        (["    >>>>>>> 乙"], ">>>>>>>"),
        (["<<<<<<< HEAD", "======="], "<<<<<<<、======="),
        (["||||||| 3f2a1b0", "=======", ">>>>>>> 乙"], "|||||||、=======、>>>>>>>"),
    ],
)
def test_what_is_partly_left_is_told_and_nothing_else_is_passed_over(left: list[str], marks: str) -> None:
    lines = ["units:", "  - name: 甲", *left, "  - name: 丙", ""]
    parsed = parse("\n".join(lines).encode(), "x")
    assert [each["name"] for each in parsed.data["units"]] == ["甲", "丙"]
    assert [each.code for each in parsed.diagnostics] == ["merge-conflict"]
    assert (parsed.diagnostics[0].line, parsed.diagnostics[0].message) == (3, f"合并冲突没有清理干净：还留着 {marks}")


def test_several_are_told_each() -> None:
    text = f"{WHOLE}=======\n<<<<<<< a\n  - name: 丁\n=======\n>>>>>>> b\n"
    assert told(text) == [(2, 1, "merge-conflict"), (8, 1, "merge-conflict"), (9, 1, "merge-conflict")]
    assert len(told("=======\n>>>>>>> b\n" * 1000)) < 150


@pytest.mark.parametrize(
    "line", ["    =======", "======", "========", "======= 甲", "<<<<<<", "<<<<<<<<", ">>>>>>>>", "x <<<<<<<"]
)
def test_what_is_no_marker_is_text(line: str) -> None:
    text = f"a: |\n  题目\n  {line}\n" if line.startswith(" ") else line
    assert conflicts(text) == []
    assert without(text, []) == (text, [])


@pytest.mark.slow
def test_a_text_of_a_million_markers_is_read_in_time() -> None:
    assert len(conflicts("=======\n" * 300_000)) == 1
    assert len(conflicts("<<<<<<<\n" * 300_000)) == 300_000
