"""A workbook that somebody sent: its cells, read without trusting anything in it.

Only .xlsx is read. What else comes (an old .xls, a picture, a PDF, a bomb) is refused in a Chinese sentence.
"""

import re
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any, NamedTuple
from xml.etree import ElementTree

from dcgd.errors import Unreadable

MOST_BYTES = 20_000_000
MOST_UNPACKED = 100_000_000
MOST_PARTS = 2_000
MOST_CELLS = 200_000
MOST_MERGES = 2_000
MOST_ROWS = 50_000
MOST_COLUMNS = 200
"""What stands further to the right is not read: no form is that wide."""

_SAVE_AS = "请在 WPS 或 Excel 里打开，另存为 .xlsx 再交"
_KINDS = (
    (b"\xd0\xcf\x11\xe0", f"是旧格式（.xls、.et）或加了密码的工作簿；{_SAVE_AS}，不要加密码"),
    (b"\x89PNG", "是图片；图片里的数读不出，请交填好的 .xlsx"),
    (b"\xff\xd8\xff", "是图片；图片里的数读不出，请交填好的 .xlsx"),
    (b"GIF8", "是图片；图片里的数读不出，请交填好的 .xlsx"),
    (b"BM", "是图片；图片里的数读不出，请交填好的 .xlsx"),
    (b"%PDF", "是 PDF；请交填好的 .xlsx"),
    (b"Rar!", "是压缩包；请解开，交里面的 .xlsx"),
    (b"7z\xbc\xaf", "是压缩包；请解开，交里面的 .xlsx"),
)
_ENCODING = re.compile(rb"""<\?xml[^>]*\bencoding\s*=\s*["']([^"']*)["']""")
_MERGE = re.compile(rb"""<(?:\w+:)?mergeCell\b[^>]*?\bref\s*=\s*["']([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})["']""")
_ROW = re.compile(rb"<(?:\w+:)?row\b")


class Cell(NamedTuple):
    """A cell's value (None, text, a number, bool, date or time), the format it shows in, and whether it is computed."""

    value: Any
    format: str
    formula: bool


class Merge(NamedTuple):
    """A merged range: first and last row, first and last column, from 1."""

    top: int
    bottom: int
    left: int
    right: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its rows that hold anything, as row number → column number → cell; hidden rows like all others."""

    title: str
    rows: dict[int, dict[int, Cell]]
    merges: tuple[Merge, ...] = ()


@dataclass(frozen=True, slots=True)
class Book:
    """A workbook: its sheets, hidden ones too; whether dates count from 1904; whether it has pictures, and comments."""

    sheets: tuple[Sheet, ...]
    from_1904: bool = False
    pictures: bool = False
    comments: bool = False


def read_book(data: bytes) -> Book:
    """The workbook in the bytes of a file; raises Unreadable."""
    archive = _archive(data)
    try:
        merges, formulas = _inspect(archive)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl's remarks on what it leaves out of a workbook
            return _book(data, archive, merges, formulas)
    except Unreadable:
        raise
    except Exception as error:  # a spoiled workbook can make any part of a reader fail, in any way
        raise Unreadable(f"是损坏的工作簿，读不了；{_SAVE_AS}") from error


def _archive(data: bytes) -> zipfile.ZipFile:
    """The package, if it is one of a workbook and not too large."""
    if not data:
        raise Unreadable("是空文件")
    if len(data) > MOST_BYTES:
        raise Unreadable(f"太大：至多 {MOST_BYTES // 1_000_000} MB")
    for magic, words in _KINDS:
        if data.startswith(magic):
            raise Unreadable(words)
    if data[8:12] == b"WEBP" or data[4:12] in (b"ftypheic", b"ftypmif1"):
        raise Unreadable("是图片；图片里的数读不出，请交填好的 .xlsx")
    try:
        archive = zipfile.ZipFile(BytesIO(data))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        what = "是损坏的工作簿" if data.startswith(b"PK") else "不是 .xlsx 工作簿"
        raise Unreadable(f"{what}；{_SAVE_AS}") from error
    names = {info.filename for info in archive.infolist()}
    if "xl/workbook.xml" not in names:
        if "word/document.xml" in names:
            raise Unreadable("是 Word 文档；请交填好的 .xlsx")
        raise Unreadable(f"不是 .xlsx 工作簿；{_SAVE_AS}")
    unpacked = sum(info.file_size for info in archive.infolist())
    if len(names) > MOST_PARTS or unpacked > MOST_UNPACKED:
        raise Unreadable("展开后太大，不像填报表")
    return archive


def _inspect(archive: zipfile.ZipFile) -> tuple[dict[str, tuple[Merge, ...]], bool]:
    """The merged ranges of each part, and whether there are formulas; refuses XML that could do harm when parsed.

    A part is no larger than its package says: zipfile stops there.
    """
    merges: dict[str, tuple[Merge, ...]] = {}
    formulas = False
    for info in archive.infolist():
        if not info.filename.endswith((".xml", ".rels")):
            continue
        try:
            text = archive.read(info)
        except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError) as error:
            raise Unreadable(f"是损坏的工作簿，读不了；{_SAVE_AS}") from error
        declared = _ENCODING.match(text.lstrip(b"\xef\xbb\xbf"))
        odd = text.startswith((b"\xff\xfe", b"\xfe\xff")) or (declared and declared[1].lower() != b"utf-8")
        if odd or b"<!DOCTYPE" in text or b"<!ENTITY" in text:
            raise Unreadable(f"里面有工作簿不该有的内容，不读；{_SAVE_AS}")
        if info.filename.startswith("xl/worksheets/"):
            formulas = formulas or b"<f" in text or b":f>" in text
            found = tuple(_merges(text))
            if len(found) > MOST_MERGES or len(_ROW.findall(text)) > MOST_ROWS:
                raise Unreadable("行或合并的单元格太多，不像填报表")
            merges[info.filename] = found
    return merges, formulas


def _merges(text: bytes) -> Iterator[Merge]:
    for left, top, right, bottom in _MERGE.findall(text):
        yield Merge(int(top), int(bottom), _column(left), _column(right))


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number


def _parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """The part behind each sheet's title."""
    relations = {
        each.get("Id"): each.get("Target", "")
        for each in ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    }
    found = {}
    for each in ElementTree.fromstring(archive.read("xl/workbook.xml")).iter():
        if each.tag.rpartition("}")[2] == "sheet":
            name = next((value for key, value in each.attrib.items() if key.endswith("}id")), "")
            target = relations.get(name) or ""
            found[each.get("name", "")] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    return found


def _book(data: bytes, archive: zipfile.ZipFile, merges: dict[str, tuple[Merge, ...]], formulas: bool) -> Book:
    from openpyxl import load_workbook
    from openpyxl.utils.datetime import CALENDAR_MAC_1904

    book = load_workbook(BytesIO(data), read_only=True, data_only=True, keep_links=False)
    computed = _formulas(data) if formulas else {}
    parts = _parts(archive)
    sheets = []
    budget = MOST_CELLS
    for sheet in book.worksheets:
        sheet.reset_dimensions()  # what is written there is often wrong
        rows: dict[int, dict[int, Cell]] = {}
        here = computed.get(sheet.title, frozenset())
        for row in sheet.iter_rows():
            for each in row[:MOST_COLUMNS]:
                if each.value is None and (getattr(each, "row", 0), getattr(each, "column", 0)) not in here:
                    continue
                budget -= 1
                if budget < 0:
                    raise Unreadable("内容太多，不像填报表")
                formula = (each.row, each.column) in here
                rows.setdefault(each.row, {})[each.column] = Cell(each.value, str(each.number_format), formula)
        sheets.append(Sheet(sheet.title, rows, merges.get(parts.get(sheet.title, ""), ())))
    names = archive.namelist()
    pictures = any(name.startswith("xl/media/") for name in names)
    comments = any(re.match(r"xl/(?:comments|threadedComments)", name) for name in names)
    from_1904 = book.epoch == CALENDAR_MAC_1904
    book.close()
    return Book(tuple(sheets), from_1904, pictures, comments)


def _formulas(data: bytes) -> dict[str, frozenset[tuple[int, int]]]:
    """Where formulas stand, by sheet: read for their values alone they cannot be told from what was typed."""
    from openpyxl import load_workbook

    book = load_workbook(BytesIO(data), read_only=True, keep_links=False)
    found = {}
    for sheet in book.worksheets:
        sheet.reset_dimensions()
        found[sheet.title] = frozenset(
            (each.row, each.column)
            for row in sheet.iter_rows()
            for each in row[:MOST_COLUMNS]
            if getattr(each, "data_type", "") == "f"
        )
    book.close()
    return found
