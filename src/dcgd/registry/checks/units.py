"""Checks of units: who is named, by which name, in which role."""

from collections.abc import Iterator

from dcgd.naming import Nearby, not_found
from dcgd.registry.checks import Finding
from dcgd.registry.content import Registry
from dcgd.registry.directory import Directory


def unknown_units(registry: Registry, directory: Directory) -> Iterator[Finding]:
    """Every name in a task must be a unit's name or alias. Silent when units.yaml itself could not be read."""
    if registry.broken_units:
        return
    near = Nearby(directory.names())
    for filed in registry.tasks:
        for role, names in (("leads", filed.entity.leads), ("participants", filed.entity.participants)):
            for index, name in enumerate(names):
                if directory.find(name) is None:
                    message = not_found(name, near(name))
                    hint = "改正名称，或在 units.yaml 里加上这个单位或别名"
                    yield Finding("unknown-unit", filed.place.at(role, index), message, hint)


def doubled_claims(registry: Registry, directory: Directory) -> Iterator[Finding]:
    """A name that two units claim."""
    for index, position, owner in directory.claims:
        unit, other = directory.units[index], directory.units[owner]
        place = registry.units[index].place
        place = place.at("name") if position == 0 else place.at("aliases", position - 1)
        name = (unit.name, *unit.aliases)[position]
        yield Finding("alias-claimed-twice", place, f"“{name}”已是{other.name}的名称或别名", "两处留一处")


def roles(registry: Registry, directory: Directory) -> Iterator[Finding]:
    """The same unit twice in a task, or as lead and participant at once; participants without a lead."""
    for filed in registry.tasks:
        seen: dict[str, tuple[str, str]] = {}
        task = filed.entity
        for role, names in (("leads", task.leads), ("participants", task.participants)):
            for index, name in enumerate(names):
                unit = directory.find(name)
                key = unit.name if unit else name
                if key not in seen:
                    seen[key] = role, name
                    continue
                first_role, first_name = seen[key]
                place = filed.place.at(role, index)
                same = "" if first_name == name else f"（与“{first_name}”是同一个单位）"
                if first_role == role:
                    yield Finding("repeated-unit", place, f"“{name}”重复{same}", "删去其中一个")
                else:
                    yield Finding("lead-and-participant", place, f"“{name}”已是牵头单位{same}", "牵头或参与，留一处")
        if task.participants and not task.leads:
            yield Finding("no-lead", filed.place.at("leads"), "有参与单位，没有牵头单位", "写明牵头单位")


def unused_units(registry: Registry, directory: Directory) -> Iterator[Finding]:
    """A unit that no task names. Silent when either file has errors: then it may be named after all."""
    if registry.broken_tasks or registry.broken_units:
        return
    named = {
        unit.name
        for task in registry.tasks
        for name in (*task.entity.leads, *task.entity.participants)
        if (unit := directory.find(name))
    }
    for filed in registry.units:
        if filed.entity.name not in named:
            yield Finding("unused-unit", filed.place.at("name"), f"没有任务提到{filed.entity.name}")


CHECKS = (unknown_units, doubled_claims, roles, unused_units)
