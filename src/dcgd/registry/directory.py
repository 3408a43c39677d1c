"""Which unit a name means, however it is written."""

from collections.abc import Iterable, Iterator

from dcgd.model import Unit
from dcgd.naming import Region
from dcgd.registry.content import Registry, UnitsKnown


class Directory:
    """Resolves canonical names and aliases, with the document's own place and level in front of them or without (see
    `Region`). A spelling that two units share resolves to neither.
    """

    def __init__(self, units: Iterable[Unit], issuer: str = "", known: UnitsKnown | None = None) -> None:
        """Index the units of a document by this issuer; the first to claim a name as it is written keeps it.

        `known` are they where none are given.
        """
        self._known = known
        self.units = tuple(units)
        self.region = known.region if known else Region.of(issuer, self.names())
        self._explicit: dict[str, int] = {}
        self.claims: list[tuple[int, int, int]] = []
        """Doubled claims as (unit, which of its names, unit that has the name already)."""
        self.shadows: list[tuple[int, int, int]] = []
        """Names that are another unit's name without its place or level, as (unit, which of its names, the other)."""
        written: dict[str, tuple[int, int]] = {}
        shared: dict[str, set[int]] = {}
        for index, unit in enumerate(self.units):
            for position, name in enumerate(unit.names):
                as_written, *shorter = self.region.spellings(name)
                owner = self._explicit.setdefault(as_written, index)
                written.setdefault(as_written, (index, position))
                if owner != index:
                    self.claims.append((index, position, owner))
                for spelling in shorter:
                    shared.setdefault(spelling, set()).add(index)
        for name, (index, position) in written.items():
            others = shared.get(name, set()) - {index}
            self.shadows += [(index, position, other) for other in sorted(others)[:1]]
        self._owners = {key: min(owners) for key, owners in shared.items() if len(owners) == 1} | self._explicit

    @classmethod
    def of(cls, registry: Registry) -> "Directory":
        """The directory of a registry."""
        issuer = registry.document.issuer if registry.document else ""
        return cls((filed.entity for filed in registry.units), issuer, registry.of_units)

    def find(self, name: str) -> Unit | None:
        """The unit that a name means, or None."""
        if self._known is not None:
            return self._known.find(name)
        index = self._owners.get(name)  # most names are written as they stand
        if index is None:
            index = next((self._owners[key] for key in self.region.spellings(name) if key in self._owners), None)
        return None if index is None else self.units[index]

    def spellings(self) -> Iterator[tuple[str, Unit, bool]]:
        """Every spelling that the units have, its unit, and whether the unit has it in so many characters."""
        if self._known is not None:
            yield from self._known.spellings()
        for key, owner in self._owners.items():
            yield key, self.units[owner], key in self._explicit

    def names(self) -> list[str]:
        """All names and aliases, for suggestions."""
        return [name for unit in self.units for name in unit.names]
