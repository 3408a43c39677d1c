"""Reading a workbook that somebody sent: cells as they are, everything else refused in a sentence."""

import re
import warnings
import zipfile
from collections.abc import Callable
from datetime import datetime
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from dcgd.errors import Unreadable
from dcgd.source import book_xml, package, sheet_xml, sheets
from dcgd.source.sheet_xml import Merge
from dcgd.source.sheets import read_book

EMPTY = re.compile(rb"<sheetData */>|<sheetData></sheetData>")


def workbook(fill: Callable[[Any], None] = lambda _sheet: None) -> bytes:
    book = Workbook()
    fill(book.active)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def repacked(data: bytes, change: Callable[[str, bytes], bytes], more: dict[str, bytes] | None = None) -> bytes:
    """The package with parts changed and added."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
        for name, part in (more or {}).items():
            new.writestr(name, part)
    return out.getvalue()


def in_sheet(data: bytes, change: Callable[[bytes], bytes]) -> bytes:
    return repacked(data, lambda name, part: change(part) if name == "xl/worksheets/sheet1.xml" else part)


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


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "空文件"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, r"旧格式（.xls.*另存为 .xlsx"),
        (b"\x89PNG\r\n\x1a\n....", "图片"),
        (b"\xff\xd8\xff\xe0....JFIF", "图片"),
        (b"RIFF....WEBP", "图片"),
        (b"%PDF-1.7", "PDF"),
        (b"Rar!\x1a\x07", "压缩包"),
        ("编号,本期完成\n5-1,8\n".encode(), "不是 .xlsx"),
        (b"PK\x03\x04....", "损坏"),
    ],
)
def test_what_is_no_workbook_is_named(data: bytes, words: str) -> None:
    with pytest.raises(Unreadable, match=words):
        read_book(data)


def test_a_word_document_is_named() -> None:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", "<x/>")
    with pytest.raises(Unreadable, match="Word"):
        read_book(out.getvalue())


@pytest.mark.parametrize(
    "change",
    [
        lambda part: part.replace(b"<worksheet", b'<!DOCTYPE a [<!ENTITY b "c">]><worksheet', 1),
        lambda part: b'<?xml version="1.0" encoding="cp037"?>' + part,
        lambda part: b"\xff\xfe" + part.decode().encode("utf-16-le"),
        lambda part: part.decode().encode("utf-16-be"),
        lambda part: b"\xef\xbb\xbf<?xml version='1.0' standalone='yes' encoding = 'GBK'?>" + part,
        lambda part: ("<!DOCTYPE a [<!ENTITY b 'c'>]>" + part.decode()).encode("utf-16"),
        lambda part: part.decode().encode("utf-7").replace(b"<", b"+ADw-"),
    ],
)
def test_xml_that_could_do_harm_is_not_parsed(change: Callable[[bytes], bytes]) -> None:
    with pytest.raises(Unreadable, match="不该有的内容"):
        read_book(in_sheet(workbook(), change))


def test_a_bomb_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = repacked(workbook(), lambda _name, part: part, {"xl/media/a.bin": b"\0" * (package.MOST_UNPACKED + 1)})
    assert len(bomb) < 1_000_000
    with pytest.raises(Unreadable, match="太大"):
        read_book(bomb)
    monkeypatch.setattr(sheets, "MOST_BYTES", 100)
    with pytest.raises(Unreadable, match="太大"):
        read_book(workbook())


def test_two_parts_of_one_name_are_not_chosen_between() -> None:
    for second in ("xl/worksheets/sheet1.xml", "XL/Worksheets/Sheet1.xml"):
        out = BytesIO(workbook())
        with warnings.catch_warnings(), zipfile.ZipFile(out, "a") as archive:
            warnings.simplefilter("ignore")
            archive.writestr(second, "<worksheet/>")
        with pytest.raises(Unreadable, match="两个同名的部分"):
            read_book(out.getvalue())


def test_a_package_that_lies_about_sizes_gives_no_more_than_it_says() -> None:
    data = in_sheet(workbook(), lambda part: part + b" " * 50_000_000)
    at = data.rindex(b"PK\x01\x02", 0, data.rindex(b"xl/worksheets/sheet1.xml"))
    for size in (10, 0xFFFFFFFE):
        lying = data[: at + 24] + size.to_bytes(4, "little") + data[at + 28 :]
        with pytest.raises(Unreadable, match="损坏" if size == 10 else "太大"):
            read_book(lying)


def sheet_of(content: bytes) -> bytes:
    return in_sheet(workbook(), lambda part: EMPTY.sub(b"<sheetData>" + content + b"</sheetData>", part))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b'<row r="99999999999999"><c r="A99999999999999"><v>1</v></c></row>', "行号不对（99999999999999）"),
        (b'<row r="0"/>', "行号不对"),
        (b'<row r="' + b"9" * 5000 + b'"/>', "损坏"),
        (b'<row r="1"><c r="XFE1"/></row>', "列号不对（XFE）"),
        (b'<row r="1"><c r="\xe7\x94\xb21"/></row>', "列号不对"),
        (b'<row r="1"><c r="A1" t="s"><v>-1</v></c></row>', "损坏"),
        (b'<row r="1"><c r="A1" s="-1"><v>1</v></c></row>', "损坏"),
        (b'<row r="1"><c r="A1" t="str"><v>' + b"x" * 32_768 + b"</v></c></row>", "超过 32,767 字"),
        (b"<mergeCell " * 100_000, "损坏"),
        (b"<row>" * 100_000, "行太多|损坏"),
        (b"<c>" * 100_000, "损坏"),
        (b"<row " + b" ".join(b'a%d=""' % number for number in range(100_000)) + b"/>", ""),
    ],
)
def test_what_no_sheet_has_is_refused_at_once(content: bytes, words: str) -> None:
    if words:
        with pytest.raises(Unreadable, match=words):
            read_book(sheet_of(content))
    else:
        assert read_book(sheet_of(content)).sheets[0].rows == {}


def test_what_is_no_number_stays_the_text_that_it_is() -> None:
    cells = b'<row><c r="A1"><v>1e999</v></c><c r="B1"><v>2.5</v></c><c r="C1" t="e"><v>#N/A</v></c></row>'
    [sheet] = read_book(sheet_of(cells)).sheets
    assert [cell.value for cell in sheet.rows[1].values()] == ["1e999", 2.5, "#N/A"]


def test_styles_texts_and_characters_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    def styled(name: str, part: bytes) -> bytes:
        return (
            re.sub(rb"<cellXfs[^>]*>", lambda found: found[0] + b"<xf/>" * 70_001, part) if "styles" in name else part
        )

    with pytest.raises(Unreadable, match="样式太多"):
        read_book(repacked(workbook(), styled))
    texts = b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">%s</sst>' % (b"<si/>" * 11)
    monkeypatch.setattr(book_xml, "MOST_TEXTS", 10)
    with pytest.raises(Unreadable, match="内容太多"):
        read_book(repacked(workbook(), lambda _name, part: part, {"xl/sharedStrings.xml": texts}))
    monkeypatch.setattr(sheet_xml, "MOST_CHARACTERS", 3)
    with pytest.raises(Unreadable, match="内容太多"):
        read_book(workbook(lambda sheet: sheet.append(["甲乙丙丁"])))


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


def test_a_sheet_of_endless_rows_cells_or_merges_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = b"<sheetData>" + b"<row/>" * (sheet_xml.MOST_ROWS + 1) + b"</sheetData>"
    with pytest.raises(Unreadable, match="太多"):
        read_book(in_sheet(workbook(), lambda part: EMPTY.sub(rows, part)))
    merges = b"</sheetData><mergeCells>" + b'<mergeCell ref="A1:B2"/>' * (sheet_xml.MOST_MERGES + 1) + b"</mergeCells>"
    with pytest.raises(Unreadable, match="太多"):
        read_book(in_sheet(workbook(), lambda part: EMPTY.sub(b"<sheetData>" + merges, part)))
    monkeypatch.setattr(sheet_xml, "MOST_CELLS", 3)
    with pytest.raises(Unreadable, match="内容太多"):
        read_book(workbook(lambda sheet: sheet.append([1, 2, 3, 4])))


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


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_whatever_is_spoiled_there_is_an_answer(data: st.DataObject) -> None:
    """Any byte of a part changed, any part cut short: cells or a sentence, never another exception."""
    whole = workbook(lambda sheet: sheet.append(["甲", 8, 0.5, datetime(2023, 6, 30)]))
    names = zipfile.ZipFile(BytesIO(whole)).namelist()
    chosen = data.draw(st.sampled_from(names))

    def spoil(name: str, part: bytes) -> bytes:
        if name != chosen:
            return part
        at = data.draw(st.integers(0, max(0, len(part) - 1)))
        if data.draw(st.booleans()):
            return part[:at]
        return part[:at] + data.draw(st.binary(min_size=1, max_size=4)) + part[at + 1 :]

    try:
        book = read_book(repacked(whole, spoil))
    except Unreadable:
        return
    assert len(book.sheets) <= 1


@given(st.binary(max_size=200))
@settings(deadline=None)
def test_any_bytes_have_an_answer(data: bytes) -> None:
    with pytest.raises(Unreadable):
        read_book(data)
