"""What changed in the tasks: added, removed, renumbered, reworded; and which item is which for `items`."""

from collections.abc import Iterator, Mapping

from dcgd.diagnostics import Code, Place
from dcgd.model import Milestone, Target, Task
from dcgd.registry.checks import run, wording
from dcgd.registry.content import FiledTask, Registry
from dcgd.registry.diff.checkpoints import checkpoint_changes
from dcgd.registry.diff.items import ItemVersion, Version, due_changes, item_changes
from dcgd.registry.diff.kinds import Change, Effect, change
from dcgd.registry.diff.notes import link_change, mark_change, note_change, weight_change
from dcgd.registry.diff.pairs import pair
from dcgd.registry.diff.people import duty_changes
from dcgd.registry.diff.sides import Side, Sides
from dcgd.registry.diff.units import People, people_changes
from dcgd.registry.files import TASKS
from dcgd.registry.words import marked

Contradicted = Mapping[str, frozenset[Code]]
"""Ids of items whose quote contradicts what they say, with the codes of the checks that find it."""


def task_changes(sides: Sides, people: People, moved: dict[str, str]) -> Iterator[Change]:
    """All changes of tasks and of their items. Fills `moved`: old ids and task numbers → new ones."""
    before, after = sides.older.registry, sides.newer.registry
    pairs = pair(
        before.tasks,
        after.tasks,
        lambda filed: (filed.entity.number, filed.entity.title),
        lambda filed: filed.entity.text,
        lambda filed: filed.entity.title,
        lambda filed: filed.entity.number,
    )
    contradicted = _contradicted(before), _contradicted(after)
    for was in pairs.gone:
        kind = "unreadable" if was.entity.number in after.broken else "task-removed"
        yield change(
            kind, f"任务 {was.entity.number}", Place(TASKS, ()), title=was.entity.title, before=_with_items(was)
        )
    for was, now in sorted(pairs.both, key=lambda both: both[1].place.path):
        yield from _task(was, now, sides, people, moved)
        yield from _items(
            _versions(was, sides.older, contradicted[0]), _versions(now, sides.newer, contradicted[1]), now.place, moved
        )
    for now in pairs.come:
        kind = "readable" if now.entity.number in before.broken else "task-added"
        yield change(kind, f"任务 {now.entity.number}", now.place, title=now.entity.title, after=_with_items(now))


def _with_items(filed: FiledTask) -> str:
    ids = [item.id for _place, item in _items_of(filed.entity)]
    return f"含 {'、'.join(ids)}" if ids else ""


def _task(was: FiledTask, now: FiledTask, sides: Sides, people: People, moved: dict[str, str]) -> Iterator[Change]:
    old, new, place = was.entity, now.entity, now.place
    subject, title = f"任务 {new.number}", new.title
    if old.number != new.number:
        moved[str(old.number)] = str(new.number)
        yield change(
            "task-renumbered", subject, place.at("number"), title=title, before=str(old.number), after=str(new.number)
        )
    if _section_title(was, sides.older) != _section_title(now, sides.newer):
        before, after = f"章节 {was.section}", f"章节 {now.section}"
        yield change("task-moved", subject, place, title=title, before=before, after=after)
    if old.title != new.title:
        yield change("title-changed", subject, place.at("title"), title=title, detail=marked(old.title, new.title))
    if old.text != new.text:
        effect, detail = _text_effect(old.text, new.text, sides), marked(old.text, new.text)
        yield change("text-changed", subject, place.at("text"), effect=effect, title=title, detail=detail)
    yield from people_changes(old, new, place, people)
    yield from _due(was, now, sides)
    yield from duty_changes(subject, old, new, place)
    yield from checkpoint_changes(subject, old.checkpoints, new.checkpoints, place, title)
    yield from weight_change(subject, old, new, place, title)
    yield from link_change(subject, old, new, place, title)
    for mark in ("public", "review"):
        yield from mark_change(mark, subject, old, new, place, title)
    yield from note_change(subject, old, new, place, title)


def _section_title(filed: FiledTask, side: Side) -> str:
    """The title of a task's section: that the section was renumbered does not move its tasks."""
    return side.headings.get(filed.section, filed.section)


def _text_effect(was: str, now: str, sides: Sides) -> Effect:
    stood, stands = was in sides.older.official, now in sides.newer.official
    if stood == stands:
        return Effect.NEUTRAL
    return Effect.CORRECTION if stands else Effect.WEAKER


def _due(was: FiledTask, now: FiledTask, sides: Sides) -> Iterator[Change]:
    old, new = (
        Version(filed.entity, filed.entity, side.registry.document_of(filed.section), filed.place)
        for filed, side in ((was, sides.older), (now, sides.newer))
    )
    yield from due_changes(old, new)


def _items_of(task: Task) -> Iterator[tuple[tuple[str, int], Target | Milestone]]:
    """The items of a task, each with its place in the task."""
    for index, target in enumerate(task.targets):
        yield ("targets", index), target
    for index, milestone in enumerate(task.milestones):
        yield ("milestones", index), milestone


def _versions(filed: FiledTask, side: Side, contradicted: Contradicted) -> list[ItemVersion]:
    task, document = filed.entity, side.registry.document_of(filed.section)
    return [
        ItemVersion(item, task, document, filed.place.at(*place), contradicted.get(item.id, frozenset()))
        for place, item in _items_of(task)
    ]


def _items(older: list[ItemVersion], newer: list[ItemVersion], task: Place, moved: dict[str, str]) -> Iterator[Change]:
    pairs = pair(
        older,
        newer,
        lambda version: (type(version.item), version.number, version.title),
        lambda version: (type(version.item), version.item.quote),
        lambda version: (type(version.item), version.title),
        lambda version: (type(version.item), version.number),
    )
    for old, new in sorted(pairs.both, key=lambda both: newer.index(both[1])):
        if old.item.id != new.item.id:
            moved[old.item.id] = new.item.id
        yield from item_changes(old, new)
    for version in pairs.gone:
        yield change(f"{_what(version)}-removed", version.item.id, task, title=version.title, before=version.item.quote)
    for version in pairs.come:
        item, place = version.item, version.place
        yield change(f"{_what(version)}-added", item.id, place, title=version.title, after=item.quote)


def _what(version: ItemVersion) -> str:
    return "target" if isinstance(version.item, Target) else "milestone"


def _contradicted(registry: Registry) -> Contradicted:
    at = {place: item.id for _filed, item, place in registry.items}
    codes: dict[str, frozenset[Code]] = {}
    for finding in run(registry, (wording.numbers, wording.comparators, wording.firmness)):
        name = at[Place(finding.place.file, finding.place.path[:-1])]
        codes[name] = codes.get(name, frozenset()) | {finding.code}
    return codes
