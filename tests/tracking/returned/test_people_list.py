"""A list of people in a workbook: who is sure is read, the rest is a doubt with its cell."""

from io import BytesIO
from typing import Any

import pytest
from openpyxl import Workbook

from dcgd.errors import Unreadable
from dcgd.tracking.returned.people_list import PeopleList, read_people

HEAD = ["序号", "单位", "姓名", "职务", "联系电话", "电子邮箱", "备注"]


def workbook(*rows: list[Any], merged: str = "") -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "名单"
    for row in rows:
        sheet.append(row)
    if merged:
        sheet.merge_cells(merged)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def listed(*rows: list[Any], merged: str = "") -> PeopleList:
    return read_people(workbook(["云汐区联络员名单"], HEAD, *rows, merged=merged))


def test_a_row_is_read_by_the_titles_of_its_columns() -> None:
    [row] = listed([1, "区水利局", "王某某", "局长", 13000000001, "a@example.cn", "无"]).rows
    assert (row.cell, row.doubt) == ("C3", "")
    assert row.values == {
        "name": "王某某", "post": "局长", "unit": "区水利局", "phone": "13000000001", "email": "a@example.cn",
        "note": "无",
    }  # fmt: skip


@pytest.mark.parametrize("head", ["姓 名", "姓名：", "联络员", "联络员（必填）"])
def test_the_column_of_names_by_any_of_its_titles(head: str) -> None:
    [row] = read_people(workbook([head, "手机"], ["王某某", "0000-0000001"])).rows
    assert row.values == {"name": "王某某", "phone": "0000-0000001"}


def test_a_name_that_is_spaced_out_is_one(monkeypatch: pytest.MonkeyPatch) -> None:
    assert listed([1, "区水利局", "王　某", "局长"]).rows[0].values["name"] == "王某"


def test_a_unit_over_several_rows_is_that_of_each() -> None:
    rows = listed([1, "区水利局", "王某某", "局长"], [2, None, "赵某某", "科员"], merged="B3:B4").rows
    assert [row.values["unit"] for row in rows] == ["区水利局", "区水利局"]


@pytest.mark.parametrize(
    ("row", "cell", "why"),
    [
        ([1, "区水利局", "王某某、李某某", "局长"], "C3", "两个人"),
        ([1, "区水利局", "王某某 李某某", "局长"], "C3", "两个人"),
        ([1, "区水利局", "王某某13000000001", "局长"], "C3", "姓名里有数字"),
        ([1, "区水利局", None, "局长"], "C3", "没有姓名"),
        ([1, "区水利局", "王某某", "局长", "0000-0000001、0000-0000002"], "E3", "几个电话"),
    ],
)
def test_what_is_not_sure_is_a_doubt_at_its_cell(row: list[Any], cell: str, why: str) -> None:
    [doubted] = listed(row).rows
    assert doubted.cell == cell
    assert why in doubted.doubt
    assert "0000" not in doubted.doubt


def test_columns_and_sheets_that_are_not_read_are_named() -> None:
    book = read_people(workbook([*HEAD, "生日", "办公电话"], [1, "区水利局", "王某某"]))
    assert book.remarks == ("名单：没有读的栏：生日、办公电话",)


@pytest.mark.parametrize("rows", [[["单位", "职务"], ["区水利局", "局长"]], [HEAD], [[]]])
def test_a_workbook_without_people_is_refused(rows: list[list[Any]]) -> None:
    with pytest.raises(Unreadable, match="没有找到人员"):
        read_people(workbook(*rows))
