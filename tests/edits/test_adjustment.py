"""Approved adjustments without writing YAML: only the bytes that must change, and only what validates."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import partial
from pathlib import Path

import pytest

from dcgd.edits.adjustment import Adjusted, Value, adjust
from dcgd.errors import Refused
from dcgd.model import Adjustable, Comparator, Firmness, Milestone, Target, Task
from dcgd.registry.change import change
from dcgd.registry.load import Reading, read
from stamps import keys_of, stamp_of
from texts import changed_lines

DAY = date(2023, 9, 1)
STAMP, KEYS = stamp_of(DAY), keys_of(DAY)


def to(value: Value) -> Callable[[Target | Milestone | Task], Value]:
    return lambda _item: value


def save(
    folder: Path,
    field: Adjustable,
    value: Value,
    *,
    name: str = "5-1",
    day: date = DAY,
) -> Adjusted:
    """Write an adjustment to a registry."""
    edit = partial(adjust, id_=name, field=field, value_of=to(value), day=day, reason="政策调整", approved_by="常务会")
    return change(folder, partial(edit, stamp=STAMP)).result


def set_value(folder: Path, value: int, day: date = DAY, name: str = "5-1") -> None:
    save(folder, Adjustable.VALUE, Decimal(value), name=name, day=day)


def test_an_adjustment_is_written_and_the_value_stays(registry: Path) -> None:
    before = (registry / "tasks.yaml").read_bytes()
    set_value(registry, 12)
    after = (registry / "tasks.yaml").read_bytes()
    record = "              - {date: 2023-09-01, field: value, from: 15, to: 12, reason: 政策调整, "
    record += f"approved_by: 常务会, {KEYS}}}\n"
    assert changed_lines(before, after) == ([], [b"            adjustments:\n", record.encode()])
    (target,) = [item for _filed, item, _place in read(registry).registry.items if item.id == "5-1"]
    assert isinstance(target, Target)
    assert target.value == 15
    assert target.adjustments[0].to == 12


def test_the_next_one_starts_from_the_last(registry: Path) -> None:
    set_value(registry, 12)
    adjusted = save(registry, Adjustable.VALUE, Decimal(10), day=date(2023, 10, 1))
    assert isinstance(adjusted.item, Target)
    assert (adjusted.item.id, adjusted.old, adjusted.new) == ("5-1", Decimal(12), Decimal(10))
    assert read(registry).diagnostics == []


def test_other_fields_and_milestones(registry: Path) -> None:
    new: dict[Adjustable, Value] = {
        Adjustable.DUE: date(2024, 3, 31),
        Adjustable.COMPARATOR: Comparator.ABOUT,
        Adjustable.FIRMNESS: Firmness.STRIVE,
    }
    for field, value in new.items():
        save(registry, field, value)
    save(registry, Adjustable.DUE, date(2024, 1, 31), name="5-m1")
    save(registry, Adjustable.FIRMNESS, Firmness.STRIVE, name="5-m1")
    assert read(registry).diagnostics == []
    with pytest.raises(
        Refused, match="5-m1 能调整的是：due（时限）、firmness（约束性）、checkpoints（节点）；不能调整目标值"
    ):
        save(registry, Adjustable.VALUE, Decimal(1), name="5-m1")


def test_a_task_without_targets_and_milestones_is_extended(registry: Path) -> None:
    before = (registry / "tasks.yaml").read_bytes()
    adjusted = save(registry, Adjustable.DUE, date(2024, 3, 31), name="12")
    assert (adjusted.old, adjusted.new) == (date(2023, 12, 31), date(2024, 3, 31))
    _gone, come = changed_lines(before, (registry / "tasks.yaml").read_bytes())
    assert _gone == []
    assert come[0].strip() == b"adjustments:"
    again = save(registry, Adjustable.DUE, date(2024, 6, 30), name="12", day=date(2023, 10, 1))
    assert again.old == date(2024, 3, 31)
    reading = read(registry)
    assert reading.diagnostics == []
    [task] = [filed.entity for filed in reading.registry.tasks if filed.entity.number == 12]
    assert (task.due, [made.to for made in task.adjustments]) == (None, [date(2024, 3, 31), date(2024, 6, 30)])
    with pytest.raises(Refused, match="12 能调整的是：due（时限）、checkpoints（节点）；不能调整约束性"):
        save(registry, Adjustable.FIRMNESS, Firmness.STRIVE, name="12")


def test_an_id_may_be_typed_with_the_input_method(registry: Path) -> None:
    adjusted = save(registry, Adjustable.VALUE, Decimal(12), name="５－１")
    assert isinstance(adjusted.item, Target)
    assert adjusted.item.id == "5-1"


def test_a_task_that_has_targets_is_extended_by_them(registry: Path) -> None:
    with pytest.raises(Refused, match="任务 5 按它的目标和成果判定，逐项调整：5-1、5-2、5-m1"):
        save(registry, Adjustable.DUE, date(2024, 3, 31), name="5")


def test_what_cannot_be_is_refused_and_nothing_is_written(registry: Path) -> None:
    set_value(registry, 12)
    before = (registry / "tasks.yaml").read_bytes()
    for attempt, said in (
        (lambda: set_value(registry, 12), "5-1 的目标值已经是 12"),
        (lambda: set_value(registry, 9, date(2023, 8, 1)), "上一次调整在 2023-09-01，这一次（2023-08-01）不能更早"),
        (lambda: set_value(registry, 9, name="5-9"), "没有编号“5-9”；是不是：5-1"),
        (
            lambda: save(registry, Adjustable.BASELINE, Decimal(1)),
            "5-1 没有写基数（baseline）",
        ),
    ):
        with pytest.raises(Refused, match=said):
            attempt()
    assert (registry / "tasks.yaml").read_bytes() == before


def test_what_would_not_validate_is_refused_with_the_diagnostics(registry: Path) -> None:
    before = (registry / "tasks.yaml").read_bytes()
    with pytest.raises(Refused) as refused:
        save(registry, Adjustable.VALUE, "十二")
    assert [diagnostic.code for diagnostic in refused.value.diagnostics] == ["bad-number"]
    assert (registry / "tasks.yaml").read_bytes() == before


def test_line_ends_and_a_byte_order_mark_stay(registry: Path) -> None:
    path = registry / "tasks.yaml"
    before = b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n")
    path.write_bytes(before)
    set_value(registry, 12)
    after = path.read_bytes()
    assert after.startswith(b"\xef\xbb\xbf#")
    assert b"\n" not in after.replace(b"\r\n", b"")
    gone, come = changed_lines(before, after)
    assert gone == []
    assert len(come) == 2


def test_the_new_value_is_of_the_item_that_is_adjusted(before: Reading) -> None:
    def value_of(item: Target | Milestone | Task) -> Value:
        assert isinstance(item, Target)
        return item.value + 1 if item.value is not None else 0

    edit = partial(adjust, before, "1-2", Adjustable.VALUE, value_of, day=DAY, stamp=STAMP)
    edited = edit(reason="批复", approved_by="常务会")
    assert (edited.result.old, edited.result.new) == (Decimal("2.8"), Decimal(4))
    added = "              - {date: 2023-09-01, field: value, from: 2.8, to: 4, reason: 批复, approved_by: 常务会, "
    added += f"{KEYS}}}\n"
    text = edited.texts["tasks.yaml"]
    assert added in text
    assert text.replace(added, "") == before.parsed["tasks.yaml"].text


def test_it_may_be_of_the_same_day_as_the_last_or_before_one_of_another_field(registry: Path) -> None:
    set_value(registry, 12)
    set_value(registry, 11)
    save(registry, Adjustable.DUE, date(2024, 3, 31), day=date(2023, 8, 1))
    assert read(registry).diagnostics == []
