"""What a draft brings into a registry beside its tasks: units and people, known ones by the names that they have."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from dcgd.edits.person import Line, Outcome, add_people, people_of
from dcgd.intake.draft.emit import tasks_yaml
from dcgd.intake.draft.people import known_as
from dcgd.intake.draft.result import Draft
from dcgd.model import Person, Task, Unit
from dcgd.registry import files
from dcgd.registry.change import Edited
from dcgd.registry.content import Registry
from dcgd.registry.directory import Directory
from dcgd.registry.load import Reading
from dcgd.source import edit


def add_drafted_people(before: Reading, drafted: Draft) -> Edited[tuple[str, ...]]:
    """Add the people of a registry just drafted to the people.yaml that it shares, and name them in its tasks as they
    are known there; the result is what is in doubt (sentences, no numbers). Raises Refused, CannotEdit.
    """
    known = [filed.entity.name for filed in before.registry.people]
    sections = tuple(
        replace(section, tasks=tuple(known_task(task, known) for task in section.tasks)) for section in drafted.sections
    )
    people = [replace(person, name=known_as(person.name, known)) for person in drafted.people]
    added = add_people(before, people_of(people))
    texts = {} if sections == drafted.sections else {files.TASKS: tasks_yaml(drafted.document, sections)}
    return Edited({**texts, **added.texts}, _doubts(added.result))


def known_task(task: Task, known: Sequence[str]) -> Task:
    """A task whose people bear the names that people.yaml has for them."""
    leaders = tuple(known_as(name, known) for name in task.leaders)
    owner, contact = (name and known_as(name, known) for name in (task.owner, task.contact))
    return replace(task, leaders=leaders, owner=owner, contact=contact)


def people_named(
    before: Reading, theirs: Registry, tasks: Iterable[Task], older: Collection[Person] = ()
) -> tuple[Mapping[str, str], tuple[str, ...]]:
    """people.yaml with the people of a draft whom the tasks name and it does not have, and what is in doubt.

    What an older document said of a person already (`older`) is no news.
    """
    known = [filed.entity.name for filed in before.registry.people]
    named = {name for task in tasks for name in (*task.leaders, task.owner, task.contact) if name}
    people = [replace(filed.entity, name=known_as(filed.entity.name, known)) for filed in theirs.people]
    news = [person for person in people if person.name in named and not (person.name in known and person in older)]
    added = add_people(before, people_of(news), [name for filed in theirs.units for name in filed.entity.names])
    return added.texts, _doubts(added.result)


def _doubts(lines: Iterable[Line]) -> tuple[str, ...]:
    return tuple(line.why for line in lines if line.outcome is Outcome.DOUBT)


def units_with(text: str, registry: Registry, tasks: Iterable[Task], drafted: Iterable[Unit]) -> str:
    """units.yaml with the units, and the other names of known units, that the tasks now name and it does not know."""
    directory = Directory.of(registry)
    place = {filed.entity.name: filed.place for filed in registry.units}
    named = {name for task in tasks for name in (*task.leads, *task.participants)}
    for unit in drafted:
        names = [name for name in (unit.name, *unit.aliases) if name in named]
        fresh = [name for name in names if directory.find(name) is None]
        owners = {owner.name for name in names if (owner := directory.find(name)) is not None}
        if len(owners) == 1:
            for name in fresh:
                text = edit.append(text, "aliases", name, place[min(owners)].path)
        elif fresh:
            record: dict[str, Any] = {"name": fresh[0]}
            if fresh[1:]:
                record["aliases"] = fresh[1:]
            if unit.note:
                record["note"] = unit.note
            text = edit.append(text, "units", record | {"review": True})
    return text
