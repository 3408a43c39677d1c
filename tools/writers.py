"""Every command that writes, for `torture.py` and the tests: a new writer is one line in a list."""

import re
from collections.abc import Callable
from pathlib import Path
from shutil import copytree, rmtree
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent


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
    again: tuple[str, ...] = ()
    """What makes whole what was left between the old and the new, if it is not the same command."""
    told: str = ""
    """What the same command says first where the records are there and not all of the papers."""


def _add(item: str, *more: str) -> tuple[str, ...]:
    return ("progress", "add", item, *more)


def _set(item: str, field: str, value: str, reason: str) -> tuple[str, ...]:
    return ("set", item, field, value, "--reason", reason, "--approved-by", "会议", "--date", "2025-10-09")


def _fill(work: Path) -> None:
    """Fill in the forms in `out`, as units would."""
    from openpyxl import load_workbook

    for path in sorted((work / "out").glob("*.xlsx")):
        book = load_workbook(path)
        sheet = book["填报"]
        at = {cell.value: cell.column for cell in sheet[4]}
        for row in range(5, sheet.max_row + 1):
            item = str(sheet.cell(row, at["编号"]).value)
            if "-m" in item or item.isdigit():  # of a number it would be doubted that it falls
                sheet.cell(row, at["本期完成"]).value = 100
        book.save(path)


def _proof(work: Path) -> None:
    """Lay a piece of evidence ready."""
    (work / "验收单.pdf").write_bytes(b"%PDF-1.7\n")


def _city(work: Path) -> None:
    """Lay a city above the registry ready, and a link to it that a person accepted."""
    copytree(ROOT / "examples" / "shili-2025", work / "city")
    (work / "承接.yaml").write_text(
        "- {item: '云汐政办字〔2025〕3号:13-m1', implements: '示政办发〔2025〕1号:7-2'}\n",
        encoding="utf-8",
        newline="\n",
    )


PAPER = "云督通〔2025〕1号"


def _issued(work: Path) -> None:
    """Lay a register of papers ready in which one stands."""
    (work / "data" / "papers.yaml").write_text(
        f"papers:\n  - {{kind: bulletin, number: {PAPER}, period: 2025-09, as_of: 2025-09-30, issued: 2025-10-16, "
        f"to: 各责任单位, facts: {'4' * 63}a}}\n",
        encoding="utf-8",
        newline="\n",
    )


def _plan(work: Path) -> None:
    """Fill in the plans in `plans`, as units would."""
    from openpyxl import load_workbook

    for path in sorted((work / "plans").glob("*.xlsx")):
        book = load_workbook(path)
        sheet = book["计划"]
        at = {cell.value: cell.column for cell in sheet[3]}
        for row in range(4, sheet.max_row + 1):
            if sheet.cell(row, at["上半年"]).value is None and sheet.cell(row, at["序号"]).value:
                sheet.cell(row, at["上半年"]).value = "完成一半的准备"
        book.save(path)


def _document(work: Path) -> None:
    """Lay an official document ready."""
    text = next((ROOT / "data" / "source").glob("*.md")).read_bytes()
    (work / "data" / "text.md").write_bytes(text)


def _drafted(work: Path) -> None:
    """Mark a target of the registry as a draft that is to be reviewed."""
    tasks = work / "data" / "tasks.yaml"
    text = tasks.read_text(encoding="utf-8")
    tasks.write_text(
        text.replace("          - id: 5-1\n", "          - id: 5-1\n            review: true\n"),
        encoding="utf-8",
        newline="\n",
    )


def _longer(work: Path) -> None:
    """Lay a version of the registry's own document ready that has one task more, at its end, by a new unit."""
    [source] = (ROOT / "examples" / "yunxi-2025" / "source").glob("*.md")
    text = source.read_text(encoding="utf-8")
    (work / "data" / "source").mkdir()
    (work / "data" / "source" / source.name).write_text(text, encoding="utf-8", newline="\n")
    last = max(int(number) for number in re.findall(r"^(\d+)\. ", text, re.MULTILINE))
    more = f"\n\n{last + 1}. 建设智慧水务。建成智慧水务平台。（牵头单位：区大数据局）\n"
    (work / source.name).write_text(text.rstrip() + more, encoding="utf-8", newline="\n")


def _meeting(work: Path) -> None:
    """Lay the year's registry of meetings ready in place of the other, whole by itself, and the minutes of one more."""
    meetings = ROOT / "examples" / "yunxi-meetings"
    rmtree(work / "data")
    copytree(meetings / "minutes-2025", work / "data")
    for path in meetings.glob("*.yaml"):
        (work / "data" / path.name).write_bytes(path.read_bytes())
    text = (ROOT / "examples" / "minutes.md").read_text(encoding="utf-8")
    (work / "minutes.md").write_text(text, encoding="utf-8", newline="\n")


_AS_OF = ("--as-of", "2025-12-01")
_NOTICES = ("-o", "out/notices", "--force", *_AS_OF)
_MONTH = ("--period", "2025-09")
_PERIOD = ("--period", "2026-02")
_PROBLEM = "WT-2025-006"
_ASSIGNED = ("--by", "区政府办公室", "--to", "区发展和改革局", "--deadline", "2025-12-20", "--date", "2025-10-09")

_QUOTED = ("--quote", "新增高新技术企业15家以上")
_TARGET = (*_QUOTED, "--indicator", "又一", "--kind", "level", "--value", "15", "--unit-measure", "家")
_MILESTONE = ("--quote", "开展精准辅导", "--title", "精准辅导")
_WRONG = ("--by", "区政府办公室", "--note", "登记错了")

KILLED = (
    Writer("progress add（已有的月份）", _add("1-1", "--value", "16", "--date", "2025-12-20")),
    Writer("progress add（新的月份）", _add("1-1", "--value", "17", "--date", "2026-03-20")),
    Writer(
        "progress add --keep",
        _add("1-1", "--value", "16", "--date", "2025-12-20", "--evidence", "验收单.pdf", "--keep"),
        then=_proof,
    ),
    Writer("set", _set("5-1", "value", "13", "批复")),
    Writer("trace --accept", ("trace", "--accept", "承接.yaml", "--data", "data", "--data", "city"), then=_city),
    Writer("add unit", ("add", "unit", "区档案馆", "--alias", "区档案局")),
    Writer("add task", ("add", "task", "--text", "建设智慧水务。建成平台 1 个。", "--lead", "区水利局")),
    Writer("add target", ("add", "target", "1", *_TARGET)),
    Writer("add milestone", ("add", "milestone", "1", *_MILESTONE)),
    Writer("add person", ("add", "person", "甲某某", "--unit", "区水利局", "--phone", "13000000000")),
    Writer("unit set", ("unit", "set", "区水利局", "note", "管水")),
    Writer("unit remove", ("unit", "remove", "区档案馆"), (("add", "unit", "区档案馆"),)),
    Writer("unit rename", ("unit", "rename", "区水利局", "区水务局")),
    Writer("review", ("review", "data", "accept", "5-1"), then=_drafted),
    Writer("problem raise", ("problem", "raise", "3", "场地没有落实", "--by", "区科学技术局", "--date", "2025-12-01")),
    Writer(
        "problem advance",
        ("problem", "advance", _PROBLEM, *_ASSIGNED),
    ),
    Writer("progress template", ("progress", "template", *_PERIOD, "-o", "out/forms", "--force")),
    Writer(
        "progress collect",
        ("progress", "collect", "out", *_PERIOD),
        (("progress", "template", *_PERIOD, "-o", "out"),),
        _fill,
    ),
    Writer("plan template", ("plan", "template", "-o", "out/plans", "--force")),
    Writer(
        "plan collect",
        ("plan", "collect", "plans"),
        (("plan", "template", "-o", "plans"),),
        _plan,
    ),
    Writer(
        "notice issue",
        ("notice", "issue", "-u", "区生态环境分局", *_NOTICES),
        again=("notice", "print", "DB-2025-004", "DB-2025-005", "DB-2025-006", "DB-2025-007", *_NOTICES),
        told="没有文件的督办单：DB-2025-00",
    ),
    Writer("notice reply", ("notice", "reply", "DB-2025-003", "--date", "2026-02-02")),
    Writer("notice withdraw", ("notice", "withdraw", "DB-2025-003", *_WRONG, "--date", "2026-02-02")),
    Writer("papers --issue", ("papers", "bulletin", *_MONTH, "-o", "out/papers", "--issue", "--date", "2026-01-16")),
    Writer("papers withdraw", ("papers", "withdraw", PAPER, "--reason", "发错了"), then=_issued),
    Writer("seal", ("seal", "2025-08")),
    Writer("progress withdraw", ("progress", "withdraw", "1-1", *_WRONG)),
    Writer("problem withdraw", ("problem", "withdraw", _PROBLEM, *_WRONG, "--date", "2025-12-01")),
    Writer(
        "request decide",
        ("request", "decide", "3", "--approve", "--by", "会议", "--date", "2025-12-02"),
        (("request", "ask", "9-1", "due", "2026-03-31", "--by", "区住建局", "--note", "停工", "--date", "2025-12-01"),),
    ),
    Writer("export xlsx", ("export", "xlsx", "-o", "out/台账.xlsx", *_AS_OF)),
    Writer("export docx", ("export", "docx", "-o", "out/通报.docx", *_AS_OF)),
    Writer("export ics", ("export", "ics", "-o", "out/日历.ics", *_AS_OF)),
    Writer("export csv", ("export", "csv", "-o", "out/csv", "--force", *_AS_OF)),
    Writer("export sqlite", ("export", "sqlite", "out/台账.sqlite", "--force", *_AS_OF)),
    Writer("summary", ("summary", "-o", "out/总体情况.md", "--force", *_AS_OF)),
    Writer("import", ("import", "data/text.md", "-o", "out/draft"), then=_document),
    Writer("import --update", ("import", "yunxi-2025-3.md", "--update", "data"), then=_longer),
    Writer("import --append", ("import", "minutes.md", "--append", "data"), then=_meeting),
    Writer("export html", ("export", "html", "-o", "out/site", *_AS_OF)),
    Writer("init", ("init", "out/new", "--from-default")),
    Writer("schema", ("schema", "-o", "out/schema")),
    Writer("索引（任何读的命令）", ("list", "--format", "json")),
)
"""Each is run by itself and killed at any moment."""

MIXED = (
    Writer("progress add（目标）", _add("8-1", "--value", "1", "--date", "{day}", "--note", "{mark}", "--yes")),
    Writer("progress add（任务）", _add("16", "--percent", "9", "--date", "{day}", "--note", "{mark}", "--yes")),
    Writer("set", _set("8-1", "due", "{day}", "{mark}")),
    Writer("add unit", ("add", "unit", "区{mark}局")),
    Writer("add milestone", ("add", "milestone", "1", "--quote", "开展精准辅导", "--title", "{mark}")),
    Writer("problem raise", ("problem", "raise", "{task}", "{mark}", "--by", "区财政局", "--date", "2025-12-01")),
    Writer("problem assign", ("problem", "assign", _PROBLEM, *_ASSIGNED, "--note", "{mark}")),
    Writer("unit rename", ("unit", "rename", "区水利局", "区{mark}局")),
    Writer("progress withdraw", ("progress", "withdraw", "8-1", "--by", "区政府办公室", "--note", "{mark}")),
)
"""Run by many processes at once: each run leaves its mark in the registry, once."""

ONCE = (
    Writer(
        "progress collect",
        ("progress", "collect", "out", *_PERIOD),
        (("progress", "template", *_PERIOD, "-o", "out"),),
        _fill,
    ),
    Writer(
        "plan collect",
        ("plan", "collect", "plans"),
        (("plan", "template", "-o", "plans"),),
        _plan,
    ),
    Writer("notice issue", ("notice", "issue", "-u", "区生态环境分局", "-o", "notices", *_AS_OF)),
    Writer("notice reply", ("notice", "reply", "DB-2025-003", "--date", "2026-02-02")),
    Writer("import --update", ("import", "yunxi-2025-3.md", "--update", "data"), then=_longer),
    Writer("papers --issue", ("papers", "bulletin", *_MONTH, "-o", "issued", "--issue", "--date", "2026-01-16")),
    Writer("export csv", ("export", "csv", "-o", "csv", *_AS_OF)),
)
"""Run once each while many processes write those of `MIXED`."""

PAPERS: tuple[tuple[str, ...], ...] = (
    ("export", "xlsx", "-o", "papers/台账.xlsx", "--force", *_AS_OF),
    ("export", "docx", "-o", "papers/通报.docx", "--force", *_AS_OF),
    ("export", "ics", "-o", "papers/日历.ics", "--force", *_AS_OF),
    ("export", "sqlite", "papers/台账.sqlite", "--force", *_AS_OF),
    ("export", "html", "-o", "papers/网页", *_AS_OF),
    ("summary", "-o", "papers/总体情况.md", "--force", *_AS_OF),
    ("progress", "template", *_PERIOD, "-o", "papers/表", "--force"),
)
"""Made of a registry again and again while others write into it."""

READERS: tuple[tuple[str, ...], ...] = (
    ("validate", "data"),
    ("list", "--format", "json"),
    ("show", "8"),
    ("targets",),
    ("status",),
    ("progress", "log"),
    ("problem", "list"),
    ("sql", "SELECT count(*) FROM reports JOIN tasks ON tasks.number = reports.task"),
)
"""Read a registry again and again while others write into it."""
