"""Which unit a name means, whatever way it is written."""

from collections.abc import Iterable

from dcgd.model import Unit
from dcgd.naming import bare, name_keys


class Directory:
    """Resolves canonical names, aliases, and both without 区; spellings that two units share resolve to neither."""

    def __init__(self, units: Iterable[Unit]) -> None:
        """Index the units; the first to claim an explicit name keeps it."""
        self.units = tuple(units)
        self._explicit: dict[str, int] = {}
        self.claims: list[tuple[int, int, int]] = []
        """Doubled claims as (unit, which of its names: 0 or from 1 an alias, unit that has the name already)."""
        for index, unit in enumerate(self.units):
            for position, name in enumerate((unit.name, *unit.aliases)):
                key = "".join(name.split())
                owner = self._explicit.setdefault(key, index)
                if owner != index:
                    self.claims.append((index, position, owner))
        shortened: dict[str, int | None] = {}
        for index, unit in enumerate(self.units):
            for key in name_keys((unit.name, *unit.aliases)):
                shortened[key] = index if shortened.get(key, index) == index else None
        self._found: dict[str, int | None] = {**shortened, **self._explicit}

    def find(self, name: str) -> Unit | None:
        """The unit that a name means, or None."""
        index = self._found.get(name, -1)  # most names are written as they stand
        if index == -1:
            key = "".join(name.split())
            index = self._found.get(key, self._explicit.get(bare(key)))
        return None if index is None else self.units[index]

    def spellings(self) -> Iterable[tuple[str, Unit, bool]]:
        """Every spelling that resolves, its unit, and whether the unit claims it in so many characters."""
        for key, owner in self._found.items():
            if owner is not None:
                yield key, self.units[owner], key in self._explicit

    def names(self) -> list[str]:
        """All names and aliases, for suggestions."""
        return [name for unit in self.units for name in (unit.name, *unit.aliases)]
