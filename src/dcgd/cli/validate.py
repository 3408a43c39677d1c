"""`dcgd validate`: every problem of a registry at once."""

import gc
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from dcgd.cli import choices, console, options
from dcgd.cli.codes import known_codes
from dcgd.cli.commands import command
from dcgd.cli.session import find_data, open_by_content
from dcgd.cli.streams import stdout
from dcgd.diagnostics import Diagnostic, Severity
from dcgd.index.validation import COUNTED, validations
from dcgd.publish.findings import WRITERS
from dcgd.publish.tabular.formats import FINDINGS, Format
from dcgd.registry.files import TASKS

app = typer.Typer(add_completion=False)


@command(app, "validate")
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
    form: Annotated[
        Format,
        choices.option(
            "--format",
            "-f",
            words=FINDINGS,
            noun="格式",
            help="text、json、github、gitlab、sarif 或 junit",
            show_default=True,
        ),
    ] = Format.TEXT,
    strict: Annotated[bool, typer.Option("--strict", help="有警告也算不合格")] = False,
    select: Annotated[
        list[str] | None,
        typer.Option("--select", metavar="代码", help="只报这些代码；可以重复，或用逗号隔开", show_default=False),
    ] = None,
    ignore: Annotated[
        list[str] | None,
        typer.Option("--ignore", metavar="代码", help="不报这些代码；可以重复，或用逗号隔开", show_default=False),
    ] = None,
) -> None:
    """校验登记册：一次报告全部问题，每条指出文件、行、列和改法。有错误时退出码为 1。

    各代码的意思和改法：dcgd explain 代码。
    """
    gc.disable()  # nothing that is imported or read from here on is garbage
    wanted, unwanted = known_codes(select), known_codes(ignore)
    folders = find_data([*(data or []), *(_folder(each) for each in path or [])])
    found, names, counts = _examined(folders)
    found = [each for each in found if each.code not in unwanted and (not wanted or each.code in wanted)]
    failing = (Severity.ERROR, Severity.WARNING) if strict else (Severity.ERROR,)
    stdout(form).write(WRITERS[form](found, names, failing))
    console.say(_summary(found, counts))
    if any(each.severity in failing for each in found):
        raise typer.Exit(console.FINDINGS)


def _examined(folders: Sequence[Path]) -> tuple[list[Diagnostic], list[str], Sequence[int]]:
    """The diagnostics of the registries, the names of their files, and how much they hold.

    What was read once and has not changed by a byte is not read again: the index keeps its diagnostics.
    """
    with open_by_content([str(folder) for folder in folders]) as (connection, _sources):
        shown = {os.path.abspath(folder): shown_folder(folder) for folder in folders}  # noqa: PTH100
        prefix = {
            number: "" if shown.get(path, path) == "." else shown.get(path, path) + os.sep
            for number, path in connection.execute("SELECT id, path FROM documents ORDER BY id")
        }
        said = validations(connection)
        found = [
            Diagnostic(prefix[document] + file, line, column, Severity(weight), *words)
            for document, validation in said.items()
            for file, line, column, weight, *words in validation.diagnostics
        ]
        names = [prefix[document] + name for document, validation in said.items() for name in validation.files]
        tasks, targets, milestones, units = (
            sum(validation.counts.get(table, 0) for validation in said.values()) for table in COUNTED
        )
        return found, names, (tasks, targets + milestones, units)


def _summary(found: Sequence[Diagnostic], counts: Sequence[int]) -> str:
    weights = (f"{sum(each.severity is weight for each in found)} 个{weight.chinese}" for weight in Severity)
    return f"{counts[0]} 项任务，{counts[1]} 个目标和成果，{counts[2]} 个单位：{'，'.join(weights)}。"


def _folder(path: Path) -> str:
    """A file stands for its registry: the nearest that it lies in."""
    if path.is_file():
        above = (*path.parents, *path.absolute().parents)
        path = next((folder for folder in above if (folder / TASKS).is_file()), path.parent)
    return str(path)


def shown_folder(folder: Path) -> str:
    """A path as a person would write it: relative if it lies below the current folder."""
    try:
        return str(folder.relative_to(Path.cwd()))
    except ValueError:
        return str(folder)
