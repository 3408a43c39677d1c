"""Edits of a registry for people who do not write YAML: an approved adjustment, units and their names.

Each touches only the bytes it must and goes through `change`: what would not validate is refused, with nothing written.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from dcgd.diagnostics import Place
from dcgd.errors import Refused
from dcgd.model import VALUE_WORDS, Adjustable, Milestone, Target, Unit
from dcgd.naming import nearest, not_found
from dcgd.registry.change import change
from dcgd.registry.content import Filed, FiledTask, Registry
from dcgd.registry.diff.items import ItemVersion
from dcgd.registry.directory import Directory
from dcgd.registry.files import UNITS
from dcgd.registry.load import Reading
from dcgd.source import edit

Value = Decimal | date | str


@dataclass(frozen=True, slots=True)
class Adjusted:
    """An adjustment that was written: of which item, from what to what, into which file."""

    item: Target | Milestone
    before: Value
    after: Value
    file: str


def adjust(
    folder: Path,
    name: str,
    field: Adjustable,
    to: Callable[[Target | Milestone], Value],
    *,
    day: date,
    reason: str,
    approved_by: str,
) -> Adjusted:
    """Write an approved adjustment of a target's or a milestone's field; the field itself stays as the document says.

    `to` gives the new value for the item that was found. Raises Refused, CannotEdit, OSError, and what `to` raises.
    """
    made: list[Adjusted] = []

    def apply(before: Reading) -> dict[str, str]:
        filed, item, place = _item(before.registry, name)
        allowed = tuple(Adjustable) if isinstance(item, Target) else (Adjustable.DUE, Adjustable.FIRMNESS)
        if field not in allowed:
            raise Refused(f"{name} 能调整的是：{'、'.join(allowed)}；不能调整 {field}")
        current = ItemVersion(item, filed.entity, before.registry.document, place).now(field)
        value = to(item)
        if current is None:
            raise Refused(f"{name} 没有写 {field}，没有什么可以调整；直接写进 {place.file}")
        if current == value:
            raise Refused(f"{name} 的 {field} 已经是 {value}")
        last = max((each.date for each in item.adjustments if each.field == field), default=None)
        if last and day < last:
            raise Refused(f"{name} 的 {field} 上一次调整在 {last}，这一次（{day}）不能更早")
        record: dict[str, Any] = {"date": day, "field": field, "from": current, "to": value}
        record |= {"reason": reason, "approved_by": approved_by}
        made.append(Adjusted(item, current, value, place.file))
        return {place.file: edit.append(before.parsed[place.file].text, "adjustments", record, place.path)}

    change(folder, apply)
    return made[-1]


def _item(registry: Registry, name: str) -> tuple[FiledTask, Target | Milestone, Place]:
    for filed, item, place in registry.items:
        if item.id == name:
            return filed, item, place
    known = [item.id for _filed, item, _place in registry.items]
    raise Refused(not_found(name, nearest(name, known), "目标或成果"))


def add_unit(folder: Path, name: str, aliases: Sequence[str]) -> None:
    """Add a unit with its other names at the end of units.yaml. Raises Refused, CannotEdit, OSError."""

    def apply(before: Reading) -> dict[str, str]:
        directory = Directory.of(before.registry)
        for each in (name, *aliases):
            found = directory.find(each)
            if found:
                raise Refused(f"“{each}”已经是{found.name}的名称或别名")
        record: dict[str, Any] = {"name": name}
        if aliases:
            record["aliases"] = list(dict.fromkeys(aliases))
        return {UNITS: edit.append(before.parsed[UNITS].text, "units", record)}

    change(folder, apply)


def rename_unit(folder: Path, name: str, new: str) -> str:
    """Give a unit another name and keep the old one as an alias, for tasks keep the writing of the document.

    Returns the old canonical name. Raises Refused, CannotEdit, OSError.
    """
    made: list[str] = []

    def apply(before: Reading) -> dict[str, str]:
        filed = _unit(before.registry, name)
        unit, path = filed.entity, filed.place.path
        if unit.name == new:
            raise Refused(f"它的名称已经是“{new}”")
        text = edit.replace(before.parsed[UNITS].text, (*path, "name"), new)
        if unit.name not in unit.aliases:
            text = edit.append(text, "aliases", unit.name, path)
        made.append(unit.name)
        return {UNITS: text}

    change(folder, apply)
    return made[-1]


def add_aliases(folder: Path, name: str, aliases: Sequence[str]) -> str:
    """Add other names to a unit; returns its canonical name. Raises Refused, CannotEdit, OSError."""
    made: list[str] = []

    def apply(before: Reading) -> dict[str, str]:
        filed = _unit(before.registry, name)
        new = [each for each in dict.fromkeys(aliases) if each not in (filed.entity.name, *filed.entity.aliases)]
        if not new:
            raise Refused(f"{filed.entity.name}已经有这个名称")
        made.append(filed.entity.name)
        return {UNITS: edit.append_all(before.parsed[UNITS].text, "aliases", new, filed.place.path)}

    change(folder, apply)
    return made[-1]


def _unit(registry: Registry, name: str) -> Filed[Unit]:
    directory = Directory.of(registry)
    found = directory.find(name)
    for filed in registry.units:
        if found is not None and filed.entity == found:
            return filed
    raise Refused(not_found(name, nearest(name, directory.names())))


def say_word(value: Value) -> str:
    """The Chinese for a comparator or a firmness; any other value as it is."""
    return VALUE_WORDS.get(str(value), str(value))
