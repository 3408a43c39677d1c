"""Converts a registry to rows of the index's tables."""

from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from dcgd.index.codec import cell, plain, to_row, to_text
from dcgd.index.schema import SEPARATOR
from dcgd.model import Notice, Task, Unit, answering, contact_details
from dcgd.model.items import items_of
from dcgd.model.standing import sort
from dcgd.naming import share_id
from dcgd.registry.content import FiledTask, Registry
from dcgd.registry.directory import Directory

Rows = dict[str, list[tuple[Any, ...]]]
"""The rows of each table, without the `document` that comes first in all of them."""


def rows(registry: Registry, unchanged: Collection[str] = ()) -> Rows:
    """Return the rows of each table, without files and diagnostics. Of tasks with one number the first counts.

    `unchanged`: the archives that hold just what the registry does.
    """
    directory = Directory.of(registry)
    tables: Rows = {
        "sections": [
            (position, filed.entity.number, filed.entity.title, plain(filed.entity.issued))
            for position, filed in enumerate(registry.sections, 1)
        ],
        "units": [(position, *_unit(filed.entity)) for position, filed in enumerate(registry.units, 1)],
        **_people(registry, directory),
        "unit_names": _unit_names(registry, directory),
        "regions": [(SEPARATOR.join(directory.region.chain), directory.region.level)],
        "tasks": [],
        "targets": [],
        "shares": [],
        "milestones": [],
        "items": [],
        "task_units": [],
        "task_people": [],
    }
    positions = {filed.entity.number: position for position, filed in enumerate(registry.sections, 1)}
    reported = {filed.entity.task for filed in registry.standing.reports}
    seen: set[int] = set()
    for filed in registry.tasks:
        task = filed.entity
        if task.number not in seen:
            seen.add(task.number)
            _task(filed, positions.get(filed.section, 0), directory, tables)
            document = registry.document_of(filed.section)
            if document:
                items = items_of(task, document, reported=task.number in reported)
                tables["items"] += [(position, *to_row(item)) for position, item in enumerate(items, 1)]
    seals = [(*to_row(filed.entity), filed.entity.archive in unchanged) for filed in registry.seals]
    return {**tables, **_journal(registry), "seals": seals}


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
            SEPARATOR.join(task.leaders),
            task.owner,
            task.contact,
            plain(task.due),
            plain(task.weight),
            task.public,
            cell(task.implements),
            task.continues,
            task.same_as,
            cell(task.checkpoints),
            cell(task.adjustments),
            task.note,
            task.review,
            task.text,
        )
    )
    units_named = [directory.find(name) for name in task.leads]
    leading = {unit.name: unit for unit in units_named if unit}.values()
    tables["task_people"] += [(person, task.number, duty.value) for duty, person in answering(task, leading)]
    named: set[tuple[str, str]] = set()
    for role, names in (("lead", task.leads), ("participant", task.participants)):
        for name in names:
            unit = directory.find(name)
            key = unit.name if unit else name
            if (key, role) not in named:
                named.add((key, role))
                tables["task_units"].append((key, task.number, role, name))
    tables["targets"] += [(task.number, *to_row(target)) for target in task.targets]
    shares = list(_shares(task, directory))
    tables["shares"] += shares
    holders = {unit: written for _task, _target, _id, unit, written, *_rest in reversed(shares)}
    tables["task_units"] += [(unit, task.number, "share", written) for unit, written in holders.items()]
    tables["milestones"] += [(task.number, *to_row(milestone)) for milestone in task.milestones]


def _shares(task: Task, directory: Directory) -> Iterator[tuple[Any, ...]]:
    for target in task.targets:
        for share in target.shares:
            unit = directory.find(share.unit)
            named = share_id(target.id, share.unit), unit.name if unit else share.unit, share.unit
            rest = plain(share.value), plain(share.due), cell(share.adjustments), share.note
            yield task.number, target.id, *named, *rest


def _unit(unit: Unit) -> tuple[Any, ...]:
    aliases = SEPARATOR.join(unit.aliases)
    return unit.name, unit.short, unit.group, aliases, unit.leader, unit.head, unit.contact, unit.note


def _unit_names(registry: Registry, directory: Directory) -> list[tuple[str, str, bool]]:
    """Every spelling of every unit; of a part of a registry none, for they are where its units are known from."""
    known = registry.of_units is not None
    return [] if known else [(key, unit.name, explicit) for key, unit, explicit in directory.spellings()]


def _people(registry: Registry, directory: Directory) -> Rows:
    """The rows of people: what may be read, and apart from it what is private."""
    people = [filed.entity for filed in registry.people]
    units = [directory.find(person.unit) if person.unit else None for person in people]
    return {
        "people": [
            (position, person.name, person.post, unit.name if unit else person.unit, person.note)
            for position, (person, unit) in enumerate(zip(people, units, strict=True), 1)
        ],
        "contacts": [
            (person.name, *details.values()) for person in people if any((details := contact_details(person)).values())
        ],
    }


def _journal(registry: Registry) -> Rows:
    """Return the rows of what happens during the year: reports, problems, notices …; and what was withdrawn."""
    counting = registry.standing
    return {
        "reports": [(filed.entity.subject, *to_row(filed.entity), filed.place.file) for filed in counting.reports],
        "problems": [to_row(filed.entity) for filed in counting.problems],
        "notices": [to_row(_answered(filed.entity)) for filed in counting.notices],
        "requests": [to_row(filed.entity) for filed in counting.requests],
        "papers": [to_row(filed.entity) for filed in registry.papers],
        "withdrawn": [*_withdrawn(registry)],
    }


def _answered(notice: Notice) -> Notice:
    """A notice whose `replied` is the day of the reply that stands, however it is written."""
    answer = notice.answer(date.max)
    return replace(notice, replied=answer.date if answer else None, steps=notice.trail if notice.steps else ())


def _withdrawn(registry: Registry) -> Iterator[tuple[str, str, str | None]]:
    """What was withdrawn: of which table, the record, and the report that withdrew it."""
    for table in ("reports", "problems", "notices", "requests"):
        records = [filed.entity for filed in getattr(registry, table)]
        for place, by in sort(records).withdrawn:
            yield table, to_text(records[place]), None if by is None else to_text(records[by])
