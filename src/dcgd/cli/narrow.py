"""The filter that the shared options describe."""

import sqlite3
from collections.abc import Sequence

from dcgd.errors import WrongUse
from dcgd.index import lookup
from dcgd.index.lookup import Filter
from dcgd.model import Role
from dcgd.publish.table import Column

DOCUMENT = Column("document", "文件")
"""The first column where rows come from several registries."""


def narrow(
    connection: sqlite3.Connection,
    unit: Sequence[str] | None = None,
    section: Sequence[str] | None = None,
    role: Role | None = None,
    search: str = "",
) -> Filter:
    """`--unit`, `--section`, `--role`, `--search` as a filter; raises NotFound or WrongUse."""
    if role is not None and not unit:
        raise WrongUse("--role 要与 --unit 同用，如 --unit 区水利局 --role lead")
    narrowed = None
    if search.strip():
        from dcgd.index.search import prepare, query

        narrowed = query(search) if prepare(connection) else None
    return Filter(
        units=lookup.units(connection, unit) if unit else None,
        role=role,
        sections=lookup.sections(connection, section) if section else None,
        search=search,
        narrowed=narrowed,
    )
