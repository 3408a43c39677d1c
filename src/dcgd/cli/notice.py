"""`dcgd notice`: notices, numbered and logged; printed again; replied to."""

from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import Annotated, Any

import typer

from dcgd.cli import choices, complete, options, paper
from dcgd.cli.clock import today
from dcgd.cli.commands import command, offering
from dcgd.cli.console import said_if_cut_off, say, typed
from dcgd.cli.history import chosen
from dcgd.cli.item_listing import selected_items
from dcgd.cli.options import Selection
from dcgd.cli.output import emit
from dcgd.cli.session import Session, open_session
from dcgd.edits.notice import Candidate, LeftOut, Sheet, candidates, issue, reply
from dcgd.errors import WrongUse
from dcgd.index import journal, lookup
from dcgd.index.lookup import Filter
from dcgd.model import Level, Notice
from dcgd.model.record import record
from dcgd.naming import nearest, not_found
from dcgd.publish.papers.facts import item_facts
from dcgd.publish.papers.notice import facts, sheet
from dcgd.publish.papers.render import OwnTemplate
from dcgd.publish.snapshot import take_snapshot
from dcgd.publish.table import Column, Row, Table
from dcgd.registry.change import change
from dcgd.registry.load import read
from dcgd.tracking.judged_items import JudgedItem, judged_items, worst_first
from dcgd.tracking.notices import called

app = typer.Typer(add_completion=False)

_MOST = 10
"""Matters whose reason for no notice is said; of more only how many."""

_COLUMNS = (
    Column("number", "单号", narrow=True),
    Column("level", "级别", narrow=True),
    Column("unit", "主送单位"),
    Column("subject", "编号", narrow=True),
    Column("title", "事项"),
    Column("issued", "签发", narrow=True),
    Column("reply_by", "回复期限", narrow=True),
    Column("reason", "事由", beneath=True),
)


@command(app, "notice")
def notice(
    *,
    numbers: Annotated[
        list[str] | None,
        typer.Argument(metavar="[单号]…", help="再打印已经发出的督办单，如 DB-2023-001", show_default=False),
    ] = None,
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
    replied: Annotated[
        list[str] | None,
        typer.Option("--replied", metavar="单号", help="登记单位的回复，日期是 --as-of；可以重复", show_default=False),
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="只看会发哪些，不编号登记，不写文件")] = False,
    basis: options.Basis,
    out: Annotated[
        str | None,
        typer.Option("-o", "--output", metavar="文件夹", help="写到这个文件夹，缺省是“督办单”", show_default=False),
    ] = None,
    to: Annotated[paper.Delivery, offering("force")],
    template: paper.Template = None,
    output: Annotated[options.Output, offering("form")],
) -> None:
    """督办单：一单位一事一单，编号登记在 notices.yaml，Word 文件写到 -o 指的文件夹（缺省是“督办单”）。

    级别缺省与灯色相同，按 rules.yaml 的 notices；在等回复的不重发，过期不回复的升一级（蓝→黄→红）。
    """
    if level and not (selection.unit or task):
        raise WrongUse("--level 要与 --unit 或 --task 同用：说明向谁、就什么事")
    if replied and (numbers or selection.unit or task or level or dry_run):
        raise WrongUse("--replied 只登记回复，不能与单号、--unit、--task、--level、--dry-run 同用")
    folder = out or "督办单"
    own = paper.read_template(template)
    with open_session(basis.data) as session:
        paper.one_document(session, "督办单")
        end = basis.day
        if end > today() and not dry_run:
            raise WrongUse(f"{end} 还没有到（今天是 {today()}）；只看会发哪些，加 --dry-run")
        if replied:
            _note_replies(session, replied, end)
            return
        if numbers:
            sheets = _again(session, numbers)
        else:
            considered = _candidates(session, end, selection, task, level)
            registry = Path(session.sources[0].folder)
            issued = issue(read(registry), considered, end, level).result
            if not dry_run:
                with paper.extra("docx", "督办单"), paper.blaming(template):
                    _try(session, issued.sheets, own, folder, force=to.force)
                issued = change(registry, lambda before: issue(before, considered, end, level)).result
                earlier = _unprinted([each for each in _known(session) if each.issued == end], folder, basis.data)
                if earlier:  # somebody was cut off today
                    say(earlier)
            sheets = issued.sheets
            if not sheets:
                _why_none(issued.left_out)
        if sheets and not dry_run:
            numbered = [each for _entry, each in sheets]
            with (
                said_if_cut_off(lambda: _unprinted(numbered, folder, basis.data)),
                paper.extra("docx", "督办单"),
                paper.blaming(template),
            ):
                files = {_name(each): partial(sheet, told, own) for each, told in _told(session, sheets)}
                into = paper.Delivery(out=folder, force=to.force or not numbers)
                paper.deliver_many(files, into, words="写督办单")
        if sheets:
            emit(Table(_COLUMNS, [_row(judged, each) for judged, each in sheets]), output)


def _unprinted(notices: Sequence[Notice], folder: str, data: Sequence[str] | None) -> str:
    """Which notices have no paper in a folder, and what prints it: a number that was given away stays given away."""
    paths = paper.places(folder, [_name(each) for each in notices])
    left = [each.number for each, path in zip(notices, paths, strict=True) if not path.exists()]
    if not left:
        return ""
    again = typed("dcgd", "notice", *left, "-o", folder, *(word for each in data or () for word in ("--data", each)))
    return f"已经编号登记，而 {folder} 里没有文件的督办单：{'、'.join(left)}；打印：{again}"


def _candidates(
    session: Session, day: date, selection: Selection, task: list[str] | None, level: Level | None
) -> list[Candidate]:
    """The matters that the options describe, worst first, each with every lead that is to answer.

    A level asked for by hand goes to what is named by --task, else only to what calls for a notice by itself.
    """
    units = (
        frozenset(name for _doc, name in lookup.units(session.connection, selection.unit)) if selection.unit else None
    )
    found = worst_first(selected_items(session, day, selection))
    found = chosen(found, task) if task else found
    if level and not task:
        found = [each for each in found if called(each.verdict, each.rules)]
    for each in found:
        if called(each.verdict, each.rules) and not each.lead_units:
            say(f"没有牵头单位，发不了督办单：{each.item.id} {each.item.title}")
    return candidates(found, units)


def _why_none(left_out: Sequence[LeftOut]) -> None:
    say("没有要发的督办单。" if left_out else "没有符合条件的事项，或没有牵头单位。")
    for candidate, why in left_out[:_MOST]:
        item = candidate.judged.item
        say(f"  {candidate.unit} {item.id} {item.title}：{why}")
    if len(left_out) > _MOST:
        say(f"  …共 {len(left_out)} 项")
    if left_out:
        say("再打印已经发出的：dcgd notice 单号")


def _known(session: Session) -> list[Notice]:
    return journal.notices(session.connection).get(session.sources[0].registry, [])


def _try(session: Session, sheets: Sequence[Sheet], own: OwnTemplate | None, folder: str, *, force: bool) -> None:
    """See that the sheets can be made and written before any number is given away.

    A wrong template, a missing library, a file in the way must not cost one.
    """
    for _notice, told in _told(session, sheets[:1]):
        sheet(told, own)
    paper.free_all(folder, [_name(each) for _entry, each in sheets], force=force)


def _told(session: Session, sheets: Sequence[Sheet]) -> Iterator[tuple[Notice, dict[str, Any]]]:
    """The facts of each notice, as of the day of its issue."""
    for judged, each in sheets:
        shown = take_snapshot(session.connection, each.issued, [judged])
        yield each, facts(each, item_facts(shown)[0], dict(shown.documents[0]))


def _again(session: Session, numbers: list[str]) -> tuple[Sheet, ...]:
    """Notices that were issued before, with their matters as of then; raises WrongUse for a number that is none."""
    known = {each.number: each for each in _known(session)}
    sheets = []
    for number in numbers:
        if number not in known:
            raise WrongUse(not_found(number, nearest(number, list(known)), "督办单"))
        found = list(judged_items(session.connection, Filter(), known[number].issued))
        sheets.append(Sheet(chosen(found, [known[number].subject])[0], known[number]))
    return tuple(sheets)


def _note_replies(session: Session, numbers: list[str], day: date) -> None:
    for number in numbers:
        change(Path(session.sources[0].folder), partial(reply, number=number, day=day))
        say(f"已登记：{number} 于 {day} 回复")


def _name(each: Notice) -> str:
    return f"{each.number} {each.unit} {each.subject}.docx"


def _row(judged: JudgedItem, each: Notice) -> Row:
    return {**record(each), "issued": each.issued.isoformat(), "reply_by": each.reply_by.isoformat()} | {
        "title": judged.item.title,
        "replied": each.replied.isoformat() if each.replied else None,
    }
