"""Every item that the index holds, judged as of a day."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import overload

from dcgd.index import items
from dcgd.index.items import Beside, Home, items_beside
from dcgd.index.lookup import Filter
from dcgd.model import Report, Role, Rules
from dcgd.model.items import Item, shares_of
from dcgd.tracking.judging.assess import Verdict, held_up
from dcgd.tracking.judging.checkpoints import tells
from dcgd.tracking.judging.goals import goal_on
from dcgd.tracking.judging.shares import of_shares, rolled_up, unit_of
from dcgd.tracking.keeping import kept_view
from dcgd.tracking.verdict_row import KEPT, verdict_of
from dcgd.tracking.verdicts import days_of, verdicts
from dcgd.tracking.which import ANY, Which

_AT_ONCE = 300
"""Items that are read together; SQLite takes no more than 999 values in a query everywhere."""
_COLUMNS = ", ".join(f"v.{name}" for name in ("position", *KEPT.split(", ")))


@dataclass(frozen=True, slots=True)
class JudgedItem:
    """An item with where it belongs, its reports, its verdict, and the rules it was judged by."""

    home: Home
    item: Item
    reports: Sequence[Report]
    verdict: Verdict
    rules: Rules

    @property
    def lead_units(self) -> list[str]:
        """The units that lead it, by their canonical names, each once."""
        return list(dict.fromkeys(unit for unit, role in self.home.units if role == Role.LEAD))

    @property
    def series(self) -> tuple[Report, ...]:
        """The reports on it: its own or, of a target with shares, what those on its shares come to."""
        if not self.item.shares:
            return tuple(self.reports)
        return rolled_up(self.item, self.reports, self.rules.thresholds.tolerance)

    @property
    def shares(self) -> tuple["JudgedItem", ...]:
        """The shares of a target, each at home with the unit that holds it; none of anything else."""
        if not self.item.shares:
            return ()
        return tuple(
            JudgedItem(_held_by(self.home, share), share, theirs, verdict, self.rules)
            for (share, theirs), verdict in zip(of_shares(self.item, self.reports), self.verdict.shares, strict=True)
        )

    @property
    def held_up(self) -> tuple[str, ...]:
        """Which of its shares hold a target up that is not done, in sentences."""
        if self.verdict.status.is_done:
            return ()
        return held_up(zip(shares_of(self.item), self.verdict.shares, strict=True))

    @property
    def asked(self) -> tuple["JudgedItem", ...]:
        """What reports are asked of: its shares where it has some, else itself."""
        return self.shares or (self,)

    @property
    def told(self) -> tuple[Report, ...]:
        """The reports that count as such: see `tells`."""
        goal = goal_on(self.item, date.max, self.rules.thresholds.tolerance)
        return tuple(report for report in self.series if tells(goal, report))

    @property
    def severity(self) -> tuple[int, float]:
        """What to sort by to have the worst first: the order of the statuses, then who is farther below pace."""
        return self.verdict.status.rank, -float(self.verdict.gap or 0)


def _held_by(home: Home, share: Item) -> Home:
    written = unit_of(share)
    holder = home.sharers.get(share.id, written)
    return replace(home, leads=[written], participants=[], units=((holder, Role.LEAD),), people=(), sharers={})


def judged_items(
    connection: sqlite3.Connection,
    wanted: Filter,
    as_of: date,
    which: Which = ANY,
    other_rules: Callable[[Rules], Rules] | None = None,
) -> Iterator[JudgedItem]:
    """The items of the tasks that a filter lets through, by document and task, each judged at the end of `as_of`.

    Those of a closed registry are judged at the end of the day on which it was, where nobody asked for a day.
    Of units those tasks that they answer for; their shares of targets are no items: see `judged_shares`.
    `other_rules` makes the rules to judge by out of those of a registry: to see what different ones would change.
    """
    if wanted.role != Role.SHARE:
        wanted = wanted._replace(answering=wanted.units is not None)
        yield from _judged(connection, wanted, as_of, which, other_rules)


def judged_worst_first(
    connection: sqlite3.Connection, wanted: Filter, as_of: date, which: Which = ANY
) -> Iterator[JudgedItem]:
    """Those items as `worst_first` puts them in order; of all the kept ones no more than some are read at once."""
    view = kept_view(connection, as_of, whole=True) if wanted == Filter() else None
    if view is None:
        yield from worst_first(judged_items(connection, wanted, as_of, which))
        return
    condition, values = which.condition()
    order = "v.rank, v.gap DESC, v.document, v.task, v.position"
    keys = f"SELECT v.document, v.task, v.position FROM {view} v WHERE {condition} ORDER BY {order}"
    cursor = connection.execute(keys, values)
    while some := cursor.fetchmany(_AT_ONCE):
        tasks = Filter(tasks=frozenset((document, task) for document, task, _position in some))
        judged = dict(_kept(connection, tasks, None, view, which))
        yield from (judged[key] for key in some)


def judged_shares(connection: sqlite3.Connection, wanted: Filter, as_of: date) -> Iterator[JudgedItem]:
    """The shares of targets that a filter lets through, by document and target, each judged at the end of `as_of`.

    Of units those that they hold; of all else those of the tasks.
    """
    if wanted.units is not None:
        wanted = wanted._replace(role=Role.SHARE.value)
    for judged in _judged(connection, wanted, as_of, Which(shared=True)):
        for share in judged.shares:
            if wanted.units is None or (share.home.document_id, share.home.units[0][0]) in wanted.units:
                yield share


def _judged(
    connection: sqlite3.Connection,
    wanted: Filter,
    as_of: date,
    which: Which,
    other_rules: Callable[[Rules], Rules] | None = None,
) -> Iterator[JudgedItem]:
    days = days_of(connection, as_of)
    view = None if other_rules else kept_view(connection, as_of, whole=wanted == Filter())
    if view is None:
        for judged in verdicts(connection, wanted, days, which.means, other_rules):
            if which.keeps(judged.verdict):
                yield JudgedItem(*judged)
        return
    for only in days if wanted == Filter() else (None,):
        for _key, judged_item in _kept(connection, wanted, only, view, which):
            yield judged_item


def _kept(
    connection: sqlite3.Connection, wanted: Filter, only: int | None, view: str, which: Which
) -> Iterator[tuple[tuple[int, int, int], JudgedItem]]:
    """Items by the keys of their rows: document, task and position."""
    beside = Beside(view, _COLUMNS, *which.condition())
    for home, item, (position, *row) in items_beside(connection, wanted, only, beside):
        reports = Later(partial(items.reports_on, connection, home.document_id, item.id))
        yield (
            (home.document_id, item.task, position),
            JudgedItem(home, item, reports, verdict_of(row), home.rules),
        )


class Later(Sequence[Report]):
    """Reports that are read when they are asked for: most answers need none of them."""

    __slots__ = ("_known", "_read")

    def __init__(self, read: Callable[[], tuple[Report, ...]]) -> None:
        self._read = read
        self._known: tuple[Report, ...] | None = None

    def _all(self) -> tuple[Report, ...]:
        if self._known is None:
            self._known = self._read()
        return self._known

    @overload
    def __getitem__(self, index: int) -> Report: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Report, ...]: ...
    def __getitem__(self, index: int | slice) -> Report | tuple[Report, ...]:
        """The report there, or the reports of a slice."""
        return self._all()[index]

    def __len__(self) -> int:
        """How many there are."""
        return len(self._all())

    def __iter__(self) -> Iterator[Report]:
        """The reports in the order of the files."""
        return iter(self._all())


def worst_first(judged: Iterable[JudgedItem]) -> list[JudgedItem]:
    """In the order of the statuses, worst first; within one, what is farther below pace first."""
    return sorted(judged, key=lambda judged_item: judged_item.severity)
