"""One projection, all formats; data is never a formula, a markup or a control code."""

import csv
import io
import json
import re
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from dcgd.publish.table import Column, Table, cell, live, write
from dcgd.publish.tabular.formats import LISTING, Format
from dcgd.unseen import unseen

COLUMNS = (
    Column("number", "序号", number=True, narrow=True),
    Column("title", "任务"),
    Column("role", "角色", {"lead": "牵头"}),
    Column("leads", "牵头单位"),
)
ROW = {"number": 5, "title": "壮大企业", "role": "lead", "leads": ["区科技局", "区财政局"], "more": {"a": 1}}
FORMS = tuple(form for form in LISTING if form not in (Format.TABLE, Format.XLSX))


def written(form: Format, *rows: dict[str, Any], bom: bool = False) -> str:
    out = io.StringIO(newline="")
    assert write(Table(COLUMNS, iter(rows)), form, out, bom=bom) == len(rows)
    return out.getvalue()


def test_tsv_has_keys_and_codes_for_programs() -> None:
    assert written(Format.TSV, ROW) == "number\ttitle\trole\tleads\n5\t壮大企业\tlead\t区科技局、区财政局\n"


def test_csv_has_titles_and_words_for_people() -> None:
    assert written(Format.CSV, ROW) == "序号,任务,角色,牵头单位\r\n5,壮大企业,牵头,区科技局、区财政局\r\n"
    assert written(Format.CSV, ROW, bom=True).startswith("\ufeff序号")


def test_json_and_yaml_have_all_keys() -> None:
    assert json.loads(written(Format.JSON, ROW, ROW)) == [ROW, ROW]
    assert yaml.safe_load(written(Format.YAML, ROW, ROW)) == [ROW, ROW]
    assert "壮大企业" in written(Format.JSON, ROW)
    assert "壮大企业" in written(Format.YAML, ROW)


def test_plain_and_markdown_are_aligned() -> None:
    assert written(Format.PLAIN, ROW).split("\n") == [
        "  序号  任务      角色    牵头单位",
        "     5  壮大企业  牵头    区科技局、区财政局",
        "",
    ]
    lines = written(Format.MARKDOWN, ROW).split("\n")
    assert lines[0] == "|   序号 | 任务     | 角色   | 牵头单位           |"
    assert re.fullmatch(r"\|-+:\|:-+\|:-+\|:-+\|", lines[1])


@pytest.mark.parametrize("form", FORMS)
def test_no_rows(form: Format) -> None:
    text = written(form)
    if form in (Format.JSON, Format.YAML):
        assert yaml.safe_load(text) == []
    else:
        assert len(text.strip().split("\n")) == (2 if form is Format.MARKDOWN else 1)


FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "＝1+1", "＋1", "－1", "＠A", "\t=1", "\r=1", '=HYPERLINK("http://x")']


@pytest.mark.parametrize("text", FORMULAS)
def test_a_spreadsheet_gets_no_formula(text: str) -> None:
    for value in (text, [text, "甲"]):
        [_, row] = csv.reader(io.StringIO(written(Format.CSV, {**ROW, "title": value})))
        assert not live(row[1])
        assert row[1].lstrip("' ").startswith(text.strip()[:2])


def test_negative_numbers_stay_numbers() -> None:
    [_, row] = csv.reader(io.StringIO(written(Format.CSV, {**ROW, "number": -3})))
    assert row[0] == "-3"


@given(st.text())
def test_csv_is_read_back_as_what_was_shown_and_is_harmless(text: str) -> None:
    [_, row] = csv.reader(io.StringIO(written(Format.CSV, {**ROW, "title": text})))
    assert row[1] in (cell(text), "'" + cell(text))
    assert not live(row[1])


@given(st.text(), st.sampled_from([Format.TSV, Format.PLAIN, Format.MARKDOWN, Format.CSV]))
def test_a_row_stays_a_row(text: str, form: Format) -> None:
    """Tabs, line ends and terminal codes in data neither split cells nor rows nor reach the screen."""
    out = written(form, {**ROW, "title": text})
    assert len(out.split("\n")) == len(written(form, ROW).split("\n"))
    assert unseen(out) <= {"\n", "\t", "\r"}
    if form is Format.TSV:
        assert out.split("\n")[1].count("\t") == 3


@given(st.text("ab|\\`*_{}[]<>#~&!() 区-+.\n", max_size=20))
def test_markdown_holds_no_markup(text: str) -> None:
    line = written(Format.MARKDOWN, {**ROW, "title": text}).split("\n")[2]
    plain = re.sub(r"\\[\\`*_{}\[\]<>#|~]", "", line)
    assert plain.count("|") == 5
    assert not re.search(r"[`*_<\[\]~]", plain.replace("|", ""))
    assert "&" not in plain.replace("&amp;", "")


UNSEEN = st.text(st.characters(categories=["Cc", "Cf", "Mn", "Zl", "Zp"]) | st.sampled_from("甲\u3164\ufe0f\n"))


@given(UNSEEN, UNSEEN)
def test_what_cannot_be_seen_is_escaped_where_a_program_reads(key: str, text: str) -> None:
    rows = [{"number": 1, key: text, "more": [text, "甲"]}]
    for form, load in ((Format.JSON, json.loads), (Format.YAML, yaml.safe_load)):
        out = written(form, *rows)
        assert load(out) == rows
        assert unseen(out) <= {"\n"}


def test_half_a_character_of_a_file_name_is_escaped() -> None:
    for form in (Format.JSON, Format.YAML):
        assert "\\udc81" in written(form, {"number": 1, "title": "甲\udc81"}).lower()
        written(form, {"number": 1, "title": "甲\udc81"}).encode()


VALUES = st.one_of(st.none(), st.booleans(), st.integers(-(10**9), 10**9), st.text(), st.lists(st.text(), max_size=3))


@given(st.lists(st.fixed_dictionaries({"number": st.integers(0, 99), "title": VALUES, "x": VALUES}), max_size=3))
def test_json_is_read_back(rows: list[dict[str, Any]]) -> None:
    assert json.loads(written(Format.JSON, *rows)) == rows


def test_cells() -> None:
    assert [cell(value) for value in (None, True, False, 3, 4.1, [], ["甲", None], {"a": 1})] == [
        "", "是", "否", "3", "4.1", "", "甲、", "a=1",
    ]  # fmt: skip
    assert cell("甲\n乙\x1b[31m\u202e") == "甲 乙 [31m "
    assert cell("lead", {"lead": "牵头"}) == "牵头"
