"""Time dcgd against what it could be: `python benchmarks/run.py [--sizes 90,9000,90000] [--runs 7] [-o FILE]`.

Makes registries in a temporary folder, runs whole processes in turn, and writes Markdown tables of medians and ratios.
"""

import argparse
import os
import platform
import shutil
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path

import province
from measure import Figure, installed, once, paired, put, table

import edits

HERE = Path(__file__).resolve().parent
PYTHON = sys.executable
DCGD = [str(Path(PYTHON).with_name("dcgd"))]
UNIT = "区水利局"


def peers(tasks: Path) -> dict[str, list[str]]:
    """Other programs that answer the same question, as far as they are installed."""
    commands: dict[str, list[str]] = {}
    yq = installed("yq") or ""
    if "mikefarah" in yq:
        commands["Go yq"] = ["yq", f'.sections[].tasks[] | select(.leads[] == "{UNIT}") | .number', str(tasks)]
    elif yq:
        commands["python yq + jq"] = [
            "yq",
            f'.sections[].tasks[] | select(.leads | index("{UNIT}")) | .number',
            str(tasks),
        ]
    if installed("gojq"):
        query = f'.sections[].tasks[] | select(.leads | index("{UNIT}")) | .number'
        commands["gojq on YAML"] = ["gojq", "--yaml-input", query, str(tasks)]
    return commands


def validators(tasks: Path) -> dict[str, list[str]]:
    """Other validators, as far as they are installed."""
    commands: dict[str, list[str]] = {}
    schema = HERE.parent / "schema" / "tasks.json"
    if installed("check-jsonschema") and schema.exists():
        commands["check-jsonschema"] = ["check-jsonschema", "--schemafile", str(schema), str(tasks)]
    if installed("yamllint"):
        commands["yamllint"] = ["yamllint", "-d", "relaxed", str(tasks)]
    if installed("yamale"):
        yamale = tasks.parent / "yamale.schema"
        yamale.write_text("document: any()\nsections: list(any())\n", encoding="utf-8")
        commands["yamale"] = ["yamale", "-s", str(yamale), str(tasks)]
    return commands


def main() -> None:
    """Run everything and write the page."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--sizes", default="90,9000,90000")
    options.add_argument("--reports", default="70800", help="of a registry of 9,000 tasks")
    options.add_argument("--runs", type=int, default=7)
    options.add_argument("--registries", type=int, default=1000)
    options.add_argument(
        "--province", type=int, default=60, help="registries, each with a report a month on every item"
    )
    options.add_argument("--counties", type=int, default=137, help="of ten years each, written as a lake; 0: none")
    options.add_argument("-o", "--output", type=Path)
    given = options.parse_args()
    work = Path(tempfile.mkdtemp())
    os.environ["DCGD_CACHE"] = str(work / "cache")
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    try:
        sizes, reports = ([int(size) for size in sizes.split(",")] for sizes in (given.sizes, given.reports))
        text = "\n".join(pages(work, sizes, reports, given.runs, given.registries, given.province))
        text += lake(work, given.counties)
    finally:
        shutil.rmtree(work, ignore_errors=True)
    put(text, given.output)


def lake(work: Path, counties: int) -> str:
    """The table of a lake, measured by a program of its own: the system counts memory by program."""
    if not counties:
        return ""
    page = work / "lake.md"
    once([PYTHON, str(HERE / "lake.py"), str(counties), "-o", str(page)])
    return "\n" + page.read_text(encoding="utf-8")


def make(kind: str, folder: Path, size: int) -> Path:
    """Make registries in a process of its own: this one stays small, see `measure.once`."""
    once([PYTHON, str(HERE / "registries.py"), kind, str(folder), str(size)])
    return folder


def pages(work: Path, sizes: list[int], reports: list[int], runs: int, count: int, several: int) -> list[str]:
    """The tables, one after the other."""
    hello = [PYTHON, str(HERE / "hello.py"), "list", "--unit", UNIT]
    said = [
        f"Python {platform.python_version()}, {platform.system()} {platform.machine()}, {os.cpu_count()} cores; "
        + ", ".join(f"{name} {version(name)}" for name in ("dcgd", "typer", "pydantic", "pyyaml"))
        + "; "
        + ", ".join(line for name in ("yq", "gojq", "yamllint", "check-jsonschema") if (line := installed(name))),
        "",
    ]
    folders = {size: make("one", work / str(size), size) for size in sizes}
    query = {size: [*DCGD, "list", "--unit", UNIT, "--data", str(folder)] for size, folder in folders.items()}
    cold = {size: once(query[size]) for size in sizes}
    once(["sleep", "3"])  # until the files' times have settled
    for size in sizes:
        once(query[size])
    warm: dict[str, list[str]] = {"hello-world Typer": hello, "import typer": [PYTHON, "-c", "import typer"]}
    warm |= {f"dcgd list --unit, {size} tasks": query[size] for size in sizes}
    said.append(table("The same query, warm", paired(warm, runs)))
    ordered = {f"{size} tasks": query[size] for size in sizes}
    said.append(table("The same query at other sizes", paired(ordered, runs)))
    completion = [
        "env",
        "_DCGD_COMPLETE=complete_bash",
        f"COMP_WORDS=dcgd list --unit {UNIT[:2]}",
        "COMP_CWORD=3",
        *DCGD,
    ]
    os.environ["DCGD_DATA"] = str(folders[sizes[0]])
    said.append(
        table("Completing a unit", paired({"dcgd list --unit": query[sizes[0]], "completion": completion}, runs))
    )
    del os.environ["DCGD_DATA"]
    said.append("### Cold: read, validate, build the index\n")
    said += [f"- {size} tasks: {seconds:.2f} s, {memory:.0f} MiB" for size, (seconds, memory) in cold.items()]
    said.append("")
    for size in sizes[:2]:
        tasks = folders[size] / "tasks.yaml"
        loader = {"C loader alone": [PYTHON, str(HERE / "loader.py"), str(tasks)]}
        own = {"dcgd validate, nothing cached": ["env", "DCGD_CACHE=0", *DCGD, "validate", str(folders[size])]}
        others = validators(tasks) if size <= 90 else {}
        own["dcgd validate, not a byte changed since"] = [*DCGD, "validate", str(folders[size])]
        said.append(table(f"Validation of {size} tasks", paired({**loader, **own, **others}, runs)))
        asked = {"dcgd list --unit, warm": query[size], **peers(tasks)}
        if len(asked) > 1 and size <= 9000:
            said.append(table(f"Other programs with the same question, {size} tasks", paired(asked, min(runs, 3))))
    years = {count: make("year", work / f"year{count}", count) for count in reports}
    said += edits.tables(folders, years, runs)
    said.append(edits.validation(work / "edited", HERE.parent / "data", runs))
    said.append(table(f"One edit among {count} registries", after_edit(work, count, runs)))
    once([PYTHON, str(HERE / "province.py"), str(work / "province"), str(several)])
    said += province.tables(work / "province", runs)
    return said


def after_edit(work: Path, count: int, runs: int) -> list[Figure]:
    """A query over many registries, warm and after one of them was edited."""
    folder = make("many", work / "many", count)
    edited = folder / "county000" / "2020" / "tasks.yaml"
    query = [*DCGD, "list", "--unit", UNIT, "--section", "三", "--data", str(folder)]
    once(query)
    once(["sleep", "3"])
    once(query)

    def edit(name: str) -> None:
        if name == "after one edit":
            with edited.open("a", encoding="utf-8") as out:
                out.write("# edited\n")

    parse = {"that file's own parse": ["env", "DCGD_CACHE=0", *DCGD, "list", "--data", str(edited.parent)]}
    return paired({"warm": query, "after one edit": query, **parse}, runs, edit)


if __name__ == "__main__":
    main()
