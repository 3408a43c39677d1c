"""Rows to stdout in the format asked for; what is not data goes to stderr."""

import os
import sys
from typing import Any

from dcgd.cli.front import complain
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
        complain(nothing)


def emit_object(value: dict[str, Any], form: str) -> None:
    """Write one object as JSON or YAML."""
    if form == "yaml":
        import yaml

        yaml.safe_dump(value, sys.stdout, allow_unicode=True, sort_keys=False, width=10**6)
    else:
        import json

        print(visible(json.dumps(value, ensure_ascii=False, indent=2)))


def coloured() -> bool:
    """Whether to use colour: on a terminal, unless NO_COLOR is set; FORCE_COLOR forces it."""
    if os.environ.get("NO_COLOR"):
        return False
    return bool(os.environ.get("FORCE_COLOR")) or sys.stdout.isatty()


def width() -> int:
    """Columns of the terminal; 80 where there is none."""
    import shutil

    return shutil.get_terminal_size((80, 24)).columns


def text_width() -> int:
    """Columns for running text: at most 100 on a terminal, a paragraph a line elsewhere."""
    return min(width(), 100) if sys.stdout.isatty() else 10_000
