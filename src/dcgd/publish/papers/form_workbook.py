"""A form as a workbook: cells to fill in unlocked, the rest protected; keys and origin hidden; one that prints."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from io import BytesIO
from typing import Any

from dcgd.index.codec import plain
from dcgd.index.contacts import Reach, Reachable
from dcgd.naming import dotted_day, printed_name
from dcgd.publish.papers.form_parts import PLAIN, write_foot, write_origin
from dcgd.publish.papers.plain import clean
from dcgd.publish.papers.printed_sheet import (
    COMMON,
    Column,
    across,
    height_of,
    printed_book,
    set_columns,
    set_page,
    write_head,
    write_row,
    write_title,
)
from dcgd.publish.tabular.book import Formats
from dcgd.tracking.reporting.checkpoints import shown as checkpoint
from dcgd.tracking.returned import forms
from dcgd.tracking.returned.forms import Form, FormItem

_HIDDEN = (forms.KEY, forms.ID)
"""What tells a row, in columns before the printed ones."""
_PRINTED = (
    Column(forms.SERIAL, 11, forms.SERIAL, "number"),
    Column(forms.TITLE, 40, forms.TITLE),
    Column(forms.GOAL, 25, forms.GOAL, "word"),
    Column(forms.CHECKPOINT, 32, forms.CHECKPOINT, "word"),
    Column(forms.REPORTED, 22, forms.REPORTED, "word"),
    Column(forms.AMOUNT, 18, forms.AMOUNT, "word"),
    Column(forms.MEASURE, 11, forms.MEASURE, "word"),
    Column(forms.REACHED, 11, forms.REACHED, "word"),
    Column(forms.NOTE, 38, forms.NOTE),
    Column(forms.DIFFICULTY, 28, forms.DIFFICULTY),
    Column(forms.NEXT_STEP, 30, forms.NEXT_STEP),
    Column(forms.OWNER, 15, forms.OWNER, "word"),
)
_ASIDE = (
    Column(forms.EVIDENCE, 44, forms.EVIDENCE),
    Column(forms.CORRECTION, 12, forms.CORRECTION, "word"),
    Column(forms.DAY, 24, forms.DAY, "date"),
)
"""What is filled in to the right of the printed columns."""
_TO_FILL = {
    forms.AMOUNT, forms.REACHED, forms.NOTE, forms.DIFFICULTY, forms.NEXT_STEP, forms.EVIDENCE, forms.CORRECTION,
    forms.DAY,
}  # fmt: skip
_HEADER = 3
"""The line of the header, from 0; the items follow."""
_LEAST_ROW = 44
"""Points: so high that a hand can write in it."""
_NUMBER_HELP = "只填数字，按“计量单位”一列的单位；累计数从年初算起"
_BRIEF = 200
"""Characters that a text of a form should have at the most."""
_GREY = {"pattern": 1, "bg_color": "#F2F2F2"}
_YELLOW = {"pattern": 1, "bg_color": "#FFF9DB", "locked": False}


def form_workbook(form: Form, reachable: Reachable | None = None) -> bytes:
    """The workbook of a form: what the unit leads, to be filled in. It must lead something.

    `reachable`: whose numbers may stand on it.
    """
    out = BytesIO()
    book = printed_book(out, {"author": "dcgd", "created": datetime(form.last.year, form.last.month, form.last.day)})
    _sheet(book.add_worksheet("填报"), Formats(book, COMMON), form, reachable or Reachable())
    write_origin(book, form.origin, date=form.last.isoformat())
    book.close()
    return out.getvalue()


def _sheet(sheet: Any, formats: Formats, form: Form, reachable: Reachable) -> None:
    printed = _printed(form)
    left, right = len(_HIDDEN), len(_HIDDEN) + len(printed) - 1
    columns = (*(Column(title, 10, title) for title in _HIDDEN), *printed, *_ASIDE)
    at = {column.title: index for index, column in enumerate(columns)}
    set_columns(sheet, columns)
    sheet.set_column(0, left - 1, 10, None, {"hidden": True})
    _above(sheet, formats, form, at, left, right)
    write_head(sheet, formats, _HEADER, columns)
    for number, item in enumerate(form.leads, 1):
        looks = {column.key: _look(item, column.key) for column in columns}
        row = _row(form, item, number)
        lines = write_row(sheet, formats, _HEADER + number, columns[left:], row, looks, left, read_back=True)
        sheet.set_row(_HEADER + number, height_of(lines, _LEAST_ROW))
        for index, title in enumerate(_HIDDEN):
            sheet.write_string(_HEADER + number, index, clean(row[title], 32_767), formats.get(**_GREY))
    _validate(sheet, form, at)
    bottom = _foot(sheet, formats, form, reachable, printed)
    sheet.freeze_panes(_HEADER + 1, at[forms.TITLE] + 1)
    sheet.set_selection(_HEADER + 1, at[forms.AMOUNT], _HEADER + 1, at[forms.AMOUNT])
    sheet.protect("", {"format_columns": True, "format_rows": True})
    set_page(sheet, printed, _HEADER, bottom, left)
    sheet.set_paper(9)
    sheet.print_black_and_white()


def _printed(form: Form) -> list[Column]:
    """The printed columns; of checkpoints and of who answers only where there are any."""
    idle = {
        forms.REACHED: not any(item.checkpoints for item in form.leads),
        forms.OWNER: not any(item.owners for item in form.leads),
    }
    return [column for column in _PRINTED if not idle.get(column.key)]


def _look(item: FormItem, title: str) -> Mapping[str, Any]:
    """Open to be filled in or not; of what is done nothing is asked, though it may be corrected."""
    if title not in _TO_FILL or (title == forms.REACHED and not item.checkpoints):
        return _GREY
    return {"locked": False} if item.done else _YELLOW


def _row(form: Form, item: FormItem, number: int) -> Mapping[str, Any]:
    title = f"{item.title}（{item.note}）" if item.note else item.title
    return {
        forms.KEY: item.key,
        forms.ID: item.id,
        forms.SERIAL: number,
        forms.TITLE: "\n".join([title, *([f"配合：{'、'.join(item.helpers)}"] if item.helpers else [])]),
        forms.GOAL: f"{item.goal}\n{dotted_day(item.due)}前",
        forms.CHECKPOINT: "\n".join([item.pace, *map(checkpoint, item.checkpoints)]).replace("（", "\n（"),
        forms.REPORTED: item.reported.replace("（", "\n").removesuffix("）"),
        forms.MEASURE: item.measure,
        forms.OWNER: "\n".join(item.owners),
        forms.DAY: form.last,
    }


def _above(sheet: Any, formats: Formats, form: Form, at: Mapping[str, int], left: int, right: int) -> None:
    """The title, the document, and the line with the unit, the days and the date of filling in."""
    write_title(sheet, formats, f"{_period(form)}重点工作进展情况填报表", left, right)
    across(sheet, 1, left, right, clean(f"{form.origin.document}　{form.title}"), formats.get(**PLAIN, align="center"))
    until = f"　至迟{_short(form.latest)}" if form.latest and form.latest != form.hand_in else ""
    asked = f"请于{_short(form.hand_in)}前报送{until}" if form.hand_in else ""
    parts = (
        (left, at[forms.GOAL], f"填报单位（盖章）：{clean(form.origin.unit)}", "left"),
        (at[forms.CHECKPOINT], at[forms.NOTE], asked, "center"),
        (at[forms.DIFFICULTY], right, "填报日期：　　　年　　月　　日", "right"),
    )
    for begin, end, text, align in parts:
        across(sheet, 2, begin, end, text, formats.get(**PLAIN, align=align, text_wrap=False))
    sheet.set_row(1, 20)
    sheet.set_row(2, 24)


def _period(form: Form) -> str:
    first, last = form.first, form.last
    return f"{last.year}年{last.month}月" if first.month == last.month else f"{last.year}年{first.month}—{last.month}月"


def _short(day: date) -> str:
    return f"{day.month}月{day.day}日（星期{'一二三四五六日'[day.weekday()]}）"


def _foot(sheet: Any, formats: Formats, form: Form, reachable: Reachable, printed: Sequence[Column]) -> int:
    """Where it is signed, the liaison's telephone there already, and how it is filled in; returns the last line."""
    names = {
        forms.TITLE: forms.HEAD_SIGNS,
        forms.GOAL: forms.CHECKED_BY,
        forms.REPORTED: forms.FILLED_BY,
        forms.NOTE: forms.PHONE,
    }
    texts = {title: f"{name}：" for title, name in names.items()}
    texts[forms.DIFFICULTY] = clean(reachable.liaison.phone or "")
    looks = dict.fromkeys((*forms.SIGNED_IN.values(), forms.DIFFICULTY), _YELLOW)
    guide = _guide(form, reachable.office)
    return write_foot(sheet, formats, _HEADER + 1 + len(form.leads), printed, len(_HIDDEN), texts, looks, guide)


def _guide(form: Form, office: Reach) -> Iterator[str]:
    worded = any(item.checkpoints for item in form.leads)
    yield (
        f"{forms.GUIDE}：1. 只填黄色的格。“{forms.AMOUNT}”填截至{form.last.month}月{form.last.day}日的累计数"
        f"（从年初算起）或现值，按“{forms.MEASURE}”一列的单位；成果和整项任务填完成百分比。没有进展的照填上次的数，不要漏报。"
    )
    if worded:
        yield (
            f"2. “{forms.CHECKPOINT}”里写的形象进度完成了，在“{forms.REACHED}”选“{forms.YES}”，"
            "写着几个的写完成的那一个的日期；有节点的可以不填数，只写进展情况。"
        )
    yield (
        f"{3 if worded else 2}. 文字每格不超过{_BRIEF}字。"
        f"表右另有“佐证”“{forms.CORRECTION}”“{forms.DAY}”三列（不打印）："
        f"“{forms.CORRECTION}”只在本次的数是更正以前报错的数时选“{forms.YES}”。"
    )
    yield (
        f"{4 if worded else 3}. {forms.CHECKED_BY}、{forms.FILLED_BY}填在表下，主要负责人在纸上签字、盖章；"
        "电子表保存为 .xlsx 一并报送。其余的格不要改，不要增删列。"
    )
    if office.phone:
        email = f"，邮箱{clean(office.email)}" if office.email else ""
        yield f"有疑问请联系：{clean(printed_name(office.name))}，电话{clean(office.phone)}{email}。"


def _validate(sheet: Any, form: Form, at: Mapping[str, int]) -> None:
    """Numbers, dates, drop-downs and the length of texts are checked while they are typed."""
    for line, item in enumerate(form.leads, _HEADER + 1):
        bounds: dict[str, Any] = {"criteria": "between", "minimum": -(10**12), "maximum": 10**12}
        if item.most is not None:
            bounds = {"criteria": "between", "minimum": plain(item.least) or 0, "maximum": plain(item.most)}
        elif item.least is not None:
            bounds = {"criteria": ">=", "value": plain(item.least)}
        words = {"input_title": clean(item.measure, 32), "input_message": _NUMBER_HELP}
        complaint = {"error_title": "不是整数" if item.whole else "不是数", "error_message": f"{_NUMBER_HELP}。"}
        check = {"validate": "integer" if item.whole else "decimal", **bounds, **words, **complaint}
        sheet.data_validation(line, at[forms.AMOUNT], line, at[forms.AMOUNT], check)
    first, last = (f"=DATE({day.year},{day.month},{day.day})" for day in (form.first, form.last))
    days = {"validate": "date", "criteria": "between", "minimum": first, "maximum": last, "error_title": "日期不对"}
    days |= {"error_message": f"应在 {form.first} 至 {form.last} 之间，如 {form.last}。"}
    yes = {"validate": "list", "source": [forms.YES], "error_title": "更正"}
    yes |= {"error_message": f"是更正就选“{forms.YES}”，不是就空着。"}
    reached = yes | {"error_title": "节点", "error_type": "warning"}
    reached |= {"error_message": "完成了就选“是”，没有完成就空着；几个节点里的一个，写它的日期。"}
    brief = {"validate": "length", "criteria": "<=", "value": _BRIEF, "error_type": "warning", "error_title": "太长"}
    brief |= {"input_message": f"{_BRIEF}字以内", "error_message": f"请写在{_BRIEF}字以内。"}
    checks: list[tuple[dict[str, Any], str]] = [(days, forms.DAY), (yes, forms.CORRECTION), (reached, forms.REACHED)]
    checks += [(brief, title) for title in (forms.NOTE, forms.DIFFICULTY, forms.NEXT_STEP)]
    for check, title in checks:
        if title in at:
            sheet.data_validation(_HEADER + 1, at[title], _HEADER + len(form.leads), at[title], check)
