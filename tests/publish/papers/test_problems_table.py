"""The table of problems: what is open and overdue first, what is closed apart."""

from dataclasses import replace
from datetime import datetime
from io import BytesIO
from typing import Any

import openpyxl

from dcgd.publish.papers.problems_table import problems_table
from dcgd.publish.snapshot import Snapshot
from districts import EXAMPLE, snapshot_of


def book_of(snapshot: Snapshot) -> Any:
    return openpyxl.load_workbook(BytesIO(problems_table(snapshot)))


def rows(sheet: Any) -> list[dict[str, Any]]:
    head = ["".join(cell.value.split()) for cell in sheet[3]]
    there = [dict(zip(head, row, strict=True)) for row in sheet.iter_rows(min_row=4, values_only=True)]
    return [row for row in there if isinstance(row["序号"], int)]


def test_what_is_open_stands_first_by_its_deadline_and_what_is_closed_apart(snapshot: Snapshot) -> None:
    book = book_of(snapshot)
    assert book.sheetnames == ["未销号", "已销号"]
    still_open = rows(book["未销号"])
    assert [(row["整改责任单位"], row["销号状态"], row["备注"]) for row in still_open] == [
        ("区民政局", "超期", "超期10天"),
        ("区人社局", "整改中", None),
        (None, "未销号", None),
    ]
    assert [row["计划完成时限"] for row in still_open] == [datetime(2025, 9, 20), datetime(2025, 11, 30), None]
    assert len(rows(book["已销号"])) == 2


def test_its_head_counts(snapshot: Snapshot) -> None:
    sheet = book_of(snapshot)["未销号"]
    assert sheet["A1"].value == "2025年重点工作问题销号台账"
    assert sheet["A2"].value == "编制单位：云汐区政府督查室　共5个，已销号2个，未销号3个（超期1个）"
    assert (sheet.page_setup.paperSize, sheet.print_title_rows) == (8, "$1:$3")


def test_a_closed_one_says_what_was_done_and_who_checked_it(snapshot: Snapshot) -> None:
    row = next(row for row in rows(book_of(snapshot)["已销号"]) if "施工用电" in row["问题描述"])
    assert row["整改措施"].replace("\n", "") == "申请临时增容；增容到位"
    assert (row["计划完成时限"], row["实际完成时间"]) == (datetime(2025, 9, 5), datetime(2025, 9, 2))
    assert (row["复核情况"].replace("\n", ""), row["复核人"]) == ("两班施工，销号", "区政府办")
    assert row["佐证材料"].replace("\n", "").endswith("增容验收单.pdf")
    assert row["备注"].replace("\n", "") == "超期3天销号，退回1次"


def test_who_answers_is_named_of_the_item_or_of_the_unit_that_has_the_problem(snapshot: Snapshot) -> None:
    first, *_rest = rows(book_of(snapshot)["未销号"])
    assert (first["责任领导"], first["责任人"]) == ("孙某某", "秦某某")
    lent = next(row for row in rows(book_of(snapshot)["已销号"]) if "施工用电" in row["问题描述"])
    assert (lent["整改责任单位"], lent["责任领导"], lent["责任人"]) == ("区住建局", "吴某某", "沈某某")


def test_a_part_has_the_problems_of_its_tasks_alone(snapshot: Snapshot) -> None:
    some = replace(snapshot, items=[judged for judged in snapshot.items if judged.item.task == 13])
    assert [row["问题来源"] for row in rows(book_of(some)["未销号"])] == ["区民政局"]
    assert rows(book_of(some)["已销号"]) == []


def test_ids_are_for_the_program_alone_and_nothing_is_a_formula(snapshot: Snapshot, hostile: Snapshot) -> None:
    cells = [cell for sheet in book_of(snapshot) for row in sheet.iter_rows() for cell in row]
    assert not any("WT-" in str(cell.value) for cell in cells)
    assert all(cell.data_type != "f" for sheet in book_of(hostile) for row in sheet.iter_rows() for cell in row)


def test_a_year_in_which_nothing_was_raised_says_so() -> None:
    before = snapshot_of(EXAMPLE, day=datetime(2025, 2, 28).date())
    sheet = book_of(before)["未销号"]
    assert sheet["A4"].value == "没有。"
    assert sheet["A2"].value.endswith("共0个，已销号0个，未销号0个")
