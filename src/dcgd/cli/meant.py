"""Which option an unexpected argument was meant for."""

from contextlib import suppress
from typing import Any

from dcgd.cli.console import typed
from dcgd.cli.session import open_session
from dcgd.errors import NotFound
from dcgd.index import lookup
from dcgd.naming import nearest
from dcgd.words import Light, Status

_ENDS = tuple("局委办室部会院处社镇乡区")
"""What the names of units end with."""


def meant(context: Any, word: str) -> str:
    """`；是不是：dcgd list --unit 区水利局？`, or an empty text if no option of the command takes the word."""
    offered = {param.name for param in context.command.params}
    words = context.command_path.split()
    if word.isdecimal() and "unit" in offered:
        return f"；是不是：{typed(*words[:-1], 'show', word)}？"
    option, value = _option(word, offered, context.params.get("data"))
    searched = context.params.get("search")
    if option == "--search" and searched:  # --search 养 老: a blank parts two arguments
        value = f"{searched} {value}"
    return f"；是不是：{typed(*words, option, value)}？" if option else ""


def _option(word: str, offered: set[str], data: Any) -> tuple[str, str]:
    """The option that takes the word, and the word as it should be written."""
    for name, words in (("status", Status), ("light", Light)):
        if name in offered and any(word in (known.value, known.chinese) for known in words):
            return f"--{name}", word
    with suppress(Exception), open_session(data, quiet=True) as session:
        for name, find in (("unit", lookup.units), ("section", lookup.sections)):
            if name in offered:
                with suppress(NotFound):
                    find(session.connection, [word])
                    return f"--{name}", word
        if "unit" in offered and word[-1:] in _ENDS:
            rows = session.connection.execute("SELECT name FROM units ORDER BY document, position")
            units = [name for (name,) in rows]
            for unit in nearest(word, units, most=1):
                return "--unit", unit
    return ("--search" if "search" in offered else ""), word
