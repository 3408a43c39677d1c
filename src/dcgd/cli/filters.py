"""The filter that the shared options describe."""

import sqlite3

from dcgd.cli.options import Selection
from dcgd.errors import WrongUse
from dcgd.index import lookup
from dcgd.index.lookup import Filter
from dcgd.publish.table import Column

DOCUMENT = Column("document", "文件")
"""The first column where rows come from several registries."""


def documents_told(connection: sqlite3.Connection) -> tuple[Column, ...]:
    """The first columns where rows come from several registries: of which document, and of what type if they differ."""
    number, types = connection.execute("SELECT count(*), count(DISTINCT type) FROM documents").fetchone()
    if number < 2:
        return ()
    if types < 2:
        return (DOCUMENT,)
    from dcgd.data_words import DocumentType

    return DOCUMENT, Column("type", "类型", DocumentType.glossary(), narrow=True)


def called(connection: sqlite3.Connection) -> str:
    """What the tasks of all registries are called: 任务, or 议定事项 where all are of meetings."""
    types = [type_ for (type_,) in connection.execute("SELECT DISTINCT type FROM documents")]
    if types in ([], [None], ["circular"]) or len(types) > 1:
        return "任务"
    from dcgd.data_words import DocumentType

    return DocumentType(types[0]).matter


def filter_of(connection: sqlite3.Connection, selection: Selection) -> Filter:
    """The filter that the options describe; raises NotFound or WrongUse."""
    if selection.role is not None and not (selection.unit or selection.group):
        raise WrongUse("--role 要与 --unit 或 --group 同用，如 --unit 区水利局 --role lead")
    if selection.duty is not None and not selection.person:
        raise WrongUse("--duty 要与 --person 同用，如 --person 李某某 --duty leader")
    narrowed = None
    if selection.search.strip():
        from dcgd.index.search import prepare, query

        narrowed = query(selection.search) if prepare(connection) else None
    return Filter(
        units=units_of(connection, selection),
        role=selection.role,
        sections=lookup.sections(connection, selection.section) if selection.section else None,
        search=selection.search,
        narrowed=narrowed,
        people=people_of(connection, selection),
        duty=selection.duty,
    )


def units_of(connection: sqlite3.Connection, selection: Selection) -> frozenset[tuple[int, str]] | None:
    """The units that the options name, by themselves or by their group, with their documents; None where none does."""
    named = lookup.units(connection, selection.unit) if selection.unit else None
    if not selection.group:
        return named
    from dcgd.index.people import units_in_groups

    grouped = units_in_groups(connection, selection.group)
    return grouped if named is None else grouped & named


def people_of(connection: sqlite3.Connection, selection: Selection) -> frozenset[tuple[int, str]] | None:
    """The people that the options name, with their documents; None where they name none."""
    if not selection.person:
        return None
    from dcgd.index.people import people

    return people(connection, selection.person)
