"""A person's table on a terminal: columns fitted to its width, drawn and coloured by rich."""

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import TextIO

from dcgd.publish.table import Column, Row, Table, cell
from dcgd.publish.tabular.width import share, width, wrap

_COLOURS = {"红": "bold red", "黄": "yellow", "蓝": "blue", "绿": "green", "灰": "dim", "牵头": "green", "参与": "cyan"}
_GAP = 2  # one of padding, one of the line that is not drawn between columns
_BULLET = "  · "
_HEAD = 3
"""Among so many columns is the one that says what a row is about."""
_ROOM = 48
"""A column that may stand beneath its row does so when it would get less than this."""


def print_table(table: Table, out: TextIO, *, columns: int, colour: bool) -> int:
    """Draw a table at most `columns` wide; returns how many rows there were. Data is never markup.

    On a terminal too narrow for its columns each row is a paragraph instead: what it is about, then all else by name.
    """
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
    if beneath and (sizes is None or sizes[shown.index(beneath)] < _ROOM):
        shown = tuple(column for column in shown if column is not beneath)
        texts, sizes = _fitted(shown, data, columns)
    else:
        beneath = None
    if sizes is None:
        for row in data:
            out.writelines(line + "\n" for line in (*_paragraph(shown, row, columns), *_beneath(beneath, row, columns)))
        return len(data)
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
        shown_lines += [*islice(lines, height), *_beneath(beneath, row, columns)]
    out.writelines(line + "\n" for line in shown_lines)
    return len(data)


def _fitted(columns: Sequence[Column], data: Sequence[Row], most: int) -> tuple[list[list[str]], list[int] | None]:
    """The texts of rows, and the widths of the columns that fit into `most`, None where they need more."""
    rows = [[column.text(row) for column in columns] for row in data]
    needed = [[width(column.title), *(width(row[index]) for row in rows)] for index, column in enumerate(columns)]
    return rows, share(needed, [column.narrow for column in columns], most, _GAP)


def _paragraph(columns: Sequence[Column], row: Row, most: int) -> Iterator[str]:
    """A row in lines: what it is about, then the other columns that say anything, each with its title."""
    upto = next((place for place, column in enumerate(columns[:_HEAD]) if not (column.narrow or column.number)), 0) + 1
    yield from wrap("  ".join(text for column in columns[:upto] if (text := column.text(row))), most)
    line = ""
    for column in columns[upto:]:
        named = f"{' ' * _GAP}{column.title} {text}" if (text := column.text(row)) else ""
        if line and width(line) + width(named) > most:
            yield line
            line = ""
        line += named
        if width(line) > most:
            first, *rest = wrap(line, most)
            yield from (first, *(f"    {part}" for part in wrap("".join(rest), most - 4)))
            line = ""
    if line:
        yield line


def _beneath(column: Column | None, row: Row, columns: int) -> Iterator[str]:
    """The lines beneath a row: each part of a list on lines of its own; none where there is nothing to say."""
    if column is None:
        return
    value = column.value(row)
    for part in value if isinstance(value, list) else [] if value is None else [value]:
        first, *rest = wrap(cell(part, column.words), columns - width(_BULLET))
        yield f"{_BULLET}{first}"
        yield from (f"    {line}" for line in rest)
