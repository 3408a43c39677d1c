"""The life of items: every record is an event with its place; none is left out, those that were withdrawn neither."""

from collections import Counter
from pathlib import Path

from dcgd.data_words import EventKind
from dcgd.registry.load import Reading, read
from dcgd.tracking.life import Event, events

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "yunxi-2025"


def of_example() -> tuple[Reading, list[Event]]:
    reading = read(EXAMPLE)
    return reading, events(reading.registry)


def test_every_record_is_told() -> None:
    reading, told = of_example()
    registry = reading.registry
    kinds = Counter(event.kind for event in told)
    reported = kinds[EventKind.REPORTED] + kinds[EventKind.CORRECTED]
    cancelled = sum(filed.entity.withdrawn for filed in registry.reports)
    assert reported == len(registry.reports) - cancelled
    assert kinds[EventKind.PROBLEM] == sum(len(filed.entity.steps) for filed in registry.problems)
    assert kinds[EventKind.NOTICED] == len(registry.notices)
    assert kinds[EventKind.ANSWERED] == sum(len(filed.entity.trail) for filed in registry.notices)
    assert kinds[EventKind.REQUESTED] == sum(len(filed.entity.steps) for filed in registry.requests)
    assert kinds[EventKind.ISSUED] == len(registry.papers)
    assert kinds[EventKind.WITHDRAWN] == cancelled + sum(len(filed.entity.steps) for filed in registry.papers)
    bare = sum(not filed.entity.targets and not filed.entity.milestones for filed in registry.tasks)
    assert kinds[EventKind.PROMISED] == len(registry.items) + bare
    assert kinds[EventKind.ADJUSTED] == sum(
        len(entity.adjustments) for entity in (*(i.entity for i in registry.items), *(t.entity for t in registry.tasks))
    )
    assert kinds[EventKind.SEALED] == len(registry.seals)
    of_itself = {EventKind.DOUBTED, EventKind.SEALED}
    assert min(kinds[kind] for kind in EventKind if kind not in of_itself) > 0, "the example has one of each"


def test_they_are_in_order_and_each_stands_where_its_place_says() -> None:
    reading, told = of_example()
    assert [event.day for event in told] == sorted(event.day for event in told)
    for event in told:
        assert event.place is not None
        parsed = reading.parsed[event.place.file]
        line = parsed.text.splitlines()[parsed.position(event.place.path).line - 1]
        if event.kind in (EventKind.REPORTED, EventKind.CORRECTED):
            assert event.day.isoformat() in line
            assert all(f" {part}," in line for part in event.subject.split("@"))
        elif event.kind is EventKind.PROMISED:
            assert event.subject in line
        elif event.kind is EventKind.NOTICED:
            assert event.units, line


def test_what_was_cancelled_and_put_right_says_by_whom_and_why() -> None:
    _reading, told = of_example()
    (cancelled,) = [event for event in told if event.kind is EventKind.WITHDRAWN and event.subject == "5-1"]
    assert (cancelled.by, cancelled.sentence) == ("区政府督查室", "4 座还没有出报告")
    assert cancelled.recorded is not None
