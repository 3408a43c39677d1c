"""Columns of a table inside the text of a task: what their headers say of the numbers and deeds in them."""

import re
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from dcgd.days import stretch, stretch_end

_DONE = re.compile("完成情况|进展|实际|现状|基数|基础值|基期|上年|去年|已|描述|简介|概况|概述|背景|场景|用途")


class Column(NamedTuple):
    """The stretch of a text that stands in one column, the column's header, and what a bare number in it measures."""

    start: int
    end: int
    header: str
    measure: str = ""

    @property
    def tells_what_is(self) -> bool:
        """Whether the column holds what has been reached, not what is to be reached."""
        return bool(_DONE.search(self.header))

    def due(self, year: int) -> date | None:
        """The day by which it is to be reached: a header like 2027年目标 or 一季度目标; None where it names no time."""
        for match in stretch().finditer(self.header):
            day = stretch_end(match, year)
            if day and (match["year"] or match["relative"] or match["month"] or match["part"] or match["end"]):
                return day
        return None


def column_at(columns: Sequence[Column], place: int) -> Column | None:
    """The column that a place in the text stands in; None outside tables."""
    return next((column for column in columns if column.start <= place < column.end), None)


def column_before(columns: Sequence[Column], column: Column) -> Column | None:
    """The nearest column to the left of one."""
    left = [other for other in columns if other.end <= column.start]
    return left[-1] if left else None
