"""`dcgd targets`: targets with their verdicts."""

import typer

from dcgd.cli import options
from dcgd.cli.commands import Command
from dcgd.cli.judged import LIGHT, REASONS, STATUS, columns, entries
from dcgd.cli.moment import as_of
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


@app.command("targets", cls=Command)
def targets(
    unit: options.Units = None,
    section: options.Sections = None,
    role: options.RoleOf = None,
    status: options.Statuses = None,
    search: options.Search = "",
    day: options.AsOf = None,
    data: options.Data = None,
    form: options.Form = None,
    bom: options.Bom = False,
) -> None:
    """列出目标：要达到什么、何时、谁负责，现在怎样，为什么这样判定。"""
    with open_session(data) as session:
        found = entries(session, as_of(day), unit=unit, section=section, role=role, search=search, only=[What.TARGET])
        rows = (row_of(each).as_json() for each in found if not status or each.verdict.status in status)
        emit(Table(columns(session, _COLUMNS), rows), form, bom=bom, nothing="没有符合条件的目标。")
