"""The figures of the whole and of its parts: lights, mean progress against pace, months, deadlines."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from dcgd.model import Light
from dcgd.model.items import Item
from dcgd.publish.site.content import Content, address, key
from dcgd.publish.site.items import line_of_lights
from dcgd.publish.table import Row
from dcgd.tracking.assess import Verdict
from dcgd.tracking.docket import Entry
from dcgd.tracking.history import MonthLight, group_history, lights, monthly
from dcgd.tracking.rollup import LIGHTS_WORST_FIRST, Totals, totals

MOST_MONTHS = 24
"""Pages show the last two years of a history that is longer."""


@dataclass(slots=True)
class Mean:
    """Mean done share and mean pace of the items that have begun and to which pace applies, in percent.

    What was never reported counts as nothing done, what is beyond its goal as done: nobody's surplus hides another's
    arrears.
    """

    done: float = 0.0
    pace: float = 0.0
    count: int = 0

    def add(self, item: Item, day: date, verdict: Verdict) -> None:
        """Count the verdict of a day in, unless the item has not begun or pace does not apply to it."""
        if verdict.pace is not None and day >= item.start:
            self.done += min(float(verdict.done_share or 0), 1.0)
            self.pace += float(verdict.pace)
            self.count += 1

    @property
    def row(self) -> Row:
        """`done` and `pace`, None where nothing was counted."""
        if not self.count:
            return {"done": None, "pace": None}
        return {"done": round(100 * self.done / self.count, 1), "pace": round(100 * self.pace / self.count, 1)}


def mean(content: Content, entries: Iterable[Entry]) -> Row:
    """`Mean` of any number of entries."""
    found = Mean()
    for entry in entries:
        found.add(entry.item, content.as_of, entry.verdict)
    return found.row


@dataclass(slots=True)
class _Month:
    lights: dict[Light, int] = field(default_factory=lambda: dict.fromkeys(LIGHTS_WORST_FIRST, 0))
    made_up: int = 0
    mean: Mean = field(default_factory=Mean)


@dataclass(slots=True)
class Past:
    """Every item's lights by its place among the entries, and what they add up to, month by month."""

    lines: list[tuple[MonthLight, ...]]
    months: list[str]
    trend: list[Row]


def past(content: Content) -> Past:
    """The months of all entries up to the day, the last of them as of the day itself."""
    lines: list[tuple[MonthLight, ...]] = []
    by_month: dict[str, _Month] = {}
    for entry in content.entries:
        found = list(monthly(entry.item, entry.reports, content.as_of, entry.rules))
        line = lights(found)
        for (day, verdict), each in zip(found, line, strict=True):
            month = by_month.setdefault(f"{each.day:%Y-%m}", _Month())
            month.lights[each.light] += 1
            month.made_up += each.made_up
            month.mean.add(entry.item, day, verdict)
        lines.append(line)
    months = sorted(by_month)[-MOST_MONTHS:]
    trend = [
        {"month": name, "lights": by_month[name].lights, "made_up": by_month[name].made_up, **by_month[name].mean.row}
        for name in months
    ]
    return Past(lines, months, trend)


def figures(found: Totals) -> Row:
    """How many, by light, and how many at risk, as `dcgd status` has them."""
    return {"total": found.total, "lights": dict(found.lights), "at_risk": found.at_risk}


def groups(content: Content, before: Past) -> dict[str, list[Row]]:
    """The rows of sections and documents (in their order) and of units (most red, then most yellow, first).

    An item of several units counts once in each of them, whatever their role, as in `dcgd status --by unit`.
    """
    members: dict[str, dict[str, list[int]]] = {"section": {}, "unit": {}, "document": {}}
    for section in content.sections:
        members["section"][key(content, section["registry"], section["number"])] = []
    for index, entry in enumerate(content.entries):
        members["section"].setdefault(key(content, entry.registry, entry.section), []).append(index)
        members["document"].setdefault(entry.registry, []).append(index)
        for unit in dict.fromkeys(unit for unit, _role in entry.units):
            members["unit"].setdefault(key(content, entry.registry, unit), []).append(index)
    titles = {key(content, each["registry"], each["number"]): each["title"] for each in content.sections}
    titles |= {each["registry"]: each["number"] or "" for each in content.documents}
    found: dict[str, list[Row]] = {}
    for kind, named in members.items():
        found[kind] = [
            {"key": name, "title": titles.get(name, ""), **_group(content, before, inside)}
            for name, inside in named.items()
        ]
    found["unit"].sort(key=lambda each: [-each["lights"][light] for light in LIGHTS_WORST_FIRST])
    return found


def _group(content: Content, before: Past, inside: Sequence[int]) -> Row:
    entries = [content.entries[index] for index in inside]
    line = group_history(before.lines[index] for index in inside)
    return {
        **figures(totals(each.verdict for each in entries)),
        **mean(content, entries),
        "history": line_of_lights(line, before.months),
    }


def deadlines(content: Content, most: int = 6) -> list[Row]:
    """The next due dates of what is not done: the day, how far off, how many items, which are in the worst state."""
    by_day: dict[date, list[Entry]] = {}
    for entry in content.entries:
        if entry.verdict.due >= content.as_of and not entry.verdict.status.is_done:
            by_day.setdefault(entry.verdict.due, []).append(entry)
    return [
        {
            "date": day.isoformat(),
            "days": (day - content.as_of).days,
            "count": len(found),
            "red": sum(entry.verdict.light == Light.RED for entry in found),
            "first": [entry.item.title for entry in found[:3]],
            "link": address(due=day.isoformat()),
        }
        for day, found in sorted(by_day.items())[:most]
    ]
