"""No test runs where the system lacks what it needs, and none is left out without a reason.

The program is for Windows, too, where nobody has run the tests so far: so it is read in them what would not be there.
"""

import ast
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from files_of import each_of

TESTS = Path(__file__).resolve().parent
FILES = sorted(path for path in TESTS.rglob("test_*.py") if path.name != Path(__file__).name)
HELPERS = {
    path.stem: path
    for folder in (TESTS, TESTS.parent / "tools")
    for path in folder.glob("*.py")
    if path.stem != "systems" and not path.name.startswith("test_")
}
ONLY_POSIX = {
    *("resource", "fcntl", "pty", "termios", "preexec_fn", "start_new_session", "SIGKILL", "symlink_to"),
    *(
        f"os.{name}"
        for name in ("mkfifo", "fork", "geteuid", "getuid", "getegid", "chown", "mknod", "killpg", "setsid")
    ),
}
IN_TEXT = ("/dev/full", "/dev/null", "/proc/", "#!/bin/")
MARKS = ("posix", "linux", "as_root", "not_as_root", "full_device", "needs", "skipif")


def used(node: ast.AST) -> Iterator[str]:
    """What a piece of code names: names, attributes, keywords, imports and texts."""
    for inner in ast.walk(node):
        if isinstance(inner, ast.Attribute):
            yield from (ast.unparse(inner), inner.attr)
        elif isinstance(inner, ast.Name):
            yield inner.id
        elif isinstance(inner, ast.keyword | ast.arg) and inner.arg:
            yield inner.arg
        elif isinstance(inner, ast.Import):
            yield from (alias.name for alias in inner.names)
        elif isinstance(inner, ast.Constant) and isinstance(inner.value, str):
            yield from (text for text in IN_TEXT if text in inner.value)


class Module:
    """A file of tests: its functions, and what each reaches through others of the same file."""

    def __init__(self, path: Path) -> None:
        self.tree = ast.parse(path.read_text(encoding="utf-8"))
        self.top = {node.name: node for node in self.tree.body if isinstance(node, ast.FunctionDef | ast.ClassDef)}
        values = {
            target.id: node
            for node in self.tree.body
            if isinstance(node, ast.Assign)
            for target in node.targets
            if isinstance(target, ast.Name)
        }
        self.named: dict[str, ast.AST] = {**values, **self.top}
        self.borrowed = {
            alias.name: HELPERS[node.module]
            for node in self.tree.body
            if isinstance(node, ast.ImportFrom) and node.module in HELPERS
            for alias in node.names
        }

    def reached(self, name: str, known: set[str]) -> set[str]:
        """All that a function names, and what the functions, fixtures and values that it names name."""
        names = set(used(self.named[name])) if name in self.named else set()
        for other in names & self.named.keys() - known:
            known.add(other)
            names |= self.reached(other, known)
        for other in names & self.borrowed.keys() - known:
            known.add(other)
            names |= Module(self.borrowed[other]).reached(other, {other})
        return names

    @property
    def is_guarded(self) -> bool:
        """Whether the whole file is left out somewhere."""
        texts = [ast.unparse(node) for node in self.tree.body if isinstance(node, ast.If | ast.Assign)]
        return any("allow_module_level=True" in text or text.startswith("pytestmark") for text in texts)


def cases(module: Module) -> Iterator[tuple[str, ast.AST]]:
    yield from ((name, node) for name, node in module.top.items() if name.startswith("test_"))


@pytest.mark.slow
@each_of(FILES)
def test_what_only_posix_has_is_asked_for(path: Path) -> None:
    module = Module(path)
    if module.is_guarded:
        return
    unguarded = []
    for name, _node in cases(module):
        reached = module.reached(name, {name})
        lacking = sorted(reached & (ONLY_POSIX | set(IN_TEXT)))
        if lacking and not reached & {*MARKS, "skip"}:
            unguarded.append((name, lacking))
    assert unguarded == [], "mark it with what tests/systems.py offers"


def test_the_search_finds_what_is_reached_through_a_fixture(tmp_path: Path) -> None:
    text = (
        "import os\n@pytest.fixture\ndef pipe(): os.mkfifo('x')\ndef make(): pipe()\n"
        "def test_a(pipe): ...\ndef test_b(): make()\n@posix('pipes')\ndef test_c(pipe): ...\ndef test_d(): ...\n"
    )
    (tmp_path / "test_x.py").write_text(text)
    module = Module(tmp_path / "test_x.py")
    of_tests = {name: module.reached(name, {name}) for name, _node in cases(module)}
    assert {name for name, reached in of_tests.items() if "os.mkfifo" in reached} == {"test_a", "test_b", "test_c"}
    assert {name for name, reached in of_tests.items() if "posix" in reached} == {"test_c"}


@each_of([*FILES, TESTS / "conftest.py"])
def test_nothing_is_left_out_without_a_reason(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Attribute) and ast.unparse(node) == "pytest.mark.skip":
            raise AssertionError("a test that is never run is none")
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "pytest.mark.skipif":
            assert any(keyword.arg == "reason" for keyword in node.keywords)
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "pytest.skip":
            assert node.args
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "pytest.importorskip":
            raise AssertionError("all that tests import is in the extra `dev`")


def test_what_steers_this_run_steers_no_other_inside_it() -> None:
    """Programs that tests start count no branches, and take no options, of the run around them."""
    assert not [name for name in os.environ if name.startswith(("PYTEST_ADDOPTS", "COV"))]
