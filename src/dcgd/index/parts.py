"""The part of a registry that an edit touches, out of what the index knows of it: so an edit costs what it touches."""

import os
import re
import sqlite3
from collections.abc import Collection, Iterable, Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from pathlib import Path
from typing import Any

from dcgd.index import freshness, store
from dcgd.index.brought_up import FILES, bring_up
from dcgd.index.freshness import Signature, Source
from dcgd.index.units import IndexedUnits, asking
from dcgd.registry.abridging import Abridged, abridge, task_of
from dcgd.registry.files import PEOPLE, SEALS, TASKS, UNITS, UP, inside, is_archive, is_read
from dcgd.registry.part import Part, Step
from dcgd.source.files import open_plain

_FAILING = (OSError, ValueError, sqlite3.Error)
_MOST_BYTES = 300_000
"""A file that cannot be abridged is read as it is up to this size."""
_MOST_TASKS = 500
"""Of so many the whole is read as soon."""
_EMPTY = {UNITS: b"units: []\n", PEOPLE: b"people: []\n"}
"""Nothing that is recorded can bring these into doubt; units are found in the index."""
_COUNT = re.compile(r"[1-9]\d{0,5}$", re.ASCII)
_FIRST = "SELECT min(start) FROM spans WHERE document=? AND file=?"
_LAST = "SELECT stop FROM spans WHERE document=? AND file=?"
_ABOUT = "SELECT file, start, stop FROM spans WHERE document=? AND task=?"
_SECTIONS = """
    SELECT start, stop FROM spans INDEXED BY spans_task
    WHERE document=? AND task IS NULL AND file=? ORDER BY start
"""
_IN_FILE = "SELECT start, stop, id, date FROM spans WHERE document=? AND file=?"
_NAMED = "SELECT task, id FROM spans WHERE document=? AND id IS NOT NULL"


@contextmanager
def part_of(
    source: Source, folder: Path | None, items: Collection[str], records: Collection[str] = ()
) -> Iterator[Part | None]:
    """The part of a registry that has all about the tasks of these items, and of these problems, notices, requests.

    `folder` is where indexes are kept; items and records are given as typed. None where the index cannot tell: it
    cannot be kept, the registry has errors, is closed or sealed, or there is no such item. Only for who holds the
    registry's lock.
    """
    with ExitStack() as held:
        part = None
        with suppress(*_FAILING):  # whatever is wrong with the index: then all is read
            connection = _kept_index(source, folder) if folder else None
            if connection is not None:
                held.enter_context(closing(connection))
                part = _Known(connection, source).part(items, records)
        yield part


def _kept_index(source: Source, folder: Path) -> sqlite3.Connection | None:
    """The kept index over one registry, as fresh as its files; None where none can be kept, and where that of before
    knows of errors: such a registry is read whole whatever is asked of it.
    """
    path = folder / store.index_name(store.selection([source]))
    before = store.open_sound(path, store.selection([source]))
    if before is not None:
        with closing(before):
            if before.execute("SELECT max(errors) FROM documents").fetchone()[0]:
                return None
    return store.keep([source], path, lambda _done, _all: None, by_content=False)


class _Unfit(ValueError):
    """The index does not tell enough of a registry."""


class _Known:
    """What an index knows of its one registry."""

    def __init__(self, connection: sqlite3.Connection, source: Source) -> None:
        self._connection, self._source = connection, source
        self._document: int
        query = """
            SELECT d.id, d.errors OR d.closed IS NOT NULL OR EXISTS (
                SELECT 1 FROM diagnostics WHERE code IN ('report-period', 'sealed-changed', 'sealed-lost')
            ) FROM documents d
        """
        self._document, is_unfit = connection.execute(query).fetchone() or (0, True)
        if is_unfit:
            raise _Unfit
        self._units = IndexedUnits(connection, self._document)
        self._known = connection.execute(FILES).fetchall()
        self._files = {
            name: (Signature(*taken), bool(settled), digest) for _, name, *taken, settled, digest in self._known
        }

    def part(self, items: Collection[str], records: Collection[str]) -> Part:
        """The part about these; raises _Unfit, OSError, sqlite3.Error."""
        named = {id_ for record in records for id_ in self._meant(record)}
        tasks = {task_of(item) for item in items} | {task for task, id_ in self._rows(_NAMED) if id_ in named}
        if not tasks or None in tasks or len(named) < len(set(records)) or len(tasks) > _MOST_TASKS:
            raise _Unfit
        known = frozenset(task for task in tasks if task is not None)
        about: dict[str, list[tuple[int, int]]] = {}
        for task in known:
            for file, start, end in self._rows("SELECT file, start, stop FROM spans WHERE document=? AND task=?", task):
                about.setdefault(file, []).append((start, end))
        abridged = {
            name: self._abridged(name, about.get(name, []), named)
            for name in self._files
            if is_read(name) and not is_archive(name) and name != SEALS
        }
        return Part(abridged, known, self._units, self._is_taken, self._is_as_known, self._is_current, self._written)

    def _rows(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        return self._connection.execute(query, (self._document, *values)).fetchall()

    def _meant(self, typed: str) -> list[str]:
        """The ids that a record's id as typed, in full or short, may mean."""
        count = _COUNT.search(typed.strip())
        if count is None:
            return []
        rows = self._rows("SELECT id FROM spans WHERE document=? AND id IS NOT NULL AND id LIKE ?", f"%{count[0]}")
        return [id_ for (id_,) in rows if _ordinal(id_)[1] == int(count[0])]

    def _abridged(self, name: str, about: list[tuple[int, int]], named: Collection[str]) -> Abridged:
        """A file with all hidden that is not about the part."""
        plain = name.removeprefix(UP)
        if plain in _EMPTY:
            return Abridged(_EMPTY[plain])
        signature, _settled, digest = self._files[name]
        path = Path(self._source.folder) / name
        if not inside(Path(self._source.folder), path):
            raise _Unfit
        with os.fdopen(open_plain(path, os.O_RDONLY), "rb") as file:
            status = os.fstat(file.fileno())
            if Signature(status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino) != signature:
                raise _Unfit

            def read(start: int, end: int) -> bytes:
                file.seek(start)
                return file.read(end - start)

            if name == TASKS:
                hidden = list(self._tasks_hidden(about))
            else:
                hidden = list(self._records_hidden(name, about, named))
            if not hidden and signature.size > _MOST_BYTES:
                raise _Unfit
            return abridge(signature.size, hidden, digest.hex(), read)

    def _tasks_hidden(self, about: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
        """The sections without a task of the part, and in the others what lies between those."""
        sections = self._rows(_SECTIONS, TASKS)
        for section, end in sections:
            inner = [span for span in about if section < span[0] < end]
            if not inner:
                yield section, end
                continue
            [(first,)] = self._rows(f"{_FIRST} AND start > ?", TASKS, section)
            [(last,)] = self._rows(f"{_LAST} AND start < ? ORDER BY start DESC LIMIT 1", TASKS, end)
            yield from _between(first, inner, last)

    def _records_hidden(
        self, name: str, about: list[tuple[int, int]], named: Collection[str]
    ) -> Iterator[tuple[int, int]]:
        """What lies between the records about the part, those named, the last one, and those whose ids or days are the
        greatest: by them the next one is numbered.
        """
        [(first,)] = self._rows(_FIRST, name)
        if first is None:
            return
        [last] = self._rows(f"{_IN_FILE} ORDER BY start DESC LIMIT 1", name)
        kept = [*about, last[:2]]
        if last[2] is not None:
            rows = self._rows(_IN_FILE, name)
            greatest: dict[str, tuple[int, tuple[int, int]]] = {}
            for start, end, id_, _date in rows:
                series, count = _ordinal(id_)
                greatest[series] = max(greatest.get(series, (0, (0, 0))), (count, (start, end)))
            latest = max(rows, key=lambda row: row[3] or "")
            kept += [span for _count, span in greatest.values()] + [latest[:2]]
            kept += [(start, end) for start, end, id_, _date in rows if id_ in named]
        yield from _between(first, kept, last[1])

    def _is_taken(self, id_: str) -> bool:
        with asking():
            return bool(self._rows("SELECT 1 FROM spans WHERE document=? AND id=?", id_))

    def _is_as_known(self, name: str, data: bytes) -> bool:
        return name in self._files and freshness.digest(data) == self._files[name][2]

    def _is_current(self) -> bool:
        with suppress(*_FAILING):
            return store.unchanged(self._source.folder, self._document, self._files, [])
        return False

    def _written(self, step: Step) -> None:
        with suppress(*_FAILING):  # else the next question reads the files again
            bring_up(self._connection, self._source, self._document, step, self._known)


def _between(first: int, kept: Iterable[tuple[int, int]], last: int) -> Iterator[tuple[int, int]]:
    """What lies from `first` to `last` outside of what is kept."""
    at = first
    for start, end in sorted(set(kept)):
        if at < start:
            yield at, start
        at = end
    if at < last:
        yield at, last


def _ordinal(id_: str) -> tuple[str, int]:
    """The series of an id, WT-2025-, and its number in it; 0 where it has none."""
    count = _COUNT.search(id_)
    return (id_[: count.start()], int(count[0])) if count else (id_, 0)
