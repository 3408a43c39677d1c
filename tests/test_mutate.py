"""The mutation tool itself: one small change at a time, none of what nobody could notice."""

import ast
import shutil
from pathlib import Path

import pytest

from mutate import MODULES, ROOT, Mutant, mutants, survives

MODULE = '''
"""A module."""
from dataclasses import dataclass

@dataclass(frozen=True)
class A:
    """A class."""
    count: "int" = 3

def f(a, b):
    """A function."""
    for each in [x for x in b if x]:
        if a < each and f"{a}word":
            continue
        note("x")
    return None if a else a + 1
'''


def test_the_modules_that_are_listed_and_their_tests_are_there() -> None:
    for module, tests in MODULES.items():
        for place in (ROOT / "src" / "dcgd" / module, *(ROOT / "tests" / test for test in tests.split())):
            assert place.exists(), f"{module}: no {place}"


def test_every_change_is_made_alone_and_compiles() -> None:
    found = list(mutants(MODULE))
    assert [(each.line, each.what) for each in found if each.line > 9] == [
        (16, "return None"),
        (13, "if → if not"),
        (15, "statement left out"),
        (16, "if → if not"),
        (12, "filter left out"),
        (13, "and ↔ or"),
        (14, "continue left out"),
        (16, "→ Sub"),
        (13, "Lt → LtE"),
        (15, "text → ''"),
        (16, "n → n + 1"),
    ]
    plain = ast.unparse(ast.parse(MODULE))
    for each in found:
        compile(each.text, "x", "exec")
        assert each.text != plain


def test_decorators_docstrings_annotations_and_the_wording_of_sentences_are_left_alone() -> None:
    assert [(each.line, each.what) for each in mutants(MODULE) if each.line < 9] == [(8, "n → n + 1")]
    assert not any("word" not in each.text for each in mutants(MODULE))


def test_what_is_noticed_does_not_survive_and_the_copy_is_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTEST_ADDOPTS", "--no-such-option")  # of a run around this one
    source = Path(shutil.copytree(ROOT / "src", tmp_path / "src"))
    text = (source / "dcgd" / "naming.py").read_text(encoding="utf-8")
    for changed, alive in (("raise SystemExit(1)", False), (text + "# more\n", True)):
        assert survives(source, ("tests/test_naming.py",), "naming.py", Mutant(1, "changed", changed)) == alive
        assert (source / "dcgd" / "naming.py").read_text(encoding="utf-8") == text
