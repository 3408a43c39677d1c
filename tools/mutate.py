"""Mutation testing: `python tools/mutate.py [--sample 40] [--seed 1] [--only WORDS]`. Prints the score and survivors.

One small change at a time is made to a copy of a module: a comparison shifted or turned, `and` for `or`, a number off
by one, a condition denied, a string emptied, a statement left out. A mutant that the tests of the module do not notice
survives; each survivor needs a test or a reason. Mutants of a module are a sample drawn with `--seed`.
"""

import argparse
import ast
import compileall
import copy
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import Queue
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
MODULES = {
    "tracking/judging/assess.py": "tracking/judging/test_assess.py tracking/judging/test_assess_reports.py tracking/judging/test_assess_laws.py",
    "tracking/judging/goals.py": "tracking/judging/test_goals.py tracking/judging/test_assess.py tracking/judging/test_assess_reports.py tracking/judging/test_assess_laws.py",
    "tracking/judging/pace.py": "tracking/judging/test_pace.py tracking/judging/test_months.py",
    "tracking/judging/forecast.py": "tracking/judging/test_forecast.py tracking/judging/test_assess.py",
    "tracking/reporting/recording.py": "tracking/reporting/test_recording.py cli/test_progress.py",
    "tracking/problems.py": "tracking/test_problems.py cli/test_problem.py",
    "tracking/notices.py": "tracking/test_notices.py cli/test_notice_command.py",
    "tracking/reporting/log.py": "tracking/reporting/test_log.py cli/test_progress.py",
    "edits/report.py": "edits/test_report.py",
    "edits/returned.py": "edits/test_returned.py",
    "edits/problem.py": "edits/test_problem.py",
    "edits/notice.py": "edits/test_notice.py",
    "edits/adjustment.py": "edits/test_adjustment.py",
    "edits/unit.py": "edits/test_unit.py",
    "registry/checks": "registry/test_bounds_of_checks.py registry/test_words_of_checks.py registry/test_load.py registry/test_examples.py data",
    "registry/diff": "registry/test_diff.py registry/test_diff_rules.py registry/test_diff_words.py registry/test_diff_subjects.py registry/test_diff_reports.py registry/test_diff_laws.py publish/test_changes.py cli/test_guard.py",
    "registry/change.py": "registry/test_change.py registry/test_view.py reliability/test_links.py cli/test_import.py",
    "registry/view.py": "registry/test_view.py registry/test_change.py reliability/test_links.py",
    "registry/placing.py": "registry/test_view.py registry/test_plan.py registry/test_change.py",
    "registry/plan.py": "registry/test_plan.py registry/test_view.py",
    "registry/strays.py": "registry/test_strays.py cli/test_unread.py",
    "source/files.py": "source/test_files.py source/test_permissions.py registry/test_view.py",
    "source/lock.py": "source/test_lock.py reliability/test_shared.py",
    "source/bounded.py": "source/test_bounded.py",
    "source/bounded_work.py": "source/test_bounded.py",
    "source/git.py": "source/test_git.py registry/test_revisions.py registry/test_revisions_hostile.py",
    "index/seal.py": "index/test_seal.py index/test_trust.py index/test_store.py",
    "index/readonly.py": "cli/test_sql.py reliability/test_sql_bounds.py",
    "source/folders.py": "source/test_permissions.py source/test_files.py reliability/test_power_cuts.py",
    "source/permissions.py": "source/test_permissions.py reliability/test_shared.py",
    "source/edit.py": "source/test_edit.py source/test_edit_records.py source/test_edit_amend.py source/test_append_all.py registry/test_change.py edits/test_adjustment.py edits/test_unit.py",
}
"""A module or a folder of `src/dcgd`, and the tests that should notice what is done to it, the quick ones first."""
_TURNED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In,
}  # fmt: skip
_SWAPPED: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult,
}  # fmt: skip


class Mutant(NamedTuple):
    """A changed module: the line and what was done there, and its text."""

    line: int
    what: str
    text: str


def mutants(text: str) -> Iterator[Mutant]:
    """Every mutant of a module's text."""
    tree = ast.parse(text)
    quiet = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}  # docstrings
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):  # how a sentence is worded is read by people, not by tests
            quiet |= {id(part) for part in node.values}
        for name in ("annotation", "returns"):
            quiet |= {id(part) for part in ast.walk(getattr(node, name, None) or ast.Pass())}
        for decorator in getattr(node, "decorator_list", ()):  # frozen, slots, the size of a cache: nothing to be seen
            quiet |= {id(part) for part in ast.walk(decorator)}
    for number, node in enumerate(ast.walk(tree)):
        if id(node) in quiet:
            continue
        for kind in range(3):
            changed = copy.deepcopy(tree)
            target = next(part for index, part in enumerate(ast.walk(changed)) if index == number)
            what = _change(changed, target, kind)
            if what is None:
                break
            placed = node.target if isinstance(node, ast.comprehension) else node
            yield Mutant(getattr(placed, "lineno", 0), what, ast.unparse(ast.fix_missing_locations(changed)))


def _change(tree: ast.AST, node: ast.AST, kind: int) -> str | None:
    """Make the change of this number to a node; says what was done, None if there is no such change."""
    if isinstance(node, ast.Compare) and kind < len(node.ops) and type(node.ops[kind]) in _TURNED:
        old = node.ops[kind]
        node.ops[kind] = _TURNED[type(old)]()
        return f"{type(old).__name__} → {type(node.ops[kind]).__name__}"
    if kind:
        return None
    if isinstance(node, ast.BoolOp):
        node.op = ast.Or() if isinstance(node.op, ast.And) else ast.And()
        return "and ↔ or"
    if isinstance(node, ast.BinOp) and type(node.op) in _SWAPPED:
        node.op = _SWAPPED[type(node.op)]()
        return f"→ {type(node.op).__name__}"
    if isinstance(node, ast.Constant) and type(node.value) is int:
        node.value += 1
        return "n → n + 1"
    if isinstance(node, ast.Constant) and type(node.value) is bool:
        node.value = not node.value
        return "not a constant"
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value:
        node.value = ""
        return "text → ''"
    if isinstance(node, ast.If | ast.IfExp):
        node.test = ast.UnaryOp(ast.Not(), node.test)
        return "if → if not"
    if isinstance(node, ast.comprehension) and node.ifs:
        node.ifs = []
        return "filter left out"
    if isinstance(node, ast.Return) and node.value is not None and ast.unparse(node.value) != "None":
        node.value = ast.Constant(None)
        return "return None"
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call | ast.Yield | ast.YieldFrom):
        node.value = (
            ast.Constant(None) if isinstance(node.value, ast.Call) else ast.YieldFrom(ast.Tuple([], ast.Load()))
        )
        return "statement left out"
    if isinstance(node, ast.Continue):
        return _replaced(tree, node, ast.Pass())
    return None


def _replaced(tree: ast.AST, node: ast.AST, new: ast.stmt) -> str | None:
    for parent in ast.walk(tree):
        for name in ("body", "orelse"):
            block = getattr(parent, name, None)
            if isinstance(block, list) and node in block:
                block[block.index(node)] = new
                return "continue left out"
    return None


def _modules() -> Iterator[tuple[str, tuple[str, ...]]]:
    for path, tests in MODULES.items():
        place = ROOT / "src" / "dcgd" / path
        for file in sorted(place.glob("*.py")) if place.is_dir() else [place]:
            if file.name != "__init__.py":
                yield (
                    file.relative_to(place.parents[path.count("/")]).as_posix(),
                    tuple(f"tests/{test}" for test in tests.split()),
                )


def survives(source: Path, tests: tuple[str, ...], module: str, mutant: Mutant) -> bool:
    """Whether these tests pass with this text in the place of the module.

    `source` is a copy of `src` that nobody else writes to; it is left as it was.
    """
    file = source / "dcgd" / module
    original = file.read_text(encoding="utf-8")
    file.write_text(mutant.text, encoding="utf-8")
    try:
        return _pass(source, tests)
    except subprocess.TimeoutExpired:
        return False  # it never ends: noticed
    finally:
        file.write_text(original, encoding="utf-8")


def _pass(source: Path, tests: tuple[str, ...]) -> bool:
    """Whether these tests pass over this copy. What steers a run around this one (its options, its coverage) is not theirs."""
    environ = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST_", "COV"))}
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", *tests],
        cwd=ROOT, env={**environ, "PYTHONPATH": str(source), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True, timeout=180, check=False,
    )  # fmt: skip
    return done.returncode == 0


def main() -> None:
    """Mutate, test, tell."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--sample", type=int, default=40, help="mutants of each module")
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--only", default="", help="modules whose path holds this")
    options.add_argument("--at-once", type=int, default=os.cpu_count() or 1, help="mutants tested side by side")
    given = options.parse_args()
    print("| 模块 | 变异体（全部） | 试了 | 存活 |\n|---|--:|--:|--:|")
    with tempfile.TemporaryDirectory() as work, ThreadPoolExecutor(given.at_once) as pool:
        free: Queue[Path] = Queue()
        for number in range(given.at_once):
            shutil.copytree(ROOT / "data", Path(work) / str(number) / "data")  # the program looks for it there
            free.put(Path(shutil.copytree(ROOT / "src", Path(work) / str(number) / "src")))
            compileall.compile_dir(Path(work) / str(number), quiet=1)
        wanted = [(module, tests) for module, tests in _modules() if given.only in module]
        if not all(pool.map(lambda tests: _pass(Path(work) / "0" / "src", tests), {tests for _, tests in wanted})):
            sys.exit("The tests do not pass as it is: nothing can be learned from mutants.")
        for module, tests in wanted:
            every = list(mutants((ROOT / "src" / "dcgd" / module).read_text(encoding="utf-8")))
            chosen = sorted(random.Random(given.seed).sample(every, min(given.sample, len(every))))

            def tried(mutant: Mutant, module: str = module, tests: tuple[str, ...] = tests) -> bool:
                source = free.get()
                try:
                    return survives(source, tests, module, mutant)
                finally:
                    free.put(source)

            left = [mutant for mutant, alive in zip(chosen, pool.map(tried, chosen), strict=True) if alive]
            print(f"| {module} | {len(every)} | {len(chosen)} | {len(left)} |", flush=True)
            for mutant in left:
                print(f"    {module}:{mutant.line}: {mutant.what}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
