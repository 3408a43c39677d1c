"""Read an office's ledger in a workbook as lines of text: its tables row by row, dcgd's own ledger task by task."""

import re
from collections.abc import Iterable, Iterator
from datetime import date, time
from importlib.util import find_spec
from itertools import groupby
from typing import NamedTuple

from dcgd.errors import Unreadable
from dcgd.intake.text.unread import Tally, Unread
from dcgd.registry.official import MOST_CHARACTERS
from dcgd.source.package import BadPackage, Package
from dcgd.source.sheet_xml import Cell
from dcgd.source.sheets import Sheet, read_book

_CELL_BREAK = "\u2028"
_HEADER = re.compile("序号|编号|任务|工作|内容|事项|项目|单位|部门|时限|时间|措施|举措|目标|指标|领导")
_WHAT = re.compile("任务|内容|事项|项目|措施|举措|目标|指标|工作|问题")
_WHO = re.compile("单位|部门|主体|牵头|责任|时限|期限")
_OWN = ("重点任务", "目标、成果", "年度目标", "牵头单位", "完成时限")
"""Columns that only the ledger written by `dcgd export xlsx` has together."""
_OWN_PARTS = "其余各列（进展、完成率、状态等）"
_MANY_DIGITS = 10**10

Grid = list[list[str]]


class _Part(NamedTuple):
    """What is read of a sheet: its title, the lines above its table, and the rows."""

    title: str
    above: list[str]
    rows: list[str]

    def lines(self, *, several: bool) -> list[str]:
        """As lines of text; of several sheets each is a section of its own."""
        heading = [f"## {' '.join(self.title.split()) or '工作表'}"] if several else []
        return [*self.above, *heading, *self.rows]


def is_workbook(data: bytes) -> bool:
    """Whether a package is one of a workbook."""
    try:
        return Package(data).has("xl/workbook.xml")
    except BadPackage:
        return False


def read_workbook(data: bytes) -> tuple[str, tuple[Unread, ...]]:
    """(text, what it leaves out): the sheets that hold tasks, cells separated by tabs. Raises Unreadable.

    A cell that is merged downwards is repeated in each row. Lines within a cell are separated by U+2028.
    """
    if find_spec("openpyxl") is None:
        raise Unreadable("读工作簿要 openpyxl：pip install 'dcgd[xlsx]'")
    try:
        book = read_book(data)
    except Unreadable as error:
        raise Unreadable(f"读不了这个工作簿：{error}") from error
    tally = Tally()
    if book.pictures:
        tally.add("图片")
    if book.comments:
        tally.add("批注")
    parts: list[_Part] = []
    seen: set[tuple[str, ...]] = set()
    for sheet in book.sheets:
        grid = _grid(sheet)
        at = _header_row(grid)
        if at is None:
            if any(any(row) for row in grid):
                tally.add("没有任务的工作表", sheet.title)
            continue
        names = [re.sub(r"\s", "", name) for name in grid[at]]
        rows = {tuple(cell for cell in row[1:] if cell) for row in grid[at + 1 :] if sum(map(bool, row)) > 1}
        if seen and len(rows & seen) * 2 > len(rows):
            tally.add("与前面重复的工作表", sheet.title)
            continue
        seen |= rows
        above = [" ".join(filter(None, row)).replace(_CELL_BREAK, " ") for row in grid[:at] if any(row)]
        if all(name in names for name in _OWN):
            tally.add(_OWN_PARTS, sheet.title)
            parts.append(_Part(sheet.title, above, list(_own_ledger(names, grid[at + 1 :]))))
        else:
            parts.append(_Part(sheet.title, above, ["\t".join(row) for row in grid[at:] if any(row)]))
    lines = [line for part in parts for line in part.lines(several=len(parts) > 1)]
    if sum(map(len, lines)) > MOST_CHARACTERS:
        raise Unreadable(f"表格里的文字超过 {MOST_CHARACTERS} 字的上限")
    if not lines:
        raise Unreadable("工作簿里没有一张表写着任务和责任单位（或时限），列名认不出的，改成“任务”“责任单位”再导入")
    return "\n".join(lines), tally.unread()


def _grid(sheet: Sheet) -> Grid:
    """The rows of a sheet as equally long lists of texts, merged cells filled downwards."""
    shown = {row: {at: _shown(cell) for at, cell in cells.items()} for row, cells in sheet.rows.items()}
    for merge in sheet.merges:
        words = shown.get(merge.top, {}).get(merge.left, "")
        for row in range(merge.top + 1, merge.bottom + 1):
            if words and row in shown:
                shown[row][merge.left] = words
    width = max([3, *(at for cells in shown.values() for at, words in cells.items() if words)])
    return [[shown[row].get(at, "") for at in range(1, width + 1)] for row in sorted(shown)]


def _shown(cell: Cell) -> str:
    """A cell as a person sees it, without tabs."""
    value = cell.value
    if value is None or isinstance(value, time):
        return ""
    if isinstance(value, date):
        return f"{value.year}年{value.month}月{value.day}日"
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        share = "%" in cell.format
        number = value * 100 if share else value
        whole = abs(number) >= _MANY_DIGITS  # a telephone number has eleven digits
        return f"{number:{'.0f' if whole else '.10g'}}{'%' if share else ''}"
    return re.sub(r"\s*\n\s*", _CELL_BREAK, str(value).replace("\t", " ").replace("\r", "").strip())


def _header_row(grid: Grid) -> int | None:
    """The row that says what the columns hold: what there is to do, and who does it or by when."""
    for at, row in enumerate(grid[:30]):
        names = [cell for cell in row if 0 < len(cell) <= 20]
        what = [name for name in names if _WHAT.search(name) and not _WHO.search(name)]
        who = [name for name in names if _WHO.search(name)]
        if what and who and sum(bool(_HEADER.search(name)) for name in names) >= 2 and len(grid) > at + 1:
            return at
    return None


def _own_ledger(names: list[str], rows: Grid) -> Iterator[str]:
    """The tasks of dcgd's own ledger as numbered paragraphs: what, how much, by when, who."""
    column = {name: names.index(name) for name in (*_OWN, "配合单位") if name in names}

    def cell(row: list[str], name: str) -> str:
        return row[column[name]] if name in column else ""

    for task, group in groupby(rows, key=lambda row: cell(row, "重点任务")):
        of_task = list(group)
        if not task:
            yield from (re.sub(r"（\d+项）$", "", row[0]) for row in of_task if row[0])
            continue
        items = [_own_item(cell(row, "完成时限"), cell(row, "目标、成果"), cell(row, "年度目标")) for row in of_task]
        leads, helps = (_listed(cell(row, name) for row in of_task) for name in ("牵头单位", "配合单位"))
        said = f"（牵头单位：{leads}{f'，配合单位：{helps}' if helps else ''}）" if leads else ""
        yield f"{_joined(task)}。{'；'.join(filter(None, items))}。{said}"


def _own_item(due: str, what: str, goal: str) -> str:
    what = "" if what in ("—", "（整项任务）") else _joined(what)
    goal = "" if goal in ("", "—", "完成") else _joined(goal)
    return f"{_joined(due)}前，{what}{goal}" if due and (what or goal) else what + goal


def _joined(words: str) -> str:
    return words.replace(_CELL_BREAK, "")


def _listed(cells: Iterable[str]) -> str:
    names = [name for cell in cells for name in cell.split(_CELL_BREAK) if name]
    return "、".join(dict.fromkeys(names))
