"""A workbook that somebody sent: its cells, read without trusting anything in it.

Only .xlsx is read. What else comes (an old .xls, a picture, a PDF, a bomb) is refused in a Chinese sentence.
"""

import re
from dataclasses import dataclass

from dcgd.errors import Unreadable
from dcgd.source.book_xml import GENERAL, Shared, attributes_of, read_styles, read_texts
from dcgd.source.package import MOST_BYTES, NOT_FETCHED, BadPackage, NotAPackage, Package, is_pointer
from dcgd.source.sheet_xml import Merge, Room, Rows, read_sheet

_SAVE_AS = "请在 WPS 或 Excel 里打开，另存为 .xlsx 再交"
_PICTURE = "是图片；图片里的数读不出，请交填好的 .xlsx"
_ARCHIVE = "是压缩包；请解开，交里面的 .xlsx"
_KINDS = (
    (b"\xd0\xcf\x11\xe0", f"是旧格式（.xls、.et）或加了密码的工作簿；{_SAVE_AS}，不要加密码"),
    (b"\x89PNG", _PICTURE),
    (b"\xff\xd8\xff", _PICTURE),
    (b"GIF8", _PICTURE),
    (b"BM", _PICTURE),
    (b"%PDF", "是 PDF；请交填好的 .xlsx"),
    (b"Rar!", _ARCHIVE),
    (b"7z\xbc\xaf", _ARCHIVE),
)
_WORKBOOK = "xl/workbook.xml"
_REMARKS = re.compile(r"xl/(?:comments|threadedComments)")


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its rows that hold anything, as row number → column number → cell; hidden rows like all others."""

    title: str
    rows: Rows
    merges: tuple[Merge, ...] = ()


@dataclass(frozen=True, slots=True)
class Book:
    """A workbook: its sheets, hidden ones too; whether dates count from 1904; whether it has pictures, and comments."""

    sheets: tuple[Sheet, ...]
    from_1904: bool = False
    pictures: bool = False
    comments: bool = False


def read_book(data: bytes) -> Book:
    """The workbook in the bytes of a file; raises Unreadable.

    What bounds its time is the process it runs in: see `dcgd.source.bounded`.
    """
    try:
        return _book(_package(data))
    except NotAPackage:
        raise Unreadable(f"不是 .xlsx 工作簿；{_SAVE_AS}") from None
    except BadPackage as error:
        raise Unreadable(f"{error}；{_SAVE_AS}") from error
    except (Unreadable, MemoryError):
        raise
    except Exception as error:  # a spoiled workbook can make any part of a reader fail, in any way
        raise Unreadable(f"可能已损坏；{_SAVE_AS}") from error


def _package(data: bytes) -> Package:
    """The package, if it is one of a workbook and not too large."""
    if not data:
        raise Unreadable("是空文件")
    if len(data) > MOST_BYTES:
        raise Unreadable(f"太大：至多 {MOST_BYTES // 1_000_000} MB")
    for magic, words in _KINDS:
        if data.startswith(magic):
            raise Unreadable(words)
    if data[8:12] == b"WEBP" or data[4:12] in (b"ftypheic", b"ftypmif1"):
        raise Unreadable(_PICTURE)
    if is_pointer(data):
        raise Unreadable(NOT_FETCHED)
    package = Package(data)
    if not package.has(_workbook(package)):
        if package.has("word/document.xml"):
            raise Unreadable("是 Word 文档；请交填好的 .xlsx")
        raise Unreadable(f"不是 .xlsx 工作簿；{_SAVE_AS}")
    return package


def _workbook(package: Package) -> str:
    """The name of the part that is the workbook."""
    main = next((relation.part for relation in package.relations() if relation.kind == "officeDocument"), _WORKBOOK)
    return main if main.startswith("xl/") else _WORKBOOK


def _book(package: Package) -> Book:
    from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH

    workbook = _workbook(package)
    relations = package.relations(workbook)
    strings = next((to.part for to in relations if to.kind == "sharedStrings"), "xl/sharedStrings.xml")
    looks = next((to.part for to in relations if to.kind == "styles"), "xl/styles.xml")
    texts = read_texts(package.xml(strings)) if package.has(strings) else []
    styles = read_styles(package.xml(looks)) if package.has(looks) else [GENERAL]
    by_id = {to.id: to for to in relations}
    said = attributes_of(package.xml(workbook), "sheet", "workbookPr")
    from_1904 = any(tag == "workbookPr" and attributes.get("date1904") in ("1", "true") for tag, attributes in said)
    shared, room = Shared(texts, styles, MAC_EPOCH if from_1904 else WINDOWS_EPOCH), Room()
    sheets = []
    for tag, attributes in said:
        to = by_id.get(attributes.get("id", ""))
        if tag == "sheet" and to is None:
            raise BadPackage("缺少其中的一张表，可能已损坏")
        if tag == "sheet" and to is not None and to.kind == "worksheet":
            sheets.append(Sheet(attributes.get("name", ""), *read_sheet(package.xml(to.part), shared, room)))
    pictures = any(name.startswith("xl/media/") for name in package.names)
    return Book(tuple(sheets), from_1904, pictures, any(map(_REMARKS.match, package.names)))
