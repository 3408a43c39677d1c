"""A report that is to count nowhere: `dcgd progress withdraw`."""

from dataclasses import dataclass
from datetime import date

from dcgd.edits.texts import edited_file
from dcgd.errors import NotRecorded
from dcgd.model import Report, Stamp
from dcgd.model.record import record
from dcgd.registry.change import Edited
from dcgd.registry.directory import Directory
from dcgd.registry.load import Reading
from dcgd.source.edit import append
from dcgd.tracking.reporting import recording
from dcgd.tracking.reporting.recording import ReportedItem


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """A report that was withdrawn, and what it is about."""

    report: Report
    item: ReportedItem

    @property
    def sentence(self) -> str:
        """What was withdrawn, in Chinese."""
        said = recording.said(self.item, self.report)
        return f"{self.report.subject} {self.item.title}，{self.report.date} 的 {said}"


def withdraw_report(before: Reading, item: str, day: date | None, by: str, why: str, stamp: Stamp) -> Edited[Withdrawn]:
    """Withdraw the last standing report of an item and a day by another record at the end of its month's file.

    Without a `day` it is the last of the item. Raises NotRecorded, CannotEdit.
    """
    registry = before.registry
    about = recording.reported_item(registry, item)
    on_it = [filed.entity for filed in registry.standing.reports if filed.entity.subject == about.id]
    if not on_it:
        raise NotRecorded(f"{about.id} 没有可以撤回的进展")
    day = day or max(report.date for report in on_it)
    of_day = [report for report in on_it if report.date == day]
    if not of_day:
        days = "、".join(str(known) for known in sorted({report.date for report in on_it})[-5:])
        raise NotRecorded(f"{about.id} 在 {day} 没有可以撤回的进展；有的是：{days}")
    unit = Directory.of(registry).find(by)
    withdrawal = Report(**about.key, date=day, by=unit.name if unit else by, note=why, withdrawn=True, **stamp.keys)
    texts = edited_file(
        before,
        recording.file_of(withdrawal),
        lambda text: append(text, "reports", record(withdrawal)),
        recording.header_of(withdrawal),
    )
    return Edited(texts, Withdrawn(of_day[-1], about))
