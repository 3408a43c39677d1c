"""The page of all commands and options, from the program itself: docs/commands.md."""

import re
from collections.abc import Iterator
from typing import Any

import typer

from dcgd.cli.catalogue import COMMANDS, GROUPS, Many
from dcgd.cli.front import app
from dcgd.cli.help import in_chinese
from dcgd.publish.table import markdown_text

BAR = "\\|"
"""How a bar is written in a cell of a table."""
_TITLE = """# 命令

由程序生成（`make pages`），与 `dcgd 命令 --help` 说的一样。怎样用在一个月的工作里，见[教程](tutorial.md)和[怎么做](howto.md)。
"""


def page() -> str:
    """The whole page: the commands in the groups of the help, each with its usage, arguments, options and example."""
    front = typer.main.get_command(app)
    context = front.make_context("dcgd", [], resilient_parsing=True)
    pieces = [_TITLE]
    for title, names in GROUPS.items():
        pieces.append(f"## {title}\n")
        for name in names:
            entry = COMMANDS[name]
            command: Any = front.get_command(context, name)  # type: ignore[attr-defined]
            inner = typer.Context(command, parent=context, info_name=name)
            pieces.append(f"### dcgd {name}\n\n{_words(command)}")
            if isinstance(entry, Many):
                for sub in entry.modules:
                    part = command.get_command(inner, sub)
                    pieces += [f"#### dcgd {name} {sub}\n\n{_words(part)}", *_one(part, inner, sub)]
            else:
                pieces += _one(command, context, name)
    return "\n".join(pieces)


def _words(command: Any) -> str:
    paragraphs = ["".join(line.strip() for line in part.split("\n")) for part in (command.help or "").split("\n\n")]
    return "\n\n".join(markdown_text(part) for part in paragraphs if part) + "\n"


def _one(command: Any, parent: Any, name: str) -> Iterator[str]:
    context = typer.Context(command, parent=parent, info_name=name)
    # Older versions of Typer write no braces around what must be given.
    usage = re.sub(r"^用法：|[{}]", "", command.get_usage(context))
    yield f"```text\n{usage}\n```\n"
    records = [record for param in command.get_params(context) if (record := param.get_help_record(context))]
    records = [(head, words) for head, words in records if "--help" not in head]
    rows = [f"| `{head.replace('|', BAR)}` | {markdown_text(in_chinese(words))} |" for head, words in records]
    if rows:
        yield "\n".join(["| 写法 | 意思 |", "|---|---|", *rows]) + "\n"
    if command.epilog:
        yield f"例：\n\n```text\n{command.epilog}\n```\n"
