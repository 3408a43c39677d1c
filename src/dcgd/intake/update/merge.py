"""Merge the draft of a newer document into a registry: match the tasks, and decide what each becomes.

What a person wrote stays, unless the document itself changed there: the draft of the old official text (`base`) tells
the two apart. This module only handles entities; `dcgd.intake.update.layout` writes the file.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import Any, TypeVar

from dcgd.model import Document, Heading, Milestone, Section, Target, Task
from dcgd.registry.checks.wording import numbers_in
from dcgd.registry.content import Filed, FiledTask, Registry
from dcgd.registry.diff.pairs import pair

Item = TypeVar("Item", bound=Target | Milestone)
DOCUMENT_FIELDS = ("number", "title", "issuer", "issued", "start", "due")
"""What a newer document may say anew of itself."""
_ALIKE, _ALIKE_TEXT = 0.6, 0.75
"""How like two titles or quotes, or two whole texts, are of one task. Texts of different tasks share many phrases."""
_MOST_PAIRS = 40_000
"""Beyond so many candidates for one another nothing is compared by likeness."""


@dataclass(frozen=True, slots=True)
class MergedTask:
    """A task after the merge (`entity`), and the task it was before; None for a new one."""

    entity: Task
    was: FiledTask | None


@dataclass(frozen=True, slots=True)
class MergedSection:
    """A section after the merge, the section it was before (None for a new one), and its tasks."""

    heading: Heading
    was: Filed[Heading] | None
    tasks: tuple[MergedTask, ...]


@dataclass(frozen=True, slots=True)
class MergedDocument:
    """Document and sections after the merge."""

    document: Document
    sections: tuple[MergedSection, ...]

    def moved(self) -> dict[str, str]:
        """New task numbers and item ids by the old ones, for tasks whose number changed."""
        new_of: dict[str, str] = {}
        for section in self.sections:
            for task in section.tasks:
                if task.was is not None and task.was.entity.number != task.entity.number:
                    old, new = task.was.entity, task.entity
                    new_of[str(old.number)] = str(new.number)
                    ids = [item.id for item in old.targets] + [item.id for item in old.milestones]
                    new_of |= {identity: _with_number(identity, new.number) for identity in ids}
        return new_of


def merge(
    ours: Registry, base: Registry | None, theirs: Registry, unknown: frozenset[str] = frozenset()
) -> MergedDocument:
    """Merge a newer document (`theirs`) into a registry (`ours`).

    `base` is the draft of the text that the registry was taken from; None if there is no such text. `unknown` names the
    keys of the document that were not found in the newer one: the registry keeps its own.
    """
    tasks = _matched([filed.entity for filed in ours.tasks], [filed.entity for filed in theirs.tasks])
    before = _matched([filed.entity for filed in base.tasks], [filed.entity for filed in ours.tasks]) if base else {}
    base_of = {new: old for old, new in before.items()}
    old_of = {new: old for old, new in tasks.items()}
    headings = pair(
        ours.sections,
        theirs.sections,
        lambda filed: filed.entity.title,
        lambda filed: filed.entity.number,
    )
    section_of = {new.entity.number: old for old, new in headings.both}
    base_titles = {filed.entity.number: filed.entity.title for filed in base.sections} if base else {}

    def merged(at: int) -> MergedTask:
        new = theirs.tasks[at].entity
        if at not in old_of:
            return MergedTask(new, None)
        was = ours.tasks[old_of[at]]
        known = base.tasks[base_of[old_of[at]]].entity if base and old_of[at] in base_of else None
        return MergedTask(_task(was.entity, known, new), was)

    sections, at = [], 0
    for filed in theirs.sections:
        assert isinstance(filed.entity, Section)
        count = len(filed.entity.tasks)
        old = section_of.get(filed.entity.number)
        title = filed.entity.title
        if old is not None and base_titles.get(old.entity.number) == title:
            title = old.entity.title
        heading = Heading(number=filed.entity.number, title=title)
        sections.append(MergedSection(heading, old, tuple(merged(index) for index in range(at, at + count))))
        at += count
    assert theirs.document is not None
    assert ours.document is not None
    return MergedDocument(
        _document(ours.document, base.document if base else None, theirs.document, unknown), tuple(sections)
    )


def _document(ours: Document, base: Document | None, theirs: Document, unknown: frozenset[str]) -> Document:
    known = (name for name in DOCUMENT_FIELDS if name not in unknown)
    fields = {name: _three(ours, base, theirs, name) for name in known}
    return replace(ours, **fields)


def _three(ours: Any, base: Any, theirs: Any, name: str) -> Any:
    """A field of `theirs` if the document changed it (compared with `base`), else that of `ours`."""
    new = getattr(theirs, name)
    return getattr(ours, name) if base is not None and getattr(base, name) == new else new


def _task(ours: Task, base: Task | None, theirs: Task) -> Task:
    names = ("title", "text", "leads", "participants", *(() if ours.adjustments else ("due",)))
    fields = {name: _three(ours, base, theirs, name) for name in names}
    fields |= {name: _said(ours, base, theirs, name) for name in ("leaders", "owner", "contact")}
    merged = _planned(replace(ours, number=theirs.number, **fields), base, theirs)
    if merged.text != ours.text:
        known = replace(merged, number=ours.number)
        merged = replace(
            merged,
            targets=_items(known, ours.targets, base.targets if base else (), theirs.targets),
            milestones=_items(known, ours.milestones, base.milestones if base else (), theirs.milestones),
        )
    return replace(
        merged,
        targets=tuple(_renumbered(item, merged.number) for item in merged.targets),
        milestones=tuple(_renumbered(item, merged.number) for item in merged.milestones),
    )


def _said(ours: Any, base: Any, theirs: Any, name: str) -> Any:
    """As `_three`, but where no older text tells the two apart what the document does not say stays."""
    return _three(ours, base, theirs, name) if base is not None or getattr(theirs, name) else getattr(ours, name)


def _planned(task: Task, base: Task | None, theirs: Task) -> Task:
    """A task whose checkpoints, and those of its items, follow the document where it changed them, to be reviewed.

    Adjusted ones stay; so do those of a task that has items by now, on which they would have to stand.
    """

    def planned(ours: Any, was: Any, now: Any) -> Any:
        new = ours.checkpoints if ours.adjustments or now is None else _said(ours, was, now, "checkpoints")
        return ours if new == ours.checkpoints else replace(ours, checkpoints=new, review=True)

    def items(key: str) -> tuple[Any, ...]:
        was = {item.quote: item for item in getattr(base, key)} if base else {}
        now = {item.quote: item for item in getattr(theirs, key)}
        return tuple(planned(item, was.get(item.quote), now.get(item.quote)) for item in getattr(task, key))

    task = replace(task, targets=items("targets"), milestones=items("milestones"))
    return task if task.targets or task.milestones else planned(task, base, theirs)


def _items(task: Task, ours: Sequence[Item], base: Sequence[Item], theirs: Sequence[Item]) -> tuple[Item, ...]:
    """The items of a task whose text changed: items with lost quotes follow the text, new candidates are added.

    New ids continue after all that were ever used, including those that the task's note calls no longer used.
    """
    known = {item.quote for item in base} | {item.quote for item in ours}
    fresh = [item for item in theirs if item.quote not in known]
    items: list[Item] = []
    for item in ours:
        follower = None if item.quote in task.text else _likest(item, fresh)
        if follower is not None:
            fresh.remove(follower)
            item = _following(item, follower)  # noqa: PLW2901
        items.append(item)
    dash = "-m" if theirs and isinstance(theirs[0], Milestone) else "-"
    given = [int(item.id.rpartition("-")[2].lstrip("m")) for item in items if _has_ordinal(item)]
    spoken_of = re.findall(rf"(?<!\d){task.number}{dash}(\d{{1,3}})(?!\d)", task.note or "", re.ASCII)
    last = max([*given, *map(int, spoken_of)], default=0)
    return (*items, *(replace(item, id=f"0{dash}{last + at}") for at, item in enumerate(fresh, 1)))


def _has_ordinal(item: Target | Milestone) -> bool:
    return item.id.rpartition("-")[2].lstrip("m").isdigit()


def _title(item: Target | Milestone) -> str:
    return item.indicator if isinstance(item, Target) else item.title


def _likest(item: Item, candidates: Sequence[Item]) -> Item | None:
    same = next((candidate for candidate in candidates if _title(candidate) == _title(item)), None)
    near = [(_likeness(item.quote, candidate.quote), at) for at, candidate in enumerate(candidates)]
    best = max(near, key=lambda pair_of: (pair_of[0], -pair_of[1]), default=(0.0, 0))
    return same or (candidates[best[1]] if best[0] >= _ALIKE else None)


def _following(item: Item, follower: Item) -> Item:
    """An item with the new quote, marked for review; its value follows too if the old quote contained it."""
    renewed = replace(item, quote=follower.quote, review=True)
    if isinstance(renewed, Target) and isinstance(follower, Target) and not renewed.adjustments:
        literal = renewed.value in numbers_in(item.quote) and renewed.unit_measure == follower.unit_measure
        return replace(renewed, value=follower.value) if literal else renewed
    return renewed


def _renumbered(item: Item, number: int) -> Item:
    return replace(item, id=_with_number(item.id, number))


def _with_number(identity: str, number: int) -> str:
    return f"{number}-{identity.partition('-')[2]}" if "-" in identity else identity


def _matched(older: Sequence[Task], newer: Sequence[Task]) -> dict[int, int]:
    """Match older and newer tasks by index: first by text, then by title, then by likeness."""
    keys: tuple[Callable[[int, Sequence[Task]], Any], ...] = (
        lambda at, tasks: (tasks[at].number, tasks[at].text),
        lambda at, tasks: tasks[at].text,
        lambda at, tasks: (tasks[at].number, tasks[at].title),
        lambda at, tasks: tasks[at].title,
    )
    sides = [(0, at) for at in range(len(older))], [(1, at) for at in range(len(newer))]
    lists = (older, newer)
    pairs = pair(*sides, *(lambda place, key=key: key(place[1], lists[place[0]]) for key in keys))
    new_of = {old[1]: new[1] for old, new in pairs.both}
    gone, come = [at for _, at in pairs.gone], [at for _, at in pairs.come]
    if len(gone) * len(come) > _MOST_PAIRS:
        return new_of
    likeness = sorted(_alike(older, newer, gone, come), reverse=True)
    taken: set[int] = set()
    for _ratio, _near, old, new in likeness:
        if old not in new_of and new not in taken:
            new_of[old] = new
            taken.add(new)
    return new_of


def _alike(
    older: Sequence[Task], newer: Sequence[Task], gone: Sequence[int], come: Sequence[int]
) -> Iterator[tuple[float, int, int, int]]:
    """(likeness, minus the distance of the numbers, old, new) of all pairs that are alike in title or text."""
    for old in gone:
        for new in come:
            one, other = older[old], newer[new]
            title, words = _likeness(one.title, other.title), _likeness(one.text[:400], other.text[:400])
            if title >= _ALIKE or words >= _ALIKE_TEXT:
                yield max(title, words), -abs(one.number - other.number), old, new


def _likeness(one: str, other: str) -> float:
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() >= _ALIKE else 0.0
