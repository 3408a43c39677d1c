"""`dcgd papers list` and `withdraw`: the register of the papers that were issued."""

from datetime import date
from functools import partial
from typing import Annotated, Any

import typer

from dcgd.cli import choices, complete, options
from dcgd.cli.clock import today
from dcgd.cli.commands import command
from dcgd.cli.console import say
from dcgd.cli.item_listing import columns
from dcgd.cli.output import emit
from dcgd.cli.period import in_month
from dcgd.cli.session import Session, one_folder, open_session
from dcgd.cli.stamp import stamp
from dcgd.edits import paper as register
from dcgd.errors import WrongUse
from dcgd.index import documents, journal, lookup
from dcgd.index.codec import plain
from dcgd.index.lookup import sayable
from dcgd.model import Paper, PaperAction, PaperKind, PaperStep
from dcgd.naming import qualified
from dcgd.publish.table import Column, Table
from dcgd.registry.change import change
from dcgd.tracking.judging.months import month_of

app = typer.Typer(add_completion=False)

_COLUMNS = (
    Column("number", "文号", narrow=True),
    Column("kind", "种类", PaperKind.glossary(), narrow=True),
    Column("period", "月份", narrow=True),
    Column("as_of", "截至", narrow=True),
    Column("issued", "印发", narrow=True),
    Column("to", "主送"),
    Column("subject", "就何事"),
    Column("label", "状态", narrow=True),
    Column("why", "作废的原因", beneath=True),
)


def _row(paper: Paper, as_of: date) -> dict[str, Any]:
    """What the listing shows of a paper as of a day."""
    gone = next((step for step in paper.steps if step.date <= as_of), None)
    of_paper: dict[str, Any] = plain(paper)
    return of_paper | {"label": "作废" if gone else "有效", "withdrawn": gone is not None, "why": gone and gone.note}


@command(app, "list")
def list_(
    *,
    kind: Annotated[
        list[PaperKind] | None,
        choices.option("--kind", words=PaperKind, noun="种类", help="只看这一类；可以重复：{words}"),
    ] = None,
    period: Annotated[int | None, in_month("只看这个月的，如 2025-09")] = None,
    unit: Annotated[
        list[str] | None,
        typer.Option(
            "--unit", "-u", metavar="单位", help="主送单位；可以重复", autocompletion=complete.units, show_default=False
        ),
    ] = None,
    basis: options.Basis,
    output: options.Output,
) -> None:
    """公文的登记簿：什么号、哪一类、哪个月、发给谁、就何事；作废的也在，号不再用。"""
    with open_session(basis.data, basis.known_on) as session:
        connection = session.connection
        canonical = lookup.canonical(connection)
        units = {name for _document, name in lookup.units(connection, unit)} if unit else None
        rows = [
            documents.of(connection, registry) | row | {"number": qualified(registry, row["number"])}
            for registry, papers in journal.papers(connection).items()
            for paper in papers
            if paper.issued <= session.on(basis.day)
            and (not kind or paper.kind in kind)
            and (period is None or month_of(date.fromisoformat(f"{paper.period}-01")) == period)
            and (units is None or canonical(registry, paper.to) in units)
            for row in [_row(paper, session.on(basis.day))]
        ]
        emit(Table(columns(session, _COLUMNS), rows), output, f"没有{_there(session)}。")


def _there(session: Session) -> str:
    """What to say where nothing is listed: no paper at all, or of which months there are any."""
    months = {paper.period for papers in journal.papers(session.connection).values() for paper in papers}
    return f"这样的公文；登记簿里有 {'、'.join(sorted(months))} 的" if months else "发出的公文"


@command(app, "withdraw")
def withdraw(
    *,
    number: Annotated[
        str, typer.Argument(metavar="文号", help="如 云督通〔2025〕9号；括号怎么写都行", autocompletion=complete.papers)
    ],
    kind: Annotated[
        PaperKind | None,
        choices.option("--kind", words=PaperKind, noun="种类", help="几类公文都有这个期号时，写明哪一类：{words}"),
    ] = None,
    year: Annotated[
        int | None,
        typer.Option("--year", metavar="年", help="几年都有这个期号时，写明哪一年印发的", show_default=False),
    ] = None,
    reason: Annotated[str, typer.Option("--reason", metavar="理由", help="为什么作废", show_default=False)],
    by: Annotated[
        str | None, typer.Option("--by", metavar="谁", help="谁作废的，缺省是登记的人", show_default=False)
    ] = None,
    day: Annotated[date | None, options.on_day("--date", "作废之日，缺省是今天")] = None,
    data: options.Data = None,
) -> None:
    """作废一份发出的公文：登记簿里留着，号不再用；同一件再发时另编一号。"""
    why = sayable(reason).strip()
    if not why:
        raise WrongUse("作废要写明为什么（--reason）")
    folder = one_folder(data)
    stamped = stamp(folder)
    who = sayable(by or "").strip() or stamped.recorded_by
    step = PaperStep(action=PaperAction.WITHDRAW, date=day or today(), by=who, note=why)
    paper = change(
        folder, partial(register.withdraw, number=sayable(number), step=step, stamp=stamped, kind=kind, year=year)
    ).result
    say(f"已作废：{paper.number}（{paper.to} {paper.period} {paper.called}）；号留着，不再用")
