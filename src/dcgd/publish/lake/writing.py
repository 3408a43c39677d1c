"""Writes one batch of a lake. It runs wherever it is sent: the batch, the address and the day are all it is told."""

import hashlib
from collections.abc import Iterator
from contextlib import ExitStack, closing
from datetime import date
from typing import TYPE_CHECKING, Any

from dcgd.index.closed import Unasked, last_closed
from dcgd.index.freshness import Source
from dcgd.index.store import open_index
from dcgd.publish.lake.manifest import File, Written
from dcgd.publish.lake.place import Place
from dcgd.publish.lake.plan import PROGRAM, Batch, seen
from dcgd.publish.lake.tables import ERRORS, fields, tables_of, unread
from dcgd.publish.tabular.typed_tables import Data, arrow_schema, as_arrow

if TYPE_CHECKING:
    import pyarrow

_ROWS = 250_000
"""So many rows of a table are gathered before they go to the file together."""
_CHANGING = "changing"
"""In place of the digest of a batch one of whose registries changed while it was read: it is made again next time."""


def write_batch(batch: Batch, place: Place, day: date, generation: int) -> Written:
    """Read the registries of a batch and write a file for each table that has rows; what cannot be read is a row.

    The files have names of their own in each `generation` of the lake, so that nothing is written over what somebody
    reads; who writes the same batch again, because another was killed at it, writes the same files. Raises OSError and
    WrongUse of the address.
    """
    closed: set[str] = set()
    stem = f"year={batch.year}/{batch.part}-{_stem(batch, day, generation)}"
    with ExitStack() as stack:
        tables: dict[str, _Table] = {}
        for known in batch.registries:
            for data in _read(known.source, day, closed):
                if data.rows and data.name not in tables:
                    table = _Table(place, data.name, f"{data.name}/{stem}.parquet")
                    tables[data.name] = stack.enter_context(closing(table))
                if data.rows:
                    tables[data.name].add(data)
    changed = any(seen(known.source).digest != known.digest for known in batch.registries)
    return Written(
        year=batch.year,
        part=batch.part,
        digest=_CHANGING if changed else batch.digest,
        day=day.isoformat(),
        asked=not isinstance(day, Unasked),
        program=PROGRAM,
        registries=len(batch.registries),
        closed=len(closed),
        errors=len(tables[ERRORS].registries) if ERRORS in tables else 0,
        files=tuple(table.file for _, table in sorted(tables.items())),
    )


def _stem(batch: Batch, day: date, generation: int) -> str:
    """Sixteen digits that stand for the generation, the content of the batch, the day and the program."""
    words = f"{generation}\0{batch.digest}\0{day.isoformat()}\0{isinstance(day, Unasked)}\0{PROGRAM}"
    return hashlib.blake2b(words.encode(), digest_size=8).hexdigest()


def _read(source: Source, day: date, closed: set[str]) -> Iterator[Data]:
    """The tables of a registry; adds it to `closed` if it was by that day."""
    try:
        with closing(open_index([source], None, lambda _done, _total: None)) as connection:
            its_day = last_closed(connection, day)
            as_of = its_day if its_day and isinstance(day, Unasked) else day
            made = list(tables_of(connection, source, as_of))
    except Exception as error:  # whatever is wrong with one registry, the others are written
        yield unread(source, error)
        return
    if its_day:
        closed.add(source.registry)
    yield from made


class _Table:
    """A table of a batch that is being written."""

    def __init__(self, place: Place, name: str, path: str) -> None:
        from pyarrow import parquet

        self._name, self._path = name, path
        self._pending: list[pyarrow.Table] = []
        self._rows = self._size = 0
        self.registries: set[str] = set()
        self._stack = ExitStack()
        with ExitStack() as stack:
            self._out = stack.enter_context(place.writing(path))
            writer = parquet.ParquetWriter(self._out, arrow_schema(fields()[name]), compression="zstd")
            self._writer: Any = stack.enter_context(writer)
            self._stack = stack.pop_all()

    def add(self, data: Data) -> None:
        """Take the rows of one registry."""
        self._pending.append(as_arrow(data))
        if self._name == ERRORS:
            self.registries |= {row[0] for row in data.rows}
        if sum(table.num_rows for table in self._pending) >= _ROWS:
            self._flush()

    def _flush(self) -> None:
        import pyarrow

        if self._pending:
            table = pyarrow.concat_tables(self._pending)
            self._writer.write_table(table)
            self._rows += table.num_rows
            self._pending = []

    def close(self) -> None:
        """Write what is left."""
        with self._stack:
            self._flush()
            self._writer.close()
            self._size = self._out.tell()

    @property
    def file(self) -> File:
        """What has been written, once it is closed."""
        return File(self._name, self._path, self._rows, self._size)
