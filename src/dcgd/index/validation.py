"""Reads what validation found in each registry, guarded by a digest: damage must not make an error disappear."""

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from dcgd.index.freshness import digest

COUNTED = ("tasks", "targets", "milestones", "units")
"""The tables of whose rows validation says how many there are."""
_DIAGNOSTIC = 'file, line, "column", severity, code, message, hint'


class Validation(NamedTuple):
    """The result of validating one registry: its diagnostics in order, its files, and how much it holds."""

    errors: int
    warnings: int
    diagnostics: Sequence[tuple[Any, ...]]
    files: Sequence[str]
    counts: Mapping[str, int]
    """How many tasks, targets, milestones and units."""

    def digest(self) -> bytes:
        """Return a digest of all fields, the same for the same content."""
        counts = [self.counts.get(table, 0) for table in COUNTED]
        said = [[str(part) for part in diagnostic] for diagnostic in self.diagnostics]
        words = repr((self.errors, self.warnings, said, sorted(self.files), counts))
        return digest(words.encode("utf-8", "surrogatepass"))


def validations(connection: sqlite3.Connection) -> dict[int, Validation]:
    """Return the validation of each document by its id. Raises sqlite3.DatabaseError where a digest does not match."""
    said = as_stored(connection)
    if dict(connection.execute("SELECT document, digest FROM validations")) != {
        document: validation.digest() for document, validation in said.items()
    }:
        raise sqlite3.DatabaseError("the index does not say what validation said")
    return said


def as_stored(connection: sqlite3.Connection) -> dict[int, Validation]:
    """The validation of each document as it stands in the index, whatever the digests."""
    diagnostics = _by_document(
        connection.execute(f"SELECT document, {_DIAGNOSTIC} FROM diagnostics ORDER BY document, rowid")
    )
    files = _by_document(connection.execute("SELECT document, name FROM files ORDER BY document, name"))
    counts: dict[int, dict[str, int]] = {}
    for table in COUNTED:
        for document, count in connection.execute(f"SELECT document, count(*) FROM {table} GROUP BY document"):
            counts.setdefault(document, {})[table] = count
    return {
        document: Validation(
            errors,
            warnings,
            diagnostics.get(document, []),
            [name for (name,) in files.get(document, [])],
            counts.get(document, {}),
        )
        for document, errors, warnings in connection.execute("SELECT id, errors, warnings FROM documents ORDER BY id")
    }


def _by_document(rows: Iterable[tuple[Any, ...]]) -> dict[Any, list[tuple[Any, ...]]]:
    by_document: dict[Any, list[tuple[Any, ...]]] = {}
    for document, *rest in rows:
        by_document.setdefault(document, []).append(tuple(rest))
    return by_document
