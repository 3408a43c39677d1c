"""What the sheets of a workbook share, read element by element: too much of it is refused where it is met.

Only what a value is made of is kept. Which formats show a date, openpyxl knows.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any, NamedTuple, cast
from xml.etree.ElementTree import Element, XMLPullParser

from dcgd.errors import Unreadable

MOST_TEXTS = 2_000_000
MOST_FORMATS = 70_000
"""A program that makes spreadsheets allows 64,000."""
LONGEST_TEXT = 32_767
_AT_ONCE = 1_000_000
"""Bytes given to the parser in one piece: what it cannot end it looks at again with the next piece."""
_LONGEST_FORMAT = 255
"""Characters of a number format: spreadsheets take no more."""

_MAIN = ("http://schemas.openxmlformats.org/spreadsheetml/2006/main", "http://purl.oclc.org/ooxml/spreadsheetml/main")
_TAGS = (
    "c", "cellXfs", "f", "is", "mergeCell", "numFmt", "r", "row", "sheet", "si", "t", "v", "workbookPr", "xf",
)  # fmt: skip
TAG = {f"{{{space}}}{tag}": tag for space in _MAIN for tag in _TAGS}
"""The elements that are read, in ordinary workbooks and in those of strict Open XML, by their short names."""
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_DATES = {27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58}
_TIMES = {32, 33, 34, 35, 55, 56}
"""Formats that a Chinese Excel knows by number alone: 2023年6月30日, 8时30分."""


class Style(NamedTuple):
    """A number format, and whether it shows a date, or a length of time."""

    format: str
    date: bool
    length: bool


GENERAL = Style("General", date=False, length=False)


class Shared(NamedTuple):
    """What all sheets of a workbook share: texts, styles of cells, and the day from which dates count."""

    texts: Sequence[str]
    styles: Sequence[Style]
    epoch: datetime


def elements(part: bytes, *tags: str) -> Iterator[tuple[str, Element]]:
    """The elements of these short names, each when it ends; raises ParseError. They stay until `clear` is called."""
    parser: XMLPullParser[Any] = XMLPullParser(("end",))
    for start in range(0, len(part), _AT_ONCE):
        parser.feed(part[start : start + _AT_ONCE])
        for _, element in cast("Iterator[tuple[str, Element]]", parser.read_events()):
            tag = TAG.get(element.tag, "")
            if tag in tags:
                yield tag, element
    parser.close()


def attributes_of(part: bytes, *tags: str) -> list[tuple[str, dict[str, str]]]:
    """Elements with their attributes, in order; those of a namespace are called by their local names."""
    attributes: list[tuple[str, dict[str, str]]] = []
    for tag, element in elements(part, *tags):
        attributes.append((tag, {name.rpartition("}")[2]: value for name, value in element.items()}))
        if len(attributes) > MOST_FORMATS:
            raise Unreadable("内容太多，不像填报表")
    return attributes


def read_texts(part: bytes) -> list[str]:
    """The shared texts."""
    texts: list[str] = []
    for _, element in elements(part, "si"):
        texts.append(text_in(element))
        element.clear()
        if len(texts) > MOST_TEXTS:
            raise Unreadable("内容太多，不像填报表")
    return texts


def text_in(element: Element) -> str:
    """The text of an element, in pieces of several looks or whole, without the reading aids of Japanese."""
    pieces = []
    for child in element:
        tag = TAG.get(child.tag)
        if tag == "t":
            pieces.append(child.text or "")
        elif tag == "r":
            pieces += [part.text or "" for part in child if TAG.get(part.tag) == "t"]
    return plain_text("".join(pieces))


def plain_text(raw: str) -> str:
    """A text with its escaped characters (`_x000D_`, `_xD83D__xDE00_`) as they are.

    Raises Unreadable for one longer than a cell's.
    """
    if len(raw) > LONGEST_TEXT:
        raise Unreadable(f"有一格的文字超过 {LONGEST_TEXT:,} 字，不像填报表")
    if "_x" not in raw:
        return raw
    text = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), raw)
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")  # two halves are one character


def read_styles(part: bytes) -> list[Style]:
    """The number format of each style of cells."""
    from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format, is_timedelta_format

    formats = dict(BUILTIN_FORMATS)
    formats |= dict.fromkeys(_DATES, 'yyyy"年"m"月"d"日"') | dict.fromkeys(_TIMES, 'h"时"mm"分"')
    used: list[int] = []
    for met, (tag, element) in enumerate(elements(part, "numFmt", "xf", "cellXfs")):
        if tag == "numFmt":
            formats[int(element.get("numFmtId", ""))] = element.get("formatCode", GENERAL.format)[:_LONGEST_FORMAT]
        elif tag == "cellXfs":
            used = [int(style.get("numFmtId", "0")) for style in element if TAG.get(style.tag) == "xf"]
        if met > 3 * MOST_FORMATS or len(used) > MOST_FORMATS:
            raise Unreadable("单元格的样式太多，不像填报表")
    styles = {}
    for number in set(used):
        form = formats.get(number, GENERAL.format)
        shows_date = is_date_format(form)
        styles[number] = Style(form, shows_date, shows_date and is_timedelta_format(form))
    return [styles[number] for number in used]
