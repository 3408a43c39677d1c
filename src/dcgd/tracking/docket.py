"""The office's docket: every item that the index holds, judged as of a day, with what a listing shows of it."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from dcgd.index import entities, journal, listing
from dcgd.index.lookup import Filter
from dcgd.model import Comparator, Firmness, Kind, PaceMode, Report, Rules, What
from dcgd.tracking.assess import Verdict, assess
from dcgd.tracking.items import Item, is_item
from dcgd.tracking.problems import overdue
from dcgd.tracking.reasons import rounded


@dataclass(frozen=True, slots=True)
class Entry:
    """An item with its reports, its verdict, and where it belongs."""

    document: int
    registry: str
    official: str
    section: str
    leads: list[str]
    participants: list[str]
    units: tuple[tuple[str, str], ...]
    """The units that answer for it, as (canonical name, role)."""
    item: Item
    reports: tuple[Report, ...]
    rules: Rules
    verdict: Verdict
    fields: dict[str, Any]
    """The keys of a target in JSON; of a milestone its firmness, of a task none."""

    def called(self, name: str | int) -> str | int:
        """An id or a task's number, with the registry in front of it where there are several."""
        return f"{self.registry}:{name}" if self.registry else name


def docket(
    connection: sqlite3.Connection,
    wanted: Filter,
    as_of: date,
    whats: Iterable[What] = tuple(What),
    other: Callable[[Rules], Rules] | None = None,
) -> Iterator[Entry]:
    """The items of the tasks that a filter lets through, by document and task, each judged at the end of `as_of`.

    `other` makes the rules to judge by out of those of a registry: to see what different ones would change.
    """
    sql = listing.chosen(wanted)
    connection.execute("DROP TABLE IF EXISTS temp.chosen")
    connection.execute(
        f"CREATE TEMP TABLE chosen AS {sql.given}SELECT DISTINCT t.document, t.number FROM {sql.source} "
        f"WHERE {sql.condition}",
        sql.values,
    )
    connection.execute("CREATE INDEX temp.chosen_task ON chosen (document, number)")
    reports = _reports(connection)
    late = {registry: overdue(found, as_of) for registry, found in journal.problems(connection).items()}
    units = _units(connection)
    targets = _parts(connection, "targets", listing.TARGET)
    milestones = _parts(connection, "milestones", ("id", "title", "firmness", "start", "due", "adjustments"))
    whats = frozenset(whats)
    tasks = connection.execute(
        """
        SELECT t.document, d.registry, d.number, t.section, t.number, t.title, t.leads, t.participants,
            coalesce(t.due, d.due), d.start, max(d.start, d.issued), d.rules
        FROM chosen c JOIN tasks t ON t.document = c.document AND t.number = c.number
        JOIN documents d ON d.id = t.document WHERE d.start IS NOT NULL ORDER BY t.document, t.number
        """
    )
    for (
        document,
        registry,
        official,
        section,
        number,
        title,
        leads,
        participants,
        due,
        start,
        announced,
        rules,
    ) in tasks:
        period = entities.day(start), entities.day(due), entities.day(announced)
        items: list[tuple[Item, dict[str, Any]]] = [
            *_targets(targets.get((document, number), ()), number, period),
            *_milestones(milestones.get((document, number), ()), number, period),
        ]
        if is_item(len(items), reported=(document, str(number)) in reports):
            items.append((_whole(number, title, period), {}))
        known = entities.rules(rules) if other is None else other(entities.rules(rules))
        for item, fields in items:
            if item.what not in whats:
                continue
            found = tuple(reports.get((document, item.id), ()))
            problems = late.get(registry, {})
            over = problems.get(item.id, []) + (problems.get(str(number), []) if item.what != What.TASK else [])
            yield Entry(
                document,
                registry,
                official,
                section,
                listing.names(leads),
                listing.names(participants),
                tuple(units.get((document, number), ())),
                item,
                found,
                known,
                assess(item, found, as_of, known, over),
                fields,
            )


Period = tuple[date, date, date]


def _whole(number: int, title: str, period: Period) -> Item:
    start, due, announced = period
    return Item(id=str(number), what=What.TASK, task=number, title=title, start=start, due=due, announced=announced)


def _own(period: Period, start: str | None, due: str | None) -> Period:
    return (entities.day(start) if start else period[0], entities.day(due) if due else period[1], period[2])


def _parts(
    connection: sqlite3.Connection, table: str, columns: tuple[str, ...]
) -> dict[tuple[int, int], list[tuple[Any, ...]]]:
    """The rows of a table by their tasks, in the order of the document."""
    names = ", ".join(f"x.{column}" for column in columns)
    query = f"""
        SELECT x.document, x.task, {names} FROM chosen c
        CROSS JOIN {table} x ON x.document = c.document AND x.task = c.number ORDER BY x.rowid
    """
    found: dict[tuple[int, int], list[tuple[Any, ...]]] = {}
    for document, task, *row in connection.execute(query):
        found.setdefault((document, task), []).append(tuple(row))
    return found


def _targets(rows: Iterable[tuple[Any, ...]], task: int, period: Period) -> Iterator[tuple[Item, dict[str, Any]]]:
    for row in rows:
        raw = dict(zip(listing.TARGET, row, strict=True))
        start, due, announced = _own(period, raw["start"], raw["due"])
        item = Item(
            id=raw["id"],
            what=What.TARGET,
            task=task,
            title=raw["indicator"],
            start=start,
            due=due,
            announced=announced,
            kind=Kind(raw["kind"]),
            comparator=Comparator(raw["comparator"]),
            value=entities.number(raw["value"]),
            unit_measure=raw["unit_measure"],
            firmness=Firmness(raw["firmness"]),
            baseline=entities.number(raw["baseline"]),
            pace=PaceMode(raw["pace"]) if raw["pace"] else None,
            checkpoints=entities.checkpoints(raw["checkpoints"]),
            adjustments=entities.adjustments(raw["adjustments"]),
        )
        yield item, listing.item(listing.TARGET, row)


def _milestones(rows: Iterable[tuple[Any, ...]], task: int, period: Period) -> Iterator[tuple[Item, dict[str, Any]]]:
    for name, title, firmness, own_start, own_due, adjusted in rows:
        start, due, announced = _own(period, own_start, own_due)
        found = entities.adjustments(adjusted)
        item = Item(
            id=name,
            what=What.MILESTONE,
            task=task,
            title=title,
            start=start,
            due=due,
            announced=announced,
            firmness=Firmness(firmness),
            adjustments=found,
        )
        yield item, {"firmness": firmness}


def _reports(connection: sqlite3.Connection) -> dict[tuple[int, str], list[Report]]:
    query = f"SELECT document, subject, {', '.join(entities.REPORT)} FROM reports ORDER BY rowid"
    found: dict[tuple[int, str], list[Report]] = {}
    for document, subject, *row in connection.execute(query):
        found.setdefault((document, subject), []).append(entities.report(tuple(row)))
    return found


def _units(connection: sqlite3.Connection) -> dict[tuple[int, int], list[tuple[str, str]]]:
    query = """
        SELECT u.document, u.task, u.unit, u.role FROM task_units u
        JOIN chosen c ON c.document = u.document AND c.number = u.task
    """
    found: dict[tuple[int, int], list[tuple[str, str]]] = {}
    for document, task, unit, role in connection.execute(query):
        found.setdefault((document, task), []).append((unit, role))
    return found


def points(share: Fraction | None) -> float | None:
    """A share as a percentage to one decimal, as rows show it: rounded as in the reasons."""
    return None if share is None else float(rounded(share * 100))


def plain_number(value: Decimal | None) -> int | float | None:
    """A value as rows show it: whole numbers without a fraction."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def row(entry: Entry) -> dict[str, Any]:
    """What a listing shows of an item: the item's own keys, where it belongs, and the verdict."""
    verdict, item = entry.verdict, entry.item
    found: dict[str, Any] = {"document": entry.official} if entry.registry else {}
    found |= {"id": entry.called(item.id), "what": item.what, "title": item.title}
    found |= {key: value for key, value in entry.fields.items() if key != "id"}
    found |= {"task": entry.called(item.task), "section": entry.section}
    found |= {"leads": entry.leads, "participants": entry.participants, "due": verdict.due.isoformat()}
    found["original_due"] = verdict.original_due.isoformat()
    if item.what == What.TARGET:
        found["value"], found["original_value"] = plain_number(verdict.goal), plain_number(verdict.original_goal)
    found["goal"] = verdict.wanted
    found |= {"status": verdict.status.value, "label": verdict.label, "light": verdict.light}
    found |= {"at_risk": verdict.at_risk, "risks": list(verdict.risks), "reasons": list(verdict.reasons)}
    found |= {"reported": verdict.reported.isoformat() if verdict.reported else None}
    found |= {"reported_value": plain_number(verdict.value), "reported_percent": plain_number(verdict.percent)}
    found |= {"done_percent": points(verdict.done_share), "pace_percent": points(verdict.pace)}
    found["gap_points"] = None if verdict.gap is None else float(rounded(verdict.gap))
    return found
