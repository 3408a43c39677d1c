"""The people that the index knows: whom a name means, which units are of a group, what each answers for."""

import sqlite3
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from dcgd.errors import NotFound
from dcgd.index.listing import Row
from dcgd.index.lookup import sayable
from dcgd.naming import nearest, not_found, printed_name
from dcgd.words import Duty

_NAMED = """
    SELECT document, name FROM people UNION SELECT document, person FROM task_people
    UNION SELECT document, leader FROM units WHERE leader IS NOT NULL
    UNION SELECT document, head FROM units WHERE head IS NOT NULL
    UNION SELECT document, contact FROM units WHERE contact IS NOT NULL
"""
"""All people, those too that people.yaml does not know."""


def people(connection: sqlite3.Connection, names: Iterable[str]) -> frozenset[tuple[int, str]]:
    """The people that any of the names mean, in every document; the bracket that tells two apart may be left out.

    Raises NotFound for a name that nobody has, and for one that two people of a document share.
    """
    known = connection.execute(_NAMED).fetchall()
    meant: set[tuple[int, str]] = set()
    for name in map(sayable, names):
        alike = {pair for pair in known if pair[1] == name} or {pair for pair in known if printed_name(pair[1]) == name}
        if not alike:
            spelt = {spelling: person for _, person in known for spelling in (printed_name(person), person)}
            near = dict.fromkeys(spelt[spelling] for spelling in nearest(name, sorted(spelt)))
            raise NotFound(not_found(name, list(near), "人员"), name)
        if len(alike) > len({document for document, _ in alike}):
            raise NotFound(f"有几个“{name}”：{'、'.join(sorted({person for _, person in alike}))}；写明是哪一个")
        meant |= alike
    return frozenset(meant)


def units_in_groups(connection: sqlite3.Connection, groups: Iterable[str]) -> frozenset[tuple[int, str]]:
    """The units of any of the groups (镇街, 政府部门 …) in every document; raises NotFound for a group there is not."""
    by_group: dict[str, set[tuple[int, str]]] = {}
    for document, name, group in connection.execute('SELECT document, name, "group" FROM units WHERE "group" NOT NULL'):
        by_group.setdefault(group, set()).add((document, name))
    meant: set[tuple[int, str]] = set()
    for group in map(sayable, groups):
        if group not in by_group:
            there = f"；类别有：{'、'.join(by_group)}" if by_group else "；units.yaml 里还没有写 group"
            raise NotFound(not_found(group, nearest(group, list(by_group)), "单位类别", there))
        meant |= by_group[group]
    return frozenset(meant)


def groups_of_units(connection: sqlite3.Connection) -> dict[tuple[int, str], str | None]:
    """The group of each unit, None for one that has none, by document and name; in the order of units.yaml."""
    query = 'SELECT document, name, "group" FROM units ORDER BY document, position'
    return {(document, name): group for document, name, group in connection.execute(query)}


def short_names(connection: sqlite3.Connection) -> dict[tuple[int, str], str]:
    """What papers call each unit: its short name, else its name; by document and name, in the order of units.yaml."""
    query = "SELECT document, name, short FROM units ORDER BY document, position"
    return {(document, name): short or name for document, name, short in connection.execute(query)}


class Position(NamedTuple):
    """What a person is: the post, and the unit as people.yaml writes it."""

    post: str | None
    unit: str | None


def positions(connection: sqlite3.Connection) -> dict[tuple[int, str], Position]:
    """The positions of the people of people.yaml, by document and name."""
    query = "SELECT document, name, post, unit FROM people"
    return {(document, name): Position(post, unit) for document, name, post, unit in connection.execute(query)}


class Chiefs(NamedTuple):
    """Who leads a unit from above, and who heads it."""

    leader: str | None
    head: str | None


def chiefs(connection: sqlite3.Connection) -> dict[tuple[int, str], Chiefs]:
    """Who answers for each unit, by document and name."""
    query = "SELECT document, name, leader, head FROM units"
    return {(document, name): Chiefs(leader, head) for document, name, leader, head in connection.execute(query)}


def in_order(connection: sqlite3.Connection) -> list[tuple[int, str]]:
    """All people by document and name, in the order of people.yaml; whom that does not know comes last."""
    query = f"""
        SELECT n.document, n.name FROM ({_NAMED}) n
        LEFT JOIN people p ON p.document = n.document AND p.name = n.name
        ORDER BY n.document, p.position IS NULL, p.position, n.name
    """
    return connection.execute(query).fetchall()


def rows(connection: sqlite3.Connection, wanted: frozenset[tuple[int, str]] | None = None) -> Iterator[Row]:
    """The people with what each answers for: the units it leads from above, the numbers of tasks by duty.

    In the order of people.yaml; whom that does not know comes last. Nothing private is among it.
    """
    query = f"""
        SELECT d.registry, d.number, n.document, n.name, p.post, p.unit, p.note
        FROM ({_NAMED}) n JOIN documents d ON d.id = n.document
        LEFT JOIN people p ON p.document = n.document AND p.name = n.name
        ORDER BY n.document, p.position IS NULL, p.position, n.name
    """
    for registry, official, document, name, post, unit, note in connection.execute(query):
        if wanted is not None and (document, name) not in wanted:
            continue
        row: Row = {"document": official, "registry": registry} if registry else {}
        row |= {"name": name, "post": post, "unit": unit}
        led = "SELECT name FROM units WHERE document = ? AND leader = ? ORDER BY position"
        row["units"] = [unit for (unit,) in connection.execute(led, (document, name))]
        for duty in Duty:
            tasks = "SELECT task FROM task_people WHERE document = ? AND person = ? AND duty = ? ORDER BY task"
            row[duty.value] = [task for (task,) in connection.execute(tasks, (document, name, duty.value))]
        yield row | {"note": note}


def of_units(connection: sqlite3.Connection, units: frozenset[tuple[int, str]]) -> frozenset[tuple[int, str]]:
    """The people who belong to units, by document and name."""
    belonging = connection.execute("SELECT document, name, unit FROM people WHERE unit NOT NULL")
    return frozenset((document, name) for document, name, unit in belonging if (document, unit) in units)
