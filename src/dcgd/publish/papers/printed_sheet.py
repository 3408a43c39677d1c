"""A sheet of a workbook that is printed: what all such sheets share of type, borders, row heights and page.

Widths are millimetres on paper. A table wider than A4 has room for (267 mm) goes onto A3 (390 mm) from twelve columns
on; either is one page wide.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from math import ceil
from typing import Any, BinaryIO, NamedTuple

from dcgd.publish.papers.plain import clean
from dcgd.publish.tabular.book import FONT, Formats, new_book, write_day
from dcgd.publish.tabular.width import NEVER_FIRST, atoms, width_on_paper, wrap

TITLE_FONT, HEAD_FONT, TEXT_FONT = "方正小标宋简体", "黑体", FONT
TEXT_POINTS = 10.5
HIGHEST = 409
"""Points: no row of a spreadsheet is higher."""
LEAST_ROW = 24
A3_FROM = 12
"""Columns from which a sheet is A3."""
_A3, _A4 = 8, 9
_LINE, _BESIDE_LINES = 15, 6
_HALF = TEXT_POINTS / 2 / 72 * 25.4
"""Millimetres of half a Chinese character, which a digit takes."""
_PADDING = 2.0
_POINTS, _DIGIT = 9, 6
"""The type in which widths are counted, and the pixels of its digit: a whole number, so that programs which round it
and those which do not make columns equally wide."""
_WRITERS_DIGIT, _WRITERS_PADDING = 7, 5
"""What xlsxwriter takes a digit and the padding of a cell for."""
_INDENT, _INDENTED_FROM = 4.8, 28
"""Texts in wide columns keep away from the border."""
_UNSURE = 1
"""Half characters by which programs may differ in what goes into a line."""
_HEAD_POINTS = 11
_INCH = 25.4
_TITLE = {"border": 0, "font_name": TITLE_FONT, "font_size": 20, "align": "center"}
_HEAD = {"font_name": HEAD_FONT, "font_size": _HEAD_POINTS, "align": "center", "pattern": 1, "bg_color": "#E7E6E6"}
COMMON = {"border": 1, "valign": "vcenter", "text_wrap": True, "font_name": TEXT_FONT, "font_size": TEXT_POINTS}
"""Of all cells: thin black lines, text that wraps."""
FORMS = {
    "date": "yyyy.m.d",
    "percent": "[=1]0%;[=0]0%;0.0%",
    "points": '"欠"0.0;"超"0.0;"持平"',
    "number": "0",
}
"""How numbers are shown: a gap says whether it is behind or ahead, all and nothing have no decimals."""


class Column(NamedTuple):
    """A column: its title, its width in millimetres, where its value stands in a row, and what that is.

    `kind`: `text` (to the left), `word` (a short text, centred), `number`, `percent` (a share), `points` (a gap,
    positive when behind), `date`.
    """

    title: str
    mm: float
    key: str
    kind: str = "text"


def lines_in(text: str, mm: float) -> int:
    """How many lines a text takes in a column of a width."""
    return len(lines_of(text, mm))


def lines_of(text: str, mm: float) -> list[str]:
    """The lines of a text in a column of a width."""
    return wrap(text, max(2, int(_inner(mm) / _HALF)), width_on_paper)


def smooth(text: str, mm: float) -> str:
    """A text with a line end of its own wherever a program might begin a line with what none begins with: ，、）.

    Programs differ in how much they get into a line, by a character or so; what comes near the end of one is broken.
    """
    most = _inner(mm) / _HALF
    paragraphs = []
    for paragraph in text.split("\n"):
        line, used, left = "", 0, width_on_paper(paragraph)
        for piece in atoms(paragraph):
            size, odd = width_on_paper(piece), piece[-1] in NEVER_FIRST
            if used and used + left > most and used + size > most - (_UNSURE if odd else 0):
                line, used = line + ("\n" if odd else ""), 0
            line, used, left = line + piece, used + size, left - size
        paragraphs.append(line)
    return "\n".join(paragraphs)


def _inner(mm: float) -> float:
    return mm - _PADDING - (_INDENT if mm >= _INDENTED_FROM else 0)


def _broken(title: str, mm: float) -> str:
    """A title in lines of about the same length, so that none is left with one character."""
    if "\n" in title:
        return title
    half = _HALF / TEXT_POINTS * _HEAD_POINTS
    lines = len(wrap(title, max(2, int((mm - _PADDING) / half)), width_on_paper))
    length = ceil(len(title) / lines)
    return title if lines == 1 else "\n".join(title[at : at + length] for at in range(0, len(title), length))


def height_of(lines: int, least: float = LEAST_ROW) -> float:
    """The height of a row of so many lines, in points: written out, for not every program finds it by itself."""
    return min(HIGHEST, max(least, lines * _LINE + _BESIDE_LINES))


def fitting(text: str, mm: float) -> str:
    """A text, cut where the highest row there can be has no room for more."""
    most = (HIGHEST - _BESIDE_LINES) // _LINE
    lines = lines_of(text, mm)
    return text if len(lines) <= most else "".join(lines[:most])[:-1] + "…"


def printed_book(out: BinaryIO, properties: Mapping[str, Any]) -> Any:
    """A workbook of sheets that are printed, written to `out` when it is closed."""
    return new_book(out, properties, points=_POINTS)


def set_columns(sheet: Any, columns: Sequence[Column], left: int = 0) -> None:
    """Give the columns their widths, from the column `left` on."""
    for index, column in enumerate(columns, left):
        pixels = column.mm / _INCH * 96
        sheet.set_column(index, index, pixels / _DIGIT - _WRITERS_PADDING / _WRITERS_DIGIT)


def write_title(sheet: Any, formats: Formats, text: str, left: int, right: int) -> None:
    """The title on the first line, across the table."""
    across(sheet, 0, left, right, text, formats.get(**_TITLE))
    sheet.set_row(0, 36)


def write_head(sheet: Any, formats: Formats, line: int, columns: Sequence[Column], left: int = 0) -> None:
    """The header of a table."""
    most = 1
    for index, column in enumerate(columns, left):
        title = _broken(column.title, column.mm)
        most = max(most, title.count("\n") + 1)
        sheet.write_string(line, index, title, formats.get(**_HEAD))
    sheet.set_row(line, max(32, height_of(most)))


def write_row(
    sheet: Any, formats: Formats, line: int, columns: Sequence[Column], row: Mapping[str, Any],
    looks: Mapping[str, Mapping[str, Any]] | None = None, left: int = 0, *, read_back: bool = False,
) -> int:  # fmt: skip
    """Write a row of a table, its height included; returns how many lines it takes. `looks`: formats by key.

    What is `read_back` stands as it is; other texts may have been broken in lines (`smooth`).
    """
    most = 1
    for index, column in enumerate(columns, left):
        value = row.get(column.key)
        look = dict((looks or {}).get(column.key, {}))
        if column.kind != "text":
            look = {"align": "center"} | look
        elif column.mm >= _INDENTED_FROM:
            look = {"indent": 1} | look
        if column.kind in FORMS:
            look["num_format"] = FORMS[column.kind]
        if isinstance(value, str) and value:
            shown = fitting(printable(value), column.mm)
            shown = shown if read_back else smooth(shown, column.mm)
            most = max(most, lines_in(shown, column.mm))
            sheet.write_string(line, index, shown, formats.get(**look))
        else:
            put(sheet, line, index, value, formats.get(**look))
    sheet.set_row(line, height_of(most))
    return most


def put(sheet: Any, line: int, index: int, value: Any, look: Any) -> None:
    """Write a cell that is a number or a day, or empty."""
    if value is None or value == "":
        sheet.write_blank(line, index, None, look)
    elif isinstance(value, date):
        write_day(sheet, line, index, value, look)
    else:
        sheet.write_number(line, index, value, look)


def printable(text: str) -> str:
    """A text fit for a cell that keeps its own line ends."""
    return "\n".join(clean(line) for line in text.split("\n"))


def across(sheet: Any, line: int, left: int, right: int, text: str, look: Any) -> None:
    """A text in one cell over several columns of a line."""
    if right > left:
        sheet.merge_range(line, left, line, right, "", look)
    sheet.write_string(line, left, text, look)


def set_page(sheet: Any, columns: Sequence[Column], head: int, bottom: int, left: int = 0) -> None:
    """How it prints: landscape, one page wide, the lines up to `head` on every page, the pages numbered."""
    sheet.set_landscape()
    sheet.set_paper(_A3 if len(columns) >= A3_FROM else _A4)
    sheet.set_margins(left=15 / _INCH, right=15 / _INCH, top=20 / _INCH, bottom=15 / _INCH)
    sheet.set_header("", {"margin": 8 / _INCH})
    sheet.set_footer("&C&11第 &P 页，共 &N 页", {"margin": 8 / _INCH})
    sheet.fit_to_pages(1, 0)
    sheet.center_horizontally()
    sheet.repeat_rows(0, head)
    sheet.print_area(0, left, bottom, left + len(columns) - 1)
