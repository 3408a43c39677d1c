"""One sheet of a workbook, read as a stream of events: its cells and merged ranges, within bounds."""

import re
from datetime import datetime
from math import isfinite
from typing import Any, NamedTuple

from dcgd.errors import Unreadable
from dcgd.source.book_xml import TAG, Shared, Style, parse, plain_text

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

    def take_row(self, cells: dict[int, Cell], passed: int) -> None:
        """A row is over: `passed` cells were met, these are kept. Raises Unreadable when there is no more room."""
        self.rows -= 1
        self.cells -= passed
        self.characters -= sum([len(cell.value) for cell in cells.values() if type(cell.value) is str])
        if self.rows < 0:
            raise Unreadable("行太多，不像填报表")
        if self.cells < 0 or self.characters < 0:
            raise Unreadable("内容太多，不像填报表")

    def take_merge(self) -> None:
        """There is one more merged range. Raises Unreadable when there is no more room."""
        self.merges -= 1
        if self.merges < 0:
            raise Unreadable("合并的单元格太多，不像填报表")


def read_sheet(part: bytes, shared: Shared, room: Room) -> tuple[Rows, tuple[Merge, ...]]:
    """The rows of a sheet that hold anything, and its merged ranges. Raises as `parse` does."""
    reader = _Reader(shared, room)
    starts = {name: method for name, tag in TAG.items() if (method := getattr(reader, f"start_{tag}", None))}
    ends = {name: method for name, tag in TAG.items() if (method := getattr(reader, f"end_{tag}", None))}

    def start(name: str, attributes: dict[str, str]) -> None:
        if name in starts:
            starts[name](attributes)

    def end(name: str) -> None:
        if name in ends:
            ends[name]()

    parse(part, start, end, reader.text)
    return reader.rows, tuple(reader.merges)


def column_number(letters: str) -> int:
    """The number of a column: A is 1, AA is 27. Raises Unreadable for what is none."""
    number = 0
    for letter in letters if re.fullmatch("[A-Z]{1,3}", letters) else "":
        number = number * 26 + ord(letter) - ord("A") + 1
    if not 1 <= number <= _LAST_COLUMN:
        raise Unreadable(f"有一格的列号不对（{letters[:20]}），多半已损坏")
    return number


class _Reader:
    """What has been read of a sheet, and where in it the reading is."""

    def __init__(self, shared: Shared, room: Room) -> None:
        self.rows: Rows = {}
        self.merges: list[Merge] = []
        self._shared, self._room = shared, room
        self._columns: dict[str, int] = {}
        self._row = self._column = self._met = 0
        self._cells: dict[int, Cell] = {}
        self._kind = self._style = ""
        self._pieces: list[str] = []
        self._formula = self._in_cell = self._in_value = self._aside = False

    def text(self, piece: str) -> None:
        if self._in_value:
            self._pieces.append(piece)

    def start_row(self, attributes: dict[str, str]) -> None:
        self._row = int(attributes.get("r") or self._row + 1)
        if not 1 <= self._row <= _LAST_ROW:
            raise Unreadable(f"有一行的行号不对（{attributes.get('r', '')[:20]}），多半已损坏")
        self._cells = self.rows.setdefault(self._row, {})
        self._column = self._met = 0

    def end_row(self) -> None:
        self._room.take_row(self._cells, self._met)
        if not self._cells:
            self.rows.pop(self._row, None)

    def start_c(self, attributes: dict[str, str]) -> None:
        place = attributes.get("r")
        if place is None:
            self._column += 1
        else:
            letters = place.rstrip("0123456789")
            if letters not in self._columns:
                self._columns[letters] = column_number(letters)
            self._column = self._columns[letters]
        self._kind, self._style = attributes.get("t", "n"), attributes.get("s", "0")
        self._in_cell, self._formula, self._pieces = True, False, []

    def start_f(self, _: dict[str, str]) -> None:
        self._formula = self._in_cell

    def start_v(self, _: dict[str, str]) -> None:
        self._in_value = self._in_cell

    def end_v(self) -> None:
        self._in_value = False

    def start_t(self, _: dict[str, str]) -> None:
        self._in_value = self._in_cell and not self._aside

    end_t = end_v

    def start_rPh(self, _: dict[str, str]) -> None:  # noqa: N802
        self._aside = True

    def end_rPh(self) -> None:  # noqa: N802
        self._aside = False

    def end_c(self) -> None:
        self._in_cell = False
        self._met += 1
        if self._column <= MOST_COLUMNS:
            raw = "".join(self._pieces)
            style = self._shared.styles[_index(self._style)]
            value = self._value(raw, style) if raw or self._kind == "inlineStr" else None
            if value is not None or self._formula:
                self._cells[self._column] = Cell(value, style.format, self._formula)

    def start_mergeCell(self, attributes: dict[str, str]) -> None:  # noqa: N802
        match = _RANGE.fullmatch(attributes.get("ref", ""))
        if match:
            self._room.take_merge()
            left, top, right, bottom = match.groups()
            self.merges.append(Merge(int(top), int(bottom), column_number(left), column_number(right)))

    def _value(self, raw: str, style: Style) -> Any:
        """What stands in a cell, by the kind that it says it is of."""
        kind = self._kind
        if kind == "s":
            return self._shared.texts[_index(raw)]
        if kind == "n":
            number = float(raw) if "." in raw or "E" in raw or "e" in raw else int(raw)
            if not isfinite(number):
                return raw
            return _moment(number, style, self._shared.epoch) if style.date else number
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


def _moment(number: float, style: Style, epoch: datetime) -> Any:
    """The date, the time or the length of time that a number shows."""
    from openpyxl.utils.datetime import from_excel

    try:
        return from_excel(number, epoch, timedelta=style.length)
    except (OverflowError, ValueError):
        return "#VALUE!"
