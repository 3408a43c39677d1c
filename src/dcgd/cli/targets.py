"""`dcgd targets`: targets with their verdicts."""

import typer

from dcgd.cli import options
from dcgd.cli.commands import command
from dcgd.cli.item_listing import LIGHT, REASONS, STATUS, selected_items, typed_columns
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
    selection: options.ByTask,
    basis: options.Basis,
    output: options.Output,
) -> None:
    """列出目标：要达到什么、何时、谁负责，现在怎样，为什么这样判定。"""
    targets_only = selection._replace(only=[What.TARGET])
    with open_session(basis.data, basis.known_on) as session:
        rows = (
            row_of(judged_item).as_json()
            for judged_item in selected_items(session, session.on(basis.day), targets_only)
        )
        emit(Table(typed_columns(session, _COLUMNS), rows), output, "没有符合条件的目标。")
