"""`dcgd add task`: append a task to a document that has no official text beside it."""

from datetime import date
from typing import Annotated

import typer

from dcgd.cli import complete, options
from dcgd.cli.asking import Answers, Question, add_command, answered, plain
from dcgd.cli.clock import parse_day
from dcgd.cli.commands import command
from dcgd.cli.console import say
from dcgd.cli.session import one_folder
from dcgd.edits.task import add_task, known_unit
from dcgd.errors import WrongUse
from dcgd.model import Task
from dcgd.publish.table import cell
from dcgd.registry.change import change
from dcgd.registry.files import SOURCE
from dcgd.registry.load import read
from dcgd.registry.official import official_files

app = typer.Typer(add_completion=False)


@command(app, "task")
def task(
    *,
    section: Annotated[
        str | None,
        typer.Option(
            "--section",
            "-s",
            metavar="章节",
            help="最后一章的章节号或名称；缺省就是它",
            autocompletion=complete.sections,
            show_default=False,
        ),
    ] = None,
    new_section: Annotated[
        str | None,
        typer.Option("--new-section", metavar="标题", help="新加一章，以它为标题，任务放在里面", show_default=False),
    ] = None,
    issued: Annotated[
        str | None,
        typer.Option(
            "--issued", metavar="日期", help="新加的一章是哪天的会议、批示；事项从这天起算", show_default=False
        ),
    ] = None,
    text: Annotated[
        str | None, typer.Option("--text", metavar="原文", help="任务的全文，写在一行里", show_default=False)
    ] = None,
    title: Annotated[
        str | None, typer.Option("--title", metavar="名称", help="缺省是原文的第一句", show_default=False)
    ] = None,
    lead: Annotated[
        list[str] | None,
        typer.Option(
            "--lead", metavar="单位", help="牵头单位；可以重复", autocompletion=complete.units, show_default=False
        ),
    ] = None,
    no_lead: Annotated[bool, typer.Option("--no-lead", help="没有牵头单位")] = False,
    participant: Annotated[
        list[str] | None,
        typer.Option(
            "--participant",
            metavar="单位",
            help="参与单位；可以重复",
            autocompletion=complete.units,
            show_default=False,
        ),
    ] = None,
    due: Annotated[
        str | None, typer.Option("--due", metavar="日期", help="完成时限，缺省是文件的时限", show_default=False)
    ] = None,
    note: Annotated[str | None, typer.Option("--note", metavar="说明", help="说明", show_default=False)] = None,
    data: options.Data = None,
) -> None:
    """增加一项任务，在全文的末尾，序号接着排。在终端里少写的选项会一项一项地问。

    登记册有官方文本（source/ 里的 .md、.txt）时不能加：任务以官方文本为准，文本变了用 dcgd import --update。
    """
    folder = one_folder(data)
    if official_files(folder):
        raise WrongUse(
            f"{folder / SOURCE} 里有官方文本，任务要与它一字不差，不能另加；"
            f"文件有了新的版本，用 dcgd import 新文件 --update {folder}"
        )
    if lead and no_lead:
        raise WrongUse("--lead 和 --no-lead 只能用一个")
    if section is not None and new_section is not None:
        raise WrongUse("--section 和 --new-section 只能用一个")
    if issued is not None and new_section is None:
        raise WrongUse("--issued 要与 --new-section 同用：它是新加的一章的日期")
    registry = read(folder).registry
    first = not registry.sections and new_section is None
    document_due = registry.document.due.isoformat() if registry.document else ""

    def unit(name: str, _known: Answers) -> str:
        return known_unit(registry, plain(name))

    year = registry.document.start.year if registry.document else None

    def day(typed: str, _known: Answers) -> date:
        return parse_day(typed, "--due", year)

    def day_of_section(typed: str, _known: Answers) -> date:
        return parse_day(typed, "--issued", year)

    with answered(
        add_command("task", data, flags=["--no-lead"] if no_lead else []),
        {
            "section": section,
            "new_section": new_section,
            "issued": issued,
            "text": text,
            "title": title,
            "lead": [] if no_lead else lead or None,
            "participant": participant or None,
            "due": due,
            "note": note,
        },
        (
            *([Question("new_section", "--new-section", "第一章的标题")] if first or new_section else []),
            *([Question("issued", "--issued", "日期", day_of_section, needed=False)] if issued is not None else []),
            *([Question("section", "--section", "章节", needed=False)] if section is not None else []),
            Question("text", "--text", "任务的全文（一行）"),
            Question("title", "--title", "名称", needed=False, guess=lambda known: _first_sentence(known.get("text"))),
            Question("lead", "--lead", "牵头单位，几个用、隔开", unit, several=True),
            Question("participant", "--participant", "参与单位，几个用、隔开", unit, needed=False, several=True),
            Question("due", "--due", f"完成时限，缺省 {document_due}", day, needed=False),
            Question("note", "--note", "说明", needed=False),
        ),
    ) as values:
        new = Task(
            number=1,
            title=values["title"],
            text=values["text"],
            leads=values["lead"],
            participants=values["participant"],
            due=values["due"],
            note=values["note"],
        )
        place, heading, on = values.get("section"), values.get("new_section"), values.get("issued")
        saved = change(folder, lambda before: add_task(before, new, place, heading, on))
    say(f"已增加任务 {saved.result.number} {cell(saved.result.title)}，写入 {saved.places(folder)}")


def _first_sentence(text: str | None) -> str:
    """The default title of a task: the first sentence of its text."""
    text = (text or "").strip()
    return text.partition("。")[0].strip() or text
