"""The registries of an index as `matrix` takes them."""

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Sequence

from dcgd.errors import NotFound
from dcgd.index.items import items
from dcgd.index.lookup import Filter
from dcgd.index.schema import SEPARATOR
from dcgd.model.papers import number_key
from dcgd.naming import nearest, not_found
from dcgd.tracking.tracing.matrix import Member, Sheet

_SHEETS = """
    SELECT d.id, d.registry, d.number, d.type, d.start, d.due, r.chain
    FROM documents d LEFT JOIN regions r ON r.document = d.id WHERE d.number IS NOT NULL ORDER BY d.id
"""


def sheets(connection: sqlite3.Connection) -> list[Sheet]:
    """All registries whose document can be read, each with all of its items."""
    members: dict[int, list[Member]] = defaultdict(list)
    for home, item in items(connection, Filter()):
        members[home.document_id].append(Member(home, item))
    return [
        Sheet(
            document_id=document_id,
            registry=registry,
            document=number,
            type=type_,
            start=start,
            due=due,
            chain=tuple(chain.split(SEPARATOR)) if chain else (),
            members=tuple(members[document_id]),
        )
        for document_id, registry, number, type_, start, due, chain in connection.execute(_SHEETS)
    ]


def named_sheets(known: Sequence[Sheet], names: Iterable[str]) -> frozenset[int]:
    """The documents that registries' names or 文号 mean, by their ids. Raises NotFound for one that means none."""
    meant: set[int] = set()
    for name in names:
        hits = {
            sheet.document_id
            for sheet in known
            if name == sheet.registry or number_key(name) == number_key(sheet.document)
        }
        if not hits:
            spellings = [text for sheet in known for text in (sheet.document, sheet.registry) if text]
            raise NotFound(not_found(name, nearest(name, spellings), "登记册或文号"), name)
        meant |= hits
    return frozenset(meant)
