"""Reading a workbook that somebody sent: cells as they are, everything else refused in a sentence."""

import re
import zipfile
from collections.abc import Callable
from datetime import datetime
from io import BytesIO
from typing import Any

import pytest

from dcgd.errors import Unreadable
from dcgd.source.sheet_xml import Merge
from dcgd.source.sheets import read_book
from workbooks import in_sheet, repacked, sheet_of, workbook


def test_cells_are_read_with_their_kind_and_format() -> None:
    def fill(sheet: Any) -> None:
        sheet["B2"], sheet["C2"], sheet["D2"], sheet["E2"] = "甲", 8, 0.533, datetime(2023, 6, 30)
        sheet["D2"].number_format = "0.0%"
        sheet["B4"], sheet.row_dimensions[4].hidden = "藏着的行", True
        sheet.merge_cells("B6:C7")
        sheet["B6"] = True

    [sheet] = read_book(workbook(fill)).sheets
    row = sheet.rows[2]
    assert [row[column].value for column in (2, 3, 4, 5)] == ["甲", 8, 0.533, datetime(2023, 6, 30)]
    assert row[4].format == "0.0%"
    assert sheet.rows[4][2].value == "藏着的行"
    assert sheet.rows[6][2].value is True
    assert sheet.merges == (Merge(6, 7, 2, 3),)


def test_a_formula_shows_what_it_came_to_and_says_that_it_is_one() -> None:
    def fill(sheet: Any) -> None:
        sheet["A1"], sheet["A2"] = 3, "=A1+5"

    data = workbook(fill)
    [sheet] = read_book(data).sheets
    assert (sheet.rows[2][1].value, sheet.rows[2][1].formula) == (None, True)
    assert not sheet.rows[1][1].formula
    [computed] = read_book(in_sheet(data, lambda part: re.sub(rb"<v */>|<v></v>", b"<v>8</v>", part))).sheets
    assert (computed.rows[2][1].value, computed.rows[2][1].formula) == (8, True)


def test_what_other_programs_write_is_read_too(resaved: Callable[[bytes], bytes]) -> None:
    """Shared texts, a wrong size, dates from 1904, pictures."""

    def fill(sheet: Any) -> None:
        sheet["B2"], sheet["F9"], sheet["C3"] = "甲", 8, "乙"

    def change(name: str, part: bytes) -> bytes:
        return re.sub(rb"<workbookPr\b", b'<workbookPr date1904="1"', part) if name == "xl/workbook.xml" else part

    changed = repacked(resaved(workbook(fill)), change, {"xl/media/image1.png": b"x"})
    part = zipfile.ZipFile(BytesIO(changed)).read("xl/worksheets/sheet1.xml")
    assert b'ref="A1"' in part
    assert b"inlineStr" not in part
    book = read_book(changed)
    rows = book.sheets[0].rows
    assert (rows[2][2].value, rows[3][3].value, rows[9][6].value) == ("甲", "乙", 8)
    assert book.from_1904
    assert book.pictures


def test_what_is_no_number_stays_the_text_that_it_is() -> None:
    cells = b'<row><c r="A1"><v>1e999</v></c><c r="B1"><v>2.5</v></c><c r="C1" t="e"><v>#N/A</v></c></row>'
    [sheet] = read_book(sheet_of(cells)).sheets
    assert [cell.value for cell in sheet.rows[1].values()] == ["1e999", 2.5, "#N/A"]


def test_strict_workbooks_and_those_with_prefixes_are_read() -> None:
    data = workbook(lambda sheet: sheet.append([8, "甲"]))
    main, strict = (
        b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
        b"http://purl.oclc.org/ooxml/spreadsheetml/main",
    )

    def prefixed(part: bytes) -> bytes:
        return re.sub(rb"<(/?)(?=\w)", rb"<\1x:", part).replace(b"xmlns=", b"xmlns:x=")

    for change in (lambda part: part.replace(main, strict), prefixed):
        [sheet] = read_book(in_sheet(data, change)).sheets
        assert [cell.value for cell in sheet.rows[1].values()] == [8, "甲"]


def renamed(data: bytes, name: Callable[[str], str], change: Callable[[bytes], bytes] = bytes) -> bytes:
    """The package with its parts under other names, the XML in them changed."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for part in old.namelist():
            new.writestr(name(part), change(old.read(part)))
    return out.getvalue()


@pytest.mark.parametrize(
    "other",
    [
        lambda data: renamed(data, lambda name: name.replace("/", "\\")),
        lambda data: renamed(data, lambda name: name.replace("xl/worksheets/sheet1", "xl/Worksheets/Sheet1")),
        lambda data: renamed(data, lambda name: "/" + name),
        lambda data: renamed(
            data,
            lambda name: name.replace("workbook.xml", "book2.xml"),
            lambda part: part.replace(b"workbook.xml", b"book2.xml"),
        ),
        lambda data: repacked(
            data,
            lambda _name, part: part.replace(
                b"openxmlformats-officedocument.spreadsheetml.sheet.main", b"ms-excel.sheet.macroEnabled.main"
            ),
            {"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0"},
        ),
    ],
    ids=["backslashes", "capitals", "absolute", "another name", "macros"],
)
def test_workbooks_of_other_programs_are_read_whatever_they_call_their_parts(other: Callable[[bytes], bytes]) -> None:
    [sheet] = read_book(other(workbook(lambda sheet: sheet.append([8, "甲"])))).sheets
    assert [cell.value for cell in sheet.rows[1].values()] == [8, "甲"]


def test_dates_of_strict_workbooks_are_text_of_iso_8601() -> None:
    cells = (
        b'<row><c r="A1" t="d"><v>2025-09-30</v></c><c r="B1" t="d"><v>2025-09-30T00:00:00</v></c>'
        b'<c r="C1" t="d"><v>2025-09-30T00:00:00.000</v></c></row>'
    )
    [sheet] = read_book(sheet_of(cells)).sheets
    days = [cell.value for cell in sheet.rows[1].values()]
    assert [f"{day:%Y-%m-%d}" for day in days] == ["2025-09-30"] * 3


def test_a_sheet_that_is_missing_is_never_passed_over() -> None:
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(workbook())) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            if name != "xl/worksheets/sheet1.xml":
                new.writestr(name, old.read(name))
    with pytest.raises(Unreadable, match="缺少其中的一张表"):
        read_book(out.getvalue())


@pytest.mark.parametrize(
    ("escaped", "text"),
    [
        ("a_x000D_b", "a\rb"),
        ("_x005F_x000D_", "_x000D_"),
        ("_xD83D__xDE00_", "\U0001f600"),
        ("_xD83D_", "\ufffd"),
        ("_x4e00_", "一"),
        ("_x12_", "_x12_"),
    ],
)
def test_an_escaped_character_is_the_character_and_always_text(escaped: str, text: str) -> None:
    [sheet] = read_book(sheet_of(f'<row><c r="A1" t="str"><v>{escaped}</v></c></row>'.encode())).sheets
    assert sheet.rows[1][1].value == text
    assert text.encode()


def test_escaped_characters_and_dates_of_a_chinese_excel_are_what_is_shown() -> None:
    cells = b'<row><c r="A1" t="str"><v>a_x000D_b_x4E00_</v></c><c r="B1" s="1"><v>45107</v></c></row>'

    def styled(name: str, part: bytes) -> bytes:
        return part.replace(b"</cellXfs>", b'<xf numFmtId="31"/></cellXfs>') if "styles" in name else part

    [sheet] = read_book(repacked(sheet_of(cells), styled)).sheets
    assert [cell.value for cell in sheet.rows[1].values()] == ["a\rb一", datetime(2023, 6, 30)]


def test_the_last_cell_of_a_sheet_costs_nothing_and_is_not_read() -> None:
    """A stray mark at the very end, as a slip of the hand leaves it, and a merge over the whole sheet."""

    def fill(sheet: Any) -> None:
        sheet["A1"] = "甲"
        sheet["XFD1048576"] = "乙"

    data = in_sheet(
        workbook(fill),
        lambda part: part.replace(
            b"</sheetData>", b'</sheetData><mergeCells><mergeCell ref="A2:XFD1048575"/></mergeCells>'
        ),
    )
    [sheet] = read_book(data).sheets
    assert [list(row) for row in sheet.rows.values()] == [[1]]
