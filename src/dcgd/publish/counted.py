"""How many items stand how, by what they are grouped by: from a snapshot, or from rows that are kept.

Of a province a snapshot holds two hundred thousand items; to count them it takes no more than their rows in SQL.
"""

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import NamedTuple, Protocol

from dcgd.index import documents
from dcgd.index.people import groups_of_units
from dcgd.model import Grouping, Light, Role, Status
from dcgd.naming import qualified
from dcgd.publish.snapshot import Snapshot, breakdown, heading
from dcgd.tracking.judging.rollup import LIGHTS_WORST_FIRST, STATUSES, Totals, percentage, totals
from dcgd.tracking.mean import Mean, Means, mean


class Counted(NamedTuple):
    """A group: its key and its title (see `snapshot.Group`), how many items stand how, and their means.

    `percent`: how many it has of all; `participates`: in how many a unit takes part without leading them.
    """

    key: str
    title: str
    totals: Totals
    percent: Decimal
    participates: int
    means: Means

    @property
    def heading(self) -> str:
        """What a person reads."""
        return heading(self.key, self.title)


class Counts(Protocol):
    """What can be counted."""

    @property
    def overall(self) -> Counted:
        """All items together."""

    def by(self, grouping: Grouping) -> Iterable[Counted]:
        """The groups, in the order of `snapshot.breakdown`."""


@dataclass(frozen=True, slots=True)
class OfSnapshot:
    """The counts of a snapshot."""

    snapshot: Snapshot

    @property
    def overall(self) -> Counted:
        """All items together."""
        items = self.snapshot.items
        whole = totals(judged.verdict for judged in items)
        return Counted("", "", whole, Decimal(100), 0, mean(self.snapshot.as_of, items))

    def by(self, grouping: Grouping) -> Iterator[Counted]:
        """The groups, in the order of `snapshot.breakdown`."""
        items, day = self.snapshot.items, self.snapshot.as_of
        for group in breakdown(self.snapshot, grouping):
            means = mean(day, (items[index] for index in group.members))
            yield Counted(group.key, group.title, group.totals, group.percent, len(group.participates), means)


@dataclass(slots=True)
class _Sum:
    statuses: dict[Status, int] = field(default_factory=lambda: dict.fromkeys(STATUSES, 0))
    lights: dict[Light, int] = field(default_factory=lambda: dict.fromkeys(LIGHTS_WORST_FIRST, 0))
    at_risk: int = 0
    mean: Mean = field(default_factory=Mean)

    def add(self, status: str, light: str, count: int, at_risk: int, *means: int) -> None:
        self.statuses[Status(status)] += count
        self.lights[Light(light)] += count
        self.at_risk += at_risk
        self.mean.add_up(*means)

    @property
    def totals(self) -> Totals:
        return Totals(sum(self.statuses.values()), self.statuses, self.lights, self.at_risk)


COUNTED = frozenset(Grouping) - {Grouping.PERSON, Grouping.GROUP}
"""What rows that are kept are counted by."""
_SUMS = ", ".join(
    ["count(*)", "sum(v.at_risk)"]
    + [f"sum(CASE WHEN v.start <= :day THEN coalesce(v.{part}, 0) ELSE 0 END)" for part in ("weight", "done", "pace")]
)


class OfRows:
    """The counts of all items of the index, from a view of rows that are kept (`index.judged.view`)."""

    def __init__(self, connection: sqlite3.Connection, view: str, as_of: date) -> None:
        """Read how many items of each section stand how."""
        self._connection, self._view, self._day = connection, view, {"day": as_of.isoformat()}
        self._documents = {
            document: (registry, number or "", type_)
            for document, registry, number, type_ in connection.execute(
                "SELECT id, registry, number, type FROM documents"
            )
        }
        query = f"""
            SELECT v.document, v.section, v.status, v.light, {_SUMS} FROM {view} v
            GROUP BY v.document, v.section, v.status, v.light ORDER BY v.document, min(v.task)
        """
        self._cells = connection.execute(query, self._day).fetchall()
        self._whole = _Sum()
        for _document, _section, *numbers in self._cells:
            self._whole.add(*numbers)

    @property
    def overall(self) -> Counted:
        """All items together."""
        return self._counted("", "", self._whole)

    def by(self, grouping: Grouping) -> Iterator[Counted]:
        """The groups, in the order of `snapshot.breakdown`."""
        if grouping is Grouping.UNIT:
            yield from self._by_unit()
            return
        sums: dict[str, _Sum] = {}
        for document, section, *numbers in self._cells:
            registry, _number, type_ = self._documents[document]
            key = qualified(registry, section)
            key = type_ if grouping is Grouping.TYPE else registry if grouping is Grouping.DOCUMENT else key
            sums.setdefault(key, _Sum()).add(*numbers)
        titles: Mapping[str, str] = {}
        if grouping is Grouping.DOCUMENT:
            titles = {registry: number for registry, number, _type in self._documents.values()}
        elif grouping is Grouping.SECTION:
            there = documents.sections(self._connection)
            titles = {qualified(section["registry"], section["number"]): section["title"] for section in there}
        yield from (self._counted(key, titles.get(key, ""), led) for key, led in sums.items())

    def _by_unit(self) -> Iterator[Counted]:
        query = f"""
            WITH answering AS (
                SELECT document, unit, task, min(role) AS role FROM task_units WHERE role <> 'share'
                GROUP BY document, unit, task
            )
            SELECT a.document, a.unit, a.role, v.status, v.light, {_SUMS}
            FROM answering a CROSS JOIN {self._view} v ON v.document = a.document AND v.task = a.task
            GROUP BY a.document, a.unit, a.role, v.status, v.light ORDER BY a.document, min(v.task)
        """
        led: dict[tuple[int, str], _Sum] = {}
        joined: Counter[tuple[int, str]] = Counter()
        for document, unit, role, status, light, count, *numbers in self._connection.execute(query, self._day):
            if role == Role.LEAD.value:
                led.setdefault((document, unit), _Sum()).add(status, light, count, *numbers)
            else:
                led.setdefault((document, unit), _Sum())
                joined[document, unit] += count
        known = [unit for unit in groups_of_units(self._connection) if unit in led]
        for document, unit in dict.fromkeys((*known, *led)):
            key = qualified(self._documents[document][0], unit)
            yield self._counted(key, "", led[document, unit], joined[document, unit])

    def _counted(self, key: str, title: str, led: _Sum, participates: int = 0) -> Counted:
        whole = self._whole.totals.total
        share = percentage(led.totals.total, whole) if led is not self._whole else Decimal(100)
        return Counted(key, title, led.totals, share, participates, led.mean.row)
