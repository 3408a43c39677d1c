"""`dcgd units`: who answers for what."""

from typing import Annotated

import typer

from dcgd.cli import complete, options
from dcgd.cli.commands import command, offering
from dcgd.cli.filters import DOCUMENT, filter_of
from dcgd.cli.options import Selection
from dcgd.cli.output import emit
from dcgd.cli.session import open_session
from dcgd.index import listing
from dcgd.publish.table import Column, Table

app = typer.Typer(add_completion=False)

_COLUMNS: tuple[Column, ...] = (
    Column("name", "单位"),
    Column("aliases", "别名"),
    Column("leads", "牵头的任务"),
    Column("participates", "参与的任务"),
    Column("targets", "牵头的目标"),
)


@command(app, "units")
def units(
    *,
    unit: Annotated[
        list[str] | None,
        typer.Argument(metavar="[单位]…", help="只看这些单位", autocompletion=complete.units, show_default=False),
    ] = None,
    selection: Annotated[Selection, offering("status", "light")],
    basis: options.Basis,
    output: options.Output,
) -> None:
    """责任单位：名称、别名、牵头和参与的任务、牵头的目标；按日期、状态、灯色问的，还有状态：它牵头的事项中最差的。"""
    with open_session(basis.data, basis.known_on) as session:
        wanted = filter_of(session.connection, Selection(unit=unit))
        rows, columns = listing.units(session.connection, wanted.units), _COLUMNS
        if selection.judges or basis.is_asked:  # judging takes longer than the list itself: only when asked for
            from dcgd.cli.item_listing import LIGHT, STATUS, judged_units

            rows = judged_units(session, wanted, rows, session.on(basis.day), selection)
            columns = (columns[0], LIGHT, STATUS, *columns[1:])
        if len(session.sources) > 1:
            columns = (DOCUMENT, *columns)
        emit(Table(columns, rows), output, "没有单位。")
