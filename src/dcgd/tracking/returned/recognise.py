"""Filled workbooks, as people return them, to reports: what is sure is taken, what is not is a doubt with its cell.

A workbook is known by its hidden sheet, a row by its hidden key, a column by its title; so rows may be sorted, hidden
or deleted and columns moved.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from dcgd.errors import NotRecorded
from dcgd.naming import nearest, not_found, without_numbers
from dcgd.registry.content import Registry
from dcgd.registry.directory import Directory
from dcgd.source.sheet_xml import Cell
from dcgd.source.sheets import Book, Sheet, read_book
from dcgd.tracking.judging.months import period_name
from dcgd.tracking.returned import forms
from dcgd.tracking.returned.foot import rows_below, signed
from dcgd.tracking.returned.forms import Origin
from dcgd.tracking.returned.layout import LAYOUTS, REPORTS, Layout
from dcgd.tracking.returned.merged import letters, unsure
from dcgd.unseen import without_unseen

_HEADER_WITHIN = 50
_MOST_REMARKS = 20
MOST_WEIGHT = 100_000_000
"""Of all workbooks that are taken in at once."""


@dataclass(frozen=True, slots=True)
class Row:
    """A filled row: where it stands, and its cells by the title of their column. `merged`: why that is not sure.

    `main` is the title of the column that it is about.
    """

    sheet: str
    number: int
    columns: Mapping[str, int]
    cells: Mapping[str, Cell]
    merged: str
    main: str = forms.AMOUNT

    def place(self, title: str) -> str:
        """The name of the cell in a column, as `F7`; of a column that is gone that of the main one."""
        return f"{letters(self.columns.get(title, self.columns[self.main]))}{self.number}"


@dataclass(frozen=True, slots=True)
class Filled:
    """A workbook that says it is a form: of what, its filled rows, remarks; or the `fault` for which no row is read."""

    origin: Origin
    default_day: str
    from_1904: bool
    kind: str = REPORTS.kind
    rows: tuple[Row, ...] = ()
    remarks: tuple[str, ...] = ()
    fault: str = ""

    @property
    def weight(self) -> int:
        """How much memory it takes, roughly, in characters."""
        cells = [cell.value for row in self.rows for cell in row.cells.values()]
        return 50 * (len(self.rows) + len(cells)) + sum(len(value) for value in cells if isinstance(value, str))


@dataclass(frozen=True, slots=True)
class Returned:
    """A workbook that is one of ours, of this period: from whom, and its filled rows; `remarks` are Chinese."""

    file: str
    origin: Origin
    unit: str
    from_1904: bool
    default_day: str
    rows: tuple[Row, ...]
    remarks: tuple[str, ...]


def read_filled(data: bytes) -> Filled:
    """What a workbook says, by itself alone; raises Unreadable, and NotRecorded for one that is no form."""
    book = read_book(data)
    origin, day, layout = _origin(book)
    try:
        tables = _tables(book, layout)
        rows = tuple(row for table in tables for row in _filled(table))
    except NotRecorded as fault:
        return Filled(origin, day, book.from_1904, layout.kind, fault=str(fault))
    remarks = [*_remarks(book), *(remark for table in tables for remark in _unread(table))]
    if not rows and any(_keyed(table) for table in tables):
        remarks.append("一行也没有填")
    return Filled(origin, day, book.from_1904, layout.kind, rows, tuple(remarks))


def _tables(book: Book, layout: Layout) -> list["_Table"]:
    """The tables to fill in, one a sheet at the most; raises NotRecorded where there is none."""
    tables = [table for sheet in book.sheets if (table := _table(sheet, layout)) is not None]
    if not tables:
        raise NotRecorded(f"里面找不到{layout.name.removesuffix('表')}的表头（{layout.head[0]}、{layout.head[1]}）")
    return tables


def recognise(file: str, filled: Filled, registry: Registry, month: int) -> Returned:
    """The filled rows of a report; raises NotRecorded when it is none of this document, this period or its unit."""
    return recognised(file, filled, registry, REPORTS, period_name(month))


def recognised(file: str, filled: Filled, registry: Registry, layout: Layout, period: str) -> Returned:
    """The filled rows of a workbook that must be of a kind, of a period and of this document; raises NotRecorded."""
    origin = filled.origin
    if filled.kind != layout.kind:
        other = LAYOUTS[filled.kind]
        raise NotRecorded(f"是{other.name}，用 {other.commands} collect 收")
    document = registry.document.number if registry.document else ""
    if origin.document != document:
        raise NotRecorded(f"是别的文件的表：{_brief(origin.document)}；这里是 {document}")
    if origin.period != period:
        raise NotRecorded(f"是 {_brief(origin.period)} 的表，收的是 {period} 的")
    directory = Directory.of(registry)
    unit = directory.find(origin.unit)
    if unit is None:
        registry.check_whole()
        raise NotRecorded(not_found(_brief(origin.unit), nearest(origin.unit, directory.names()), "单位"))
    named = _units_in_name(file, directory)
    if named and unit.name not in named:
        raise NotRecorded(f"文件名写的是{'、'.join(sorted(named))}，里面却是发给{unit.name}的表")
    if filled.fault:
        raise NotRecorded(filled.fault)
    return Returned(file, origin, unit.name, filled.from_1904, filled.default_day, filled.rows, filled.remarks)


def _remarks(book: Book) -> Iterator[str]:
    if book.pictures:
        yield "表里贴了图片，图片里的内容没有读"
    if book.comments:
        yield "单元格上有批注，批注没有读"


def _origin(book: Book) -> tuple[Origin, str, Layout]:
    """What the hidden sheet says."""
    for sheet in book.sheets:
        said = {
            str(row[1].value): str(row[2].value)
            for row in sheet.rows.values()
            if 1 in row and 2 in row and len(sheet.rows) < _HEADER_WITHIN
        }
        if said.get("dcgd") == forms.VERSION and {"document", "period", "unit", "date"} <= said.keys():
            layout = LAYOUTS.get(said.get("form", ""))
            if layout is None:
                raise NotRecorded(f"是较新的 dcgd 发的表（{_brief(said['form'])}），这个版本不认识")
            return Origin(said["document"], said["period"], said["unit"]), said["date"], layout
    commands = " 或 ".join(f"{layout.commands} template" for layout in LAYOUTS.values())
    raise NotRecorded(f"不是发出去的表：里面没有表的标识；请在 {commands} 生成的表里填")


def _units_in_name(file: str, directory: Directory) -> set[str]:
    """The units that the name of a file names, a shorter name inside a longer one not counted."""
    stem = re.split(r"[\\/]", file)[-1]
    stems = directory.region.spellings(stem)  # 东昌府区人民政府办公室.xlsx names 区政府办公室
    by_spelling = {
        key: unit.name
        for key, unit, _explicit in directory.spellings()
        if len(key) > 2 and any(key in stem for stem in stems)
    }
    return {
        unit for key, unit in by_spelling.items() if not any(key != other and key in other for other in by_spelling)
    }


class _Table(NamedTuple):
    """A sheet that has the header: in which row, the columns that are read, and those with titles not of ours."""

    layout: Layout
    sheet: Sheet
    top: int
    columns: Mapping[str, int]
    others: Mapping[int, str]


def _table(sheet: Sheet, layout: Layout) -> _Table | None:
    """The table on a sheet; None for a sheet without the header. Raises NotRecorded for a header gone bad."""
    titled = ((number, _titles(cells, layout)) for number, cells in sorted(sheet.rows.items())[:_HEADER_WITHIN])
    header = next((row for row in titled if {*layout.head} <= {title for _column, title in row[1]}), None)
    if header is None:
        return None
    top, titles = header
    columns: dict[str, int] = {}
    for column, title in titles:
        if title in layout.used and title in columns:
            raise NotRecorded(f"“{sheet.title}”里“{title}”这一列有两列，不知道该读哪一列")
        columns[title] = column
    missing = [title for title in layout.required if title not in columns]
    if missing:
        raise NotRecorded(f"“{sheet.title}”里少了“{'”“'.join(missing)}”这一列")
    others = {column: title for column, title in titles if title not in (*layout.used, *layout.shown)}
    return _Table(layout, sheet, top, {title: columns[title] for title in layout.used if title in columns}, others)


def _titles(cells: Mapping[int, Cell], layout: Layout) -> list[tuple[int, str]]:
    titles = [(column, "".join(cell.value.split())) for column, cell in cells.items() if isinstance(cell.value, str)]
    return [(column, layout.title_of(title)) for column, title in titles]


def _keyed(table: _Table) -> list[int]:
    """The rows that have the key of an item."""
    key, below = table.columns[forms.KEY], _below(table)
    there = table.sheet.rows.items()
    return [number for number, cells in there if number > table.top and key in cells and number not in below]


def _below(table: _Table) -> frozenset[int]:
    return rows_below(table.sheet.rows, table.columns[forms.KEY])


def _unread(table: _Table) -> Iterator[str]:
    """What somebody wrote where nothing is read: in a column of their own, or beside and below the table."""
    keyed = frozenset(_keyed(table))
    below = _below(table)
    for column, title in table.others.items():
        if any(column in table.sheet.rows[number] for number in keyed):
            yield f"“{title[:20]}”这一列不是表里的，没有读"
    read = frozenset(table.columns.values())
    strays = 0
    for number, cells in sorted(table.sheet.rows.items()):
        stray = next((cell for column, cell in cells.items() if column not in read and str(cell.value).strip()), None)
        if number > table.top and number not in keyed and number not in below and stray is not None:
            strays += 1
            if strays <= _MOST_REMARKS:
                said = _brief(without_numbers(str(stray.value)))
                yield f"“{table.sheet.title}”第 {number} 行没有标识，没有读：{said}"
    if strays > _MOST_REMARKS:
        yield f"“{table.sheet.title}”另有 {strays - _MOST_REMARKS} 行没有标识，没有读"


def _filled(table: _Table) -> Iterator[Row]:
    """The rows that somebody filled in, and those about which merged cells leave a doubt."""
    sheet, columns, layout = table.sheet, table.columns, table.layout
    doubts = unsure(sheet, table.top, columns, layout)
    telling = tuple(title for title in layout.filled if title not in layout.carried)
    below = _below(table)
    signatures = signed(sheet.rows, below, columns)
    for number in sorted({number for number in (*sheet.rows, *doubts) if number > table.top} - below):
        there = sheet.rows.get(number, {})
        cells = {title: there[column] for title, column in columns.items() if column in there}
        cells = {title: cell for title, cell in cells.items() if cell.formula or str(cell.value).strip()}
        repeated = layout.main in cells and cells[layout.main].value == layout.main
        merged = doubts.get(number, "")
        if not repeated and (merged or any(title in cells for title in telling)):
            yield Row(sheet.title, number, columns, {**signatures, **cells}, merged, layout.main)


def _brief(text: str) -> str:
    shown = without_unseen(text, " ")
    return shown if len(shown) <= 40 else shown[:40] + "…"
