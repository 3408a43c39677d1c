"""A registry as rows of the tables; `entities` makes entities of them again."""

import json
from collections.abc import Iterable
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from dcgd.index.entities import NOTICE
from dcgd.index.schema import SEPARATOR
from dcgd.model import Rules, Target
from dcgd.registry.content import FiledTask, Registry
from dcgd.registry.directory import Directory

Rows = dict[str, list[tuple[Any, ...]]]
"""The rows of each table, without the `document` that comes first in all of them."""


def plain(value: Any) -> Any:
    """An entity, or a part of one, as what JSON and SQLite hold: dates as text, numbers as int or float."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple | list):
        return [plain(item) for item in value]
    if is_dataclass(value):
        return {each.name.rstrip("_"): plain(getattr(value, each.name)) for each in fields(value)}
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    return value


def _json(value: Any) -> str:
    return json.dumps(plain(value), ensure_ascii=False, separators=(",", ":")) if value else "[]"


def rules_text(rules: Rules) -> str:
    """Rules as the `rules` column holds them; empty when all are default."""
    return "" if rules == Rules() else json.dumps(plain(rules), ensure_ascii=False)


def rows(registry: Registry) -> Rows:
    """All rows of a registry but those about its files and diagnostics. Of tasks with one number the first counts."""
    directory = Directory.of(registry)
    found: Rows = {
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
        "task_units": [],
    }
    positions = {filed.entity.number: position for position, filed in enumerate(registry.sections, 1)}
    seen: set[int] = set()
    for filed in registry.tasks:
        if filed.entity.number not in seen:
            seen.add(filed.entity.number)
            _task(filed, positions.get(filed.section, 0), directory, found)
    return {**found, **_journal(registry)}


def _task(filed: FiledTask, position: int, directory: Directory, found: Rows) -> None:
    task = filed.entity
    leads, participants = SEPARATOR.join(task.leads), SEPARATOR.join(task.participants)
    found["tasks"].append(
        (
            task.number,
            filed.section,
            position,
            task.title,
            leads,
            participants,
            plain(task.due),
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
                found["task_units"].append((key, task.number, role, name))
    for target in task.targets:
        found["targets"].append((task.number, *_target(target)))
    for each in task.milestones:
        found["milestones"].append(
            (task.number, each.id, each.title, each.quote, each.firmness, plain(each.start), plain(each.due))  # noqa: RUF005
            + (_json(each.adjustments), each.note, each.review)
        )


def _target(target: Target) -> Iterable[Any]:
    yield from (target.id, target.indicator, target.kind, target.comparator, plain(target.value), target.unit_measure)
    yield from (target.quote, target.firmness, target.implied, plain(target.start), plain(target.due))
    yield from (plain(target.baseline), target.pace, _json(target.checkpoints), _json(target.adjustments))
    yield from (target.note, target.review)


def _journal(registry: Registry) -> Rows:
    """The rows of what happens during the year: reports, problems, notices."""
    reports = []
    for filed in registry.reports:
        report = filed.entity
        what = (report.subject, report.target, report.milestone, report.task, plain(report.date))
        amount = (plain(report.value), plain(report.percent))
        reports.append((*what, *amount, report.by, report.note, report.evidence, report.correction, filed.place.file))
    return {
        "reports": reports,
        "problems": [
            (each.entity.id, each.entity.task, each.entity.target, each.entity.title, _json(each.entity.steps))
            for each in registry.problems
        ],
        "notices": [tuple(plain(getattr(each.entity, name)) for name in NOTICE) for each in registry.notices],
    }
