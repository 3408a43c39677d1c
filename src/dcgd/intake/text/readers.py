"""Read a file of any supported kind: plain text and Markdown, .docx, .xlsx, OFD, PDF, scans that were recognised."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from dcgd.errors import Unreadable
from dcgd.intake.text.body import COMMENT, STRUCK
from dcgd.intake.text.decode import decode
from dcgd.intake.text.docx_document import read_word
from dcgd.intake.text.ofd import is_ofd, read_ofd
from dcgd.intake.text.old_office import is_old, way_out
from dcgd.intake.text.pdf import read_pdf
from dcgd.intake.text.pdf_tables import joined_pages
from dcgd.intake.text.recognise import PICTURE, WAY_OUT
from dcgd.intake.text.scan import ScannedPage, scan_blocks
from dcgd.intake.text.unread import Tally, Unread
from dcgd.intake.text.workbook import is_workbook, read_workbook
from dcgd.registry.official import MOST_BYTES, MOST_CHARACTERS
from dcgd.source.package import NOT_FETCHED, is_pointer

_FOREIGN = (
    (rb"\{\\rtf", "这是 RTF 文件；请在 Word 或 WPS 里另存为 .docx 再导入"),
    (
        rb"(?i)(?:<\?xml[^>]*>\s*)?(?:<\?mso-application|<pkg:package|<w:wordDocument)",
        "这是存成 XML 的 Word 文件；请另存为 .docx 再导入",
    ),
    (
        rb"(?i)(?:<!doctype html|<html|(?:[\w-]{1,30}: [^\r\n]{1,200}\r?\n){0,9}MIME-Version:)",
        "这是网页；请把文字另存为 .txt 或 .docx 再导入",
    ),
    (
        rb"\xdb\xa5.\x00|\x31\xbe\x00\x00|\xfe\x37\x00",
        "这是 Word 97 以前的文件；请在 Word 或 WPS 里打开，另存为 .docx 再导入",
    ),
    (rb"Rar!\x1a\x07|7z\xbc\xaf\x27\x1c|\x1f\x8b", "这是压缩包；请解开，或另存为 zip 再导入"),
    (rb"GIF8|RIFF.{4}WEBP|.{4}ftyphei", "这是图片，却不是 png、jpg、tif、bmp；请另存为 jpg 再导入"),
    (PICTURE.pattern, f"这是图片；{WAY_OUT}"),
)
"""How files begin that are no text although their bytes can be decoded, and what they are."""


@dataclass(frozen=True, slots=True)
class Reading:
    """Decoded text, its form or encoding (`docx`, `pdf`, `ocr`, `gb18030` …), and what it leaves out.

    `scanned` says that characters in it were recognised, any of which may be wrong.
    """

    text: str
    form: str
    unread: tuple[Unread, ...] = ()
    scanned: bool = False


def read(data: bytes, name: str, scans: Mapping[int, ScannedPage] = MappingProxyType({})) -> Reading:
    """Read a document from its bytes; `name` matters only where the bytes do not tell what it is.

    `scans` are its pages that are pictures, by their indexes, as they were recognised.

    Raises Unreadable for what is too large, broken, encrypted, or no text; the sentence says how to save it.
    """
    if len(data) > MOST_BYTES:
        raise Unreadable(f"文件有 {len(data) // 1_000_000} MB，超过 {MOST_BYTES // 1_000_000} MB 的上限")
    if not data.strip():
        raise Unreadable("文件是空的")
    if data.startswith(b"PK\x03\x04") and is_workbook(data):
        text, unread = read_workbook(data)
        return Reading(limited(text), "xlsx", unread)
    if data.startswith(b"PK\x03\x04") and is_ofd(data):
        text, unread = read_ofd(data)
        return Reading(limited(text), "ofd", unread)
    if data.startswith(b"PK\x03\x04"):
        text, unread = read_word(data)
        return Reading(limited(text), "docx", unread)
    if data[:1024].lstrip().startswith(b"%PDF-"):
        text, unread = read_pdf(data, scans)
        return Reading(limited(text), "ocr" if scans else "pdf", unread, bool(scans))
    if scans:
        tally = Tally()
        pages = [scan_blocks(page, number + 1, tally) for number, page in sorted(scans.items())]
        return Reading(limited("\n\f".join(joined_pages(pages))), "ocr", tally.unread(), scanned=True)
    if is_pointer(data):
        raise Unreadable(f"{name} {NOT_FETCHED}")
    if is_old(data):
        raise Unreadable(way_out(data))
    for begin, sentence in _FOREIGN:
        if re.match(begin, data[:4000].removeprefix(b"\xef\xbb\xbf").lstrip(), re.DOTALL):
            raise Unreadable(sentence)
    if name.lower().endswith((".docx", ".pdf", ".ofd", ".xlsx")):
        raise Unreadable(f"{name} 的内容不是 {name.rsplit('.', 1)[1].lower()} 格式，文件可能已损坏")
    text, encoding = decode(data)
    return Reading(text, encoding, _unread_markup(text))


def _unread_markup(text: str) -> tuple[Unread, ...]:
    """What a text strikes out or hides by its markup; `build_body` skips the same stretches."""
    tally = Tally()
    for kind, pattern in (("加了删除线的文字", STRUCK), ("隐藏的文字", COMMENT)):
        for match in re.finditer(pattern, text):
            tally.add(kind, re.sub(r"^(?:~~|<!--|<\w+>)|(?:~~|-->|</\w+>)$", "", match[0]))
    return tally.unread()


def limited(text: str) -> str:
    """The text, which is neither too long nor empty; else raises Unreadable."""
    if len(text) > MOST_CHARACTERS:
        raise Unreadable(f"文本有 {len(text)} 字，超过 {MOST_CHARACTERS} 字的上限")
    if not text.strip():
        raise Unreadable(f"文件里没有文字，可能是扫描件；{WAY_OUT}")
    return text
