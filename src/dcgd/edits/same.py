"""Reports on what is the same in another document (`same_as`), written there too: `dcgd progress collect`."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from dcgd.edits.report import appended
from dcgd.model import Evidence, Milestone, Report, Stamp, Target, Task
from dcgd.model.links import Reference, reference
from dcgd.model.papers import number_key
from dcgd.registry.change import Edited
from dcgd.registry.content import Registry
from dcgd.registry.directory import Directory
from dcgd.registry.load import Reading


@dataclass(frozen=True, slots=True)
class Copied:
    """Which items got reports of the other document, by their ids, how many; and which could not take theirs, why."""

    written: dict[str, int]
    refused: dict[str, str]


def copy_same(before: Reading, other: Registry, reports: Sequence[Report], stamp: Stamp) -> Edited[Copied]:
    """Write reports on items of another registry for those here that are the same as they.

    What is there already is not written again: made once more the edit changes nothing. An item takes a number only
    from a target in its own measure, a percentage only from what has no number either. Evidence is named without its
    copy, which lies in the other registry. Raises CannotEdit.
    """
    registry = before.registry
    document = number_key(other.document.number) if other.document else ""
    theirs = _entities(other)
    find = Directory.of(registry).find
    new: list[Report] = []
    written: dict[str, int] = {}
    refused: dict[str, str] = {}
    for id_, own in _entities(registry).items():
        meant = reference(own.same_as or "")
        said = [report for report in reports if meant == Reference(document, report.subject)] if meant else []
        if not meant or not said:
            continue
        if why := _unlike(own, theirs[meant.id]):
            refused[id_] = why
            continue
        there = Counter(_said(filed.entity) for filed in registry.reports if filed.entity.subject == id_)
        for report in said:
            if there[_said(report)]:
                there[_said(report)] -= 1
                continue
            unit = find(report.by) if report.by else None
            new.append(_copy(report, own, unit.name if unit else report.by, stamp))
            written[id_] = written.get(id_, 0) + 1
    return Edited(appended(before, new), Copied(written, refused))


def _entities(registry: Registry) -> dict[str, Target | Milestone | Task]:
    tasks: dict[str, Target | Milestone | Task] = {str(filed.entity.number): filed.entity for filed in registry.tasks}
    return tasks | {item.entity.id: item.entity for item in registry.items}


def _unlike(own: Target | Milestone | Task, other: Target | Milestone | Task) -> str:
    """Why reports on one cannot stand for the other; empty where they can."""
    measures = [entity.unit_measure if isinstance(entity, Target) else None for entity in (own, other)]
    if measures[0] == measures[1]:
        return ""
    here, there = (f"按{measure}报" if measure else "按百分比报" for measure in measures)
    return f"这里{here}，那边{there}"


def _said(report: Report) -> tuple[object, ...]:
    return report.date, report.value, report.percent, report.withdrawn


def _copy(report: Report, own: Target | Milestone | Task, by: str | None, stamp: Stamp) -> Report:
    return replace(
        report,
        target=own.id if isinstance(own, Target) else None,
        milestone=own.id if isinstance(own, Milestone) else None,
        task=own.number if isinstance(own, Task) else None,
        by=by,
        checkpoint=None,
        evidence=tuple(Evidence(file=part.file, url=part.url) for part in report.evidence),
        **stamp.keys,
    )
