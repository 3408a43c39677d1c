"""Every item that the index holds, judged as of a day."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from dcgd.index import items, journal
from dcgd.index.items import Home, Units
from dcgd.index.lookup import Filter
from dcgd.model import Report, Rules, What
from dcgd.model.items import Item
from dcgd.naming import qualified
from dcgd.tracking.assess import Verdict, assess
from dcgd.tracking.problems import overdue


@dataclass(frozen=True, slots=True)
class Entry:
    """An item with its reports, its verdict, and where it belongs."""

    home: Home
    item: Item
    reports: tuple[Report, ...]
    verdict: Verdict
    rules: Rules
    """Those it was judged by."""

    @property
    def registry(self) -> str:
        """The name of the registry it is from, where there are several."""
        return self.home.registry

    @property
    def official(self) -> str:
        """The number of its document."""
        return self.home.document

    @property
    def section(self) -> str:
        """The number of its section."""
        return self.home.section

    @property
    def units(self) -> Units:
        """The units that answer for it, as (canonical name, role)."""
        return self.home.units

    def called(self, name: str | int) -> str | int:
        """An id or a task's number, with the registry in front of it where there are several."""
        return qualified(self.registry, name)


def docket(
    connection: sqlite3.Connection,
    wanted: Filter,
    as_of: date,
    whats: Iterable[What] = tuple(What),
    other: Callable[[Rules], Rules] | None = None,
) -> Iterator[Entry]:
    """The items of the tasks that a filter lets through, by document and task, each judged at the end of `as_of`.

    `other` makes the rules to judge by out of those of a registry: to see what different ones would change.
    """
    reports = items.reports(connection, wanted)
    problems = {registry: overdue(known, as_of) for registry, known in journal.problems(connection).items()}
    kinds = frozenset(whats)
    for home, item in items.items(connection, wanted):
        if item.what not in kinds:
            continue
        rules = home.rules if other is None else other(home.rules)
        said = tuple(reports.get((home.document_id, item.id), ()))
        late = problems.get(home.registry, {})
        over = late.get(item.id, []) + (late.get(str(item.task), []) if item.what is not What.TASK else [])
        yield Entry(home, item, said, assess(item, said, as_of, rules, over), rules)
