"""Telephone numbers and addresses of people: the one place that reads them, and that decides whose stand on a paper."""

import sqlite3
from collections.abc import Mapping
from typing import NamedTuple

from dcgd.index.codec import rules_from_text
from dcgd.index.listing import Row


class Reach(NamedTuple):
    """How to reach a person; what is not known is empty."""

    name: str = ""
    phone: str = ""
    email: str = ""


class Reachable(NamedTuple):
    """Whose numbers may stand on a paper."""

    office: Reach = Reach()
    """The office's contact: on all its papers."""
    liaison: Reach = Reach()
    """The contact of the unit that the paper goes to."""
    people: Mapping[str, Reach] = {}
    """All of them, by name: of a paper to a unit its people, too."""


def on_paper(connection: sqlite3.Connection, registry: str, to: str | None = None) -> Reachable:
    """Whose telephone and address may stand on a paper of a registry that goes `to` one unit alone, or to all.

    The office's contact's (`office.contact` in rules.yaml) stand on every paper; those of a unit's people on what goes
    to that unit by itself, a form, a notice, a reminder, and on no other paper.
    """
    row_of_rules = connection.execute("SELECT id, rules FROM documents WHERE registry = ?", (registry,)).fetchone()
    if row_of_rules is None:
        return Reachable()
    document, rules = row_of_rules
    known = {name: Reach(name, phone or "", email or "") for name, phone, email in connection.execute(_OF, (document,))}
    office = rules_from_text(rules).office.contact or ""
    reaches = {office: known.get(office, Reach(office))} if office else {}
    liaison = ""
    if to:
        theirs = connection.execute("SELECT name FROM people WHERE document = ? AND unit = ?", (document, to))
        reaches |= {name: known.get(name, Reach(name)) for (name,) in theirs}
        row = connection.execute("SELECT contact FROM units WHERE document = ? AND name = ?", (document, to)).fetchone()
        liaison = (row and row[0]) or ""
    return Reachable(reaches.get(office, Reach()), reaches.get(liaison, Reach(liaison)), reaches)


_OF = "SELECT name, phone, email FROM contacts WHERE document = ?"


def everybody(connection: sqlite3.Connection) -> dict[tuple[str, str], Row]:
    """What of people is private, by registry and name: for `people --contacts` alone."""
    query = "SELECT d.registry, c.name, c.phone, c.email FROM contacts c JOIN documents d ON d.id = c.document"
    return {
        (registry, name): {"phone": phone, "email": email} for registry, name, phone, email in connection.execute(query)
    }
