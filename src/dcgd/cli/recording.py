"""Recording a report: the edit behind `dcgd progress add`."""

from datetime import date
from pathlib import Path

from dcgd.model import Report
from dcgd.registry.change import change
from dcgd.registry.load import Reading
from dcgd.source.edit import append
from dcgd.tracking import recording


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
) -> tuple[Report, str]:
    """Append one report to the registry; returns it and the name of its file. Raises NotRecorded, Refused, OSError."""
    made: list[tuple[Report, str]] = []

    def edit(before: Reading) -> dict[str, str]:
        registry = before.registry
        found = recording.subject(registry, item)
        report = Report(
            **{found.key: found.value},  # type: ignore[arg-type]
            date=date,
            value=recording.amount(found, value) if value is not None else None,
            percent=recording.percentage(percent) if percent is not None else None,
            by=recording.reporter(registry, found, by) if by else None,
            note=note or None,
            evidence=evidence or None,
            correction=correct,
        )
        recording.allow(registry, report, found, today)
        name = recording.file_of(report)
        there = before.parsed.get(name)
        text = there.text if there else recording.HEADER.format(period=f"{date:%Y-%m}")
        made.append((report, name))
        return {name: append(text, "reports", recording.record(report))}

    change(folder, edit)
    return made[-1]
