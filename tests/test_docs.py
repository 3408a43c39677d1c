"""Every command line that a document shows works as shown."""

import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from dcgd.cli.review_dialogue import _KEYS
from readme import shown

ROOT = Path(__file__).resolve().parent.parent
Run = Callable[..., subprocess.CompletedProcess[str]]

DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md"), *(ROOT / "examples").glob("*.md")])


SHELL = re.compile(r"[|<>;&$*~`\\]")
"""What in a line is the shell's business."""


def called(line: str, folder: Path, call: Run) -> subprocess.CompletedProcess[str]:
    _dcgd, *words = shlex.split(line, comments=True)
    return call(*words, cwd=folder)


def in_a_shell(line: str, folder: Path) -> subprocess.CompletedProcess[str]:
    line = line.replace("dcgd ", f"'{sys.executable}' -m dcgd ", 1)
    return subprocess.run(line, shell=True, cwd=folder, capture_output=True, encoding="utf-8", timeout=300, check=False)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_command_line_shown_works(document: Path, tmp_path: Path, call: Run) -> None:
    """They are run in order, in a copy of the repository; a block marked `exit N` ends with that code."""
    commands = [entry for entry in shown(document) if entry.mark not in ("first", "tests", "manual")]
    if not commands:
        return
    work = tmp_path / "clone"
    work.mkdir()
    for name in ("data", "examples", "docs"):
        if (ROOT / name).exists():
            shutil.copytree(ROOT / name, work / name)
    for entry in commands:
        assert entry.command.startswith("dcgd "), f"{entry.command!r} is no dcgd command; mark its block `manual`"
        done = in_a_shell(entry.command, work) if SHELL.search(entry.command) else called(entry.command, work, call)
        wanted = int(entry.mark.split()[1]) if entry.mark.startswith("exit") else 0
        assert done.returncode == wanted, f"{entry.command}\n{done.stderr}"
        for text in entry.output.splitlines():
            if text.strip() and text.strip() != "…":
                assert text.rstrip() in done.stdout + done.stderr, f"{entry.command} no longer prints {text!r}"


def test_both_readmes_show_the_same_commands() -> None:
    english, chinese = (shown(ROOT / name) for name in ("README.md", "README.zh-CN.md"))
    assert [entry.command for entry in english] == [entry.command for entry in chinese]


def test_the_two_command_lines_stand_in_the_readme() -> None:
    marks = [entry.mark for entry in shown(ROOT / "README.md")]
    assert marks.count("first") == marks.count("tests") == 1


def test_every_test_that_a_promise_names_is_there() -> None:
    """The files that the page links hold the tests that it names, and every file is linked for one."""
    page = (ROOT / "docs" / "reliability.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`(test_\w+)`", page))
    files = {(ROOT / "docs" / target).resolve() for target in re.findall(r"\]\((\.\./tests/[^)]+)\)", page)}
    defined = {path: set(re.findall(r"(?m)^ *def (test_\w+)", path.read_text(encoding="utf-8"))) for path in files}
    assert len(named) > 50
    assert named - set().union(*defined.values()) == set()
    assert [path.name for path, names in defined.items() if not names & named] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(document: Path) -> None:
    for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", document.read_text(encoding="utf-8")):
        assert (document.parent / target).exists(), f"{document.name} links to {target}"


def test_the_tutorial_names_the_keys_that_review_takes() -> None:
    """A newcomer presses what the tutorial says; what the program says is one line of words."""
    lines = (ROOT / "docs" / "tutorial.md").read_text(encoding="utf-8").splitlines()
    sentence = next(line for line in lines if "一条一条地问" in line)
    keys = re.findall(r"`(\w)` ?(\w+)", sentence)
    assert len(keys) == 5
    assert [f"{key} {does}" for key, does in keys if f"{key} {does}" not in _KEYS] == []
