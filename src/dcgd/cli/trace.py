"""`dcgd trace`: which promises of the documents above were taken up below, and how."""

import sqlite3
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path, PurePath
from typing import Annotated

import typer

from dcgd.cli import choices, options
from dcgd.cli.commands import command, offering
from dcgd.cli.console import FINDINGS, say
from dcgd.cli.filters import filter_of
from dcgd.cli.options import Selection
from dcgd.cli.output import emit
from dcgd.cli.paper import Delivery, deliver
from dcgd.cli.session import Session, open_session
from dcgd.cli.trace_links import accept as accept_file
from dcgd.cli.trace_links import proposed
from dcgd.errors import WrongUse
from dcgd.index import documents
from dcgd.index.items import items
from dcgd.publish.site.trace_page import trace_page
from dcgd.publish.table import Table
from dcgd.publish.trace import By, columns, row_of, summary, total_columns, totals
from dcgd.tracking.tracing.compare import SOFTENED, State
from dcgd.tracking.tracing.matrix import Line, Member, Sheet, matrix
from dcgd.tracking.tracing.sheets import named_sheets, sheets
from dcgd.words import Word

app = typer.Typer(add_completion=False)

_PAGE = (".html", ".htm")
"""What the name of the page ends with."""


class FailOn(Word):
    """What lets the command exit with 1."""

    UNCOVERED = "uncovered", "有没有承接的"
    SOFTENED = "softened", "有承接得偏低、偏软、偏晚的"


@command(app, "trace")
def trace(
    *,
    above: Annotated[
        list[str] | None,
        typer.Option(
            "--upstream",
            metavar="登记册",
            help="哪一个是上级：登记册的名称或文号；可以重复。缺省看 implements 指向谁、地名谁包含谁",
            show_default=False,
        ),
    ] = None,
    by: Annotated[By | None, choices.option("--by", words=By, noun="分类", help="只要数目，按 {words}")] = None,
    state: Annotated[
        list[State] | None,
        choices.option("--state", words=State, noun="承接", help="只看这些：{words}；可以重复"),
    ] = None,
    fail_on: Annotated[
        list[FailOn] | None,
        choices.option("--fail-on", words=FailOn, noun="何时", help="{words}时退出码为 1；可以重复"),
    ] = None,
    suggest: Annotated[
        bool, typer.Option("--suggest", help="提议：没有写 implements 的事项可能承接哪一条；什么也不写进登记册")
    ] = False,
    accept: Annotated[
        Path | None,
        typer.Option(
            "--accept",
            metavar="文件",
            help="把 --suggest -o 文件.yaml 写出、人删改过的承接写进登记册",
            show_default=False,
        ),
    ] = None,
    selection: Annotated[Selection, offering("unit", "group", "section")],
    basis: options.Basis,
    output: options.Output,
) -> None:
    """上级文件的每条承诺，下级有没有承接：足额、偏低、偏软、偏晚，还是没有承接；下级哪些没有来源。

    登记册用几个 --data，或一个装着它们的文件夹给出。松紧与 dcgd diff 用同一把尺子；几条一起承接一个累计数的，按合计比。
    --unit、--section 是上级、下级任何一边的都算。-o 承接.html 写成一页网页。

    --suggest 只提议，人看过、删去不对的，再 --accept。
    """
    with open_session(basis.data, basis.known_on) as session:
        known = _known(session)
        named = named_sheets(known, above or ())
        if suggest or accept:
            _only_links(by, state, fail_on, selection, both=suggest and accept is not None)
            if accept:
                accept_file(accept, session, known)
            else:
                emit(proposed(known, named), output, "没有可以提议的。")
            return
        lines = _lines(known, named, session.on(basis.day))
        lines = _selected(session.connection, lines, selection)
        shown = [line for line in lines if not state or line.state in state]
        if _is_page(output.out):
            if by or output.form:
                raise WrongUse("网页是整个矩阵，不与 --by、--format 同用")
            page = trace_page(shown, session.on(basis.day))
            deliver(page, Delivery(output.out, output.force), default=None, suffix=".html")
        elif by:
            listed = documents.sections(session.connection)
            titles = {(section["registry"], section["number"]): section["title"] for section in listed}
            counts = list(totals(shown, by, titles))
            emit(Table(total_columns(counts), counts), output)
        else:
            emit(Table(columns(shown), [row_of(line, session.on(basis.day)) for line in shown]), output, also=_PAGE)
        if lines:
            say(summary(lines))
    failing = {State.UNCOVERED} if fail_on and FailOn.UNCOVERED in fail_on else set()
    failing |= {*SOFTENED} if fail_on and FailOn.SOFTENED in fail_on else set()
    if any(line.state in failing for line in lines):
        raise typer.Exit(FINDINGS)


def _is_page(out: str | None) -> bool:
    return out is not None and PurePath(out).suffix.lower() in _PAGE


def _known(session: Session) -> list[Sheet]:
    if len(session.sources) < 2:
        raise WrongUse("上下级的登记册要一起给出：--data 上级 --data 下级，或一个装着它们的文件夹")
    return sheets(session.connection)


def _lines(known: Sequence[Sheet], named: frozenset[int], day: date) -> list[Line]:
    lines = list(matrix(known, day, named))
    if not any(line.parts for line in lines):
        raise WrongUse("看不出谁是上级：没有 implements 指向给出的文件；用 --upstream 写明上级的登记册或文号")
    return lines


def _only_links(*others: object, both: bool) -> None:
    """Raises WrongUse where options of the matrix stand beside those of links."""
    *options_given, selection = others
    if both:
        raise WrongUse("--suggest 和 --accept 一次只用一个：先提议，人删改以后再写")
    if any(options_given) or (isinstance(selection, Selection) and selection.words):
        raise WrongUse("--suggest、--accept 不与 --by、--state、--fail-on、--unit、--section 同用")


def _selected(connection: sqlite3.Connection, lines: Iterable[Line], selection: Selection) -> list[Line]:
    """The lines of which either end is what the options name."""
    if not selection.words:
        return list(lines)
    chosen = {(home.document_id, item.id) for home, item in items(connection, filter_of(connection, selection))}
    return [line for line in lines if any(_key(member) in chosen for member in (line.member, *line.members))]


def _key(member: Member) -> tuple[int, str]:
    return member.home.document_id, member.item.id
