"""`--help`, laid out for Chinese: every line fits the terminal."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from dcgd.cli.console import width as terminal_width
from dcgd.publish.tabular.width import width, wrap


def help_text(command: Any, ctx: Any) -> str:
    """The help of a command or a group: usage, what it does, arguments, options, an example, commands."""
    columns = min(terminal_width(), 100)
    lines = [command.get_usage(ctx), ""]
    for paragraph in (command.help or "").split("\n\n"):
        words = "".join(part.strip() for part in paragraph.strip().split("\n"))
        lines += [*wrap(words, columns), ""]
    arguments: list[tuple[str, str]] = []
    options: list[tuple[str, str]] = []
    for param in command.get_params(ctx):
        record = param.get_help_record(ctx)
        if record is not None:
            (arguments if param.param_type_name == "argument" else options).append(record)
    lines += _section("参数", arguments, columns) + _section("选项", options, columns)
    if command.epilog:
        lines += ["例：", *(f"  {line}" for line in wrap(command.epilog, columns - 2))]
    if hasattr(command, "list_commands"):
        grouped = command.command_groups() if hasattr(command, "command_groups") else {}
        for title, names in (grouped or {"命令": command.list_commands(ctx)}).items():
            commands = ((name, command.get_command(ctx, name)) for name in names)
            named = [(name, (known.help or "").split("\n")[0]) for name, known in commands if known is not None]
            lines += _section(title, named, columns)
    return "\n".join(lines).rstrip("\n")


def everyday(command: Any, ctx: Any, title: str, commands: Mapping[str, str], total: int) -> str:
    """The text of a bare `dcgd`: the everyday commands out of `total`, and how to see the others."""
    columns = min(terminal_width(), 100)
    lines = [command.get_usage(ctx), "", *_section(title, commands.items(), columns)]
    rest = f"还有 {total - len(commands)} 个命令：dcgd --help。一个命令怎样用：dcgd 命令 --help。"
    return "\n".join([*lines, *wrap(rest, columns)])


def _section(title: str, records: Iterable[tuple[str, str]], columns: int) -> list[str]:
    records = list(records)
    if not records:
        return []
    indent = min(max(width(name) for name, _ in records) + 4, columns // 2)
    lines = [f"{title}："]
    for name, words in records:
        wrapped = wrap(in_chinese(words), columns - indent)
        if width(name) + 4 > indent:
            lines += [f"  {name}"]
            name = ""  # noqa: PLW2901
        lines.append(f"  {name}{' ' * (indent - 2 - width(name))}{wrapped[0]}")
        lines += [" " * indent + line for line in wrapped[1:]]
    return [*lines, ""]


def in_chinese(words: str) -> str:
    """An option's words with what click adds to them in English said in Chinese."""
    for english, chinese in (("[default: ", "[缺省："), ("[required]", "[必填]"), ("; required]", "；必填]")):
        words = words.replace(english, chinese)
    return re.sub(r"; (\S+)<=x<=(\S+)]", r"，\1 至 \2]", words)
