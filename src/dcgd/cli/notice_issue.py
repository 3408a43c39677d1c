"""`dcgd notice issue`: number and log notices, then print them."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from dcgd.cli import choices, complete, notice_sheets, options, paper
from dcgd.cli.changing import preview, record
from dcgd.cli.clock import today
from dcgd.cli.commands import command, offering
from dcgd.cli.console import say
from dcgd.cli.filters import units_of
from dcgd.cli.history import chosen
from dcgd.cli.item_listing import listed_items, selected_items
from dcgd.cli.options import Selection
from dcgd.cli.output import emit
from dcgd.cli.session import Session, open_session
from dcgd.cli.stamp import stamp
from dcgd.edits.notice import Candidate, Issued, LeftOut, Sheet, candidates, issue
from dcgd.errors import NotFound, WrongUse
from dcgd.index import journal
from dcgd.index.lookup import Filter
from dcgd.model import Level
from dcgd.model.working_days import unknown_years
from dcgd.publish.papers.notice import sheet
from dcgd.publish.papers.render import OwnTemplate
from dcgd.publish.table import Table
from dcgd.registry.abridging import task_of
from dcgd.registry.change import Edited
from dcgd.registry.load import Reading
from dcgd.tracking.judged_items import JudgedItem, judged_items, worst_first
from dcgd.tracking.notices import called

app = typer.Typer(add_completion=False)

_MOST = 10
"""Items whose reason for no notice is said; of more only how many."""


@command(app, "issue", example="dcgd notice issue --unit 区科技局 --as-of 2023-12-31 --dry-run")
def issue_notices(
    *,
    selection: options.ByUnit,
    task: Annotated[
        list[str] | None,
        typer.Option(
            "--task",
            "-t",
            metavar="编号",
            help="只督办这些任务、目标或成果；可以重复",
            autocompletion=complete.items,
            show_default=False,
        ),
    ] = None,
    level: Annotated[
        Level | None,
        choices.option("--level", words=Level, noun="级别", help="蓝、黄或红；缺省由判定和以前的督办单决定"),
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="只看会发哪些，不编号登记，不写文件")] = False,
    basis: options.Basis,
    out: notice_sheets.Folder = notice_sheets.FOLDER,
    to: Annotated[paper.Delivery, offering("force")],
    template: paper.Template = None,
    output: Annotated[options.Output, offering("form")],
) -> None:
    """签发：一单位一事一单，编号登记，写成 Word 文件；先用 --dry-run 看一看。

    编号登记在 notices.yaml。
    级别缺省与灯色相同，按 rules.yaml 的 notices；在等回复的不重发，过期不回复的升一级（蓝→黄→红）。
    原文没有写牵头单位的，用 --task 和 --unit 一起指明就什么事、发给谁。
    """
    if level and not (selection.unit or selection.group or task):
        raise WrongUse("--level 要与 --unit 或 --task 同用：说明向谁、就什么事")
    if basis.known_on and not dry_run:
        raise WrongUse("--known-on 只用来看；签发按现在知道的，只看会发哪些，加 --dry-run")
    to = paper.Delivery(out, to.force)
    own = paper.read_template(template)
    with open_session(basis.data, basis.known_on) as session:
        paper.one_document(session, "督办单")
        day = session.on(basis.day)
        if day > today() and not dry_run:
            raise WrongUse(f"{day} 还没有到（今天是 {today()}）；只看会发哪些，加 --dry-run")
        considered = _candidates(session, basis, selection, task, level)
        registry = Path(session.sources[0].folder)
        made = stamp(registry)
        about = {candidate.judged_item.item.id for candidate in considered}

        def edit(before: Reading) -> Edited[Issued]:
            return issue(before, considered, day, made, level)

        issued = preview(registry, edit, about)
        if not dry_run:
            with paper.extra("docx", "督办单"), paper.blaming(template):
                _try(session, issued.sheets, own, to)
            known = journal.notices(session.connection).get(session.sources[0].registry, [])
            session.let_go()
            issued = record(registry, edit, about).result
            of_today = [notice for notice in known if notice.issued == day]
            earlier = notice_sheets.unprinted(of_today, out, basis.data)
            if earlier:  # somebody was cut off today
                say(earlier)
        if not issued.sheets:
            _why_none(issued.left_out)
            return
        if remark := unknown_years(sheet.notice.reply_by for sheet in issued.sheets):
            say(f"注意：{remark}。")
        if not dry_run:
            # Nobody else has these numbers: a file of this name is a draft of one who was cut off.
            notice_sheets.write_sheets(session, issued.sheets, to._replace(force=True), template, own, basis.data)
        emit(Table(notice_sheets.COLUMNS, map(notice_sheets.row, issued.sheets)), output)


def _candidates(
    session: Session, basis: options.Basis, selection: Selection, task: list[str] | None, level: Level | None
) -> list[Candidate]:
    """The items that the options describe, worst first, each with every unit that is to answer.

    Where they name units the shares that these hold are among them.
    An item that names no lead goes to the units asked for, if it is asked for itself. A level asked for by hand goes to
    what is named by --task, else only to what calls for a notice by itself.
    """
    named = units_of(session.connection, selection)
    units = None if named is None else frozenset(name for _document, name in named)
    if task:
        selected = _of_tasks(session, session.on(basis.day), task)
    else:
        selected = worst_first(listed_items(session, session.on(basis.day), selection))
    if level and not task:
        selected = [judged_item for judged_item in selected if called(judged_item.verdict, judged_item.rules)]
    served = units if task else None
    for judged_item in selected:
        if called(judged_item.verdict, judged_item.rules) and not judged_item.lead_units and not served:
            item = judged_item.item
            say(f"没有牵头单位，发不了督办单：{item.id} {item.title}；指明发给谁：--task {item.id} --unit 单位")
    return candidates(selected, units, serve_unled=bool(task))


def _of_tasks(session: Session, day: date, named: list[str]) -> list[JudgedItem]:
    """The judged items of these ids and numbers of tasks, worst first. Raises NotFound."""
    [document] = session.connection.execute("SELECT id FROM documents").fetchone()
    tasks = frozenset((document, number) for name in named if (number := task_of(name)) is not None)
    of_those = worst_first(judged_items(session.connection, Filter(tasks=tasks), day))
    try:
        return chosen(session.connection, of_those, named)
    except NotFound:  # what is near may be anywhere
        return chosen(session.connection, worst_first(selected_items(session, day, Selection())), named)


def _why_none(left_out: Sequence[LeftOut]) -> None:
    say("没有要发的督办单。" if left_out else "没有符合条件的事项，或没有牵头单位。")
    for candidate, why in left_out[:_MOST]:
        item = candidate.judged_item.item
        say(f"  {candidate.unit} {item.id} {item.title}：{why}")
    if len(left_out) > _MOST:
        say(f"  …共 {len(left_out)} 项")
    if left_out:
        say("再打印已经发出的：dcgd notice print 单号")


def _try(session: Session, sheets: Sequence[Sheet], own: OwnTemplate | None, to: paper.Delivery) -> None:
    """Check that the sheets can be made and written before numbers are assigned.

    A wrong template, a missing library or an existing file must not use up a number.
    """
    for _notice, words in notice_sheets.told(session, sheets[:1]):
        sheet(words, own)
    names = [notice_sheets.file_name(made.notice) for made in sheets]
    paper.free_all(to.out or notice_sheets.FOLDER, names, force=to.force)
