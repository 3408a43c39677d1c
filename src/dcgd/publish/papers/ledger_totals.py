"""The totals of the ledger: by unit, and by section with a chart."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from dcgd.model import Grouping
from dcgd.publish.papers.plain import clean
from dcgd.publish.papers.printed_sheet import Column, set_columns, set_page, write_head, write_row, write_title
from dcgd.publish.snapshot import Snapshot, breakdown
from dcgd.publish.tabular.book import Formats
from dcgd.tracking.judging.rollup import LIGHTS_WORST_FIRST

SecondLine = Callable[[Any, int], None]
_LIGHTS = tuple(Column(light, 16, light, "number") for light in LIGHTS_WORST_FIRST)
_UNITS = (
    Column("序号", 12, "number", "number"),
    Column("单位", 62, "name"),
    Column("牵头事项", 22, "total", "number"),
    Column("已完成", 20, "finished", "number"),
    *_LIGHTS,
    Column("有风险", 20, "at_risk", "number"),
    Column("参与（不算）", 26, "participates", "number"),
)
_SECTIONS = (
    Column("章节", 80, "name"),
    Column("事项", 22, "total", "number"),
    Column("占比", 22, "percent", "percent"),
    *_LIGHTS,
    Column("有风险", 22, "at_risk", "number"),
)
_BARS = {
    "红": {"fill": {"color": "#C00000"}},
    "黄": {"pattern": {"pattern": "wide_downward_diagonal", "fg_color": "#BF9000", "bg_color": "#FFE699"}},
    "蓝": {"pattern": {"pattern": "small_grid", "fg_color": "#2E75B6", "bg_color": "#DDEBF7"}},
    "绿": {"fill": {"color": "#C5E0B4"}},
    "灰": {"fill": {"color": "#FFFFFF"}},
}
_HEAD = 2


def units_sheet(book: Any, formats: Formats, snapshot: Snapshot, second_line: SecondLine) -> None:
    """What each unit leads, by light, and how many it takes part in."""
    shorts = {unit: short for (_document, unit), short in snapshot.shorts.items()}
    rows = [
        {
            "number": number,
            "name": shorts.get(group.key, group.heading),
            "total": group.totals.total,
            "finished": sum(count for status, count in group.totals.statuses.items() if status.is_done),
            **group.totals.lights,
            "at_risk": group.totals.at_risk,
            "participates": len(group.participates),
        }
        for number, group in enumerate(breakdown(snapshot, Grouping.UNIT), 1)
    ]
    _sheet(book, formats, "各单位汇总", "各单位牵头事项汇总", _UNITS, rows, second_line)


def sections_sheet(book: Any, formats: Formats, told: Mapping[str, Any], second_line: SecondLine) -> None:
    """The whole, each section, and a chart of their lights. `told`: as `papers.facts` says it."""
    whole = {
        "name": "全部",
        "total": told["total"],
        "percent": "100.0" if told["total"] else "0.0",
        "lights": {light["light"]: light["count"] for light in told["lights"]},
        "at_risk": told["at_risk"],
    }
    groups = [*told["sections"], whole]
    rows = [{**group, **group["lights"], "percent": float(group["percent"]) / 100} for group in groups]
    sheet, bottom = _sheet(book, formats, "各章节汇总", "各章节汇总", _SECTIONS, rows, second_line)
    if told["sections"]:
        set_page(sheet, _SECTIONS, _HEAD, _chart(book, sheet, _HEAD + 1, bottom - 1, bottom + 2))
        sheet.set_paper(9)


def _sheet(
    book: Any, formats: Formats, name: str, title: str, columns: Sequence[Column], rows: Sequence[Mapping[str, Any]],
    second_line: SecondLine,
) -> tuple[Any, int]:  # fmt: skip
    sheet = book.add_worksheet(name)
    set_columns(sheet, columns)
    write_title(sheet, formats, title, 0, len(columns) - 1)
    second_line(sheet, len(columns) - 1)
    write_head(sheet, formats, _HEAD, columns)
    for line, row in enumerate(rows, _HEAD + 1):
        write_row(sheet, formats, line, columns, {**row, "name": clean(row["name"])})
    sheet.freeze_panes(_HEAD + 1, 0)
    bottom = _HEAD + len(rows)
    set_page(sheet, columns, _HEAD, bottom)
    sheet.set_paper(9)
    return sheet, bottom


def _chart(book: Any, sheet: Any, first: int, last: int, line: int) -> int:
    """Stacked bars of the lights, one bar a section; returns the line below it."""
    chart = book.add_chart({"type": "bar", "subtype": "stacked"})
    at = [column.key for column in _SECTIONS]
    for light in LIGHTS_WORST_FIRST:
        index = at.index(light)
        chart.add_series(
            {
                "name": light,
                "categories": ["各章节汇总", first, 0, last, 0],
                "values": ["各章节汇总", first, index, last, index],
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
    chart.set_size({"width": 760, "height": rows * 20})
    sheet.insert_chart(
        line, 0, chart, {"object_position": 2, "description": "各章节事项的灯色：红、黄、蓝、绿、灰各有几个"}
    )
    return line + rows + 2
