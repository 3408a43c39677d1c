"""`dcgd summary`: the state of things in Markdown."""

from typing import Annotated

import typer

from dcgd.cli import options, paper
from dcgd.cli.commands import Command
from dcgd.cli.moment import as_of
from dcgd.cli.session import open_session
from dcgd.errors import WrongUse

app = typer.Typer(add_completion=False)

_BY = ("section", "unit")


@app.command("summary", cls=Command)
def summary(
    by: Annotated[
        list[str] | None,
        typer.Option(
            "--by",
            metavar="分类",
            help="section 或 unit：只按它汇总，并把逾期、有风险的事项按它分列；缺省两张汇总表都有",
            show_default=False,
        ),
    ] = None,
    unit: options.Units = None,
    section: options.Sections = None,
    only: options.Whats = None,
    day: options.AsOf = None,
    data: options.Data = None,
    out: paper.Out = None,
    force: paper.Force = False,
    template: paper.Template = None,
) -> None:
    """总体情况的 Markdown：数目和百分比、低于序时进度的事项和差距、没有报送的、按章节和单位。"""
    from dcgd.publish.facts import facts
    from dcgd.publish.summary import summary as written

    for name in by or ():
        if name not in _BY:
            raise WrongUse(f"--by 没有“{name}”；可以是：{'、'.join(_BY)}")
    own = paper.read_template(template)
    with open_session(data) as session:
        found = facts(paper.book(session, as_of(day), unit=unit, section=section, only=only), by or _BY)
        with paper.blaming(template):
            text = written(found, grouped=bool(by), own=None if own is None else own.decode("utf-8-sig"))
        paper.deliver(text.encode("utf-8"), out, default=None, force=force)
