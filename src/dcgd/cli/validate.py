"""`dcgd validate`: every problem of a registry at once."""

import gc
import sys
from pathlib import Path
from typing import Annotated

import typer

from dcgd.cli import options
from dcgd.cli.front import FINDINGS, Command, complain
from dcgd.cli.session import find_data
from dcgd.diagnostics import Diagnostic, Severity

app = typer.Typer(add_completion=False)


@app.command("validate", cls=Command)
def validate(
    path: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="[路径]…",
            readable=False,
            help="登记册的文件夹，或其中的一个文件；缺省同 --data",
            show_default=False,
        ),
    ] = None,
    data: options.Data = None,
    form: Annotated[str, typer.Option("--format", "-f", metavar="格式", help="text 或 json")] = "text",
) -> None:
    """校验登记册：一次报告全部问题，每条指出文件、行、列和改法。有错误时退出码为 1。"""
    gc.disable()  # nothing that is imported or read from here on is garbage
    from dcgd.registry.load import read

    if form not in ("text", "json"):
        raise typer.BadParameter(f"没有格式“{form}”；可以是：text、json")
    folders = find_data([*(data or []), *(_folder(each) for each in path or [])])
    found: list[Diagnostic] = []
    counts = [0, 0, 0]
    for folder in folders:
        reading = read(folder, _shown(folder))
        found += reading.diagnostics
        registry = reading.registry
        for index, size in enumerate((len(registry.tasks), len(registry.items), len(registry.units))):
            counts[index] += size
    _print(found, form)
    by_weight = {weight: sum(each.severity is weight for each in found) for weight in Severity}
    summary = "，".join(f"{number} 个{weight.chinese}" for weight, number in by_weight.items())
    complain(f"{counts[0]} 项任务，{counts[1]} 个目标和成果，{counts[2]} 个单位：{summary}。")
    if by_weight[Severity.ERROR]:
        raise typer.Exit(FINDINGS)


def _folder(path: Path) -> str:
    """A file stands for its registry: tasks.yaml for its folder, a report for the folder above."""
    if path.is_file():
        path = path.parent.parent if path.parent.name == "progress" else path.parent
    return str(path)


def _shown(folder: Path) -> str:
    """A folder as a person would write it: relative if it lies below the current one."""
    try:
        return str(folder.relative_to(Path.cwd()))
    except ValueError:
        return str(folder)


def _print(found: list[Diagnostic], form: str) -> None:
    if form == "json":
        import json

        rows = [{**each._asdict(), "severity": each.severity.value} for each in found]
        print(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    for each in found:
        stop = "" if each.message.endswith("？") else "。"
        hint = f"{stop}{each.hint}" if each.hint else ""
        line = f"{each.file}:{each.line}:{each.column}: {each.severity.chinese} {each.code} {each.message}{hint}"
        sys.stdout.write("".join(c if c.isprintable() else " " for c in line) + "\n")
