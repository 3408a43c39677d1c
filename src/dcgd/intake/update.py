"""An existing registry brought up to a newer document: the new texts of its files."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any

from dcgd import diagnostics
from dcgd.errors import Refused
from dcgd.intake.comparison import as_registry, drafts_of
from dcgd.intake.layout import rewritten
from dcgd.intake.merge import MergedDocument, merge
from dcgd.intake.result import Draft
from dcgd.model import Unit
from dcgd.registry import files
from dcgd.registry.content import Filed, Registry
from dcgd.registry.directory import Directory
from dcgd.registry.load import Reading
from dcgd.source import edit


def updated(
    before: Reading, folder: Path, found: Draft, text: str, source: str
) -> tuple[dict[str, str], dict[str, str]]:
    """The texts of the files that change, by name, and the old numbers and ids that are others now.

    `text` is the newer official text, to be kept in place of the one in `source/`, or as `source` where there is none.
    Nothing changes when it is the same text. Raises Refused, CannotEdit.
    """
    registry = before.registry
    if registry.document is None or registry.broken_tasks or registry.broken_units:
        raise Refused("这个登记册有错误，先照 dcgd validate 改正，再更新")
    known = drafts_of(folder, registry.document.start.year)
    name = source
    if known:
        name = source if source in known else next(iter(known))
        if len(known) > 1 and name != source:
            raise Refused(f"source/ 里有 {len(known)} 份文本，说不清更新哪一份；把新文件改成与其中一份同名再来")
    if name in known and known[name][0] == text:
        return {}, {}
    merged = merge(registry, as_registry(known[name][1]) if name in known else None, as_registry(found))
    moved = merged.moved()
    texts = {name: text, files.TASKS: rewritten(before.parsed[files.TASKS].text, registry, merged)}
    texts[files.UNITS] = _units(before.parsed[files.UNITS].text, registry, merged, found.units)
    texts |= _references(before, moved)
    same = {each for each, new in texts.items() if each in before.parsed and before.parsed[each].text == new}
    return {each: new for each, new in texts.items() if each not in same}, moved


def _units(text: str, registry: Registry, merged: MergedDocument, drafted: Iterable[Unit]) -> str:
    """units.yaml with the units, and the other names of known units, that the tasks now name and it does not know."""
    directory = Directory.of(registry)
    place = {filed.entity.name: filed.place for filed in registry.units}
    tasks = [each.entity for section in merged.sections for each in section.tasks]
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


def _references(before: Reading, moved: Mapping[str, str]) -> dict[str, str]:
    """The reports, problems and notices that name a number or an id that is another now."""
    registry = before.registry
    values: dict[str, dict[diagnostics.Path, str]] = {}
    filed: Iterator[Filed[Any]] = iter((*registry.reports, *registry.problems, *registry.notices))
    for each in filed:
        for key in {one.name for one in fields(each.entity)} & {"target", "milestone", "task", "subject"}:
            new = moved.get(str(getattr(each.entity, key)))
            if new is not None:
                plain = f'"{new}"' if key == "subject" and new.isdigit() else new  # there a task's number is text
                values.setdefault(each.place.file, {})[(*each.place.path, key)] = plain
    return {name: edit.splice(before.parsed[name].text, found) for name, found in values.items()}
