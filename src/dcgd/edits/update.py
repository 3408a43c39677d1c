"""A registry brought up to a newer official document: `dcgd import --update`."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

from dcgd.edits.person import Line, Outcome, add_people, people_of
from dcgd.errors import Refused, Stopped
from dcgd.intake.draft.emit import tasks_yaml
from dcgd.intake.draft.people import known_as
from dcgd.intake.draft.result import Draft
from dcgd.intake.official import drafts_of
from dcgd.intake.update.layout import rewritten
from dcgd.intake.update.merge import MergedDocument, merge
from dcgd.model import Task, Unit
from dcgd.naming import parted
from dcgd.registry import files
from dcgd.registry.change import Edited
from dcgd.registry.content import Registry
from dcgd.registry.directory import Directory
from dcgd.registry.load import Reading
from dcgd.registry.official import official_contents
from dcgd.source import bounded, edit

_SHOWN = 5
"""So many numbers are named."""


class Updated(NamedTuple):
    """The numbers and ids that are others now, and what of the people was not taken over (sentences, no numbers)."""

    moved: dict[str, str]
    told: tuple[str, ...] = ()


def update(before: Reading, folder: Path, drafted: Draft, text: str, source: str) -> Edited[Updated]:
    """Bring a registry up to the draft of a newer document.

    Of the numbers and ids only those change that no record is about: what has records keeps its number, or nothing is
    written. `text` is the newer official text, to be kept in place of the one in `source/`, or as `source` where there
    is none. Nothing changes when it is the same text. The official texts in `folder` are read, too: `change` sees to
    it that they are still the same when it writes. Raises Refused, CannotEdit.
    """
    try:
        return bounded.call(updated, before, folder, drafted, text, source)
    except Stopped as stopped:
        raise Refused(f"与登记册对不过来，没有写入：{stopped}") from None


def updated(before: Reading, folder: Path, drafted: Draft, text: str, source: str) -> Edited[Updated]:
    """As `update`, for as long as it takes."""
    registry = before.registry
    if registry.document is None or registry.broken_tasks or registry.broken_units:
        raise Refused("这个登记册有错误，先照 dcgd validate 改正，再更新")
    known = drafts_of(official_contents(folder), registry.document.start.year)
    name = source
    if known:
        name = source if source in known else next(iter(known))
        if len(known) > 1 and name != source:
            raise Refused(f"source/ 里有 {len(known)} 份文本，说不清更新哪一份；把新文件改成与其中一份同名再来")
    if name in known and known[name][0] == text:
        return Edited({}, Updated({}))
    base = known[name][1].as_registry() if name in known else None
    theirs = drafted.as_registry()
    names = [filed.entity.name for filed in registry.people]
    merged = merge(registry, base and _as_known(base, names), _as_known(theirs, names), drafted.unknown)
    moved = merged.moved()
    recorded = _recorded(registry, moved)
    if recorded:
        more = f"…（共 {len(recorded)} 个）" if len(recorded) > _SHOWN else ""
        raise Refused(
            f"照新文件，已有记录的编号要变：{'、'.join(recorded[:_SHOWN])}{more}；编号有了记录就不再变，没有写入。"
            "新的任务排在文件末尾、不动前面的序号再来；确是另一份文件，用 dcgd import 新文件 -o 另建登记册"
        )
    texts = {name: text, files.TASKS: rewritten(before.parsed[files.TASKS].text, registry, merged)}
    units = before.where(files.UNITS)
    texts[units] = _units(before.parsed[units].text, registry, merged, drafted.units)
    people, told = _people(before, theirs, base, merged)
    same = {file for file, new in texts.items() if file in before.parsed and before.parsed[file].text == new}
    changed = {file: new for file, new in texts.items() if file not in same}
    return Edited({**changed, **people}, Updated(moved, told))


def add_drafted_people(before: Reading, drafted: Draft) -> Edited[tuple[str, ...]]:
    """Add the people of a registry just drafted to the people.yaml that it shares, and name them in its tasks as they
    are known there; the result is what is in doubt (sentences, no numbers). Raises Refused, CannotEdit.
    """
    known = [filed.entity.name for filed in before.registry.people]
    sections = tuple(
        replace(section, tasks=tuple(_known(task, known) for task in section.tasks)) for section in drafted.sections
    )
    people = [replace(person, name=known_as(person.name, known)) for person in drafted.people]
    added = add_people(before, people_of(people))
    texts = {} if sections == drafted.sections else {files.TASKS: tasks_yaml(drafted.document, sections)}
    return Edited({**texts, **added.texts}, _doubts(added.result))


def _known(task: Task, known: Sequence[str]) -> Task:
    """A task whose people bear the names that people.yaml has for them."""
    leaders = tuple(known_as(name, known) for name in task.leaders)
    owner, contact = (name and known_as(name, known) for name in (task.owner, task.contact))
    return replace(task, leaders=leaders, owner=owner, contact=contact)


def _as_known(drafted: Registry, known: Sequence[str]) -> Registry:
    """A draft whose people bear the names that people.yaml has for them."""
    return replace(drafted, tasks=tuple(replace(filed, entity=_known(filed.entity, known)) for filed in drafted.tasks))


def _people(
    before: Reading, theirs: Registry, base: Registry | None, merged: MergedDocument
) -> tuple[Mapping[str, str], tuple[str, ...]]:
    """people.yaml with the people whom the tasks now name and it does not have, and what is in doubt.

    What the older document said of a person already is no news.
    """
    known = [filed.entity.name for filed in before.registry.people]
    tasks = [task.entity for section in merged.sections for task in section.tasks]
    named = {name for task in tasks for name in (*task.leaders, task.owner, task.contact) if name}
    older = [filed.entity for filed in base.people] if base else []
    people = [replace(filed.entity, name=known_as(filed.entity.name, known)) for filed in theirs.people]
    news = [person for person in people if person.name in named and not (person.name in known and person in older)]
    added = add_people(before, people_of(news), [name for filed in theirs.units for name in filed.entity.names])
    return added.texts, _doubts(added.result)


def _doubts(lines: Iterable[Line]) -> tuple[str, ...]:
    return tuple(line.why for line in lines if line.outcome is Outcome.DOUBT)


def _units(text: str, registry: Registry, merged: MergedDocument, drafted: Iterable[Unit]) -> str:
    """units.yaml with the units, and the other names of known units, that the tasks now name and it does not know."""
    directory = Directory.of(registry)
    place = {filed.entity.name: filed.place for filed in registry.units}
    tasks = [merged_task.entity for section in merged.sections for merged_task in section.tasks]
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


def _recorded(registry: Registry, moved: Mapping[str, str]) -> list[str]:
    """The numbers and ids that are to be others and have records, withdrawn ones too, each as `4-1 → 5-1（进展 2）`."""
    counts: dict[str, Counter[str]] = {}
    for noun, named in _named(registry):
        for name in named & moved.keys():
            counts.setdefault(name, Counter())[noun] += 1
    return [
        f"{name} → {moved[name]}（{'、'.join(f'{noun} {count}' for noun, count in counts[name].items())}）"
        for name in moved
        if name in counts
    ]


def _named(registry: Registry) -> Iterator[tuple[str, set[str]]]:
    """Each record's noun, and the numbers and ids that it is about."""
    yield from (("进展", {filed.entity.item}) for filed in registry.reports)
    yield from (("问题", {str(filed.entity.task), filed.entity.target or ""}) for filed in registry.problems)
    yield from (("督办单", {parted(filed.entity.subject)[0]}) for filed in registry.notices)
    yield from (("申请", {parted(filed.entity.subject)[0]}) for filed in registry.requests)
