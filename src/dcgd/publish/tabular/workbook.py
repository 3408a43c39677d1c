"""A listing as a workbook: text stays text, so that an id such as 5-1 is no date and nothing is a formula."""

from datetime import datetime
from tempfile import TemporaryDirectory
from typing import Any, BinaryIO

from dcgd.errors import WrongUse
from dcgd.publish.papers.plain import clean
from dcgd.publish.table import Column, Row, Table
from dcgd.publish.tabular.book import finish, new_book
from dcgd.publish.tabular.width import width

MOST_ROWS = 1_048_575
"""Of a sheet, below its header."""
_MOST_TEXT = 32_767
"""Characters of a cell."""
_NARROWEST, _WIDEST = 6, 60
"""Columns are as wide as their texts, within these."""


def write_workbook(table: Table, out: BinaryIO) -> int:
    """Write a table as a workbook with one sheet: Chinese titles, texts as text, numbers as numbers.

    Returns how many rows there were; they are written as they come and not kept. Raises WrongUse where there are more
    than a sheet holds, OSError where there is no room for them, ModuleNotFoundError without xlsxwriter.
    """
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:  # what a full disk cuts off must not stay there
        book = new_book(out, {"created": datetime(2000, 1, 1)}, streamed=folder)
        try:
            return _write_rows(book, table)
        finally:
            finish(book)


def _write_rows(book: Any, table: Table) -> int:
    sheet = book.add_worksheet("清单")
    head = book.add_format({"bold": True, "bg_color": "#D9D9D9", "num_format": "@"})
    text = book.add_format({"num_format": "@", "valign": "top", "text_wrap": True})
    number = book.add_format({"valign": "top"})
    widths = [width(column.title) for column in table.columns]
    for index, column in enumerate(table.columns):
        sheet.write_string(0, index, clean(column.title), head)
    count = 0
    for count, row in enumerate(table.rows, 1):
        if count > MOST_ROWS:
            raise WrongUse(f"超过 {MOST_ROWS} 行，一张工作表放不下；分开写，或用 csv")
        for index, column in enumerate(table.columns):
            shown = _write(sheet, count, index, column, row, text, number)
            widths[index] = max(widths[index], min(width(shown), _WIDEST))
    for index, size in enumerate(widths):
        sheet.set_column(index, index, max(size, _NARROWEST) + 2)
    if table.columns:
        sheet.autofilter(0, 0, count, len(table.columns) - 1)
    sheet.freeze_panes(1, 0)
    return count


def _write(sheet: Any, line: int, index: int, column: Column, row: Row, text: Any, number: Any) -> str:
    """Write a cell; returns what it shows."""
    value = row.get(column.key)
    if isinstance(value, int | float) and not isinstance(value, bool):
        sheet.write_number(line, index, value, number)
        return str(value)
    shown = clean(column.text(row), _MOST_TEXT)
    if shown:
        sheet.write_string(line, index, shown, text)
    return shown
