"""Time a lake: `python benchmarks/lake.py [COUNTIES] [YEARS] [-o FILE]`, by default a province: 137 × 10.

Makes registries with monthly reports in a temporary folder, writes them as a lake, again unchanged, after one edit and
on another day, and asks it; writes a Markdown table. 548 counties take 1.3 GB and, on two cores, a quarter of an hour.
"""

import argparse
import os
import platform
import random
import resource
import shutil
import sys
import tempfile
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from measure import once, put

ROOT = Path(__file__).resolve().parent.parent
DCGD = [str(Path(sys.executable).with_name("dcgd"))]
FIRST = 2019
ASKED = "SELECT light, count(*) FROM assessments GROUP BY 1"


def main() -> None:
    """Make the registries, measure, write the table."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("counties", type=int, nargs="?", default=137)
    options.add_argument("years", type=int, nargs="?", default=10)
    options.add_argument("-o", "--output", type=Path)
    given = options.parse_args()
    work = Path(tempfile.mkdtemp())
    os.environ["DCGD_CACHE"] = str(work / "cache")
    try:
        once([sys.executable, str(Path(__file__)), "--", str(work / "world"), str(given.counties), str(given.years)])
        text = measured(work, given.counties * given.years)
    finally:
        shutil.rmtree(work, ignore_errors=True)
    put(text, given.output)


def measured(work: Path, registries: int) -> str:
    """The table of one run."""
    world, lake = work / "world", work / "lake"
    export = [*DCGD, "export", "lake", "--data", str(world), "-o", str(lake), "--as-of"]
    edited = world / "c000" / str(FIRST) / "tasks.yaml"
    rows = [row("export lake, the first time", [*export, "2025-09-30"])]
    files = list(lake.rglob("*.parquet"))
    size = sum(path.stat().st_size for path in files)
    rows.append(row("the same, nothing changed", [*export, "2025-09-30"]))
    with edited.open("a", encoding="utf-8") as out:
        out.write("# edited\n")
    rows.append(row("the same, one registry edited", [*export, "2025-09-30"]))
    rows.append(row("sql --lake, lights of all", [*DCGD, "sql", "--lake", str(lake), ASKED]))
    rows.append(row("export lake, as of another day", [*export, "2025-10-31"]))
    inputs = [path for path in world.rglob("*") if path.is_file()]
    head = (
        f"### A lake of {registries} registries\n\n"
        f"{len(inputs)} files, {sum(path.stat().st_size for path in inputs) / 1e6:.0f} MB of YAML; "
        f"in the lake {len(files)} files, {size / 1e6:.1f} MB. "
        f"Python {platform.python_version()}, {platform.machine()}, {os.cpu_count()} cores.\n\n"
        "| what | seconds | CPU seconds | peak MiB of the largest process so far |\n|---|---:|---:|---:|\n"
    )
    return head + "\n".join(rows) + "\n"


def row(name: str, command: list[str]) -> str:
    """One line of the table: of a command and all processes that it started."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds, _ = once(command)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return f"| {name} | {seconds:.1f} | {spent:.1f} | {after.ru_maxrss / 1024:.0f} |"


def world(folder: Path, counties: int, years: int) -> None:
    """Counties × years of the shipped document, each item reported each month but for one report in twenty."""
    import yaml

    head = (ROOT / "data" / "tasks.yaml").read_text(encoding="utf-8")
    units = (ROOT / "data" / "units.yaml").read_text(encoding="utf-8")
    reported = list(items(yaml.load(head, Loader=yaml.CSafeLoader)))
    chance = random.Random(1)
    for county in range(counties):
        for year in range(FIRST, FIRST + years):
            inner = folder / f"c{county:03d}" / str(year)
            (inner / "progress").mkdir(parents=True)
            own = head.replace("东昌政办字〔2023〕11号", f"县{county:03d}政办字〔{year}〕11号")
            (inner / "tasks.yaml").write_text(own.replace("2023-", f"{year}-"), encoding="utf-8")
            (inner / "units.yaml").write_text(units, encoding="utf-8")
            for month in range(1, 13):
                lines = [report(item, year, month, chance) for item in reported if chance.random() >= 0.05]
                text = "reports:\n" + "".join(lines)
                (inner / "progress" / f"{year}-{month:02d}.yaml").write_text(text, encoding="utf-8")


def items(document: dict[str, Any]) -> list[tuple[str, str, float | None, str]]:
    """What is reported of a document: its kind, its id, the goal where it has one, and by whom."""
    listed: list[tuple[str, str, float | None, str]] = []
    for section in document["sections"]:
        for task in section["tasks"]:
            lead = (task["leads"] or [""])[0]
            targets, milestones = task.get("targets", []), task.get("milestones", [])
            listed += [("target", goal["id"], float(goal["value"]), lead) for goal in targets]
            listed += [("milestone", milestone["id"], None, lead) for milestone in milestones]
            if not targets and not milestones and lead:
                listed.append(("task", str(task["number"]), None, lead))
    return listed


def report(item: tuple[str, str, float | None, str], year: int, month: int, chance: random.Random) -> str:
    """A line of a month's file."""
    kind, name, goal, by = item
    day = date(year + month // 12, month % 12 + 1, 1) - timedelta(1)
    share = month / 12 * chance.uniform(0.75, 1.1)
    amount = f"percent: {min(100, round(100 * share))}" if goal is None else f"value: {round(goal * share, 2)}"
    return f"  - {{{kind}: {name}, date: {day}, {amount}{f', by: {by}' if by else ''}}}\n"


if __name__ == "__main__":
    if sys.argv[1:2] == ["--"]:
        world(Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]))
    else:
        main()
