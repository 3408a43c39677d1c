"""A form as a workbook: cells to fill in unlocked, the rest protected; keys and origin hidden."""

from datetime import datetime
from io import BytesIO
from typing import Any

from dcgd.publish.table import cell
from dcgd.tracking.returned import forms
from dcgd.tracking.returned.forms import Form, FormItem

_SHOWN = ((forms.KEY, 2), (forms.ID, 9), (forms.WHAT, 6), (forms.TITLE, 34), (forms.GOAL, 14), (forms.DUE, 12))
_SHOWN_TOO = ((forms.REPORTED, 20), (forms.PACE, 20))
_FILLED = (
    (forms.AMOUNT, 12),
    (forms.MEASURE, 9),
    (forms.DAY, 13),
    (forms.NOTE, 34),
    (forms.EVIDENCE, 24),
    (forms.CORRECTION, 7),
)
_TO_FILL = {forms.AMOUNT, forms.DAY, forms.NOTE, forms.EVIDENCE, forms.CORRECTION}
_HEADER_ROW = 4
_NUMBER_HELP = "只填数字，按“计量单位”一列的单位；累计数从年初算起"
_INSTRUCTION = (
    "只填黄色的格：“本期完成”填累计数或现值（成果、任务填完成百分比），按“计量单位”一列的单位；没有进展的也照填现值。"
    "“更正”只在本次的数是更正以前报错的数时选“是”。其余的格不要改，不要增删列；填好后保存为 .xlsx 交回。"
)


def form_workbook(form: Form) -> bytes:
    """The workbook of a form: what the unit leads to be filled in, what it participates in to be seen."""
    from openpyxl import Workbook

    book = Workbook()
    book.properties.creator = "dcgd"
    book.properties.created = datetime(form.last.year, form.last.month, form.last.day)
    _leads(book.active, form)
    if form.participates:
        _participates(book.create_sheet("参与（只看）"), form)
    meta = book.create_sheet(forms.META)
    origin = form.origin
    for row, (name, value) in enumerate(
        (
            ("dcgd", forms.VERSION),
            ("document", origin.document),
            ("period", origin.period),
            ("unit", origin.unit),
            ("date", form.last.isoformat()),
        ),
        1,
    ):
        _put(meta, row, 1, name)
        _put(meta, row, 2, value)
    meta.sheet_state = "veryHidden"
    meta.protection.sheet = True
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _put(sheet: Any, row: int, column: int, value: Any) -> Any:
    """A value in a cell; text is text, whatever it begins with: data is never a formula."""
    made = sheet.cell(row, column)
    made.value = cell(value) if isinstance(value, str) else value
    if isinstance(value, str):
        made.data_type = "s"
    return made


def _leads(sheet: Any, form: Form) -> None:
    from openpyxl.styles import PatternFill, Protection

    columns = (*_SHOWN, *_SHOWN_TOO, *_FILLED)
    _frame(sheet, "填报", form, columns, _INSTRUCTION if form.leads else "贵单位没有牵头的事项，不必填报。")
    yellow, open_ = PatternFill("solid", fgColor="FFF2CC"), Protection(locked=False)
    at = {title: index for index, (title, _size) in enumerate(columns, 1)}
    for row, item in enumerate(form.leads, _HEADER_ROW + 1):
        values = _shown(item) | {forms.MEASURE: item.measure, forms.DAY: form.last}
        for title, column in at.items():
            made = _put(sheet, row, column, values.get(title))
            _style(made)
            if title in _TO_FILL:
                made.fill, made.protection = yellow, open_
        sheet.cell(row, at[forms.DAY]).number_format = "yyyy-mm-dd"
    _validate(sheet, form, at)
    _finish(sheet, columns)


def _participates(sheet: Any, form: Form) -> None:
    columns = (*_SHOWN, *_SHOWN_TOO)
    _frame(sheet, sheet.title, form, columns, "以下事项由牵头单位填报，这里只供查看。")
    for row, item in enumerate(form.participates, _HEADER_ROW + 1):
        for column, (title, _size) in enumerate(columns, 1):
            _style(_put(sheet, row, column, _shown(item).get(title)))
    _finish(sheet, columns)


def _shown(item: FormItem) -> dict[str, Any]:
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


def _frame(sheet: Any, name: str, form: Form, columns: Any, instruction: str) -> None:
    """Title, document, instruction and header."""
    from openpyxl.styles import Alignment, Font, PatternFill

    sheet.title = name
    year, month = form.origin.period.split("-")
    head = f"{form.origin.unit} {int(year)}年{int(month)}月重点工作进展"
    lines = (head, f"{form.origin.document} {form.title}", instruction)
    for row, text in enumerate(lines, 1):
        _put(sheet, row, 2, text).alignment = Alignment(wrap_text=True, vertical="center")
        sheet.merge_cells(start_row=row, end_row=row, start_column=2, end_column=len(columns))
    sheet.cell(1, 2).font = Font(bold=True, size=14)
    sheet.row_dimensions[3].height = 36
    for column, (title, _size) in enumerate(columns, 1):
        made = _put(sheet, _HEADER_ROW, column, title)
        _style(made)
        made.font, made.fill = Font(bold=True), PatternFill("solid", fgColor="D9E1F2")


def _style(cell_made: Any) -> None:
    from openpyxl.styles import Alignment, Border, Side

    line = Side(style="thin", color="BFBFBF")
    cell_made.alignment = Alignment(wrap_text=True, vertical="center")
    cell_made.border = Border(left=line, right=line, top=line, bottom=line)


def _validate(sheet: Any, form: Form, at: dict[str, int]) -> None:
    """Numbers, dates and the drop-down are checked while they are typed."""
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    rules: dict[tuple[Any, ...], list[int]] = {}
    for row, item in enumerate(form.leads, _HEADER_ROW + 1):
        rules.setdefault((item.least, item.most, item.measure), []).append(row)
    letter = get_column_letter(at[forms.AMOUNT])
    for (least, most, measure), rows in rules.items():
        bounds: dict[str, Any] = {"operator": "between", "formula1": "-1000000000000", "formula2": "1000000000000"}
        if most is not None:
            bounds = {"operator": "between", "formula1": str(least), "formula2": str(most)}
        elif least is not None:
            bounds = {"operator": "greaterThanOrEqual", "formula1": str(least)}
        check = DataValidation(type="decimal", allow_blank=True, showErrorMessage=True, **bounds)
        check.errorTitle, check.error = "不是数", f"{_NUMBER_HELP}。"
        check.promptTitle, check.prompt, check.showInputMessage = measure[:32], _NUMBER_HELP, True
        for row in rows:
            check.add(f"{letter}{row}")
        sheet.add_data_validation(check)
    if not form.leads:
        return
    end = _HEADER_ROW + len(form.leads)
    days = DataValidation(type="date", operator="between", allow_blank=True, showErrorMessage=True)
    days.formula1, days.formula2 = (f"DATE({day.year},{day.month},{day.day})" for day in (form.first, form.last))
    days.errorTitle, days.error = "日期不对", f"应在 {form.first} 至 {form.last} 之间，如 {form.last}。"
    yes = DataValidation(type="list", formula1=f'"{forms.YES}"', allow_blank=True, showErrorMessage=True)
    yes.errorTitle, yes.error = "更正", f"是更正就选“{forms.YES}”，不是就空着。"
    for check, title in ((days, forms.DAY), (yes, forms.CORRECTION)):
        letter = get_column_letter(at[title])
        check.add(f"{letter}{_HEADER_ROW + 1}:{letter}{end}")
        sheet.add_data_validation(check)


def _finish(sheet: Any, columns: Any) -> None:
    """Widths, the key hidden, protection, and how it prints."""
    from openpyxl.utils import get_column_letter

    for column, (_title, size) in enumerate(columns, 1):
        sheet.column_dimensions[get_column_letter(column)].width = size
    sheet.column_dimensions["A"].hidden = True
    sheet.freeze_panes = sheet.cell(_HEADER_ROW + 1, 5)
    sheet.protection.sheet = True
    sheet.protection.formatColumns = False
    sheet.protection.formatRows = False
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = f"{_HEADER_ROW}:{_HEADER_ROW}"
