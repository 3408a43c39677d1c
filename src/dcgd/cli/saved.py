"""A listing written to a file, or as a workbook: loaded only where one is asked for."""

import sys
from collections.abc import Mapping, Sequence
from io import BytesIO, StringIO
from pathlib import Path, PurePath

from dcgd.cli.options import Output
from dcgd.cli.paper import Delivery, deliver, extra, free
from dcgd.cli.suffixes import named_rightly
from dcgd.errors import WrongUse
from dcgd.publish.table import Table, write
from dcgd.publish.tabular.formats import Format
from dcgd.publish.tabular.workbook import write_workbook

_BY_SUFFIX: Mapping[str, Format] = {
    ".xlsx": Format.XLSX, ".csv": Format.CSV, ".json": Format.JSON, ".yaml": Format.YAML, ".yml": Format.YAML,
    ".md": Format.MARKDOWN, ".txt": Format.PLAIN,
}  # fmt: skip
"""The format of a file that is named without one; of other names it is that of a pipe."""


def save(table: Table, output: Output, also: Sequence[str] = ()) -> int:
    """Write a table to the file that `-o` names, `-` for stdout; returns how many rows there were. Raises WrongUse.

    `also`: suffixes that the command itself takes.
    """
    form, suffix = _form(output, also)
    if form is Format.XLSX:
        if output.out is None and sys.stdout.isatty():
            raise WrongUse("工作簿要写成文件：加 -o 文件名.xlsx")
        book = BytesIO()
        with extra("xlsx", "工作簿"):
            count = write_workbook(table, book)
        data = book.getvalue()
    else:
        text = StringIO(newline="")
        count = write(table, form, text, bom=output.bom, header=output.header)
        data = text.getvalue().encode("utf-8", "replace")
    deliver(data, Delivery(output.out or "-", output.force), default=None, suffix=suffix)
    return count


def check_file(output: Output) -> None:
    """Raises what `save` would raise for the file's name: for a command that records before it lists."""
    if output.out and output.out != "-":
        named_rightly(Path(output.out), _form(output)[1])
        free(Path(output.out), force=output.force)


def _form(output: Output, also: Sequence[str] = ()) -> tuple[Format, str]:
    """The format of a file, and what its name ends with. Raises WrongUse for a name of which no format is known."""
    if output.form is None and output.out and PurePath(output.out).suffix.lower() not in _BY_SUFFIX:
        named_rightly(Path(output.out), ".tsv", (*_BY_SUFFIX, ".tsv", *also))
    form = output.form or _BY_SUFFIX.get(PurePath(output.out or "").suffix.lower(), Format.TSV)
    shown = Format.PLAIN if form is Format.TABLE else form
    return shown, next((name for name, kind in _BY_SUFFIX.items() if kind is shown), f".{shown}")
