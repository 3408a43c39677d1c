"""The columns of the form on which a unit says who does an item and what is due of it each quarter."""

import json
from collections.abc import Mapping
from datetime import date

from dcgd.days import last_day, read_day
from dcgd.errors import BadValue
from dcgd.tracking.returned.forms import OWNER

CONTACT = "联系人"
QUARTERS = ("一季度", "上半年", "前三季度", "全年")
"""The columns of the checkpoints: what is due by the end of each, counted from the beginning of the period."""
FILLED = (OWNER, CONTACT, *QUARTERS)
STANDING = "原有"
"""A hidden column: what the columns to fill in said when the form was sent out."""
_ANY_YEAR = 2001
_MONTHS = (3, 6, 9, 12)


def sealed_cells(cells: Mapping[str, str]) -> str:
    """What stands in the columns to fill in, as the hidden column holds it."""
    return json.dumps([" ".join(cells[title].split()) for title in FILLED], ensure_ascii=False)


def sent_out(text: object) -> dict[str, str]:
    """What stood in the columns when a form was sent out, by their titles; nothing where the hidden one is spoilt."""
    try:
        words = json.loads(text) if isinstance(text, str) else []
    except (ValueError, RecursionError):
        return {}
    if not isinstance(words, list) or len(words) != len(FILLED) or not all(isinstance(word, str) for word in words):
        return {}
    return dict(zip(FILLED, words, strict=True))


def quarter_end(title: str, year: int) -> date:
    """The last day of a column of checkpoints."""
    return last_day(year, _MONTHS[QUARTERS.index(title)])


def quarter_start(title: str, year: int) -> date:
    """The first day of a column's last quarter: what is due before it stands in a column before."""
    return quarter_end(title, year).replace(month=_MONTHS[QUARTERS.index(title)] - 2, day=1)


def column_day(title: str, year: int, start: date, due: date) -> date | None:
    """By which day what a column of an item says is due: the quarter's last, or the item's own where it is due before.

    None where the column is all before the item's start or after its due day.
    """
    end = quarter_end(title, year)
    return min(end, due) if start <= end and quarter_start(title, year) <= due else None


def quarter_title(title: str) -> str:
    """The column that a title means: 二季度, 上半年末 and 6月底 are 上半年; any other title is what it is."""
    try:
        day = read_day(title, _ANY_YEAR)
    except BadValue:
        return title
    return next((quarter for quarter in QUARTERS if quarter_end(quarter, _ANY_YEAR) == day), title)
