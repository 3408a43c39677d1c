"""Registries of any size, the same every time: the shipped document over and over, with other names and numbers."""

import re
import sys
from calendar import monthrange
from collections.abc import Iterator
from functools import partial
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BLOCK = 90
MOST_SECTIONS = 99


def one(folder: Path, tasks: int) -> Path:
    """One registry of so many tasks. Each 90 have units of their own, the first 90 those of the real document."""
    head, units_text = _shipped()
    folder.mkdir(parents=True, exist_ok=True)
    pieces = list(_tasks(head, tasks))
    size = max(1, -(-len(pieces) // min(MOST_SECTIONS, 11 * -(-tasks // BLOCK))))
    from dcgd.naming import chinese_number

    with (folder / "tasks.yaml").open("w", encoding="utf-8", newline="\n") as out:
        out.write(head[: head.index("sections:")])
        out.write("sections:\n")
        for number, start in enumerate(range(0, len(pieces), size), 1):
            out.write(f"  - number: {chinese_number(number)}\n    title: 第{number}章\n    tasks:\n")
            out.writelines(pieces[start : start + size])
    blocks = -(-tasks // BLOCK)
    import yaml

    names = yaml.safe_load(units_text)["units"]
    with (folder / "units.yaml").open("w", encoding="utf-8", newline="\n") as out:
        out.write("units:\n")
        for block in range(blocks):
            for unit in names:
                aliases = ", ".join(_renamed(alias, block) for alias in unit.get("aliases", []))
                out.write(f"  - name: {_renamed(unit['name'], block)}\n")
                out.write(f"    aliases: [{aliases}]\n" if aliases else "")
    return folder


def year(folder: Path, reports: int) -> Path:
    """A registry of 9,000 tasks with so many reports, a twelfth each month, and some hundred problems and notices."""
    one(folder, 9000)
    items = re.findall(r"(?m)^          - id: (\d+-m?\d+)", (folder / "tasks.yaml").read_text(encoding="utf-8"))
    items = items[: reports // 12]
    (folder / "progress").mkdir()
    for month in range(1, 13):
        day = f"2023-{month:02d}-{monthrange(2023, month)[1]}"
        with (folder / "progress" / f"{day[:7]}.yaml").open("w", encoding="utf-8", newline="\n") as out:
            out.write("reports:\n")
            for item in items:
                key = "milestone" if "m" in item else "target"
                out.write(
                    f"  - {{{key}: {item}, date: {day}, percent: {month * 8}, note: 按计划推进, received: {day}}}\n"
                )
    with (folder / "problems.yaml").open("w", encoding="utf-8", newline="\n") as out:
        out.write("problems:\n")
        for count in range(1, 901):
            out.write(f"  - id: WT-2023-{count:03d}\n    task: {count}\n    title: 缺图纸\n    steps:\n")
            out.write("      - {action: raise, date: 2023-07-02, by: 区水利局}\n")
    with (folder / "notices.yaml").open("w", encoding="utf-8", newline="\n") as out:
        out.write("notices:\n")
        for count, item in enumerate(items[:900], 1):
            out.write(f"  - {{number: DB-2023-{count:03d}, level: 蓝, unit: 区水利局, subject: {item}, ")
            out.write("issued: 2023-07-01, reply_by: 2023-07-08, reason: 滞后}\n")
    return folder


def many(folder: Path, registries: int) -> Path:
    """A folder of so many registries of 90 tasks each: counties with several years."""
    head, units_text = _shipped()
    for index in range(registries):
        county, year = index // 7, 2019 + index % 7
        inner = folder / f"county{county:03d}" / str(year)
        inner.mkdir(parents=True, exist_ok=True)
        text = head.replace("东昌政办字〔2023〕11号", f"县{county:03d}政办字〔{year}〕11号").replace(
            "2023-", f"{year}-"
        )
        (inner / "tasks.yaml").write_text(text, encoding="utf-8", newline="\n")
        (inner / "units.yaml").write_text(units_text, encoding="utf-8", newline="\n")
    return folder


def _shipped() -> tuple[str, str]:
    return tuple((ROOT / "data" / name).read_text(encoding="utf-8") for name in ("tasks.yaml", "units.yaml"))  # type: ignore[return-value]


def _renamed(name: str, block: int) -> str:
    return name if block == 0 else f"{block:04d}镇{name}"


def _tasks(head: str, count: int) -> Iterator[str]:
    """The text of each task, renumbered; what does not change is copied as it stands."""
    originals = re.split(r"(?m)^(?=      - number: )", head[head.index("sections:") :])[1:]
    originals = [re.sub(r"(?m)^  - number: .*\n    title: .*\n    tasks:\n|^\n", "", piece) for piece in originals]
    for index in range(count):
        block, within = divmod(index, BLOCK)
        piece = originals[within]
        if block:
            number = index + 1
            piece = re.sub(r"(?m)^(      - number: )\d+", rf"\g<1>{number}", piece)
            piece = re.sub(r"(?m)^(          - id: )\d+(-m?\d+)", rf"\g<1>{number}\g<2>", piece)
            piece = re.sub(r"(?m)^(        (?:leads|participants): \[)(.*)(\])", partial(_units, block), piece)
        yield piece


def _units(block: int, line: re.Match[str]) -> str:
    names = [name for name in line[2].split(", ") if name]
    return line[1] + ", ".join(_renamed(name, block) for name in names) + line[3]


if __name__ == "__main__":
    {"one": one, "many": many, "year": year}[sys.argv[1]](Path(sys.argv[2]), int(sys.argv[3]))
