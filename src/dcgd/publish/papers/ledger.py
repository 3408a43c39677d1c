"""The ledger (工作台账) as a workbook: one row an item, and a sheet of totals with a chart."""

import io
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, NamedTuple

from dcgd.publish.papers.plain import clean
from dcgd.publish.tabular.book import Formats, new_book, write_day
from dcgd.publish.tabular.width import wrap
from dcgd.tracking.judging.rollup import LIGHTS_WORST_FIRST

_FILLS: Mapping[str, Mapping[str, Any]] = {
    "红": {"pattern": 1, "bg_color": "#C00000", "font_color": "#FFFFFF", "bold": True},
    "黄": {"pattern": 14, "bg_color": "#FFE699", "fg_color": "#BF9000", "bold": True},
    "蓝": {"pattern": 16, "bg_color": "#DDEBF7", "fg_color": "#2E75B6", "bold": True},
    "绿": {"pattern": 1, "bg_color": "#E2F0D9"},
    "灰": {},
}
"""A light is a word on a fill that differs in darkness and pattern, too: it survives a black-and-white printer."""
_BARS = {
    "红": {"fill": {"color": "#C00000"}},
    "黄": {"pattern": {"pattern": "wide_downward_diagonal", "fg_color": "#BF9000", "bg_color": "#FFE699"}},
    "蓝": {"pattern": {"pattern": "small_grid", "fg_color": "#2E75B6", "bg_color": "#DDEBF7"}},
    "绿": {"fill": {"color": "#C5E0B4"}},
    "灰": {"fill": {"color": "#FFFFFF"}},
}
_BORDER = {"border": 1, "border_color": "#808080"}
_CELL = {**_BORDER, "valign": "vcenter", "text_wrap": True, "font_name": "宋体", "font_size": 10}


class _Column(NamedTuple):
    title: str
    width: float
    key: str
    kind: str = "text"


_LEDGER = (
    _Column("序号", 5, "index", "number"),
    _Column("章节", 11, "chapter"),
    _Column("重点任务", 17, "work"),
    _Column("目标", 21, "item"),
    _Column("目标值", 11, "goal"),
    _Column("牵头单位", 16, "leads"),
    _Column("参与单位", 16, "participants"),
    _Column("完成时限", 11, "due", "date"),
    _Column("当前进展", 18, "progress"),
    _Column("完成率", 8.5, "done_percent", "percent"),
    _Column("序时进度", 8.5, "pace_percent", "percent"),
    _Column("差距\n(百分点)", 8.5, "gap_points", "points"),
    _Column("状态灯", 12, "state"),
    _Column("存在问题", 34, "problems"),
    _Column("更新日期", 11, "reported", "date"),
)
_DOCUMENT = _Column("文件", 14, "document")
_LINE, _MOST_LINES = 14, 28
"""Points of a line of 10 pt; a spreadsheet's row is at most 409 pt high. Heights are written: not every program finds
them when it opens the file."""
_FORMS = {"date": "yyyy-mm-dd", "percent": "0.0%", "points": "0.0", "number": "0"}


def _shown(item: dict[str, Any]) -> dict[str, Any]:
    """An item of `papers.facts` as the cells of the ledger."""
    note = f"。{item['note']}" if item["note"] else ""
    return item | {
        "chapter": f"{item['section']}、{item['section_title']}" if item["section_title"] else item["section"],
        "work": f"{item['task']}. {item['task_title']}",
        "item": f"{item['id']} {item['title']}" if item["what"] != "task" else "（整项任务）",
        "progress": f"{item['now']}{note}",
        "state": f"{item['light']} {item['label']}",
        "problems": "；".join(item["troubles"]),
    }


def ledger(facts: dict[str, Any]) -> bytes:
    """The ledger. `facts` as `papers.facts.facts` gives them; the same facts give the same bytes.

    Text from the data is written as text: no cell is a formula or a link.
    """
    out = io.BytesIO()
    document = facts["document"] or {}
    day = date.fromisoformat(facts["as_of"])
    properties = {
        "title": f"重点工作任务台账（{_until(facts)}）",
        "subject": clean(document.get("title"), 250) if not facts["several"] else "",
        "author": clean(document.get("issuer"), 250) if not facts["several"] else "",
        "created": datetime(day.year, day.month, day.day),
    }
    book = new_book(out, properties)
    formats = _Formats(book, _CELL)
    _ledger(book, formats, facts)
    _totals(book, formats, facts)
    book.close()
    return out.getvalue()


class _Formats(Formats):
    """The formats of the ledger."""

    def title(self) -> Any:
        return self.get(border=0, bold=True, font_size=16, align="center", font_name="黑体", text_wrap=False)

    def head(self) -> Any:
        return self.get(bold=True, align="center", pattern=1, bg_color="#D9D9D9", font_name="黑体")


def _ledger(book: Any, formats: _Formats, facts: dict[str, Any]) -> None:
    sheet = book.add_worksheet("工作台账")
    columns = (_DOCUMENT, *_LEDGER) if facts["several"] else _LEDGER
    last = len(columns) - 1
    _top(sheet, formats, f"重点工作任务台账（{_until(facts)}）", last)
    sheet.set_row(1, 32)
    for index, column in enumerate(columns):
        sheet.set_column(index, index, column.width)
        sheet.write_string(1, index, column.title, formats.head())
    for line, item in enumerate(facts["matters"], 2):
        shown = _shown(item)
        most = 1
        for index, column in enumerate(columns):
            light = _FILLS[item["light"]] if column.key == "state" else {}
            centred = {"align": "center"} if column.kind != "text" or column.key == "state" else {}
            form = {"num_format": _FORMS[column.kind]} if column.kind in _FORMS else {}
            value = shown.get(column.key)
            if column.kind == "text":
                value, lines = _fitting(clean(value), int(column.width) - 1)
                most = max(most, lines)
            _write(sheet, line, index, value, column.kind, formats.get(**light, **centred, **form))
        sheet.set_row(line, most * _LINE + 4)
    bottom = max(len(facts["matters"]) + 1, 1)
    sheet.autofilter(1, 0, bottom, last)
    sheet.freeze_panes(2, 4 if facts["several"] else 3)
    sheet.repeat_rows(0, 1)
    _print(sheet)
    sheet.print_area(0, 0, bottom, last)


def _fitting(text: str, columns: int) -> tuple[str, int]:
    """A text, cut where the highest row there can be has no room for more, and how many lines it takes."""
    lines = wrap(text, columns)
    if len(lines) > _MOST_LINES:
        return "".join(lines[:_MOST_LINES])[:-1] + "…", _MOST_LINES
    return text, len(lines)


def _until(facts: Mapping[str, Any]) -> str:
    """The day, and what the ledger was narrowed to."""
    return f"截至{facts['day']}" + (f"；只含{clean(facts['scope'], 100)}" if facts["scope"] else "")


def _top(sheet: Any, formats: _Formats, text: str, last: int) -> None:
    sheet.merge_range(0, 0, 0, last, "", formats.title())
    sheet.write_string(0, 0, text, formats.title())
    sheet.set_row(0, 30)


def _write(sheet: Any, line: int, index: int, value: Any, kind: str, form: Any) -> None:
    if value is None or value == "":
        sheet.write_blank(line, index, None, form)
    elif kind == "date":
        write_day(sheet, line, index, date.fromisoformat(value), form)
    elif kind == "percent":
        sheet.write_number(line, index, value / 100, form)
    elif kind in ("points", "number"):
        sheet.write_number(line, index, value, form)
    else:
        sheet.write_string(line, index, value, form)


def _print(sheet: Any) -> None:
    """A4, landscape, as wide as the page, any number of pages, numbered."""
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    sheet.center_horizontally()
    sheet.set_footer("&C第 &P 页，共 &N 页")


def _totals(book: Any, formats: _Formats, facts: dict[str, Any]) -> None:
    sheet = book.add_worksheet("汇总")
    _top(sheet, formats, f"重点工作任务汇总（{_until(facts)}）", 9)
    sheet.set_column(0, 0, 38)
    sheet.set_column(1, 9, 9)
    whole = {
        "name": "全部",
        "total": facts["total"],
        "percent": "100.0" if facts["total"] else "0.0",
        "lights": {light["light"]: light["count"] for light in facts["lights"]},
        "at_risk": facts["at_risk"],
    }
    shares = {light["light"]: light["percent"] for light in facts["lights"]}
    line = _group(sheet, formats, 1, "总体", [whole])
    sheet.write_string(line, 0, "占比", formats.get())
    for index in (1, 2, 8):
        sheet.write_blank(line, index, None, formats.get())
    for index, light in enumerate(LIGHTS_WORST_FIRST, 3):
        sheet.write_number(line, index, float(shares[light]) / 100, formats.get(align="center", num_format="0.0%"))
    first = line + 3
    line = _group(sheet, formats, line + 2, "章节", facts["sections"])
    if facts["sections"]:
        line = _chart(book, sheet, first, line - 1, line + 1)
    _group(sheet, formats, line + 1, "责任单位（只算牵头的，参与的另列）", facts["units"], led=True)
    _print(sheet)


def _group(
    sheet: Any, formats: _Formats, line: int, title: str, groups: list[dict[str, Any]], *, led: bool = False
) -> int:
    """A table of totals from a line on, `led` of units with what they take part in apart; returns the line after it."""
    last = ("参与",) if led else ()
    for index, word in enumerate((title, "牵头" if led else "事项", "占比", *LIGHTS_WORST_FIRST, "有风险", *last)):
        form = formats.get(align="center", **_FILLS[word]) if word in LIGHTS_WORST_FIRST else formats.head()
        sheet.write_string(line, index, word, form)
    number = formats.get(align="center", num_format="0")
    for at, group in enumerate(groups, line + 1):
        sheet.write_string(at, 0, clean(group["name"]), formats.get())
        sheet.write_number(at, 1, group["total"], number)
        sheet.write_number(at, 2, float(group["percent"]) / 100, formats.get(align="center", num_format="0.0%"))
        for index, light in enumerate(LIGHTS_WORST_FIRST, 3):
            sheet.write_number(at, index, group["lights"][light], number)
        sheet.write_number(at, 8, group["at_risk"], number)
        if led:
            sheet.write_number(at, 9, group["participates"], number)
    return line + 1 + len(groups)


def _chart(book: Any, sheet: Any, first: int, last: int, line: int) -> int:
    """Stacked bars of the lights, one bar a section; returns the line below it."""
    chart = book.add_chart({"type": "bar", "subtype": "stacked"})
    for index, light in enumerate(LIGHTS_WORST_FIRST, 3):
        chart.add_series(
            {
                "name": light,
                "categories": ["汇总", first, 0, last, 0],
                "values": ["汇总", first, index, last, index],
                "border": {"color": "#404040", "width": 0.5},
                "gap": 40,
                **_BARS[light],
            }
        )
    chart.set_title({"name": "各章节事项的灯色", "name_font": {"size": 12}})
    chart.set_y_axis({"reverse": True, "crossing": "max", "num_font": {"size": 9}})
    chart.set_x_axis({"num_format": "0", "major_gridlines": {"visible": True, "line": {"color": "#D9D9D9"}}})
    chart.set_legend({"position": "bottom"})
    rows = max(14, 2 * (last - first + 1) + 6)
    chart.set_size({"width": 780, "height": rows * 20})
    sheet.insert_chart(
        line, 0, chart, {"object_position": 2, "description": "各章节事项的灯色：红、黄、蓝、绿、灰各有几个"}
    )
    return line + rows
