"""What a word that stands in the wrong place was meant for: an option of the command, or another command."""

import re
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import pairwise
from typing import Any

from dcgd.cli.console import typed
from dcgd.cli.session import Session, open_session
from dcgd.errors import NotFound
from dcgd.index import lookup
from dcgd.index.people import people
from dcgd.naming import nearest, typed_id
from dcgd.words import Light, Status

_ENDS = tuple("局委办室部会院处社镇乡区")
"""What the names of units end with."""
_ID = re.compile(r"\d{1,6}(?:-m?\d{1,6})?", re.ASCII)
_RECORD = re.compile(r"([A-Z]{2})-\d{4}-\d{1,6}", re.ASCII)
_RECORDS = {"WT": ("问题", "problem", "show"), "DB": ("督办单", "notice", "print"), "YQ": ("申请", "request", "list")}
_OF_NUMBERS = {"progress": "log", "notice": "print", "problem": "show", "request": "list"}
"""The command of a group that takes the number of what the group is about."""
_OF_UNITS = {"progress": "log", "notice": "list", "problem": "list"}


def meant(context: Any, word: str) -> str:
    """`；是不是：dcgd list --unit 区水利局？`, or an empty text if no option of the command takes the word."""
    offered = {param.name for param in context.command.params}
    words = context.command_path.split()
    if _ID.fullmatch(typed_id(word)) and "unit" in offered:
        return f"；是不是：{typed(words[0], 'show', word)}？"
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
        for name, find in (("unit", lookup.units), ("section", lookup.sections), ("person", people)):
            if name in offered:
                with suppress(NotFound):
                    find(session.connection, [word])
                    return f"--{name}", word
        if "unit" in offered:
            for unit in _near_units(session, word):
                return "--unit", unit
    return ("--search" if "search" in offered else ""), word


def _near_units(session: Session, word: str) -> list[str]:
    """The unit whose name is nearest to a word that ends as such names do."""
    if word[-1:] not in _ENDS:
        return []
    rows = session.connection.execute("SELECT name FROM units ORDER BY document, position")
    return nearest(word, [name for (name,) in rows], most=1)


def elsewhere(word: str) -> str:
    """What a name is that the command does not know, and the command that does; empty where nothing has that name."""
    with suppress(Exception), open_session(_given_data(), quiet=True) as session:
        for noun, command in _known(session, word):
            return f"“{word}”是{noun}：{typed(*command)}"
        for unit in _near_units(session, word):
            return f"是不是：{typed('dcgd', 'list', '--unit', unit)}？"
    return ""


def in_group(group: str, word: str) -> str:
    """The command of a group that was meant where a word stands in its place: `dcgd notice print 4`; else empty."""
    if group in _OF_NUMBERS and word[-1:].isdecimal():
        verb = _OF_NUMBERS[group]
        return typed("dcgd", group, verb, *([] if verb == "list" else [word]))
    with suppress(Exception), open_session(_given_data(), quiet=True) as session:
        for noun, command in _known(session, word):
            of_unit = noun == "单位" and group in _OF_UNITS
            return typed("dcgd", group, _OF_UNITS[group], "--unit", word) if of_unit else typed(*command)
    return ""


def _known(session: Session, word: str) -> Iterator[tuple[str, Sequence[str]]]:
    """What has this name: the word for what it is, and the command that shows it."""
    record = _RECORD.fullmatch(typed_id(word).upper())
    if record and record[1] in _RECORDS:
        noun, *command = _RECORDS[record[1]]
        yield noun, ("dcgd", *command, *([] if command[1] == "list" else [word]))
    with suppress(NotFound):
        lookup.units(session.connection, [word])
        yield "单位", ("dcgd", "list", "--unit", word)
    with suppress(NotFound):
        people(session.connection, [word])
        yield "人员", ("dcgd", "people", word)
    if _ID.fullmatch(typed_id(word)):
        with suppress(NotFound):
            lookup.task(session.connection, word)
            yield "任务或事项的编号", ("dcgd", "show", word)


def _given_data() -> list[str] | None:
    """The registries that the command line names."""
    words = sys.argv[1:]
    given = [after for word, after in pairwise(words) if word == "--data"]
    return given + [word.partition("=")[2] for word in words if word.startswith("--data=")] or None
