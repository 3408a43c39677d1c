"""Every command that writes, for `torture.py` and the tests: a new writer is one line in a list."""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple


class Writer(NamedTuple):
    """A command that writes, run in a workplace: a folder with a registry `data` and a folder `out`.

    `first` are commands that are run before, to lay ready what this one reads. `{day}`, `{task}` and `{mark}` in the
    arguments of a writer of `MIXED` are filled in for each run.
    """

    name: str
    args: tuple[str, ...]
    first: tuple[tuple[str, ...], ...] = ()
    then: Callable[[Path], None] | None = None
    """What is done with the workplace after `first`."""


def _add(item: str, *more: str) -> tuple[str, ...]:
    return ("progress", "add", item, *more)


def _set(item: str, field: str, value: str, reason: str) -> tuple[str, ...]:
    return ("set", item, field, value, "--reason", reason, "--approved-by", "会议", "--date", "2025-10-09")


def _fill(work: Path) -> None:
    """Fill in the forms in `out`, as units would."""
    from openpyxl import load_workbook  # type: ignore[import-untyped]

    for path in sorted((work / "out").glob("*.xlsx")):
        book = load_workbook(path)
        sheet = book["填报"]
        at = {cell.value: cell.column for cell in sheet[4]}
        for row in range(5, sheet.max_row + 1):
            if sheet.cell(row, at["计量单位"]).value == "%":  # a count might fall below the one reported before
                sheet.cell(row, at["本期完成"]).value = 40
        book.save(path)


_PERIOD = ("--period", "2026-02")
_PROBLEM = "WT-2025-006"

KILLED = (
    Writer("progress add（已有的月份）", _add("1-1", "--value", "16", "--date", "2025-12-20")),
    Writer("progress add（新的月份）", _add("1-1", "--value", "99", "--date", "2026-03-20")),
    Writer("set", _set("5-1", "value", "13", "批复")),
    Writer("unit add", ("unit", "add", "区档案馆", "--alias", "区档案局")),
    Writer("unit rename", ("unit", "rename", "区水利局", "区水务局")),
    Writer("problem raise", ("problem", "raise", "3", "场地没有落实", "--by", "区科学技术局", "--date", "2025-12-01")),
    Writer(
        "problem advance",
        (
            "problem",
            "advance",
            _PROBLEM,
            "--by",
            "区政府办公室",
            "--to",
            "区发展和改革局",
            "--deadline",
            "2025-12-20",
            "--date",
            "2025-10-09",
        ),
    ),
    Writer("progress template", ("progress", "template", *_PERIOD, "-o", "out/forms", "--force")),
    Writer(
        "progress collect",
        ("progress", "collect", "out", *_PERIOD),
        (("progress", "template", *_PERIOD, "-o", "out"),),
        _fill,
    ),
    Writer("export html", ("export", "html", "-o", "out/site", "--as-of", "2025-12-01")),
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
    Writer("problem raise", ("problem", "raise", "{task}", "{mark}", "--by", "区财政局", "--date", "2025-12-01")),
)
"""Run by many processes at once: each run leaves its mark in the registry, once."""
