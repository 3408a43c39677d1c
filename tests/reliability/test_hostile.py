"""Hostile data, names and options: a diagnostic or a sentence; nothing read or written elsewhere, nothing unbounded."""

import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dcgd.registry.load import read
from dcgd.unseen import unseen

Call = Callable[..., Any]

STEERING = "\x1b[31m\x1b]0;题\x07\x9b31m\u202e\u2066\u200b\u200d\u061c\u3164\ufe0f\u034f\U000e0041"
"""Colours, a new window title, a bell, C1 controls, text turned round, what has no width, what is drawn as nothing."""

HOSTILE = {
    "control characters": f"甲{STEERING}乙",
    "no UTF-8": os.fsdecode(b"\xff\xfe"),
    "an option": "--force",
    "a template": "%s{x}{0}",
    "rich markup": "[red]x[/red][/y]",
    "SQL": "' OR 1=1 --",
    "a pattern": "*%_[",
    "a formula": "=1+1",
    "a path": "../../etc/passwd",
    "lines": "\n\n",
    "much": "甲" * 30_000,
    "nothing": "",
}
COMMANDS = (
    ("list", "--search=X"), ("list", "--unit=X"), ("list", "--section=X"), ("list", "--format=X"), ("show", "X"),
    ("targets", "--status=X"), ("targets", "--as-of=X"), ("units", "X"), ("status", "--by=X"), ("history", "X"),
    ("progress", "log", "X"), ("progress", "missing", "--period=X"), ("progress", "add", "X", "--value", "1"),
    ("progress", "add", "1-1", "--value=X"), ("progress", "add", "16", "--percent", "5", "--by=X"),
    ("progress", "add", "16", "--percent", "5", "--date", "2025-12-20", "--note=X"),
    ("progress", "add", "16", "--percent", "5", "--date", "2025-12-20", "--evidence=X"),
    ("set", "X", "value", "3", "--reason", "甲", "--approved-by", "乙"),
    ("set", "1-1", "due", "2025-12-30", "--date", "2025-10-10", "--reason=X", "--approved-by", "乙"),
    ("add", "unit", "X"), ("unit", "alias", "区水利局", "X"), ("problem", "raise", "2", "X", "--by", "区财政局"),
    ("problem", "close", "X", "--by", "区财政局"), ("sql", "X"), ("explain", "X"), ("schema", "X"), ("diff", "X"),
    ("add", "target", "1", "--quote=X"), ("add", "target", "X"), ("add", "person", "X"), ("add", "task", "--text=X"),
    ("add", "milestone", "1", "--quote", "开展精准辅导", "--title=X"), ("unit", "set", "区水利局", "note", "X"),
    ("unit", "set", "区水利局", "X", "甲"), ("unit", "remove", "X"), ("unit", "rename", "区水利局", "X"), ("list", "X"),
    ("add", "person", "甲", "--phone=X"), ("list", "--light=X"), ("notice", "X"), ("notice", "print", "X"),
    ("notice", "reply", "X"), ("notice", "list", "--task=X"), ("problem", "show", "X"), ("problem", "reject", "X"),
    ("diff", "HEAD:X"), ("validate", "X"), ("verify", "X"), ("progress", "collect", "X"), ("X",),
)  # fmt: skip


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_option_is_answered_in_words(call: Call, example: Path, kind: str) -> None:
    text = HOSTILE[kind]
    for command in COMMANDS:
        args = [part.replace("X", text) for part in command]
        done = call(*args, DCGD_DATA=str(example))
        said = done.stdout + done.stderr
        assert done.returncode in (0, 1, 2), (args, said)
        assert not unseen(said) - {"\n", "\t"}, (args, said)
        assert "Traceback" not in said
    assert [each for each in read(example).diagnostics if each.severity.value == "error"] == []


def test_what_was_recorded_of_a_hostile_note_is_what_was_given_and_cannot_steer(call: Call, example: Path) -> None:
    note = "=cmd|' /C calc'!A0 <b>x</b> [red]\\ `~ {a: b} - # 甲"
    args = ("progress", "add", "16", "--percent", "80", "--date", "2025-12-20", "--note", note)
    assert call(*args, DCGD_DATA=str(example)).returncode == 0
    assert note in {filed.entity.note for filed in read(example).registry.reports}
    shown = {form: call("progress", "log", "16", "--format", form, DCGD_DATA=str(example)).stdout for form in
             ("csv", "markdown", "table", "tsv", "json", "yaml")}  # fmt: skip
    assert f"'{note}" in shown["csv"], "a spreadsheet takes it for text"
    assert "<b>" not in shown["markdown"]
    assert "[red]" in shown["table"].replace("\n", ""), "rich takes it for no markup"


def test_a_hostile_name_of_a_folder_cannot_steer(call: Call, example: Path) -> None:
    for text in (f"甲{STEERING}乙", os.fsdecode(b"\xb6\xab\xb2\xfd"), "-x", "[red]"):
        folder = example.parent / text
        example.rename(folder)
        for command in ("validate", "list", "sql", "progress"):
            more = {"sql": ("SELECT path, registry FROM documents",), "progress": ("add", "16", "--percent", "x")}
            for form in ("json", "tsv") if command in ("list", "sql") else ("",):
                args = (command, *more.get(command, ()), *(("--format", form) if form else ()), f"--data={folder}")
                done = call(*args, DCGD_CACHE="0")
                assert done.returncode in (0, 2), done.stderr
                assert not unseen(done.stdout + done.stderr) - {"\n", "\t"}, args
        folder.rename(example)


@pytest.mark.parametrize("letter", ["甲", "\U00020000", "a"])
def test_units_of_endless_names_have_forms_of_their_own(call: Call, example: Path, letter: str) -> None:
    names = {"区水利局": f"{letter * 300}乙", "区民政局": f"{letter * 300}丙"}
    for file in example.rglob("*.yaml"):
        text = file.read_text(encoding="utf-8")
        for old, new in names.items():
            text = re.sub(rf"(?<=[\[ ]){old}(?=[\],}}\n])", new, text)
        file.write_text(text, encoding="utf-8")
    out = example.parent / "out"
    args = ("progress", "template", "--period", "2025-02", "--data", str(example), "-o", str(out))
    done = call(*args)
    assert done.returncode == 0, done.stderr
    assert len([path for path in out.iterdir() if path.name.startswith(letter * 20)]) == 2
    files = [file for _, file, *_ in (line.split("\t") for line in done.stdout.splitlines()[1:]) if file]
    assert sorted(files) == sorted(map(str, out.iterdir())), "one for each row that names one"
    assert call(*args, "--unit", names["区民政局"], "--force").returncode == 0
    assert len([path for path in out.iterdir() if path.name.startswith(letter * 20)]) == 2, "the name is its own"


BOUND_SECONDS, BOUND_MB = 60, 1200
"""Of the program's own time and memory for one hostile file of up to 200 MB."""
HUGE: dict[str, tuple[Callable[[Path], object], str]] = {
    "a file of 1 GiB": (lambda file: os.truncate(file, 2**30), "file-too-large"),
    "ten million brackets": (lambda file: file.write_text("[" * 10_000_000), "yaml-syntax"),
    "a hundred thousand levels": (
        lambda file: file.write_text("".join(" " * min(level, 300) + "a:\n" for level in range(100_000))),
        "yaml-syntax",
    ),
    "a bomb of aliases": (
        lambda file: file.write_text("a: &a [x]\n" + "".join(f"a{n}: &a{n} [*a{n - 1}, *a]\n" for n in range(99))),
        "yaml-anchor",
    ),
    "ten thousand units of one name": (
        lambda file: file.write_text("units:\n" + "- {name: 甲}\n" * 10_000, encoding="utf-8"),
        "alias-claimed-twice",
    ),
}


@pytest.mark.parametrize("kind", HUGE)
def test_a_huge_file_takes_bounded_time_and_memory(example: Path, kind: str, measured: Callable[..., Any]) -> None:
    """More and larger ones are in `tools/huge.py`, whose figures stand in docs/reliability.md."""
    make, code = HUGE[kind]
    make(example / "units.yaml")
    cost = measured("validate", str(example))
    assert cost.code == 1
    assert code in cost.said
    assert cost.seconds < BOUND_SECONDS
    assert cost.megabytes < BOUND_MB
