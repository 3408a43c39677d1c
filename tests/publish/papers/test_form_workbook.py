"""The workbook of a form: what may be filled in, what is checked while it is typed, what is hidden."""

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from dcgd.model import What
from dcgd.publish.papers.form_workbook import form_workbook
from dcgd.publish.tabular.width import width_on_paper
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
    reported="6 家（2023.5.31）",
    pace="应达约 8 家（50.0%）",
    measure="家",
    least=Decimal(0),
    most=None,
    whole=True,
)
SHARE = replace(
    ASK, key=ORIGIN.key("1-m1"), id="1-m1", what=What.MILESTONE, measure="%", most=Decimal(100), whole=False
)
LEVEL = replace(ASK, key=ORIGIN.key("1-2"), id="1-2", measure="%", least=None, whole=False)
FORM = Form(
    ORIGIN, "甲区2023年重点工作", date(2023, 6, 1), date(2023, 6, 30), (ASK, LEVEL, SHARE), (ASK,),
    date(2023, 6, 30), date(2023, 7, 5),
)  # fmt: skip
TO_FILL = (
    "本期完成", "进展情况", "存在问题", "下一步措施及预计完成时间", "佐证（文件名或网址）", "更正", "数据截止日",
)  # fmt: skip


def opened(form: Form = FORM) -> Any:
    return load_workbook(BytesIO(form_workbook(form)))


def columns(sheet: Any) -> dict[str, str]:
    return {"".join(each.value.split()): each.column_letter for each in sheet[4]}


def below(sheet: Any) -> list[list[str]]:
    """The texts of the rows below the table."""
    return [[each.value for each in row[1:] if each.value] for row in sheet.iter_rows() if row[0].value == "表下"]


def test_there_is_a_sheet_to_fill_in_and_a_hidden_one() -> None:
    book = opened()
    assert [(sheet.title, sheet.sheet_state) for sheet in book] == [("填报", "visible"), ("_dcgd", "veryHidden")]
    assert {row[0]: row[1] for row in book["_dcgd"].iter_rows(values_only=True)} == {
        "dcgd": "1",
        "document": "甲政字〔2023〕1号",
        "period": "2023-06",
        "unit": "区科学技术局",
        "date": "2023-06-30",
    }


def test_above_the_table_stand_the_period_the_unit_the_days_and_below_it_who_signs() -> None:
    sheet = opened()["填报"]
    assert sheet["C1"].value == "2023年6月重点工作进展情况填报表"
    assert sheet["C2"].value == "甲政字〔2023〕1号　甲区2023年重点工作"
    assert [each.value for each in sheet[3] if each.value] == [
        "填报单位（盖章）：区科学技术局",
        "请于6月30日（星期五）前报送　至迟7月5日（星期三）",
        "填报日期：　　　年　　月　　日",
    ]
    for area in sheet.merged_cells.ranges:
        letters = [get_column_letter(column) for column in range(area.min_col, area.max_col + 1)]
        room = sum(sheet.column_dimensions[letter].width * 6 for letter in letters) * 25.4 / 96
        text = str(sheet.cell(area.min_row, area.min_col).value)
        assert area.min_row == 1 or width_on_paper(text) * 10.5 / 2 / 72 * 25.4 < room, f"cut off: {text}"
    signs, *guide = below(sheet)
    assert signs == ["主要负责人签字：", "审核人：", "填报人：", "联系电话："]
    assert guide[0][0].startswith("填表说明：1. 只填黄色的格。“本期完成”填截至6月30日的累计数（从年初算起）或现值")


def test_it_prints_on_one_page_in_width_with_its_head_on_every_page() -> None:
    sheet = opened()["填报"]
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
    assert (sheet.sheet_properties.pageSetUpPr.fitToPage, sheet.page_setup.fitToHeight) == (True, 0)
    assert sheet.print_title_rows == "$1:$4"
    first, last = sheet.print_area.split("!")[-1].replace("$", "").split(":")
    assert (first, last) == ("C1", f"{columns(sheet)['下一步措施及预计完成时间']}{sheet.max_row}")
    pixels = sum(sheet.column_dimensions[each].width * 6 for each in "CDEFGHIJKL")
    assert 230 <= pixels * 25.4 / 96 <= 267 / 0.8, "never below 80 per cent of A4 with margins of 15 mm"
    heights = [sheet.row_dimensions[row].height for row in range(1, sheet.max_row + 1)]
    assert all(heights), "written out"
    assert min(heights[4:7]) >= 36, "a hand can write in it"
    assert sheet.freeze_panes == "E5"
    assert sheet.sheet_view.selection[-1].activeCell == f"{columns(sheet)['本期完成']}5"


def test_a_row_is_as_high_as_its_longest_text() -> None:
    long = replace(ASK, title="出台" * 60)
    sheet = opened(replace(FORM, leads=(long, ASK)))["填报"]
    assert sheet.row_dimensions[5].height > 10 * 15 > sheet.row_dimensions[6].height


def test_who_helps_stands_in_the_row_and_who_answers_in_a_column_of_its_own() -> None:
    helped = replace(ASK, helpers=("区财政局", "区审计局"), owners=("郑某某", "冯某某"))
    sheet = opened(replace(FORM, leads=(helped, ASK)))["填报"]
    at = columns(sheet)
    assert sheet[f"{at['重点任务']}5"].value == "新增高新技术企业\n配合：区财政局、区审计局"
    assert sheet[f"{at['责任人']}5"].value == "郑某某\n冯某某"
    assert "责任人" not in columns(opened()["填报"])


def test_what_is_to_be_known_of_an_item_stands_beside_its_title() -> None:
    noted = replace(ASK, note="几项合为一项，报最低的")
    sheet = opened(replace(FORM, leads=(noted, ASK)))["填报"]
    title = columns(sheet)["重点任务"]
    assert sheet[f"{title}5"].value == "新增高新技术企业（几项合为一项，报最低的）"
    assert sheet[f"{title}6"].value == "新增高新技术企业"


def test_only_the_cells_to_fill_in_are_unlocked_and_every_sheet_is_protected() -> None:
    book = opened()
    at = columns(book["填报"])
    open_ = {
        each.coordinate for sheet in book for row in sheet.iter_rows() for each in row if not each.protection.locked
    }
    beside = {f"{at[title]}8" for title in ("本期应达（节点）", "本期完成", "存在问题")}
    assert open_ == {f"{at[title]}{row}" for title in TO_FILL for row in (5, 6, 7)} | beside
    assert all(sheet.protection.sheet for sheet in book)


def test_a_row_shows_where_the_item_stands_and_keeps_its_key_hidden() -> None:
    sheet = opened()["填报"]
    at = columns(sheet)
    shown = {title: sheet[f"{letter}5"].value for title, letter in at.items()}
    assert shown == {
        "标识": ORIGIN.key("1-1"),
        "编号": "1-1",
        "序号": 1,
        "重点任务": "新增高新技术企业",
        "年度目标及时限": "15 家以上\n2023.12.31前",
        "本期应达（节点）": "应达约 8 家\n（50.0%）",
        "上次报送": "6 家\n2023.5.31",
        "计量单位": "家",
        **dict.fromkeys(TO_FILL),
        "数据截止日": datetime(2023, 6, 30),
    }
    assert sheet.column_dimensions["A"].hidden
    assert (at["标识"], at["编号"], at["序号"]) == ("A", "B", "C")


def test_numbers_dates_and_the_drop_down_are_checked_in_the_sheet() -> None:
    sheet = opened()["填报"]
    at = columns(sheet)
    found = {str(check.sqref): check for check in sheet.data_validations.dataValidation}  # between is not written out
    number, level, share = (found[f"{at['本期完成']}{row}"] for row in (5, 6, 7))
    assert (number.type, number.operator, number.formula1) == ("whole", "greaterThanOrEqual", "0"), "no half 家"
    assert (level.type, level.operator or "between", float(level.formula1) < 0 < float(level.formula2)) == (
        "decimal",
        "between",
        True,
    )
    assert (share.operator or "between", share.formula1, share.formula2) == ("between", "0", "100")
    day = found[f"{at['数据截止日']}5:{at['数据截止日']}7"]
    assert (day.type, day.formula1, day.formula2) == ("date", "DATE(2023,6,1)", "DATE(2023,6,30)")
    assert found[f"{at['更正']}5:{at['更正']}7"].formula1 == '"是"'
    brief = found[f"{at['进展情况']}5:{at['进展情况']}7"]
    assert (brief.type, brief.formula1, brief.errorStyle) == ("textLength", "200", "warning")
    assert all(check.showErrorMessage for check in found.values())


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "=cmd|' /C calc'!A0", "a\x07b", "\u202e甲"])
def test_what_the_data_says_is_never_a_formula_and_holds_no_control_characters(text: str) -> None:
    spoiled = replace(ASK, title=text, reported=text, goal=text)
    book = opened(replace(FORM, title=text, leads=(spoiled,), participates=(spoiled,)))
    cells = [each for sheet in book for row in sheet.iter_rows() for each in row]
    assert all(each.data_type != "f" for each in cells)
    assert all(
        each.value.translate({10: None, 0x3000: None}).isprintable() for each in cells if isinstance(each.value, str)
    )


def test_the_same_form_gives_the_same_bytes() -> None:
    assert form_workbook(FORM) == form_workbook(FORM)
