"""What a province costs: counties × ten years of the shipped document, each with a report a month on every item.

`python benchmarks/province.py DIR REGISTRIES` makes them.
"""

import re
import sys
from calendar import monthrange
from pathlib import Path
from random import Random

import registries
from measure import once, paired, table

DCGD = [str(Path(sys.executable).with_name("dcgd"))]
DAY = "2026-11-27"
YEARS = 10
COMMANDS = {
    "status": ["status"],
    "status --by light": ["status", "--by", "light"],
    "sql, counted": ["sql", "SELECT status, count(*) FROM assessments GROUP BY 1"],
    "overdue of a unit": ["overdue", "--unit", "区水利局"],
    "at-risk of a unit": ["at-risk", "--unit", "区水利局"],
    "targets of a unit": ["targets", "--unit", "区水利局"],
    "overdue": ["overdue"],
    "targets": ["targets"],
}
"""What is asked, each as of one day."""


def made(folder: Path, count: int) -> Path:
    """So many registries below a folder."""
    head, units = (
        (registries.ROOT / "data" / name).read_text(encoding="utf-8") for name in ("tasks.yaml", "units.yaml")
    )
    items = re.findall(r"\bid: (\d+-(m?)\d+)", head)
    random = Random(1)
    for index in range(count):
        county, year = index // YEARS, 2019 + index % YEARS
        inner = folder / f"c{county:03d}" / str(year)
        (inner / "progress").mkdir(parents=True)
        number = f"县{county:03d}政办字〔{year}〕11号"
        text = head.replace("东昌政办字〔2023〕11号", number).replace("2023-", f"{year}-")
        (inner / "tasks.yaml").write_text(text, encoding="utf-8", newline="\n")
        (inner / "units.yaml").write_text(units, encoding="utf-8", newline="\n")
        rates = {item: random.uniform(7, 9.5) for item, _ in items}
        for month in range(1, 13):
            day = f"{year}-{month:02d}-{monthrange(year, month)[1]}"
            with (inner / "progress" / f"{day[:7]}.yaml").open("w", encoding="utf-8", newline="\n") as out:
                out.write("reports:\n")
                for item, milestone in items:
                    key, percent = "milestone" if milestone else "target", min(100, round(rates[item] * month))
                    out.write(f"  - {{{key}: {item}, date: {day}, percent: {percent}, by: 区水利局}}\n")
    return folder


def tables(folder: Path, runs: int) -> list[str]:
    """What is asked of them: when nothing is read yet, first on a day, again, and after one registry has changed."""
    ask = {name: [*DCGD, *words, "--as-of", DAY, "--data", str(folder)] for name, words in COMMANDS.items()}
    listed = [*DCGD, "list", "--unit", "区水利局", "--data", str(folder)]
    count = sum(1 for _ in folder.glob("*/*/tasks.yaml"))
    seconds, memory = once(listed)
    said = [f"### A province of {count} registries\n", f"- nothing read yet: {seconds:.1f} s, {memory:.0f} MiB"]
    once(["sleep", "3"])  # until the files' times have settled
    once(listed)
    seconds, memory = once(ask["status"])
    said += [f"- the first question of a day: {seconds:.1f} s, {memory:.0f} MiB in one process", ""]
    warm = {"list of a unit, not judged": listed, **ask}
    said.append(table(f"Judged already, {count} registries", paired(warm, runs)))
    report = folder / "c000" / "2020" / "progress" / "2020-12.yaml"

    def edit(name: str) -> None:
        if name == "after one edit":
            with report.open("a", encoding="utf-8") as out:
                out.write("# edited\n")

    changed = {"status": ask["status"], "after one edit": ask["status"]}
    said.append(table(f"One registry of {count} changed", paired(changed, runs, edit)))
    return said


if __name__ == "__main__":
    made(Path(sys.argv[1]), int(sys.argv[2]))
