"""The reports as a log, and who has not reported."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from dcgd.index.codec import plain as plain_value
from dcgd.model import Report, Role
from dcgd.model.checkpoints import in_words, planned_on
from dcgd.model.working_days import grace_end, on_or_after
from dcgd.naming import qualified
from dcgd.tracking.judged_items import JudgedItem
from dcgd.tracking.judging.assess import first_reporting_day
from dcgd.tracking.judging.checkpoints import named
from dcgd.tracking.judging.months import cycle_start, month_end, reporting_day
from dcgd.tracking.judging.reports import known_reports
from dcgd.tracking.judging.wording import amount, plain
from dcgd.tracking.reporting.recording import gives_amount


def withdrawals(
    judged: JudgedItem, withdrawn: Iterable[tuple[Report, Report]], as_of: date
) -> Iterator[dict[str, Any]]:
    """The reports of an item up to a day that were withdrawn, each with by whom, why and when."""
    for report, withdrawal in withdrawn:
        if report.date <= as_of:
            yield _row(judged, report, None) | {
                "withdrawn": True,
                "withdrawn_by": withdrawal.by,
                "withdrawn_why": withdrawal.note,
                "withdrawn_recorded": plain_value(withdrawal.recorded),
            }


def deltas(judged: JudgedItem, as_of: date) -> Iterator[dict[str, Any]]:
    """The reports of an item up to a day, by date, each with what changed since the one before.

    Those of a target with shares are those of its shares, one after the other.
    """
    for share in judged.shares:
        yield from deltas(share, as_of)
    if judged.item.shares:
        return
    before: Report | None = None
    for report in known_reports(judged.reports, as_of):
        yield _row(judged, report, _delta(before, report))
        before = report if gives_amount(report) else before


def _row(judged: JudgedItem, report: Report, delta: str | None) -> dict[str, Any]:
    return {
        "document": judged.home.document,
        "date": report.date.isoformat(),
        "id": qualified(judged.home.registry, judged.item.id),
        "title": judged.item.title,
        "value": plain_value(report.value),
        "percent": plain_value(report.percent),
        "amount": _amount(judged, report),
        "delta": delta,
        **account(report),
    }


_ACCOUNT = (
    "by", "checkpoint", "note", "difficulty", "next_step", "filled_by", "checked_by", "evidence", "correction",
    "received", "recorded", "recorded_by",
)  # fmt: skip


def account(report: Report) -> dict[str, Any]:
    """All that a report says beside its item, its day and its amount, with the keys of JSON."""
    return {key: plain_value(getattr(report, key)) for key in _ACCOUNT}


def _amount(judged: JudgedItem, report: Report) -> str:
    if report.value is not None:
        told = amount(plain(report.value), judged.item.unit_measure)
    else:
        told = f"{plain(report.percent)}%" if report.percent is not None else ""
    worded = in_words(planned_on(judged.item.checkpoints, judged.item.adjustments, date.max))
    met = named(report.checkpoint, worded)
    return "，".join(filter(None, (told, f"完成节点“{met.point.text}”" if met else "")))


def _delta(before: Report | None, report: Report) -> str | None:
    """The change since the report before, with its sign; None for the first, and where value and percent mix."""
    if before is None:
        return None
    for key in ("value", "percent"):
        was, now = getattr(before, key), getattr(report, key)
        if was is not None and now is not None:
            change = now - was
            return ("+" if change > 0 else "") + plain(change)
    return None


def due_cycle(judged: JudgedItem, expected: date) -> tuple[date, date] | None:
    """The first and last day of the cycle that ends on a reporting day, if a report of the item is due for it.

    Nothing is expected before the first reporting day, nor of what was done before the cycle. What is overdue and not
    done is asked for in every cycle until it is done.
    """
    begins = cycle_start(expected, judged.rules.reporting.cycle)
    if expected < first_reporting_day(judged.item, judged.rules):
        return None
    if judged.verdict.status.is_done and (judged.verdict.met_since or judged.verdict.due) < begins:
        return None
    return begins, expected


def missing_reports(judged: JudgedItem, month: int | None, as_of: date) -> Iterator[dict[str, Any]]:
    """For each lead of an item, a row if a report is due for the cycle of `month` and there is none up to `as_of`.

    Without a `month` it is the last cycle that is over at the end of `as_of`. `expected`: the
    reporting day, to which the report is to go; `due_by`: the working day by which it is to be in. `days_late` counts
    from the end of the grace days, which is a working day as well; 0 until then. Of a target with shares they are
    those of its shares, each of the unit that holds it.
    """
    for share in judged.shares:
        yield from missing_reports(share, month, as_of)
    if judged.item.shares:
        return
    reporting = judged.rules.reporting
    expected = reporting_day(month_end(month), reporting.cycle) if month is not None else _last_over(judged, as_of)
    cycle = due_cycle(judged, expected)
    if cycle is None or any(cycle[0] <= report.date <= min(expected, as_of) for report in judged.told):
        return
    begins = cycle[0]
    rules = judged.rules
    until = grace_end(expected, rules)
    leads = [unit for unit, role in judged.home.units if role == Role.LEAD] or [""]
    earlier = [report.date for report in judged.told if report.date < begins]
    for unit in leads:
        yield {
            "document": judged.home.document,
            "type": judged.home.type,
            "unit": unit,
            "id": qualified(judged.home.registry, judged.item.id),
            "what": judged.item.what,
            "title": judged.item.title,
            "task": qualified(judged.home.registry, judged.item.task),
            "expected": expected.isoformat(),
            "due_by": on_or_after(expected, rules.calendar).isoformat(),
            "days_late": max(0, (as_of - until).days),
            "reported": max(earlier).isoformat() if earlier else None,
        }


def _last_over(judged: JudgedItem, as_of: date) -> date:
    """The last reporting day that is not after a day."""
    cycle = judged.rules.reporting.cycle
    current = reporting_day(as_of, cycle)
    return current if current == as_of else reporting_day(as_of, cycle, later=-1)
