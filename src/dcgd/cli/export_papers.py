"""`dcgd export xlsx`, `docx`, `ics`, `template`: the ledger, the bulletin, the calendar; and the templates."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from dcgd.cli import choices, options, paper
from dcgd.cli.commands import command
from dcgd.cli.console import say
from dcgd.cli.filters import units_of
from dcgd.cli.item_listing import selected_snapshot
from dcgd.cli.session import open_session
from dcgd.errors import WrongUse
from dcgd.model.working_days import unknown_years
from dcgd.publish.papers.bulletin import bulletin, bulletin_facts
from dcgd.publish.papers.calendar import calendar
from dcgd.publish.papers.facts import reply_days
from dcgd.publish.papers.ledger import ledger
from dcgd.publish.papers.reminder import chase_facts, letter, mostly_silent
from dcgd.publish.papers.render import house_template
from dcgd.publish.snapshot import Snapshot
from dcgd.words import Word

app = typer.Typer(add_completion=False)


class Template(Word):
    """The templates that come with the program."""

    SUMMARY = "summary", "总体情况"
    BULLETIN = "bulletin", "通报"
    NOTICE = "notice", "督办单"
    REMINDER = "reminder", "提醒函、催报通知"
    BRIEF = "brief", "领导专报"
    APPRAISAL = "appraisal", "考核结果"


def _some(snapshot: Snapshot) -> Snapshot:
    if not snapshot.items:
        raise WrongUse("没有符合条件的事项，没有导出。")
    return snapshot


@command(app, "xlsx")
def xlsx(
    selection: options.ByItem,
    basis: options.Basis,
    to: paper.Delivery,
) -> None:
    """工作台账（Excel）：总台账、未达序时、已完成各一张表，另有各单位、各章节的汇总和图；A3 横排可印。"""
    with open_session(basis.data, basis.known_on) as session:
        snapshot = _some(selected_snapshot(session, session.on(basis.day), selection))
        with paper.extra("xlsx", "台账"):
            made = ledger(snapshot)
        paper.deliver(made, to, default=f"工作台账-{snapshot.as_of}.xlsx")


@command(app, "docx")
def docx(
    selection: options.ByItem,
    basis: options.Basis,
    to: paper.Delivery,
    template: paper.Template = None,
) -> None:
    """没有编号的通报（Word），版式照 GB/T 9704-2012：总体情况、存在的问题、下一步要求，两个附件。"""
    own = paper.read_template(template)
    with open_session(basis.data, basis.known_on) as session:
        paper.one_document(session, "通报")
        snapshot = _some(selected_snapshot(session, session.on(basis.day), selection))
        with paper.extra("docx", "通报"), paper.blaming(template):
            imprint = paper.imprint(session, snapshot)
            chase = chase_facts(snapshot, imprint) if own is None and mostly_silent(snapshot) else None
            made = bulletin(bulletin_facts(snapshot, imprint), own) if chase is None else letter(chase)
        if remark := unknown_years(reply_days(snapshot).values()):
            say(f"注意：{remark}。")
        if chase is not None:
            say("多数单位没有报送进展，还不能通报：写出的是催报通知。")
        paper.deliver(made, to, default=f"{'通报' if chase is None else '催报通知'}-{snapshot.as_of}.docx")


@command(app, "ics")
def ics(
    *,
    selection: options.ByItem,
    per_unit: Annotated[bool, typer.Option("--each", help="每个牵头或参与的单位一个文件，-o 是文件夹")] = False,
    basis: options.Basis,
    to: paper.Delivery,
) -> None:
    """日历（iCalendar）：时限、节点、报送日，全天，带提醒；手机和电脑的日历都能导入。"""
    with open_session(basis.data, basis.known_on) as session:
        snapshot = _some(selected_snapshot(session, session.on(basis.day), selection))
        chosen = {name for _document, name in units_of(session.connection, selection) or ()}
        if not per_unit:
            title = "、".join(sorted(chosen)) + "重点工作任务"
            with paper.extra("ics", "日历"):
                made = calendar(snapshot.items, snapshot.as_of, title, sorted(chosen))
            paper.deliver(made, to, default=f"{title}.ics")
            return
        names = {
            name
            for judged_item in snapshot.items
            for name, _role in judged_item.home.units
            if not chosen or name in chosen
        }
        files: dict[str, Callable[[], bytes]] = {}
        for name in sorted(names):
            theirs = [judged_item for judged_item in snapshot.items if name in dict(judged_item.home.units)]
            title = f"{name}重点工作任务"
            files[f"{title}.ics"] = partial(calendar, theirs, snapshot.as_of, title, [name])
        with paper.extra("ics", "日历"):
            paper.deliver_many(files, to, words="写日历")


@command(app, "template")
def template(
    name: Annotated[Template, choices.argument(Template, "模板", metavar="名称", help="{words}")],
    to: paper.Delivery,
) -> None:
    """自带的模板，改了之后用 --template 交给 summary、export docx、notice；写法见 docs/papers.md。"""
    file = f"{name}.md" if name is Template.SUMMARY else f"{name}.docx"
    paper.deliver(
        house_template(file), to, default=None if name is Template.SUMMARY else file, suffix=Path(file).suffix
    )
