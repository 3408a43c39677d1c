"""Rows to stdout in the format asked for; what is not data goes to stderr."""

import sys
from typing import Any

from dcgd.cli.console import coloured, say, width
from dcgd.publish.table import Table, visible, write


def emit(table: Table, form: str | None, *, bom: bool = False, nothing: str = "没有符合条件的。") -> None:
    """Write a table to stdout: as a person's table on a terminal, tab-separated in a pipe, or as `form` says.

    Says `nothing` on stderr when there are no rows.
    """
    form = form or ("table" if sys.stdout.isatty() else "tsv")
    if form == "table":
        from dcgd.publish.terminal import print_table

        count = print_table(table, sys.stdout, columns=width(), colour=coloured())
    else:
        count = write(table, form, sys.stdout, bom=bom)
    if not count:
        say(nothing)


def emit_object(value: dict[str, Any], form: str) -> None:
    """Write one object as JSON or YAML."""
    if form == "yaml":
        import yaml

        yaml.safe_dump(value, sys.stdout, allow_unicode=True, sort_keys=False, width=10**6)
    else:
        import json

        print(visible(json.dumps(value, ensure_ascii=False, indent=2)))
