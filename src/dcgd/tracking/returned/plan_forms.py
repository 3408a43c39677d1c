"""What a unit is asked for the year's plan: one form a unit, with who does each item it leads and what is due when."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from dcgd.model import Checkpoint, Duty, What, answering
from dcgd.naming import printed_name
from dcgd.registry.content import Registry
from dcgd.registry.directory import Directory
from dcgd.tracking.judged_items import JudgedItem
from dcgd.tracking.returned.forms import Origin
from dcgd.tracking.returned.plan_columns import QUARTERS, column_day, quarter_end, quarter_start


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One item on a form, in words. `quarters`: what stands there already by the column; None where nothing is due."""

    key: str
    number: int
    id: str
    title: str
    goal: str
    owner: str
    contact: str
    quarters: Mapping[str, str | None]


@dataclass(frozen=True, slots=True)
class PlanForm:
    """The form of one unit for a year; `title` is the document's."""

    origin: Origin
    title: str
    year: int
    rows: tuple[PlanRow, ...]


def row_key(origin: Origin, number: int, item: str) -> str:
    """The key of a row, which holds its number too: a row that was sorted by half is told."""
    return origin.key(f"{number} {item}")


def plan_forms(registry: Registry, judged_items: Iterable[JudgedItem], year: int) -> list[PlanForm]:
    """The forms of all units that lead any of the items, in the order of the document.

    A task as a whole that has targets or milestones is not asked, nor an item that ends before the year or begins after
    it.
    """
    tasks = {filed.entity.number: filed.entity for filed in registry.tasks}
    find = Directory.of(registry).find
    rows: dict[Origin, list[PlanRow]] = {}
    for judged in judged_items:
        item, task = judged.item, tasks.get(judged.item.task)
        if task is None or (item.what is What.TASK and (task.targets or task.milestones)):
            continue
        if judged.verdict.due.year < year or item.start.year > year:
            continue
        for name in judged.lead_units:
            origin = Origin(judged.home.document, str(year), name)
            there = rows.setdefault(origin, [])
            unit = find(name)
            people = dict(reversed([*answering(task, [unit] if unit else [])]))
            number = len(there) + 1
            there.append(
                PlanRow(
                    key=row_key(origin, number, item.id),
                    number=number,
                    id=item.id,
                    title=item.title if item.what is What.TASK else f"{task.title}：{item.title}",
                    goal=f"{judged.verdict.wanted}，{_by(judged.verdict.due, year)}",
                    owner=printed_name(people.get(Duty.OWNER, "")),
                    contact=printed_name(people.get(Duty.CONTACT, "")),
                    quarters={title: _quarter(judged, title, year) for title in QUARTERS},
                )
            )
    title = registry.document.title if registry.document else ""
    return [PlanForm(origin, title, year, tuple(asked)) for origin, asked in rows.items()]


def _quarter(judged: JudgedItem, title: str, year: int) -> str | None:
    """What stands in a column of an item already: `1200个；主体封顶`; None where nothing does and nothing is due."""
    item = judged.item
    day = column_day(title, year, item.start, judged.verdict.due)
    points = in_column(item.checkpoints, title, year)
    words = "；".join(said(point, day or quarter_end(title, year), item.unit_measure) for point in points)
    return None if day is None and not words else words


def in_column(checkpoints: Iterable[Checkpoint], title: str, year: int) -> Iterator[Checkpoint]:
    """The checkpoints that a column shows: those of its day, and those after the column before it."""
    first, last = quarter_start(title, year), quarter_end(title, year)
    yield from (point for point in checkpoints if first <= point.date <= last)


def said(point: Checkpoint, day: date, measure: str) -> str:
    """A checkpoint as a column shows it, with its day where that is not the column's own: `5月15日主体封顶`."""
    return (
        point.wanted(measure) if point.date == day else f"{point.date.month}月{point.date.day}日{point.wanted(measure)}"
    )


def _by(due: date, year: int) -> str:
    """`12月底前`, `8月15日前`, `2026年6月底前`."""
    day = "底" if (due + timedelta(1)).month != due.month else f"{due.day}日"
    return f"{'' if due.year == year else f'{due.year}年'}{due.month}月{day}前"
