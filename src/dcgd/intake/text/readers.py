"""Read a file of any supported kind: plain text and Markdown, .docx, .xlsx, OFD, PDF with a text layer."""

import re
from dataclasses import dataclass

from dcgd.errors import Unreadable
from dcgd.intake.text.body import COMMENT, STRUCK
from dcgd.intake.text.decode import decode
from dcgd.intake.text.docx_document import read_word
from dcgd.intake.text.ofd import is_ofd, read_ofd
from dcgd.intake.text.old_office import is_old, way_out
from dcgd.intake.text.pdf import read_pdf
from dcgd.intake.text.unread import Tally, Unread
from dcgd.intake.text.workbook import is_workbook, read_workbook
from dcgd.registry.official import MOST_BYTES, MOST_CHARACTERS

_FOREIGN = (
    (rb"\{\\rtf", "这是 RTF 文件；请在 Word 或 WPS 里另存为 .docx 再导入"),
    (
        rb"(?i)(?:<\?xml[^>]*>\s*)?(?:<\?mso-application|<pkg:package|<w:wordDocument)",
        "这是存成 XML 的 Word 文件；请另存为 .docx 再导入",
    ),
    (rb"(?i)(?:<!doctype html|<html|MIME-Version:)", "这是网页；请把文字另存为 .txt 或 .docx 再导入"),
    (rb"Rar!\x1a\x07|7z\xbc\xaf\x27\x1c|\x1f\x8b", "这是压缩包；请解开，或另存为 zip 再导入"),
    (rb"\x89PNG|\xff\xd8\xff|GIF8|II\*\x00|MM\x00\*|BM.{4}\x00{4}", "这是图片；请先识别成文字再导入"),
)
"""How files begin that are no text although their bytes can be decoded, and what they are."""


@dataclass(frozen=True, slots=True)
class Reading:
    """Decoded text, its form or encoding (`docx`, `pdf`, `utf-8`, `gb18030` …), and what it leaves out."""

    text: str
    form: str
    unread: tuple[Unread, ...] = ()


def read(data: bytes, name: str) -> Reading:
    """Read a document from its bytes; `name` matters only where the bytes do not tell what it is.

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
        text, unread = read_pdf(data)
        return Reading(limited(text), "pdf", unread)
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
        raise Unreadable("文件里没有文字，可能是扫描件；请先识别成文字再导入")
    return text
