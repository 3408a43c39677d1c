"""Reads tasks, targets and units from the index as rows, with the keys of JSON."""

import sqlite3
from collections.abc import Iterator
from typing import Any, NamedTuple

from dcgd.index.lookup import Filter, sayable
from dcgd.index.schema import SEARCHED, SEPARATOR
from dcgd.naming import qualified
from dcgd.words import Duty

Row = dict[str, Any]


def names(joined: str) -> list[str]:
    """Split the text of `leads`, `participants` or `aliases` into a list."""
    return joined.split(SEPARATOR) if joined else []


class Chosen(NamedTuple):
    """SQL that selects tasks: a WITH clause or nothing, what follows FROM (tasks as `t`), a condition, its values."""

    given: str
    source: str
    condition: str
    values: list[Any]


def chosen(wanted: Filter) -> Chosen:
    """Return the SQL that selects the tasks a filter lets through. With units in it, `u` is their row of task_units.

    CROSS JOIN fixes the order of the tables, so that SQLite starts from the few units or tasks that were asked for.
    """
    given: list[str] = []
    values: list[Any] = []
    conditions: list[str] = []

    def pairs(name: str, allowed: frozenset[tuple[int, Any]]) -> str:
        rows = ", ".join(["(?, ?)"] * len(allowed)) or "(NULL, NULL)"
        given.append(f"{name} (document, value) AS (VALUES {rows})")
        values.extend(part for pair in sorted(allowed) for part in pair)
        return name

    source = "tasks t"
    if wanted.units is not None:
        source = (
            f"{pairs('some_units', wanted.units)} w "
            "CROSS JOIN task_units u ON u.document = w.document AND u.unit = w.value "
            "CROSS JOIN tasks t ON t.document = u.document AND t.number = u.task"
        )
    elif wanted.tasks is not None:
        some = pairs("some_tasks", wanted.tasks)
        source = f"{some} w CROSS JOIN tasks t ON t.document = w.document AND t.number = w.value"
    if wanted.sections is not None:
        conditions.append(f"(t.document, t.position) IN {pairs('some_sections', wanted.sections)}")
    tail: list[Any] = []
    if wanted.units is not None and wanted.tasks is not None:
        conditions.append(f"(t.document, t.number) IN {pairs('some_tasks', wanted.tasks)}")
    if wanted.role and wanted.units is not None:
        conditions.append("u.role = ?")
        tail.append(wanted.role)
    elif wanted.answering and wanted.units is not None:
        conditions.append("u.role <> 'share'")
    if wanted.people is not None:
        duty = " AND duty = ?" if wanted.duty else ""
        some = (
            f"SELECT document, task FROM task_people WHERE (document, person) IN {pairs('some_people', wanted.people)}"
        )
        conditions.append(f"(t.document, t.number) IN ({some}{duty})")
        tail += [wanted.duty] if wanted.duty else []
    if wanted.narrowed:
        conditions.append("t.id IN (SELECT rowid FROM search WHERE search MATCH ?)")
        tail.append(wanted.narrowed)
    for word in sayable(wanted.search).split():
        conditions.append(f"instr(folded({SEARCHED}), folded(?))")
        tail.append(word)
    clause = f"WITH {', '.join(given)} " if given else ""
    return Chosen(clause, source, " AND ".join(conditions) or "1", values + tail)


def chosen_tasks(wanted: Filter) -> tuple[str, list[Any]]:
    """Return a WITH clause that defines `chosen` (document, number): the tasks of a filter; and its values."""
    sql = chosen(wanted)
    given = sql.given.removeprefix("WITH ").strip()
    tasks = f"SELECT DISTINCT t.document, t.number FROM {sql.source} WHERE {sql.condition}"
    return f"WITH {given}{', ' if given else ''}chosen (document, number) AS ({tasks}) ", sql.values


def tasks(connection: sqlite3.Connection, wanted: Filter, *, whole: bool = False) -> Iterator[Row]:
    """Yield a row per task that a filter lets through, in the order of documents and numbers.

    A row has the columns of a listing; `whole` adds the rest of the task's keys, its targets and milestones among them.
    With a unit in the filter `role` says whether it leads or participates; with words to search for `match` shows the
    first of them in its context.
    """
    sql = chosen(wanted)
    role = "min(u.role)" if wanted.units is not None else "NULL"
    group = "GROUP BY t.document, t.number" if wanted.units is not None else ""
    query = (
        f"{sql.given}SELECT d.registry, d.number, d.type, t.document, t.number, t.section, t.title, "
        f"t.leads, t.participants, {role}, "
        f"{'t.text' if whole or wanted.search else 'NULL'}, "
        f"{', '.join(f't.{name}' for name in _WHOLE) if whole else 'NULL'} "
        f"FROM {sql.source} CROSS JOIN documents d ON d.id = t.document "
        f"WHERE {sql.condition} {group} ORDER BY t.document, t.number"
    )
    for (
        registry,
        official,
        type_,
        document,
        number,
        section,
        title,
        leads,
        participants,
        part,
        *rest,
    ) in connection.execute(query, sql.values):
        row: Row = {"document": official, "type": type_} if registry else {}
        row["number"] = qualified(registry, number)
        row |= {"section": section, "title": title, "leads": names(leads), "participants": names(participants)}
        if wanted.units is not None:
            row["role"] = part
        text, *more = rest
        if wanted.search:
            from dcgd.index.search import excerpt

            row["match"] = excerpt(text, wanted.search) or excerpt(title, wanted.search)
            if not row["match"]:
                people = people_of(connection, document, number).values()
                row["match"] = excerpt(
                    SEPARATOR.join(dict.fromkeys(name for names_ in people for name in names_)), wanted.search
                )
        if whole:
            keys = item(_WHOLE, tuple(more))
            row |= {"leaders": names(keys.pop("leaders")), "people": people_of(connection, document, number)}
            row |= {"text": text} | {key: value for key, value in keys.items() if key not in ("note", "review")}
            row |= {"targets": _targets(connection, document, number)}
            row |= {"milestones": _milestones(connection, document, number)}
            row |= {"note": keys["note"], "review": keys["review"]}
        yield row


_WHOLE = (
    "leaders", "owner", "contact", "due", "weight", "public", "implements", "continues", "same_as", "checkpoints",
    "adjustments", "note", "review",
)  # fmt: skip
"""What a whole task has beside the columns of its listing."""
TARGET = (
    "id", "indicator", "kind", "comparator", "value", "unit_measure", "quote", "firmness", "implied", "start", "due",
    "baseline", "pace", "weight", "public", "implements", "continues", "same_as", "checkpoints", "shares", "rollup",
    "adjustments", "note", "review",
)  # fmt: skip
MILESTONE = (
    "id", "title", "quote", "firmness", "start", "due", "weight", "public", "implements", "continues", "same_as",
    "checkpoints", "adjustments", "note", "review",
)  # fmt: skip


def item(keys: tuple[str, ...], values: tuple[Any, ...]) -> Row:
    """A target, a milestone or a part of a task as in JSON: SQLite's numbers, booleans and JSON texts made plain."""
    row = dict(zip(keys, values, strict=True))
    for key in ("value", "baseline", "weight"):
        if isinstance(row.get(key), float) and row[key].is_integer():
            row[key] = int(row[key])
    for key in ("implied", "public", "review"):
        if key in row:
            row[key] = bool(row[key])
    for key in ("checkpoints", "shares", "adjustments", "implements"):
        if key in row:
            row[key] = _loads(row[key])
    return row


def _loads(text: str) -> Any:
    if text == "[]":
        return []
    import json

    return json.loads(text)


def people_of(connection: sqlite3.Connection, document: int, number: int) -> dict[str, list[str]]:
    """Who answers for a task, by duty, in the order of people.yaml; those it does not know come last."""
    query = """
        SELECT t.duty, t.person FROM task_people t
        LEFT JOIN people p ON p.document = t.document AND p.name = t.person
        WHERE t.document = ? AND t.task = ? ORDER BY p.position IS NULL, p.position, t.person
    """
    by_duty: dict[str, list[str]] = {duty.value: [] for duty in Duty}
    for duty, person in connection.execute(query, (document, number)):
        by_duty[duty].append(person)
    return by_duty


def _targets(connection: sqlite3.Connection, document: int, number: int) -> list[Row]:
    query = f"SELECT {', '.join(TARGET)} FROM targets WHERE document = ? AND task = ? ORDER BY rowid"
    return [item(TARGET, values) for values in connection.execute(query, (document, number))]


def _milestones(connection: sqlite3.Connection, document: int, number: int) -> list[Row]:
    query = f"SELECT {', '.join(MILESTONE)} FROM milestones WHERE document = ? AND task = ? ORDER BY rowid"
    return [item(MILESTONE, values) for values in connection.execute(query, (document, number))]


def units(connection: sqlite3.Connection, wanted: frozenset[tuple[int, str]] | None = None) -> Iterator[Row]:
    """Yield a row per unit, with the numbers of the tasks it leads and joins and the ids of the targets it leads."""
    query = """
        SELECT d.registry, d.number, v.document, v.name, v.short, v."group", v.aliases, v.leader, v.head, v.contact,
            v.note
        FROM units v JOIN documents d ON d.id = v.document ORDER BY v.document, v.position
    """
    for registry, official, document, name, short, group, aliases, leader, head, contact, note in connection.execute(
        query
    ):
        if wanted is not None and (document, name) not in wanted:
            continue
        row: Row = {"document": official, "registry": registry} if registry else {}
        row |= {"name": name, "short": short, "group": group, "aliases": names(aliases)}
        row |= {"leader": leader, "head": head, "contact": contact}
        for key, role in (("leads", "lead"), ("participates", "participant")):
            roles = "SELECT task FROM task_units WHERE document = ? AND unit = ? AND role = ? ORDER BY task"
            row[key] = [number for (number,) in connection.execute(roles, (document, name, role))]
        targets = """
            SELECT g.id FROM task_units u JOIN targets g ON g.document = u.document AND g.task = u.task
            WHERE u.document = ? AND u.unit = ? AND u.role = 'lead' ORDER BY g.rowid
        """
        row["targets"] = [target for (target,) in connection.execute(targets, (document, name))]
        yield row | {"note": note}


def titles(connection: sqlite3.Connection) -> dict[tuple[str, int], str]:
    """Return the titles of all tasks, by (registry, number)."""
    query = "SELECT d.registry, t.number, t.title FROM tasks t JOIN documents d ON d.id = t.document"
    return {(registry, number): title for registry, number, title in connection.execute(query)}


def item_titles(connection: sqlite3.Connection) -> dict[tuple[str, str], str]:
    """The titles of all targets, milestones and tasks, by registry and id; a task's id is its number as text."""
    query = """
        SELECT d.registry, i.id, i.title FROM (
            SELECT document, CAST(number AS TEXT) AS id, title FROM tasks
            UNION ALL SELECT document, id, indicator FROM targets
            UNION ALL SELECT document, id, title FROM milestones
        ) i JOIN documents d ON d.id = i.document
    """
    return {(registry, id_): title for registry, id_, title in connection.execute(query)}
