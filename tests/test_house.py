"""How the house stands: rooms import only from rooms before them, files stay small, heavy imports stay inside."""

import ast
from collections.abc import Iterator
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

from files_of import each_of

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src/dcgd"
FILES = sorted(SOURCE.rglob("*.py"))
FLOORS = (
    ("naming", "words", "unseen"),
    ("data_words",),
    ("diagnostics",),
    ("errors",),
    ("days",),
    ("model",),
    ("source",),
    ("registry",),
    ("intake",),
    ("index",),
    ("tracking",),
    ("edits",),
    ("publish",),
    ("cli",),
    ("__main__",),
)
"""Each floor imports from those above it and from itself."""
FLOOR = {room: number for number, floor in enumerate(FLOORS) for room in floor}
LIGHT = {"annotated_types", "typer"}
"""What may be imported at the top of a module besides the standard library: both load in no time."""


@cache
def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(text_of(path))


@pytest.fixture(scope="module", autouse=True)
def _forgotten() -> Iterator[None]:
    """What has been read here is large, and of no use to the tests that follow."""
    yield
    for kept in (text_of, tree_of, nodes_of, imports):
        kept.cache_clear()


def room(path: Path) -> str:
    return path.relative_to(SOURCE).parts[0].removesuffix(".py")


@cache
def nodes_of(path: Path) -> list[ast.AST]:
    """All nodes of a file's tree: each is walked once for all tests."""
    return list(ast.walk(tree_of(path)))


@cache
def imports(path: Path, *, top: bool) -> tuple[str, ...]:
    """The modules that a file imports; `top` only those that are loaded with it."""
    return tuple(_imports(path, top=top))


def _imports(path: Path, *, top: bool) -> Iterator[str]:
    tree = tree_of(path)
    pending: list[ast.AST] = [tree]
    while pending:
        node = pending.pop()
        if top and isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        if top and isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test):
            continue
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are absolute"
            module = node.module or ""
            yield from (f"{module}.{alias.name}" for alias in node.names) if module == "dcgd" else (module,)
        pending += ast.iter_child_nodes(node)


def names(path: Path) -> str:
    return path.relative_to(SOURCE).as_posix()


def test_every_folder_is_a_room() -> None:
    assert {room(path) for path in FILES} - {"__init__"} <= set(FLOOR)


@each_of(FILES)
def test_a_room_imports_only_from_rooms_before_it(path: Path) -> None:
    here = FLOOR.get(room(path), 0)
    for module in imports(path, top=False):
        if module.startswith("dcgd."):
            there = module.split(".")[1]
            if there in ("__version__", "__init__"):
                continue
            assert there == room(path) or FLOOR[there] < here, f"{names(path)} imports {module}"


INTAKE = ("text", "phrases", "outline", "draft", "update", "official", "reviewing")
"""The folders of intake in the order of its flow."""


@each_of([path for path in FILES if room(path) == "intake"])
def test_within_intake_too_imports_go_one_way(path: Path) -> None:
    if path == SOURCE / "intake/__init__.py":
        return
    here = INTAKE.index(path.relative_to(SOURCE / "intake").parts[0].removesuffix(".py"))
    for module in imports(path, top=False):
        if module.startswith("dcgd.intake."):
            assert INTAKE.index(module.split(".")[2]) <= here, f"{names(path)} imports {module}"


@each_of([path for path in FILES if room(path) == "intake"])
def test_every_module_of_intake_has_tests_of_its_own(path: Path) -> None:
    tests = Path(__file__).parent / path.relative_to(SOURCE).with_name(f"test_{path.name}")
    assert path.name == "__init__.py" or tests.is_file()


def module(path: Path) -> str:
    """What a file is called where it is imported: `dcgd.model` for its `__init__`."""
    return ".".join(("dcgd", *path.relative_to(SOURCE).with_suffix("").parts)).removesuffix(".__init__")


def imported_files(path: Path, known: set[str]) -> set[str]:
    """The files of the house that a file imports, at its top or inside."""
    named = set()
    for node in nodes_of(path):
        if isinstance(node, ast.ImportFrom):
            named |= {f"{node.module}.{alias.name}" for alias in node.names}
        elif isinstance(node, ast.Import):
            named |= {alias.name for alias in node.names}
    return {name if name in known else name.rpartition(".")[0] for name in named} & known


def test_no_files_import_one_another_in_a_circle() -> None:
    known = {module(path) for path in FILES}
    order = TopologicalSorter({module(path): imported_files(path, known) for path in FILES}).static_order()
    assert set(order) == known, "or it raises CycleError"


READERS = ("edits/update.py",)
"""What reads the official text beside the registry."""


@each_of([path for path in FILES if room(path) in ("tracking", "edits")])
def test_judging_and_editing_know_nothing_of_files_and_clocks(path: Path) -> None:
    outside = {"os", "pathlib", "time", "sys", "yaml"} & set(imports(path, top=False))
    assert outside == ({"pathlib"} if names(path) in READERS else set())


@each_of([path for path in FILES if room(path) in ("tracking", "edits")])
def test_judging_and_editing_write_nothing(path: Path) -> None:
    text = text_of(path)
    assert "replace_all(" not in text
    assert " change(" not in text


@each_of([path for path in FILES if room(path) != "cli"])
def test_only_the_commands_know_the_terminal_and_exit_codes(path: Path) -> None:
    text = text_of(path)
    assert "sys.exit" not in text
    assert "typer" not in set(imports(path, top=False))
    calls = [node.func.id for node in nodes_of(path) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)]
    assert "print" not in calls
    assert "input" not in calls
    assert "today(" not in text.replace("def today(", "")
    assert "datetime.now" not in text


STARTING = ("subprocess", "pty", "os.system", "os.popen", "os.exec", "os.spawn", "os.posix_spawn", "os.startfile")
STARTERS = ("source/git.py", "source/bounded.py", "source/office.py")
"""git, which is told to start nothing, this very Python, and LibreOffice for papers that the program made itself."""


@each_of([path for path in FILES if names(path) not in STARTERS])
def test_other_programs_are_started_in_one_place(path: Path) -> None:
    used = {ast.unparse(node) for node in nodes_of(path) if isinstance(node, ast.Attribute)}
    assert not [name for name in (*used, *imports(path, top=False)) if name.startswith(STARTING)]


AROUND = [path for folder in ("tests", "tools", "benchmarks") for path in sorted((ROOT / folder).rglob("*.py"))]
"""What stands around the program, and is held to less."""


def test_a_file_is_read_in_one_sitting() -> None:
    assert [path for path in [*FILES, *AROUND] if len(text_of(path).splitlines()) > 300] == []


def asserts(function: ast.FunctionDef) -> bool:
    """Whether a test says itself what must hold: by `assert`, by what is raised or warned of, by an `assert_…`."""
    if any(isinstance(node, ast.Assert) for node in ast.walk(function)):
        return True
    called = {ast.unparse(node.func) for node in ast.walk(function) if isinstance(node, ast.Call)}
    raising = {"pytest.raises", "pytest.warns"}
    return bool(called & raising) or any(name.rpartition(".")[2].startswith("assert_") for name in called)


def test_every_test_asserts_something() -> None:
    tests = {
        f"{path.relative_to(ROOT)}::{node.name}": asserts(node)
        for path in AROUND
        for top in ast.parse(text_of(path)).body
        for node in (top.body if isinstance(top, ast.ClassDef) else [top])
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    }
    assert len(tests) > 1000
    assert [name for name, holds in tests.items() if not holds] == []


@each_of(FILES)
def test_heavy_libraries_are_imported_where_they_are_used(path: Path) -> None:
    import sys

    loaded = {module.split(".")[0] for module in imports(path, top=True)}
    # Reading YAML is what the source room is for: nothing loads it but what reads files.
    allowed = LIGHT | {"dcgd"} | ({"yaml"} if room(path) == "source" else set())
    # Its decorators need them, and only `dcgd mcp` loads it.
    allowed |= {"mcp", "pydantic"} if path.name == "mcp_server.py" else set()
    assert loaded - set(sys.stdlib_module_names) <= allowed


STARTS = "`list --unit` starts without it"
LATE = {
    "concurrent.futures": "starting processes pays for many registries alone",
    "csv": STARTS,
    "difflib": STARTS + ": only for what is misspelt",
    "hashlib": STARTS,
    "json": STARTS,
    "resource": "not every system has it",
    **dict.fromkeys(("termios", "tty"), "Windows has none"),
    "dcgd.cli.mcp_server": "loads the library of the protocol, which an extra brings",
    "dcgd.cli.failures": "only when something is wrong",
    "dcgd.cli.help": "only for --help",
    "dcgd.cli.paper": STARTS + ": only for -o",
    "dcgd.cli.item_listing": "loads the model: only where tasks and units are listed with verdicts",
    "dcgd.cli.saved": STARTS + ": only for -o and workbooks",
    "dcgd.cli.shells": "only after Tab",
    "dcgd.diagnostics": STARTS + ": only for its types, and where `scorecard --compare FILE` reads YAML",
    "dcgd.data_words": STARTS + ": only where documents of several types are listed",
    "dcgd.days": STARTS + ": only for a day or a month that is given",
    "dcgd.index.build": "loads yaml and pydantic: only when a registry has to be read",
    "dcgd.index.fill": "loads index.build",
    "dcgd.index.lookup": "SQL over the stored tables is answered without the model",
    "dcgd.tracking.keeping": "SQL over the stored tables is answered without the model",
    "dcgd.tracking.item_row": "SQL over the stored tables is answered without the model",
    "dcgd.tracking.judged_items": "SQL over the stored tables is answered without the model",
    "dcgd.index.people": STARTS + ": only for --person and --group",
    "dcgd.index.search": STARTS + ": only for --search",
    "dcgd.index.validation": STARTS + ": only for `validate`",
    "dcgd.publish.lake": STARTS + ": only for `sql --lake`",
    "dcgd.publish.tabular.terminal": "loads tabulate: only on a terminal",
    "dcgd.registry.checks.links": "loads the model: only where several registries are checked against one another",
    "dcgd.registry.load": "loads yaml: only to place what is wrong between registries",
    "dcgd.registry.closed": "loads all that compares registries: only where one is closed",
    "dcgd.registry.codes": "loads all checks: only where their titles are printed or asked for",
    "dcgd.registry.chain": "loads registry.sealed",
    "dcgd.registry.sealed": "loads zip and XML: only where a month is sealed",
    "xml.sax.saxutils": "loads what speaks HTTP: only for JUnit",
    "dcgd.registry.validation": "loads pydantic: only `scorecard --compare FILE` reads YAML",
    "dcgd.source.parsed": "loads yaml: only `scorecard --compare FILE` reads it",
    "dcgd.registry.strays": STARTS + ": only for a folder with files that are not read",
    "shlex": STARTS + ": only to say a command as it is to be typed",
    "unicodedata": STARTS + ": only for a text that cannot be printed",
    "dcgd.source.files": "loads yaml: only when a file has to be compared by content",
}
"""What is imported within functions besides libraries from outside, and why it is not at the top."""


@each_of(FILES)
def test_an_import_inside_a_function_has_its_reason(path: Path) -> None:
    import sys

    late = set(imports(path, top=False)) - set(imports(path, top=True))
    outside = {name for name in late if name.split(".")[0] not in {"dcgd", *sys.stdlib_module_names}}
    assert {name for name in late - outside if name != "_typeshed"} <= LATE.keys()


BARE = {"found", "each", "thing"}
"""What a name must not be: it says nothing of what it holds."""


@each_of(FILES)
def test_a_name_says_what_it_holds(path: Path) -> None:
    nodes = nodes_of(path)
    given = {node.id for node in nodes if isinstance(node, ast.Name)} | {
        node.arg for node in nodes if isinstance(node, ast.arg)
    }
    assert given.isdisjoint(BARE)
