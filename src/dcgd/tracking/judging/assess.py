"""The verdict on an item: one pure function of (item, reports, date, rules).

docs/arithmetic.md is its specification, with an example for each status that a test holds it to.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from dcgd.data_words import Risk
from dcgd.model import Comparator, Light, Report, Rules, Status, effective
from dcgd.model.items import Item
from dcgd.tracking.judging import reasons as say
from dcgd.tracking.judging.checkpoints import still_open, tells
from dcgd.tracking.judging.forecast import Forecast, forecast
from dcgd.tracking.judging.goals import ALL, Goal, counts, goal_on, is_met, share_of
from dcgd.tracking.judging.months import reporting_day
from dcgd.tracking.judging.pace import pace
from dcgd.tracking.judging.reports import known_reports
from dcgd.tracking.judging.shares import of_shares, rolled_up, unit_of
from dcgd.tracking.judging.wording import wanted

_STATUS_OF = {
    Risk.FAR_BEHIND: Status.FAR_BEHIND,
    Risk.BEHIND: Status.BEHIND,
    Risk.NOT_HELD: Status.BEHIND,
    Risk.CHECKPOINT: Status.BEHIND,
    Risk.UNREPORTED: Status.UNREPORTED,
    Risk.STALE: Status.STALE,
    Risk.DUE_SOON: Status.DUE_SOON,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What is to be said of an item on a day.

    `risks`: worst first; empty when overdue. `reasons`: Chinese sentences with their numbers. `value`, `percent`:
    what was last reported, as it was reported, on `measured`. `done_share`, `pace`: shares of 1; `gap`: percentage
    points below pace (negative: above it). `done_share` and `gap` are None without a report, `pace` and `gap` where
    pace does not apply (see `Goal.lasting`). `goal`, `comparator`, `due` as adjusted (`wanted`: in words),
    `original_goal`, `original_due` as the document said. `reported`: the date of the last report, be it in words
    alone; `met_since`: the date of the report since which the goal is met, None when it is not.
    """

    status: Status
    light: Light
    at_risk: bool
    risks: tuple[Risk, ...]
    reasons: tuple[str, ...]
    value: Decimal | None
    percent: Decimal | None
    done_share: Fraction | None
    pace: Fraction | None
    gap: Fraction | None
    goal: Decimal | None
    original_goal: Decimal | None
    comparator: Comparator
    wanted: str
    due: date
    original_due: date
    reported: date | None
    measured: date | None
    met_since: date | None
    forecast: Forecast | None
    shares: tuple["Verdict", ...] = ()
    """Those of its shares, in their order."""

    @property
    def label(self) -> str:
        """The status in Chinese; what is overdue and was never reported says so: `逾期 · 未报送`."""
        silent = self.status is Status.OVERDUE and self.reported is None
        return f"{self.status.chinese} · {Status.UNREPORTED.chinese}" if silent else self.status.chinese


def assess(
    item: Item,
    reports: Sequence[Report],
    as_of: date,
    rules: Rules,
    problems_overdue: Sequence[tuple[str, date]] = (),
) -> Verdict:
    """The verdict on an item at the end of `as_of`.

    `reports`: those on this item, in the order of the files; later ones than `as_of`, and those that tell nothing (see
    `tells`), do not count; of several amounts on one day the last in file order does. `problems_overdue`: id and
    deadline of each open problem of the item whose deadline is past. Thresholds are compared exactly; only sentences
    are rounded. Those on a target with shares are on its shares: it is judged by what they come to.
    """
    shares = [(share, assess(share, theirs, as_of, rules)) for share, theirs in of_shares(item, reports)]
    if shares:
        reports = rolled_up(item, reports, rules.thresholds.tolerance)
    goal = goal_on(item, as_of, rules.thresholds.tolerance)
    told = [report for report in known_reports(reports, as_of) if tells(goal, report)]
    known = list({report.date: report for report in told if counts(goal, report)}.values())
    last = known[-1] if known else None
    latest = told[-1] if told else None
    since = _met_since(goal, known)
    share = share_of(goal, last) if last else None
    expected = None if goal.lasting else pace(item, as_of, rules, goal)
    gap = None if share is None or expected is None else (expected - share) * 100
    over, begun = as_of > goal.due, as_of >= item.start
    late = [planned for planned in still_open(goal, told, as_of) if begun and planned.point.date < as_of]

    reasons = list(_reported(item, goal, last, latest, met=since is not None))
    risks: list[Risk] = []
    outlook = None
    waits = any(verdict.measured is None for _share, verdict in shares)
    if since is not None and not waits and _is_final(item, goal, known, as_of, rules):
        status = Status.DONE_LATE if since > goal.due else Status.DONE
        reasons.append(say.done(since, goal.due))
    elif over and since is None:
        status = Status.OVERDUE
        reasons.append(say.overdue(goal.due, as_of, reported=latest is not None))
    else:
        if begun and expected is not None and gap is not None:
            reasons[0] += "，" + say.against_pace(item, expected, gap, rules)
        for risk, sentence in _shortfalls(
            item,
            goal,
            last if over else latest,
            gap,
            as_of,
            rules=rules,
            lost=last is not None and since is None,
            late=bool(late),
            shares=[verdict for _share, verdict in shares],
        ):
            risks.append(risk)
            reasons.extend([sentence] if sentence else ())
        silent = latest is None or not begun
        status = _STATUS_OF[risks[0]] if risks else Status.NOT_STARTED if silent else Status.ON_TRACK
        if status is Status.NOT_STARTED:
            reasons.append(say.not_started(item.start, first_reporting_day(item, rules), as_of))
        if last is not None and begun and not over:
            outlook = _outlook(goal, known)
    if not status.is_done:
        reasons.extend(held_up(shares))
        reasons.extend(say.late(planned.point, as_of) for planned in late)
    if outlook is not None:
        reasons.append(say.trend(outlook, item, goal))
        risks.extend([Risk.FORECAST] if outlook.reaches is False else ())
    remark = say.no_baseline(item, goal) if last else None
    reasons.extend([remark] if remark else ())
    reasons.extend(say.adjusted(item, as_of) if item.adjustments else ())
    reasons.extend(say.problem(name, deadline, as_of) for name, deadline in problems_overdue)
    if problems_overdue and status is not Status.OVERDUE:
        risks.append(Risk.PROBLEM)

    light = rules.light(status)
    return Verdict(
        status=status,
        # Whatever the rules say: no report is never green.
        light=Light.GREY if latest is None and light == Light.GREEN else light,
        at_risk=bool(risks),
        risks=tuple(risks),
        reasons=tuple(reasons),
        value=last.value if last else None,
        percent=last.percent if last else None,
        done_share=share,
        pace=expected,
        gap=gap,
        goal=goal.value,
        original_goal=effective(item.value, "value", item.adjustments, date.min),
        comparator=goal.comparator,
        wanted=wanted(goal, item),
        due=goal.due,
        original_due=effective(item.due, "due", item.adjustments, date.min),
        reported=latest.date if latest else None,
        measured=last.date if last else None,
        met_since=since,
        forecast=outlook,
        shares=tuple(verdict for _share, verdict in shares),
    )


def held_up(shares: Iterable[tuple[Item, Verdict]]) -> tuple[str, ...]:
    """What of a target's shares holds it up, in sentences: `柳园街道应达 4 个，仅 2 个`, `未报送：新区`."""
    return tuple(say.shares([_said(share, verdict) for share, verdict in shares]))


def _said(share: Item, verdict: Verdict) -> say.ShareSaid:
    expected = ALL if verdict.status is Status.OVERDUE else verdict.pace
    return say.ShareSaid(unit_of(share), share, verdict.status, verdict.value, verdict.percent, verdict.goal, expected)


def _reported(item: Item, goal: Goal, last: Report | None, latest: Report | None, *, met: bool) -> Iterator[str]:
    """What was last reported: the last amount, and what was told in words since."""
    if last is not None:
        sentence = say.progress(item, goal, last, share_of(goal, last))
        yield f"{sentence}，{say.held(last.date, met=met)}" if goal.lasting else sentence
    if latest is not None and (last is None or latest.date > last.date):
        yield say.told(latest, goal)


def _met_since(goal: Goal, known: Sequence[Report]) -> date | None:
    """The date of the first of the latest unbroken run of reports that meet the goal; None when the last does not.

    A report that met it and was taken back by a later one does not count.
    """
    since = None
    for report in reversed(known):
        if not is_met(goal, report):
            break
        since = report.date
    return since


def _is_final(item: Item, goal: Goal, known: Sequence[Report], as_of: date, rules: Rules) -> bool:
    """Whether a goal that is met now counts as done.

    A lasting one only once its period is over, and only if reports had not dried up by then: a year-end is not vouched
    for by what was said in March.
    """
    return not goal.lasting or (as_of > goal.due and _missed(item, known[-1].date, goal.due, rules) is None)


def first_reporting_day(item: Item, rules: Rules) -> date:
    """The first day on which a report is due: as the rules say, else the end of the first cycle after the announcement.

    Never before the item's own period has begun: then the end of the cycle in which it begins.
    """
    reporting = rules.reporting
    first = reporting.first or reporting_day(item.announced, reporting.cycle)
    return first if first >= item.start else reporting_day(item.start, reporting.cycle)


def _missed(item: Item, last: date, day: date, rules: Rules) -> date | None:
    """The reporting day that passed, with its grace, after that of the last report; None when none did.

    A report serves the cycle its date lies in; the next is due at the end of the following one.
    """
    following = max(reporting_day(last, rules.reporting.cycle, later=1), first_reporting_day(item, rules))
    return following if (day - following).days > rules.reporting.grace_days else None


def _shortfalls(
    item: Item,
    goal: Goal,
    last: Report | None,
    gap: Fraction | None,
    as_of: date,
    *,
    rules: Rules,
    lost: bool,
    late: bool,
    shares: Sequence[Verdict],
) -> Iterator[tuple[Risk, str | None]]:
    """What is wrong with an item neither done nor overdue, worst first: a slug, and a sentence unless said elsewhere.

    `last`: the report that speaks for the item now: after its period one of how it stood, until then also one in words.
    `shares`: a target is as silent, and its reports as old, as the worst of those that are not done.
    `lost`: whether it was last reported not to meet its goal; `late`: whether a checkpoint in words is past and open.
    """
    thresholds, grace = rules.thresholds, rules.reporting.grace_days
    if gap is not None and gap > thresholds.far_behind:
        yield Risk.FAR_BEHIND, None
    elif gap is not None and gap >= thresholds.behind:
        yield Risk.BEHIND, None
    if goal.lasting and lost and as_of >= item.start:
        yield Risk.NOT_HELD, None
    if late:
        yield Risk.CHECKPOINT, None
    if last is None:
        first = first_reporting_day(item, rules)
        if as_of > first:
            yield Risk.UNREPORTED, say.unreported(first)
    else:
        if any(Risk.UNREPORTED in verdict.risks or _is_silent(verdict) for verdict in shares):
            yield Risk.UNREPORTED, None
        missed = _missed(item, last.date, as_of, rules)
        if missed is not None:
            yield Risk.STALE, say.stale(last.date, missed, grace)
        elif any(Risk.STALE in verdict.risks for verdict in shares):
            yield Risk.STALE, None
    if 0 <= (goal.due - as_of).days <= thresholds.due_soon_days:
        yield Risk.DUE_SOON, say.due_soon(goal.due, as_of)


def _is_silent(verdict: Verdict) -> bool:
    """Whether it is overdue without a report."""
    return verdict.status is Status.OVERDUE and verdict.reported is None


def _outlook(goal: Goal, known: Sequence[Report]) -> Forecast | None:
    """The forecast, if one makes sense: what is held or not at each report has a trend only in values."""
    if goal.lasting and any(report.value is None for report in known):
        return None
    return forecast(goal, known)
