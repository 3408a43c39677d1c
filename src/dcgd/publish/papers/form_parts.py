"""What all forms share: the hidden sheet by which they are known again, and what stands below their table."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from dcgd.publish.papers.printed_sheet import Column, lines_of
from dcgd.publish.table import cell
from dcgd.publish.tabular.book import Formats
from dcgd.tracking.returned import forms
from dcgd.tracking.returned.forms import Origin

PLAIN = {"border": 0}


def write_origin(book: Any, origin: Origin, **said: str) -> None:
    """The hidden sheet by which a form is known when it comes back; `said` is what else it says."""
    meta = book.add_worksheet(forms.META)
    lines = {"dcgd": forms.VERSION, "document": origin.document, "period": origin.period, "unit": origin.unit, **said}
    for line, (name, value) in enumerate(lines.items()):
        meta.write_string(line, 0, name)
        meta.write_string(line, 1, cell(value))
    meta.very_hidden()
    meta.protect()


def write_foot(
    sheet: Any, formats: Formats, line: int, columns: Sequence[Column], left: int,
    names: Mapping[str, str], looks: Mapping[str, Mapping[str, Any]], guide: Iterable[str],
) -> int:  # fmt: skip
    """Where a form is signed (`names`, by column, from `left` on), and how it is filled in; gives the last line.

    Nothing is merged here: rows of the table that are moved must not come under a range that was.
    """
    for index, column in enumerate(columns, left):
        look = formats.get(**looks.get(column.title, {}))
        text = names.get(column.title)
        (sheet.write_string if text else sheet.write_blank)(line, index, text, look)
    sheet.set_row(line, 36)
    sheet.write_string(line, 0, forms.BELOW)
    mm = sum(column.mm for column in columns)
    look = formats.get(**PLAIN, text_wrap=False)
    for text in (part for paragraph in guide for part in lines_of(paragraph, mm)):
        line += 1
        sheet.write_string(line, 0, forms.BELOW)
        sheet.write_string(line, left, text, look)
        sheet.set_row(line, 16)
    return line
