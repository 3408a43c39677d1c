"""An item as the pages show it: the keys of its row, its curve, its reports, its lights month by month."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

from dcgd.model import Duty, Report
from dcgd.model.items import firmness_mark
from dcgd.naming import qualified
from dcgd.publish.table import Row
from dcgd.tracking.due_checkpoints import CheckpointState, checkpoints_of
from dcgd.tracking.item_row import row_of
from dcgd.tracking.judged_items import JudgedItem
from dcgd.tracking.judging.goals import ALL, NOTHING, Goal, counts, goal_on, share_of
from dcgd.tracking.judging.history import MonthLight
from dcgd.tracking.judging.months import month_end, month_of
from dcgd.tracking.judging.pace import pace
from dcgd.tracking.judging.reports import known_reports
from dcgd.tracking.reporting.checkpoints import in_quarter
from dcgd.tracking.verdict_row import points


class Paces:
    """The lines of pace, each once: many items share one, and name it by its number in `lines`."""

    def __init__(self) -> None:
        self.lines: list[list[tuple[str, float]]] = []
        """Points of each line: a day and the percent that should be done at its end."""
        self._known: dict[tuple[Any, ...], int] = {}

    def number(self, judged: JudgedItem, goal: Goal) -> int:
        """The number of an item's line: without checkpoints and shares it follows from period and mode alone."""
        item = judged.item
        own = (judged.home.registry, item.id) if item.checkpoints or item.shares else None
        name = (item.start, goal.due, item.pace or judged.rules.pace, own)
        if name not in self._known:
            self._known[name] = len(self.lines)
            self.lines.append(_pace_line(judged, goal))
        return self._known[name]


_KEPT = (
    "id", "what", "title", "due", "original_due", "status", "label", "light", "at_risk", "risks", "reasons", "goal",
    "value", "original_value", "unit_measure", "kind", "baseline", "note", "adjustments",
    "reported", "reported_value", "reported_percent", "done_percent", "pace_percent", "gap_points",
)  # fmt: skip
MADE_UP = "补"
"""Stands for the light of a month that is 黄 only because it was red before."""


def item_data(judged: JudgedItem, as_of: date, paces: Paces) -> Row:
    """The keys of the item's row that pages use (empty ones left out), its task, its reports and its curve.

    `paces` collects the lines of pace.
    """
    row, item, home = row_of(judged).as_json(), judged.item, judged.home
    shown = _said((name, row.get(name)) for name in _KEPT)
    shown |= _said([("mark", firmness_mark(item.firmness, item.title)), ("quote", item.quote)])
    goal = goal_on(item, as_of, judged.rules.thresholds.tolerance)
    known = known_reports(judged.series, as_of)
    in_shares = _in_shares(judged, goal, known)
    return shown | {
        "task": str(row["task"]),
        **_said([("leaders", [qualified(home.registry, name) for name, duty in home.people if duty is Duty.LEADER])]),
        **_said([("nodes", _nodes(judged, as_of)), ("shares", [_share(share) for share in judged.shares])]),
        "reports": [_report(report, goal, in_shares) for report in known],
        "curve": _curve(judged, goal, paces, in_shares),
    }


def _share(share: JudgedItem) -> Row:
    """A share on the page of its target: whose it is, how far, how it stands and why."""
    row = row_of(share).as_json()
    kept = (
        "id",
        "goal",
        "due",
        "light",
        "label",
        "reasons",
        "reported",
        "reported_value",
        "done_percent",
        "pace_percent",
    )
    unit = qualified(share.home.registry, share.home.units[0][0])
    return _said([("unit", unit), *((key, row[key]) for key in kept)])


def _nodes(judged: JudgedItem, as_of: date) -> list[Row]:
    """The checkpoints by date: what is due, whether that is in the quarter of the day, how it stands."""
    due = sorted(checkpoints_of(judged, as_of), key=lambda checkpoint: checkpoint.planned.point.date)
    this_quarter = in_quarter([checkpoint.planned.point for checkpoint in due], as_of)
    return [
        _said(
            {
                "date": checkpoint.planned.point.date.isoformat(),
                "wanted": checkpoint.planned.point.wanted(judged.item.unit_measure),
                "now": checkpoint.planned.point in this_quarter,
                "met": checkpoint.state is CheckpointState.MET,
                "late": checkpoint.state is CheckpointState.LATE,
                "label": checkpoint.label,
            }.items()
        )
        for checkpoint in due
    ]


def _said(pairs: Iterable[tuple[str, Any]]) -> Row:
    """The pairs that say something: 0 does, what is empty or False does not."""
    return {name: value for name, value in pairs if value is not None and value is not False and value not in ("", [])}


def _number(value: Decimal | Fraction | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == int(value) else round(float(value), 4)


def _in_shares(judged: JudgedItem, goal: Goal, known: Sequence[Report]) -> bool:
    """Whether the curve is of percentages, as the forecast has it; else it is of values."""
    if judged.verdict.forecast is not None:
        return judged.verdict.forecast.in_shares
    return goal.value is None or any(report.value is None for report in known if counts(goal, report))


def _report(report: Report, goal: Goal, in_shares: bool) -> Row:
    height: Any = report.value
    if in_shares:
        height = share_of(goal, report) * 100 if counts(goal, report) else None
    shown = {
        "date": report.date.isoformat(),
        "value": _number(report.value),
        "percent": _number(report.percent),
        "by": report.by,
        "note": report.note,
        "difficulty": report.difficulty,
        "next_step": report.next_step,
        "evidence": [part.name for part in report.evidence],
        "correction": report.correction,
        "height": _number(height),
    }
    return _said(shown.items())


def _curve(judged: JudgedItem, goal: Goal, paces: Paces, in_shares: bool) -> Row:
    """What to draw: the goal, the line of pace (its number, where it starts and ends), where the trend leads."""
    wanted = 100 if in_shares else _number(goal.value)
    curve: Row = {"goal": wanted, "in_shares": in_shares, "start": judged.item.start.isoformat()}
    # Of what must fall without a baseline the share is goal ÷ value: no line of values follows from a line of shares.
    straight = in_shares or goal.baseline is not None or not goal.falling
    if not goal.lasting and straight:
        curve["pace"] = paces.number(judged, goal)
        curve["from"] = 0 if in_shares else _number(goal.baseline) or 0
    outlook = judged.verdict.forecast
    if outlook is not None and outlook.expected is not None:
        factor = 100 if in_shares else 1
        curve["forecast"] = {"due": outlook.due.isoformat(), "reaches": outlook.reaches}
        curve["forecast"]["expected"] = _number(outlook.expected * factor)
    return curve


def _pace_line(judged: JudgedItem, goal: Goal) -> list[tuple[str, float]]:
    """From nothing on the day before the period to all at the due date, with every month's end and checkpoint."""
    start, due = judged.item.start, goal.due
    days = {min(month_end(month), due) for month in range(month_of(start), month_of(due) + 1)}
    for point, *_ in goal.checkpoints:  # a checkpoint is a step: the day before is still as before
        days |= {day for day in (point.date - timedelta(days=1), point.date) if start <= day <= due}
    before = (start - timedelta(days=1)) if start > date.min else start
    line = [(before, NOTHING), *((day, pace(judged.item, day, judged.rules, goal)) for day in sorted(days)), (due, ALL)]
    return [(day.isoformat(), points(share) or 0.0) for day, share in dict(line).items()]


def line_of_lights(line: Sequence[MonthLight], months: Sequence[str]) -> str:
    """A character a month: the light, `补` for 黄 that is only made up, a space before the period."""
    shown = {f"{month.day:%Y-%m}": MADE_UP if month.made_up else str(month.light) for month in line}
    return "".join(shown.get(month, " ") for month in months)
