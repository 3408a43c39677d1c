"""A listing as a workbook: what was text is text, and stays what it is."""

import gc
import io
import tempfile
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from dcgd.errors import WrongUse
from dcgd.publish.table import Column, Table
from dcgd.publish.tabular import workbook
from dcgd.publish.tabular.workbook import write_workbook
from systems import posix

COLUMNS = (
    Column("id", "编号"),
    Column("title", "事项"),
    Column("role", "角色", {"lead": "牵头"}),
    Column("leads", "牵头单位"),
    Column("total", "事项数", number=True),
    Column("done", "完成"),
)
ROW: dict[str, Any] = {
    "id": "5-1",
    "title": "新增",
    "role": "lead",
    "leads": ["甲局", "乙局"],
    "total": 3,
    "done": True,
}


def sheet_of(*rows: dict[str, Any], columns: tuple[Column, ...] = COLUMNS) -> Any:
    out = io.BytesIO()
    assert write_workbook(Table(columns, iter(rows)), out) == len(rows)
    return load_workbook(io.BytesIO(out.getvalue())).worksheets[0]


def test_an_id_that_looks_like_a_date_is_text_and_formatted_as_text() -> None:
    cell = sheet_of(ROW)["A2"]
    assert (cell.value, cell.data_type, cell.number_format) == ("5-1", "s", "@")


def test_titles_and_words_are_chinese_and_numbers_are_numbers() -> None:
    sheet = sheet_of(ROW, {**ROW, "total": None})
    assert [cell.value for cell in sheet[1]] == ["编号", "事项", "角色", "牵头单位", "事项数", "完成"]
    assert [cell.value for cell in sheet[2]] == ["5-1", "新增", "牵头", "甲局、乙局", 3, "是"]
    assert [cell.value for cell in sheet[3]] == ["5-1", "新增", "牵头", "甲局、乙局", None, "是"]
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", "A1:F3")


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("http://x")', "http://x", "00123", "1e5"])
def test_no_text_is_a_formula_a_link_or_a_number(text: str) -> None:
    sheet = sheet_of({**ROW, "title": text})
    assert (sheet["B2"].value, sheet["B2"].data_type) == (text, "s")
    assert not sheet._hyperlinks


def test_what_no_cell_can_hold_is_cut_and_marked_or_replaced() -> None:
    long, broken = sheet_of({**ROW, "title": "长" * 40_000}, {**ROW, "title": "a\x07b\ud800"})["B"][1:]
    assert (len(long.value), long.value[-1]) == (32_767, "…")
    assert broken.value == "a b "


def test_no_rows_are_a_header() -> None:
    assert [cell.value for cell in next(sheet_of().iter_rows())][:2] == ["编号", "事项"]


def test_more_rows_than_a_sheet_holds_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "MOST_ROWS", 2)
    with pytest.raises(WrongUse, match="一张工作表放不下"):
        write_workbook(Table(COLUMNS, iter([ROW] * 3)), io.BytesIO())


@posix("no limit on the size of files")
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # xlsxwriter leaves a draft open
def test_a_full_disk_is_said_as_such_and_nothing_is_left_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import resource

    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (8_000, limits[1]))
    try:
        with pytest.raises(OSError, match="too large"):
            write_workbook(Table(COLUMNS, iter([ROW] * 1_000)), io.BytesIO())
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert list(tmp_path.iterdir()) == []
    gc.collect()  # here, and not in another test


def test_the_same_rows_give_the_same_bytes() -> None:
    first, second = io.BytesIO(), io.BytesIO()
    for out in (first, second):
        write_workbook(Table(COLUMNS, iter([ROW] * 5)), out)
    assert first.getvalue() == second.getvalue()
