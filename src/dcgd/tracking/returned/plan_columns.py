"""The columns of the form on which a unit says who does an item and what is due of it each quarter."""

from datetime import date

from dcgd.days import last_day, read_day
from dcgd.errors import BadValue
from dcgd.tracking.returned.forms import OWNER

CONTACT = "联系人"
QUARTERS = ("一季度", "上半年", "前三季度", "全年")
"""The columns of the checkpoints: what is due by the end of each, counted from the beginning of the period."""
FILLED = (OWNER, CONTACT, *QUARTERS)
_ANY_YEAR = 2001
_MONTHS = (3, 6, 9, 12)


def quarter_end(title: str, year: int) -> date:
    """The last day of a column of checkpoints."""
    return last_day(year, _MONTHS[QUARTERS.index(title)])


def quarter_title(title: str) -> str:
    """The column that a title means: 二季度, 上半年末 and 6月底 are 上半年; any other title is what it is."""
    try:
        day = read_day(title, _ANY_YEAR)
    except BadValue:
        return title
    return next((quarter for quarter in QUARTERS if quarter_end(quarter, _ANY_YEAR) == day), title)
