"""`dcgd units`: who answers for what."""

from typing import Annotated

import typer

from dcgd.cli import complete, options
from dcgd.cli.front import Command
from dcgd.cli.narrow import DOCUMENT, narrow
from dcgd.cli.output import emit
from dcgd.cli.session import open_session
from dcgd.index import listing
from dcgd.publish.table import Column, Table

app = typer.Typer(add_completion=False)

_COLUMNS = (
    Column("name", "单位"),
    Column("aliases", "别名"),
    Column("leads", "牵头的任务"),
    Column("participates", "参与的任务"),
    Column("targets", "牵头的目标"),
)


@app.command("units", cls=Command)
def units(
    unit: Annotated[
        list[str] | None,
        typer.Argument(metavar="[单位]…", help="只看这些单位", autocompletion=complete.units, show_default=False),
    ] = None,
    data: options.Data = None,
    form: options.Format = None,
    bom: options.Bom = False,
) -> None:
    """责任单位：名称、别名、牵头和参与的任务、牵头的目标。"""
    with open_session(data) as session:
        wanted = narrow(session.connection, unit).units
        columns = (DOCUMENT, *_COLUMNS) if len(session.sources) > 1 else _COLUMNS
        emit(Table(columns, listing.units(session.connection, wanted)), form, bom=bom, nothing="没有单位。")
