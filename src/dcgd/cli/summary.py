"""`dcgd summary`: the state of things in Markdown."""

from typing import Annotated

import typer

from dcgd.cli import choices, options, paper
from dcgd.cli.commands import command
from dcgd.cli.item_listing import selected_snapshot
from dcgd.cli.session import open_session
from dcgd.model import Grouping
from dcgd.publish.papers.facts import facts
from dcgd.publish.papers.summary import summary as summary_text

app = typer.Typer(add_completion=False)

_BY = (Grouping.SECTION, Grouping.UNIT)


@command(app, "summary")
def summary(
    *,
    by: Annotated[
        list[Grouping] | None,
        choices.option(
            "--by",
            words=_BY,
            noun="分类",
            help="{words}：只按它汇总，并把逾期、有风险的事项按它分列；缺省两张汇总表都有",
        ),
    ] = None,
    selection: options.ByItem,
    basis: options.Basis,
    to: paper.Delivery,
    template: paper.Template = None,
) -> None:
    """总体情况的 Markdown：数目和百分比、低于序时进度的事项和差距、没有报送的、按章节和单位。"""
    own = paper.read_template(template)
    with open_session(basis.data, basis.known_on) as session:
        summary_facts = facts(selected_snapshot(session, session.on(basis.day), selection), by or _BY)
        with paper.blaming(template):
            text = summary_text(summary_facts, grouped=bool(by), own=own)
        paper.deliver(text.encode("utf-8"), to, default=None, suffix=".md")
