"""`dcgd overdue` and `dcgd at-risk`: what is late, and what will be."""

from collections.abc import Callable

import typer

from dcgd.cli import options
from dcgd.cli.commands import Command
from dcgd.cli.console import FINDINGS
from dcgd.cli.judged import ITEM_COLUMNS, columns, entries, worst_first
from dcgd.cli.moment import as_of
from dcgd.cli.output import emit
from dcgd.cli.session import open_session
from dcgd.model import Role, Status, What
from dcgd.publish.formats import Format
from dcgd.publish.table import Table
from dcgd.tracking.docket import Entry
from dcgd.tracking.item_row import row_of

overdue_app = typer.Typer(add_completion=False)
at_risk_app = typer.Typer(add_completion=False)


@overdue_app.command("overdue", cls=Command)
def overdue(
    unit: options.Units = None,
    section: options.Sections = None,
    role: options.RoleOf = None,
    only: options.Whats = None,
    day: options.AsOf = None,
    data: options.Data = None,
    form: options.Form = None,
    bom: options.Bom = False,
    fail: options.Fail = False,
) -> None:
    """已过时限而没有完成的目标、成果和任务，各有理由；从未报送的也算。"""
    late = "没有逾期的事项。"
    _list(
        lambda each: each.verdict.status is Status.OVERDUE, late, unit, section, role, only, day, data, form, bom, fail
    )


@at_risk_app.command("at-risk", cls=Command)
def at_risk(
    unit: options.Units = None,
    section: options.Sections = None,
    role: options.RoleOf = None,
    only: options.Whats = None,
    day: options.AsOf = None,
    data: options.Data = None,
    form: options.Form = None,
    bom: options.Bom = False,
    fail: options.Fail = False,
) -> None:
    """还没有逾期而有风险的：滞后、未报送、报送过期、临期、预测达不到、未能保持、问题超期，各有理由。"""
    _list(
        lambda each: each.verdict.at_risk, "没有有风险的事项。", unit, section, role, only, day, data, form, bom, fail
    )


def _list(
    keep: Callable[[Entry], bool],
    nothing: str,
    unit: list[str] | None,
    section: list[str] | None,
    role: Role | None,
    only: list[What] | None,
    day: str | None,
    data: list[str] | None,
    form: Format | None,
    bom: bool,
    fail: bool,
) -> None:
    with open_session(data) as session:
        found = entries(session, as_of(day), unit=unit, section=section, role=role, only=only)
        rows = [row_of(each).as_json() for each in worst_first(found) if keep(each)]
        emit(Table(columns(session, ITEM_COLUMNS), rows), form, bom=bom, nothing=nothing)
        if rows and fail:
            raise typer.Exit(FINDINGS)
