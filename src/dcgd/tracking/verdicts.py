"""Verdicts on the items of the index, worked out from their reports and problems, registry by registry."""

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple, cast

from dcgd.index import items, journal
from dcgd.index.closed import Unasked, closed_days
from dcgd.index.items import Home
from dcgd.index.lookup import Filter
from dcgd.model import Report, Rules, What
from dcgd.model.items import Item, shares_of
from dcgd.tracking.judging.assess import Verdict, assess
from dcgd.tracking.judging.reasons import only_known
from dcgd.tracking.problems import overdue


class Judged(NamedTuple):
    """An item where it belongs, its reports, its verdict, and the rules it was judged by."""

    home: Home
    item: Item
    reports: tuple[Report, ...]
    verdict: Verdict
    rules: Rules


def days_of(connection: sqlite3.Connection, as_of: date) -> dict[int, date]:
    """As of which day each document is judged: where nobody asked for a day, a closed one as of when it was closed."""
    closed = closed_days(connection, as_of) if isinstance(as_of, Unasked) else {}
    asked = date(as_of.year, as_of.month, as_of.day)
    return {
        document: closed.get(registry, asked)
        for document, registry in connection.execute("SELECT id, registry FROM documents")
    }


def verdicts(
    connection: sqlite3.Connection,
    wanted: Filter,
    days: Mapping[int, date],
    keep: Callable[[Item], bool] = lambda _item: True,
    other_rules: Callable[[Rules], Rules] | None = None,
) -> Iterator[Judged]:
    """The items of the tasks that a filter lets through, of the documents with a day, each judged at the end of it.

    `keep`: which of them; `other_rules` makes the rules to judge by out of those of a registry.
    """
    if wanted == Filter():  # one registry after the other: what they say together may be more than memory holds
        for document, day in days.items():
            yield from _verdicts(connection, wanted, {document: day}, keep, other_rules, document)
    else:
        yield from _verdicts(connection, wanted, days, keep, other_rules, None)


def bare_verdicts(connection: sqlite3.Connection, document: int, day: date) -> Iterator[tuple[Home, Item, Verdict]]:
    """The items of a document with their verdicts alone: of their reports no more is read than these take."""
    amounts = items.amounts(connection, document)
    judge = _judge(connection, {document: day}, document)
    for home, item in items.items(connection, Filter(), document):
        # An amount has of a report all that `assess` reads, but for what shares say of themselves.
        bare = cast("Sequence[Report]", amounts.get(item.id, ()))
        reports = items.reports_on(connection, document, item.id) if item.shares else bare
        yield home, item, judge(home, item, reports, home.rules)


def _verdicts(
    connection: sqlite3.Connection,
    wanted: Filter,
    days: Mapping[int, date],
    keep: Callable[[Item], bool],
    other_rules: Callable[[Rules], Rules] | None,
    only: int | None,
) -> Iterator[Judged]:
    reports = items.reports(connection, wanted, only)
    judge = _judge(connection, days, only)
    for home, item in items.items(connection, wanted, only):
        if home.document_id in days and keep(item):
            rules = home.rules if other_rules is None else other_rules(home.rules)
            its_reports = tuple(reports.get((home.document_id, item.id), ()))
            yield Judged(home, item, its_reports, judge(home, item, its_reports, rules), rules)


def _judge(
    connection: sqlite3.Connection, days: Mapping[int, date], only: int | None
) -> Callable[[Home, Item, Sequence[Report], Rules], Verdict]:
    """Judges an item of the index by its reports and rules, and by what else is known of it."""
    problems = {
        document: overdue(known, days[document])
        for document, known in journal.problems_of(connection, only).items()
        if document in days
    }
    left_out = journal.left_out(connection, max(days.values(), default=date.min), only)

    def judge(home: Home, item: Item, reports: Sequence[Report], rules: Rules) -> Verdict:
        overdue_there = problems.get(home.document_id, {})
        its_problems = overdue_there.get(item.id, [])
        if item.what is not What.TASK:
            its_problems = its_problems + overdue_there.get(str(item.task), [])
        verdict = assess(item, reports, days[home.document_id], rules, its_problems)
        if left_out:
            unknown = {id_: said for (document, id_), said in left_out.items() if document == home.document_id}
            verdict = _only_known(item, verdict, unknown)
        return verdict

    return judge


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
