"""`dcgd validate`: every problem of a registry at once."""

import gc
import os
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from dcgd.cli import findings, options
from dcgd.cli.codes import known_codes
from dcgd.cli.commands import command
from dcgd.cli.session import find_data, open_by_content, shown_folder
from dcgd.diagnostics import Diagnostic, Severity
from dcgd.index.links import diagnostics_across
from dcgd.index.validation import COUNTED, validations
from dcgd.publish.tabular.formats import Format
from dcgd.registry import file_codes
from dcgd.registry.files import TASKS, without_tasks

app = typer.Typer(add_completion=False)


@command(app, "validate", example="dcgd validate --strict")
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
    form: findings.Form = Format.TEXT,
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
    given = [*(data or []), *map(_folder, path or [])]
    diagnostics, names, counts = _examined(find_data(given))
    diagnostics += [_without_tasks(folder) for name in given for folder in without_tasks(name)]
    diagnostics = [
        diagnostic
        for diagnostic in diagnostics
        if diagnostic.code not in unwanted and (not wanted or diagnostic.code in wanted)
    ]
    failing = (Severity.ERROR, Severity.WARNING) if strict else (Severity.ERROR,)
    findings.report(diagnostics, names, form, failing, _summary(diagnostics, counts))


def _without_tasks(folder: str) -> Diagnostic:
    """That a folder among others has the files of a registry but for the one that makes it one."""
    code, file = file_codes.MISSING_FILE, os.path.normpath(f"{folder}/{TASKS}")
    hint = "找回它，或把这个文件夹移到别处；没有它，这里的进展、单位都没有算进去"
    return Diagnostic(file, 1, 1, code.severity, code.slug, f"没有文件 {TASKS}，而有登记册的别的文件", hint)


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
        diagnostics = [
            Diagnostic(_name(prefix[document] + file), line, column, Severity(weight), *words)
            for document, validation in said.items()
            for file, line, column, weight, *words in validation.diagnostics
        ]
        names = [_name(prefix[document] + name) for document, validation in said.items() for name in validation.files]
        tasks, targets, milestones, units = (
            sum(validation.counts.get(table, 0) for validation in said.values()) for table in COUNTED
        )
        if len(prefix) > 1:
            diagnostics += [
                said_across._replace(file=_name(prefix[document] + said_across.file))
                for document, said_across in diagnostics_across(connection)
            ]
        # Of a file that several registries share each says the same.
        return list(dict.fromkeys(diagnostics)), list(dict.fromkeys(names)), (tasks, targets + milestones, units)


def _name(file: str) -> str:
    """A file's name as the user would write it: one of the folder above is not reached by way of a registry."""
    return os.path.normpath(file) if f"{os.sep}..{os.sep}" in file.replace("/", os.sep) else file


def _summary(diagnostics: Sequence[Diagnostic], counts: Sequence[int]) -> str:
    weights = Counter(diagnostic.severity for diagnostic in diagnostics)
    counted = "，".join(f"{weights[severity]} 个{severity.chinese}" for severity in Severity)
    return f"{counts[0]} 项任务，{counts[1]} 个目标和成果，{counts[2]} 个单位：{counted}。"


def _folder(path: Path) -> str:
    """The nearest registry that a file lies in; a folder as it is."""
    if path.is_file():
        above = (*path.parents, *path.absolute().parents)
        path = next((folder for folder in above if (folder / TASKS).is_file()), path.parent)
    return str(path)
