"""A list of people as an office keeps it, in a workbook: who is sure is read, what is not is a doubt with its cell."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from dcgd.errors import Unreadable
from dcgd.source.sheet_xml import MOST_ROWS, Cell
from dcgd.source.sheets import Sheet, read_book
from dcgd.tracking.returned.cells import text_of
from dcgd.tracking.returned.merged import letters

_HEADS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "name": ("姓名", "名字", "联络员", "联系人", "责任人", "负责人", "领导"),
        "post": ("职务", "职务职级"),
        "unit": ("单位", "所在单位", "工作单位", "单位名称", "责任单位", "部门"),
        "phone": ("手机", "手机号", "手机号码", "联系电话", "电话", "电话号码", "联系方式", "办公电话"),
        "email": ("邮箱", "电子邮箱", "电子邮件", "email", "e-mail"),
        "note": ("备注", "说明"),
    }
)
"""What heads a column of each key; where several do, the first of these is read."""
_COUNTING = frozenset({"", "序号", "编号"})
_HEADER_WITHIN = 50
_PARTS = re.compile(r"[、/／;；,，]|\s{1,}")


@dataclass(frozen=True, slots=True)
class ListedPerson:
    """One row of a list: where it stands, what it says by the keys of a person, and why that is not sure, if it is not.

    `cell` is where the doubt is, or the name.
    """

    sheet: str
    cell: str
    values: Mapping[str, str]
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class PeopleList:
    """The rows of a workbook, and remarks in Chinese on what of it was not read."""

    rows: tuple[ListedPerson, ...]
    remarks: tuple[str, ...]


def read_people(data: bytes) -> PeopleList:
    """The people in a workbook; raises Unreadable for what is none, or has no column of names."""
    rows: list[ListedPerson] = []
    remarks: list[str] = []
    for sheet in read_book(data).sheets:
        header = _header(sheet)
        if header is None:
            if sheet.rows:
                remarks.append(f"{sheet.title}：没有“姓名”一栏，没有读")
            continue
        number, columns, unread = header
        if unread:
            remarks.append(f"{sheet.title}：没有读的栏：{'、'.join(unread)}")
        rows += _rows(sheet, number, columns)
    if len(rows) > MOST_ROWS:
        raise Unreadable(f"超过 {MOST_ROWS} 行，不像人员名单")
    if not rows:
        raise Unreadable("没有找到人员：要有“姓名”一栏，其余的栏可以是职务、单位、电话、邮箱、备注")
    return PeopleList(tuple(rows), tuple(remarks))


def _header(sheet: Sheet) -> tuple[int, dict[str, int], list[str]] | None:
    """The row of the titles, the column of each key, and the titles of the columns that nobody reads."""
    for number in sorted(sheet.rows)[:_HEADER_WITHIN]:
        titles = {column: _title(cell) for column, cell in sheet.rows[number].items()}
        columns: dict[str, int] = {}
        for key, heads in _HEADS.items():
            there = [column for head in heads for column, title in titles.items() if title == head]
            if there:
                columns[key] = there[0]
        if "name" in columns and len(columns) > 1:
            read = {*columns.values()}
            return number, columns, [t for c, t in sorted(titles.items()) if c not in read and t not in _COUNTING]
    return None


def _title(cell: Cell) -> str:
    return re.sub(r"[\s:：*（(].*|\s", "", "".join(text_of(cell).split())).lower()


def _rows(sheet: Sheet, header: int, columns: dict[str, int]) -> Iterator[ListedPerson]:
    for number in sorted(number for number in sheet.rows if number > header):
        cells = {key: _cell(sheet, number, column, key) for key, column in columns.items()}
        values = {key: text for key, text in cells.items() if text}
        if not values.keys() - {"unit"}:
            continue  # an empty row, or one in a merged cell
        key, doubt = _doubt(values)
        if "name" in values and not doubt:
            values["name"] = _joined(values["name"])
        yield ListedPerson(sheet.title, f"{letters(columns.get(key, columns['name']))}{number}", values, doubt)


def _cell(sheet: Sheet, number: int, column: int, key: str) -> str:
    """The text of a cell; of a unit that stands over several rows that of the whole."""
    cell = sheet.rows[number].get(column)
    if key == "unit" and (cell is None or cell.value is None):
        for merge in sheet.merges:
            if merge.top <= number <= merge.bottom and merge.left <= column <= merge.right:
                cell = sheet.rows.get(merge.top, {}).get(merge.left)
    return text_of(cell).strip() if cell else ""


def _doubt(values: Mapping[str, str]) -> tuple[str, str]:
    """What is not sure of a row: the key of its cell, and a sentence; empty where all is."""
    name = values.get("name", "")
    if not name:
        return "name", "没有姓名"
    if re.search(r"\d", name):
        return "name", "姓名里有数字；电话写在电话一栏"
    if len(people_in(name)) > 1:
        return "name", "一格里像是有两个人；一人一行"
    phone = values.get("phone", "")
    if len(re.findall(r"\d(?:[\d-]|转){5,}", phone)) > 1:
        return "phone", "一格里有几个电话；只留一个，另一个写进备注之外的地方"
    return "name", ""


def people_in(name: str) -> list[str]:
    """The names in a cell: 王 某 is one that is spaced out, 王某某 李某某 are two."""
    parts = [part for part in _PARTS.split(name) if part]
    return [name] if all(len(part) == 1 for part in parts) else parts


def _joined(name: str) -> str:
    return "".join(name.split())
