"""Decode a plain-text file: find out which encoding a Chinese document was saved in."""

import codecs
import re

from dcgd.errors import Unreadable
from dcgd.registry.official import MOST_BYTES, MOST_CHARACTERS

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_COMMON = re.compile("[的一是在有和为等单位区市政府工作推进建设加强发展年月、。，]")
_HAN = re.compile("[\u4e00-\u9fff]")


def _common_share(text: str) -> float:
    """The share of Chinese characters in a text that are among the commonest of official prose."""
    return len(_COMMON.findall(text)) / max(1, len(_HAN.findall(text)))


def _without_bom(data: bytes) -> str | None:
    """The byte order of UTF-16 without a mark, recognised by its zero bytes; None for other encodings."""
    if b"\x00" not in data or len(data) % 2:
        return None
    ends = data[0::2].count(0), data[1::2].count(0)
    return "utf-16-be" if ends[0] > ends[1] else "utf-16-le"


def decode(data: bytes) -> tuple[str, str]:
    """The text of a plain-text file and the name of its encoding; line ends become `\\n`.

    Marks come first, then UTF-8, then UTF-16 without a mark, then GB18030 (which covers GBK and GB2312), Big5 only when
    GB18030 reads as nonsense. Raises `Unreadable` for what is no text or too large.
    """
    if len(data) > MOST_BYTES:
        raise Unreadable(f"文件有 {len(data) // 1_000_000} MB，超过 {MOST_BYTES // 1_000_000} MB 的上限")
    text, encoding = _decoded(data)
    if len(text) > MOST_CHARACTERS:
        raise Unreadable(f"文本有 {len(text)} 字，超过 {MOST_CHARACTERS} 字的上限")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if text.count("\x00") > len(text) // 100:
        raise Unreadable("这不是文本文件（含大量空字节）；Word 文件请存为 .docx，扫描件请先识别成文字")
    return text, encoding


def _decoded(data: bytes) -> tuple[str, str]:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            try:
                return data.decode(encoding), encoding.removesuffix("-sig")
            except UnicodeDecodeError as error:
                raise Unreadable(f"文件以 {encoding} 的标记开头，但第 {error.start + 1} 个字节起不合编码") from None
    wide = _without_bom(data)
    readings: list[tuple[float, str, str]] = []
    for encoding in ("utf-8", *([wide] if wide else ()), "gb18030", "big5"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if encoding == "utf-8" and not wide:
            return text, encoding
        if encoding == "gb18030" and _common_share(text) > 0.05:
            return text, encoding
        readings.append((_common_share(text), text, encoding))
    if not readings:
        raise Unreadable("认不出文件的文字编码（试过 UTF-8、UTF-16、GB18030、Big5）；请另存为 UTF-8 文本再导入")
    best = max(readings, key=lambda reading: reading[0])
    return best[1], best[2]
