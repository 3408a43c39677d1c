"""A form as a workbook: cells to fill in unlocked, the rest protected; keys and origin hidden."""

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from typing import Any

from dcgd.index.codec import plain
from dcgd.publish.papers.plain import clean
from dcgd.publish.table import cell
from dcgd.publish.tabular.book import Formats, new_book, write_day
from dcgd.tracking.reporting.checkpoints import shown as checkpoint
from dcgd.tracking.returned import forms
from dcgd.tracking.returned.forms import Form, FormItem

_SHOWN = ((forms.KEY, 2), (forms.ID, 9), (forms.WHAT, 6), (forms.TITLE, 34), (forms.GOAL, 14), (forms.DUE, 12))
_SHOWN_TOO = ((forms.REPORTED, 20), (forms.PACE, 20))
_FILLED = (
    (forms.AMOUNT, 12),
    (forms.MEASURE, 9),
    (forms.DAY, 13),
    (forms.CHECKPOINT, 18),
    (forms.REACHED, 9),
    (forms.NOTE, 30),
    (forms.DIFFICULTY, 24),
    (forms.NEXT_STEP, 24),
    (forms.EVIDENCE, 20),
    (forms.CORRECTION, 7),
    (forms.FILLED_BY, 9),
    (forms.CHECKED_BY, 9),
)
_TO_FILL = {title for title, _size in _FILLED} - {forms.MEASURE, forms.CHECKPOINT}
_HEADER = 3
"""The line of the header, from 0; the items follow."""
_NUMBER_HELP = "只填数字，按“计量单位”一列的单位；累计数从年初算起"
_INSTRUCTION = (
    "只填黄色的格：“本期完成”填累计数或现值（成果、任务填完成百分比），按“计量单位”一列的单位；没有进展的也照填现值。",
    "“节点”里写的本期末应已完成，完成了在“节点完成”选“是”，写着几个的写完成的那一个的日期；有节点的可以不填数，只写进展情况。",
    "“更正”只在本次的数是更正以前报错的数时选“是”。其余的格不要改，不要增删列；填好后保存为 .xlsx 交回。",
)
_MOST_TEXT = 32_767
"""Characters of a cell."""
_CELL = {"text_wrap": True, "valign": "vcenter"}
_BOX = {"border": 1, "border_color": "#BFBFBF"}
_YELLOW = {"pattern": 1, "bg_color": "#FFF2CC", "locked": False}
_HEAD = {"bold": True, "pattern": 1, "bg_color": "#D9E1F2"}
Columns = Sequence[tuple[str, int]]
"""Titles and widths."""


def form_workbook(form: Form) -> bytes:
    """The workbook of a form: what the unit leads to be filled in, what it participates in to be seen."""
    out = BytesIO()
    book = new_book(out, {"author": "dcgd", "created": datetime(form.last.year, form.last.month, form.last.day)})
    formats = Formats(book, _CELL)
    _leads(book.add_worksheet("填报"), formats, form)
    if form.participates:
        _participates(book.add_worksheet("参与（只看）"), formats, form)
    meta = book.add_worksheet(forms.META)
    origin = form.origin
    for line, (name, value) in enumerate(
        (
            ("dcgd", forms.VERSION),
            ("document", origin.document),
            ("period", origin.period),
            ("unit", origin.unit),
            ("date", form.last.isoformat()),
        )
    ):
        meta.write_string(line, 0, name)
        meta.write_string(line, 1, cell(value))
    meta.very_hidden()
    meta.protect()
    book.close()
    return out.getvalue()


def _leads(sheet: Any, formats: Formats, form: Form) -> None:
    columns = (*_SHOWN, *_SHOWN_TOO, *_filled(form))
    _frame(sheet, formats, form, columns, _instruction(form))
    for line, item in enumerate(form.leads, _HEADER + 1):
        shown = _shown(item) | {
            forms.MEASURE: item.measure,
            forms.CHECKPOINT: "；".join(map(checkpoint, item.checkpoints)),
        }
        for index, (title, _size) in enumerate(columns):
            to_fill = title in _TO_FILL and (title != forms.REACHED or item.checkpoints)
            look = formats.get(**_BOX, **(_YELLOW if to_fill else {}))
            if title == forms.DAY:
                write_day(sheet, line, index, form.last, formats.get(**_BOX, **_YELLOW, num_format="yyyy-mm-dd"))
            elif shown.get(title):
                sheet.write_string(line, index, clean(shown[title], _MOST_TEXT), look)
            else:
                sheet.write_blank(line, index, None, look)
    if form.leads:
        _validate(sheet, form, {title: index for index, (title, _size) in enumerate(columns)})
    _finish(sheet, columns)


def _filled(form: Form) -> Columns:
    """The columns to fill in; of checkpoints only where there are any."""
    worded = any(item.checkpoints for item in form.leads)
    return [column for column in _FILLED if worded or column[0] not in (forms.CHECKPOINT, forms.REACHED)]


def _instruction(form: Form) -> str:
    if not form.leads:
        return "贵单位没有牵头的事项，不必填报。"
    what, checkpoints, rest = _INSTRUCTION
    return what + checkpoints * any(item.checkpoints for item in form.leads) + rest


def _participates(sheet: Any, formats: Formats, form: Form) -> None:
    columns = (*_SHOWN, *_SHOWN_TOO)
    _frame(sheet, formats, form, columns, "以下事项由牵头单位填报，这里只供查看。")
    for line, item in enumerate(form.participates, _HEADER + 1):
        shown = _shown(item)
        for index, (title, _size) in enumerate(columns):
            sheet.write_string(line, index, clean(shown[title], _MOST_TEXT), formats.get(**_BOX))
    _finish(sheet, columns)


def _shown(item: FormItem) -> dict[str, str]:
    return {
        forms.KEY: item.key,
        forms.ID: item.id,
        forms.WHAT: item.what.chinese,
        forms.TITLE: f"{item.title}（{item.note}）" if item.note else item.title,
        forms.GOAL: item.goal,
        forms.DUE: item.due.isoformat(),
        forms.REPORTED: item.reported,
        forms.PACE: item.pace,
    }


def _frame(sheet: Any, formats: Formats, form: Form, columns: Columns, instruction: str) -> None:
    """Title, document, instruction and header."""
    year, month = form.origin.period.split("-")
    lines = (
        (f"{form.origin.unit} {int(year)}年{int(month)}月重点工作进展", formats.get(bold=True, font_size=14)),
        (f"{form.origin.document} {form.title}", formats.get()),
        (instruction, formats.get()),
    )
    for line, (text, look) in enumerate(lines):
        sheet.merge_range(line, 1, line, len(columns) - 1, "", look)
        sheet.write_string(line, 1, clean(text), look)
    sheet.set_row(2, 36)
    for index, (title, _size) in enumerate(columns):
        sheet.write_string(_HEADER, index, title, formats.get(**_BOX, **_HEAD))


def _validate(sheet: Any, form: Form, at: dict[str, int]) -> None:
    """Numbers, dates and the drop-down are checked while they are typed."""
    for line, item in enumerate(form.leads, _HEADER + 1):
        bounds: dict[str, Any] = {"criteria": "between", "minimum": -(10**12), "maximum": 10**12}
        if item.most is not None:
            bounds = {"criteria": "between", "minimum": plain(item.least) or 0, "maximum": plain(item.most)}
        elif item.least is not None:
            bounds = {"criteria": ">=", "value": plain(item.least)}
        words = {"input_title": clean(item.measure, 32), "input_message": _NUMBER_HELP}
        complaint = {"error_title": "不是数", "error_message": f"{_NUMBER_HELP}。"}
        check = {"validate": "decimal", **bounds, **words, **complaint}
        sheet.data_validation(line, at[forms.AMOUNT], line, at[forms.AMOUNT], check)
    first, last = (f"=DATE({day.year},{day.month},{day.day})" for day in (form.first, form.last))
    days = {"validate": "date", "criteria": "between", "minimum": first, "maximum": last, "error_title": "日期不对"}
    days |= {"error_message": f"应在 {form.first} 至 {form.last} 之间，如 {form.last}。"}
    yes = {"validate": "list", "source": [forms.YES], "error_title": "更正"}
    yes |= {"error_message": f"是更正就选“{forms.YES}”，不是就空着。"}
    reached = yes | {"error_title": "节点", "error_type": "warning"}
    reached |= {"error_message": "完成了就选“是”，没有完成就空着；几个节点里的一个，写它的日期。"}
    checks: list[tuple[dict[str, Any], str]] = [(days, forms.DAY), (yes, forms.CORRECTION), (reached, forms.REACHED)]
    for check, title in checks[: 3 if forms.REACHED in at else 2]:
        sheet.data_validation(_HEADER + 1, at[title], _HEADER + len(form.leads), at[title], check)


def _finish(sheet: Any, columns: Columns) -> None:
    """Widths, the key hidden, protection, and how it prints."""
    for index, (title, size) in enumerate(columns):
        sheet.set_column(index, index, size, None, {"hidden": title == forms.KEY})
    sheet.freeze_panes(_HEADER + 1, 4)
    sheet.protect("", {"format_columns": True, "format_rows": True})
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(_HEADER)
