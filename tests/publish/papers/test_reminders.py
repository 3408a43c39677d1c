"""催报: who has not reported what, a unit at a time, and the text for each."""

from typing import Any

from dcgd.publish.papers.reminders import by_unit, ids_of, reminders, unled


def row(unit: str, item: str, late: int, **more: Any) -> dict[str, Any]:
    base = {"document": "甲政字〔2023〕1号", "type": "circular", "unit": unit, "id": item, "title": f"事项{item}"}
    base |= {"expected": "2023-06-30", "due_by": "2023-06-30"}
    return base | {"days_late": late, "reported": None} | more


ROWS = [row("甲局", "1-1", 3, reported="2023-05-31"), row("乙局", "2-1", 3), row("甲局", "1-2", 3), row("", "9", 3)]


def test_a_unit_has_one_row_the_latest_and_longest_first() -> None:
    found = by_unit([*ROWS, row("丙局", "3-1", 9)])
    assert [(each["unit"], each["count"], each["days_late"], each["ids"]) for each in found] == [
        ("丙局", 1, 9, ["3-1"]),
        ("甲局", 2, 3, ["1-1", "1-2"]),
        ("乙局", 1, 3, ["2-1"]),
        ("", 1, 3, ["9"]),
    ], "equal ones in the order in which they come"


def test_the_text_can_be_sent_as_it_is() -> None:
    text = "\n".join(reminders(ROWS))
    assert text == (
        "甲局：\n"
        "　　甲政字〔2023〕1号 2023年6月的下列2项进展应于2023年6月30日前报送，至今未收到，已迟3天。请尽快填报：\n"
        "　　1. 事项1-1（上次报送2023年5月31日）\n"
        "　　2. 事项1-2（没有报过）\n"
        "\n"
        "乙局：\n"
        "　　甲政字〔2023〕1号 2023年6月的下列1项进展应于2023年6月30日前报送，至今未收到，已迟3天。请尽快填报：\n"
        "　　1. 事项2-1（没有报过）\n"
    )


def test_what_no_unit_is_asked_for_is_told_apart() -> None:
    assert unled(ROWS) == "没有写明牵头单位、没有列入的 1 项：9 事项9"
    assert unled(ROWS[:1]) == ""


def test_a_report_is_asked_for_by_a_working_day_and_named_by_its_month() -> None:
    [_unit, said, *_rest] = reminders([row("甲局", "1-1", 0, expected="2025-08-31", due_by="2025-09-01")])
    assert "2025年8月的下列1项进展应于2025年9月1日前报送" in said


def test_within_the_grace_nobody_is_told_to_be_late() -> None:
    [_unit, said, *_rest] = reminders([row("甲局", "1-1", 0)])
    assert "迟" not in said
    assert "尚未收到" in said


def test_the_ids_stand_apart_from_what_is_sent_for_the_clerk_who_records_the_answers() -> None:
    assert ids_of(ROWS) == "（登记时用的编号，不必发出：甲局 1-1、1-2；乙局 2-1）"
    assert ids_of([row("", "9", 3)]) == ""
