"""Every command line that a document shows works as shown."""

import importlib.util
import re
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parent.parent


def _readme() -> ModuleType:
    spec = importlib.util.spec_from_file_location("readme", ROOT / "tests" / "readme.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["readme"] = module
    spec.loader.exec_module(module)
    return module


DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md"), *(ROOT / "examples").glob("*.md")])


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_command_line_shown_works(document: Path, tmp_path: Path) -> None:
    """They are run in order, in a copy of the repository; a block marked `exit N` ends with that code."""
    commands = [each for each in _readme().shown(document) if each.mark not in ("first", "tests", "manual")]
    if not commands:
        return
    work = tmp_path / "clone"
    work.mkdir()
    for name in ("data", "examples", "docs"):
        if (ROOT / name).exists():
            shutil.copytree(ROOT / name, work / name)
    for each in commands:
        assert each.command.startswith("dcgd "), f"{each.command!r} is no dcgd command; mark its block `manual`"
        line = each.command.replace("dcgd ", f"'{sys.executable}' -m dcgd ", 1)
        done = subprocess.run(
            line, shell=True, cwd=work, capture_output=True, encoding="utf-8", timeout=300, check=False
        )
        wanted = int(each.mark.split()[1]) if each.mark.startswith("exit") else 0
        assert done.returncode == wanted, f"{each.command}\n{done.stderr}"
        for text in each.output.splitlines():
            if text.strip() and text.strip() != "…":
                assert text.rstrip() in done.stdout + done.stderr, f"{each.command} no longer prints {text!r}"


def test_both_readmes_show_the_same_commands() -> None:
    english, chinese = (_readme().shown(ROOT / name) for name in ("README.md", "README.zh-CN.md"))
    assert [each.command for each in english] == [each.command for each in chinese]


def test_the_two_command_lines_stand_in_the_readme() -> None:
    marks = [each.mark for each in _readme().shown(ROOT / "README.md")]
    assert marks.count("first") == marks.count("tests") == 1


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(document: Path) -> None:
    for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", document.read_text(encoding="utf-8")):
        assert (document.parent / target).exists(), f"{document.name} links to {target}"
