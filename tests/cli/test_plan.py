"""`dcgd plan`: the year's plan sent out, filled in, collected, and what of it is missing."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from plans import KEY

Run = Callable[..., Any]
TITLES = "责任人", "联系人", "一季度", "上半年", "前三季度", "全年"


def sent_out(example: Path, call: Run, folder: Path, *more: str) -> list[str]:
    done = call("plan", "template", "-o", str(folder), "--data", str(example), *more, "-f", "json")
    assert done.returncode == 0, done.stderr
    return [row["unit"] for row in json.loads(done.stdout)]


def fill(folder: Path, unit: str, row: int, **cells: Any) -> None:
    [path] = folder.glob(f"{unit}_*.xlsx")
    book = load_workbook(path)
    sheet = book["计划"]
    at = {cell.value: cell.column for cell in sheet[3]}
    for title, value in cells.items():
        sheet.cell(row, at[title]).value = value
    book.save(path)


@pytest.mark.slow
def test_a_round_from_the_forms_to_the_checkpoints(example: Path, call: Run, tmp_path: Path) -> None:
    data = ("--data", str(example))
    assert len(sent_out(example, call, tmp_path / "表")) == 12
    fill(tmp_path / "表", "区科学技术局", 4, 责任人="施某某", 一季度=3, 上半年="8家")
    fill(tmp_path / "表", "区水利局", 4, 联系人="曹某某 0000-0000005")
    before = (example / "tasks.yaml").read_bytes()
    preview = call("plan", "collect", str(tmp_path / "表"), "--dry-run", *data)
    assert preview.returncode == 1
    assert "这是预览，没有写入。" in preview.stderr
    assert (example / "tasks.yaml").read_bytes() == before
    done = call("plan", "collect", str(tmp_path / "表"), *data, "-f", "json")
    rows = json.loads(done.stdout)
    assert [(row["id"], row["column"], row["outcome"]) for row in rows] == [
        ("5-1", "联系人", "doubt"),
        ("1-1", "责任人", "record"),
        ("1-1", "一季度", "record"),
        ("1-1", "上半年", "record"),
    ]
    assert (rows[0]["place"], "0000005" in done.stdout + done.stderr) == ("计划!G4", False)
    assert "登记 3，" in done.stderr
    assert "存疑 1，拒收 0。" in done.stderr
    again = call("plan", "collect", str(tmp_path / "表"), *data)
    assert "登记 0，" in again.stderr
    shown = json.loads(call("show", "1", *data, "-f", "json").stdout)
    points = shown["targets"][0]["checkpoints"]
    assert [(point["date"], point["value"]) for point in points] == [("2025-03-31", 3), ("2025-06-30", 8)]
    assert call("validate", str(example)).returncode == 0


def test_the_form_asks_and_says_what_stands(example: Path, call: Run, tmp_path: Path) -> None:
    assert sent_out(example, call, tmp_path / "表", "--unit", "工信局") == ["区工业和信息化局"]
    sheet = load_workbook(tmp_path / "表" / "区工业和信息化局_节点计划_2025.xlsx")["计划"]
    assert [cell.value for cell in sheet[3]] == [KEY, "原有", "序号", "重点任务", "年度目标及时限", *TITLES]
    assert [cell.value for cell in sheet[5]][2:] == [
        *("2", "推进企业技术改造：技术改造投资", "30 亿元，12月底前", "冯某某", "张某某"),
        *("5亿元", "12亿元", "20亿元", None),
    ]
    assert [cell.value for cell in sheet[8]][9:] == ["—", "—"]
    assert [sheet.cell(5, column).protection.locked for column in (5, 6, 8)] == [True, False, False]
    assert sheet.column_dimensions["A"].hidden  # and B, which openpyxl takes for one with it
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    seen = [cell for row in sheet.iter_rows(max_row=9, min_col=3) for cell in row if cell.value is not None]
    assert min(cell.font.size for cell in seen) >= 10.5
    assert call("plan", "template", "-o", str(tmp_path / "表"), "--data", str(example)).returncode == 2


def test_forms_are_narrowed_to_a_person(example: Path, call: Run, tmp_path: Path) -> None:
    assert sent_out(example, call, tmp_path / "表", "--person", "曹某某", "--duty", "contact") == [
        "区水利局",
        "区生态环境分局",
    ]
    no_year = call("plan", "template", "-o", str(tmp_path / "又"), "--year", "2024", "--data", str(example))
    assert (no_year.returncode, "--year 2024 不在文件的年份（2025）之内" in no_year.stderr) == (2, True)


def test_what_is_missing_is_told_by_item_and_by_unit(example: Path, call: Run) -> None:
    asked = ("plan", "missing", "--data", str(example), "--as-of", "2025-02-01", "-f", "json")
    rows = json.loads(call(*asked).stdout)
    by_id = {row["id"]: row for row in rows}
    assert by_id["1-1"] == {
        "unit": "区科学技术局", "id": "1-1", "title": "新增高新技术企业", "due": "2025-12-31", "missing": ["节点"],
    }  # fmt: skip
    assert by_id["17"]["missing"] == ["责任人", "联系人", "节点"]
    assert {"1-m1", "2-2"}.isdisjoint(by_id), "due by the end of the first quarter; has checkpoints"
    [unit] = json.loads(call(*asked, "--by-unit", "-u", "区水利局").stdout)
    assert (unit["count"], unit["missing"], unit["ids"]) == (3, ["节点"], ["5-1", "5-2", "8-1"])
    assert call(*asked, "--fail").returncode == 1


def test_what_is_no_plan_is_refused_by_name(example: Path, call: Run, tmp_path: Path) -> None:
    (tmp_path / "甲.xlsx").write_bytes(b"PK")
    done = call("plan", "collect", str(tmp_path / "甲.xlsx"), "--data", str(example), "-f", "json")
    [row] = json.loads(done.stdout)
    assert (done.returncode, row["outcome"], row["place"]) == (1, "refused", "")
