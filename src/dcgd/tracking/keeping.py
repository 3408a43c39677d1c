"""Verdicts as rows that the index room keeps: which of them, and how they are worked out."""

import sqlite3
from datetime import date
from itertools import groupby

from dcgd.index import judged
from dcgd.index.judged import Row
from dcgd.tracking.verdict_row import row_of_verdict
from dcgd.tracking.verdicts import bare_verdicts, days_of

_A_FEW = 0.1
"""Of the registries: so many are judged anew for an answer that needs some items only."""


def view(connection: sqlite3.Connection, as_of: date) -> str:
    """The view of all verdicts as of a day, see `index.judged.view`."""
    return judged.view(connection, days_of(connection, as_of), rows)


def kept_view(connection: sqlite3.Connection, as_of: date, *, whole: bool) -> str | None:
    """That view if it is kept.

    `whole`: all of it is asked for, so that it is kept from now on; else only nearly all of it must be there.
    """
    return judged.kept_view(connection, days_of(connection, as_of), rows, 1 if whole else _A_FEW)


def rows(connection: sqlite3.Connection, document: int, day: date) -> list[Row]:
    """The rows of a document as of a day: one for each item, by task."""
    there = bare_verdicts(connection, document, day)
    return [
        row_of_verdict(position, home.section, item, verdict)
        for _task, members in groupby(there, lambda judged_item: judged_item[1].task)
        for position, (home, item, verdict) in enumerate(members, 1)
    ]
