"""Turn the tables of a Word document into lines of text, whatever cells are merged."""

from typing import NamedTuple
from xml.etree.ElementTree import Element

from dcgd.errors import Unreadable
from dcgd.intake.text.docx_package import child_of, tag_of, value_of
from dcgd.intake.text.docx_styles import is_on
from dcgd.intake.text.docx_text import WordText, text_below
from dcgd.registry.official import MOST_CHARACTERS

CELL_BREAK = "\u2028"
"""What stands in the place of a line end inside a cell."""
_MOST_COLUMNS = 100
"""A cell that says it goes over more columns goes over so many: Word allows 63."""
_UNSEEN_CELLS = {"w:cellDel": "修订时删去的表格单元"}
_UNSEEN_ROWS = {"w:del": "修订时删去的表格行", "w:hidden": "隐藏的表格行"}


class _Cell(NamedTuple):
    """A cell: its text, and how many columns it spans."""

    text: str
    columns: int


def table_rows(reader: WordText, table: Element, depth: int) -> list[str]:
    """One line per row, its cells separated by tabs, at least three of them.

    A cell that spans columns is followed by empty cells; one that spans rows is repeated in each. The text of a nested
    table is part of its cell. Raises Unreadable for a table that is longer than any text may be.
    """
    lines: list[str] = []
    room = MOST_CHARACTERS
    above: dict[int, _Cell] = {}
    for row in reader.unwrapped(table, depth):
        if tag_of(row) != "w:tr" or _is_unseen(reader, row, "w:trPr", _UNSEEN_ROWS):
            continue
        texts = [""] * _columns(row, "w:trPr", "w:gridBefore", 0)
        here = {}
        for element in reader.unwrapped(row, depth):
            if tag_of(element) != "w:tc" or _is_unseen(reader, element, "w:tcPr", _UNSEEN_CELLS):
                continue
            column = len(texts)
            goes_on = _goes_on(element) and column in above
            cell = here[column] = above[column] if goes_on else _own(reader, element, depth)
            texts += [cell.text, *[""] * (cell.columns - 1)]
        above = here
        lines.append("\t".join([*texts, *[""] * (3 - len(texts))]))
        room -= len(lines[-1])
        if room < 0:
            raise Unreadable(f"表格里的文字超过 {MOST_CHARACTERS} 字的上限")
    return lines


def _is_unseen(reader: WordText, element: Element, properties: str, kinds: dict[str, str]) -> bool:
    """Whether a row or a cell is deleted or hidden; if so, it is counted."""
    for name, kind in kinds.items():
        said = child_of(element, properties, name)
        if said is not None and is_on(said):
            reader.tally.add(kind, text_below(element))
            return True
    return False


def _own(reader: WordText, element: Element, depth: int) -> _Cell:
    """A cell with its own content."""
    lines = [part for line in reader.lines(element, depth + 1) for part in line.split("\n")]
    return _Cell(CELL_BREAK.join(lines).replace("\t", " "), _columns(element, "w:tcPr", "w:gridSpan", 1))


def _columns(element: Element, properties: str, name: str, least: int) -> int:
    """The number of columns in a property, within reasonable bounds."""
    number = value_of(child_of(element, properties, name)) or ""
    return max(least, min(int(number[:9]), _MOST_COLUMNS)) if number.isdecimal() else least


def _goes_on(element: Element) -> bool:
    """Whether a cell is merged with the one above."""
    merged = child_of(element, "w:tcPr", "w:vMerge")
    return merged is not None and (value_of(merged) or "continue") == "continue"
