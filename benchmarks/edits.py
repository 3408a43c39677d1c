"""What an edit costs, and the question after it: at several sizes, and with a year of reports."""

import shutil
import sys
from pathlib import Path

from measure import installed, once, paired, table

DCGD = [str(Path(sys.executable).with_name("dcgd"))]
ADD = ["progress", "add", "5-1", "--percent", "20", "--date", "2023-12-31", "--yes"]
UNIT = "区水利局"
RAISE = ["problem", "raise", "5", "缺图纸", "--by", UNIT, "--date", "2023-12-30"]
ASSIGN = [
    "problem",
    "assign",
    "WT-2023-001",
    "--by",
    UNIT,
    "--to",
    UNIT,
    "--deadline",
    "2024-03-01",
    "--date",
    "2023-12-30",
]


def tables(sizes: dict[int, Path], reports: dict[int, Path], runs: int) -> list[str]:
    """A table for each size in tasks, one for each number of reports: an edit, and the question that comes after it."""
    said = []
    for size, folder in sizes.items():
        said.append(table(f"An edit of {size} tasks", paired(_commands(folder, {"progress add": ADD}), runs)))
    year = {"progress add": ADD, "problem raise": RAISE, "problem assign": ASSIGN}
    for count, folder in reports.items():
        said.append(table(f"An edit with {count} reports", paired(_commands(folder, year), runs)))
    return said


def _commands(folder: Path, edits: dict[str, list[str]]) -> dict[str, list[str]]:
    """Each edit, and a question after it; both are compared with the same question where nothing is new."""
    ask = [*DCGD, "list", "--unit", UNIT, "--data", str(folder)]
    once(ask)
    once(["sleep", "3"])  # until the files' times have settled
    once(ask)
    commands = {"list --unit, nothing new": ask}
    for name, words in edits.items():
        commands[name] = [*DCGD, *words, "--data", str(folder)]
        commands[f"list --unit after {name}"] = ask
    return commands


def validation(folder: Path, shipped: Path, runs: int) -> str:
    """`validate` each time one task has been edited, beside yamllint on that file."""
    folder.mkdir()
    for name in ("tasks.yaml", "units.yaml"):
        shutil.copy(shipped / name, folder / name)
    tasks = folder / "tasks.yaml"
    text, turn = tasks.read_text(encoding="utf-8"), [0]

    def edit(name: str) -> None:
        if name.startswith("dcgd"):
            turn[0] += 1
            tasks.write_text(text.replace("        title: ", f"        title: {turn[0]} ", 1), encoding="utf-8")

    commands = {"dcgd validate, one task edited": [*DCGD, "validate", str(folder)]}
    if installed("yamllint"):
        commands = {"yamllint": ["yamllint", "-d", "relaxed", str(tasks)], **commands}
    return table("Validation of the shipped registry after one task was edited", paired(commands, runs, edit))
