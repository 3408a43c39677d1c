"""Every item that the index holds, judged as of a day."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from dcgd.index import items, journal
from dcgd.index.closed import Unasked, closed_days
from dcgd.index.items import Home
from dcgd.index.lookup import Filter
from dcgd.model import Report, Role, Rules, What
from dcgd.model.items import Item
from dcgd.tracking.judging.assess import Verdict, assess
from dcgd.tracking.judging.checkpoints import tells
from dcgd.tracking.judging.goals import goal_on
from dcgd.tracking.judging.reasons import only_known
from dcgd.tracking.problems import overdue


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
    def told(self) -> tuple[Report, ...]:
        """The reports that count as such: see `tells`."""
        goal = goal_on(self.item, date.max, self.rules.thresholds.tolerance)
        return tuple(report for report in self.reports if tells(goal, report))

    @property
    def severity(self) -> tuple[int, Fraction]:
        """What to sort by to have the worst first: the order of the statuses, then who is farther below pace."""
        return self.verdict.status.rank, -(self.verdict.gap or Fraction(0))


def judged_items(
    connection: sqlite3.Connection,
    wanted: Filter,
    as_of: date,
    kinds: Iterable[What] = tuple(What),
    other_rules: Callable[[Rules], Rules] | None = None,
) -> Iterator[JudgedItem]:
    """The items of the tasks that a filter lets through, by document and task, each judged at the end of `as_of`.

    Those of a closed registry are judged at the end of the day on which it was, where nobody asked for a day.
    `other_rules` makes the rules to judge by out of those of a registry: to see what different ones would change.
    """
    reports = items.reports(connection, wanted)
    closed = closed_days(connection) if isinstance(as_of, Unasked) else {}
    problems = {
        registry: overdue(known, closed.get(registry, as_of))
        for registry, known in journal.problems(connection).items()
    }
    left_out = journal.left_out(connection, as_of)
    some = frozenset(kinds)
    for home, item in items.items(connection, wanted):
        if item.what not in some:
            continue
        rules = home.rules if other_rules is None else other_rules(home.rules)
        its_reports = tuple(reports.get((home.document_id, item.id), ()))
        overdue_there = problems.get(home.registry, {})
        its_problems = overdue_there.get(item.id, [])
        if item.what is not What.TASK:
            its_problems = its_problems + overdue_there.get(str(item.task), [])
        verdict = assess(item, its_reports, closed.get(home.registry, as_of), rules, its_problems)
        subjects = dict.fromkeys((item.id, str(item.task)))
        unknown = [left_out[key] for subject in subjects if (key := (home.document_id, subject)) in left_out]
        if unknown:
            verdict = replace(verdict, reasons=(*verdict.reasons, only_known(unknown)))
        yield JudgedItem(home, item, its_reports, verdict, rules)


def worst_first(judged: Iterable[JudgedItem]) -> list[JudgedItem]:
    """In the order of the statuses, worst first; within one, what is farther below pace first."""
    return sorted(judged, key=lambda judged_item: judged_item.severity)
