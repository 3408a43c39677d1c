"""The figures of the whole and of its parts: lights, mean progress against pace, months, deadlines."""

from dataclasses import dataclass, field, replace
from datetime import date

from dcgd.model import Duty, Grouping, Light
from dcgd.naming import printed_name, unqualified
from dcgd.publish.site.items import line_of_lights
from dcgd.publish.site.links import address
from dcgd.publish.snapshot import Group, Snapshot, breakdown
from dcgd.publish.table import Row
from dcgd.tracking.judged_items import JudgedItem
from dcgd.tracking.judging.history import MonthLight, group_history, lights, monthly
from dcgd.tracking.judging.rollup import LIGHTS_WORST_FIRST, Totals
from dcgd.tracking.mean import Mean, mean

MOST_MONTHS = 24
"""Pages show the last two years of a history that is longer."""


@dataclass(slots=True)
class _Month:
    lights: dict[Light, int] = field(default_factory=lambda: dict.fromkeys(LIGHTS_WORST_FIRST, 0))
    made_up: int = 0
    mean: Mean = field(default_factory=Mean)


@dataclass(slots=True)
class Past:
    """The months up to the day: each item's lights by its place in the snapshot, and what they add up to."""

    lines: list[tuple[MonthLight, ...]]
    months: list[str]
    trend: list[Row]


def past(snapshot: Snapshot) -> Past:
    """The months of all items up to the day, the last of them as of the day itself."""
    lines: list[tuple[MonthLight, ...]] = []
    by_month: dict[str, _Month] = {}
    for judged in snapshot.items:
        verdicts = list(monthly(judged.item, judged.reports, snapshot.as_of, judged.rules))
        line = lights(verdicts)
        for (day, verdict), month_light in zip(verdicts, line, strict=True):
            month = by_month.setdefault(f"{month_light.day:%Y-%m}", _Month())
            month.lights[month_light.light] += 1
            month.made_up += month_light.made_up
            month.mean.add(judged.item, day, verdict)
        lines.append(line)
    months = sorted(by_month)[-MOST_MONTHS:]
    trend = [
        {
            "month": name,
            "lights": by_month[name].lights,
            "made_up": by_month[name].made_up,
            **by_month[name].mean.row._asdict(),
        }
        for name in months
    ]
    return Past(lines, months, trend)


def figures(counted: Totals) -> Row:
    """How many, by light, and how many at risk, as `dcgd status` has them."""
    return {"total": counted.total, "lights": dict(counted.lights), "at_risk": counted.at_risk}


def groups(snapshot: Snapshot, before: Past) -> dict[str, list[Row]]:
    """The rows of sections and documents, in their order, of units by what they lead, the most red first, and of
    leaders (`person`).
    """
    rows = {
        grouping.value: [_row(snapshot, before, group) for group in breakdown(snapshot, grouping, with_empty=True)]
        for grouping in (Grouping.SECTION, Grouping.UNIT, Grouping.DOCUMENT)
    }
    rows["unit"].sort(key=lambda row: [-row["lights"][light] for light in LIGHTS_WORST_FIRST])
    led = replace(snapshot, duty=Duty.LEADER)
    rows["person"] = [_person(snapshot, before, group) for group in breakdown(led, Grouping.PERSON)]
    return rows


def _person(snapshot: Snapshot, before: Past, group: Group) -> Row:
    """A leader, by the name and the post that are printed, in the leaders' standing order."""
    registry, name = unqualified(group.key)
    documents = {judged.home.registry: judged.home.document_id for judged in snapshot.items}
    position = snapshot.positions.get((documents[registry], name))
    post = position.post if position else None
    return _row(snapshot, before, group) | {"title": printed_name(name), **({"post": post} if post else {})}


def _row(snapshot: Snapshot, before: Past, group: Group) -> Row:
    line = group_history(before.lines[index] for index in group.members)
    return {
        "key": group.key,
        "title": group.title,
        **figures(group.totals),
        "participates": len(group.participates),
        **mean(snapshot.as_of, (snapshot.items[index] for index in group.members))._asdict(),
        "history": line_of_lights(line, before.months),
    }


def deadlines(snapshot: Snapshot, most: int = 6) -> list[Row]:
    """The next due dates of what is not done: the day, how far off, how many items, which are in the worst state."""
    by_day: dict[date, list[JudgedItem]] = {}
    for judged in snapshot.items:
        if judged.verdict.due >= snapshot.as_of and not judged.verdict.status.is_done:
            by_day.setdefault(judged.verdict.due, []).append(judged)
    return [
        {
            "date": day.isoformat(),
            "days": (day - snapshot.as_of).days,
            "count": len(due),
            "red": sum(judged.verdict.light == Light.RED for judged in due),
            "first": [judged.item.title for judged in due[:3]],
            "link": address(due=day.isoformat()),
        }
        for day, due in sorted(by_day.items())[:most]
    ]
