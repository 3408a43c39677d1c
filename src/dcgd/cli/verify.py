"""`dcgd verify`: the registry against its official text."""

import gc
from typing import Annotated

import typer

from dcgd.cli import console, findings, options
from dcgd.cli.commands import command
from dcgd.cli.session import find_data, shown_folder
from dcgd.diagnostics import Diagnostic, Severity, has_errors
from dcgd.errors import WrongUse
from dcgd.intake.official import verified
from dcgd.intake.text.unread import UNREAD
from dcgd.publish.tabular.formats import Format
from dcgd.registry.chain import checked_seals
from dcgd.registry.evidence import checked
from dcgd.registry.files import SOURCE
from dcgd.registry.load import read
from dcgd.registry.official import official_files
from dcgd.registry.sealed import SEALED_CHANGED, SEALED_LOST

app = typer.Typer(add_completion=False)

_AFTER_SEALING = (SEALED_CHANGED.slug, SEALED_LOST.slug)


@command(app, "verify")
def verify(
    folder: Annotated[
        list[str] | None,
        typer.Argument(metavar="[文件夹]…", help="登记册的文件夹；缺省同 --data", show_default=False),
    ] = None,
    data: options.Data = None,
    form: findings.Form = Format.TEXT,
) -> None:
    """把登记册与 source/ 里的官方文本（.md、.txt）逐字核对：原文、责任单位、序号、标题；不一致时退出码为 1。

    记了摘要的佐证一并核对：不见了的、变了的；封存过的月份，存档、摘要和前后次序也核对。

    [-…-] 是官方文本有而登记册没有的字，{+…+} 是登记册多出的字。
    """
    gc.disable()  # nothing that is read from here on is garbage

    differences: list[Diagnostic] = []
    names: list[str] = []
    unread: list[str] = []
    tasks = evidence = seals = 0
    for path in find_data([*(data or []), *(folder or [])]):
        reading = read(path, shown_folder(path))
        lost, counted = checked(reading, path)
        sealed = len(reading.registry.seals) + len(reading.registry.archives)
        official = bool(official_files(path))
        lacking = f"{path / SOURCE} 里没有官方文本（.md 或 .txt）；指向别处的链接不算"
        if not official and not counted and not sealed:
            raise WrongUse(lacking)
        if not official:
            console.say(f"注意：{lacking}。只核对了佐证和封存，任务的原文没有核对。")
        if has_errors(reading.diagnostics):
            console.say(f"注意：{shown_folder(path)} 有错误，先用 dcgd validate 查看；以下只核对了读得出的部分。")
        later = [diagnostic for diagnostic in reading.diagnostics if diagnostic.code in _AFTER_SEALING]
        if later:
            console.say(f"注意：封存以后，封存过的记录有 {len(later)} 处改了或不见了，用 dcgd validate 查看。")
        differences += verified(reading, path) if official else []
        differences += [*lost, *(checked_seals(reading, path) if sealed else ())]
        evidence += counted
        seals += len(reading.registry.seals)
        names += [reading.parsed["tasks.yaml"].name]
        document = reading.registry.document
        if document and document.note and UNREAD in document.note:
            unread.append(document.note[document.note.index(UNREAD) :].splitlines()[0].rstrip("。"))
        tasks += len(reading.registry.tasks) if official else 0
    differ = f"{len(differences)} 处不符" if differences else ""
    more = [f"佐证 {evidence} 份"] if evidence else []
    more += [f"封存 {seals} 次"] if seals else []
    if tasks:
        outcome = (differ or "一字不差") + (f"（{'、'.join(more)}也照摘要核对了）" if more else "")
        told = f"{tasks} 项任务与官方文本核对：{'；不算'.join([outcome, *unread])}。"
    else:
        told = f"{'、'.join(more) or '封存'}照摘要核对：{differ or '一份不差'}。"
    findings.report(differences, names, form, tuple(Severity), told)
