"""The two versions that are compared, and what can be said of a record that only one of them has."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from dcgd.diagnostics import Place
from dcgd.registry.content import Registry
from dcgd.registry.diff.kinds import Change, change
from dcgd.registry.official import run_of


@dataclass(frozen=True, slots=True)
class Side:
    """One version: the registry, its official texts by file, the files with records that cannot be read, and the day
    on which it was so, if that is known.
    """

    registry: Registry
    texts: Mapping[str, str] = field(default_factory=dict)
    lossy: frozenset[str] = frozenset()
    day: date | None = None
    official: str = field(init=False, default="")
    """The official texts as one run."""
    headings: Mapping[str, str] = field(init=False, default_factory=dict)
    """The titles of the sections by their numbers."""

    def __post_init__(self) -> None:
        """Derive both once: every task needs them."""
        headings = {filed.entity.number: filed.entity.title for filed in self.registry.sections}
        object.__setattr__(self, "official", run_of(self.texts).text)
        object.__setattr__(self, "headings", headings)


@dataclass(frozen=True, slots=True)
class Sides:
    """The older and the newer version."""

    older: Side
    newer: Side

    @property
    def planning(self) -> bool:
        """Whether the newer one is of a day on which the year's plan was not settled yet, as the older one has it."""
        days = [side.registry.rules.plan.settled for side in (self.older, self.newer)]
        settled = days[0] or days[1]
        return settled is not None and self.newer.day is not None and self.newer.day <= settled

    def gone(self, kind: str, subject: str, file: str, *, title: str = "", before: str = "") -> Change:
        """A record that is gone from a file, or that can no longer be read there."""
        kind = "unreadable" if file in self.newer.lossy else kind
        return change(kind, subject, Place(file, ()), title=title, before=before)

    def come(self, kind: str, subject: str, place: Place, *, title: str = "", after: str = "") -> Change:
        """A record that has come into a file, or that can be read again."""
        kind = "readable" if place.file in self.older.lossy else kind
        return change(kind, subject, place, title=title, after=after)
