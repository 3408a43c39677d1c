"""A month's papers: which there are to make, for whom, and from what. Pure."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from dcgd.data_words import PaperKind
from dcgd.index.contacts import Reachable
from dcgd.model import Notice, Paper
from dcgd.model.papers import CHASE
from dcgd.publish.digest import digest_of
from dcgd.publish.papers.addressees import ALL
from dcgd.publish.papers.appraisal import appraisal, appraisal_facts
from dcgd.publish.papers.brief import addressed, brief, brief_facts, field_of, leaders
from dcgd.publish.papers.bulletin import Issue, bulletin, bulletin_facts
from dcgd.publish.papers.form_workbook import form_workbook
from dcgd.publish.papers.ledger import ledger
from dcgd.publish.papers.minutes_table import is_of_meetings, minutes_table
from dcgd.publish.papers.notice import notice_facts, sheet
from dcgd.publish.papers.office import Imprint, rules_of
from dcgd.publish.papers.plan_table import plan_table
from dcgd.publish.papers.problems_table import has_problems, problems_table
from dcgd.publish.papers.reminder import chase_facts, letter, letter_facts, mostly_silent, upcoming
from dcgd.publish.papers.render import OwnTemplate
from dcgd.publish.snapshot import Snapshot
from dcgd.tracking.item_row import row_of
from dcgd.tracking.returned.forms import Form
from dcgd.tracking.score import Score

MONTHLY = (
    PaperKind.BULLETIN, PaperKind.NOTICE, PaperKind.REMINDER, PaperKind.BRIEF, PaperKind.LEDGER, PaperKind.PROBLEMS,
    PaperKind.FORM,
)  # fmt: skip
"""The kinds that a month's set is made of, in this order."""
MADE = (*MONTHLY, PaperKind.MINUTES, PaperKind.PLAN, PaperKind.APPRAISAL)
"""All that can be made; the plan and the appraisal are of a year, and made when they are asked for."""
NEVER = frozenset({PaperKind.MINUTES, PaperKind.APPRAISAL})
"""Kinds that a registry has either in every month or in none."""
_WORKBOOKS: Mapping[PaperKind, Callable[[Snapshot], bytes]] = MappingProxyType(
    {
        PaperKind.LEDGER: ledger,
        PaperKind.PROBLEMS: problems_table,
        PaperKind.PLAN: plan_table,
        PaperKind.MINUTES: minutes_table,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """One paper that is to be made. `make` gives its bytes, with what is known of its issue and a user's template."""

    kind: PaperKind
    to: str
    name: str
    figures: str
    """The digest of what it was made from."""
    make: Callable[[Imprint, OwnTemplate | None], bytes]
    as_of: date
    """The day of the figures that it was made from."""
    subject: str | None = None
    numbered: bool = True
    issued: date | None = None
    """The day that it bears itself: a notice that of its issue. None where it is that on which the set is issued."""

    def is_same(self, paper: Paper, period: str) -> bool:
        """Whether a paper of the register is this one."""
        mine = self.kind, period, self.to, self.subject
        return not paper.is_withdrawn and (paper.kind, paper.period, paper.to, paper.subject) == mine


def figures(snapshot: Snapshot) -> str:
    """The digest of a snapshot's verdicts: what a later issue compares with, as long as it is still the same."""
    keys = ("id", "status", "light", "reported", "reported_value", "reported_percent", "due", "goal")
    rows = [row_of(judged).as_json() for judged in snapshot.items]
    return digest_of([{key: row.get(key) for key in keys} for row in rows])


def planned(
    snapshot: Snapshot,
    kinds: Sequence[PaperKind],
    period: str,
    notices: Sequence[tuple[Notice, Snapshot]],
    before: Issue | None = None,
    ranking: Sequence[Score] = (),
    forms: Sequence[tuple[Form, Reachable]] = (),
    *,
    with_scores: bool = False,
) -> Iterator[Planned]:
    """The papers of a month of these kinds.

    `notices`: those issued in the month, each with its item as judged on that day. `before`: the last bulletin, where
    what it was made from is still the same. `ranking`: the scores, which an appraisal shows `with_scores`, once its
    grades are set. `forms`: one for each unit, and whose numbers may stand on it. Where hardly anybody reported, a
    letter that asks for reports takes the place of the bulletin.
    """
    mine = figures(snapshot)
    silent = mostly_silent(snapshot)
    if PaperKind.BULLETIN in kinds and not silent:
        yield Planned(
            kind=PaperKind.BULLETIN,
            to=ALL,
            name=f"{period} 通报.docx",
            figures=mine,
            as_of=snapshot.as_of,
            make=lambda imprint, own: bulletin(bulletin_facts(snapshot, imprint, before), own),
        )
    if PaperKind.NOTICE in kinds:
        for notice, judged in notices:
            yield _notice(period, notice, judged)
    if PaperKind.REMINDER in kinds or (silent and PaperKind.BULLETIN in kinds):
        yield from _letters(snapshot, period, mine, only_chase=PaperKind.REMINDER not in kinds)
    if PaperKind.BRIEF in kinds and not silent:
        yield from _briefs(snapshot, period, before)
    if PaperKind.APPRAISAL in kinds and rules_of(snapshot).appraisal.grades:
        yield Planned(
            kind=PaperKind.APPRAISAL,
            to=ALL,
            name=f"{period} 考核结果{'（含得分）' if with_scores else ''}.docx",
            figures=digest_of([(score.name, str(score.points)) for score in ranking]),
            as_of=snapshot.as_of,
            make=lambda imprint, own: appraisal(
                appraisal_facts(snapshot, ranking, imprint, with_scores=with_scores), own
            ),
        )
    for kind, workbook in _WORKBOOKS.items():
        if kind in kinds and _has_any(snapshot, kind):
            yield Planned(
                kind=kind,
                to="",
                name=f"{period} {kind.chinese}.xlsx",
                figures=mine,
                as_of=snapshot.as_of,
                make=lambda _imprint, _own, workbook=workbook: workbook(snapshot),  # type: ignore[misc]
                numbered=False,
            )
    if PaperKind.FORM in kinds:
        order = {unit: place for place, (_document, unit) in enumerate(snapshot.shorts)}
        for form, reachable in sorted(forms, key=lambda pair: order.get(pair[0].origin.unit, len(order))):
            if form.leads:
                yield _form(period, form, reachable)


def _has_any(snapshot: Snapshot, kind: PaperKind) -> bool:
    """Whether there is anything that a workbook of a kind could hold."""
    if kind is PaperKind.PROBLEMS:
        return has_problems(snapshot)
    return kind is not PaperKind.MINUTES or is_of_meetings(snapshot)


def why_none(snapshot: Snapshot, kind: PaperKind) -> str:
    """Why there is no paper of a kind that was asked for, in a sentence."""
    silent = mostly_silent(snapshot)
    return {
        PaperKind.BULLETIN: "报了进展的单位不到一半，不出通报，改出催报通知",
        PaperKind.NOTICE: "这个月没有签发督办单；签发用 dcgd notice issue",
        PaperKind.REMINDER: "没有要催报的，也没有要提醒的",
        PaperKind.BRIEF: "报了进展的单位不到一半，不出领导专报"
        if silent
        else "没有写分管领导，没有领导专报；写在 units.yaml 的 leader",
        PaperKind.PROBLEMS: "没有登记过问题，没有销号台账",
        PaperKind.FORM: "没有要填报的单位",
        PaperKind.MINUTES: "这个登记册不是会议纪要（document.type: minutes），没有议定事项督办表",
        PaperKind.APPRAISAL: "rules.yaml 的 appraisal 没有写 grades（等次各占百分之几），考核结果没有做",
    }.get(kind, f"没有{kind.chinese}")


def _notice(period: str, notice: Notice, judged: Snapshot) -> Planned:
    return Planned(
        kind=PaperKind.NOTICE,
        to=notice.unit,
        name=f"{period} 督办单 {notice.unit} {judged.items[0].item.title}.docx",
        figures=figures(judged),
        as_of=notice.issued,
        issued=notice.issued,
        make=lambda imprint, own: sheet(notice_facts(judged, notice, imprint), own),
        subject=notice.number,
    )


def _form(period: str, form: Form, reachable: Reachable) -> Planned:
    return Planned(
        kind=PaperKind.FORM,
        to=form.origin.unit,
        name=f"{period} 填报表 {form.origin.unit}.xlsx",
        figures="",
        as_of=form.last,
        make=lambda _imprint, _own: form_workbook(form, reachable),
        numbered=False,
    )


def _letters(snapshot: Snapshot, period: str, mine: str, *, only_chase: bool) -> Iterator[Planned]:
    chased = chase_facts(snapshot)
    if chased is not None:
        yield Planned(
            kind=PaperKind.REMINDER,
            to=chased["to"],
            name=f"{period} 催报通知.docx",
            figures=mine,
            as_of=snapshot.as_of,
            make=lambda imprint, own: letter(chase_facts(snapshot, imprint) or {}, own),
            subject=CHASE,
        )
    if only_chase:
        return
    for about in upcoming(snapshot):
        yield Planned(
            kind=PaperKind.REMINDER,
            to=about.unit,
            name=f"{period} 提醒函 {about.unit}.docx",
            figures=mine,
            as_of=snapshot.as_of,
            make=lambda imprint, own, about=about: letter(letter_facts(snapshot, about, imprint), own),  # type: ignore[misc]
        )


def _briefs(snapshot: Snapshot, period: str, before: Issue | None) -> Iterator[Planned]:
    then = None if before is None else before.snapshot
    for leader in leaders(snapshot):
        to = addressed(snapshot, leader)
        yield Planned(
            kind=PaperKind.BRIEF,
            to=to,
            name=f"{period} 领导专报 {to}.docx",
            figures=figures(field_of(snapshot, leader)),
            as_of=snapshot.as_of,
            make=lambda imprint, own, leader=leader: brief(brief_facts(snapshot, leader, imprint, then), own),  # type: ignore[misc]
        )


def last_bulletin(papers: Sequence[Paper], snapshot: Snapshot, period: str) -> Paper | None:
    """The last bulletin that stands and is of an earlier day than the snapshot, and not the one of the same month."""
    earlier = [
        paper
        for paper in papers
        if paper.kind is PaperKind.BULLETIN
        and not paper.is_withdrawn
        and paper.period != period
        and paper.as_of < snapshot.as_of
    ]
    return max(earlier, key=lambda paper: paper.as_of, default=None)
