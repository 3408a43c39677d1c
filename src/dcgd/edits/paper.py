"""The register of papers: each is numbered once, and what is withdrawn stays. `dcgd papers`."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from dcgd.data_words import PaperKind
from dcgd.edits.texts import edited_file
from dcgd.errors import NotFound, Refused
from dcgd.model import Paper, PaperStep, Stamp
from dcgd.model.papers import count_of, number_key, number_of
from dcgd.model.record import record
from dcgd.naming import nearest, not_found
from dcgd.registry.change import Edited
from dcgd.registry.content import Filed
from dcgd.registry.files import PAPERS
from dcgd.registry.load import Reading
from dcgd.source.edit import append, append_all

HEADER = """\
# 发出的公文。只在末尾添加；号由此推出（最大的加一），作废的留着。
"""

_LAST = 3
"""So many numbers of the register are named where none is near."""


class Draft(NamedTuple):
    """A paper that is to be issued: all that decides whether it is numbered already, and what it says."""

    kind: PaperKind
    period: str
    """The month it is about, as 2025-09."""
    as_of: date
    to: str
    facts: str
    """The digest of what it says: `publish.digest.digest_of`."""
    subject: str | None = None
    """What it is about where one unit gets several of a kind: the number of a notice."""
    issued: date | None = None
    """The day that it bears itself, as a notice does; None where that is the day on which papers are issued."""


@dataclass(frozen=True, slots=True)
class Registered:
    """A paper as it stands in the register, and how it came there."""

    paper: Paper
    is_new: bool
    """False for one that was numbered before: number, day and digest are those of then."""


def same_figures_day(paper: Paper, as_of: date) -> None:
    """Raises Refused where a paper that was issued would be made anew from the figures of another day."""
    if paper.as_of != as_of:
        raise Refused(
            f"{paper.number} 是据截至 {paper.as_of} 的数据印发的，不能改用截至 {as_of} 的；"
            f"照原样再印，用 --as-of {paper.as_of}；"
            f"要改，先作废它（dcgd papers withdraw {paper.number} --reason 理由），再用 --issue 另编一号"
        )


def register(before: Reading, drafts: Sequence[Draft], issued: date, stamp: Stamp) -> Edited[tuple[Registered, ...]]:
    """Give each draft the next number of its series and year, and append it; what is registered already keeps its own.

    A paper is the same where kind, period, recipient and subject are, unless it was withdrawn. The result has what
    became of each draft, in their order. Raises CannotEdit, and Refused for a day that is still to come.
    """
    if issued > stamp.day:
        raise Refused(f"{issued} 还没有到（今天是 {stamp.day}）")
    known = [filed.entity for filed in before.registry.papers]
    standing = {_same(paper): paper for paper in known if not paper.is_withdrawn}
    office = before.registry.rules.office
    registered: list[Registered] = []
    for draft in drafts:
        earlier = standing.get(_same(draft))
        if earlier is None:
            series, day = office.series_of(draft.kind), draft.issued or issued
            counts = [count for paper in known if (count := count_of(paper, draft.kind, series, day.year)) is not None]
            number = number_of(series, day.year, max(counts, default=0) + 1)
            paper = Paper(number=number, **draft._replace(issued=day)._asdict(), **stamp.keys)
            known.append(paper)
            standing[_same(paper)] = paper
            registered.append(Registered(paper, is_new=True))
        else:
            same_figures_day(earlier, draft.as_of)
            registered.append(Registered(earlier, is_new=False))
    entries = [record(one.paper) for one in registered if one.is_new]
    texts = edited_file(before, PAPERS, lambda text: append_all(text, "papers", entries), HEADER) if entries else {}
    return Edited(texts, tuple(registered))


def _same(paper: Paper | Draft) -> tuple[object, ...]:
    return paper.kind, paper.period, paper.to, paper.subject


def withdraw(
    before: Reading,
    number: str,
    step: PaperStep,
    stamp: Stamp,
    kind: PaperKind | None = None,
    year: int | None = None,
) -> Edited[Paper]:
    """Append to a paper that it was withdrawn; the result is the paper before. Raises NotFound, Refused, CannotEdit.

    `kind`, `year`: of which kind the paper is, and in which year it was issued, where several have this number (第9期).
    """
    filed = _named(before, number, kind, year)
    paper = filed.entity
    if paper.is_withdrawn:
        raise Refused(f"{paper.number} 已于 {paper.steps[-1].date} 作废")
    if not paper.issued <= step.date <= stamp.day:
        raise Refused(f"{step.date} 应在 {paper.number} 印发之日（{paper.issued}）到今天（{stamp.day}）之间")
    entry = record(replace(step, **stamp.keys))
    texts = edited_file(before, PAPERS, lambda text: append(text, "steps", entry, filed.place.path))
    return Edited(texts, paper)


def _named(before: Reading, typed: str, kind: PaperKind | None, year: int | None) -> Filed[Paper]:
    """The one paper of a number, in brackets of any kind. Raises NotFound, Refused for one that several have."""
    papers = [
        filed
        for filed in before.registry.papers
        if kind in (None, filed.entity.kind) and year in (None, filed.entity.issued.year)
    ]
    hits = [filed for filed in papers if number_key(filed.entity.number) == number_key(typed)]
    if len(hits) > 1:
        told = "、".join(f"{hit.issued} 印发的{hit.called}（{hit.period}）" for hit in (filed.entity for filed in hits))
        kinds = dict.fromkeys(filed.entity.kind for filed in hits)
        years = dict.fromkeys(filed.entity.issued.year for filed in hits)
        which = [
            ("哪一类", [f"--kind {hit.chinese}" for hit in kinds]),
            ("哪一年印发的", [f"--year {y}" for y in years]),
        ]
        ways = "；".join(f"写明是{what}：{'、'.join(ways)}" for what, ways in which if len(ways) > 1)
        raise Refused(f"{typed} 有 {len(hits)} 份：{told}。{ways or '号重了，先照 dcgd validate 说的改正登记簿'}")
    if not hits:
        known = [filed.entity.number for filed in papers]
        near = nearest(typed, known)
        there = f"；登记簿里最后的是：{'、'.join(known[-_LAST:])}" if known and not near else ""
        raise NotFound(not_found(typed, near, "公文") + there)
    return hits[0]
