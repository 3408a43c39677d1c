"""`dcgd papers 种类 … --period … -o …`: a month's papers from one snapshot, numbered only when they are issued."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Annotated, NamedTuple

import typer

from dcgd.cli import choices, options, paper
from dcgd.cli.clock import today
from dcgd.cli.commands import command, offering
from dcgd.cli.console import said_if_cut_off, say
from dcgd.cli.output import emit
from dcgd.cli.papers_from import forms_of, last_issue, notices_of
from dcgd.cli.period import in_month, month_asked
from dcgd.cli.printing import preview, to_pdf
from dcgd.cli.scorecard import scores_of
from dcgd.cli.session import Session, open_session
from dcgd.cli.stamp import stamp
from dcgd.data_words import PaperKind
from dcgd.edits.paper import Draft, Registered, register, same_figures_day
from dcgd.errors import WrongUse
from dcgd.index import journal
from dcgd.index.lookup import Filter
from dcgd.model import Grouping, Paper
from dcgd.model.working_days import unknown_years
from dcgd.publish.papers.facts import reply_days
from dcgd.publish.papers.month import MADE, MONTHLY, NEVER, Planned, planned, why_none
from dcgd.publish.papers.office import Imprint
from dcgd.publish.papers.render import OwnTemplate
from dcgd.publish.snapshot import take_snapshot
from dcgd.publish.table import Column, Row, Table
from dcgd.registry.change import change
from dcgd.registry.load import read
from dcgd.source import files
from dcgd.source.folders import sync_folder
from dcgd.tracking.judged_items import judged_items
from dcgd.tracking.judging.months import month_end, month_of, period_name

app = typer.Typer(add_completion=False)

_WORD = (PaperKind.BULLETIN, PaperKind.NOTICE, PaperKind.REMINDER, PaperKind.BRIEF, PaperKind.APPRAISAL)
"""Of which kinds a template of one's own may be."""

_COLUMNS = (
    Column("kind", "种类", PaperKind.glossary(), narrow=True),
    Column("to", "主送"),
    Column("number", "文号", narrow=True),
    Column("file", "文件"),
)


@dataclass(frozen=True, slots=True)
class _Set:
    """The papers of a month, where each is to lie, and what the register knows of each."""

    period: str
    papers: tuple[Planned, ...]
    paths: tuple[Path, ...]
    known: tuple[Paper | None, ...]


class _Own(NamedTuple):
    """A user's templates: where each lies, and what it is."""

    paths: dict[PaperKind, Path]
    templates: dict[PaperKind, OwnTemplate]


@command(app, "make")
def make(
    *,
    kinds: Annotated[
        list[PaperKind] | None,
        choices.argument(MADE, "种类", metavar="[种类]…", help="{words}；缺省是每月的，不带最后三种"),
    ] = None,
    period: Annotated[int | None, in_month("哪个月的，如 2025-09；缺省是上一个月")] = None,
    out: Annotated[str, typer.Option("-o", "--output", metavar="文件夹", help="写到这个文件夹")] = "公文",
    issue: Annotated[bool, typer.Option("--issue", help="印发：编号，登记；已有号的仍用原号")] = False,
    dated: Annotated[date | None, options.on_day("--date", "印发之日；带 --issue 时缺省是今天")] = None,
    shown: Annotated[bool, typer.Option("--preview", help="只看各份的文字，什么也不写")] = False,
    pdf: Annotated[bool, typer.Option("--pdf", help="另存 PDF（要有 LibreOffice）")] = False,
    templates: Annotated[
        Path | None,
        typer.Option("--templates", metavar="文件夹", help="自己的模板，如 bulletin.docx；没有的用自带的"),
    ] = None,
    with_scores: Annotated[bool, typer.Option("--scores", help="考核结果附上得分（内部）")] = False,
    basis: options.Basis,
    output: Annotated[options.Output, offering("form")],
) -> None:
    """一个月的公文，出自同一份数据：通报、督办单、提醒函和催报、领导专报、工作台账、销号台账、填报表；列出给谁。

    不带 --issue 的没有号和日期，留空待填；已经登记过的印原来的号。已有的文件不覆盖。
    """
    month = month_asked(period)
    if basis.known_on and issue:
        raise WrongUse("--known-on 只用来看；印发按现在知道的，去掉 --known-on 或 --issue")
    with open_session(basis.data, basis.known_on) as session:
        paper.one_document(session, "公文")
        registered = journal.papers(session.connection).get("", [])
        as_of = basis.as_of or _figures_day(registered, kinds or MONTHLY, month, basis.day)
        _days_in_order(month, as_of, dated)
        snapshot = take_snapshot(
            session.connection, as_of, judged_items(session.connection, Filter(), as_of), with_tasks=True
        )
        start = str(snapshot.documents[0]["start"] or "")
        if as_of.isoformat() < start:
            raise WrongUse(f"{as_of} 在文件的起始日 {start} 之前，没有可印的公文；--period 写 {start[:7]} 或以后的")
        whole = list(
            planned(
                snapshot,
                kinds or MONTHLY,
                period_name(month),
                [*notices_of(session, month, as_of)],
                last_issue(session, registered, snapshot, period_name(month)),
                scores_of(session, as_of, Grouping.UNIT) if PaperKind.APPRAISAL in (kinds or ()) else (),
                forms_of(session, month, Filter()) if PaperKind.FORM in (kinds or MONTHLY) else (),
                with_scores=with_scores,
            )
        )
        absent = [kind for kind in dict.fromkeys(kinds or ()) if kind not in {one.kind for one in whole}]
        why = "；".join(why_none(snapshot, kind) for kind in absent)
        if not whole and NEVER.intersection(absent):
            raise WrongUse(why)
        if absent or not whole:
            say(f"{why or '这个月没有要做的公文'}。")
        if not whole:
            return
        if remark := unknown_years(reply_days(snapshot, dated).values()):
            say(f"注意：{remark}。")
        names = [one.name for one in whole]
        known = [
            next((record for record in reversed(registered) if one.is_same(record, period_name(month))), None)
            for one in whole
        ]
        _told_of_known(whole, known, dated)
        told = _Set(period_name(month), tuple(whole), tuple(paper.places(out, names)), tuple(known))
        imprint = replace(paper.imprint(session, snapshot), dated=dated)
        with paper.extra("docx", "公文"):
            if shown:
                for one, earlier in zip(whole, known, strict=True):
                    preview(one.name, one.make(_with(imprint, earlier), None))
                return
            _all_free(told.paths)
            rows = _written(session, told, imprint, _own(templates), issued=(dated or today()) if issue else None)
        if pdf:
            to_pdf(told.paths)
        emit(Table(_COLUMNS, rows), output)


def _figures_day(registered: Sequence[Paper], kinds: Sequence[PaperKind], month: int, day: date) -> date:
    """From the figures of which day a month's papers are made where nobody says: as those that were issued later, and
    said so, else of the month's last day, at most of today (`day`)."""
    usual = min(month_end(month), day)
    later = [
        paper
        for paper in registered
        if paper.kind in kinds
        and paper.kind is not PaperKind.NOTICE
        and (paper.period, paper.is_withdrawn) == (period_name(month), False)
        and usual < paper.as_of <= day
    ]
    if not later:
        return usual
    last = max(later, key=lambda paper: paper.as_of)
    say(f"注意：{last.number} 是据截至 {last.as_of} 的数据印发的，这次也用那天的；要用别的，写 --as-of。")
    return last.as_of


def _days_in_order(month: int, as_of: date, dated: date | None) -> None:
    """Raises WrongUse for a month or a day to come, figures not of the month, and a paper older than its figures.

    Figures may be of a day in the month after, for what came late; once that month is over they are its own.
    `as_of`: the day of the figures, `dated`: the day of issue where one was given.
    """
    now, name = today(), period_name(month)
    first = date.fromisoformat(f"{name}-01")
    if first > now:
        raise WrongUse(f"{name} 还没有开始（今天是 {now}），没有可印的公文；--period 写已经过去的或这个月的")
    if as_of > now:
        raise WrongUse(f"--as-of {as_of} 还没有到（今天是 {now}）；公文的数据至多截至今天")
    if as_of < first:
        raise WrongUse(f"--as-of {as_of} 在 {name} 之前；要印那时的，--period 写 {as_of:%Y-%m}")
    if as_of >= month_end(month + 1):
        raise WrongUse(
            f"--as-of {as_of} 的数据已经是 {period_name(month_of(as_of))} 的了，{name} 的公文至多用到下个月底之前；"
            f"要印那时的，--period 写 {as_of:%Y-%m}"
        )
    if dated and dated > now:
        raise WrongUse(f"--date {dated} 还没有到（今天是 {now}）")
    if dated and dated < as_of:
        raise WrongUse(
            f"--date {dated} 在数据截至的 {as_of} 之前：印发不能早于它的数据；改 --date，或用 --as-of 指明更早的数据"
        )


def _told_of_known(papers: Sequence[Planned], known: Sequence[Paper | None], dated: date | None) -> None:
    """Say what stands of papers that were issued: the digest that differs, the day that is not the one asked for.

    Raises Refused where one would be made from the figures of another day.
    """
    issued = [(one, record) for one, record in zip(papers, known, strict=True) if record is not None]
    for one, record in issued:
        same_figures_day(record, one.as_of)
        if record.facts != one.figures:
            say(f"注意：{record.number} 印发以后数据变了，这次印的与印发的不同；号和日期仍是原来的。")
    kept = [record for one, record in issued if dated and one.issued is None and record.issued != dated]
    if kept:
        numbers = "、".join(f"{record.number}（{record.issued}）" for record in kept)
        say(f"注意：早已印发的，日期仍是那时的，不改成 {dated}：{numbers}。")


def _all_free(paths: Sequence[Path]) -> None:
    """Raises WrongUse where a file is there already: what was printed, and perhaps written in by hand, stays."""
    there = [path for path in paths if path.exists()]
    if there:
        more = f"等 {len(there)} 个文件" if len(there) > 1 else ""
        raise WrongUse(f"{there[0]} {more}已经有了，什么也没有写；换一个文件夹，或先把它移走")
    for path in paths:
        paper.free(path, force=False)


def _with(imprint: Imprint, known: Paper | Registered | None) -> Imprint:
    """The imprint of a paper that is in the register already: its number and day are those of then."""
    record = known.paper if isinstance(known, Registered) else known
    return imprint if record is None else replace(imprint, number=record.number, dated=record.issued)


def _written(session: Session, told: _Set, imprint: Imprint, own: _Own, issued: date | None) -> list[Row]:
    """Write the papers; those that are issued get their numbers once all are on the disk, so that none is used up."""
    folder = Path(session.sources[0].folder)
    made = stamp(folder)
    drafts = [
        Draft(one.kind, told.period, one.as_of, one.to, one.figures, one.subject, one.issued)
        for one in told.papers
        if one.numbered
    ]
    given: Sequence[Registered] = () if issued is None else register(read(folder), drafts, issued, made).result
    imprints = _imprints(told, imprint, given)
    waiting: list[Path] = []
    with files.dropped_on_failure(waiting):
        for (one, path), known in zip(
            paper.steps(zip(told.papers, told.paths, strict=True), len(told.papers), "写公文"), imprints, strict=True
        ):
            with paper.blaming(own.paths.get(one.kind)):
                data = one.make(known, own.templates.get(one.kind))
            waiting.append(files.draft_of(path, data, prefix=files.PASSING))
        if issued is not None:
            result = change(folder, lambda before: register(before, drafts, issued, made)).result
            if [one.paper.number for one in result] != [one.paper.number for one in given]:
                raise WrongUse("别人刚刚也印发了公文，号变了；没有写出文件，号已登记，请再来一次，仍用这些号")
        left = list(told.paths)
        with said_if_cut_off(lambda: f"还有 {len(left)} 个文件没有写出，再来一次同样的命令" if left else ""):
            for draft, path in zip(waiting, told.paths, strict=True):
                files.move(draft, path)
                left.remove(path)
            sync_folder(told.paths[0].parent)
    say(f"写好了 {len(told.paths)} 个文件：{told.paths[0].parent}")
    return [
        {"kind": one.kind, "to": one.to, "number": known.number, "file": path.name}
        for one, known, path in zip(told.papers, imprints, told.paths, strict=True)
    ]


def _imprints(told: _Set, imprint: Imprint, given: Sequence[Registered]) -> list[Imprint]:
    """What is known of each paper: from its issue now, else from the register."""
    queue = list(given)
    imprints = []
    for one, earlier in zip(told.papers, told.known, strict=True):
        known: Paper | Registered | None = queue.pop(0) if one.numbered and queue else earlier
        imprints.append(_with(imprint, known) if one.numbered else imprint)
    return imprints


def _own(folder: Path | None) -> _Own:
    """The templates of a user's folder."""
    if folder is None:
        return _Own({}, {})
    if not folder.is_dir():
        raise WrongUse(f"{folder} 不是文件夹")
    paths = {kind: path for kind in _WORD if (path := folder / f"{kind.value}.docx").is_file()}
    idle = sorted(path.name for path in folder.glob("*.docx") if path not in paths.values())
    names = "、".join(f"{kind.value}.docx {kind.chinese}" for kind in _WORD)
    if not paths:
        raise WrongUse(f"{folder} 里没有模板；名称是：{names}")
    if idle:
        say(f"注意：{folder} 里的 {'、'.join(idle)} 没有用；模板的名称是：{names}。")
    templates = {kind: own for kind, path in paths.items() if (own := paper.read_template(path))}
    return _Own(paths, templates)
