"""Units and their names: `dcgd unit`. The result of each edit is the canonical name before it."""

from collections.abc import Sequence
from typing import Any

from dcgd.edits.texts import edited_file
from dcgd.errors import Refused
from dcgd.model import Unit
from dcgd.naming import nearest, not_found
from dcgd.registry.change import Edited
from dcgd.registry.content import Filed, Registry
from dcgd.registry.directory import Directory
from dcgd.registry.files import UNITS
from dcgd.registry.load import Reading
from dcgd.source.edit import append, append_all, replace


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

    def renamed(text: str) -> str:
        text = replace(text, (*path, "name"), new)
        return text if unit.name in unit.aliases else append(text, "aliases", unit.name, path)

    return Edited(edited_file(before, UNITS, renamed), unit.name)


def add_aliases(before: Reading, name: str, aliases: Sequence[str]) -> Edited[str]:
    """Add other names to a unit. Raises Refused, CannotEdit."""
    filed = _unit(before.registry, name)
    unit, path = filed.entity, filed.place.path
    new = [alias for alias in dict.fromkeys(aliases) if alias not in (unit.name, *unit.aliases)]
    if not new:
        raise Refused(f"{unit.name}已经有这个名称")
    return Edited(edited_file(before, UNITS, lambda text: append_all(text, "aliases", new, path)), unit.name)


def _unit(registry: Registry, name: str) -> Filed[Unit]:
    directory = Directory.of(registry)
    unit = directory.find(name)
    for filed in registry.units:
        if unit is not None and filed.entity == unit:
            return filed
    raise Refused(not_found(name, nearest(name, directory.names())))
