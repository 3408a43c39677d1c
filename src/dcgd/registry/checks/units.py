"""Checks of units: who is named, by which name, in which role."""

from collections.abc import Iterator

from dcgd.diagnostics import Code, Finding, Place, Severity
from dcgd.model import Task, Unit
from dcgd.naming import Nearby, not_found
from dcgd.registry.content import Filed, Registry
from dcgd.registry.directory import Directory
from dcgd.registry.files import UP

UNKNOWN_UNIT = Code(
    "unknown-unit",
    Severity.ERROR,
    "不认识的单位",
    "units.yaml 里没有这个名称，也没有这个别名。",
    "leads: [区水力局]",
    "leads: [区水利局]",
    "写错的照提示改正；确实是新单位或另一种写法，用 dcgd add unit 或 dcgd unit alias 加进 units.yaml。",
)
ALIAS_CLAIMED_TWICE = Code(
    "alias-claimed-twice",
    Severity.ERROR,
    "别名有两家认领",
    "一个名称只能指一个单位，否则任务会记到别人名下。",
    "- name: 区发展和改革局\n  aliases: [区发改委]\n- name: 区改革办\n  aliases: [区发改委]",
    "- name: 区发展和改革局\n  aliases: [区发改委]\n- name: 区改革办",
    "查清这个名称指谁，从另一家的 aliases 里删去。",
)
ALIAS_SHADOWS = Code(
    "alias-shadows",
    Severity.WARNING,
    "别名是另一家平常的叫法",
    "一个单位的别名、简称正是另一个单位的名称省去“区”等级别以后的写法：写这个名称的都算到前一家，后一家的就记错了。",
    "- name: 区科学技术局\n  aliases: [财政局]\n- name: 区财政局",
    "- name: 区科学技术局\n- name: 区财政局",
    "从 aliases（或 short）里删去；确实要指前一家的，给后一家写上别的名称。",
)
REPEATED_UNIT = Code(
    "repeated-unit",
    Severity.ERROR,
    "单位重复",
    "同一个单位在一项任务的牵头或参与里出现两次，可能换了一种写法。",
    "leads: [区发展和改革局, 区发展和改革委员会]",
    "leads: [区发展和改革局]",
    "留一处，删去另一处。",
)
LEAD_AND_PARTICIPANT = Code(
    "lead-and-participant",
    Severity.ERROR,
    "既牵头又参与",
    "同一个单位在一项任务里既是牵头单位又是参与单位。",
    "leads: [区水利局]\nparticipants: [区水利局]",
    "leads: [区水利局]",
    "照原文看它是牵头还是参与，留一处。",
)
UNUSED_UNIT = Code(
    "unused-unit",
    Severity.INFO,
    "单位没有任务",
    "这个单位不牵头也不参与任何任务。不是错误，提示一下。",
    "units.yaml 里有区档案馆，而没有任务提到它",
    "有任务提到它，或从 units.yaml 删去",
    "不必改。确实不再需要的，从 units.yaml 删去；也可能是任务里把它漏写了。",
)
NO_LEAD = Code(
    "no-lead",
    Severity.WARNING,
    "没有牵头单位",
    "有参与单位而没有牵头单位的任务没有人负总责。",
    "leads: []\nparticipants: [区水利局]",
    "leads: [区水利局]",
    "对照原文，把牵头的单位写进 leads；原文确实没有牵头单位的，可用 --ignore no-lead 略过。",
)
CODES = (UNKNOWN_UNIT, ALIAS_CLAIMED_TWICE, ALIAS_SHADOWS, REPEATED_UNIT, LEAD_AND_PARTICIPANT, UNUSED_UNIT, NO_LEAD)


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
                    yield UNKNOWN_UNIT.at(filed.place.at(role, index), message, hint)


def doubled_claims(registry: Registry, directory: Directory) -> Iterator[Finding]:
    """A name that two units claim."""
    for index, position, owner in directory.claims:
        name, other = directory.units[index].names[position], directory.units[owner].name
        place = _place_of_name(registry.units[index], position)
        yield ALIAS_CLAIMED_TWICE.at(place, f"“{name}”已是{other}的名称或别名", "两处留一处")


def shadowed_names(registry: Registry, directory: Directory) -> Iterator[Finding]:
    """An alias that is another unit's name as people say it, without its level: what is meant for that one is lost."""
    for index, position, owner in directory.shadows:
        name, other = directory.units[index].names[position], directory.units[owner].name
        place = _place_of_name(registry.units[index], position)
        yield ALIAS_SHADOWS.at(
            place, f"“{name}”也是{other}平常的叫法，现在都算{directory.units[index].name}的", "删去它"
        )


def _place_of_name(filed: Filed[Unit], position: int) -> Place:
    """Where a unit's name of a position stands: its name, then its aliases, then its short name."""
    if position == 0:
        return filed.place.at("name")
    return filed.place.at("aliases", position - 1) if position <= len(filed.entity.aliases) else filed.place.at("short")


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
                    yield REPEATED_UNIT.at(place, f"“{name}”重复{same}", "删去其中一个")
                else:
                    yield LEAD_AND_PARTICIPANT.at(place, f"“{name}”已是牵头单位{same}", "牵头或参与，留一处")
        if task.participants and not task.leads:
            yield NO_LEAD.at(filed.place.at("leads"), "有参与单位，没有牵头单位", "写明牵头单位")


def unused_units(registry: Registry, directory: Directory) -> Iterator[Finding]:
    """A unit that no task names. Silent when either file has errors: then it may be named after all.

    Of units that several registries share another one may speak.
    """
    if registry.broken_tasks or registry.broken_units:
        return
    named = {
        unit.name
        for task in registry.tasks
        for name in (*task.entity.leads, *task.entity.participants, *_sharing(task.entity))
        if (unit := directory.find(name))
    }
    for filed in registry.units:
        if filed.entity.name not in named and not filed.place.file.startswith(UP):
            yield UNUSED_UNIT.at(filed.place.at("name"), f"没有任务提到{filed.entity.name}")


def _sharing(task: Task) -> Iterator[str]:
    """The units that hold shares of its targets, as they are written."""
    return (share.unit for target in task.targets for share in target.shares)


CHECKS = (unknown_units, doubled_claims, shadowed_names, roles, unused_units)
