"""Bytes to text. A file in another encoding is an error, yet still read, so that its other errors show at once."""

import codecs
import re
from contextlib import suppress
from itertools import islice
from typing import NamedTuple

from dcgd.diagnostics import Code, Diagnostic
from dcgd.source import files
from dcgd.source.codes import BOM, CONTROL_CHARACTER, CRLF, ENCODING_GBK, ENCODING_UTF16, FILE_TOO_LARGE
from dcgd.unseen import LAYOUT, unseen

_MOST_SHOWN = 20
"""Control characters that are reported one by one: a file that holds more is no text."""

_LONE_CR = re.compile(r"\r(?!\n)")
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


def hidden(text: str, wanted: str = "") -> list[tuple[int, str]]:
    """Invisible characters of a text as (index, `U+202E`), except line ends, tabs and those in `wanted`.

    At most the first 20. Among them is what YAML takes for a line break although no editor shows one (U+0085, U+2028).
    """
    characters = unseen(text) - LAYOUT - set(wanted)
    if not characters:
        return []
    places = re.finditer(f"[{''.join(map(re.escape, characters))}]", text)
    return [(place.start(), f"U+{ord(place[0]):04X}") for place in islice(places, _MOST_SHOWN)]


def marked(text: str, wanted: str = "") -> str:
    """The text with U+FFFD in place of each invisible character, except line ends, tabs and those in `wanted`."""
    return text.translate(dict.fromkeys(map(ord, unseen(text) - LAYOUT - set(wanted)), "\ufffd"))


def decode(data: bytes, file: str) -> Decoded:
    """The text of a registry file that should be UTF-8, and diagnostics about its bytes, located in `file`.

    Recognises a byte order mark, UTF-16, GB18030, CRLF and invisible characters; never raises.
    """
    diagnostics: list[Diagnostic] = []

    def say(place: tuple[int, int], code: Code, message: str, hint: str) -> None:
        diagnostics.append(Diagnostic(file, *place, code.severity, code.slug, message, hint))

    if len(data) > files.MOST_BYTES:
        say((1, 1), FILE_TOO_LARGE, "文件超过 256 MB 的上限", "把登记册拆成几个")
        return Decoded(None, diagnostics)
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        say((1, 1), ENCODING_UTF16, "文件是 UTF-16 编码", _SAVE_AS)
        text = data.decode("utf-16", "replace")
    elif data[:2].count(0) == 1:  # a registry file begins with a letter or a blank
        say((1, 1), ENCODING_UTF16, "文件是 UTF-16 编码", _SAVE_AS)
        text = data.decode("utf-16-be" if data[0] == 0 else "utf-16-le", "replace")
    else:
        if data.startswith(codecs.BOM_UTF8):
            say((1, 1), BOM, "文件开头有字节顺序标记（BOM）", "保存为“UTF-8（无 BOM）”")
            data = data[len(codecs.BOM_UTF8) :]
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError as error:
            text, index, message = _not_utf8(data, error.start)
            say(position(_LONE_CR.sub("\n", text), index), ENCODING_GBK, message, _SAVE_AS)
    if "\r" in text:
        say(position(text, text.index("\r")), CRLF, "行尾是 Windows 的 CRLF", _LINE_ENDS)
        text = _LONE_CR.sub("\n", text)  # YAML counts it as a line end; then all must
    unshown = hidden(text, "\r")
    for index, number in unshown:
        say(position(text, index), CONTROL_CHARACTER, f"有看不见的字符 {number}", "删去这个字符")
    return Decoded(marked(text, "\r") if unshown else text, diagnostics)


def _not_utf8(data: bytes, first: int) -> tuple[str, int, str]:
    """The text of bytes whose `first` is no UTF-8, the index in it of that place, and what to say of it.

    A UTF-8 file with a few damaged bytes may pass for GBK, which would make nonsense of all of it: what still has many
    more Chinese characters than damaged places is UTF-8.
    """
    damaged = data.decode("utf-8", "replace")
    if damaged.count("\ufffd") * 4 > sum("\u4e00" <= character <= "\u9fff" for character in damaged):
        with suppress(UnicodeDecodeError):
            index = len(data[:first].decode("gb18030", "ignore"))
            return data.decode("gb18030"), index, "文件是 GBK（ANSI）编码，不是 UTF-8"
    return damaged, len(data[:first].decode("utf-8")), "文件不是 UTF-8 编码，也不是 GBK"
