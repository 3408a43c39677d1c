"""What people type for a date, to the date."""

import re
from datetime import date, datetime, timedelta
from math import isfinite
from typing import Any

from dcgd.errors import BadValue

_FULLWIDTH = str.maketrans("０１２３４５６７８９．－／", "0123456789.-/")
_WHOLE = re.compile(r"(\d{4}|\d{2})[-./年](\d{1,2})[-./月](\d{1,2})[日号]?", re.ASCII)
_SHORT = re.compile(r"(\d{1,2})[-./月](\d{1,2})[日号]?", re.ASCII)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})", re.ASCII)
_SERIALS = range(20_000, 80_000)
"""Days as spreadsheets count them: from 1954 to 2119."""


def read_day(value: Any, year: int, *, from_1904: bool = False) -> date:
    """The date that was meant: a date, `2023-06-30`, `2023.6.30`, `6月30日` (of `year`), `20230630`, a serial number.

    `from_1904`: the workbook counts its days from 1904. Raises BadValue.
    """
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, int | float) and not isinstance(value, bool):
        if not isfinite(value) or value != int(value):
            raise BadValue(f"“{value}”是小数，看不出是几月几日；请写成 {year}-06-30 的样子")
        value = int(value)
    text = "".join(str(value).translate(_FULLWIDTH).split())
    text = re.sub(r"T?00:00(:00)?$", "", text)
    whole = _WHOLE.fullmatch(text) or _COMPACT.fullmatch(text)
    if whole:
        first = int(whole[1]) if len(whole[1]) == 4 else 2000 + int(whole[1])
        return _made(first, int(whole[2]), int(whole[3]), text)
    short = _SHORT.fullmatch(text)
    if short:
        return _made(year, int(short[1]), int(short[2]), text)
    if re.fullmatch(r"\d{5}", text, re.ASCII) and int(text) in _SERIALS:
        return (date(1904, 1, 1) if from_1904 else date(1899, 12, 30)) + timedelta(int(text))
    raise BadValue(f"“{text[:40]}”不是日期；请写成 {year}-06-30 的样子")


def _made(year: int, month: int, day: int, text: str) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise BadValue(f"“{text[:40]}”不是日历上有的日期") from None
