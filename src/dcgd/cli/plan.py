"""`dcgd plan missing`: of which items nobody has said who does them, or what is due of them when."""

from typing import Annotated

import typer

from dcgd.cli import options
from dcgd.cli.commands import command
from dcgd.cli.console import FINDINGS
from dcgd.cli.filters import units_of
from dcgd.cli.item_listing import columns, selected_items
from dcgd.cli.output import emit
from dcgd.cli.session import open_session
from dcgd.publish.table import Column, Table
from dcgd.tracking.planning import missing_by_unit, missing_of_plan

app = typer.Typer(add_completion=False)
_UNIT = Column("unit", "单位", {"": "（原文没有写牵头单位）"})
_MISSING = (
    _UNIT,
    Column("id", "编号", narrow=True),
    Column("title", "事项"),
    Column("due", "时限", narrow=True),
    Column("missing", "还缺"),
)
_UNITS = (_UNIT, Column("count", "事项", number=True, narrow=True), Column("missing", "还缺"), Column("ids", "编号"))


@command(app, "missing")
def missing(
    *,
    per_unit: Annotated[bool, typer.Option("--by-unit", help="每个单位一行")] = False,
    selection: options.ByItem,
    basis: options.Basis,
    output: options.Output,
    fail: options.Fail = False,
) -> None:
    """谁的哪一项还缺责任人、联系人或节点：牵头单位一行一项。已完成的不问；一季度内到期的不问节点。"""
    with open_session(basis.data, basis.known_on) as session:
        wanted = {name for _document, name in units_of(session.connection, selection) or ()}
        selected = selected_items(session, session.on(basis.day), selection)
        rows = [row for judged in selected for row in missing_of_plan(judged) if not wanted or row["unit"] in wanted]
        if per_unit:
            emit(Table(columns(session, _UNITS), missing_by_unit(rows)), output, "都有了。")
        else:
            emit(Table(columns(session, _MISSING), rows), output, "都有了。")
    if rows and fail:
        raise typer.Exit(FINDINGS)
