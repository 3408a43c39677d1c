"""Which option an unexpected argument was meant for."""

from contextlib import suppress
from typing import Any

from dcgd.cli.console import typed
from dcgd.cli.session import open_session
from dcgd.errors import NotFound
from dcgd.index import lookup
from dcgd.words import Light, Status


def meant(context: Any, word: str) -> str:
    """`；是不是：dcgd list --unit 区水利局？`, or an empty text if no option of the command takes the word."""
    offered = {param.name for param in context.command.params}
    words = context.command_path.split()
    if word.isdecimal() and "unit" in offered:
        return f"；是不是：{typed(*words[:-1], 'show', word)}？"
    option = _option(word, offered, context.params.get("data"))
    return f"；是不是：{typed(*words, option, word)}？" if option else ""


def _option(word: str, offered: set[str], data: Any) -> str:
    for name, words in (("status", Status), ("light", Light)):
        if name in offered and any(word in (known.value, known.chinese) for known in words):
            return f"--{name}"
    with suppress(Exception), open_session(data, quiet=True) as session:
        for name, find in (("unit", lookup.units), ("section", lookup.sections)):
            if name in offered:
                with suppress(NotFound):
                    find(session.connection, [word])
                    return f"--{name}"
    return "--search" if "search" in offered else ""
