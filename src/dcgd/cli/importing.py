"""`dcgd import`: a draft registry from an official document, or an existing one brought up to a newer document."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Annotated, TypeVar

import typer

from dcgd.cli.clock import today
from dcgd.cli.commands import command
from dcgd.cli.console import said_if_cut_off, say
from dcgd.cli.import_files import given_files
from dcgd.cli.import_scans import report_page
from dcgd.cli.init import IGNORE
from dcgd.cli.options import Output
from dcgd.cli.output import emit
from dcgd.cli.session import find_data, one_folder, shown_folder
from dcgd.edits.drafts import add_drafted_people
from dcgd.edits.meeting import append_meeting
from dcgd.edits.update import Updated, update
from dcgd.errors import Stopped, Unreadable, WrongUse
from dcgd.intake.draft.drafting import Drafted, drafted
from dcgd.intake.draft.emit import people_yaml, tasks_yaml, units_yaml
from dcgd.intake.draft.entities import UNKNOWN
from dcgd.intake.draft.explaining import explain
from dcgd.intake.draft.report import render
from dcgd.intake.draft.result import Draft
from dcgd.publish import changes as shown
from dcgd.publish.papers.filenames import safe_name
from dcgd.registry import files
from dcgd.registry.change import Edited, change
from dcgd.registry.diff import Change, Side, compare
from dcgd.registry.load import read
from dcgd.registry.revisions import Version, in_folder
from dcgd.source import bounded
from dcgd.source.files import create_folder
from dcgd.unseen import without_unseen

T = TypeVar("T")
app = typer.Typer(add_completion=False)


@command(app, "import")
def import_document(
    files: Annotated[
        list[str],
        typer.Argument(
            metavar="文件...",
            help="官方文件：.md、.txt、.docx、.ofd、.pdf、扫描件和照片（要 dcgd[ocr]），或 .xlsx 台账；"
            "附件另成文件的一并列出，或打成一个 zip；- 是标准输入",
        ),
    ],
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar="文件夹",
            help="写在哪里，应是空的或还没有的；缺省在当前文件夹里，以文号或文件名为名",
            show_default=False,
        ),
    ] = None,
    year: Annotated[
        int | None,
        typer.Option("--year", metavar="年", help="文件没有写年份时用；缺省是今年", show_default=False),
    ] = None,
    update: Annotated[
        Path | None,
        typer.Option(
            "--update",
            metavar="文件夹",
            help="照新的文件更新这个登记册：编号、目标、成果、别名、说明、注释都保留",
            show_default=False,
        ),
    ] = None,
    append: Annotated[
        Path | None,
        typer.Option(
            "--append",
            metavar="文件夹",
            help="把这次会议、这批批示或建议提案添进当年同类的登记册：新的一章，序号接着排，别的不动",
            show_default=False,
        ),
    ] = None,
    beside: Annotated[
        list[str] | None,
        typer.Option(
            "--data",
            metavar="文件夹",
            help="与 --update 同用：别的登记册，它们的 implements、continues、same_as 指着的编号不变；可以重复",
            show_default=False,
        ),
    ] = None,
    why: Annotated[
        int | None,
        typer.Option(
            "--explain",
            metavar="行号",
            help="只说这一行为什么这样读，什么也不写；行号是报告里说的、source/ 里原文的",
            show_default=False,
        ),
    ] = None,
) -> None:
    """从官方文件起草登记册：章节、任务、单位、目标、成果、节点和人员；待核对的都标有 review: true。

    读了什么、没有读懂什么、哪些数没有当作目标，写在标准输出；每个字都有归类。
    """
    if beside and update is None:
        raise WrongUse("--data 只与 --update 同用")
    if sum(folder is not None for folder in (output, update, append)) > 1:
        raise WrongUse("--output、--update、--append 只能用一个")
    if year is not None and not 1900 <= year <= 2999:
        raise WrongUse(f"--year 应是四位的年份，如 {today().year}，不能是 {year}")
    if len(set(files)) < len(files):
        raise WrongUse("同一个文件给了两次")
    name = "、".join("标准输入" if file == "-" else Path(file).name for file in files)
    try:
        given = given_files(files)
        made = bounded.call(drafted, given, year or today().year, year is not None)
    except Stopped as stopped:
        raise Unreadable(f"读不了{name}：{stopped}；拆成几份，或另存为 .txt 再导入") from None
    text, draft, name = made.text, made.draft, made.name
    if why is not None:
        said = bounded.call(explain, draft, text, why)
        if not said:
            raise WrongUse(f"{name or '标准输入'}没有第 {why} 行，共 {text.count(chr(10)) + 1} 行")
        print("\n".join(without_unseen(line, " ") for line in said.split("\n")))
        return
    if not any(draft.tasks()):
        raise WrongUse(f"{name or '标准输入'}里没有认出任务，没有写入；什么算任务见 docs/import.md")
    number = "" if draft.document.number == UNKNOWN else draft.document.number
    stem = safe_name(Path(name).stem or number or "官方文件")
    source = f"source/{stem}{'.md' if name.lower().endswith('.md') else '.txt'}"
    page = report_page(given, f"{draft.document.title}：扫描件逐行核对", text)
    if update is not None:
        _update(update, draft, text, source, page, beside or ())
        if made.unread:
            say(draft.document.note or "")
        return
    if append is not None:
        if _append(append, draft, text, name, page):
            _report(draft, made, append)
        return
    folder = output or Path(safe_name(number) if number else stem)
    told = _create(folder, draft, text, source, page)
    _report(draft, made, folder)
    _say_told(told)
    _say_page(folder, source, page)
    say(f"写好了：{folder}。接下来：对照原文核对 dcgd review {folder}；dcgd validate {folder}；dcgd verify {folder}")


def _report(draft: Draft, made: Drafted, folder: Path) -> None:
    """Print what was read and what was not."""
    lines = render(draft, made.form, made.unread).split("\n")
    with said_if_cut_off(lambda: f"写好了：{folder}"):
        print("\n".join(without_unseen(line, " ") for line in lines), flush=True)


def _append(folder: Path, draft: Draft, text: str, name: str, page: str | None) -> bool:
    """Add a meeting to the year's registry, and say what was added and what was there; false if nothing was added."""
    folder = one_folder([str(folder)])
    first = next(section for section in draft.sections if section.tasks)
    stem = safe_name(f"{first.issued or ''}-{first.title}"[:60])
    source = f"source/{stem}{'.md' if name.lower().endswith('.md') else '.txt'}"
    saved = change(
        folder,
        lambda before: _with_page(append_meeting(before, draft, _official(text), source), source, page),
        shown_folder(folder),
    )
    for there in saved.result.there:
        say(f"{folder}：已经有{there}，没有再添")
    _say_told(saved.result.told)
    for section in saved.result.sections:
        numbers = [task.number for task in section.tasks]
        span = f"{numbers[0]} 至 {numbers[-1]}" if len(numbers) > 1 else f"{numbers[0]}"
        say(f"添进 {folder}：第{section.number}章 {section.title}（{section.issued}），任务 {span}")
    shift = saved.result.sections[0].tasks[0].number - first.tasks[0].number if saved.result.sections else 0
    if shift:
        say(f"报告里的任务序号是这份文件自己的，在登记册里都加 {shift}")
    if saved.result.due:
        say(f"有的时限在登记册的周期以后，document.due 改到了 {saved.result.due}")
    if saved.files:
        _say_page(folder, source, page)
        say(f"接下来：对照原文核对 dcgd review {folder}；dcgd validate {folder}；dcgd verify {folder}")
    return bool(saved.files)


def _create(folder: Path, draft: Draft, text: str, source: str, page: str | None) -> tuple[str, ...]:
    """Write the draft as a new registry, whole or not at all; never over anything.

    Its people go into the people.yaml of the folder above where there is one; what is in doubt there is given back.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise WrongUse(f"{folder} 已经有内容；换一个文件夹（-o），或用 --update {folder} 更新它")
    contents = {
        "tasks.yaml": tasks_yaml(draft.document, draft.sections),
        "units.yaml": units_yaml(draft.units),
        source: _official(text),
        ".gitignore": IGNORE,
    }
    if page:
        contents[_page_name(source)] = page
    shared = files.PEOPLE in files.shared_in(str(folder.absolute().parent), contents)
    if draft.people and not shared:
        contents[files.PEOPLE] = people_yaml(draft.people)
    create_folder(folder, {name: content.encode("utf-8") for name, content in contents.items()})
    if not (draft.people and shared):
        return ()
    return change(folder, lambda before: add_drafted_people(before, draft), shown_folder(folder), official=True).result


def _say_told(told: tuple[str, ...]) -> None:
    """Say what of the people was not taken over."""
    for words in told:
        say(f"人员存疑，没有改：{words}")


def _update(folder: Path, draft: Draft, text: str, source: str, page: str | None, beside: Sequence[str]) -> None:
    """Bring a registry up to the draft of a newer document, and show what that changed.

    What the registries `beside` refer to keeps its number.
    """
    others = {shown_folder(other): read(other).registry for other in (find_data(beside) if beside else ())}
    folder = one_folder([str(folder)])
    older = in_folder(folder, shown_folder(folder))
    saved = change(
        folder,
        lambda before: _with_page(update(before, folder, draft, _official(text), source, others), source, page),
        shown_folder(folder),
        official=True,
    )
    changed = "、".join(sorted(saved.files))
    with said_if_cut_off(lambda: f"更新已经写入 {folder}：{changed}" if changed else ""):
        _show_update(folder, older, saved.result)
    if saved.files:
        _say_page(folder, source, page)


def _show_update(folder: Path, older: Version, updated: Updated) -> None:
    """Print what an update changed."""
    newer = in_folder(folder, shown_folder(folder))
    changes = compare(*(Side(version.reading.registry, version.texts, version.lossy) for version in (older, newer)))

    def locate(change: Change) -> shown.Spot:
        version, place = older if change.is_of_older else newer, change.place
        parsed = version.reading.parsed.get(place.file)
        return shown.Spot(place.file, *(parsed.position(place.path) if parsed else (1, 1)))

    _say_told(updated.told)
    for words in updated.points:
        say(f"节点没有写入，说不清写在哪一个目标、成果上：{words}")
    if not changes:
        say(f"{folder}：与这份文件没有不同，没有写入。")
        return
    emit(shown.table(changes, locate), Output())
    if updated.moved:
        say(f"改了序号的，编号跟着改：{'，'.join(f'{old} → {new}' for old, new in updated.moved.items())}")
    say(f"更新了 {folder}：{shown.summary(changes)}。接下来：dcgd validate {folder}，待核对的 dcgd review {folder}")


def _page_name(source: str) -> str:
    """The page with pictures of a scan's lines, beside the text that was recognised."""
    return source.rpartition(".")[0] + ".扫描核对.html"


def _with_page(edited: Edited[T], source: str, page: str | None) -> Edited[T]:
    """An edit that also writes that page, where there is one and something changes."""
    return replace(edited, texts={**edited.texts, _page_name(source): page}) if page and edited.texts else edited


def _say_page(folder: Path, source: str, page: str | None) -> None:
    if page:
        say(f"扫描件逐行的图片和识别的字，用浏览器打开：{folder / _page_name(source)}")


def _official(text: str) -> str:
    """The text to keep as the official one: as it was read, without zero bytes."""
    return text.replace("\x00", "")
