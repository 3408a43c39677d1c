"""A person's table on a terminal: columns fitted to its width, drawn and coloured by rich."""

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import TextIO

from dcgd.publish.table import Column, Row, Table, cell
from dcgd.publish.tabular.width import share, width, wrap

_COLOURS = {"红": "bold red", "黄": "yellow", "蓝": "blue", "绿": "green", "灰": "dim", "牵头": "green", "参与": "cyan"}
_GAP = 2  # one of padding, one of the line that is not drawn between columns
_BULLET = "  · "
_ROOM = 48
"""A column that may stand beneath its row does so when it would get less than this."""


def print_table(table: Table, out: TextIO, *, columns: int, colour: bool) -> int:
    """Draw a table at most `columns` wide; returns how many rows there were. Data is never markup."""
    from rich import box
    from rich.console import Console
    from rich.table import Table as Drawn
    from rich.text import Text

    data = list(table.rows)
    if not data:
        return 0
    beneath = next((column for column in table.columns if column.beneath), None)
    shown = table.columns
    texts, sizes = _fitted(shown, data, columns)
    if beneath and sizes[shown.index(beneath)] < _ROOM:
        shown = tuple(column for column in shown if column is not beneath)
        texts, sizes = _fitted(shown, data, columns)
    else:
        beneath = None
    drawn = Drawn(
        box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, _GAP - 1, 0, 0), header_style="bold"
    )
    titles = [wrap(column.title, size) for column, size in zip(shown, sizes, strict=True)]
    for column, title, size in zip(shown, titles, sizes, strict=True):
        drawn.add_column("\n".join(title), justify="right" if column.number else "left", width=size, no_wrap=True)
    heights = []
    for line in texts:
        cells = [wrap(text, size) for text, size in zip(line, sizes, strict=True)]
        heights.append(max(map(len, cells)))
        joined = ("\n".join(lines_of_cell) for lines_of_cell in cells)
        drawn.add_row(*(Text(text, style=_COLOURS.get(text, "")) for text in joined))
    total = sum(sizes) + _GAP * len(sizes)
    console = Console(file=out, width=total, color_system="standard" if colour else None, force_terminal=colour)
    with console.capture() as captured:
        console.print(drawn)
    # Padding at the end of a line would wrap on a terminal that is just as wide.
    lines = iter([line.rstrip() for line in captured.get().rstrip("\n").split("\n")])
    shown_lines = list(islice(lines, max(map(len, titles)) + 1))
    for row, height in zip(data, heights, strict=True):
        shown_lines += [*islice(lines, height), *(_beneath(beneath, row, columns) if beneath else ())]
    out.writelines(line + "\n" for line in shown_lines)
    return len(data)


def _fitted(columns: Sequence[Column], data: Sequence[Row], most: int) -> tuple[list[list[str]], list[int]]:
    """The texts of rows, and the widths of the columns that together take at most so many."""
    rows = [[column.text(row) for column in columns] for row in data]
    needed = [[width(column.title), *(width(row[index]) for row in rows)] for index, column in enumerate(columns)]
    narrow, whole = [column.narrow for column in columns], [column.number for column in columns]
    return rows, share(needed, narrow, most, _GAP, whole)


def _beneath(column: Column, row: Row, columns: int) -> Iterator[str]:
    """The lines beneath a row: each part of a list on lines of its own; none where there is nothing to say."""
    value = column.value(row)
    for part in value if isinstance(value, list) else [] if value is None else [value]:
        first, *rest = wrap(cell(part, column.words), columns - width(_BULLET))
        yield f"{_BULLET}{first}"
        yield from (f"    {line}" for line in rest)
