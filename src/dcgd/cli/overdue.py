"""`dcgd overdue` and `dcgd at-risk`: what is late, and what will be."""

from collections.abc import Callable

import typer

from dcgd.cli import options
from dcgd.cli.commands import command
from dcgd.cli.console import FINDINGS
from dcgd.cli.item_listing import ITEM_COLUMNS, listed_items, typed_columns
from dcgd.cli.options import Basis, Output, Selection
from dcgd.cli.output import emit
from dcgd.cli.session import open_session
from dcgd.model import Status
from dcgd.publish.table import Table
from dcgd.tracking.item_row import row_of
from dcgd.tracking.judged_items import worst_first
from dcgd.tracking.judging.assess import Verdict

app = typer.Typer(add_completion=False)


@command(app, "overdue", example="dcgd overdue --unit 区水利局 --as-of 2023-12-31")
def overdue(
    *, selection: options.ByItem, basis: options.Basis, output: options.Output, fail: options.Fail = False
) -> None:
    """已过时限而没有完成的目标、成果和任务，各有理由；从未报送的也算。"""
    _list(lambda verdict: verdict.status is Status.OVERDUE, "没有逾期的事项。", selection, basis, output, fail=fail)


@command(app, "at-risk", example="dcgd at-risk --light 红")
def at_risk(
    *, selection: options.ByItem, basis: options.Basis, output: options.Output, fail: options.Fail = False
) -> None:
    """还没有逾期而有风险的：滞后、节点未完成、未报送、报送过期、临期、预测达不到、未能保持、问题超期，各有理由。"""
    _list(lambda verdict: verdict.at_risk, "没有有风险的事项。", selection, basis, output, fail=fail)


def _list(
    keep: Callable[[Verdict], bool], nothing: str, selection: Selection, basis: Basis, output: Output, *, fail: bool
) -> None:
    """The items whose verdict is to be kept, worst first; with `fail` the command ends with 1 where there are any."""
    with open_session(basis.data, basis.known_on) as session:
        selected = worst_first(listed_items(session, session.on(basis.day), selection))
        rows = [row_of(judged_item).as_json() for judged_item in selected if keep(judged_item.verdict)]
        emit(Table(typed_columns(session, ITEM_COLUMNS), rows), output, nothing)
        if rows and fail:
            raise typer.Exit(FINDINGS)
