"""The workbook of a form: what may be filled in, what is checked while it is typed, what is hidden."""

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook

from dcgd.model import What
from dcgd.publish.papers.form_workbook import form_workbook
from dcgd.tracking.returned.forms import Form, FormItem, Origin

ORIGIN = Origin("甲政字〔2023〕1号", "2023-06", "区科学技术局")
ASK = FormItem(
    key=ORIGIN.key("1-1"),
    id="1-1",
    what=What.TARGET,
    title="新增高新技术企业",
    note="",
    goal="15 家以上",
    due=date(2023, 12, 31),
    reported="6 家（2023-05-31）",
    pace="应达 7.5 家（50.0%）",
    measure="家",
    least=Decimal(0),
    most=None,
)
SHARE = replace(ASK, key=ORIGIN.key("1-m1"), id="1-m1", what=What.MILESTONE, measure="%", most=Decimal(100))
LEVEL = replace(ASK, key=ORIGIN.key("1-2"), id="1-2", measure="%", least=None)
FORM = Form(ORIGIN, "甲区2023年重点工作", date(2023, 6, 1), date(2023, 6, 30), (ASK, LEVEL, SHARE), (ASK,))


def opened(form: Form = FORM) -> Any:
    return load_workbook(BytesIO(form_workbook(form)))


def columns(sheet: Any) -> dict[str, str]:
    return {each.value: each.column_letter for each in sheet[4]}


def test_there_is_a_sheet_to_fill_in_one_to_see_and_a_hidden_one() -> None:
    book = opened()
    assert [(sheet.title, sheet.sheet_state) for sheet in book] == [
        ("填报", "visible"),
        ("参与（只看）", "visible"),
        ("_dcgd", "veryHidden"),
    ]
    assert {row[0]: row[1] for row in book["_dcgd"].iter_rows(values_only=True)} == {
        "dcgd": "1",
        "document": "甲政字〔2023〕1号",
        "period": "2023-06",
        "unit": "区科学技术局",
        "date": "2023-06-30",
    }


def test_what_is_to_be_known_of_an_item_stands_beside_its_title() -> None:
    noted = replace(ASK, note="几项合为一项，报最低的")
    sheet = opened(replace(FORM, leads=(noted, ASK)))["填报"]
    title = columns(sheet)["事项"]
    assert sheet[f"{title}5"].value == "新增高新技术企业（几项合为一项，报最低的）"
    assert sheet[f"{title}6"].value == "新增高新技术企业"


def test_only_the_cells_to_fill_in_are_unlocked_and_every_sheet_is_protected() -> None:
    book = opened()
    at = columns(book["填报"])
    open_ = {
        each.coordinate for sheet in book for row in sheet.iter_rows() for each in row if not each.protection.locked
    }
    wanted = ("本期完成", "数据截止日", "进展情况", "存在问题", "下一步打算", "佐证（文件名或网址）", "更正")
    assert open_ == {f"{at[title]}{row}" for title in (*wanted, "填报人", "审核人") for row in (5, 6, 7)}
    assert all(sheet.protection.sheet for sheet in book)


def test_a_row_shows_where_the_item_stands_and_keeps_its_key_hidden() -> None:
    sheet = opened()["填报"]
    at = columns(sheet)
    shown = {title: sheet[f"{letter}5"].value for title, letter in at.items()}
    assert shown == {
        "标识": ORIGIN.key("1-1"),
        "编号": "1-1",
        "类别": "目标",
        "事项": "新增高新技术企业",
        "目标值": "15 家以上",
        "时限": "2023-12-31",
        "上次报送": "6 家（2023-05-31）",
        "序时进度": "应达 7.5 家（50.0%）",
        "本期完成": None,
        "计量单位": "家",
        "数据截止日": datetime(2023, 6, 30),
        "进展情况": None,
        "存在问题": None,
        "下一步打算": None,
        "佐证（文件名或网址）": None,
        "更正": None,
        "填报人": None,
        "审核人": None,
    }
    assert sheet.column_dimensions["A"].hidden
    assert at["标识"] == "A"
    assert "只填黄色的格" in sheet["B3"].value


def test_numbers_dates_and_the_drop_down_are_checked_in_the_sheet() -> None:
    sheet = opened()["填报"]
    at = columns(sheet)
    found = {str(check.sqref): check for check in sheet.data_validations.dataValidation}  # between is not written out
    number, level, share = (found[f"{at['本期完成']}{row}"] for row in (5, 6, 7))
    assert (number.type, number.operator, number.formula1) == ("decimal", "greaterThanOrEqual", "0")
    assert (level.type, level.operator or "between", float(level.formula1) < 0 < float(level.formula2)) == (
        "decimal",
        "between",
        True,
    )
    assert (share.operator or "between", share.formula1, share.formula2) == ("between", "0", "100")
    day = found[f"{at['数据截止日']}5:{at['数据截止日']}7"]
    assert (day.type, day.formula1, day.formula2) == ("date", "DATE(2023,6,1)", "DATE(2023,6,30)")
    assert found[f"{at['更正']}5:{at['更正']}7"].formula1 == '"是"'
    assert all(check.showErrorMessage for check in found.values())


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "=cmd|' /C calc'!A0", "a\x07b", "\u202e甲"])
def test_what_the_data_says_is_never_a_formula_and_holds_no_control_characters(text: str) -> None:
    spoiled = replace(ASK, title=text, reported=text, goal=text)
    book = opened(replace(FORM, title=text, leads=(spoiled,), participates=(spoiled,)))
    cells = [each for sheet in book for row in sheet.iter_rows() for each in row]
    assert all(each.data_type != "f" for each in cells)
    assert all(each.value.isprintable() for each in cells if isinstance(each.value, str))


def test_a_unit_that_only_participates_has_nothing_to_fill_in() -> None:
    book = opened(replace(FORM, leads=()))
    assert "不必填报" in book["填报"]["B3"].value
    assert all(each.protection.locked for sheet in book for row in sheet.iter_rows() for each in row)


def test_the_same_form_gives_the_same_bytes() -> None:
    assert form_workbook(FORM) == form_workbook(FORM)
