"""A table of units × indicators (指标分解表): its columns divide targets among the units of its rows."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import groupby

from dcgd.intake.text.body import UNITS, Body, Line
from dcgd.model import Section, Share, Target, Task
from dcgd.naming import PERCENT, halfwidth

_TOTAL = re.compile("(?:合|总|小|共)计|全[区县市镇]")
_MEASURE = re.compile(r"[（(](?:单位[:：])?(?P<measure>[^（()）]{1,8})[)）]$")
_NUMBER = re.compile(r"\d{1,9}(?:\.\d{1,4})?")
_NAME = re.compile("[\u4e00-\u9fff（）()、]{2,20}")
_DEEDS = re.compile("^(?:新增|新建|建成|建设|完成|实现|创建|改造|培育|新)+")
_FEWEST = 2
"""Units at the least among which something is divided."""


@dataclass(frozen=True, slots=True)
class Division:
    """A column of such a table: what it is headed, its measure (empty where none is said), what each unit has of it."""

    place: int
    indicator: str
    measure: str
    shares: tuple[Share, ...]


def divisions(body: Body) -> Iterator[Division]:
    """The columns of all tables of units × indicators in a document."""
    for header, rows in _tables(body):
        names = _cells(body, header)
        units = next(place for place, name in enumerate(names) if UNITS.fullmatch(name))
        below = [_cells(body, row) for row in rows]
        for column, name in enumerate(names):
            shares = tuple(_shares(below, units, column)) if column > units and name else ()
            if len({share.unit for share in shares}) == len(shares) >= _FEWEST:
                measure = _MEASURE.search(name)
                told = measure["measure"] if measure else ""
                yield Division(header.cells[column][0], _MEASURE.sub("", name), told, shares)


def divided_rows(body: Body) -> dict[int, int]:
    """Where each row of such tables ends, by where it begins: there is no task in them."""
    columns = {division.place for division in divisions(body)}
    return {
        row.start: row.end
        for header, rows in _tables(body)
        if any(start in columns for start, _end in header.cells)
        for row in (header, *rows)
    }


def _tables(body: Body) -> Iterator[tuple[Line, Sequence[Line]]]:
    """The rows of tables that have a column of units, each from the header that says so on."""
    for is_row, members in groupby(body.lines, key=lambda line: bool(line.cells)):
        rows = list(members) if is_row else []
        for at, row in enumerate(rows):
            if any(UNITS.fullmatch(name) for name in _cells(body, row)):
                yield row, rows[at + 1 :]
                break


def _shares(rows: Sequence[Sequence[str]], units: int, column: int) -> Iterator[Share]:
    """What each unit has of a column; nothing at all where a cell is anything but a number or empty."""
    told: list[Share] = []
    for cells in rows:
        if len(cells) <= column or not _NAME.fullmatch(cells[units]) or _TOTAL.match(cells[units]):
            continue
        number = halfwidth(cells[column]).replace(",", "")
        if _NUMBER.fullmatch(number):
            if Decimal(number):
                told.append(Share(unit=cells[units], value=Decimal(number)))
        elif re.search(r"\w", number):
            return
    yield from told


def _cells(body: Body, row: Line) -> list[str]:
    return [re.sub(r"\s", "", body.text[start:end]) for start, end in row.cells]


def divide_by_tables(sections: Sequence[Section], body: Body) -> tuple[tuple[Section, ...], list[tuple[int, str]]]:
    """The sections with the shares that tables give their targets, and remarks on columns that belong to none.

    A column is of the one target that is called like it, in the same measure, and not divided yet. Rates have no sum
    and are left to a person.
    """
    targets = [target for section in sections for task in section.tasks for target in task.targets]
    shares: dict[str, tuple[Share, ...]] = {}
    remarks: list[tuple[int, str]] = []
    for division in divisions(body):
        meant = [target for target in targets if _is_of(division, target)]
        if len(meant) != 1 or meant[0].shares or meant[0].id in shares:
            which = "、".join(target.id for target in meant)
            why = f"可能是 {which} 的分解，没有记" if meant else "没有对上哪个目标，没有记"
            remarks.append((division.place, f"分解表的这一列{why}；用 shares 写在目标下面"))
            continue
        (target,) = meant
        shares[target.id] = division.shares
        total = sum((share.value for share in division.shares), Decimal(0))
        if total != target.value:
            remarks.append(
                (
                    division.place,
                    f"分解到各单位的合计 {_plain(total)}，与目标 {target.id} 的 {_plain(target.value)} 不一样",
                )
            )
    return tuple(_divided(section, shares) for section in sections), remarks


def _plain(number: Decimal) -> str:
    return f"{number.normalize():f}"


def _is_of(division: Division, target: Target) -> bool:
    if target.unit_measure in PERCENT or (division.measure and division.measure != target.unit_measure):
        return False
    wanted, called = _DEEDS.sub("", division.indicator), _DEEDS.sub("", target.indicator)
    return len(wanted) > 1 and (wanted in called or called in wanted)


def _divided(section: Section, shares: dict[str, tuple[Share, ...]]) -> Section:
    def with_shares(task: Task) -> Task:
        if not any(target.id in shares for target in task.targets):
            return task
        targets = (replace(target, shares=shares.get(target.id, target.shares)) for target in task.targets)
        return replace(task, targets=tuple(targets))

    return replace(section, tasks=tuple(map(with_shares, section.tasks)))
