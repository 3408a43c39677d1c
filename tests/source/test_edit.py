"""Appending to a list in a YAML file: one record more, every other byte as it was."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dcgd.errors import CannotEdit
from dcgd.source.edit import append, flow_text, scalar_text
from dcgd.source.parsed import parse
from texts import SEEN

NEW = {"target": "5-1", "date": date(2023, 6, 30), "value": Decimal("8.5")}
LINE = "{target: 5-1, date: 2023-06-30, value: 8.5}"


def data(text: str) -> Any:
    """What the registry reads out of a text."""
    return parse(text.encode("utf-8"), "f.yaml").data


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param("", "reports:\n  - NEW\n", id="no file yet"),
        pytest.param("# 说明\n", "# 说明\nreports:\n  - NEW\n", id="only a comment"),
        pytest.param("# 说明", "# 说明\nreports:\n  - NEW\n", id="only a comment without a line end"),
        pytest.param("reports:\n", "reports:\n  - NEW\n", id="nothing under the key"),
        pytest.param("reports:", "reports:\n  - NEW\n", id="nothing under the key, no line end"),
        pytest.param("reports: # 还没有\n", "reports: # 还没有\n  - NEW\n", id="a comment behind the key"),
        pytest.param("reports: null\n", "reports:\n  - NEW\n", id="null"),
        pytest.param("reports: ~ # 空\n", "reports: # 空\n  - NEW\n", id="a tilde and a comment"),
        pytest.param("reports: []\n", "reports:\n  - NEW\n", id="an empty list"),
        pytest.param("reports: []", "reports:\n  - NEW", id="an empty list, no line end"),
        pytest.param("reports: [ ] # 空\n", "reports:\n  - NEW # 空\n", id="an empty list and a comment"),
        pytest.param("reports: [ # 空\n  ]\n", "reports: [NEW # 空\n  ]\n", id="an empty list with a comment inside"),
        pytest.param("reports: [{a: 1}]\n", "reports: [{a: 1}, NEW]\n", id="a list in brackets"),
        pytest.param("reports: [{a: 1},]\n", "reports: [{a: 1}, NEW,]\n", id="a comma at its end"),
        pytest.param("reports: [{a: 1} # 因\n  ]\n", "reports: [{a: 1}, NEW # 因\n  ]\n", id="a comment at its end"),
        pytest.param("reports:\n- a: 1\n", "reports:\n- a: 1\n- NEW\n", id="dashes under the key"),
        pytest.param("reports:\n    - a: 1\n", "reports:\n    - a: 1\n    - NEW\n", id="dashes far in"),
        pytest.param("reports:\n  - a: 1", "reports:\n  - a: 1\n  - NEW\n", id="no line end"),
        pytest.param("reports:\n  - a: 1 # 因\n", "reports:\n  - a: 1 # 因\n  - NEW\n", id="a comment behind the last"),
        pytest.param(
            "reports:\n  - a: 1\n# 完\n", "reports:\n  - a: 1\n  - NEW\n# 完\n", id="a comment below the last"
        ),
        pytest.param("reports:\n  - a: 1\n\n\n", "reports:\n  - a: 1\n  - NEW\n\n\n", id="blank lines at the end"),
        pytest.param(
            "reports:\n  - a: |\n      x\n      y\n", "reports:\n  - a: |\n      x\n      y\n  - NEW\n", id="|"
        ),
        pytest.param("reports:\n  - a: x\n      y\n", "reports:\n  - a: x\n      y\n  - NEW\n", id="text on two lines"),
        pytest.param("reports:\n  - a: 1\nmore: 2\n", "reports:\n  - a: 1\n  - NEW\nmore: 2\n", id="a key behind"),
        pytest.param("---\nreports:\n  - a: 1\n...\n", "---\nreports:\n  - a: 1\n  - NEW\n...\n", id="--- and ..."),
        pytest.param('"reports":\n  - a: 1\n', '"reports":\n  - a: 1\n  - NEW\n', id="a key in quotes"),
        pytest.param("reports:\r\n  - a: 1\r\n", "reports:\r\n  - a: 1\r\n  - NEW\r\n", id="CRLF"),
        pytest.param("reports:\r\n  - a: 1", "reports:\r\n  - a: 1\r\n  - NEW\r\n", id="CRLF, no line end"),
    ],
)
def test_the_record_comes_last_and_all_else_stays(before: str, after: str) -> None:
    assert append(before, "reports", NEW) == after.replace("NEW", LINE)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("- a\n", "文件不是一组“键: 值”"),
        ("report: []\n", "文件里没有键 reports"),
        ("reports: 3\n", "reports 不是列表"),
        ("reports: {a: 1}\n", "reports 不是列表"),
        ("reports:\n  - {a: 1\n", "YAML 有语法错误"),
    ],
)
def test_a_file_of_another_shape_is_refused(text: str, why: str) -> None:
    with pytest.raises(CannotEdit, match=why):
        append(text, "reports", NEW)


TEXTS = st.text(SEEN, min_size=1, max_size=12)
"""Hidden characters are refused when read, escaped or not, and read back as U+FFFD."""
COMMENTS = st.sampled_from(["", " # 因", "  # 说明: [x] {y}"])
VALUES = st.one_of(
    st.integers(0, 10**6).map(str),
    st.dates(date(2023, 1, 1), date(2023, 12, 31)).map(str),
    st.sampled_from(
        ["第二批公示", "'单引号 # 不是注释'", '"双引号: 是"', "a:b", "http://例.cn/x#y", "[甲, 乙]", "{丙: 丁}"]
    ),
)


@st.composite
def files(draw: st.DrawFn) -> tuple[str, int]:
    """A progress file as people may have written it, and how many reports stand in it."""
    count = draw(st.integers(1, 5))
    newline = draw(st.sampled_from(["\n", "\r\n"]))
    blanks = draw(st.sampled_from(["", "\n", "# 说明\n\n"]))
    if draw(st.booleans()):
        inner = ", ".join(f"{{a: {draw(VALUES)}}}" for _ in range(count))
        comma = draw(st.sampled_from(["", ",", " "]))
        text = f"{blanks}reports: [{inner}{comma}]{draw(COMMENTS)}\n"
    else:
        indent = " " * draw(st.integers(0, 4))
        lines = [f"{blanks}reports:{draw(COMMENTS)}"]
        for _ in range(count):
            lines += draw(st.sampled_from([[], [""], [f"{indent}# 批注"], ["# 批注"]]))
            style = draw(st.sampled_from(["flow", "block", "literal", "folded"]))
            if style == "flow":
                lines.append(f"{indent}- {{a: {draw(VALUES)}, b: {draw(VALUES)}}}{draw(COMMENTS)}")
            elif style == "block":
                lines += [
                    f"{indent}- a: {draw(VALUES)}{draw(COMMENTS)}",
                    f"{indent}  b: {draw(VALUES)}{draw(COMMENTS)}",
                ]
            else:
                lines += [f"{indent}- a: {'|' if style == 'literal' else '>'}", f"{indent}    第一行 # 不是注释", ""]
                lines += [f"{indent}    第二行"]
        text = "\n".join(lines) + draw(st.sampled_from(["", "\n", "\n\n\n", "\n# 完\n", f"\n{indent}# 完"]))
    return text.replace("\n", newline), count


def stripped(records: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The records without the line ends of block texts: the last one of a file gets one when something follows it."""
    return [
        {key: value.rstrip("\n") if isinstance(value, str) and key == "a" else value for key, value in record.items()}
        for record in records
    ]


@given(files(), TEXTS)
def test_in_any_file_an_append_is_one_piece_put_in(file: tuple[str, int], note: str) -> None:
    text, count = file
    before = data(text)["reports"]
    assert len(before) == count
    after = append(text, "reports", {**NEW, "note": note})

    shared = next((i for i, (a, b) in enumerate(zip(text, after, strict=False)) if a != b), len(text))
    assert after.endswith(text[shared:]), "what follows the new record is what followed its place before"
    piece = after[shared : len(after) - len(text) + shared]
    assert "\n" not in piece.strip(), "one line"
    record = {"target": "5-1", "date": "2023-06-30", "value": Decimal("8.5"), "note": note}
    assert stripped(data(after)["reports"]) == [*stripped(before), record]
    assert after.count("\r\n") == after.count("\n") or "\r\n" not in text, "no mixture of line ends"


@given(st.lists(TEXTS, min_size=1, max_size=6))
def test_appends_follow_each_other(notes: list[str]) -> None:
    text = ""
    for note in notes:
        text = append(text, "reports", {"note": note})
    assert [report["note"] for report in data(text)["reports"]] == notes


@given(TEXTS)
def test_every_text_is_read_as_it_was_written(text: str) -> None:
    assert data(f"{{a: {scalar_text(text)}}}\n") == {"a": text}
    assert data(flow_text({"a": text, "b": [text]}) + "\n") == {"a": text, "b": [text]}


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("区科技局", "区科技局"),
        ("第二批 1 家，公示中", "第二批 1 家，公示中"),
        ("8", '"8"'),
        *((word, f'"{word}"') for word in ("null", "false", "yes", "ON", "off", "y", "N")),
        ("true", '"true"'),
        ("No", '"No"'),
        (" 空格 ", '" 空格 "'),
        ("说明: 是", '"说明: 是"'),
        ("a\nb", '"a\\nb"'),
        ("=1+2", '"=1+2"'),
        ("\u202e反", '"\\u202e反"'),
        ("🙂\n", '"🙂\\n"'),
        (True, "true"),
        (8, "8"),
        (Decimal("3E-8"), "0.00000003"),
        (Decimal("1E+3"), "1000"),
        (date(2023, 6, 30), "2023-06-30"),
        (None, "null"),
    ],
)
def test_text_is_bare_only_where_nobody_could_take_it_for_anything_else(value: object, written: str) -> None:
    assert scalar_text(value) == written


def test_ids_and_dates_stay_bare_and_keys_without_a_value_are_left_out() -> None:
    record = {"target": "5-1", "milestone": None, "id": "WT-2023-001", "steps": [{"date": "2023-06-30", "to": None}]}
    assert flow_text(record) == "{target: 5-1, id: WT-2023-001, steps: [{date: 2023-06-30}]}"
