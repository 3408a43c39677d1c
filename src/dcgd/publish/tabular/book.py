"""What all workbooks share: how one is made, its formats, its dates. xlsxwriter writes them, and nothing else does."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, BinaryIO

FONT, POINTS = "宋体", 11
"""Of all cells that say nothing else."""
FIRST_YEAR = 1900
"""A spreadsheet knows no earlier year."""


def new_book(out: BinaryIO, properties: Mapping[str, Any], *, streamed: str | None = None, points: int = POINTS) -> Any:
    """A workbook that is written to `out` when it is closed: no text in it becomes a formula, a link or a number.

    `properties` must say when it was `created`, so that the same content gives the same bytes. `streamed`: rows are
    written in their order and not kept, but in files in this folder. `points`: the size of the type in which widths are
    counted. Raises ModuleNotFoundError without xlsxwriter.
    """
    import xlsxwriter

    book = xlsxwriter.Workbook(
        out,
        {
            "constant_memory": streamed is not None,
            "in_memory": streamed is None,
            "tmpdir": streamed,
            "default_format_properties": {"font_name": FONT, "font_size": points},
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        },
    )
    book.set_properties(dict(properties))
    return book


def finish(book: Any) -> None:
    """Write out a workbook that is streamed. Raises OSError where its folder is full."""
    from xlsxwriter.exceptions import FileCreateError

    full: OSError | None = None
    try:
        book.close()
    except FileCreateError as error:
        full = error.args[0].with_traceback(None)  # what its frames hold is let go now, while `out` is open
    if full:
        raise full


class Formats:
    """The formats of the cells of a workbook: a common one with something more, each made once."""

    def __init__(self, book: Any, common: Mapping[str, Any]) -> None:
        self._book = book
        self._common = dict(common)
        self._made: dict[tuple[tuple[str, Any], ...], Any] = {}

    def get(self, **extra: Any) -> Any:
        """The common format with something more."""
        key = tuple(sorted(extra.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format({**self._common, **extra})
        return self._made[key]


def write_day(sheet: Any, line: int, index: int, day: date, form: Any) -> None:
    """Write a day as a date, or as text where no spreadsheet has its year."""
    if day.year < FIRST_YEAR:
        sheet.write_string(line, index, day.isoformat(), form)
    else:
        sheet.write_datetime(line, index, datetime(day.year, day.month, day.day), form)
