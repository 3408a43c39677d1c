"""What the sheets of a workbook share, read as a stream of events: too much of it is refused where it is met.

Only what a value is made of is kept. Which formats show a date, openpyxl knows.
"""

import re
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import NamedTuple
from xml.parsers import expat

from dcgd.errors import Unreadable

MOST_TEXTS = 2_000_000
MOST_FORMATS = 70_000
"""A program that makes spreadsheets allows 64,000."""
LONGEST_TEXT = 32_767

_MAIN = ("http://schemas.openxmlformats.org/spreadsheetml/2006/main", "http://purl.oclc.org/ooxml/spreadsheetml/main")
_TAGS = (
    "c", "cellXfs", "f", "is", "mergeCell", "numFmt", "rPh", "row", "sheet", "si", "t", "v", "workbookPr", "xf",
)  # fmt: skip
TAG = {f"{space} {tag}": tag for space in _MAIN for tag in _TAGS}
TAG["http://schemas.openxmlformats.org/package/2006/relationships Relationship"] = "Relationship"
"""The elements that are read, in ordinary workbooks and in those of strict Open XML."""
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


Start = Callable[[str, dict[str, str]], None]


def parse(part: bytes, start: Start, end: Callable[[str], None], text: Callable[[str], None]) -> None:
    """Go through the elements of a part. Raises Unreadable, ExpatError and whatever the handlers raise."""
    parser = expat.ParserCreate(None, " ")
    parser.buffer_text = True

    def refuse(*_: object) -> None:
        raise Unreadable("里面有不该有的内容（XML 的实体定义）")

    parser.StartDoctypeDeclHandler = refuse
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text
    parser.Parse(part, True)


def attributes_of(part: bytes, *tags: str) -> list[tuple[str, dict[str, str]]]:
    """Elements with their attributes, in order; those of a namespace are called by their local names."""
    found: list[tuple[str, dict[str, str]]] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        tag = TAG.get(name)
        if tag in tags:
            found.append((tag, {name.rpartition(" ")[2]: value for name, value in attributes.items()}))
            if len(found) > MOST_FORMATS:
                raise Unreadable("内容太多，不像填报表")

    parse(part, start, _nothing, _nothing)
    return found


def _nothing(_: str) -> None:
    pass


def read_texts(part: bytes) -> list[str]:
    """The shared texts, without the reading aids of Japanese."""
    found: list[str] = []
    pieces: list[str] = []
    inside = aside = False

    def start(name: str, _: dict[str, str]) -> None:
        nonlocal inside, aside
        tag = TAG.get(name)
        if tag == "si":
            pieces.clear()
        elif tag == "rPh":
            aside = True
        elif tag == "t":
            inside = not aside

    def end(name: str) -> None:
        nonlocal inside, aside
        tag = TAG.get(name)
        if tag == "t":
            inside = False
        elif tag == "rPh":
            aside = False
        elif tag == "si":
            found.append(plain_text("".join(pieces)))
            if len(found) > MOST_TEXTS:
                raise Unreadable("内容太多，不像填报表")

    parse(part, start, end, lambda text: pieces.append(text) if inside else None)
    return found


def plain_text(raw: str) -> str:
    """A text with its escaped characters (`_x000D_`) as they are; raises Unreadable for one longer than a cell's."""
    if len(raw) > LONGEST_TEXT:
        raise Unreadable(f"有一格的文字超过 {LONGEST_TEXT:,} 字，不像填报表")
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), raw) if "_x" in raw else raw


def read_styles(part: bytes) -> list[Style]:
    """The number format of each style of cells."""
    from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format, is_timedelta_format

    own: dict[int, str] = {}
    used: list[int] = []
    among_cells = False

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal among_cells
        tag = TAG.get(name)
        if tag == "numFmt":
            own[int(attributes["numFmtId"])] = attributes.get("formatCode", "General")
        elif tag == "cellXfs":
            among_cells = True
        elif tag == "xf" and among_cells:
            used.append(int(attributes.get("numFmtId", "0")))
        if len(own) > MOST_FORMATS or len(used) > MOST_FORMATS:
            raise Unreadable("单元格的样式太多，不像填报表")

    def end(name: str) -> None:
        nonlocal among_cells
        tag = TAG.get(name)
        if tag == "cellXfs":
            among_cells = False

    parse(part, start, end, _nothing)
    known = dict(BUILTIN_FORMATS)
    known |= dict.fromkeys(_DATES, 'yyyy"年"m"月"d"日"') | dict.fromkeys(_TIMES, 'h"时"mm"分"') | own
    styles = {}
    for number in set(used):
        form = known.get(number, "General")
        shows_date = is_date_format(form)
        styles[number] = Style(form, shows_date, shows_date and is_timedelta_format(form))
    return [styles[number] for number in used]
