"""Reports as people claim them: one (`dcgd progress add`), or many in one go (`dcgd progress fill`)."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import NamedTuple

from dcgd.edits.texts import edited_file
from dcgd.errors import NeedsCorrection, NotRecorded
from dcgd.model import Evidence, Report, Stamp
from dcgd.model.record import record
from dcgd.registry.change import Edited
from dcgd.registry.content import Registry
from dcgd.registry.evidence import Kept
from dcgd.registry.load import Reading
from dcgd.source.edit import append_all
from dcgd.tracking.reporting import checkpoints, recording
from dcgd.tracking.reporting.doubts import Oddity, doubts
from dcgd.tracking.reporting.recording import ReportedItem


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A report as it is given: of the item with this id, the amounts and the unit as typed."""

    item: str
    date: date
    value: str | None = None
    percent: str | None = None
    by: str | None = None
    checkpoint: str | None = None
    """The checkpoint in words that is met, by its day or its words."""
    note: str | None = None
    difficulty: str | None = None
    next_step: str | None = None
    filled_by: str | None = None
    checked_by: str | None = None
    evidence: tuple[Evidence, ...] = ()
    kept: tuple[Kept, ...] = ()
    """Evidence of which a copy is to lie in the registry, written with the report or not at all."""
    correction: bool = False
    received: datetime.date | None = None
    """When the unit handed it in; by default when it is recorded."""
    on_purpose: bool = False
    """Whether who reports has been told the doubts and means it."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """A report that is recorded, what it is about, and the one before it, if there is one."""

    report: Report
    item: ReportedItem
    earlier: Report | None
    is_known: bool = False
    """Whether the very same was recorded before, so that nothing is written."""

    @property
    def same_as(self) -> str | None:
        """What it is said to be the same as in another document, where a report may be missing."""
        entity = self.item.part or self.item.task.entity
        return None if self.is_known or self.item.unit else entity.same_as

    @property
    def sentence(self) -> str:
        """What was recorded, in Chinese."""
        report, earlier = self.report, self.earlier
        before = f"（上次 {earlier.date} 为 {recording.said(self.item, earlier)}）" if earlier else "（第一次报送）"
        before = "" if self.is_known else before
        said = recording.said(self.item, report)
        if not recording.gives_amount(report):
            return f"{report.subject} {self.item.title}，{report.date} {said}"
        met = recording.said(self.item, replace(report, value=None, percent=None)) if report.checkpoint else ""
        return f"{report.subject} {self.item.title}，{report.date} 为 {said}{before}{'，' * bool(met)}{met}"


class Considered(NamedTuple):
    """What a claim comes to: the report, what it is about, the one before it, and why it may be a slip."""

    report: Report
    item: ReportedItem
    earlier: Report | None
    odd: tuple[Oddity, ...]


def consider(registry: Registry, claim: Claim, stamp: Stamp, also: Sequence[Report] = ()) -> Considered:
    """The report that a claim comes to, with what is odd about it; raises what `recording.allow` raises.

    `also` are reports that are about to be recorded before this one.
    """
    item = recording.reported_item(registry, claim.item)
    report = Report(
        **item.key,
        date=claim.date,
        value=recording.value_of(item, claim.value) if claim.value is not None else None,
        percent=recording.percentage_of(item, claim.percent) if claim.percent is not None else None,
        by=recording.reporter(registry, item, claim.by) if claim.by else None,
        checkpoint=_checkpoint(item, claim),
        note=claim.note or None,
        difficulty=claim.difficulty or None,
        next_step=claim.next_step or None,
        filled_by=claim.filled_by or None,
        checked_by=claim.checked_by or None,
        evidence=claim.evidence,
        correction=claim.correction,
        received=claim.received or stamp.day,
        **stamp.keys,
    )
    recording.allow(registry, report, item, stamp.day, also)
    earlier = recording.previous(registry, report, also)
    return Considered(report, item, earlier, tuple(doubts(item, report, claim.value or claim.percent or "", earlier)))


def record_report(before: Reading, claim: Claim, stamp: Stamp) -> Edited[Recorded]:
    """Append a report to the file of its month, unless the last of its day says the very same.

    Raises NotRecorded, also for one in doubt, and CannotEdit.
    """
    try:
        report, item, earlier, odd = consider(before.registry, claim, stamp)
    except NeedsCorrection as error:
        raise NotRecorded(f"{error}；确是更正，加 --correct") from None
    last = recording.last_on(before.registry, report)
    if last is not None and not claim.on_purpose and _is_same(report, last, claim):
        return Edited({}, Recorded(last, item, earlier, is_known=True))
    if odd and not claim.on_purpose:
        why = "；".join(oddity.sentence for oddity in odd)
        correct = "确是更正，加 --correct；" if any(oddity.may_correct for oddity in odd) else ""
        raise NotRecorded(f"存疑，没有登记：{why}。{correct}核对过确实如此，加 --yes 再来一次")
    return Edited(appended(before, [report]), Recorded(report, item, earlier), dict(claim.kept))


def _is_same(report: Report, last: Report, claim: Claim) -> bool:
    """Whether a report says all that another says, and nothing else; the day of receipt counts where it was given."""
    received = report.received if claim.received else last.received
    return replace(report, received=received, recorded=last.recorded, recorded_by=last.recorded_by) == last


@dataclass(frozen=True, slots=True)
class Filled:
    """What becomes of many claims: the reports that are recorded, and how many said only what is recorded already."""

    recorded: tuple[Recorded, ...]
    known: int


def record_reports(before: Reading, claims: Sequence[Claim], stamp: Stamp) -> Edited[Filled]:
    """Append the reports of many claims, all or none. Raises NotRecorded, which names the item, and CannotEdit."""
    recorded: list[Recorded] = []
    known = 0
    for claim in claims:
        also = [other.report for other in recorded]
        try:
            report, item, earlier, odd = consider(before.registry, claim, stamp, also)
        except NotRecorded as error:
            raise NotRecorded(f"{claim.item}：{error}") from None
        there = [filed.entity for filed in before.registry.standing.reports if filed.entity.subject == item.id]
        if any(report.by == other.by and recording.adds_nothing(report, other) for other in (*there, *also)):
            known += 1
            continue
        if odd and not claim.on_purpose:
            raise NotRecorded(f"{claim.item} 存疑：{'；'.join(oddity.sentence for oddity in odd)}")
        recorded.append(Recorded(report, item, earlier))
    texts = appended(before, [entry.report for entry in recorded])
    return Edited(texts, Filled(tuple(recorded), known))


def appended(before: Reading, reports: Sequence[Report]) -> dict[str, str]:
    """The files of the reports' months with the reports at their ends. Raises CannotEdit."""
    by_file: dict[str, list[Report]] = {}
    for report in reports:
        by_file.setdefault(recording.file_of(report), []).append(report)
    texts: dict[str, str] = {}
    for name, of_month in by_file.items():
        add = partial(append_all, key="reports", records=[record(report) for report in of_month])
        texts |= edited_file(before, name, add, recording.header_of(of_month[0]))
    return texts


def _checkpoint(item: ReportedItem, claim: Claim) -> date | None:
    if not claim.checkpoint:
        return None
    return checkpoints.meant(item.id, item.checkpoints, claim.checkpoint, claim.date.year).original
