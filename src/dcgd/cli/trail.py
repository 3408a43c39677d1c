"""Recording problems and their steps: the edits behind `dcgd problem`."""

import pathlib
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from dcgd.diagnostics import Path
from dcgd.errors import CannotEdit, NotRecorded
from dcgd.model import Problem, Step
from dcgd.model.written import record
from dcgd.naming import nearest, not_found
from dcgd.registry.change import change
from dcgd.registry.content import Filed, Registry
from dcgd.registry.directory import Directory
from dcgd.registry.files import PROBLEMS
from dcgd.registry.load import Reading
from dcgd.source.edit import append
from dcgd.tracking import problems, recording


def raise_problem(folder: pathlib.Path, item: str, title: str, first: Step, today: date) -> Problem:
    """Append a problem about a task, a target or a milestone; returns it. Raises NotRecorded, Refused, OSError."""
    made: list[Problem] = []

    def edit(before: Reading) -> dict[str, str]:
        registry = before.registry
        about = recording.reported_item(registry, item)
        step = _named(registry, first)
        problem = Problem(
            id=problems.next_id((each.entity.id for each in registry.problems), step.date.year),
            task=about.task.entity.number,
            target=about.part.id if about.part else None,
            title=title,
            steps=(step,),
        )
        problems.allow(Problem(id=problem.id, task=problem.task, title=title, steps=()), step, today)
        made.append(problem)
        there = before.parsed.get(PROBLEMS)
        text = there.text if there else problems.HEADER
        return _appended(text, "problems", record(problem) | {"steps": [record(step)]})

    change(folder, edit)
    return made[-1]


def add_step(folder: pathlib.Path, name: str, make: Callable[[Problem], Step], today: date) -> tuple[Problem, Step]:
    """Append a step to the trail of a problem; returns the problem as it was and the step.

    `make` is given the problem and says what the step is. Raises NotRecorded, Refused, CannotEdit, OSError.
    """
    made: list[tuple[Problem, Step]] = []

    def edit(before: Reading) -> dict[str, str]:
        filed = _find(before.registry, name)
        step = _named(before.registry, make(filed.entity))
        problems.allow(filed.entity, step, today)
        made.append((filed.entity, step))
        text = before.parsed[PROBLEMS].text
        return _appended(text, "steps", record(step), filed.place.path)

    change(folder, edit)
    return made[-1]


def _appended(text: str, key: str, entry: dict[str, Any], path: Path = ()) -> dict[str, str]:
    try:
        return {PROBLEMS: append(text, key, entry, path)}
    except CannotEdit as error:
        raise CannotEdit(f"{PROBLEMS}：{error}。没有写入。") from None


def _find(registry: Registry, name: str) -> Filed[Problem]:
    for filed in registry.problems:
        if filed.entity.id == name:
            return filed
    known = [filed.entity.id for filed in registry.problems]
    raise NotRecorded(not_found(name, nearest(name, known), "问题"))


def _named(registry: Registry, step: Step) -> Step:
    """A step with canonical names; it is assigned to a unit there is, but raised or closed by anybody."""
    directory = Directory.of(registry)
    by = directory.find(step.by)
    to = directory.find(step.to) if step.to else None
    if step.to and to is None:
        raise NotRecorded(not_found(step.to, nearest(step.to, directory.names())))
    return replace(step, by=by.name if by else step.by, to=to.name if to else None)
