"""A verdict as a row of the table `judged` (index.judged), and back: nothing is lost, no number rounded.

The columns are what queries ask for; `verdict` holds the rest as JSON, numbers as they are written exactly.
"""

import json
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from dcgd.data_words import Risk
from dcgd.index.codec import day, plain
from dcgd.index.judged import Row
from dcgd.model import Comparator, Light, Status
from dcgd.model.items import Item
from dcgd.tracking.judging.assess import Verdict
from dcgd.tracking.judging.forecast import Forecast
from dcgd.tracking.judging.reasons import rounded

KEPT = "status, light, at_risk, risks, reasons, due, original_due, reported, verdict"
"""The columns of a row that `verdict_of` makes the verdict of, without the view's name."""
_BETWEEN = "\x1f"
"""Between the reasons: a sign that hardly a text holds."""
_BILLION = 10**9
_STATUSES = {status.value: status for status in Status}
_LIGHTS = {light.value: light for light in Light}
_RISKS = {risk.value: risk for risk in Risk}
_COMPARATORS = {comparator.value: comparator for comparator in Comparator}


def row_of_verdict(position: int, section: str, item: Item, verdict: Verdict) -> Row:
    """The row, but for the judging that it belongs to. `position`: the item's within its task."""
    return (
        item.task,
        position,
        item.id,
        item.what.value,
        section,
        item.title,
        verdict.due.isoformat(),
        verdict.original_due.isoformat(),
        verdict.status.value,
        verdict.light.value,
        verdict.at_risk,
        "、".join(risk.value for risk in verdict.risks),
        _BETWEEN.join(verdict.reasons),
        plain(verdict.goal),
        plain(verdict.value),
        plain(verdict.percent),
        plain(verdict.reported),
        points(verdict.done_share),
        points(verdict.pace),
        None if verdict.gap is None else float(rounded(verdict.gap)),
        verdict.status.rank,
        float(verdict.gap or 0),
        item.start.isoformat(),
        *(counted_in_means(item, verdict) or (None, None, None)),
        json.dumps([_unjoined(verdict.reasons), *_rest(verdict)], ensure_ascii=False, separators=(",", ":")),
    )


def verdict_of(row: Sequence[Any]) -> Verdict:
    """The verdict that a row was made of, by its columns `KEPT`."""
    status, light, at_risk, risks, reasons, due, original_due, reported, rest = row
    said = (
        status,
        light,
        at_risk,
        risks.split("、") if risks else (),
        reasons.split(_BETWEEN) if reasons else (),
        due,
        original_due,
        reported,
    )
    more = json.loads(rest)
    return _verdict(said if more[0] is None else [*said[:4], more[0], *said[5:]], more[1:])


def counted_in_means(item: Item, verdict: Verdict) -> tuple[int, int, int] | None:
    """As how much an item counts in means, as what done and as what pace, each times its weight; None if it does not.

    In whole billionths, so that their sum is the same in whatever order they are added up. What was never reported
    counts as nothing done, what is beyond its goal as done.
    """
    if verdict.pace is None:
        return None
    above, below = item.weight.as_integer_ratio()

    def weighed(share: Fraction | int) -> int:
        parts = below * share.denominator
        return (2 * _BILLION * above * share.numerator + parts) // (2 * parts)

    done = verdict.done_share or 0
    return weighed(1), weighed(min(done, 1)), weighed(verdict.pace)


def points(share: Fraction | None) -> float | None:
    """A share as a percentage to one decimal, as rows show it: rounded as in the reasons."""
    return None if share is None else float(rounded(share * 100))


def _unjoined(reasons: Sequence[str]) -> list[str] | None:
    """The reasons, where they cannot be told apart once they are joined."""
    return list(reasons) if "" in reasons or any(_BETWEEN in reason for reason in reasons) else None


def _rest(verdict: Verdict) -> list[Any]:
    outlook = verdict.forecast
    return [
        _written(verdict.value),
        _written(verdict.percent),
        _written(verdict.done_share),
        _written(verdict.pace),
        _written(verdict.gap),
        _written(verdict.goal),
        _written(verdict.original_goal),
        verdict.comparator.value,
        verdict.wanted,
        plain(verdict.measured),
        plain(verdict.met_since),
        outlook
        and [
            outlook.points,
            outlook.due.isoformat(),
            outlook.in_shares,
            _written(outlook.expected),
            _written(outlook.rate),
            _written(outlook.needed),
            outlook.reaches,
        ],
        [[*_said(share), _rest(share)] for share in verdict.shares],
    ]


def _said(verdict: Verdict) -> list[Any]:
    days = plain(verdict.due), plain(verdict.original_due), plain(verdict.reported)
    risks = [risk.value for risk in verdict.risks]
    return [verdict.status.value, verdict.light.value, verdict.at_risk, risks, list(verdict.reasons), *days]


def _verdict(said: Sequence[Any], rest: Sequence[Any]) -> Verdict:
    status, light, at_risk, risks, reasons, due, original_due, reported = said
    value, percent, done, pace, gap, goal, original, comparator, wanted, measured, since, outlook, shares = rest
    return Verdict(
        status=_STATUSES[status],
        light=_LIGHTS[light],
        at_risk=bool(at_risk),
        risks=tuple(_RISKS[risk] for risk in risks),
        reasons=tuple(reasons),
        value=value and Decimal(value),
        percent=percent and Decimal(percent),
        done_share=_share(done),
        pace=_share(pace),
        gap=_share(gap),
        goal=goal and Decimal(goal),
        original_goal=original and Decimal(original),
        comparator=_COMPARATORS[comparator],
        wanted=wanted,
        due=day(due),
        original_due=day(original_due),
        reported=_day(reported),
        measured=_day(measured),
        met_since=_day(since),
        forecast=outlook and _forecast(*outlook),
        shares=tuple(_verdict(own[:-1], own[-1]) for own in shares),
    )


def _forecast(
    points_: int, due: str, in_shares: bool, expected: Any, rate: Any, needed: Any, reaches: bool | None
) -> Forecast:
    numbers = _share(expected), _share(rate), _share(needed)
    return Forecast(points_, day(due), in_shares, *numbers, reaches)


def _written(number: Decimal | Fraction | None) -> str | list[int] | None:
    """A number as JSON holds it exactly."""
    if number is None:
        return None
    return [number.numerator, number.denominator] if isinstance(number, Fraction) else str(number)


def _share(written: Sequence[int] | None) -> Fraction | None:
    return None if written is None else Fraction(*written)


def _day(text: str | None) -> date | None:
    return None if text is None else day(text)
