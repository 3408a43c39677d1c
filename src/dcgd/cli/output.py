"""Rows to stdout in the format asked for; what is not data goes to stderr."""

import sys
from typing import Any

from dcgd.cli.console import coloured, say, width
from dcgd.cli.options import Output
from dcgd.cli.streams import stdout
from dcgd.publish.formats import Format
from dcgd.publish.table import Table, visible, write, write_yaml


def emit(table: Table, output: Output, nothing: str = "没有符合条件的。") -> None:
    """Write a table to stdout: as a person's table on a terminal, tab-separated in a pipe, or as the options say.

    Says `nothing` on stderr when there are no rows.
    """
    form = output.form or (Format.TABLE if sys.stdout.isatty() else Format.TSV)
    if form is Format.TABLE:
        from dcgd.publish.terminal import print_table

        count = print_table(table, sys.stdout, columns=width(), colour=coloured())
    else:
        count = write(table, form, stdout(form, bom=output.bom), bom=output.bom)
    sys.stdout.flush()  # what cannot be written is noticed here, not when all is over
    if not count:
        say(nothing)


def emit_object(value: dict[str, Any], form: Format) -> None:
    """Write one object as JSON or YAML."""
    if form is Format.YAML:
        write_yaml(value, stdout(form))
    else:
        import json

        stdout(form).write(visible(json.dumps(value, ensure_ascii=False, indent=2)) + "\n")
