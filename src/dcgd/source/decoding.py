"""Bytes to text. A file in another encoding is an error, yet still read, so that its other errors show at once."""

import codecs
import re
from collections.abc import Callable
from typing import NamedTuple

from dcgd.catalogue import severity
from dcgd.diagnostics import Diagnostic

MOST_BYTES = 256 * 1024 * 1024
"""Larger files are refused: 90,000 tasks take some 70 MB."""

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff]")
_LINE_ENDS = "在编辑器里把行尾改为 LF，免得整个文件都显示为改动"
_SAVE_AS = "用“另存为”选 UTF-8 编码重新保存"


class Decoded(NamedTuple):
    """The text of a file without its byte order mark (None if unreadable), and what is wrong with its bytes."""

    text: str | None
    diagnostics: list[Diagnostic]


def position(text: str, index: int) -> tuple[int, int]:
    """Line and column, from 1, of the character at `index`."""
    before = text.rfind("\n", 0, index)
    return text.count("\n", 0, index) + 1, index - before


def decode(data: bytes, file: str) -> Decoded:
    """Decode a registry file that should be UTF-8; recognises a BOM, UTF-16, GB18030, CRLF and control characters."""
    found: list[Diagnostic] = []

    def say(place: tuple[int, int], code: str, message: str, hint: str) -> None:
        found.append(Diagnostic(file, *place, severity(code), code, message, hint))

    if len(data) > MOST_BYTES:
        say(
            (1, 1),
            "file-too-large",
            f"文件有 {len(data) // 1048576} MB，超过 256 MB 的上限",
            "把登记册拆成几个",
        )
        return Decoded(None, found)
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        say((1, 1), "encoding-utf16", "文件是 UTF-16 编码", _SAVE_AS)
        text = data.decode("utf-16", "replace")
    else:
        if data.startswith(codecs.BOM_UTF8):
            say((1, 1), "bom", "文件开头有字节顺序标记（BOM）", "保存为“UTF-8（无 BOM）”")
            data = data[len(codecs.BOM_UTF8) :]
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError as error:
            text = _not_utf8(data, error, say)
    if "\r" in text:
        say(position(text, text.index("\r")), "crlf", "行尾是 Windows 的 CRLF", _LINE_ENDS)
    control = _CONTROL.search(text)
    if control:
        name = f"U+{ord(control.group()):04X}"
        say(
            position(text, control.start()),
            "control-character",
            f"有看不见的控制字符 {name}",
            "删去这个字符",
        )
        text = _CONTROL.sub("\ufffd", text)
    return Decoded(text, found)


def _not_utf8(data: bytes, error: UnicodeDecodeError, say: Callable[[tuple[int, int], str, str, str], None]) -> str:
    try:
        text = data.decode("gb18030")
        message = "文件是 GBK（ANSI）编码，不是 UTF-8"
    except UnicodeDecodeError:
        text = data.decode("utf-8", "replace")
        message = "文件不是 UTF-8 编码，也不是 GBK"
    # The position counts characters of the line up to the first byte that is not UTF-8.
    line = data.count(b"\n", 0, error.start) + 1
    start = data.rfind(b"\n", 0, error.start) + 1
    column = len(data[start : error.start].decode("utf-8")) + 1
    say((line, column), "encoding-gbk", message, _SAVE_AS)
    return text
