"""Reads problems and notices from the index, as entities, and what was withdrawn."""

import sqlite3
from collections import defaultdict
from datetime import date
from typing import TypeVar

from dcgd.index.codec import columns, day, from_row, from_text
from dcgd.model import Notice, Paper, Problem, Report, Request

E = TypeVar("E", Notice, Problem, Request, Paper)


def notices(connection: sqlite3.Connection) -> dict[str, list[Notice]]:
    """Return the notices by registry, in the order of the file."""
    return _by_registry(connection, "notices", Notice)


def problems(connection: sqlite3.Connection) -> dict[str, list[Problem]]:
    """Return the problems by registry, in the order of the file."""
    return _by_registry(connection, "problems", Problem)


def problems_of(connection: sqlite3.Connection, only: int | None = None) -> dict[int, list[Problem]]:
    """The problems by document, in the order of the file; `only`: of one document."""
    make = from_row(Problem)
    query = f"SELECT document, {_names(Problem)} FROM problems t WHERE true {_only(only)} ORDER BY rowid"
    by_document: dict[int, list[Problem]] = defaultdict(list)
    for document, *row in connection.execute(query):
        by_document[document].append(make(row))
    return dict(by_document)


def requests(connection: sqlite3.Connection) -> dict[str, list[Request]]:
    """The requests of each registry, in the order of the file."""
    return _by_registry(connection, "requests", Request)


def papers(connection: sqlite3.Connection) -> dict[str, list[Paper]]:
    """The papers of each registry, those that were withdrawn too, in the order of the file."""
    return _by_registry(connection, "papers", Paper)


def seal_of(connection: sqlite3.Connection, as_of: date) -> str:
    """What papers print of the seal of a month whose last day this is: the first digits of its digest.

    Empty where the month is not sealed, where something was changed or has come since, and for several registries.
    """
    query = """
        SELECT substr(records, 1, 8) FROM seals
        WHERE as_of = ? AND unchanged AND (SELECT count(*) FROM documents) = 1 ORDER BY rowid DESC LIMIT 1
    """
    mark = connection.execute(query, (as_of.isoformat(),)).fetchone()
    return str(mark[0]) if mark else ""


def with_withdrawn(connection: sqlite3.Connection, standing: dict[str, list[E]], entity: type[E]) -> dict[str, list[E]]:
    """The problems or notices of each registry, and behind them those that were withdrawn and count nowhere."""
    gone = _withdrawn(connection, entity)
    with_gone: dict[str, list[E]] = {}
    for by_registry in (standing, gone):
        for name, records in by_registry.items():
            with_gone.setdefault(name, []).extend(records)
    return with_gone


def _withdrawn(connection: sqlite3.Connection, entity: type[E]) -> dict[str, list[E]]:
    kind = {Notice: "notices", Problem: "problems"}.get(entity, "requests")
    query = """
        SELECT d.registry, w.record FROM withdrawn w JOIN documents d ON d.id = w.document WHERE w.kind = ?
        ORDER BY w.rowid
    """
    by_registry: dict[str, list[E]] = defaultdict(list)
    for registry, text in connection.execute(query, (kind,)):
        by_registry[registry].append(from_text(entity, text))
    return dict(by_registry)


def withdrawn_reports(connection: sqlite3.Connection) -> dict[tuple[int, str], list[tuple[Report, Report]]]:
    """The reports that were withdrawn, each with its withdrawal, by document and item."""
    by_item: dict[tuple[int, str], list[tuple[Report, Report]]] = defaultdict(list)
    query = "SELECT document, record, withdrawal FROM withdrawn WHERE kind = 'reports' ORDER BY rowid"
    for document, record, withdrawal in connection.execute(query):
        report = from_text(Report, record)
        by_item[document, report.subject].append((report, from_text(Report, withdrawal)))
    return dict(by_item)


def left_out(
    connection: sqlite3.Connection, as_of: date, only: int | None = None
) -> dict[tuple[int, str], tuple[date, dict[str, int]]]:
    """What was not known yet on the day that the index answers for, of what is dated up to `as_of`.

    By document and item (or task): that day, and how many records of which kind. Empty where it answers for now.
    `only`: of one document.
    """
    query = f"""
        SELECT document, subject, known_on, what, count(*) FROM left_out WHERE date <= ? {_only(only)}
        GROUP BY 1, 2, 3, 4 ORDER BY min(rowid)
    """
    by_subject: dict[tuple[int, str], tuple[date, dict[str, int]]] = {}
    for document, subject, known_on, what, count in connection.execute(query, (as_of.isoformat(),)):
        by_subject.setdefault((document, subject), (day(known_on), {}))[1][what] = count
    return by_subject


def _by_registry(connection: sqlite3.Connection, table: str, entity: type[E]) -> dict[str, list[E]]:
    query = f"SELECT d.registry, {_names(entity)} FROM {table} t JOIN documents d ON d.id = t.document ORDER BY t.rowid"
    make = from_row(entity)
    by_registry: dict[str, list[E]] = defaultdict(list)
    for registry, *row in connection.execute(query):
        by_registry[registry].append(make(row))
    return dict(by_registry)


def _names(entity: type[E]) -> str:
    return ", ".join(f't."{name}"' for name in columns(entity))


def _only(document: int | None) -> str:
    return "" if document is None else f"AND document = {document:d}"
