"""Every item that the index holds, judged as of a day."""

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from dcgd.index import items, journal
from dcgd.index.closed import Unasked, closed_days
from dcgd.index.items import Home
from dcgd.index.lookup import Filter
from dcgd.model import Report, Role, Rules, What
from dcgd.model.items import Item, shares_of
from dcgd.tracking.judging.assess import Verdict, assess, held_up
from dcgd.tracking.judging.checkpoints import tells
from dcgd.tracking.judging.goals import goal_on
from dcgd.tracking.judging.reasons import only_known
from dcgd.tracking.judging.shares import of_shares, rolled_up, unit_of
from dcgd.tracking.problems import overdue
from dcgd.words import ITEMS


@dataclass(frozen=True, slots=True)
class JudgedItem:
    """An item with where it belongs, its reports, its verdict, and the rules it was judged by."""

    home: Home
    item: Item
    reports: tuple[Report, ...]
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
            return self.reports
        return rolled_up(self.item, self.reports, self.rules.thresholds.tolerance)

    @property
    def shares(self) -> tuple["JudgedItem", ...]:
        """The shares of a target, each at home with the unit that holds it; none of anything else."""
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
    def severity(self) -> tuple[int, Fraction]:
        """What to sort by to have the worst first: the order of the statuses, then who is farther below pace."""
        return self.verdict.status.rank, -(self.verdict.gap or Fraction(0))


def _held_by(home: Home, share: Item) -> Home:
    written = unit_of(share)
    holder = home.sharers.get(share.id, written)
    return replace(home, leads=[written], participants=[], units=((holder, Role.LEAD),), people=(), sharers={})


def judged_items(
    connection: sqlite3.Connection,
    wanted: Filter,
    as_of: date,
    kinds: Iterable[What] = ITEMS,
    other_rules: Callable[[Rules], Rules] | None = None,
) -> Iterator[JudgedItem]:
    """The items of the tasks that a filter lets through, by document and task, each judged at the end of `as_of`.

    Those of a closed registry are judged at the end of the day on which it was, where nobody asked for a day.
    Of units those tasks that they answer for; their shares of targets are no items: see `judged_shares`.
    `other_rules` makes the rules to judge by out of those of a registry: to see what different ones would change.
    """
    if wanted.role != Role.SHARE:
        some = frozenset(kinds)
        wanted = wanted._replace(answering=wanted.units is not None)
        yield from _judged(connection, wanted, as_of, lambda item: item.what in some, other_rules)


def judged_shares(connection: sqlite3.Connection, wanted: Filter, as_of: date) -> Iterator[JudgedItem]:
    """The shares of targets that a filter lets through, by document and target, each judged at the end of `as_of`.

    Of units those that they hold; of all else those of the tasks.
    """
    if wanted.units is not None:
        wanted = wanted._replace(role=Role.SHARE.value)
    for judged in _judged(connection, wanted, as_of, lambda item: bool(item.shares)):
        for share in judged.shares:
            if wanted.units is None or (share.home.document_id, share.home.units[0][0]) in wanted.units:
                yield share


def _judged(
    connection: sqlite3.Connection,
    wanted: Filter,
    as_of: date,
    keep: Callable[[Item], bool],
    other_rules: Callable[[Rules], Rules] | None = None,
) -> Iterator[JudgedItem]:
    reports = items.reports(connection, wanted)
    closed = closed_days(connection, as_of) if isinstance(as_of, Unasked) else {}
    problems = {
        registry: overdue(known, closed.get(registry, as_of))
        for registry, known in journal.problems(connection).items()
    }
    left_out = journal.left_out(connection, as_of)
    for home, item in items.items(connection, wanted):
        if not keep(item):
            continue
        rules = home.rules if other_rules is None else other_rules(home.rules)
        its_reports = tuple(reports.get((home.document_id, item.id), ()))
        overdue_there = problems.get(home.registry, {})
        its_problems = overdue_there.get(item.id, [])
        if item.what is not What.TASK:
            its_problems = its_problems + overdue_there.get(str(item.task), [])
        verdict = assess(item, its_reports, closed.get(home.registry, as_of), rules, its_problems)
        if left_out:
            unknown = {id_: said for (document, id_), said in left_out.items() if document == home.document_id}
            verdict = _only_known(item, verdict, unknown)
        yield JudgedItem(home, item, its_reports, verdict, rules)


def _only_known(item: Item, verdict: Verdict, unknown: Mapping[str, tuple[date, Mapping[str, int]]]) -> Verdict:
    """The verdict with what it does not know of: records of the item, of its task, of its shares."""

    def said(*ids: str) -> tuple[str, ...]:
        there = [unknown[id_] for id_ in dict.fromkeys(ids) if id_ in unknown]
        counts: Counter[str] = Counter()
        for _day, kinds in there:
            counts.update(kinds)
        return (only_known([(there[0][0], counts)]),) if there else ()

    ids = [share.id for share in shares_of(item)]
    shares = tuple(
        replace(share, reasons=(*share.reasons, *said(id_))) for id_, share in zip(ids, verdict.shares, strict=True)
    )
    return replace(verdict, reasons=(*verdict.reasons, *said(item.id, str(item.task), *ids)), shares=shares)


def worst_first(judged: Iterable[JudgedItem]) -> list[JudgedItem]:
    """In the order of the statuses, worst first; within one, what is farther below pace first."""
    return sorted(judged, key=lambda judged_item: judged_item.severity)
