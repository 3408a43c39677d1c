"""A problem and its steps: `dcgd problem`."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from dcgd.edits.numbers import numbered
from dcgd.edits.texts import edited_file
from dcgd.errors import NotRecorded
from dcgd.model import Problem, Stamp, Step
from dcgd.model.record import record
from dcgd.naming import nearest, not_found
from dcgd.registry.change import Edited
from dcgd.registry.content import Filed, Registry
from dcgd.registry.directory import Directory
from dcgd.registry.files import PROBLEMS
from dcgd.registry.load import Reading
from dcgd.source.edit import append
from dcgd.tracking import problems
from dcgd.tracking.judging.reports import last_report
from dcgd.tracking.reporting import recording


class Stepped(NamedTuple):
    """A problem as it was before a step, and the step."""

    problem: Problem
    step: Step


def raise_problem(before: Reading, item: str, title: str | None, first: Step, stamp: Stamp) -> Edited[Problem]:
    """Append a problem about a task, a target or a milestone, by its id, under the next free id of the year.

    Without a `title` it is the difficulty that the last report on it says.

    Raises NotRecorded, CannotEdit.
    """
    registry = before.registry
    about = recording.reported_item(registry, item)
    step = _completed(registry, first, stamp)
    problem = Problem(
        id=problems.next_id((filed.entity.id for filed in registry.problems), step.date.year),
        task=about.task.entity.number,
        target=about.part.id if about.part else None,
        title=title or _difficulty(registry, about.id),
        steps=(step,),
    )
    problems.allow(replace(problem, steps=()), step, stamp.day)
    entry = record(problem) | {"steps": [record(step)]}
    return Edited(edited_file(before, PROBLEMS, lambda text: append(text, "problems", entry), problems.HEADER), problem)


def _difficulty(registry: Registry, id_: str) -> str:
    """What the last standing report on an item says is difficult; raises NotRecorded where it says nothing."""
    reports = [filed.entity for filed in registry.standing.reports if filed.entity.subject == id_]
    last = last_report(reports, date.max)
    if last is None or last.difficulty is None:
        day = f"（{last.date}）" if last else ""
        raise NotRecorded(f"{id_} 最近一次进展{day}没有写存在问题；写一句话说明问题")
    return last.difficulty


def add_step(before: Reading, id_: str, step_of: Callable[[Problem], Step], stamp: Stamp) -> Edited[Stepped]:
    """Append a step to a problem, given by its id or short (5 for WT-2025-005): what `step_of` says of the problem.

    Raises NotFound, NotRecorded, CannotEdit, and what `step_of` raises.
    """
    filed = _problem(before.registry, id_)
    step = _completed(before.registry, step_of(filed.entity), stamp)
    problems.allow(filed.entity, step, stamp.day)
    texts = edited_file(before, PROBLEMS, lambda text: append(text, "steps", record(step), filed.place.path))
    return Edited(texts, Stepped(filed.entity, step))


def _problem(registry: Registry, id_: str) -> Filed[Problem]:
    known = {filed.entity.id: filed for filed in registry.problems}
    return known[numbered(id_, list(known), "问题")]


def _completed(registry: Registry, step: Step, stamp: Stamp) -> Step:
    """A step with canonical names and its stamp; it is assigned to a unit there is, but raised or closed by anybody."""
    directory = Directory.of(registry)
    by = directory.find(step.by)
    to = directory.find(step.to) if step.to else None
    if step.to and to is None:
        raise NotRecorded(not_found(step.to, nearest(step.to, directory.names())))
    return replace(step, by=by.name if by else step.by, to=to.name if to else None, **stamp.keys)
