"""Units and their names: `dcgd unit`. The result of each edit is the canonical name before it."""

from collections.abc import Iterator, Sequence
from typing import Any

from dcgd.edits.person import known_person
from dcgd.edits.texts import edited_file
from dcgd.errors import Refused
from dcgd.model import Unit
from dcgd.naming import nearest, not_found
from dcgd.registry.change import Edited
from dcgd.registry.content import Filed, Registry
from dcgd.registry.directory import Directory
from dcgd.registry.files import UNITS
from dcgd.registry.load import Reading
from dcgd.source.edit import amend, append, append_all, remove, replace
from dcgd.words import Word


def add_unit(before: Reading, name: str, aliases: Sequence[str]) -> Edited[str]:
    """Add a unit with its other names at the end. Raises Refused, CannotEdit."""
    directory = Directory.of(before.registry)
    for spelling in (name, *aliases):
        owner = directory.find(spelling)
        if owner:
            raise Refused(f"“{spelling}”已经是{owner.name}的名称或别名")
    entry: dict[str, Any] = {"name": name}
    if aliases:
        entry["aliases"] = list(dict.fromkeys(aliases))
    return Edited(edited_file(before, UNITS, lambda text: append(text, "units", entry)), name)


def rename_unit(before: Reading, name: str, new: str) -> Edited[str]:
    """Give a unit another name and keep the old one as an alias, for tasks keep the writing of the document.

    Raises Refused, CannotEdit.
    """
    filed = _unit(before.registry, name)
    unit, path = filed.entity, filed.place.path
    if unit.name == new:
        raise Refused(f"它的名称已经是“{new}”")
    _free(before.registry, unit, new)

    def renamed(text: str) -> str:
        text = replace(text, (*path, "name"), new)
        if new in unit.aliases:  # the two change places: no unit has its own name as an alias
            return replace(text, (*path, "aliases", unit.aliases.index(new)), unit.name)
        return text if unit.name in unit.aliases else append(text, "aliases", unit.name, path)

    return Edited(edited_file(before, UNITS, renamed), unit.name)


def add_aliases(before: Reading, name: str, aliases: Sequence[str]) -> Edited[str]:
    """Add other names to a unit. Raises Refused, CannotEdit."""
    filed = _unit(before.registry, name)
    unit, path = filed.entity, filed.place.path
    new = [alias for alias in dict.fromkeys(aliases) if alias not in (unit.name, *unit.aliases)]
    if not new:
        raise Refused(f"{unit.name}已经有这个名称")
    for alias in new:
        _free(before.registry, unit, alias)
    return Edited(edited_file(before, UNITS, lambda text: append_all(text, "aliases", new, path)), unit.name)


class UnitField(Word):
    """The fields of a unit that can be set."""

    SHORT = "short", "规范化简称"
    GROUP = "group", "类别"
    LEADER = "leader", "分管领导"
    HEAD = "head", "主要负责人"
    CONTACT = "contact", "联系人"
    NOTE = "note", "说明"


PEOPLE = (UnitField.LEADER, UnitField.HEAD, UnitField.CONTACT)
"""The fields that name a person."""


def set_field(before: Reading, name: str, field: UnitField, value: str) -> Edited[str]:
    """Write a field of a unit. Raises NotFound, Refused, CannotEdit."""
    filed = _unit(before.registry, name)
    unit, path = filed.entity, filed.place.path
    if field in PEOPLE:
        known_person(before.registry, value)
    if field is UnitField.SHORT:
        _free(before.registry, unit, value)
    old = getattr(unit, field)
    if old == value:
        raise Refused(f"{unit.name}的{field.chinese}已经是这样")
    if old is None:
        return Edited(edited_file(before, UNITS, lambda text: amend(text, path, field, value)), unit.name)
    return Edited(edited_file(before, UNITS, lambda text: replace(text, (*path, field), value)), unit.name)


def remove_unit(before: Reading, name: str) -> Edited[str]:
    """Remove a unit that nothing mentions. Raises NotFound, CannotEdit, and Refused naming what mentions it."""
    filed = _unit(before.registry, name)
    unit = filed.entity
    mentions = list(dict.fromkeys(_mentions(before.registry, unit)))
    if mentions:
        more = f" 等 {len(mentions)} 处" if len(mentions) > _SHOWN else ""
        raise Refused(f"{unit.name}不能删去，提到它的有：{'、'.join(mentions[:_SHOWN])}{more}")
    return Edited(edited_file(before, UNITS, lambda text: remove(text, filed.place.path)), unit.name)


def _free(registry: Registry, unit: Unit, name: str) -> None:
    """Raises Refused where a name means another unit, in so many words or without its level (财政局)."""
    owner = Directory.of(registry).find(name)
    if owner not in (None, unit):
        raise Refused(f"“{name}”已经是{owner.name}的名称或别名")


_SHOWN = 5


def _mentions(registry: Registry, unit: Unit) -> Iterator[str]:
    """The places that mention a unit by any of its names, in Chinese."""
    directory = Directory.of(registry)
    for place, names in _named(registry):
        if any(name and directory.find(name) == unit for name in names):
            yield place


def _named(registry: Registry) -> Iterator[tuple[str, tuple[str | None, ...]]]:
    """Every place that can mention units, in Chinese, with the names there."""
    for task in (filed.entity for filed in registry.tasks):
        yield f"任务 {task.number}", (*task.leads, *task.participants)
        for target in task.targets:
            yield f"{target.id} 的分解", tuple(share.unit for share in target.shares)
    for report in (filed.entity for filed in registry.reports):
        yield f"{report.subject} 的进展（{report.date}）", (report.by, report.share)
    for problem in (filed.entity for filed in registry.problems):
        yield f"问题 {problem.id}", tuple(name for step in problem.steps for name in (step.by, step.to))
    for notice in (filed.entity for filed in registry.notices):
        yield f"督办单 {notice.number}", (notice.unit,)
    for request in (filed.entity for filed in registry.requests):
        yield f"申请 {request.id}", tuple(step.by for step in request.steps)
    for paper in (filed.entity for filed in registry.papers):
        yield f"公文 {paper.number}", (paper.to,)
    for person in (filed.entity for filed in registry.people):
        yield f"人员 {person.name}", (person.unit,)
    yield "rules.yaml 的领导评价", tuple(evaluation.unit for evaluation in registry.rules.appraisal.evaluations)


def _unit(registry: Registry, name: str) -> Filed[Unit]:
    directory = Directory.of(registry)
    unit = directory.find(name)
    for filed in registry.units:
        if unit is not None and filed.entity == unit:
            return filed
    raise Refused(not_found(name, nearest(name, directory.names())))
