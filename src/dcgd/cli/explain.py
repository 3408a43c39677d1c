"""`dcgd explain`: what a code of `dcgd validate` means and how to mend it."""

import sys
from typing import Annotated

import typer

from dcgd.cli import complete, options
from dcgd.cli.codes import unknown
from dcgd.cli.commands import command, offering
from dcgd.cli.output import emit, emit_object
from dcgd.errors import WrongUse
from dcgd.publish.codes import explanation, row
from dcgd.publish.table import Column, Table
from dcgd.publish.tabular.formats import Format
from dcgd.registry.codes import all_codes

app = typer.Typer(add_completion=False)

_COLUMNS = (
    Column("code", "代码", narrow=True),
    Column("severity", "轻重", {"error": "错误", "warning": "警告", "info": "提示"}, narrow=True),
    Column("title", "意思"),
)


@command(app, "explain")
def explain(
    *,
    code: Annotated[
        str | None,
        typer.Argument(
            metavar="[代码]",
            help="dcgd validate 显示的代码；不写就列出全部",
            autocompletion=complete.codes,
            show_default=False,
        ),
    ] = None,
    output: Annotated[options.Output, offering("form")],
) -> None:
    """说明校验的一个代码：意思、错的和对的写法、怎样改。"""
    known = all_codes()
    if code is None:
        emit(Table(_COLUMNS, (row(code_known) for code_known in known.values())), output)
    elif code not in known:
        raise WrongUse(unknown(code))
    elif output.form is Format.JSON or output.form is Format.YAML:
        emit_object(row(known[code]), output.form)
    else:
        sys.stdout.write(explanation(known[code]))
