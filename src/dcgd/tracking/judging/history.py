"""Lights month by month, with the 瓯海 rule: what was red once is never green again, only yellow."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from dcgd.model import Light, Report, Rules, Status
from dcgd.model.items import Item
from dcgd.tracking.judging.assess import Verdict, assess
from dcgd.tracking.judging.months import month_end, month_of
from dcgd.tracking.judging.rollup import worst_light, worst_status


@dataclass(frozen=True, slots=True)
class MonthLight:
    """A month's verdict: the last day judged (the month's end, in the running month the day asked for).

    `status` is the day's own verdict; `light` is its light too, unless `made_up`: red before and green by itself,
    so 黄.
    """

    day: date
    status: Status
    light: Light
    made_up: bool


def monthly(item: Item, reports: Sequence[Report], as_of: date, rules: Rules) -> Iterator[tuple[date, Verdict]]:
    """An item's months from the one its period begins in to the one `as_of` lies in: the day judged and its verdict.

    Each is judged by what was known at its end: reports and adjustments of later dates do not reach back.
    """
    for month in range(month_of(item.start), month_of(as_of) + 1):
        day = min(month_end(month), as_of)
        yield day, assess(item, reports, day, rules)


def lights(months: Iterable[tuple[date, Verdict]]) -> tuple[MonthLight, ...]:
    """The lights of an item's months, in their order: what was red once shows 黄 where it would be green again."""
    line: list[MonthLight] = []
    was_red = False
    for day, verdict in months:
        made_up = was_red and verdict.light == Light.GREEN
        line.append(MonthLight(day, verdict.status, Light.YELLOW if made_up else verdict.light, made_up))
        was_red = was_red or verdict.light == Light.RED
    return tuple(line)


def history(item: Item, reports: Sequence[Report], as_of: date, rules: Rules) -> tuple[MonthLight, ...]:
    """The lights of an item, month by month up to the one `as_of` lies in; none before its period."""
    return lights(monthly(item, reports, as_of, rules))


def group_history(members: Iterable[Sequence[MonthLight]]) -> tuple[MonthLight, ...]:
    """The months of a group from its members' histories up to the same day: the worst status, the worst light.

    A month is `made_up` when its light is 黄 and only because members made up for red months.
    """
    by_day: dict[date, list[MonthLight]] = {}
    for months in members:
        for month in months:
            by_day.setdefault(month.day, []).append(month)
    return tuple(
        MonthLight(
            day,
            worst_status(month.status for month in members_lights),
            light := worst_light(month.light for month in members_lights),
            light == "黄" and all(month.made_up for month in members_lights if month.light == "黄"),
        )
        for day, members_lights in sorted(by_day.items())
    )
