"""A workbook that was made to do harm, or is none: refused in a sentence, in little time."""

import re
import warnings
import zipfile
from collections.abc import Callable
from datetime import datetime
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dcgd.errors import Unreadable
from dcgd.source import book_xml, package, sheet_xml, sheets
from dcgd.source.sheets import read_book
from workbooks import EMPTY, in_sheet, repacked, sheet_of, workbook


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
        (b"version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 9\n", "^只是 Git LFS 的指针"),
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


def test_styles_texts_and_characters_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    def styled(name: str, part: bytes) -> bytes:
        return (
            re.sub(rb"<cellXfs[^>]*>", lambda match: match[0] + b"<xf/>" * 70_001, part) if "styles" in name else part
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
