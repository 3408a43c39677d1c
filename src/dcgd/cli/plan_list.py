"""`dcgd plan list`: the checkpoints of a quarter, whose they are, and whether they are met."""

from typing import Annotated

import typer

from dcgd.cli import choices, options
from dcgd.cli.commands import command
from dcgd.cli.console import FINDINGS, say
from dcgd.cli.item_listing import LIGHT, columns, selected_items
from dcgd.cli.output import emit
from dcgd.cli.session import open_session
from dcgd.days import read_span
from dcgd.errors import BadValue, WrongUse
from dcgd.publish.table import Column, Table
from dcgd.tracking.due_checkpoints import CheckpointState, due_checkpoints

app = typer.Typer(add_completion=False)

CHECKPOINTS = (
    Column("date", "日期", narrow=True),
    Column("id", "编号", narrow=True),
    Column("title", "事项"),
    Column("wanted", "节点"),
    Column("leads", "牵头单位"),
    Column("owners", "责任人"),
    Column("label", "情况"),
    LIGHT,
)


@command(app, "list")
def list_(
    *,
    quarter: Annotated[
        str | None,
        typer.Option(
            "--quarter",
            metavar="季度",
            help="如 三季度、上半年、2025年一季度，缺省是 --as-of 所在的季度",
            show_default=False,
        ),
    ] = None,
    state: Annotated[
        CheckpointState | None,
        choices.option("--state", words=CheckpointState, noun="情况", help="只列这样的：{words}"),
    ] = None,
    selection: options.ByItem,
    basis: options.Basis,
    output: options.Output,
    fail: options.Fail = False,
) -> None:
    """这个季度（或 --quarter 写的几个季度）的节点：哪一天、哪一项、到哪一步，谁牵头、谁负责，完成了没有。"""
    try:
        first, last = read_span(quarter or basis.day.isoformat(), basis.day.year)
    except BadValue as error:
        raise WrongUse(f"--quarter：{error}") from None
    with open_session(basis.data, basis.known_on) as session:
        items = list(selected_items(session, basis.day, selection))
        due = due_checkpoints(items, basis.day, first, last)
        rows = [checkpoint.as_json() for checkpoint in due if state in (None, checkpoint.state)]
        emit(Table(columns(session, CHECKPOINTS), rows), output, f"{first} 至 {last} 没有这样的节点。")
        before = due_checkpoints(items, basis.day, first.min, first - first.resolution)
        late = sum(checkpoint.state is CheckpointState.LATE for checkpoint in before)
    if late and not quarter:
        say(f"此前的季度还有 {late} 个节点过期未完成，用 --quarter 列出。")
    if fail and any(checkpoint.state is CheckpointState.LATE for checkpoint in due):
        raise typer.Exit(FINDINGS)
