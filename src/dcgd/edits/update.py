"""A registry brought up to a newer official document: `dcgd import --update`."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from dcgd.data_words import DocumentType
from dcgd.edits.drafts import known_task, people_named, units_with
from dcgd.errors import Refused, Stopped
from dcgd.intake.draft.result import Draft, task_and_items
from dcgd.intake.official import drafts_of
from dcgd.intake.update.layout import rewritten
from dcgd.intake.update.merge import merge
from dcgd.model import Task
from dcgd.model.links import reference
from dcgd.model.papers import number_key
from dcgd.naming import parted
from dcgd.registry import files
from dcgd.registry.change import Edited
from dcgd.registry.checks.links import written_links
from dcgd.registry.content import Registry
from dcgd.registry.load import Reading
from dcgd.registry.official import official_contents
from dcgd.source import bounded

_SHOWN = 5
"""So many numbers are named."""


Referred = Sequence[tuple[str, Sequence[str]]]


class Updated(NamedTuple):
    """The numbers and ids that are others now, what of the people was not taken over (sentences, no numbers), and the
    checkpoints of the newer document that have no place in the registry (`任务 3：2026-03-31 完成选址`).
    """

    moved: dict[str, str]
    told: tuple[str, ...] = ()
    points: tuple[str, ...] = ()


def update(
    before: Reading, folder: Path, drafted: Draft, text: str, source: str, others: Mapping[str, Registry] | None = None
) -> Edited[Updated]:
    """Bring a registry up to the draft of a newer document.

    Of the numbers and ids only those change that no record is about: what has records keeps its number, or nothing is
    written. `text` is the newer official text, to be kept in place of the one in `source/`, or as `source` where there
    is none. Nothing changes when it is the same text. The official texts in `folder` are read, too: `change` sees to
    it that they are still the same when it writes. What `others` (registries by what the user calls them) refer to
    keeps its number, too. Raises Refused, CannotEdit.
    """
    try:
        return bounded.call(updated, before, folder, drafted, text, source, _referred(before.registry, others or {}))
    except Stopped as stopped:
        raise Refused(f"与登记册对不过来，没有写入：{stopped}") from None


def updated(
    before: Reading, folder: Path, drafted: Draft, text: str, source: str, referred: Referred = ()
) -> Edited[Updated]:
    """As `update`, for as long as it takes; `referred`: which numbers and ids each other registry refers to."""
    registry = before.registry
    if registry.document is None or registry.broken_tasks or registry.broken_units:
        raise Refused("这个登记册有错误，先照 dcgd validate 改正，再更新")
    known = drafts_of(official_contents(folder), registry.document.start.year)
    name = source
    if known:
        name = source if source in known else next(iter(known))
        if len(known) > 1 and registry.document.type is not DocumentType.CIRCULAR:
            raise Refused(
                "这个登记册由几份文件逐次添成，不能照一份文件更新（别的会就没有了）；"
                "新的一次用 --append，改了的直接改 source/ 和 tasks.yaml，再 dcgd verify"
            )
        if len(known) > 1 and name != source:
            raise Refused(f"source/ 里有 {len(known)} 份文本，说不清更新哪一份；把新文件改成与其中一份同名再来")
    if name in known and known[name][0] == text:
        return Edited({}, Updated({}))
    base = known[name][1].as_registry() if name in known else None
    theirs = drafted.as_registry()
    names = [filed.entity.name for filed in registry.people]
    merged = merge(registry, base and _as_known(base, names), _as_known(theirs, names), drafted.unknown)
    moved = merged.moved()
    recorded = _recorded(registry, moved, referred)
    if recorded:
        more = f"…（共 {len(recorded)} 个）" if len(recorded) > _SHOWN else ""
        which = f"已有记录{'、别处指着' * bool(referred)}的编号"
        raise Refused(
            f"照新文件，{which}要变：{'、'.join(recorded[:_SHOWN])}{more}；编号有了记录就不再变，没有写入。"
            "新的任务排在文件末尾、不动前面的序号再来；确是另一份文件，用 dcgd import 新文件 -o 另建登记册"
        )
    texts = {name: text, files.TASKS: rewritten(before.parsed[files.TASKS].text, registry, merged)}
    units = before.where(files.UNITS)
    tasks = [task.entity for section in merged.sections for task in section.tasks]
    texts[units] = units_with(before.parsed[units].text, registry, tasks, drafted.units)
    older = [filed.entity for filed in base.people] if base else []
    people, told = people_named(before, theirs, tasks, older)
    same = {file for file, new in texts.items() if file in before.parsed and before.parsed[file].text == new}
    changed = {file: new for file, new in texts.items() if file not in same}
    points = tuple(_points_left(base, theirs, tasks))
    return Edited({**changed, **people}, Updated(moved, told, points))


def _points_left(base: Registry | None, theirs: Registry, merged: Sequence[Task]) -> Iterator[str]:
    """The checkpoints that are new in a document and not in the merged tasks, which are as many as its own."""
    known = {
        (filed.entity.title, point)
        for filed in (base.tasks if base else ())
        for item in task_and_items(filed.entity)
        for point in item.checkpoints
    }
    for filed, task in zip(theirs.tasks, merged, strict=True):
        there = {point for item in task_and_items(task) for point in item.checkpoints}
        points = [point for item in task_and_items(filed.entity) for point in item.checkpoints]
        for point in points:
            if point not in there and (filed.entity.title, point) not in known:
                share = f"{point.percent}%" if point.percent is not None else point.value
                yield f"任务 {task.number}：{point.date} {point.text or share}"


def _as_known(drafted: Registry, known: Sequence[str]) -> Registry:
    """A draft whose people bear the names that people.yaml has for them."""
    tasks = tuple(replace(filed, entity=known_task(filed.entity, known)) for filed in drafted.tasks)
    return replace(drafted, tasks=tasks)


def _recorded(registry: Registry, moved: Mapping[str, str], referred: Referred) -> list[str]:
    """The numbers and ids that are to be others and have records, withdrawn ones too, each as `4-1 → 5-1（进展 2）`."""
    counts: dict[str, Counter[str]] = {}
    for noun, named in (*_named(registry), *((f"{name}指着", {id_}) for name, ids in referred for id_ in ids)):
        for name in named & moved.keys():
            counts.setdefault(name, Counter())[noun] += 1
    return [
        f"{name} → {moved[name]}（{'、'.join(f'{noun} {count}' for noun, count in counts[name].items())}）"
        for name in moved
        if name in counts
    ]


def _referred(registry: Registry, others: Mapping[str, Registry]) -> Referred:
    """The ids of this registry that each of the others refers to, each as often as it does."""
    own = number_key(registry.document.number) if registry.document else ""
    return tuple(
        (
            name,
            tuple(
                meant.id
                for _place, _key, text in written_links(other)
                if (meant := reference(text)) and meant.document == own
            ),
        )
        for name, other in others.items()
    )


def _named(registry: Registry) -> Iterator[tuple[str, set[str]]]:
    """Each record's noun, and the numbers and ids that it is about."""
    yield from (("进展", {filed.entity.item}) for filed in registry.reports)
    yield from (("问题", {str(filed.entity.task), filed.entity.target or ""}) for filed in registry.problems)
    yield from (("督办单", {parted(filed.entity.subject)[0]}) for filed in registry.notices)
    yield from (("申请", {parted(filed.entity.subject)[0]}) for filed in registry.requests)
