"""`dcgd diff`: what changed between two versions of a registry, in the office's own terms."""

import gc
import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from dcgd.cli import choices, options
from dcgd.cli.clock import today
from dcgd.cli.commands import command, offering
from dcgd.cli.console import FINDINGS, say
from dcgd.cli.options import Output
from dcgd.cli.output import deliver_text, emit
from dcgd.cli.session import one_folder, only_folder, shown_folder
from dcgd.diagnostics import Severity, has_errors
from dcgd.errors import NoRevision
from dcgd.publish import changes as shown
from dcgd.publish.tabular.formats import CHANGES, Format
from dcgd.registry.diff import Change, Side, compare
from dcgd.registry.revisions import Repository, Version, in_folder
from dcgd.words import Word

app = typer.Typer(add_completion=False)


class FailOn(Word):
    """Which changes let the command exit with 1."""

    WEAKENING = "weakening", "未经批准的弱化"
    ANY = "any", "任何变更"


@command(app, "diff")
def diff(
    older: Annotated[
        str, typer.Argument(metavar="[旧]", help="git 的版本、版本:文件夹，或一个文件夹", show_default=False)
    ] = "HEAD",
    newer: Annotated[
        str | None,
        typer.Argument(metavar="[新]", help="同上；缺省是现在的登记册（--data）", show_default=False),
    ] = None,
    *,
    data: options.Data = None,
    form: Annotated[
        Format | None,
        choices.option(
            "--format",
            "-f",
            words=CHANGES,
            noun="格式",
            help="{words}",
        ),
    ] = None,
    fail_on: Annotated[
        FailOn | None,
        choices.option(
            "--fail-on",
            words=FailOn,
            noun="何时",
            help="weakening：有没有批准记录的弱化时退出码为 1；any：有任何变更时",
        ),
    ] = None,
    output: Annotated[options.Output, offering("bom", "header", "out", "force")],
) -> None:
    """两个版本之间改了什么：不是哪些行，而是目标、期限、单位、进展怎样变了；每处归为弱化、强化、中性或更正。

    没有批准记录（adjustments）的弱化会标出来。缺省比较 git 的 HEAD 与现在的登记册。
    """
    gc.disable()  # nothing that is read from here on is garbage
    before, after = (_version(given, data) for given in (older, newer))
    for version in (before, after):
        _remark(version)
    changes = compare(_side(before), _side(after))
    _show(changes, before, after, output._replace(form=form))
    if any(change.unapproved for change in changes) if fail_on is FailOn.WEAKENING else fail_on and changes:
        raise typer.Exit(FINDINGS)


def _version(given: str | None, data: list[str] | None) -> Version:
    """A folder that holds a registry, else a revision of the repository that the data lies in."""
    if given is None:
        folder = one_folder(data)
        return in_folder(folder, shown_folder(folder))
    folder = Path(given)
    if folder.is_dir():
        folder = only_folder([given], "一次比较一个，写到它的文件夹")
        return in_folder(folder, shown_folder(folder))
    revision, colon, inside = given.partition(":")
    usual = one_folder(data)
    try:
        version = Repository(usual).version(revision, inside if colon else None, usual)
    except NoRevision as error:
        no_folder = "" if colon or given == "HEAD" else f"没有文件夹 {given}，也不能当作版本："
        raise NoRevision(f"{no_folder}{error}") from None
    if not version.reading.parsed:
        say(f"注意：{revision} 里没有登记册，按空的比较。")
    elif version.folder.resolve() != usual.resolve() and not colon:
        say(f"注意：{revision} 里登记册在 {version.name.partition(':')[2] or '最上层'}。")
    return version


def _remark(version: Version) -> None:
    if has_errors(version.reading.diagnostics):
        count = sum(diagnostic.severity is Severity.ERROR for diagnostic in version.reading.diagnostics)
        partly = "，只比较其中读得出的部分" if version.lossy else ""
        say(f"注意：{version.name} 有 {count} 个错误{partly}；用 dcgd validate 查看。")


def _side(version: Version) -> Side:
    return Side(version.reading.registry, version.texts, version.lossy, version.day or today())


def _show(changes: list[Change], before: Version, after: Version, output: Output) -> None:
    def locate(change: Change) -> shown.Spot:
        version, place = before if change.is_of_older else after, change.place
        parsed = version.reading.parsed.get(place.file)
        position = parsed.position(place.path) if parsed else (1, 1)
        file = Path(os.path.normpath(version.folder / place.file))  # ../people.yaml, too
        return shown.Spot(shown_folder(file).replace(os.sep, "/"), *position)

    versions = f"{before.name} 与 {after.name} 比较"
    form = output.form
    if form is Format.MARKDOWN or form is Format.GITHUB:
        text = shown.markdown(changes, locate, versions) if form is Format.MARKDOWN else shown.github(changes, locate)
        deliver_text(text, output)
    else:
        uncut = form in (Format.TSV, Format.CSV) or (form is None and not sys.stdout.isatty())
        emit(shown.table(changes, locate, whole=uncut), output, nothing=f"{versions}：没有变更。")
    if changes:
        say(f"{versions}：{shown.summary(changes)}。")
