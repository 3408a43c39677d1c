"""A registry as rows of the tables."""

from typing import Any

from dcgd.index.codec import cell, plain, to_row
from dcgd.index.schema import SEPARATOR
from dcgd.model.items import items_of
from dcgd.registry.content import FiledTask, Registry
from dcgd.registry.directory import Directory

Rows = dict[str, list[tuple[Any, ...]]]
"""The rows of each table, without the `document` that comes first in all of them."""


def rows(registry: Registry) -> Rows:
    """All rows of a registry but those about its files and diagnostics. Of tasks with one number the first counts."""
    directory = Directory.of(registry)
    tables: Rows = {
        "sections": [
            (position, filed.entity.number, filed.entity.title) for position, filed in enumerate(registry.sections, 1)
        ],
        "units": [
            (position, filed.entity.name, SEPARATOR.join(filed.entity.aliases), filed.entity.note)
            for position, filed in enumerate(registry.units, 1)
        ],
        "unit_names": [(key, unit.name, explicit) for key, unit, explicit in directory.spellings()],
        "regions": [(SEPARATOR.join(directory.region.chain), directory.region.level)],
        "tasks": [],
        "targets": [],
        "milestones": [],
        "items": [],
        "task_units": [],
    }
    positions = {filed.entity.number: position for position, filed in enumerate(registry.sections, 1)}
    reported = {filed.entity.task for filed in registry.reports}
    seen: set[int] = set()
    for filed in registry.tasks:
        task = filed.entity
        if task.number not in seen:
            seen.add(task.number)
            _task(filed, positions.get(filed.section, 0), directory, tables)
            if registry.document:
                items = items_of(task, registry.document, reported=task.number in reported)
                tables["items"] += [(position, *to_row(item)) for position, item in enumerate(items, 1)]
    return {**tables, **_journal(registry)}


def _task(filed: FiledTask, position: int, directory: Directory, tables: Rows) -> None:
    task = filed.entity
    leads, participants = SEPARATOR.join(task.leads), SEPARATOR.join(task.participants)
    tables["tasks"].append(
        (
            task.number,
            filed.section,
            position,
            task.title,
            leads,
            participants,
            plain(task.due),
            cell(task.adjustments),
            task.note,
            task.review,
            task.text,
        )
    )
    named: set[tuple[str, str]] = set()
    for role, names in (("lead", task.leads), ("participant", task.participants)):
        for name in names:
            unit = directory.find(name)
            key = unit.name if unit else name
            if (key, role) not in named:
                named.add((key, role))
                tables["task_units"].append((key, task.number, role, name))
    tables["targets"] += [(task.number, *to_row(target)) for target in task.targets]
    tables["milestones"] += [(task.number, *to_row(milestone)) for milestone in task.milestones]


def _journal(registry: Registry) -> Rows:
    """The rows of what happens during the year: reports, problems, notices."""
    return {
        "reports": [(filed.entity.subject, *to_row(filed.entity), filed.place.file) for filed in registry.reports],
        "problems": [to_row(filed.entity) for filed in registry.problems],
        "notices": [to_row(filed.entity) for filed in registry.notices],
    }
