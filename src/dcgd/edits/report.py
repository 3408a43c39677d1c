"""A report of one item: `dcgd progress add`."""

import datetime
from dataclasses import dataclass, replace
from datetime import date

from dcgd.edits.texts import edited_file
from dcgd.errors import NotRecorded
from dcgd.model import Evidence, Report, Stamp
from dcgd.model.record import record
from dcgd.registry.change import Edited
from dcgd.registry.load import Reading
from dcgd.source.edit import append
from dcgd.tracking.reporting import checkpoints, recording
from dcgd.tracking.reporting.doubts import doubts
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

    @property
    def sentence(self) -> str:
        """What was recorded, in Chinese."""
        report, earlier = self.report, self.earlier
        before = f"上次 {earlier.date} 为 {recording.said(self.item, earlier)}" if earlier else "第一次报送"
        said = recording.said(self.item, report)
        if not recording.gives_amount(report):
            return f"{report.subject} {self.item.title}，{report.date} {said}"
        met = recording.said(self.item, replace(report, value=None, percent=None)) if report.checkpoint else ""
        return f"{report.subject} {self.item.title}，{report.date} 为 {said}（{before}）{'，' * bool(met)}{met}"


def record_report(before: Reading, claim: Claim, stamp: Stamp) -> Edited[Recorded]:
    """Append a report to the file of its month. Raises NotRecorded, also for one in doubt, and CannotEdit."""
    registry = before.registry
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
    recording.allow(registry, report, item, stamp.day)
    earlier = recording.previous(registry, report)
    odd = list(doubts(item, report, claim.value or claim.percent or "", earlier))
    if odd and not claim.on_purpose:
        why = "；".join(oddity.sentence for oddity in odd)
        correct = "确是更正，加 --correct；" if any(oddity.may_correct for oddity in odd) else ""
        raise NotRecorded(f"存疑，没有登记：{why}。{correct}核对过确实如此，加 --yes 再来一次")
    texts = edited_file(
        before,
        recording.file_of(report),
        lambda text: append(text, "reports", record(report)),
        recording.header_of(report),
    )
    return Edited(texts, Recorded(report, item, earlier))


def _checkpoint(item: ReportedItem, claim: Claim) -> date | None:
    if not claim.checkpoint:
        return None
    return checkpoints.meant(item.id, item.checkpoints, claim.checkpoint, claim.date.year).date
