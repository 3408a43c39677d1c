"""The ledger (工作台账) as a workbook: all items, those below pace, those done, shares; units and sections; a guide."""

import io
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from dcgd.naming import chinese_day
from dcgd.publish.papers.facts import facts as facts_of
from dcgd.publish.papers.ledger_rows import ledger_rows
from dcgd.publish.papers.ledger_totals import sections_sheet, units_sheet
from dcgd.publish.papers.plain import clean
from dcgd.publish.papers.printed_rows import made_by, under_title, used, write_rows
from dcgd.publish.papers.printed_sheet import (
    COMMON,
    Column,
    height_of,
    lines_of,
    printed_book,
    set_columns,
    set_page,
    write_head,
    write_title,
)
from dcgd.publish.snapshot import Snapshot
from dcgd.publish.tabular.book import Formats
from dcgd.tracking.judged_items import worst_first
from dcgd.tracking.judging.months import month_end, month_of

FILLS: Mapping[str, Mapping[str, Any]] = {
    "红": {"pattern": 1, "bg_color": "#C00000", "font_color": "#FFFFFF", "bold": True},
    "黄": {"pattern": 14, "bg_color": "#FFE699", "fg_color": "#BF9000", "bold": True},
    "蓝": {"pattern": 16, "bg_color": "#DDEBF7", "fg_color": "#2E75B6", "bold": True},
    "绿": {"pattern": 1, "bg_color": "#E2F0D9"},
    "灰": {},
}
"""A light is a word on a fill that differs in darkness and pattern, too: it survives a black-and-white printer."""
_COLUMNS = (
    Column("序号", 11, "number", "number"),
    Column("文件", 26, "document"),
    Column("重点任务", 34, "work"),
    Column("目标、成果", 32, "item"),
    Column("年度目标", 22, "goal", "word"),
    Column("牵头区领导", 16, "leaders", "word"),
    Column("牵头单位", 24, "leads", "word"),
    Column("配合单位", 24, "participants", "word"),
    Column("责任人", 16, "owners", "word"),
    Column("完成时限", 20, "due", "date"),
    Column("本季度节点", 24, "checkpoint", "word"),
    Column("截至{day}进展", 36, "progress"),
    Column("完成率", 15, "done", "percent"),
    Column("序时进度", 14, "pace", "percent"),
    Column("较序时\n（百分点）", 23, "gap", "points"),
    Column("状态", 17, "state", "word"),
    Column("存在问题", 32, "troubles"),
    Column("下一步措施", 28, "next_step"),
    Column("备注", 30, "note"),
)
_OPTIONAL = ("leaders", "participants", "owners", "checkpoint", "troubles", "next_step", "note")
"""Columns that are left out where nothing stands in them."""
_OF_TASK = ("work", "leaders", "leads", "participants", "owners")
"""Columns that are the same in all rows of a task, and merged."""
_HEAD = 2
"""The line of the header, from 0."""


def ledger(snapshot: Snapshot) -> bytes:
    """The ledger of a snapshot; the same snapshot gives the same bytes.

    Text from the data is written as text: no cell is a formula or a link.
    """
    snapshot = snapshot.by_registry()
    told = facts_of(snapshot)
    document = told["document"] or {}
    day = snapshot.as_of
    out = io.BytesIO()
    properties = {
        "title": f"重点工作任务台账（截至{chinese_day(day)}）",
        "subject": clean(document.get("title"), 250) if not snapshot.several else "",
        "author": clean(document.get("issuer"), 250) if not snapshot.several else "",
        "created": datetime(day.year, day.month, day.day),
    }
    book = printed_book(out, properties)
    writer = _Writer(book, snapshot)
    rows = ledger_rows(snapshot)
    numbers = {(judged.home.registry, judged.item.id): row for judged, row in zip(snapshot.items, rows, strict=True)}
    below = {row["index"] for row in told["below"]}
    worst = [numbers[judged.home.registry, judged.item.id] for judged in worst_first(snapshot.items)]
    writer.items("总台账", f"{_year(document, snapshot)}重点工作任务台账", rows, merged=True)
    writer.items("未达序时", "未达序时进度事项", [row for row in worst if row["number"] in below])
    writer.items("已完成", "已完成事项", [row for row in rows if row["finished"]])
    shares = [share for judged in snapshot.items for share in judged.shares]
    if shares:
        writer.items("指标分解", "分解到各单位的指标", ledger_rows(replace(snapshot, items=shares)))
    units_sheet(book, writer.formats, snapshot, writer.second_line)
    sections_sheet(book, writer.formats, told, writer.second_line)
    _guide(book, writer.formats)
    book.close()
    return out.getvalue()


def _year(document: Mapping[str, Any], snapshot: Snapshot) -> str:
    """The year of the one document, where it is of one."""
    start, due = str(document.get("start"))[:4], str(document.get("due"))[:4]
    return f"{start}年" if not snapshot.several and start == due else ""


class _Writer:
    """Writes the sheets with items."""

    def __init__(self, book: Any, snapshot: Snapshot) -> None:
        self._book = book
        self._snapshot = snapshot
        self.formats = Formats(book, COMMON)

    def second_line(self, sheet: Any, right: int) -> None:
        """Under the title: who made it, and of which day."""
        under_title(sheet, self.formats, made_by(self._snapshot), self._snapshot.until, right)

    def items(self, name: str, title: str, rows: Sequence[Mapping[str, Any]], *, merged: bool = False) -> None:
        """One sheet: a row an item; `merged` by section and task. Each sheet counts its own rows."""
        rows = [{**row, "number": number} for number, row in enumerate(rows, 1)]
        columns = self._columns(rows)
        sheet = self._book.add_worksheet(name)
        set_columns(sheet, columns)
        write_title(sheet, self.formats, title, 0, len(columns) - 1)
        self.second_line(sheet, len(columns) - 1)
        write_head(sheet, self.formats, _HEAD, columns)
        looks = {light: {"state": fill} for light, fill in FILLS.items()}
        bottom = write_rows(
            sheet,
            self.formats,
            _HEAD,
            columns,
            rows,
            of_task=_OF_TASK if merged else (),
            look=lambda row: looks[row["light"]],
        )
        sheet.freeze_panes(_HEAD + 1, [column.key for column in columns].index("item") + 1)
        set_page(sheet, columns, _HEAD, bottom)

    def _columns(self, rows: Sequence[Mapping[str, Any]]) -> list[Column]:
        day = self._snapshot.as_of
        until = f"{day.month}月底" if day == month_end(month_of(day)) else f"{day.month}月{day.day}日"
        idle = set() if self._snapshot.several else {"document"}
        columns = [
            column._replace(title=column.title.format(day=until)) for column in _COLUMNS if column.key not in idle
        ]
        return used(columns, rows, _OPTIONAL)


_GUIDE = (
    "一、本台账由登记册生成：进展、存在问题、下一步措施是牵头单位报送的原话，数字和灯色由程序按序时进度计算。",
    "二、序时进度：到这一天按期应完成的比例。按月计的，是已过的整月数除以全年的月数；写了节点的，按节点。",
    "三、较序时（百分点）：完成率与序时进度相差的百分点，“欠”是落后，“超”是超前，“持平”是相等。",
    "四、状态：红，逾期或严重滞后；黄，滞后、未报送、报送过期或逾期完成；蓝，临期；绿，正常或已完成；灰，还没有到起算日。",
    "    界限和灯色可在 rules.yaml 里改。",
    "五、未达序时：低于序时进度而灯色不是绿的，最差的在前。已完成：达到目标或已办结的。",
    "六、各单位汇总只算牵头的事项；几个单位共同牵头的，在每个单位名下各算一次，所以各单位相加可以多于总数。参与的另列，不算。",
    "七、指标分解：目标分解到各单位的数，一个单位一行，不算在总台账的事项里；目标的进展由它们合成。",
    "八、完成时限是经批准调整以后的；原来的写在备注里。",
)


def _guide(book: Any, formats: Formats) -> None:
    sheet = book.add_worksheet("填写说明")
    columns = (Column("", 240, "text"),)
    set_columns(sheet, columns)
    write_title(sheet, formats, "填写说明", 0, 0)
    for line, text in enumerate(_GUIDE, 1):
        sheet.write_string(line, 0, text, formats.get(border=0))
        sheet.set_row(line, height_of(len(lines_of(text, 240)), 28))
    set_page(sheet, columns, 0, len(_GUIDE))
