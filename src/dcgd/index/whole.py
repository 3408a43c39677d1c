"""Everything of the registries that pages show beside tasks and items: documents, sections, problems."""

import json
import sqlite3
from collections.abc import Iterator
from typing import Any

Row = dict[str, Any]

_DOCUMENT = ("registry", "number", "title", "issuer", "issued", "start", "due", "errors")


def documents(connection: sqlite3.Connection) -> Iterator[Row]:
    """The documents, with the registry each is from and how many errors were found in it."""
    for values in connection.execute(f"SELECT {', '.join(_DOCUMENT)} FROM documents ORDER BY id"):
        yield dict(zip(_DOCUMENT, values, strict=True))


def sections(connection: sqlite3.Connection) -> Iterator[Row]:
    """The sections of all documents, in their order."""
    query = """
        SELECT d.registry, s.number, s.title FROM sections s JOIN documents d ON d.id = s.document
        ORDER BY s.document, s.position
    """
    for registry, number, title in connection.execute(query):
        yield {"registry": registry, "number": number, "title": title}


def problems(connection: sqlite3.Connection) -> Iterator[Row]:
    """The problems with all their steps, as they stand in the files; `target` may also be a milestone's id."""
    query = """
        SELECT d.registry, p.id, p.task, p.target, p.title, p.steps
        FROM problems p JOIN documents d ON d.id = p.document ORDER BY p.rowid
    """
    for registry, name, task, target, title, steps in connection.execute(query):
        yield {
            "registry": registry,
            "id": name,
            "task": task,
            "target": target,
            "title": title,
            "steps": json.loads(steps),
        }
