"""Merged cells of a table: of which rows they leave it unsure what was filled in."""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping

from dcgd.errors import NotRecorded
from dcgd.source.sheet_xml import MOST_ROWS, Merge
from dcgd.source.sheets import Sheet
from dcgd.tracking.returned.layout import Layout

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def letters(column: int) -> str:
    """A column's letters: 1 is A, 27 is AA."""
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = _LETTERS[rest] + name
    return name


def unsure(sheet: Sheet, top: int, columns: Mapping[str, int], layout: Layout) -> dict[int, str]:
    """Of which rows below `top` it is not sure what they say, and why: a merged range that holds something takes them.

    Of rows that hold nothing only so many count as there are others, and of two ranges that overlap only one. Raises
    NotRecorded for too many.
    """
    rows = sheet.rows
    numbers = sorted(rows)
    why: dict[int, str] = {}
    reached = top
    for merge in sorted(merge for merge in sheet.merges if merge.left in rows.get(merge.top, {})):
        doubt = _doubt(merge, columns, layout)
        if doubt and merge.bottom > reached:
            first = max(merge.top, reached + 1)
            there = numbers[bisect_left(numbers, first) : bisect_right(numbers, merge.bottom)]
            empty = range(first, min(merge.bottom, merge.top + len(rows)) + 1)
            why |= dict.fromkeys((*there, *empty), doubt)
            reached = merge.bottom
        if len(why) > MOST_ROWS:
            raise NotRecorded("合并的单元格太多，不像填报表")
    return why


def _doubt(merge: Merge, columns: Mapping[str, int], layout: Layout) -> str:
    """Why a merged range makes its rows unsure: several rows share a cell, or one to fill in is swallowed."""
    held = [title for title, column in columns.items() if merge.left <= column <= merge.right]
    first, last = f"{letters(merge.left)}{merge.top}", f"{letters(merge.right)}{merge.bottom}"
    if held and merge.bottom > merge.top:
        return f"{first}:{last} 合并了几行，不知道是哪一行的"
    if len([title for title in held if title in layout.apart]) > 1:
        return f"{first}:{last} 合并了几格，不知道是哪一格的；取消合并，一格一格地填"
    filled = [title for title in held if title in layout.filled]
    if filled and merge.left not in (columns[title] for title in filled):
        return f"{first}:{last} 合并时盖住了要填的格"
    return ""
