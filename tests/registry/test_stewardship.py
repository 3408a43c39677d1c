"""Approved adjustments and units without writing YAML: only the bytes that must change, and only what validates."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from dcgd.errors import CannotEdit, Refused
from dcgd.model import Adjustable, Comparator, Firmness, Milestone, Target
from dcgd.registry.load import read
from dcgd.registry.stewardship import Value, add_aliases, add_unit, adjust, rename_unit

DAY = date(2023, 9, 1)


def to(value: Value) -> Callable[[Target | Milestone], Value]:
    return lambda _item: value


def set_value(folder: Path, value: int, day: date = DAY, name: str = "5-1") -> None:
    adjust(folder, name, Adjustable.VALUE, to(Decimal(value)), day=day, reason="政策调整", approved_by="常务会")


def lines(before: bytes, after: bytes) -> tuple[list[bytes], list[bytes]]:
    """The lines taken out and put in."""
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    return [each for each in old if each not in new], [each for each in new if each not in old]


def test_an_adjustment_is_written_and_the_value_stays(registry: Path) -> None:
    before = (registry / "tasks.yaml").read_bytes()
    set_value(registry, 12)
    after = (registry / "tasks.yaml").read_bytes()
    record = (
        "              - {date: 2023-09-01, field: value, from: 15, to: 12, reason: 政策调整, approved_by: 常务会}\n"
    )
    assert lines(before, after) == ([], [b"            adjustments:\n", record.encode()])
    (target,) = [item for _filed, item, _place in read(registry).registry.items if item.id == "5-1"]
    assert isinstance(target, Target)
    assert target.value == 15
    assert target.adjustments[0].to == 12


def test_the_next_one_starts_from_the_last(registry: Path) -> None:
    set_value(registry, 12)
    made = adjust(
        registry, "5-1", Adjustable.VALUE, to(Decimal(10)), day=date(2023, 10, 1), reason="再调整", approved_by="常务会"
    )
    assert (made.before, made.after, made.file) == (Decimal(12), Decimal(10), "tasks.yaml")
    assert read(registry).diagnostics == []


def test_other_fields_and_milestones(registry: Path) -> None:
    new: dict[Adjustable, Value] = {
        Adjustable.DUE: date(2024, 3, 31),
        Adjustable.COMPARATOR: Comparator.ABOUT,
        Adjustable.FIRMNESS: Firmness.STRIVE,
    }
    for field, value in new.items():
        adjust(registry, "5-1", field, to(value), day=DAY, reason="政策调整", approved_by="常务会")
    adjust(registry, "5-m1", Adjustable.DUE, to(date(2024, 1, 31)), day=DAY, reason="政策调整", approved_by="常务会")
    adjust(registry, "5-m1", Adjustable.FIRMNESS, to(Firmness.STRIVE), day=DAY, reason="政策调整", approved_by="常务会")
    assert read(registry).diagnostics == []
    with pytest.raises(Refused, match="5-m1 能调整的是：due、firmness；不能调整 value"):
        adjust(registry, "5-m1", Adjustable.VALUE, to(Decimal(1)), day=DAY, reason="x", approved_by="y")


def test_what_cannot_be_is_refused_and_nothing_is_written(registry: Path) -> None:
    set_value(registry, 12)
    before = (registry / "tasks.yaml").read_bytes()
    for change, said in (
        (lambda: set_value(registry, 12), "5-1 的 value 已经是 12"),
        (lambda: set_value(registry, 9, date(2023, 8, 1)), "上一次调整在 2023-09-01，这一次（2023-08-01）不能更早"),
        (lambda: set_value(registry, 9, name="5-9"), "没有目标或成果“5-9”；是不是：5-1"),
        (
            lambda: adjust(registry, "5-1", Adjustable.BASELINE, to(Decimal(1)), day=DAY, reason="x", approved_by="y"),
            "5-1 没有写 baseline",
        ),
    ):
        with pytest.raises(Refused, match=said):
            change()
    assert (registry / "tasks.yaml").read_bytes() == before


def test_what_would_not_validate_is_refused_with_the_diagnostics(registry: Path) -> None:
    before = (registry / "tasks.yaml").read_bytes()
    with pytest.raises(Refused) as refused:
        adjust(registry, "5-1", Adjustable.VALUE, to("十二"), day=DAY, reason="x", approved_by="y")
    assert [each.code for each in refused.value.diagnostics] == ["bad-number"]
    assert (registry / "tasks.yaml").read_bytes() == before


def test_line_ends_and_a_byte_order_mark_stay(registry: Path) -> None:
    path = registry / "tasks.yaml"
    before = b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n")
    path.write_bytes(before)
    set_value(registry, 12)
    after = path.read_bytes()
    assert after.startswith(b"\xef\xbb\xbf#")
    assert b"\n" not in after.replace(b"\r\n", b"")
    gone, come = lines(before, after)
    assert gone == []
    assert len(come) == 2


def test_a_file_whose_bytes_would_not_stay_is_not_edited(registry: Path) -> None:
    path = registry / "units.yaml"
    good = path.read_text(encoding="utf-8")
    for data, kind in (
        (good.encode("gb18030"), Refused),
        (good.replace("# 责任单位", "# 责任\x01单位", 1).encode(), Refused),
        (good.replace("units:", "units: [", 1).encode(), CannotEdit),
    ):
        path.write_bytes(data)
        with pytest.raises(kind):
            add_unit(registry, "区大数据局", [])
        assert path.read_bytes() == data


def test_a_unit_more(registry: Path) -> None:
    before = (registry / "units.yaml").read_bytes()
    add_unit(registry, "区大数据局", ["大数据局", "大数据局"])
    after = (registry / "units.yaml").read_bytes()
    assert after == before + "  - {name: 区大数据局, aliases: [大数据局]}\n".encode()
    for name, aliases in (("区水利局", []), ("区档案馆", ["水利局"])):
        with pytest.raises(Refused, match="已经是区水利局的名称或别名"):
            add_unit(registry, name, list(aliases))


def test_a_unit_renamed_keeps_its_old_name_for_the_tasks(registry: Path) -> None:
    tasks = (registry / "tasks.yaml").read_bytes()
    before = (registry / "units.yaml").read_bytes()
    assert rename_unit(registry, "财政局", "区财政金融局") == "区财政局"
    gone, come = lines(before, (registry / "units.yaml").read_bytes())
    assert gone == ["  - name: 区财政局\n".encode()]
    assert come == ["  - name: 区财政金融局\n".encode(), "    aliases: [区财政局]\n".encode()]
    assert (registry / "tasks.yaml").read_bytes() == tasks
    assert read(registry).diagnostics == []
    with pytest.raises(Refused, match="没有“区水力局”；是不是：区水利局"):
        rename_unit(registry, "区水力局", "x")
    with pytest.raises(Refused, match="它的名称已经是"):
        rename_unit(registry, "区财政局", "区财政金融局")


def test_a_name_of_another_unit_is_refused(registry: Path) -> None:
    before = (registry / "units.yaml").read_bytes()
    with pytest.raises(Refused) as refused:
        rename_unit(registry, "区财政局", "区水利局")
    assert "alias-claimed-twice" in {each.code for each in refused.value.diagnostics}
    assert (registry / "units.yaml").read_bytes() == before


def test_aliases_more(registry: Path) -> None:
    assert add_aliases(registry, "区科技局", ["区科学局", "区科技局"]) == "区科学技术局"
    text = (registry / "units.yaml").read_text(encoding="utf-8")
    assert "aliases: [区科技局, 区科学局]" in text
    with pytest.raises(Refused, match="区科学技术局已经有这个名称"):
        add_aliases(registry, "区科技局", ["区科技局"])
