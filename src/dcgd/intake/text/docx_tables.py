"""The tables of a Word document as lines of text, however their cells are merged."""

from typing import Any, NamedTuple

from dcgd.errors import Unreadable
from dcgd.registry.official import MOST_CHARACTERS

CELL_BREAK = "\u2028"
"""What stands in the place of a line end inside a cell."""
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MOST_COLUMNS = 100
"""A cell that says it goes over more columns goes over so many: Word allows 63."""


class _Cell(NamedTuple):
    """A cell as its row and those below see it: its text, and over how many columns it goes."""

    text: str
    columns: int


def table_rows(table: Any) -> list[str]:
    """One line a row, cells parted by tabs, at least three of them.

    A cell merged over columns is followed by empty ones; merged over rows it stands in each of them. Raises Unreadable
    for a table that is longer than any text may be.
    """
    lines: list[str] = []
    room = MOST_CHARACTERS
    above: dict[int, _Cell] = {}
    for row in table._tbl.tr_lst:
        texts = [""] * _columns(row, "trPr", "gridBefore", 0)
        here = {}
        for element in row.tc_lst:
            column = len(texts)
            cell = here[column] = above[column] if _goes_on(element) and column in above else _own(element, table)
            texts += [cell.text, *[""] * (cell.columns - 1)]
        above = here
        lines.append("\t".join([*texts, *[""] * (3 - len(texts))]))
        room -= len(lines[-1])
        if room < 0:
            raise Unreadable(f"表格里的文字超过 {MOST_CHARACTERS} 字的上限")
    return lines


def _own(element: Any, table: Any) -> _Cell:
    """A cell with what stands in itself."""
    from docx import table as word

    text = word._Cell(element, table).text
    return _Cell(CELL_BREAK.join(text.split("\n")).replace("\t", " "), _columns(element, "tcPr", "gridSpan", 1))


def _columns(element: Any, properties: str, name: str, least: int) -> int:
    """How many columns a property speaks of, as far as it makes sense."""
    said = element.find(f"{_W}{properties}/{_W}{name}")
    number = "" if said is None else said.get(f"{_W}val", "")
    return max(least, min(int(number[:9]), _MOST_COLUMNS)) if number.isdecimal() else least


def _goes_on(element: Any) -> bool:
    """Whether a cell is merged with the one above."""
    merged = element.find(f"{_W}tcPr/{_W}vMerge")
    return merged is not None and merged.get(f"{_W}val", "continue") == "continue"
