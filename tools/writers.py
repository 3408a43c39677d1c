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


DAY = "2025-09-30"
_AS_OF = ("--as-of", DAY)

KILLED = (
    Writer("progress add（已有的月份）", ("progress", "add", "1-1", "--value", "16", "--date", "2025-12-20")),
    Writer("progress add（新的月份）", ("progress", "add", "1-1", "--value", "99", "--date", "2026-03-20")),
    Writer("init", ("init", "out/new", "--from-default")),
    Writer("索引（任何读的命令）", ("list", "--format", "json")),
)
"""Each is run by itself and killed at any moment."""

MIXED = (
    Writer(
        "progress add（一项目标）", ("progress", "add", "8-1", "--value", "1", "--date", "{day}", "--note", "{mark}")
    ),
    Writer(
        "progress add（一项任务）",
        ("progress", "add", "{task}", "--percent", "9", "--date", "{day}", "--note", "{mark}"),
    ),
)
"""Run by many processes at once: each run leaves its mark in the registry, once."""
