"""Rows to stdout in the format asked for; what is not data goes to stderr."""

import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from dcgd.cli.console import coloured, say, width
from dcgd.cli.options import Output
from dcgd.cli.streams import stdout
from dcgd.errors import WrongUse
from dcgd.publish.table import Row, Table, visible, write, write_yaml
from dcgd.publish.tabular.formats import STREAMED, Format

_TIMES = 20
"""How many times as much may be gathered for a file as for a screen."""


def emit(
    table: Table,
    output: Output,
    nothing: str = "没有符合条件的。",
    *,
    most: int | None = None,
    also: Sequence[str] = (),
) -> None:
    """Write a table to stdout, or to the file that the options name.

    As a person's table on a terminal, tab-separated in a pipe, or as the options say.

    Says `nothing` on stderr when there are no rows. `most` is how many characters may be gathered where the form asks
    to see all rows before it shows one; raises WrongUse for more. `also`: suffixes that the command itself takes.
    """
    form = output.form or (Format.TABLE if sys.stdout.isatty() else Format.TSV)
    to_file = output.out is not None or form is Format.XLSX
    if most is not None and to_file:
        table = Table(table.columns, _bounded(table.rows, _TIMES * most, "写不成一个文件；加 LIMIT，或接管道：> 文件"))
    elif most is not None and form not in STREAMED:
        table = Table(table.columns, _bounded(table.rows, most, "排不成表；加 LIMIT，或用 --format tsv、csv、json"))
    if to_file:
        from dcgd.cli.saved import save

        if not save(table, output, also):
            say(nothing)
        return
    if form is Format.TABLE:
        from dcgd.publish.tabular.terminal import print_table

        count = print_table(table, sys.stdout, columns=width(), colour=coloured())
    else:
        count = write(table, form, stdout(form, bom=output.bom), bom=output.bom, header=output.header)
    sys.stdout.flush()  # what cannot be written is noticed here, not when all is over
    if not count:
        say(nothing)


def _bounded(rows: Iterable[Row], most: int, why: str) -> Iterator[Row]:
    """Rows as long as their texts together have at most so many characters; raises WrongUse for more."""
    size = 0
    for row in rows:
        size += sum(len(str(value)) for value in row.values())
        if size > most:
            raise WrongUse(f"结果超过 {most // 10_000} 万个字，{why}")
        yield row


def deliver_text(text: str, output: Output) -> None:
    """Write a text to stdout, or to the file that the options name."""
    if output.out is None:
        sys.stdout.write(text)
        return
    from dcgd.cli.paper import Delivery, deliver

    deliver(text.encode("utf-8", "replace"), Delivery(output.out, output.force), default=None, suffix=".txt")


def emit_object(value: dict[str, Any], form: Format) -> None:
    """Write one object as JSON or YAML."""
    if form is Format.YAML:
        write_yaml(value, stdout(form))
    else:
        import json

        stdout(form).write(visible(json.dumps(value, ensure_ascii=False, indent=2)) + "\n")
