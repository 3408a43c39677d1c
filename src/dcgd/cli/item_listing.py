"""Judged items for listing commands: selected by the options, with common columns."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from itertools import chain
from typing import Any

from dcgd.cli.filters import DOCUMENT, documents_told, filter_of, people_of, units_of
from dcgd.cli.options import Selection
from dcgd.cli.session import Session
from dcgd.index.lookup import Filter
from dcgd.model import Light, Role
from dcgd.naming import unqualified
from dcgd.publish.snapshot import Snapshot, take_snapshot
from dcgd.publish.table import Column, Row
from dcgd.tracking.judged_items import (
    JudgedItem,
    judged_items,
    judged_shares,
    judged_worst_first,
    worst_first,
)
from dcgd.tracking.judging.assess import Verdict
from dcgd.tracking.judging.rollup import Standing, standing
from dcgd.tracking.which import Which
from dcgd.words import ITEMS

LIGHT = Column("light", "灯", narrow=True)
STATUS = Column("label", "状态")
REASONS = Column("reasons", "理由", join="；", beneath=True)
ITEM_COLUMNS = (
    Column("id", "编号", narrow=True),
    Column("title", "事项"),
    Column("leads", "牵头单位"),
    Column("due", "时限", narrow=True),
    LIGHT,
    STATUS,
    REASONS,
)


def listed_items(session: Session, day: date, selection: Selection) -> Iterator[JudgedItem]:
    """What a listing shows: the items that the options select and, where they name units, the shares these hold."""
    yield from selected_items(session, day, selection)
    if selection.unit or selection.group:
        yield from selected_shares(session, day, selection)


def selected_shares(session: Session, day: date, selection: Selection) -> Iterator[JudgedItem]:
    """The judged shares of targets that the options select."""
    wanted = filter_of(session.connection, selection)
    if wanted.role in (None, Role.SHARE):
        shares = judged_shares(session.connection, wanted, day)
        yield from (share for share in shares if selection.keeps(share.verdict.status, share.verdict.light))


def selected_items(session: Session, day: date, selection: Selection) -> Iterator[JudgedItem]:
    """The judged items that the options select."""
    return judged_items(session.connection, filter_of(session.connection, selection), day, which_of(selection))


def which_of(selection: Selection, **more: Any) -> Which:
    """Which items the options mean, by what they are and how they stand."""
    return Which(selection.only or ITEMS, selection.status or (), selection.light or (), **more)


def listed_worst_first(session: Session, day: date, selection: Selection, which: Which) -> Iterator[JudgedItem]:
    """What a listing shows, as `listed_items`, of which it is said which are meant; worst first."""
    wanted = filter_of(session.connection, selection)
    if wanted == Filter():
        yield from judged_worst_first(session.connection, wanted, day, which)
    else:
        listed = listed_items(session, day, selection)
        yield from worst_first(judged for judged in listed if which.keeps(judged.verdict))


def selected_snapshot(session: Session, day: date, selection: Selection) -> Snapshot:
    """The snapshot of those items; broken down it shows the units and people of the options, where they name any."""
    return take_snapshot(
        session.connection,
        day,
        selected_items(session, day, selection),
        units=units_of(session.connection, selection),
        people=people_of(session.connection, selection),
        duty=selection.duty,
        scope=selection.words,
    )


def judged_tasks(
    session: Session, wanted: Filter, rows: Iterator[Row], day: date, selection: Selection
) -> Iterator[Row]:
    """Rows of tasks with how their items stand together; only those that stand as the options say."""
    held = wanted.units is not None and wanted.role in (None, Role.SHARE)
    judged = chain(
        judged_items(session.connection, wanted, day),
        judged_shares(session.connection, wanted, day) if held else (),
    )
    standings = _standings(judged, lambda judged_item: [str(judged_item.item.task)])
    for row in rows:
        stands = standings.get(_key(row))
        if stands and selection.keeps(stands.status, stands.light):
            yield row | _said(stands)


def _key(row: Row) -> tuple[str, str]:
    """The registry and the number of a row's task."""
    return unqualified(str(row["number"]))


def judged_units(
    session: Session, wanted: Filter, rows: Iterator[Row], day: date, selection: Selection
) -> Iterator[Row]:
    """Rows of units with how the items they lead stand, only those that stand as the options say.

    The standing of a unit that leads nothing is None.
    """
    judged = judged_items(session.connection, wanted, day)
    standings = _standings(judged, lambda judged_item: judged_item.lead_units)
    for row in rows:
        stands = standings.get((row.get("registry", ""), row["name"]))
        if not selection.judges or (stands and selection.keeps(stands.status, stands.light)):
            yield row | _said(stands)


def judged_people(
    session: Session, wanted: frozenset[tuple[int, str]] | None, rows: Iterator[Row], day: date
) -> Iterator[Row]:
    """Rows of people with how the items they answer for stand together, and the ids of those that are red."""
    theirs: dict[tuple[str, str], list[JudgedItem]] = {}
    for judged_item in judged_items(session.connection, Filter(people=wanted), day):
        for name in dict(judged_item.home.people):
            theirs.setdefault((judged_item.home.registry, name), []).append(judged_item)
    for row in rows:
        items = theirs.get((row.get("registry", ""), row["name"]), [])
        red = [judged_item.item.id for judged_item in worst_first(items) if judged_item.verdict.light is Light.RED]
        yield row | _said(standing(judged_item.verdict for judged_item in items)) | {"red": red}


def _standings(
    judged: Iterable[JudgedItem], names: Callable[[JudgedItem], list[str]]
) -> dict[tuple[str, str], Standing]:
    """How the items that go by a name stand together, by registry and name."""
    verdicts: dict[tuple[str, str], list[Verdict]] = {}
    for judged_item in judged:
        for name in names(judged_item):
            verdicts.setdefault((judged_item.home.registry, name), []).append(judged_item.verdict)
    return {key: stands for key, members in verdicts.items() if (stands := standing(members))}


def _said(stands: Standing | None) -> Row:
    if stands is None:
        return {"status": None, "label": None, "light": None}
    return {"status": stands.status.value, "label": stands.label, "light": stands.light}


def columns(session: Session, wanted: Sequence[Column]) -> tuple[Column, ...]:
    """The columns of a listing, with the document in front where there are several."""
    return (DOCUMENT, *wanted) if len(session.sources) > 1 else tuple(wanted)


def typed_columns(session: Session, wanted: Sequence[Column]) -> tuple[Column, ...]:
    """As `columns`, with the type of the document as well where they differ: for rows that have it."""
    return (*documents_told(session.connection), *wanted)
