"""`dcgd export`: the formats for other programs and other people."""

import typer

from dcgd.cli.front import Command, Group
from dcgd.cli.html import html

app = typer.Typer(cls=Group, add_completion=False, no_args_is_help=True, help="导出：网页 html。")
app.command("html", cls=Command)(html)


@app.callback()
def _group() -> None:
    """导出：网页 html。"""
