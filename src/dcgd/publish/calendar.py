"""A calendar of deadlines, checkpoints and reporting days, for any program that reads iCalendar (RFC 5545)."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from dcgd.model import Role
from dcgd.publish.plain import clean
from dcgd.tracking.assess import first_reporting_day
from dcgd.tracking.docket import Entry
from dcgd.tracking.months import month_end, month_of, reporting_day
from dcgd.tracking.reasons import amount, plain

DUE_ALARM, REPORT_ALARM = 7, 1
"""Days before a deadline or a checkpoint, and before a reporting day, on which the calendar reminds."""
_PRODUCT = "-//dcgd//重点工作任务台账//ZH"


def calendar(entries: Iterable[Entry], as_of: date, name: str, units: Sequence[str] = ()) -> bytes:
    """The calendar of some items, all-day events; `name` is what calendars show of it, `units` whose items they are.

    A deadline's UID depends on the document's number and the item alone, so that a moved deadline moves the event; a
    reporting day's also on `units`, for what is to be reported differs. What is done has no alarm.
    """
    from icalendar import Calendar

    found = Calendar()
    found.add("prodid", _PRODUCT)
    found.add("version", "2.0")
    found.add("calscale", "GREGORIAN")
    found.add("method", "PUBLISH")
    found.add("x-wr-calname", clean(name, 100))
    listed = list(entries)
    for entry in listed:
        for event in _item(entry, as_of):
            found.add_component(event)
    for event in _reporting(listed, as_of, tuple(sorted(units))):
        found.add_component(event)
    made: bytes = found.to_ical()
    return made


def _event(as_of: date, uid: tuple[str, ...], day: date, summary: str, description: str, alarm: int | None) -> Any:
    from icalendar import Alarm, Event

    event = Event()
    event.add("uid", f"{uuid5(NAMESPACE_URL, 'dcgd:' + ':'.join(uid))}@dcgd")
    event.add("dtstamp", datetime.combine(as_of, time(), UTC))
    event.add("dtstart", day)
    if day < date.max:
        event.add("dtend", day + timedelta(days=1))
    event.add("summary", clean(summary, 200))
    event.add("description", "\n".join(clean(line) for line in description.split("\n")))
    event.add("transp", "TRANSPARENT")
    if alarm is not None:
        reminder = Alarm()
        reminder.add("action", "DISPLAY")
        reminder.add("description", clean(summary, 200))
        reminder.add("trigger", timedelta(days=-alarm))
        event.add_component(reminder)
    return event


def _item(entry: Entry, as_of: date) -> Iterator[Any]:
    item, verdict = entry.item, entry.verdict
    done = verdict.status.is_done
    name = f"{item.id} {item.title}"
    about = "\n".join(
        (
            f"任务 {item.task}；目标：{verdict.wanted}；时限：{verdict.due}",
            f"牵头单位：{'、'.join(entry.home.leads) or '（原文没有写）'}",
            *((f"参与单位：{'、'.join(entry.home.participants)}",) if entry.home.participants else ()),
            f"截至 {as_of}：{verdict.light} {verdict.label}。{'；'.join(verdict.reasons)}",
            f"文件：{entry.official}",
        )
    )
    uid = entry.official, item.id
    alarm = None if done else DUE_ALARM
    event = _event(as_of, (*uid, "due"), verdict.due, f"{'已完成' if done else '时限'}：{name}", about, alarm)
    event.add("sequence", sum(change.date <= as_of for change in item.adjustments))
    yield event
    for point in item.checkpoints:
        summary = f"节点：{name} 达到 {amount(plain(point.value), item.unit_measure)}"
        yield _event(as_of, (*uid, "checkpoint", point.date.isoformat()), point.date, summary, about, alarm)


def _reporting(entries: list[Entry], as_of: date, of: tuple[str, ...]) -> Iterator[Any]:
    """One event a reporting day and document, with what is to be reported on it."""
    wanted: dict[tuple[date, str, str], list[Entry]] = {}
    for entry in entries:
        if not entry.verdict.status.is_done:
            for day in _reporting_days(entry):
                wanted.setdefault((day, entry.registry, entry.official), []).append(entry)
    for (day, _registry, official), found in sorted(wanted.items(), key=lambda pair: pair[0]):
        units = {unit: None for entry in found for unit, role in entry.units if role == Role.LEAD}
        about = "\n".join(
            (
                f"报送截至 {day} 的进展，共 {len(found)} 项：",
                *(f"{entry.item.id} {entry.item.title}" for entry in found),
                f"单位：{'、'.join(units)}",
                f"文件：{official}",
            )
        )
        uid = official, "report", day.isoformat(), *of
        yield _event(as_of, uid, day, f"报送日：重点工作任务进展（{len(found)} 项）", about, REPORT_ALARM)


def _reporting_days(entry: Entry) -> Iterator[date]:
    """The last days of the cycles from the first reporting day to the cycle in which the item is due."""
    cycle, first = entry.rules.reporting.cycle, first_reporting_day(entry.item, entry.rules)
    end = reporting_day(entry.verdict.due, cycle)
    months = range(month_of(first), month_of(end) + 1)
    yield from dict.fromkeys(day for month in months if first <= (day := reporting_day(month_end(month), cycle)) <= end)
