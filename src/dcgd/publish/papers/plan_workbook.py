"""The form of the year's plan as a workbook: who does each item, what is due of it each quarter; fit to be signed."""

from collections.abc import Mapping
from datetime import datetime
from io import BytesIO
from typing import Any

from dcgd.publish.papers.form_parts import PLAIN, write_foot, write_origin
from dcgd.publish.papers.plain import clean
from dcgd.publish.papers.printed_sheet import (
    COMMON,
    Column,
    across,
    fitting,
    height_of,
    printable,
    printed_book,
    set_columns,
    set_page,
    write_head,
    write_row,
    write_title,
)
from dcgd.publish.tabular.book import Formats
from dcgd.tracking.returned import forms
from dcgd.tracking.returned.layout import PLAN
from dcgd.tracking.returned.plan_columns import CONTACT, FILLED, QUARTERS, STANDING, sealed_cells
from dcgd.tracking.returned.plan_forms import PlanForm, PlanRow

_COLUMNS = (
    Column(forms.SERIAL, 11, forms.SERIAL, "word"),
    Column(forms.TITLE, 62, forms.TITLE),
    Column(forms.GOAL, 34, forms.GOAL, "word"),
    Column(forms.OWNER, 18, forms.OWNER, "word"),
    Column(CONTACT, 18, CONTACT, "word"),
    *(Column(title, 31, title, "word") for title in QUARTERS),
)
"""What is printed, 267 millimetres wide, behind the hidden columns."""
_HIDDEN = (forms.KEY, STANDING)
_LEFT, _HEADER, _LEAST_ROW = len(_HIDDEN), 2, 40
_TO_FILL = {"pattern": 1, "bg_color": "#FFF9DB", "locked": False}
_NONE = "—"
"""What stands where nothing is due: it is read as nothing."""
_NOTHING_DUE = {"pattern": 1, "bg_color": "#D9D9D9"}
_GUIDE = (
    f"{forms.GUIDE}：1. 只填黄色的格，已经写着的照实改；灰色的格在时限以后或起算以前，不填。",
    "2. 责任人、联系人只写一个人的姓名，不写电话。",
    "3. 各季填从年初累计的数（如 8家、60%），没有数的写形象进度（如 主体封顶）；既有数又有话的用分号隔开。",
    "4. 不到季末就要到的，前面写上日子，如 7月31日主体封顶。",
    "5. 不要增删列、合并单元格；填好后保存为 .xlsx 交回，另打印一份签字盖章。",
)
_PERSON = "一个人的姓名，不写电话"
_HELP = {
    forms.OWNER: _PERSON,
    CONTACT: _PERSON,
    **dict.fromkeys(QUARTERS, "到这时从年初累计的数，如 8家；或形象进度，如 主体封顶"),
}


def plan_workbook(form: PlanForm) -> bytes:
    """The workbook of a unit's form."""
    out = BytesIO()
    book = printed_book(out, {"author": "dcgd", "created": datetime(form.year, 1, 1)})
    _sheet(book.add_worksheet("计划"), Formats(book, COMMON), form)
    write_origin(book, form.origin, form=PLAN.kind, date=f"{form.year}-12-31")
    book.close()
    return out.getvalue()


def _sheet(sheet: Any, formats: Formats, form: PlanForm) -> None:
    right, middle = _LEFT + len(_COLUMNS) - 1, _LEFT + 2
    set_columns(sheet, _COLUMNS, _LEFT)
    sheet.set_column(0, _LEFT - 1, 10, None, {"hidden": True})
    write_title(sheet, formats, f"{form.year}年重点任务责任人和节点计划表", _LEFT, right)
    sides = (
        (_LEFT, middle, f"填报单位（盖章）：{clean(form.origin.unit)}", "left"),
        (middle + 1, right, "填报日期：　　　年　　月　　日", "right"),
    )
    for first, last, text, align in sides:
        across(sheet, 1, first, last, text, formats.get(**PLAIN, align=align, text_wrap=False))
    sheet.set_row(1, 24)
    for index, title in enumerate(_HIDDEN):
        sheet.write_string(_HEADER, index, title)
    write_head(sheet, formats, _HEADER, _COLUMNS, _LEFT)
    for line, row in enumerate(form.rows, _HEADER + 1):
        values = _values(row)
        looks = {title: _NOTHING_DUE if values[title] == _NONE else _TO_FILL for title in FILLED}
        lines = write_row(sheet, formats, line, _COLUMNS, values, looks, _LEFT)
        sheet.set_row(line, height_of(lines, _LEAST_ROW))
        for index, text in enumerate((row.key, sealed_cells(values))):
            sheet.write_string(line, index, clean(text, 32_767))
    last = _HEADER + len(form.rows)
    for index, column in enumerate(_COLUMNS, _LEFT):
        if column.key in _HELP and form.rows:
            said = {"validate": "any", "input_title": column.key, "input_message": _HELP[column.key]}
            sheet.data_validation(_HEADER + 1, index, last, index, said)
    names = {
        forms.TITLE: f"{forms.HEAD_SIGNS}：",
        forms.GOAL: f"{forms.CHECKED_BY}：",
        QUARTERS[0]: f"{forms.FILLED_BY}：",
        QUARTERS[2]: f"{forms.PHONE}：",
    }
    to_fill = dict.fromkeys((forms.OWNER, CONTACT, QUARTERS[1], QUARTERS[3]), _TO_FILL)
    source = f"6. 依据：{clean(form.origin.document)} {clean(form.title)}。"
    bottom = write_foot(sheet, formats, last + 1, _COLUMNS, _LEFT, names, to_fill, (*_GUIDE, source))
    sheet.freeze_panes(_HEADER + 1, _LEFT + 2)
    sheet.set_selection(_HEADER + 1, _LEFT + 3, _HEADER + 1, _LEFT + 3)
    sheet.protect("", {"format_columns": True, "format_rows": True})
    set_page(sheet, _COLUMNS, _HEADER, bottom, _LEFT)
    sheet.print_black_and_white()


def _values(row: PlanRow) -> Mapping[str, str]:
    quarters = {title: _NONE if text is None else text for title, text in row.quarters.items()}
    values = {forms.TITLE: row.title, forms.GOAL: row.goal, forms.OWNER: row.owner, CONTACT: row.contact, **quarters}
    widths = {column.key: column.mm for column in _COLUMNS}
    return {forms.SERIAL: str(row.number)} | {
        title: fitting(printable(text), widths[title]) for title, text in values.items()
    }
