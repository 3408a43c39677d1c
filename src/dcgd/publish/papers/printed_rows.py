"""The rows of a printed table: bands of sections, cells that the rows of a task share; and what stands above them."""

from collections.abc import Callable, Mapping, Sequence
from itertools import groupby
from typing import Any

from dcgd.publish.papers.plain import clean
from dcgd.publish.papers.printed_sheet import (
    HEAD_FONT,
    Column,
    across,
    height_of,
    printable,
    smooth,
    write_row,
)
from dcgd.publish.snapshot import Snapshot
from dcgd.publish.tabular.book import Formats

_BAND = {"font_name": HEAD_FONT, "font_size": 11, "pattern": 1, "bg_color": "#F2F2F2", "align": "left", "indent": 1}
Row = Mapping[str, Any]
Looks = Mapping[str, Mapping[str, Any]]


def write_rows(
    sheet: Any, formats: Formats, head: int, columns: Sequence[Column], rows: Sequence[Row], *,
    of_task: Sequence[str] = (), look: Callable[[Row], Looks] = lambda _row: {},
) -> int:  # fmt: skip
    """Write rows below the header on line `head`; returns the last line.

    `of_task`: the columns that are the same in all rows of a task (`work`) and are merged; then each `section` is a
    band. `look`: formats of a row by the key of a column.
    """
    line = head
    for section, of_section in groupby(rows, key=lambda row: row["section"] if of_task else ""):
        members = list(of_section)
        if of_task:
            line += 1
            band = f"{printable(section)}（{len(members)}项）"
            across(sheet, line, 0, len(columns) - 1, band, formats.get(**_BAND))
            sheet.set_row(line, height_of(1))
        for _task, its_rows in groupby(members, key=lambda row: row["work"] if of_task else row["number"]):
            first = line + 1
            for row in its_rows:
                line += 1
                shown = row if line == first else {**row, **dict.fromkeys(of_task)}
                write_row(sheet, formats, line, columns, shown, look(row))
            if line > first:
                _merge(sheet, formats, columns, {key: row[key] for key in of_task}, first, line)
    if not rows:
        line += 1
        across(sheet, line, 0, len(columns) - 1, "没有。", formats.get())
        sheet.set_row(line, height_of(1))
    return line


def _merge(sheet: Any, formats: Formats, columns: Sequence[Column], shared: Row, first: int, last: int) -> None:
    """The cells of a task over the rows of its items; the first of them is as high as its longest text, so that no end
    of a page cuts through it.
    """
    for index, column in enumerate(columns):
        if column.key in shared:
            align = {"align": "center"} if column.kind != "text" else {"align": "left", "indent": 1}
            look = formats.get(valign="top", **align)
            text = smooth(printable(shared[column.key] or ""), column.mm)
            sheet.merge_range(first, index, last, index, "", look)
            (sheet.write_string if text else sheet.write_blank)(first, index, text or None, look)


def used(columns: Sequence[Column], rows: Sequence[Row], optional: Sequence[str]) -> list[Column]:
    """The columns without those of `optional` in which nothing stands; all of them where there are no rows."""
    idle = {key for key in optional if not any(row[key] for row in rows)} if rows else set()
    return [column for column in columns if column.key not in idle]


def made_by(snapshot: Snapshot) -> str:
    """Who made a table, with room for it where that is not known, and to what it was narrowed."""
    office = snapshot.items[0].rules.office.name if snapshot.items else None
    scope = f"　只含{clean(snapshot.scope, 100)}" if snapshot.scope else ""
    return f"编制单位：{clean(office) if office else '　' * 12}{scope}"


def under_title(sheet: Any, formats: Formats, left: str, right: str, last: int) -> None:
    """The line under the title, over the columns up to `last`."""
    middle = max(0, last - 3)
    for first, end, text, align in ((0, middle, left, "left"), (middle + 1, last, right, "right")):
        across(sheet, 1, first, end, text, formats.get(border=0, align=align, text_wrap=False))
    sheet.set_row(1, 22)
