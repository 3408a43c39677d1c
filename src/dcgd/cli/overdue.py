"""`dcgd overdue` and `dcgd at-risk`: what is late, and what will be."""

from collections.abc import Iterator

import typer

from dcgd.cli import options
from dcgd.cli.commands import command
from dcgd.cli.console import FINDINGS
from dcgd.cli.filters import filter_of
from dcgd.cli.item_listing import ITEM_COLUMNS, listed_worst_first, typed_columns, which_of
from dcgd.cli.options import Basis, Output, Selection
from dcgd.cli.output import emit
from dcgd.cli.session import open_session
from dcgd.model import Status
from dcgd.publish.table import Row, Table
from dcgd.tracking.item_row import row_of

app = typer.Typer(add_completion=False)


@command(app, "overdue", example="dcgd overdue --unit 区水利局 --as-of 2023-12-31")
def overdue(
    *, selection: options.ByItem, basis: options.Basis, output: options.Output, fail: options.Fail = False
) -> None:
    """已过时限而没有完成的目标、成果和任务，各有理由；从未报送的也算。"""
    _list([Status.OVERDUE], "没有逾期的事项。", selection, basis, output, fail=fail)


@command(app, "at-risk", example="dcgd at-risk --light 红")
def at_risk(
    *, selection: options.ByItem, basis: options.Basis, output: options.Output, fail: options.Fail = False
) -> None:
    """还没有逾期而有风险的：滞后、节点未完成、未报送、报送过期、临期、预测达不到、未能保持、问题超期，各有理由。"""
    _list([], "没有有风险的事项。", selection, basis, output, fail=fail)


def _list(
    statuses: list[Status], nothing: str, selection: Selection, basis: Basis, output: Output, *, fail: bool
) -> None:
    """The items of these statuses, or what is at risk, worst first; with `fail` the command ends with 1 for any.

    They are written as they are read.
    """
    shown = 0

    def rows() -> Iterator[Row]:
        nonlocal shown
        if statuses and selection.status and not set(statuses) & set(selection.status):
            return
        narrowed = selection._replace(status=statuses) if statuses else selection
        which = which_of(narrowed, at_risk=not statuses)
        for judged_item in listed_worst_first(session, session.on(basis.day), narrowed, which):
            shown += 1
            yield row_of(judged_item).as_json()

    with open_session(basis.data, basis.known_on) as session:
        filter_of(session.connection, selection)  # what is not found is said before anything is written
        emit(Table(typed_columns(session, ITEM_COLUMNS), rows()), output, nothing)
        if shown and fail:
            raise typer.Exit(FINDINGS)
