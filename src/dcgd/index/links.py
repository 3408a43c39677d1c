"""Reads what tasks and items refer to in other documents, and says what is wrong between the registries of an index."""

import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from dcgd.diagnostics import Diagnostic
from dcgd.model.links import LINK_KEYS


def diagnostics_across(connection: sqlite3.Connection) -> Iterator[tuple[int, Diagnostic]]:
    """What is wrong with the links between registries, by the id of the document; the places are read from the files.

    A link whose file was changed meanwhile is passed over: it is said of it next time.
    """
    if not _linked(connection):
        return
    from dcgd.registry.checks.links import Linked, across
    from dcgd.registry.load import read

    known = [
        Linked(document, number or "", id_, _links(implements, *others))
        for document, number, id_, implements, *others in connection.execute(_ALL)
    ]
    folders = dict(connection.execute("SELECT id, path FROM documents"))
    readings = {}
    for finding in across(known):
        if finding.registry not in readings:
            readings[finding.registry] = read(Path(folders[finding.registry]), "")
        reading = readings[finding.registry]
        entities = {str(filed.entity.number): filed.place for filed in reading.registry.tasks}
        entities |= {item.entity.id: item.place for item in reading.registry.items}
        place = entities.get(finding.id)
        parsed = reading.parsed.get(place.file) if place else None
        if place and parsed:
            line, column = parsed.position(
                (*place.path, finding.key, *([finding.link] if finding.key == "implements" else []))
            )
            code = finding.code
            yield (
                finding.registry,
                Diagnostic(place.file, line, column, code.severity, code.slug, finding.message, finding.hint),
            )


_PARTS = ("targets", "milestones")
_SELECT = """
    SELECT d.id, d.number, CAST(i.{id} AS TEXT), i.implements, i.continues, i.same_as
    FROM {table} i JOIN documents d ON d.id = i.document
"""
_ALL = " UNION ALL ".join(
    _SELECT.format(table=table, id="number" if table == "tasks" else "id") for table in ("tasks", *_PARTS)
)


def _links(implements: str, *others: str | None) -> tuple[tuple[str, str], ...]:
    """The references of a row, each with its key."""
    own = [("implements", text) for text in json.loads(implements)]
    one_each = zip(LINK_KEYS[1:], others, strict=True)
    return (*own, *((key, text) for key, text in one_each if text is not None))


def _linked(connection: sqlite3.Connection) -> bool:
    """Whether anything refers to another document."""
    tables = ("tasks", *_PARTS)
    return any(
        connection.execute(
            f"SELECT 1 FROM {table} WHERE implements <> '[]' OR continues IS NOT NULL OR same_as IS NOT NULL LIMIT 1"
        ).fetchone()
        for table in tables
    )
