"""Which days offices work, and on which of them a deadline falls: the one place that decides it.

The days off and the make-up workdays of China are those of the library chinesecalendar; of a year that it does not
know, weekends are off. A registry's `calendar` in rules.yaml adds days off and workdays of its own. Pure.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from functools import lru_cache

from dcgd.model.rules import Calendar, Rules

LONGEST_BREAK = 31
"""Days off in a row after which a deadline is moved no farther: no office is closed for longer."""
MOST_COUNTED = 1000
"""So many working days are counted one by one: rules that say more are a slip of the pen, or meant to keep us busy."""
_DAY = timedelta(days=1)
_SATURDAY = 5


@lru_cache(maxsize=4096)
def is_working_day(day: date, calendar: Calendar) -> bool:
    """Whether offices work on a day; a day that the calendar has both as a workday and as a day off is a workday."""
    if day in calendar.workdays or day in calendar.days_off:
        return day in calendar.workdays
    if not is_known(day.year):
        return day.weekday() < _SATURDAY
    from chinese_calendar import is_workday

    return bool(is_workday(day))


@lru_cache(maxsize=128)
def is_known(year: int) -> bool:
    """Whether the days off of a year are known, or only its weekends."""
    from chinese_calendar import is_workday

    try:
        is_workday(date(year, 1, 1))
    except NotImplementedError:
        return False
    return True


def on_or_after(day: date, calendar: Calendar) -> date:
    """The day itself if it is a working day, else the next that is."""
    moved = day
    while not is_working_day(moved, calendar):
        if moved == date.max or (moved - day).days == LONGEST_BREAK:
            return day
        moved += _DAY
    return moved


def after(day: date, count: int, calendar: Calendar) -> date:
    """The working day that is `count` working days after a day: 2025-09-30 and 3 give 2025-10-11; 0 is `on_or_after`.

    Of what is beyond `MOST_COUNTED` and in calendars without any working day for a month, days of the calendar count.
    """
    deadline = day
    counted = min(count, MOST_COUNTED)
    for _ in range(counted):
        if deadline >= date.max - LONGEST_BREAK * _DAY:
            return date.max
        deadline = on_or_after(deadline + _DAY, calendar)
    rest = min(count - counted, (date.max - deadline).days)
    return on_or_after(deadline + rest * _DAY, calendar)


def grace_end(expected: date, rules: Rules) -> date:
    """The working day after which a report that was due on a reporting day is late."""
    return on_or_after(expected + min(rules.reporting.grace_days, (date.max - expected).days) * _DAY, rules.calendar)


def unknown_years(days: Iterable[date]) -> str:
    """A sentence on the years of deadlines whose days off are not known; empty where all are."""
    years = sorted({day.year for day in days if not is_known(day.year)})
    if not years:
        return ""
    named = "、".join(map(str, years))
    return f"{named} 年的放假安排还没有收录，期限只避开了周末；放假和调休可写进 rules.yaml 的 calendar"
