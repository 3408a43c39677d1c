"""Lists the documents and sections of all registries."""

import sqlite3
from collections.abc import Iterator

from dcgd.index.listing import Row

_DOCUMENT = ("registry", "number", "title", "issuer", "issued", "start", "due", "type", "closed", "errors")


def documents(connection: sqlite3.Connection) -> Iterator[Row]:
    """Yield a row per document, with the registry it is from and how many errors validation found in it."""
    for values in connection.execute(f"SELECT {', '.join(_DOCUMENT)} FROM documents ORDER BY id"):
        yield dict(zip(_DOCUMENT, values, strict=True))


def of(connection: sqlite3.Connection, registry: str) -> Row:
    """The key of a row that says of which document it is; none where there is only one registry."""
    if not registry:
        return {}
    query = "SELECT number FROM documents WHERE registry = ?"
    return {"document": connection.execute(query, (registry,)).fetchone()[0]}


def sections(connection: sqlite3.Connection) -> Iterator[Row]:
    """Yield a row per section of all documents, in the order of the documents."""
    query = """
        SELECT d.registry, s.number, s.title FROM sections s JOIN documents d ON d.id = s.document
        ORDER BY s.document, s.position
    """
    for registry, number, title in connection.execute(query):
        yield {"registry": registry, "number": number, "title": title}
