"""All of the registries on one day, judged: what page, papers, tables and `status` are made from."""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from dcgd.index import documents, journal, listing
from dcgd.index.lookup import Filter
from dcgd.model import Grouping, Problem
from dcgd.naming import qualified
from dcgd.publish.table import Row
from dcgd.tracking.judged_items import JudgedItem
from dcgd.tracking.judging.rollup import Totals, percentage, totals


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """All of the registries on one day, or that part of them which was asked for.

    `documents` and `sections` are all there are, as `index.documents` gives them; `problems` all of each registry;
    `items` those asked for, judged at the end of `as_of`; `tasks` all of them whole, as `index.listing` gives them,
    where they were asked for.
    """

    as_of: date
    documents: Sequence[Row]
    sections: Sequence[Row]
    problems: Mapping[str, Sequence[Problem]]
    items: Sequence[JudgedItem]
    tasks: Sequence[Row] = ()

    @property
    def several(self) -> bool:
        """Whether there is more than one registry, so that everything has to say from which it is."""
        return len(self.documents) > 1

    @property
    def section_titles(self) -> dict[tuple[str, str], str]:
        """The titles of the sections by registry and number."""
        return {(section["registry"], section["number"]): section["title"] for section in self.sections}

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
    connection: sqlite3.Connection, as_of: date, items: Iterable[JudgedItem], *, with_tasks: bool = False
) -> Snapshot:
    """The snapshot of a day with these items, which are judged as of it."""
    return Snapshot(
        as_of=as_of,
        documents=list(documents.documents(connection)),
        sections=list(documents.sections(connection)),
        problems=journal.problems(connection),
        items=list(items),
        tasks=list(listing.tasks(connection, Filter(), whole=True)) if with_tasks else [],
    )


@dataclass(frozen=True, slots=True)
class Group:
    """The items of one section, one unit or one document.

    `key`: its number or name, of a document its registry, with the registry in front where there are several. `title`:
    of a section its title, of a document its number. `members`: where its items stand among those of the snapshot.
    `percent`: how many they are of all, to one decimal.
    """

    key: str
    title: str
    members: tuple[int, ...]
    totals: Totals
    percent: Decimal

    @property
    def heading(self) -> str:
        """What a person reads: `一、深入实施创新驱动发展战略`, `区水利局`."""
        return f"{self.key}、{self.title}" if self.title else self.key


def breakdown(snapshot: Snapshot, by: Grouping, *, with_empty: bool = False) -> list[Group]:
    """The items by section, unit or document, in the order in which they first appear.

    An item of several units counts once in each of them, whatever their role. `with_empty`: sections without items as
    well, in the order of the document.
    """
    titles = _titles(snapshot, by)
    members: dict[str, list[int]] = {key: [] for key in titles} if with_empty and by is Grouping.SECTION else {}
    for index, judged in enumerate(snapshot.items):
        for key in _keys(by, judged):
            members.setdefault(key, []).append(index)
    total = len(snapshot.items)
    return [
        Group(
            key,
            titles.get(key, ""),
            tuple(inside),
            totals(snapshot.items[index].verdict for index in inside),
            percentage(len(inside), total),
        )
        for key, inside in members.items()
    ]


def _keys(by: Grouping, judged: JudgedItem) -> Iterator[str]:
    home = judged.home
    if by is Grouping.DOCUMENT:
        yield home.registry
    elif by is Grouping.SECTION:
        yield qualified(home.registry, home.section)
    else:
        yield from dict.fromkeys(qualified(home.registry, unit) for unit, _role in home.units)


def _titles(snapshot: Snapshot, by: Grouping) -> dict[str, str]:
    if by is Grouping.DOCUMENT:
        return {document["registry"]: document["number"] or "" for document in snapshot.documents}
    if by is Grouping.SECTION:
        return {qualified(registry, number): title for (registry, number), title in snapshot.section_titles.items()}
    return {}
