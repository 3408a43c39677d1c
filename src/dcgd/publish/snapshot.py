"""All of the registries on one day, judged: what page, papers, tables and `status` are made from."""

import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from functools import partial

from dcgd.index import documents, journal, listing, lookup
from dcgd.index.lookup import Filter
from dcgd.index.people import Chiefs, Position, chiefs, groups_of_units, in_order, positions, short_names
from dcgd.model import Duty, Grouping, Notice, Problem, Role
from dcgd.naming import chinese_day, qualified
from dcgd.publish.table import Row
from dcgd.tracking.judged_items import JudgedItem
from dcgd.tracking.judging.rollup import Totals, percentage, totals


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """All of the registries on one day, or that part of them which was asked for.

    `documents` and `sections` are all there are, as `index.documents` gives them; `problems` and `notices` all of each
    registry, with the canonical names of units;
    `items` those asked for, judged at the end of `as_of`; `tasks` all of them whole, as `index.listing` gives them,
    where they were asked for. `units`: those asked for, as (document in the index, name), None for all: a breakdown by
    unit shows no others.
    """

    as_of: date
    documents: Sequence[Row]
    sections: Sequence[Row]
    problems: Mapping[str, Sequence[Problem]]
    notices: Mapping[str, Sequence[Notice]]
    items: Sequence[JudgedItem]
    tasks: Sequence[Row] = ()
    units: frozenset[tuple[int, str]] | None = None
    groups: Mapping[tuple[int, str], str | None] = field(default_factory=dict)
    """The units, by (document in the index, name), in their standing order (机构序列), each with its group."""
    shorts: Mapping[tuple[int, str], str] = field(default_factory=dict)
    """What papers call each unit, by (document in the index, name), in the order of units.yaml."""
    positions: Mapping[tuple[int, str], Position] = field(default_factory=dict)
    """The posts and units of people, by (document in the index, name)."""
    chiefs: Mapping[tuple[int, str], Chiefs] = field(default_factory=dict)
    """Who answers for each unit, by (document in the index, name)."""
    people: Sequence[tuple[int, str]] = ()
    """The people that a breakdown by person shows, as (document in the index, name), in their standing order."""
    duty: Duty | None = None
    """For what a breakdown by person counts them; None for all."""
    scope: str = ""
    """What it was narrowed to, in words; empty where it is everything. A paper of a part says so."""

    seal: str = ""
    """The first digits of the seal of the month that ends on its day, where what was judged is what was sealed."""

    @property
    def until(self) -> str:
        """As of which day it is, as papers say it: `截至2025年9月30日`, with the seal where there is one."""
        return f"截至{chinese_day(self.as_of)}" + (f"（封存摘要{self.seal}）" if self.seal else "")

    @property
    def several(self) -> bool:
        """Whether there is more than one registry, so that everything has to say from which it is."""
        return len(self.documents) > 1

    @property
    def section_titles(self) -> dict[tuple[str, str], str]:
        """The titles of the sections by registry and number."""
        return {(section["registry"], section["number"]): section["title"] for section in self.sections}

    def leads(self, judged: JudgedItem) -> list[str]:
        """What papers call the units that lead an item, in the document's order."""
        return [self.shorts.get((judged.home.document_id, unit), unit) for unit in judged.lead_units]

    def by_registry(self) -> "Snapshot":
        """The same in the order of the registries' names, whichever was read or asked for first."""
        return replace(
            self,
            documents=sorted(self.documents, key=_registry),
            sections=sorted(self.sections, key=_registry),
            items=sorted(self.items, key=lambda judged: judged.home.registry),
        )


def _registry(row: Row) -> str:
    return str(row["registry"])


def take_snapshot(
    connection: sqlite3.Connection,
    as_of: date,
    items: Iterable[JudgedItem],
    *,
    with_tasks: bool = False,
    units: frozenset[tuple[int, str]] | None = None,
    people: frozenset[tuple[int, str]] | None = None,
    duty: Duty | None = None,
    scope: str = "",
) -> Snapshot:
    """The snapshot of a day with these items, which are judged as of it.

    `units` and `people` are those asked for, None for all; `scope` says in words to what it was narrowed.
    """
    canonical = lookup.canonical(connection)
    return Snapshot(
        as_of=as_of,
        documents=list(documents.documents(connection)),
        sections=list(documents.sections(connection)),
        problems={
            registry: [_with_canonical_units(problem, partial(canonical, registry)) for problem in raised]
            for registry, raised in journal.problems(connection).items()
        },
        notices={
            registry: [replace(notice, unit=canonical(registry, notice.unit)) for notice in issued]
            for registry, issued in journal.notices(connection).items()
        },
        items=list(items),
        tasks=list(listing.tasks(connection, Filter(), whole=True)) if with_tasks else [],
        units=units,
        groups=groups_of_units(connection),
        shorts=short_names(connection),
        positions=positions(connection),
        chiefs=chiefs(connection),
        people=[person for person in in_order(connection) if people is None or person in people],
        duty=duty,
        scope=scope,
        seal=journal.seal_of(connection, as_of),
    )


def _with_canonical_units(problem: Problem, canonical: Callable[[str], str]) -> Problem:
    steps = (replace(step, by=canonical(step.by), to=step.to and canonical(step.to)) for step in problem.steps)
    return replace(problem, steps=tuple(steps))


@dataclass(frozen=True, slots=True)
class Group:
    """The items of one section or one document, or those that one unit leads.

    `key`: its number or name, of a document its registry, with the registry in front where there are several. `title`:
    of a section its title, of a document its number. `members`: where its items stand among those of the snapshot, and
    `participates` where those stand that a unit takes part in without leading them: they count in nothing else here,
    for only who leads answers. `percent`: how many the members are of all, to one decimal.
    """

    key: str
    title: str
    members: tuple[int, ...]
    participates: tuple[int, ...]
    totals: Totals
    percent: Decimal

    @property
    def heading(self) -> str:
        """What a person reads: `一、深入实施创新驱动发展战略`, `区水利局`."""
        return heading(self.key, self.title)


def heading(key: str, title: str) -> str:
    """What a person reads of a group: `一、深入实施创新驱动发展战略`, `区水利局`."""
    return f"{key}、{title}" if title else key


UNGROUPED = "未分类"
"""What units without a group are called together."""


def breakdown(snapshot: Snapshot, by: Grouping, *, with_empty: bool = False) -> list[Group]:
    """The items by section, unit, group of units, person or document, in the order in which they first appear; units,
    their groups and people in their standing order.

    An item that several units lead counts once in each of them, one that several people answer for once for each. A
    group of units is one over all registries. `with_empty`: sections without items as well, in the
    order of the document.
    """
    titles = _titles(snapshot, by)
    members: dict[str, list[int]] = {key: [] for key in titles} if with_empty and by is Grouping.SECTION else {}
    if by in _STANDING:
        members = {key: [] for key in _in_standing_order(snapshot, by)}
    participates: dict[str, list[int]] = {}
    for index, judged in enumerate(snapshot.items):
        for key, role in _keys(snapshot, by, judged).items():
            led = members.setdefault(key, [])
            (led if role is Role.LEAD else participates.setdefault(key, [])).append(index)
    total = len(snapshot.items)
    return [
        Group(
            key,
            titles.get(key, ""),
            tuple(inside),
            tuple(participates.get(key, ())),
            totals(snapshot.items[index].verdict for index in inside),
            percentage(len(inside), total),
        )
        for key, inside in members.items()
        if inside or key in participates or by not in _STANDING
    ]


_STANDING = (Grouping.UNIT, Grouping.GROUP, Grouping.PERSON)
"""What has an order of its own, whichever item comes first."""


def _in_standing_order(snapshot: Snapshot, by: Grouping) -> list[str]:
    """The keys of all units, groups or people that there are; what has no group comes last."""
    if by is Grouping.GROUP:
        return [*dict.fromkeys(group for group in snapshot.groups.values() if group), UNGROUPED]
    registries = {judged.home.document_id: judged.home.registry for judged in snapshot.items}
    named = snapshot.people if by is Grouping.PERSON else snapshot.groups
    return [qualified(registries[document], name) for document, name in named if document in registries]


def _keys(snapshot: Snapshot, by: Grouping, judged: JudgedItem) -> dict[str, Role]:
    """The groups that an item belongs to, and in which role; of a unit in both roles that it leads."""
    home = judged.home
    if by is Grouping.TYPE:
        return {home.type: Role.LEAD}
    if by is Grouping.DOCUMENT:
        return {home.registry: Role.LEAD}
    if by is Grouping.SECTION:
        return {qualified(home.registry, home.section): Role.LEAD}
    if by is Grouping.PERSON:
        return {
            qualified(home.registry, person): Role.LEAD
            for person, duty in home.people
            if (home.document_id, person) in snapshot.people and snapshot.duty in (None, duty)
        }
    keys: dict[str, Role] = {}
    for unit, role in home.units:
        if snapshot.units is None or (home.document_id, unit) in snapshot.units:
            key = qualified(home.registry, unit)
            if by is Grouping.GROUP:
                key = snapshot.groups.get((home.document_id, unit)) or UNGROUPED
            keys[key] = role if keys.get(key) is not Role.LEAD else Role.LEAD
    return keys


def _titles(snapshot: Snapshot, by: Grouping) -> dict[str, str]:
    if by is Grouping.DOCUMENT:
        return {document["registry"]: document["number"] or "" for document in snapshot.documents}
    if by is Grouping.SECTION:
        return {qualified(registry, number): title for (registry, number), title in snapshot.section_titles.items()}
    return {}
