"""What the index holds, judged: the same verdicts as the files themselves would give."""

import sqlite3
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from dcgd.index import lookup
from dcgd.index.lookup import Filter
from dcgd.model.items import items_of
from dcgd.model.standing import standing
from dcgd.registry.load import read
from dcgd.tracking.judged_items import judged_items
from dcgd.tracking.judging.assess import assess
from dcgd.tracking.judging.goals import goal_on
from dcgd.tracking.which import Which
from dcgd.words import ITEMS, What
from districts import judged, opened

DAYS = [
    date(2024, 12, 31),
    date(2025, 1, 1),
    date(2025, 2, 1),
    date(2025, 4, 30),
    date(2025, 6, 30),
    date(2025, 9, 30),
    date(2025, 11, 30),
    date(2025, 12, 31),
    date(2026, 1, 20),
    date(2027, 1, 1),
]
THIRD_QUARTER = date(2025, 9, 30)


@pytest.fixture
def connection(example: Path) -> Iterator[sqlite3.Connection]:
    found = opened(example)
    yield found
    found.close()


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_the_verdicts_are_those_of_the_files(example: Path, day: date) -> None:
    """Nothing is lost or bent on the way through the index: numbers, dates, adjustments, checkpoints, rules."""
    (example / "problems.yaml").unlink()  # those have tests of their own
    registry = read(example).registry
    assert registry.document is not None
    by_subject: dict[str, list[object]] = {}
    for report in standing([filed.entity for filed in registry.reports], lambda report: report):
        by_subject.setdefault(report.item, []).append(report)
    expected = {}
    for task in registry.tasks:
        number = str(task.entity.number)
        for item in items_of(task.entity, registry.document, reported=number in by_subject):
            reports = by_subject.get(item.id, [])
            expected[item.id] = item, assess(item, reports, day, registry.rules)  # type: ignore[arg-type]
    found = {judged.item.id: judged for judged in judged(example, day=day)}
    assert list(found) == list(expected), "every item, in the order of the document"
    for name, (item, verdict) in expected.items():
        assert found[name].item == item
        assert found[name].verdict == verdict


def test_open_problems_past_their_deadline_are_risks_of_their_item_or_of_all_items_of_their_task(
    connection: sqlite3.Connection,
) -> None:
    def troubled(day: date) -> list[str]:
        return [each.item.id for each in judged_items(connection, Filter(), day) if "problem" in each.verdict.risks]

    assert troubled(date(2025, 9, 20)) == [], "the deadline itself is not past"
    assert troubled(date(2025, 9, 21)) == ["13-m1"]
    assert troubled(date(2025, 11, 2)) == ["13-m1"], "solved and fed back is not yet closed"
    assert troubled(date(2025, 11, 3)) == [], "closed on this day"
    assert troubled(date(2025, 8, 11)) == [], "sent back with a new deadline"


def test_a_problem_of_a_whole_task_is_a_risk_of_each_of_its_items(example: Path) -> None:
    path = example / "problems.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("deadline: 2025-11-30", "deadline: 2025-09-15"), encoding="utf-8", newline="\n")
    found = judged(example, day=THIRD_QUARTER)
    assert [each.item.id for each in found if "problem" in each.verdict.risks] == ["10-1", "10-2", "13-m1"]


def test_a_filter_narrows_tasks_and_kinds_narrow_items(connection: sqlite3.Connection) -> None:
    def ids(wanted: Filter, *whats: str) -> list[str]:
        found = judged_items(connection, wanted, THIRD_QUARTER, Which(kinds=[What(what) for what in whats] or ITEMS))
        return [each.item.id for each in found]

    water = lookup.units(connection, ["水务局"])
    assert ids(Filter(units=water)) == ["5-1", "5-2", "8-1"]
    assert ids(Filter(units=lookup.units(connection, ["区住建局"]), role="participant")) == [
        *("7-1", "7-2", "7-3"), "8-1", *("11-1", "11-m1"),
    ]  # fmt: skip
    assert ids(Filter(sections=lookup.sections(connection, ["五"])), "task") == ["16", "17"]
    assert ids(Filter(search="老旧小区 电梯")) == ["14-1", "14-2"]
    assert ids(Filter(units=water), "milestone") == []


def test_a_task_with_targets_is_an_item_once_it_is_reported_on_as_a_whole(example: Path) -> None:
    path = example / "progress/2025-09.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text + "  - {task: 5, date: 2025-09-30, percent: 80}\n", encoding="utf-8", newline="\n")
    found = judged(example, day=THIRD_QUARTER, tasks=[(1, 5)])
    assert [(each.item.id, each.item.what) for each in found] == [("5-1", "target"), ("5-2", "target"), ("5", "task")]


def test_the_real_registry_without_any_report_is_overdue_after_its_year(registry: Path) -> None:
    found = judged(registry, day=date(2024, 1, 1))
    assert len(found) >= 90
    assert {each.verdict.label for each in found} == {"逾期 · 未报送"}
    assert {each.verdict.light for each in found} == {"红"}
    assert all(
        goal_on(each.item, date(2024, 1, 1), each.rules.thresholds.tolerance).due < date(2024, 1, 1) for each in found
    )
