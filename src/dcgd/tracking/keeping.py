"""Judges registries for rows that are kept: one after the other in this process, or many on all cores."""

import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from datetime import date
from functools import lru_cache, partial
from itertools import groupby
from pathlib import Path

import dcgd
from dcgd.index import judged, seal
from dcgd.index.freshness import digest, signature
from dcgd.index.judged import Judging, Wanted
from dcgd.index.lookup import Filter
from dcgd.index.readonly import borrowed
from dcgd.tracking.verdict_row import row_of_verdict
from dcgd.tracking.verdicts import days_of, verdicts

_A_FEW = 0.1
"""Of the registries: so many are judged anew for an answer that needs some items only."""
_AT_ONCE = 8
"""Registries that a process judges before it hands them over."""
_ROOMS = ("", "model", "index", "tracking", "tracking/judging")


@lru_cache(maxsize=1)
def program() -> bytes:
    """What of the program verdicts depend on: its version, and the state of its files where those may be changed."""
    home = Path(dcgd.__file__).parent
    files = sorted(path for room in _ROOMS for path in (home / room).glob("*.py"))
    words = repr((dcgd.__version__, [(path.name, signature(str(path))) for path in files]))
    return digest(words.encode("utf-8", "surrogatepass"))


def view(connection: sqlite3.Connection, as_of: date) -> str:
    """The view of all verdicts as of a day, see `index.judged.view`."""
    return judged.view(connection, days_of(connection, as_of), program(), judge)


def kept_view(connection: sqlite3.Connection, as_of: date, *, whole: bool) -> str | None:
    """That view if it is kept. `whole`: all of it is asked for, so that it is kept from now on; else only nearly all
    of it must be there.
    """
    return judged.kept_view(connection, days_of(connection, as_of), program(), judge, 1 if whole else _A_FEW)


def judge(connection: sqlite3.Connection, wanted: Sequence[Wanted], *, together: bool) -> Iterator[Judging]:
    """The judgings of these registries, in their order; `together` with other processes where that pays."""
    path = seal.path_of(connection) if together else None
    cores = min(os.cpu_count() or 1, len(wanted) // _AT_ONCE)
    if path is None or cores < 2:
        yield from (_judging(connection, one) for one in wanted)
        return
    from concurrent.futures import ProcessPoolExecutor

    some = [wanted[start : start + _AT_ONCE] for start in range(0, len(wanted), _AT_ONCE)]
    with ProcessPoolExecutor(cores) as pool:
        for judgings in pool.map(partial(_judgings, str(path)), some):
            yield from judgings


def _judgings(path: str, wanted: Iterable[Wanted]) -> list[Judging]:
    with closing(borrowed(path)) as connection:
        return [_judging(connection, one) for one in wanted]


def _judging(connection: sqlite3.Connection, one: Wanted) -> Judging:
    """The rows of a registry and the basis they were made on: what is read is of one moment."""
    inside = connection.in_transaction
    if not inside:
        connection.execute("BEGIN")
    own = judged.basis(connection, one.document)
    there = verdicts(connection, Filter(), {one.document: one.day})
    rows = [
        row_of_verdict(position, judged_item.home.section, judged_item.item, judged_item.verdict)
        for _task, members in groupby(there, lambda judged_item: judged_item.item.task)
        for position, judged_item in enumerate(members, 1)
    ]
    if not inside:
        connection.execute("COMMIT")
    return Judging(one, own, rows)
