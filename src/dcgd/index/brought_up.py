"""An index brought up to an edit that was written: only the rows of what the edit touched change."""

import re
import sqlite3
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from dcgd.index import freshness, seal
from dcgd.index.freshness import Source
from dcgd.index.rows import rows
from dcgd.index.validation import as_stored
from dcgd.registry.abridging import Abridged, Hidden, moved, spans
from dcgd.registry.entries import entries, without
from dcgd.registry.part import Step

FILES = "SELECT * FROM files ORDER BY document, name"
_PATIENCE = "PRAGMA busy_timeout=300"
"""Milliseconds to wait for who reads the index: longer than that, and reading the registry anew is as quick."""
_RECORDS = ("reports", "problems", "notices", "requests", "withdrawn", "items")
"""The tables that an edit of a part may add rows to."""
_IN_PLACE = ("targets", "milestones", "shares")
"""Those of which it may change rows."""
_FIXED = ("sections", "tasks", "task_units", "task_people")
"""Those that stay as they are; else the registry is read again at the next question."""


def bring_up(
    connection: sqlite3.Connection, source: Source, document: int, step: Step, known: Sequence[tuple[Any, ...]]
) -> None:
    """Make an index say of a registry what reading it again would: see `Step` for what was written.

    `known` are the rows of its files before. Where they are others, or more changed than an edit of a part may change,
    the index stays as it is, so that the next question reads the registry. Raises sqlite3.Error, OSError, ValueError.
    """
    if not step.data:
        return
    before, after = rows(step.before.registry), rows(step.after.registry)
    if any(before[table] != after[table] for table in _FIXED) or _is_late(connection, step):
        return
    states = {name: _state(Path(source.folder) / name, data) for name, data in step.data.items()}
    connection.execute(_PATIENCE)
    with seal.writing(connection):
        if connection.execute(FILES).fetchall() != known:
            return
        for table in (*_RECORDS, *_IN_PLACE):
            _change(connection, table, document, before[table], after[table])
        for name, state in states.items():
            connection.execute("DELETE FROM files WHERE document=? AND name=?", (document, name))
            marks = ", ".join("?" * (2 + len(state)))
            connection.execute(f"INSERT INTO files VALUES ({marks})", (document, name, *state))
            _move(connection, document, name, step)
        said = as_stored(connection)[document]
        connection.execute("UPDATE validations SET digest=? WHERE document=?", (said.digest(), document))


def _is_late(connection: sqlite3.Connection, step: Step) -> bool:
    """Whether what came may belong to a sealed month, which then is not what was sealed; or one is not already."""
    whole, last = connection.execute("SELECT min(unchanged), max(as_of) FROM seals").fetchone()
    if last is None:
        return False
    was, now = (
        [entry for name in step.data if name in read.parsed for entry in entries(name, read.parsed[name].data)]
        for read in (step.before, step.after)
    )
    return not whole or any(entry.date <= last for entry in without(now, was))


def _state(path: Path, data: bytes) -> tuple[Any, ...]:
    """What the index says of a file that was written just now; raises ValueError if it is not what was written."""
    now = time.time_ns()
    taken = freshness.signature(str(path)) or freshness.ABSENT
    if path.read_bytes() != data:
        raise ValueError(path)
    return (*taken, freshness.is_settled(taken, now), freshness.digest(data))


def _change(
    connection: sqlite3.Connection, table: str, document: int, before: Sequence[Any], after: Sequence[Any]
) -> None:
    """Put new rows in the places of old ones; those that came stand at the end."""
    was, now = Counter(before), Counter(after)
    gone, come = list((was - now).elements()), list((now - was).elements())
    if not gone and not come:
        return
    if table == "withdrawn":  # those of an item are told in the order of its reports
        gone, come = list(before), list(after)
    come.sort(key=after.index)
    names = [name for _, name, *_ in connection.execute(f"PRAGMA table_info({table})")][1:]
    here = " AND ".join(f'"{name}" IS ?' for name in names)
    # Of equal rows any one will do, but only one.
    one = f"rowid = (SELECT rowid FROM {table} WHERE document = ? AND {here} LIMIT 1)" if table != "items" else ""
    one = one or f"document = ? AND {here}"
    paired = len(gone) if len(gone) == len(come) and table != "withdrawn" else 0
    for old, new in zip(gone[:paired], come[:paired], strict=True):
        to = ", ".join(f'"{name}" = ?' for name in names)
        connection.execute(f"UPDATE {table} SET {to} WHERE {one}", (*new, document, *old))
    for old in gone[paired:]:
        connection.execute(f"DELETE FROM {table} WHERE {one}", (document, *old))
    marks = ", ".join("?" * (1 + len(names)))
    connection.executemany(f"INSERT INTO {table} VALUES ({marks})", [(document, *row) for row in come[paired:]])


def _move(connection: sqlite3.Connection, document: int, name: str, step: Step) -> None:
    """What stands where in a file into which something was put at one place: spans of records, lines of diagnostics."""
    was, abridged, data = step.was.get(name, Abridged(b"")), step.abridged[name], step.data[name]
    gaps = moved(was, abridged)
    same, more = _common(was.data, abridged), len(abridged) - len(was.data)
    at, lines = _whole(same, gaps), abridged.count(b"\n") - was.data.count(b"\n")
    line_end = re.match(rb"\r?\n", abridged[same : same + 2])  # the last line of the file had none
    if lines and not line_end:  # whole lines, of which the first may begin as the one behind them does
        at = data.rfind(b"\n", 0, at) + 1
    there, here = (
        [span for span in spans(reading.registry, reading.parsed, partial(_is, name, text)) if span.task is not None]
        for reading, text in ((step.before, was.data), (step.after, abridged))
    )
    added = here[len(there) :]
    # What ends where something was put in has grown by it, unless that is another record.
    touching = more if not added else len(line_end[0]) if line_end else 0
    query = """
        UPDATE spans SET start = start + (start >= ?) * ?,
            stop = stop + CASE WHEN stop > ? THEN ? WHEN stop = ? THEN ? ELSE 0 END
        WHERE document = ? AND file = ?
    """
    connection.execute(query, (at, more, at, more, at, touching, document, name))
    for span in added:
        start, stop = (_whole(place, gaps) for place in (span.start, span.end))
        row = (document, *span._replace(start=start, end=stop))
        connection.execute("INSERT INTO spans VALUES (?, ?, ?, ?, ?, ?, ?)", row)
    line = data[:at].count(b"\n") + 1 + bool(line_end)
    query = "UPDATE diagnostics SET line = line + ? WHERE document = ? AND file = ? AND line >= ?"
    connection.execute(query, (lines, document, name, line))


def _is(name: str, text: bytes, file: str, pieces: Iterable[bytes]) -> bool:
    return file == name and b"".join(pieces) == text


def _common(one: bytes, other: bytes) -> int:
    """How many bytes two texts begin with in common."""
    least, most = 0, min(len(one), len(other))
    while least < most:
        half = (least + most + 1) // 2
        least, most = (half, most) if one[:half] == other[:half] else (least, half - 1)
    return least


def _whole(place: int, gaps: Sequence[tuple[Hidden, int, int]]) -> int:
    """A place of a abridged text in the whole one."""
    return place + sum((gap.end - gap.start) - len(gap.line) for gap, at, _start in gaps if at < place)
