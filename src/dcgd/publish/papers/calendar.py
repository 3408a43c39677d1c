"""A calendar of deadlines, checkpoints and reporting days, for any program that reads iCalendar (RFC 5545)."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from itertools import chain
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from dcgd.index.items import Home
from dcgd.model.working_days import on_or_after
from dcgd.publish.papers.plain import clean
from dcgd.tracking.due_checkpoints import CheckpointState, checkpoints_of
from dcgd.tracking.judged_items import JudgedItem
from dcgd.tracking.judging.assess import first_reporting_day
from dcgd.tracking.judging.months import month_end, month_of, reporting_day

DUE_ALARM, REPORT_ALARM = 7, 1
"""Days before a deadline or a checkpoint, and before a reporting day, on which the calendar reminds."""
_PRODUCT = "-//dcgd//重点工作任务台账//ZH"


def calendar(judged_items: Iterable[JudgedItem], as_of: date, name: str, units: Sequence[str] = ()) -> bytes:
    """The calendar of some items, all-day events; `name` is what calendars show of it, `units` whose items they are.

    A deadline's UID depends on the document's number and the item alone, so that a moved deadline moves the event; a
    reporting day's also on `units`, for what is to be reported differs. Where several registries have one number, their
    names tell their events apart. What is done has no alarm.
    """
    from icalendar import Calendar

    drawn = Calendar()
    drawn.add("prodid", _PRODUCT)
    drawn.add("version", "2.0")
    drawn.add("calscale", "GREGORIAN")
    drawn.add("method", "PUBLISH")
    drawn.add("x-wr-calname", clean(name, 100))
    items = list(judged_items)
    origins = _origins(judged.home for judged in items)
    taken: Counter[str] = Counter()
    for event in chain(
        *(_of_item(judged, as_of, origins[judged.home.registry]) for judged in items),
        _of_reporting(items, as_of, tuple(sorted(units)), origins),
    ):
        uid = str(event["UID"])
        taken[uid] += 1
        if taken[uid] > 1:  # of an id that stands twice in one registry, which `validate` refuses
            event["UID"] = f"{taken[uid]}-{uid}"
        drawn.add_component(event)
    text: bytes = drawn.to_ical()
    return text


def _origins(homes: Iterable[Home]) -> dict[str, tuple[str, ...]]:
    """What the UIDs of each registry's events begin with: its document's number, and its name if others share that."""
    documents = {home.registry: home.document for home in homes}
    shared = Counter(documents.values())
    return {
        registry: (document, registry) if shared[document] > 1 else (document,)
        for registry, document in documents.items()
    }


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


def _of_item(judged: JudgedItem, as_of: date, origin: tuple[str, ...]) -> Iterator[Any]:
    home, item, verdict = judged.home, judged.item, judged.verdict
    done = verdict.status.is_done
    name = f"{item.id} {item.title}"
    about = "\n".join(
        (
            f"任务 {item.task}；目标：{verdict.wanted}；时限：{verdict.due}",
            f"牵头单位：{'、'.join(home.leads) or '（原文没有写）'}",
            *((f"参与单位：{'、'.join(home.participants)}",) if home.participants else ()),
            f"截至 {as_of}：{verdict.light} {verdict.label}。{'；'.join(verdict.reasons)}",
            f"文件：{home.document}",
        )
    )
    uid = *origin, item.id
    alarm = None if done else DUE_ALARM
    event = _event(as_of, (*uid, "due"), verdict.due, f"{'已完成' if done else '时限'}：{name}", about, alarm)
    event.add("sequence", sum(change.date <= as_of for change in item.adjustments))
    yield event
    for due in checkpoints_of(judged, as_of):
        met, (point, original, days) = due.state is CheckpointState.MET, due.planned
        summary = f"节点：{name} {due.wanted}{'（已完成）' if met else ''}"
        key = *uid, "checkpoint", original.isoformat()
        event = _event(as_of, key, point.date, summary, about, None if met else DUE_ALARM)
        if point.date != original:
            event.add("sequence", len(days) - 1)
        yield event


def _of_reporting(
    judged_items: Sequence[JudgedItem], as_of: date, units: tuple[str, ...], origins: Mapping[str, tuple[str, ...]]
) -> Iterator[Any]:
    """One event a reporting day and document, with what is to be reported: on a working day, its own or the next."""
    expected: dict[tuple[date, str, str], list[JudgedItem]] = {}
    for judged in judged_items:
        if not judged.verdict.status.is_done:
            for day in _reporting_days(judged, as_of):
                expected.setdefault((day, judged.home.registry, judged.home.document), []).append(judged)
    for (day, registry, document), due in sorted(expected.items(), key=lambda pair: pair[0]):
        leads = {unit: None for judged in due for unit in judged.lead_units}
        about = "\n".join(
            (
                f"报送截至 {day} 的进展，共 {len(due)} 项：",
                *(f"{judged.item.id} {judged.item.title}" for judged in due),
                f"单位：{'、'.join(leads)}",
                f"文件：{document}",
            )
        )
        uid = *origins[registry], "report", day.isoformat(), *units
        by = on_or_after(day, due[0].rules.calendar)
        yield _event(as_of, uid, by, f"报送日：重点工作任务进展（{len(due)} 项）", about, REPORT_ALARM)


def _reporting_days(judged: JudgedItem, as_of: date) -> Iterator[date]:
    """The last days of the cycles from the first reporting day to the cycle in which the item is due.

    What is overdue goes on being reported until it is done: to the cycle in which `as_of` lies.
    """
    cycle, first = judged.rules.reporting.cycle, first_reporting_day(judged.item, judged.rules)
    end = reporting_day(max(judged.verdict.due, as_of), cycle)
    months = range(month_of(first), month_of(end) + 1)
    yield from dict.fromkeys(day for month in months if first <= (day := reporting_day(month_end(month), cycle)) <= end)
