"""What the office knows on a date: pace, verdicts with reasons, forecasts, lights month by month, totals.

Pure functions of (item, reports, date, rules). Nothing here reads a file, a clock or a terminal.
"""

from dcgd.tracking.assess import Verdict, assess
from dcgd.tracking.forecast import Forecast
from dcgd.tracking.history import MonthLight, group_history, history
from dcgd.tracking.pace import pace
from dcgd.tracking.rollup import Totals, grouped, shares, totals, worst_light, worst_status

__all__ = [
    "Forecast",
    "MonthLight",
    "Totals",
    "Verdict",
    "assess",
    "group_history",
    "grouped",
    "history",
    "pace",
    "shares",
    "totals",
    "worst_light",
    "worst_status",
]
