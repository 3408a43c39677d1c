"""Reads items and their reports from the index, each with the task it belongs to. Pure functions of a connection."""

import datetime
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from itertools import chain
from typing import Any, NamedTuple

from dcgd.index import listing
from dcgd.index.codec import columns, day, from_row, number, rules_from_text
from dcgd.index.lookup import Filter
from dcgd.model import Report, Role, Rules
from dcgd.model.items import Item
from dcgd.naming import parted
from dcgd.words import Duty

Units = tuple[tuple[str, Role], ...]
"""The units that answer for a task, by their canonical names."""
People = tuple[tuple[str, Duty], ...]
"""The people who answer for a task, in the order of their names."""
_DUTIES = {duty.value: duty for duty in Duty}
_ROLES = {role.value: role for role in Role}


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """Where items belong: a task and its document.

    `document_id` is the document's in the index, `document` its number, `type` its kind. `leads` and `participants` are
    as the document writes them, `units` those that answer for the task in that order, `people` who do, each with the
    duty. `sharers`: the units that hold the shares of its targets, by their canonical names, by the ids of the shares.
    """

    document_id: int
    registry: str
    document: str
    type: str
    rules: Rules
    section: str
    task_title: str
    leads: list[str]
    participants: list[str]
    units: Units
    people: People = ()
    sharers: Mapping[str, str] = field(default_factory=dict)


class Beside(NamedTuple):
    """What is read with each item from a view that has a row for it: which columns, and of which rows."""

    view: str
    columns: str
    condition: str = "true"
    values: Sequence[Any] = ()


def items(connection: sqlite3.Connection, wanted: Filter, only: int | None = None) -> Iterator[tuple[Home, Item]]:
    """Yield the items of the tasks that a filter lets through, by document and task, each with its home.

    `only`: of one document.
    """
    return ((home, item) for home, item, _ in items_beside(connection, wanted, only, None))


def items_beside(
    connection: sqlite3.Connection, wanted: Filter, only: int | None, beside: Beside | None
) -> Iterator[tuple[Home, Item, Sequence[Any]]]:
    """As `items`, each with the columns beside it, those alone that have a row there."""
    given, values = _chosen(wanted)
    join, more, condition = "", "", "true"
    if beside:
        join = f"CROSS JOIN {beside.view} v ON v.document = i.document AND v.task = i.task AND v.position = i.position"
        more, condition = f", {beside.columns}", beside.condition
        values = [*values, *beside.values]
    names = columns(Item)
    query = f"""
        {given}SELECT d.id, d.registry, d.number, d.type, d.rules, t.section, t.title, t.leads, t.participants,
            {", ".join(f"i.{name}" for name in names)}{more}
        FROM {_OF_CHOSEN if given else "items i"}
        CROSS JOIN tasks t ON t.document = i.document AND t.number = i.task
        CROSS JOIN documents d ON d.id = i.document {join}
        WHERE {condition}{_only("i", only)}
        ORDER BY i.document, i.task, i.position
    """
    rows = connection.execute(query, values)
    first = rows.fetchone()
    if first is None:
        return
    units, people = _units(connection, wanted, only), _people(connection, wanted, only)
    sharers = _sharers(connection, wanted, only)
    make = _item()
    home, last = None, (0, 0)
    for document_id, registry, document, type_, rules, section, title, leads, participants, *row in chain(
        (first,), rows
    ):
        item = make(row[: len(names)])
        if home is None or last != (document_id, item.task):
            last = document_id, item.task
            named = [*listing.names(leads), *listing.names(participants)]
            there = sorted(units.get(last, ()), key=lambda unit: named.index(unit[2]))
            home = Home(
                document_id=document_id,
                registry=registry,
                document=document,
                type=type_,
                rules=rules_from_text(rules),
                section=section,
                task_title=title,
                leads=listing.names(leads),
                participants=listing.names(participants),
                units=tuple((unit, role) for unit, role, _written in there),
                people=tuple(people.get(last, ())),
                sharers=sharers.get(last, {}),
            )
        yield home, item, row[len(names) :]


_OF_CHOSEN = "chosen c CROSS JOIN items i ON i.document = c.document AND i.task = c.number"


def reports(
    connection: sqlite3.Connection, wanted: Filter, only: int | None = None
) -> dict[tuple[int, str], list[Report]]:
    """Return the reports on those items by (document id, item id), each list in the order of the files.

    Those on the shares of a target are among those of the target. `only`: of one document.
    """
    given, values = _chosen(wanted)
    names = ", ".join(f"r.{name}" for name in columns(Report))
    some = f"IN (SELECT i.document, i.id FROM {_OF_CHOSEN})"
    of_shares = f"r.share IS NOT NULL AND (r.document, r.target) {some}"
    condition = f"((r.document, r.subject) {some} OR ({of_shares}))" if given else "true"
    query = f"""
        {given}SELECT r.document, r.subject, {names} FROM reports r WHERE {condition}{_only("r", only)} ORDER BY r.rowid
    """
    make = from_row(Report)
    by_item: dict[tuple[int, str], list[Report]] = defaultdict(list)
    for document, subject, *row in connection.execute(query, values):
        by_item[document, parted(subject)[0]].append(make(row))
    return dict(by_item)


class Amount(NamedTuple):
    """Of a report what a verdict on an item without shares reads."""

    date: datetime.date
    value: Decimal | None
    percent: Decimal | None
    checkpoint: datetime.date | None
    note: str | None


def amounts(connection: sqlite3.Connection, document: int) -> dict[str, list[Amount]]:
    """The reports of a document by what they are on, each list in the order of the files; whole ones take longer."""
    query = """
        SELECT subject, date, value, percent, checkpoint, note FROM reports WHERE document = ? ORDER BY subject, rowid
    """
    by_subject: dict[str, list[Amount]] = defaultdict(list)
    for subject, date_, value, percent, checkpoint, note in connection.execute(query, (document,)):
        by_subject[subject].append(
            Amount(
                day(date_),
                None if value is None else number(value),
                None if percent is None else number(percent),
                None if checkpoint is None else day(checkpoint),
                note,
            )
        )
    return by_subject


@lru_cache(maxsize=1)
def _item() -> Callable[[Sequence[Any]], Item]:
    return from_row(Item)


@lru_cache(maxsize=1)
def _report() -> Callable[[Sequence[Any]], Report]:
    return from_row(Report)


def reports_on(connection: sqlite3.Connection, document: int, id_: str) -> tuple[Report, ...]:
    """The reports on an item, and on its shares where it is a target, in the order of the files."""
    names = ", ".join(f"r.{name}" for name in columns(Report))
    query = f"""
        SELECT {names} FROM reports r WHERE rowid IN (
            SELECT rowid FROM reports WHERE document = :document AND subject = :id
            UNION SELECT rowid FROM reports WHERE document = :document AND target = :id AND share IS NOT NULL
        ) ORDER BY rowid
    """
    rows = connection.execute(query, {"document": document, "id": id_})
    return tuple(map(_report(), rows))


def _only(table: str, document: int | None) -> str:
    return "" if document is None else f" AND {table}.document = {document:d}"


def _units(
    connection: sqlite3.Connection, wanted: Filter, only: int | None
) -> dict[tuple[int, int], list[tuple[str, Role, str]]]:
    """Return the units of those tasks with their roles and how the document writes them, by (document id, number)."""
    given, values = _chosen(wanted)
    # The first condition finds the rows of the documents by the table's key, the second narrows them to the tasks.
    some = (
        "u.document IN (SELECT document FROM chosen) AND (u.document, u.task) IN (SELECT document, number FROM chosen)"
    )
    condition = f"WHERE u.role <> 'share' {f'AND {some}' if given else ''}{_only('u', only)}"
    asked = "u.document, u.task, u.unit, u.role, u.written"
    query = f"{given}SELECT {asked} FROM task_units u {condition} ORDER BY 1, u.unit, 2, u.role"
    by_task: dict[tuple[int, int], list[tuple[str, Role, str]]] = defaultdict(list)
    for document, task, unit, role, written in connection.execute(query, values):
        by_task[document, task].append((unit, _ROLES[role], written))
    return dict(by_task)


def _sharers(connection: sqlite3.Connection, wanted: Filter, only: int | None) -> dict[tuple[int, int], dict[str, str]]:
    """The units that hold shares, by (document id, task) and the ids of the shares; most registries have none."""
    by_task: dict[tuple[int, int], dict[str, str]] = defaultdict(dict)
    given, values = _chosen(wanted)
    some = "(s.document, s.task) IN (SELECT document, number FROM chosen)" if given else "true"
    query = f"{given}SELECT document, task, id, unit FROM shares s WHERE {some}{_only('s', only)}"
    for document, task, share, unit in connection.execute(query, values):
        by_task[document, task][share] = unit
    return dict(by_task)


def _people(
    connection: sqlite3.Connection, wanted: Filter, only: int | None
) -> dict[tuple[int, int], list[tuple[str, Duty]]]:
    """The people of those tasks by document and task, each with the duty."""
    given, values = _chosen(wanted)
    some = "(p.document, p.task) IN (SELECT document, number FROM chosen)" if given else "true"
    condition = f"WHERE {some}{_only('p', only)}"
    query = f"{given}SELECT p.document, p.task, p.person, p.duty FROM task_people p {condition} ORDER BY 1, 3, 2, 4"
    by_task: dict[tuple[int, int], list[tuple[str, Duty]]] = defaultdict(list)
    for document, task, person, duty in connection.execute(query, values):
        by_task[document, task].append((person, _DUTIES[duty]))
    return dict(by_task)


def _chosen(wanted: Filter) -> tuple[str, list[Any]]:
    """Return a WITH clause with the tasks that a filter lets through, and its values; empty for no filter."""
    return ("", []) if wanted == Filter() else listing.chosen_tasks(wanted)
