"""The plan of a year as a table: who does what, and what is due by the end of each quarter."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

import openpyxl

from dcgd.model import Checkpoint
from dcgd.publish.papers.plan_table import plan_table
from dcgd.publish.snapshot import Snapshot

HEAD = ["序号", "重点任务", "工作任务（原文）", "年度目标及时限", "一季度", "上半年", "前三季度", "全年", "牵头区领导", "牵头单位", "配合单位"]  # fmt: skip # noqa: E501


def sheet_of(snapshot: Snapshot) -> Any:
    return openpyxl.load_workbook(BytesIO(plan_table(snapshot)))["分解表"]


def head(sheet: Any) -> list[str]:
    return ["".join(cell.value.split()) for cell in sheet[3]]


def rows(sheet: Any) -> dict[str, dict[str, Any]]:
    there = [dict(zip(head(sheet), row, strict=True)) for row in sheet.iter_rows(min_row=4, values_only=True)]
    numbered = [row for row in there if isinstance(row["序号"], int)]
    assert [row["序号"] for row in numbered] == list(range(1, len(numbered) + 1)), "numbers run through"
    return {"".join(row["工作任务（原文）"].split()): row for row in numbered}


def test_the_columns_are_those_of_the_office(snapshot: Snapshot) -> None:
    sheet = sheet_of(snapshot)
    assert head(sheet) == HEAD
    assert sheet["A1"].value == "2025年重点工作目标任务分解表"
    assert [cell.value for cell in sheet[2] if cell.value] == ["编制单位：云汐区政府督查室", "云汐政办字〔2025〕3号"]
    assert (sheet.page_setup.paperSize, sheet.print_title_rows) == (9, "$1:$3")


def test_nodes_are_cumulative_and_what_ends_within_a_quarter_says_when(snapshot: Snapshot) -> None:
    there = rows(sheet_of(snapshot))
    money = next(row for text, row in there.items() if "技术改造投资" in text)
    assert [money[quarter] for quarter in HEAD[4:8]] == ["5亿元", "12亿元", "20亿元", None]
    school = there["8月底前完成云汐第三中学建设"]
    assert [school[quarter] for quarter in HEAD[4:8]] == ["完成基础施工", "主体封顶", "配电工程完工\n（7月底）", None]
    assert school["年度目标及时限"] == "8月底前完成"
    assert money["年度目标及时限"] == "30亿元\n12月底"


def test_what_has_no_nodes_is_never_divided_by_four(snapshot: Snapshot) -> None:
    bare = [replace(judged, item=replace(judged.item, checkpoints=())) for judged in snapshot.items]
    assert not set(HEAD[4:8]) & set(head(sheet_of(replace(snapshot, items=bare))))


def test_a_node_of_a_later_year_stands_in_the_last_column_with_its_year(snapshot: Snapshot) -> None:
    judged = snapshot.items[0]
    late = Checkpoint(date=date(2026, 6, 30), value=Decimal(15))
    item = replace(judged, item=replace(judged.item, checkpoints=(late,)))
    [row] = rows(sheet_of(replace(snapshot, items=[item]))).values()
    assert row["全年"].replace("\n", "") == "15家（2026年6月底）"


def test_words_are_those_of_the_document(snapshot: Snapshot) -> None:
    there = rows(sheet_of(snapshot))
    texts = {str(task["number"]): "".join(task["text"].split()) for task in snapshot.tasks}
    assert len(there) == len(snapshot.items)
    for text, judged in zip(there, snapshot.items, strict=True):
        assert text in texts[str(judged.item.task)]


def test_text_from_the_data_is_no_formula(hostile: Snapshot) -> None:
    assert all(cell.data_type != "f" for row in sheet_of(hostile).iter_rows() for cell in row)
    assert plan_table(hostile) == plan_table(hostile)
