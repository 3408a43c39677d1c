"""The year's plan in returned workbooks: `dcgd plan collect`."""

from collections.abc import Iterable, Sequence
from datetime import date

from dcgd.edits.returned import Collected, collected
from dcgd.edits.texts import edited_file
from dcgd.errors import Refused
from dcgd.model import Checkpoint
from dcgd.model.record import record
from dcgd.registry.change import Edited
from dcgd.registry.content import Registry
from dcgd.registry.files import TASKS
from dcgd.registry.load import Reading
from dcgd.source.edit import amend, append_all, replace
from dcgd.tracking.reporting.recording import reported_item
from dcgd.tracking.returned.layout import PLAN
from dcgd.tracking.returned.planned import Entry, PlanLine, collect_plan
from dcgd.tracking.returned.recognise import Filled, Returned, recognised

_BEFORE = ("number", "title", "text", "leads", "participants", "leaders", "owner")
"""The keys of a task behind which its owner and its contact stand."""


def record_plan(before: Reading, workbooks: Sequence[tuple[str, Filled]], day: date) -> Edited[Collected[PlanLine]]:
    """Write what is not doubtful in the workbooks, each given with its file's name, into tasks.yaml.

    `day`: that on which they are collected; once the plan is settled, nothing of it is changed. Raises Refused,
    CannotEdit.
    """
    registry = before.registry
    if registry.broken_people:
        raise Refused("people.yaml 有错误，先照 dcgd validate 改正，再收")
    settled = registry.rules.plan.settled
    result = collected(
        registry,
        workbooks,
        lambda file, filled: _of_the_period(file, filled, registry),
        lambda returned: collect_plan(registry, returned, closed=settled if settled and day > settled else None),
    )
    entries = [entry for line in result.lines for entry in line.entries]
    if not entries:
        return Edited({}, result)
    return Edited(edited_file(before, TASKS, lambda text: _written(text, registry, entries)), result)


def _of_the_period(file: str, filled: Filled, registry: Registry) -> Returned:
    """A plan of a year of the document; raises NotRecorded."""
    document, period = registry.document, filled.origin.period
    years = [str(year) for year in range(document.start.year, document.due.year + 1)] if document else []
    return recognised(file, filled, registry, PLAN, period if period in years else "、".join(years))


def _written(text: str, registry: Registry, entries: Iterable[Entry]) -> str:
    """The text of tasks.yaml with the entries in it; comments and layout stay."""
    more: dict[str, list[Checkpoint]] = {}
    for entry in entries:
        item = reported_item(registry, entry.subject)
        path = item.task.place.path
        if not isinstance(entry.value, Checkpoint):
            if getattr(item.task.entity, entry.key) is None:
                text = amend(text, path, entry.key, entry.value, _BEFORE)
            else:
                text = replace(text, (*path, entry.key), entry.value)
            continue
        point = entry.value
        same = [
            index
            for index, known in enumerate(item.written_checkpoints)
            if (known.date, known.says) == (point.date, point.says)
        ]
        if same:
            [key] = point.says
            text = replace(text, (*item.path, "checkpoints", same[0], key), getattr(point, key))
        else:
            more.setdefault(entry.subject, []).append(point)
    for subject, points in more.items():
        in_order = sorted(points, key=lambda point: point.date)
        path = reported_item(registry, subject).path
        text = append_all(text, "checkpoints", [record(point) for point in in_order], path)
    return text
