"""The units of a registry as the index knows them: found by every spelling that `Directory` finds them by."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

from dcgd.errors import NotInPart
from dcgd.index.schema import SEPARATOR
from dcgd.model import Unit
from dcgd.naming import Region

_UNIT = """
    SELECT u.name, u.short, u.aliases FROM unit_names n JOIN units u ON u.document = n.document AND u.name = n.unit
    WHERE n.document = ? AND n.key = ?
"""


class IndexedUnits:
    """The units of a document of an index, with the names that they are found by."""

    def __init__(self, connection: sqlite3.Connection, document: int) -> None:
        """Raises sqlite3.Error, ValueError for a document that is not there."""
        self._connection, self._document = connection, document
        [(chain, level)] = connection.execute("SELECT chain, level FROM regions WHERE document = ?", (document,))
        self.region = Region(tuple(chain.split(SEPARATOR)) if chain else (), level)
        self.find = cache(self._find)

    def _find(self, name: str) -> Unit | None:
        with asking():
            for spelling in dict.fromkeys([name, *self.region.spellings(name)]):
                named = self._connection.execute(_UNIT, (self._document, spelling)).fetchone()
                if named is not None:
                    return _unit(*named)
        return None

    def spellings(self) -> Iterator[tuple[str, Unit, bool]]:
        """Every spelling that the units have, its unit, and whether the unit has it in so many characters."""
        with asking():
            ask = self._connection.execute
            stored = ask("SELECT name, short, aliases FROM units WHERE document = ?", (self._document,))
            units = {name: _unit(name, short, aliases) for name, short, aliases in stored}
            names = ask("SELECT key, unit, explicit FROM unit_names WHERE document = ?", (self._document,)).fetchall()
        yield from ((key, units[unit], bool(explicit)) for key, unit, explicit in names)


def _unit(name: str, short: str | None, aliases: str) -> Unit:
    return Unit(name=name, short=short, aliases=tuple(filter(None, aliases.split(SEPARATOR))))


@contextmanager
def asking() -> Iterator[None]:
    """What an index that cannot be read any more does not tell, only the whole registry can: raises NotInPart."""
    try:
        yield
    except sqlite3.Error:
        raise NotInPart("索引读不了") from None
