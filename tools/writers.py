"""Every command that writes, for `torture.py` and the tests: a new writer is one line in a list."""

from typing import NamedTuple


class Writer(NamedTuple):
    """A command that writes, run in a workplace: a folder with a registry `data` and a folder `out`.

    `first` are commands that are run before, to lay ready what this one reads. `{day}`, `{task}` and `{mark}` in the
    arguments of a writer of `MIXED` are filled in for each run.
    """

    name: str
    args: tuple[str, ...]
    first: tuple[tuple[str, ...], ...] = ()


def _add(item: str, *more: str) -> tuple[str, ...]:
    return ("progress", "add", item, *more)


def _set(item: str, field: str, value: str, reason: str) -> tuple[str, ...]:
    return ("set", item, field, value, "--reason", reason, "--approved-by", "会议", "--date", "2025-10-09")


KILLED = (
    Writer("progress add（已有的月份）", _add("1-1", "--value", "16", "--date", "2025-12-20")),
    Writer("progress add（新的月份）", _add("1-1", "--value", "99", "--date", "2026-03-20")),
    Writer("set", _set("5-1", "value", "13", "批复")),
    Writer("unit add", ("unit", "add", "区档案馆", "--alias", "区档案局")),
    Writer("unit rename", ("unit", "rename", "区水利局", "区水务局")),
    Writer("init", ("init", "out/new", "--from-default")),
    Writer("schema", ("schema", "-o", "out/schema")),
    Writer("索引（任何读的命令）", ("list", "--format", "json")),
)
"""Each is run by itself and killed at any moment."""

MIXED = (
    Writer("progress add（目标）", _add("8-1", "--value", "1", "--date", "{day}", "--note", "{mark}")),
    Writer("progress add（任务）", _add("{task}", "--percent", "9", "--date", "{day}", "--note", "{mark}")),
    Writer("set", _set("8-1", "due", "{day}", "{mark}")),
    Writer("unit add", ("unit", "add", "区{mark}局")),
)
"""Run by many processes at once: each run leaves its mark in the registry, once."""
