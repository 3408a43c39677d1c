"""Recording a report: the edit behind `dcgd progress add`."""

from datetime import date
from pathlib import Path
from typing import NamedTuple

from dcgd.errors import CannotEdit
from dcgd.model import Report
from dcgd.model.written import record
from dcgd.registry.change import change
from dcgd.registry.load import Reading
from dcgd.source.edit import append
from dcgd.tracking import recording


class Recorded(NamedTuple):
    """A report, the name of its file, and the sentence that says what was recorded."""

    report: Report
    file: str
    sentence: str


def record_report(
    folder: Path,
    item: str,
    *,
    value: str | None,
    percent: str | None,
    date: date,
    correct: bool,
    today: date,
    by: str | None,
    note: str | None,
    evidence: str | None,
) -> Recorded:
    """Append one report to the registry. Raises NotRecorded, Refused, CannotEdit, Busy, OSError."""
    made: list[Recorded] = []

    def edit(before: Reading) -> dict[str, str]:
        registry = before.registry
        reported = recording.reported_item(registry, item)
        report = Report(
            **reported.key,
            date=date,
            value=recording.value_of(reported, value) if value is not None else None,
            percent=recording.percentage(percent) if percent is not None else None,
            by=recording.reporter(registry, reported, by) if by else None,
            note=note or None,
            evidence=evidence or None,
            correction=correct,
        )
        recording.allow(registry, report, reported, today)
        name = recording.file_of(report)
        there = before.parsed.get(name)
        text = there.text if there else recording.HEADER.format(period=f"{date:%Y-%m}")
        earlier = recording.previous(registry, report)
        sentence = f"{report.subject} {reported.title}，{date} 为 {recording.said(reported, report)}"
        sentence += f"（上次 {earlier.date} 为 {recording.said(reported, earlier)}）" if earlier else "（第一次报送）"
        made.append(Recorded(report, name, sentence))
        try:
            return {name: append(text, "reports", record(report))}
        except CannotEdit as error:
            raise CannotEdit(f"{folder / name}：{error}。没有写入。") from None

    change(folder, edit)
    return made[-1]
