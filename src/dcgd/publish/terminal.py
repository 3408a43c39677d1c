"""A person's table on a terminal: columns fitted to its width, drawn and coloured by rich."""

from typing import TextIO

from dcgd.publish.table import Table
from dcgd.publish.width import share, width, wrap

_COLOURS = {"红": "bold red", "黄": "yellow", "蓝": "blue", "绿": "green", "灰": "dim", "牵头": "green", "参与": "cyan"}
_GAP = 2  # one of padding, one of the line that is not drawn between columns


def print_table(table: Table, out: TextIO, *, columns: int, colour: bool) -> int:
    """Draw a table at most `columns` wide; returns how many rows there were. Data is never markup."""
    from rich import box
    from rich.console import Console
    from rich.table import Table as Drawn
    from rich.text import Text

    rows = [[column.text(row) for column in table.columns] for row in table.rows]
    if not rows:
        return 0
    sizes = share(
        [[width(column.title), *(width(row[index]) for row in rows)] for index, column in enumerate(table.columns)],
        [column.narrow for column in table.columns],
        columns,
        _GAP,
    )
    drawn = Drawn(
        box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, _GAP - 1, 0, 0), header_style="bold"
    )
    for column, size in zip(table.columns, sizes, strict=True):
        drawn.add_column(column.title, justify="right" if column.number else "left", width=size, no_wrap=True)
    for row in rows:
        lines = ("\n".join(wrap(text, size)) for text, size in zip(row, sizes, strict=True))
        drawn.add_row(*(Text(line, style=_COLOURS.get(line, "")) for line in lines))
    total = sum(sizes) + _GAP * len(sizes)
    console = Console(file=out, width=total, color_system="standard" if colour else None, force_terminal=colour)
    with console.capture() as captured:
        console.print(drawn)
    # Padding at the end of a line would wrap on a terminal that is just as wide.
    out.writelines(line.rstrip() + "\n" for line in captured.get().rstrip("\n").split("\n"))
    return len(rows)
