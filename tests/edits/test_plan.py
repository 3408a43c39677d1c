"""The plan of returned workbooks in tasks.yaml: what is sure is written where it belongs, the rest stays."""

import difflib
from pathlib import Path

import pytest

from dcgd.edits.plan import record_plan
from dcgd.errors import Refused
from dcgd.registry.change import change
from dcgd.registry.load import Reading, read
from dcgd.tracking.returned.recognise import read_filled
from plans import DAY, INDUSTRY, Plan

FILE = "tasks.yaml"


def written(before: Reading, *plans: Plan) -> str:
    workbooks = [("收.xlsx", read_filled(plan.bytes())) for plan in plans]
    edited = record_plan(before, workbooks, DAY)
    assert record_plan(before, workbooks, DAY) == edited
    return edited.texts.get(FILE, "")


def lines_changed(before: Reading, *plans: Plan) -> list[str]:
    """The lines that went or came, with their signs."""
    old = before.parsed[FILE].text.splitlines()
    told = difflib.unified_diff(old, written(before, *plans).splitlines(), n=0, lineterm="")
    return [line for line in told if line[:2] not in ("--", "++", "@@")]


def test_people_and_checkpoints_are_put_where_they_belong(example: Path) -> None:
    plan = Plan(
        t1_1_责任人="施某某", t1_1_联系人="吕某某", t1_1_上半年="8家", t1_1_一季度="3家；完成建库", m3_1_一季度="封顶"
    )
    assert lines_changed(read(example), plan) == [
        "+        owner: 施某某",
        "+        contact: 吕某某",
        "+            checkpoints:",
        "+              - {date: 2025-03-31, value: 3}",
        "+              - {date: 2025-03-31, text: 完成建库}",
        "+              - {date: 2025-06-30, value: 8}",
        "+            checkpoints:",
        "+              - {date: 2025-03-31, text: 封顶}",
    ]
    text = written(read(example), plan)
    assert "participants: [区财政局]\n        owner: 施某某\n        contact: 吕某某\n        targets:" in text


def test_what_stands_is_changed_in_its_place_and_its_comment_stays(example: Path) -> None:
    plan = Plan(INDUSTRY, t2_2_上半年=13, t2_2_责任人="施某某")
    once = change(example, lambda before: record_plan(before, [("收.xlsx", read_filled(plan.bytes()))], DAY))
    assert "checkpoints:              # 节点目标" in (example / FILE).read_text(encoding="utf-8")
    again = lines_changed(once.reading, Plan(INDUSTRY, t2_2_上半年=14, t2_2_责任人="吕某某"))
    assert again == [
        "-        owner: 施某某",
        "+        owner: 吕某某",
        "-              - {date: 2025-06-30, value: 13}",
        "+              - {date: 2025-06-30, value: 14}",
    ]


def test_taken_again_nothing_is_written(example: Path) -> None:
    plan = Plan(t1_1_责任人="施某某", t1_1_上半年="8家；建库")
    saved = change(example, lambda before: record_plan(before, [("收.xlsx", read_filled(plan.bytes()))], DAY))
    assert saved.files == (FILE,)
    assert record_plan(saved.reading, [("收.xlsx", read_filled(plan.bytes()))], DAY).texts == {}


def test_line_ends_of_windows_stay(example: Path) -> None:
    path = example / FILE
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    text = written(read(example), Plan(t1_1_责任人="施某某", t1_1_上半年=8))
    assert text.count("\n") == text.count("\r\n")


def test_where_people_cannot_be_read_nothing_is_taken(example: Path) -> None:
    (example / "people.yaml").write_text("people: 1\n", encoding="utf-8")
    with pytest.raises(Refused, match="有错误"):
        written(read(example), Plan(t1_1_上半年=8))
