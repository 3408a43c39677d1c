"""The calendar as calendar programs read it."""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar

from dcgd.model import Adjustable, Adjustment, Reporting
from dcgd.model import Calendar as WorkCalendar
from dcgd.model.working_days import is_working_day
from dcgd.publish.papers.calendar import calendar
from dcgd.publish.snapshot import Snapshot
from dcgd.tracking.judged_items import JudgedItem
from dcgd.tracking.judging.assess import assess
from districts import snapshot_of


def events(data: bytes) -> list[Any]:
    found = Calendar.from_ical(data)
    assert not found.errors
    return list(found.walk("VEVENT"))


def of(data: bytes, words: str) -> list[Any]:
    return [event for event in events(data) if words in event["SUMMARY"]]


@pytest.fixture
def made(snapshot: Snapshot) -> bytes:
    return calendar(snapshot.items, snapshot.as_of, "云汐区")


def test_it_is_a_calendar_with_a_name(made: bytes) -> None:
    found = Calendar.from_ical(made)
    assert (found["VERSION"], found["METHOD"], found["X-WR-CALNAME"]) == ("2.0", "PUBLISH", "云汐区")
    assert found["PRODID"]
    assert all(len(line) <= 75 for line in made.split(b"\r\n"))


def test_every_deadline_is_a_whole_day(made: bytes, snapshot: Snapshot) -> None:
    deadlines = of(made, "时限：") + of(made, "已完成：")
    assert len(deadlines) == len(snapshot.items)
    for event in deadlines:
        assert type(event.decoded("DTSTART")) is date
        assert event.decoded("DTEND") - event.decoded("DTSTART") == timedelta(days=1)
        assert event["TRANSP"] == "TRANSPARENT"
    days = Counter(event.decoded("DTSTART") for event in deadlines)
    assert days == Counter(judged.verdict.due for judged in snapshot.items)


def test_only_what_is_not_done_rings(made: bytes) -> None:
    assert all(event.walk("VALARM") for event in of(made, "时限："))
    assert of(made, "已完成：")
    assert not any(event.walk("VALARM") for event in of(made, "已完成："))
    alarm = of(made, "时限：")[0].walk("VALARM")[0]
    assert (alarm["ACTION"], alarm.decoded("TRIGGER")) == ("DISPLAY", timedelta(days=-7))
    assert alarm["DESCRIPTION"]


def test_checkpoints_say_what_to_reach(made: bytes, snapshot: Snapshot) -> None:
    points = [point for judged in snapshot.items for point in judged.item.checkpoints]
    found = of(made, "节点：")
    assert Counter(event.decoded("DTSTART") for event in found) == Counter(point.date for point in points)
    assert points
    assert "达到" in found[0]["SUMMARY"]


def test_a_checkpoint_that_is_met_says_so_and_does_not_ring_one_that_is_late_does(made: bytes) -> None:
    said = {event["SUMMARY"]: bool(event.walk("VALARM")) for event in of(made, "节点：11-m1")}
    name = "节点：11-m1 完成云汐第三中学建设"
    assert said == {
        f"{name} 完成基础施工（已完成）": False,
        f"{name} 主体封顶（已完成）": False,
        f"{name} 配电工程完工": True,
    }


def test_a_checkpoint_that_was_moved_is_the_same_event_on_another_day(made: bytes, snapshot: Snapshot) -> None:
    [judged] = [judged for judged in snapshot.items if judged.item.id == "11-m1"]
    move = Adjustment(
        date=date(2025, 8, 1),
        field=Adjustable.CHECKPOINTS,
        from_=date(2025, 7, 31),
        to=date(2025, 10, 31),
        reason="雨季",
        approved_by="区政府",
    )
    moved = replace(judged, item=replace(judged.item, adjustments=(*judged.item.adjustments, move)))
    [before] = of(made, "配电工程完工")
    [after] = of(calendar([moved], snapshot.as_of, "云汐区"), "配电工程完工")
    assert after["UID"] == before["UID"]
    assert (after.decoded("DTSTART"), after["SEQUENCE"]) == (date(2025, 10, 31), 1)


def test_reporting_days_are_the_ends_of_the_cycles_with_what_is_to_be_reported(made: bytes) -> None:
    found = of(made, "报送日")
    days = [event.decoded("DTSTART") for event in found]
    assert days[:3] == [date(2025, 2, 5), date(2025, 2, 28), date(2025, 3, 31)], "January ended within the festival"
    assert date(2025, 9, 1) in days, "31 August was a Sunday"
    assert all(is_working_day(day, WorkCalendar()) for day in days)
    assert len(set(days)) == len(days)
    first = found[0]["DESCRIPTION"]
    assert "9-2 创建垃圾分类示范小区" in first
    assert "区住房和城乡建设局" in first


def test_nobody_is_reminded_to_report_on_what_has_not_begun(snapshot: Snapshot) -> None:
    """Also where the rules set a first reporting day for all."""
    early = replace(snapshot.items[0].rules, reporting=Reporting(first=date(2025, 3, 31)))
    later = [replace(judged, rules=early) for judged in snapshot.items if judged.item.start == date(2025, 10, 1)]
    days = [event.decoded("DTSTART") for event in of(calendar(later, snapshot.as_of, "云汐区"), "报送日")]
    assert days[0] == date(2025, 10, 31)


def test_every_event_has_its_own_uid(made: bytes) -> None:
    uids = [event["UID"] for event in events(made)]
    assert len(set(uids)) == len(uids)


def test_several_registries_of_one_number_have_no_uid_twice(snapshot: Snapshot, made: bytes) -> None:
    both = [
        replace(judged, home=replace(judged.home, registry=registry))
        for registry in ("甲", "乙")
        for judged in snapshot.items
    ]
    uids = [event["UID"] for event in events(calendar(both, snapshot.as_of, "x"))]
    assert len(uids) == 2 * len(events(made))
    assert len(set(uids)) == len(uids)


def test_an_id_that_stands_twice_has_no_uid_twice(snapshot: Snapshot) -> None:
    uids = [event["UID"] for event in events(calendar([snapshot.items[0]] * 2, snapshot.as_of, "x"))]
    assert len(set(uids)) == len(uids)


def test_what_is_overdue_goes_on_having_reporting_days_until_it_is_done(snapshot: Snapshot) -> None:
    day = date(2026, 3, 10)
    overdue, done = (judged for judged in snapshot.items if judged.item.id in ("12-2", "15-1"))
    later = [
        replace(judged, verdict=assess(judged.item, judged.reports, day, judged.rules)) for judged in (overdue, done)
    ]
    asked = of(calendar(later, day, "x"), "报送日")
    assert asked[-1].decoded("DTSTART") == date(2026, 3, 31)
    assert "12-2 " in asked[-1]["DESCRIPTION"]
    assert "15-1" not in asked[-1]["DESCRIPTION"]


def moved(judged: JudgedItem, due: date, day: date) -> JudgedItem:
    change = Adjustment(
        date=day, field=Adjustable.DUE, from_=judged.item.due, to=due, reason="延期", approved_by="区政府常务会议"
    )
    item = replace(judged.item, adjustments=(change,))
    return replace(judged, item=item, verdict=assess(item, judged.reports, day, judged.rules))


def test_a_deadline_that_moves_moves_its_event(snapshot: Snapshot) -> None:
    judged = next(judged for judged in snapshot.items if judged.item.id == "9-2")
    (before,) = of(calendar([judged], snapshot.as_of, "x"), "时限：")
    (after,) = of(calendar([moved(judged, date(2026, 6, 30), snapshot.as_of)], snapshot.as_of, "x"), "时限：")
    assert after["UID"] == before["UID"]
    assert after.decoded("DTSTART") == date(2026, 6, 30)
    assert after["SEQUENCE"] > before["SEQUENCE"]


def test_uids_do_not_depend_on_where_the_data_is_or_when_it_is_asked(example: Path) -> None:
    def uids(day: date) -> set[str]:
        snapshot = snapshot_of(example, day=day)
        return {
            event["UID"] for event in events(calendar(snapshot.items, day, "x")) if "报送日" not in event["SUMMARY"]
        }

    assert uids(date(2025, 3, 31)) == uids(date(2025, 9, 30))


def test_two_units_have_reporting_days_of_their_own(snapshot: Snapshot) -> None:
    one, two = (calendar(snapshot.items, snapshot.as_of, "x", [unit]) for unit in ("区水利局", "区财政局"))
    assert not {event["UID"] for event in of(one, "报送日")} & {event["UID"] for event in of(two, "报送日")}
    assert {event["UID"] for event in of(one, "时限：")} == {event["UID"] for event in of(two, "时限：")}


def test_the_same_items_give_the_same_bytes(snapshot: Snapshot, made: bytes) -> None:
    assert calendar(snapshot.items, snapshot.as_of, "云汐区") == made


def test_nothing_in_the_data_is_a_property_or_a_component(hostile: Snapshot) -> None:
    entries = [
        replace(
            judged, item=replace(judged.item, title=f"甲\r\nATTENDEE:mailto:a@b.c\nEND:VEVENT\n{judged.item.title}")
        )
        for judged in hostile.items
    ]
    made = calendar(entries, hostile.as_of, "甲\r\nX-EVIL:1")
    found = Calendar.from_ical(made)
    assert "X-EVIL" not in found
    assert {each.name for each in found.walk()} == {"VCALENDAR", "VEVENT", "VALARM"}
    allowed = {"UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "DESCRIPTION", "TRANSP", "SEQUENCE"}
    for event in events(made):
        assert set(event) <= allowed
