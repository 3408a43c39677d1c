"""What stands in the cells of a filled row: its number, its words, whether it corrects; or the doubt about it."""

import re
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from math import isfinite

from dcgd.days import read_day
from dcgd.errors import BadValue, NotRecorded, UserError
from dcgd.model.checkpoints import Planned, in_words
from dcgd.registry.checks.people import name_alone, private_number, to_people
from dcgd.source.sheet_xml import Cell
from dcgd.tracking.judging.wording import plain
from dcgd.tracking.reporting.checkpoints import meant, shown
from dcgd.tracking.returned import forms
from dcgd.tracking.returned.recognise import Row
from dcgd.unseen import without_unseen

_LONGEST = 1000
_SERIALS = range(20_000, 80_000)
"""Days as spreadsheets count them: from 1954 to 2119."""
_SCALED = re.compile(r"[万亿千]|[0#?],+(?![0#?])")
"""Number formats that show a number smaller than it is."""
_YES = {forms.YES: True, "√": True, "✓": True, "否": False, "不是": False}
_CORRECTS = _YES | {"更正": True}
_REACHED = _YES | {"已完成": True, "完成": True, "未完成": False, "没有": False, "没有完成": False}


class Doubt(UserError):
    """Why a row is not recorded, and the column it is about."""

    def __init__(self, title: str, why: str) -> None:
        super().__init__(why)
        self.title = title


def text_of(cell: Cell) -> str:
    """A cell as one line of text."""
    value = cell.value
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float):
        return plain(_exact(value))
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    text = without_unseen("" if value is None else " ".join(str(value).split()), "\0")
    return re.sub("(?<=[0-9])\0+(?=[0-9])", " ", text).replace("\0", "")  # what nobody sees parts two numbers, too


def _exact(number: float) -> Decimal:
    """A number with the 15 digits that a spreadsheet has and shows."""
    return Decimal(number) if isinstance(number, int) else Decimal(f"{number:.15g}")


def typed_amount(cell: Cell) -> str:
    """The number that a cell shows, as somebody would type it, with its percent sign; raises Doubt."""
    number = cell.value
    if number is None:
        raise Doubt(forms.AMOUNT, "公式没有算出值；请填数")
    if isinstance(number, bool | date | time | timedelta):
        raise Doubt(forms.AMOUNT, f"“{text_of(cell)}”是{'是非' if isinstance(number, bool) else '日期'}，不是数")
    text = text_of(cell)
    if isinstance(number, int | float):
        form = re.sub(r'"[^"]*%[^"]*"|\\%', "", cell.format)
        if "%" in form:
            text = plain(_exact(number) * 100) + "%"
        elif _SCALED.search(form):
            raise Doubt(
                forms.AMOUNT, f"这一格的数字格式（{cell.format[:20]}）显示的与存的不是一个数；请改为常规格式再填"
            )
        else:
            text = plain(_exact(number))
    return text


def day_of(value: object, year: int, *, from_1904: bool = False) -> date:
    """The day that a cell says: a date, a serial number of the spreadsheet, or a text (see `dcgd.days.read_day`).

    `year` is that of the period, `from_1904` how the workbook counts its days. Raises Doubt.
    """
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, float) and not (isfinite(value) and (value == int(value) or int(value) in _SERIALS)):
        raise Doubt(forms.DAY, f"“{value}”是小数，看不出是几月几日；请写成 {year}-06-30 的样子")
    text = str(int(value)) if isinstance(value, float) else str(value)
    if re.fullmatch(r"\d{5}", text, re.ASCII) and int(text) in _SERIALS:
        return (date(1904, 1, 1) if from_1904 else date(1899, 12, 30)) + timedelta(int(text))
    try:
        return read_day(text, year)
    except BadValue as error:
        raise Doubt(forms.DAY, str(error)) from None


def words(row: Row, title: str) -> str | None:
    """The text of 说明 or 佐证 on one line, invisible characters left out; None if there is none."""
    if title not in row.cells:
        return None
    text = text_of(row.cells[title])
    if row.cells[title].value is None or text.startswith("="):
        raise Doubt(title, "是公式或嵌入的图片，读不出；请写文字，佐证写文件名或网址")
    if len(text) > _LONGEST:
        raise Doubt(title, f"太长（{len(text)} 字），至多 {_LONGEST} 字")
    if oddity := private_number(text):
        raise Doubt(title, f"“{title}”里{oddity}；电话写进 people.yaml，这里不写")
    return text or None


def signature(row: Row, title: str, key: str) -> tuple[str | None, str]:
    """Who filled in or checked a row, by name alone, and what is to be said of a number that stood beside the name.

    Raises Doubt.
    """
    text = text_of(row.cells[title]) if title in row.cells else ""
    if not private_number(text, key):
        return words(row, title), ""
    return name_alone(text) or None, f"“{title}”里的电话没有登记；{to_people(text)}"


def corrects(row: Row) -> bool:
    """Whether 更正 says that the row corrects what was reported; raises Doubt for what says neither."""
    if forms.CORRECTION not in row.cells:
        return False
    text = text_of(row.cells[forms.CORRECTION])
    if text not in _CORRECTS:
        raise Doubt(forms.CORRECTION, f"“{text[:20]}”看不出是不是更正；是就选“{forms.YES}”，不是就空着")
    return _CORRECTS[text]


def reached(row: Row, id_: str, checkpoints: Sequence[Planned], year: int) -> date | None:
    """The document's day of the checkpoint that 节点完成 says is met: the one that 节点 shows, or one that is named.

    Raises Doubt for what is neither, and where several are shown and none is named.
    """
    if forms.REACHED not in row.cells:
        return None
    there = row.cells[forms.REACHED]
    text = text_of(there)
    if there.value is None:
        raise Doubt(forms.REACHED, "公式没有算出值")
    if text in _REACHED:
        if not _REACHED[text]:
            return None
        asked = _bare(text_of(row.cells[forms.CHECKPOINT])) if forms.CHECKPOINT in row.cells else ""
        points = [planned for planned in in_words(checkpoints) if _bare(shown(planned.point)) in asked]
        if len(points) == 1:
            return points[0].original
        if not points:
            raise Doubt(forms.REACHED, f"{id_} 这一行没有要报的节点；没有就空着")
        days = "、".join(str(planned.point.date) for planned in points)
        raise Doubt(forms.REACHED, f"有几个节点，“{text}”看不出完成的是哪一个；写它的日期：{days}")
    try:
        return meant(id_, checkpoints, text, year).original
    except NotRecorded as error:
        raise Doubt(forms.REACHED, f"{error}；完成了就选“{forms.YES}”，没有完成就空着") from None


def _bare(text: str) -> str:
    """A text without blanks: a form breaks lines where it has room."""
    return "".join(text.split())
