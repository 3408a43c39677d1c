"""The filter that the shared options describe."""

import sqlite3

from dcgd.cli.options import Selection
from dcgd.errors import WrongUse
from dcgd.index import lookup
from dcgd.index.lookup import Filter
from dcgd.publish.table import Column

DOCUMENT = Column("document", "文件")
"""The first column where rows come from several registries."""


def filter_of(connection: sqlite3.Connection, selection: Selection) -> Filter:
    """The filter that the options describe; raises NotFound or WrongUse."""
    if selection.role is not None and not selection.unit:
        raise WrongUse("--role 要与 --unit 同用，如 --unit 区水利局 --role lead")
    narrowed = None
    if selection.search.strip():
        from dcgd.index.search import prepare, query

        narrowed = query(selection.search) if prepare(connection) else None
    return Filter(
        units=lookup.units(connection, selection.unit) if selection.unit else None,
        role=selection.role,
        sections=lookup.sections(connection, selection.section) if selection.section else None,
        search=selection.search,
        narrowed=narrowed,
    )
