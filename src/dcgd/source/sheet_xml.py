"""One sheet of a workbook, read row by row: its cells and merged ranges, within bounds."""

import re
from collections.abc import Iterator
from datetime import datetime
from math import isfinite
from typing import Any, NamedTuple
from xml.etree.ElementTree import Element

from dcgd.errors import Unreadable
from dcgd.source.book_xml import TAG, Shared, Style, elements, plain_text, text_in

MOST_ROWS = 100_000
MOST_CELLS = 2_000_000
MOST_MERGES = 20_000
MOST_CHARACTERS = 50_000_000
"""Of a whole workbook: a text that many cells share counts as often as it is shown."""
MOST_COLUMNS = 200
"""What stands further to the right is not read: no form is that wide."""
_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384
_RANGE = re.compile(r"([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})")


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


Rows = dict[int, dict[int, Cell]]


class Room:
    """How much all sheets of a workbook may still hold."""

    def __init__(self) -> None:
        self.rows, self.cells, self.characters, self.merges = MOST_ROWS, MOST_CELLS, MOST_CHARACTERS, MOST_MERGES

    def take_row(self, cells: dict[int, Cell], met: int) -> None:
        """There is one more row, of so many cells, of which these are kept. Raises Unreadable when that is too much."""
        self.rows -= 1
        self.cells -= met
        self.characters -= sum([len(cell.value) for cell in cells.values() if type(cell.value) is str])
        if self.rows < 0:
            raise Unreadable("行太多，不像填报表")
        if self.cells < 0 or self.characters < 0:
            raise Unreadable("内容太多，不像填报表")

    def take_merge(self) -> None:
        """There is one more merged range. Raises Unreadable when that is too much."""
        self.merges -= 1
        if self.merges < 0:
            raise Unreadable("合并的单元格太多，不像填报表")


def read_sheet(part: bytes, shared: Shared, room: Room) -> tuple[Rows, tuple[Merge, ...]]:
    """The rows of a sheet that hold anything, and its merged ranges.

    Raises Unreadable, and for what is broken ParseError, ValueError or IndexError.
    """
    rows: Rows = {}
    merges: list[Merge] = []
    columns: dict[str, int] = {}
    number = 0
    for tag, element in elements(part, "row", "mergeCell"):
        if tag == "row":
            number = _row_number(element, number + 1)
            cells = rows.get(number, {})
            cells.update(_cells(element, shared, columns))
            room.take_row(cells, len(element))
            if cells:
                rows[number] = cells
            element.clear()
        elif match := _RANGE.fullmatch(element.get("ref", "")):
            room.take_merge()
            left, top, right, bottom = match.groups()
            merges.append(Merge(int(top), int(bottom), column_number(left), column_number(right)))
    return rows, tuple(merges)


def _row_number(row: Element, following: int) -> int:
    """The number that a row says it has, else that which follows."""
    said = row.get("r") or str(following)
    number = int(said)
    if not 1 <= number <= _LAST_ROW:
        raise Unreadable(f"有一行的行号不对（{said[:20]}），多半已损坏")
    return number


def column_number(letters: str) -> int:
    """The number of a column: A is 1, AA is 27. Raises Unreadable for what is none."""
    number = 0
    for letter in letters if re.fullmatch("[A-Z]{1,3}", letters) else "":
        number = number * 26 + ord(letter) - ord("A") + 1
    if not 1 <= number <= _LAST_COLUMN:
        raise Unreadable(f"有一格的列号不对（{letters[:20]}），多半已损坏")
    return number


def _cells(row: Element, shared: Shared, columns: dict[str, int]) -> Iterator[tuple[int, Cell]]:
    """The cells of a row that hold anything, by column; `columns` are the numbers of letters that are known."""
    column = 0
    for element in row:
        if TAG.get(element.tag) != "c":
            continue
        place = element.get("r")
        if place is None:
            column += 1
        else:
            letters = place.rstrip("0123456789")
            if letters not in columns:
                columns[letters] = column_number(letters)
            column = columns[letters]
        if column <= MOST_COLUMNS:
            said = element.get("s")
            style = shared.styles[_index(said)] if said else shared.styles[0]
            value, formula = _content(element, shared, style)
            if value is not None or formula:
                yield column, Cell(value, style.format, formula)


def _content(cell: Element, shared: Shared, style: Style) -> tuple[Any, bool]:
    """What a cell holds, and whether that is computed."""
    kind = cell.get("t", "n")
    value, formula = None, False
    for child in cell:
        tag = TAG.get(child.tag)
        if tag == "v" and child.text and kind != "inlineStr":
            value = _value(kind, child.text, shared, style)
        elif tag == "f":
            formula = True
        elif tag == "is" and kind == "inlineStr":
            value = text_in(child)
    return value, formula


def _value(kind: str, raw: str, shared: Shared, style: Style) -> Any:
    """The value of a cell from its text and its declared type."""
    if kind == "n":
        number = float(raw) if "." in raw or "E" in raw or "e" in raw else int(raw)
        if not isfinite(number):
            return raw
        return _date_or_time(number, style, shared.epoch) if style.date else number
    if kind == "s":
        return shared.texts[_index(raw)]
    if kind == "b":
        return bool(int(raw))
    if kind == "d":
        from openpyxl.utils.datetime import from_ISO8601

        return from_ISO8601(raw)
    return plain_text(raw)


def _index(raw: str) -> int:
    """A number that counts from 0; raises ValueError for any other."""
    if not raw.isdecimal():
        raise ValueError(raw)
    return int(raw)


def _date_or_time(number: float, style: Style, epoch: datetime) -> Any:
    """The date, the time or the length of time that a number shows."""
    from openpyxl.utils.datetime import from_excel

    try:
        return from_excel(number, epoch, timedelta=style.length)
    except (OverflowError, ValueError):
        return "#VALUE!"
