"""`dcgd targets`: targets with their verdicts."""

from typing import Annotated

import typer

from dcgd.cli import options
from dcgd.cli.commands import command
from dcgd.cli.item_listing import LIGHT, REASONS, STATUS, listed_items, selected_shares, typed_columns
from dcgd.cli.output import emit
from dcgd.cli.session import open_session
from dcgd.model import Firmness, What
from dcgd.publish.table import Column, Table
from dcgd.tracking.item_row import row_of

app = typer.Typer(add_completion=False)

_COLUMNS = (
    Column("id", "编号", narrow=True),
    Column("indicator", "目标"),
    Column("goal", "目标值"),
    Column("firmness", "约束性", Firmness.glossary(), narrow=True),
    Column("leads", "牵头单位"),
    Column("due", "时限", narrow=True),
    LIGHT,
    STATUS,
    REASONS,
)


@command(app, "targets")
def targets(
    *,
    shares: Annotated[bool, typer.Option("--shares", help="列出分解到各单位的数，不列目标")] = False,
    selection: options.ByTask,
    basis: options.Basis,
    output: options.Output,
) -> None:
    """列出目标：要达到什么、何时、谁负责，现在怎样，为什么这样判定。

    写了 --unit 的，连同分解给它的数，编号如 5-1@柳园街道。
    """
    targets_only = selection._replace(only=[What.TARGET])
    with open_session(basis.data, basis.known_on) as session:
        select = selected_shares if shares else listed_items
        rows = (row_of(judged_item).as_json() for judged_item in select(session, session.on(basis.day), targets_only))
        nothing = "没有符合条件的分解。" if shares else "没有符合条件的目标。"
        emit(Table(typed_columns(session, _COLUMNS), rows), output, nothing)
