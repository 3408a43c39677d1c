"""Two registries compared: document, sections, official text here; tasks, units and the year in their own modules."""

from collections.abc import Iterator
from dataclasses import replace

from dcgd.diagnostics import Place
from dcgd.model import Heading
from dcgd.naming import without_numbers
from dcgd.registry.diff.kinds import Change, Effect, change
from dcgd.registry.diff.notes import note_change
from dcgd.registry.diff.pairs import pair
from dcgd.registry.diff.people import person_changes
from dcgd.registry.diff.sides import Side, Sides
from dcgd.registry.diff.tasks import task_changes
from dcgd.registry.diff.units import People, pair_units, unit_changes
from dcgd.registry.diff.year import rule_changes, year_changes
from dcgd.registry.diff.years import of_two_years, year_by_year
from dcgd.registry.files import TASKS
from dcgd.registry.words import marked

_DOCUMENT = (
    ("number", "文号"),
    ("title", "标题"),
    ("issuer", "发文机关"),
    ("issued", "成文日期"),
    ("type", "文件类型"),
    ("closed", "归档日期"),
)


def compare(older: Side, newer: Side) -> list[Change]:
    """All changes, in the order of the document; places are those of the newer side.

    Differences of layout, comments or the order of records are no changes, nor is a date that is written out and is the
    one that held before. A record that one side has and the other cannot read is `unreadable` or `readable`. Until the
    year's plan is settled, its checkpoints are neither weaker nor stronger. Two documents of two years are compared
    year by year instead.
    """
    if of_two_years(older.registry, newer.registry):
        return list(year_by_year(older.registry, newer.registry))
    sides = Sides(older, newer)
    changes = list(_changes(sides))
    if sides.planning:
        return [replace(one, effect=Effect.NEUTRAL) if one.kind.startswith("checkpoints-") else one for one in changes]
    return changes


def _changes(sides: Sides) -> Iterator[Change]:
    before, after = sides.older.registry, sides.newer.registry
    if before.tasks and not after.tasks and TASKS in sides.newer.lossy:
        yield change("unreadable", TASKS, Place(TASKS, ()))
        return
    units = pair_units(before, after)
    moved: dict[str, str] = {}
    yield from _document(sides)
    yield from _sections(sides)
    yield from task_changes(sides, People(sides, units), moved)
    yield from unit_changes(sides, units)
    yield from person_changes(sides)
    yield from rule_changes(before.rules, after.rules)
    yield from year_changes(sides, moved)
    yield from _texts(sides)


def _document(sides: Sides) -> Iterator[Change]:
    was, now = sides.older.registry.document, sides.newer.registry.document
    place = Place(TASKS, ("document",))
    if was is None or now is None:
        if was is not now:
            yield change("unreadable" if now is None else "readable", "文件", place)
        return
    for key, words in _DOCUMENT:
        before, after = getattr(was, key), getattr(now, key)
        if before != after:
            yield change("document-changed", words, place.at(key), before=str(before or "无"), after=str(after or "无"))
    for key in ("start", "due"):
        before, after = getattr(was, key), getattr(now, key)
        if before != after:
            kind = f"{key}-{'later' if after > before else 'earlier'}"
            yield change(kind, "文件", place.at(key), title=now.title, before=str(before), after=str(after))
    yield from note_change("文件", was, now, place)


def _heading(heading: Heading) -> str:
    return f"{heading.number}、{heading.title}" + (f"（{heading.issued}）" if heading.issued else "")


def _sections(sides: Sides) -> Iterator[Change]:
    pairs = pair(
        sides.older.registry.sections,
        sides.newer.registry.sections,
        lambda filed: filed.entity,
        lambda filed: filed.entity.title,
        lambda filed: filed.entity.number,
    )
    for was, now in pairs.both:
        if was.entity != now.entity:
            before, after = (_heading(filed.entity) for filed in (was, now))
            yield change("section-changed", f"章节 {now.entity.number}", now.place, before=before, after=after)
    for filed in pairs.gone:
        yield sides.gone("section-removed", f"章节 {filed.entity.number}", TASKS, title=filed.entity.title)
    for filed in pairs.come:
        yield sides.come("section-added", f"章节 {filed.entity.number}", filed.place, title=filed.entity.title)


def _texts(sides: Sides) -> Iterator[Change]:
    before, after = sides.older.texts, sides.newer.texts
    for file in sorted(before.keys() | after.keys()):
        place = Place(file, ())
        if file not in after:
            yield change("source-removed", file, place)
        elif file not in before:
            yield change("source-added", file, place)
        elif before[file] != after[file]:
            was, now = (without_numbers(texts[file]) for texts in (before, after))
            detail = "只有电话一类的长数不同" if was == now else marked(was, now)
            yield change("source-changed", file, place, detail=detail)
