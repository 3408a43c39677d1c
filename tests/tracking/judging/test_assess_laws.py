"""Laws of the verdict, for any item, reports and day. Where a law needs a condition, its test says which and why."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from dcgd.model import Checkpoint, Comparator, Report, Reporting, Rules, Status, What
from dcgd.model.items import Item
from dcgd.tracking.judging.assess import Verdict, assess
from factory import target

ORDER = list(Status)
DAYS = st.dates(date(2022, 11, 1), date(2025, 3, 31))
VALUES = st.integers(-20, 150).map(Decimal) | st.decimals(min_value=0, max_value=120, places=1)
RULES = st.builds(
    Rules,
    pace=st.sampled_from(["monthly", "daily"]),
    reporting=st.builds(
        Reporting,
        cycle=st.sampled_from(["monthly", "quarterly"]),
        grace_days=st.integers(0, 20),
        first=st.none() | st.dates(date(2023, 1, 1), date(2023, 12, 31)),
    ),
)


@st.composite
def items(draw: st.DrawFn) -> Item:
    start = draw(st.dates(date(2023, 1, 1), date(2023, 9, 1)))
    kind = draw(st.sampled_from(["cumulative", "level", "standing", None]))
    points = draw(st.lists(st.tuples(st.dates(date(2023, 1, 1), date(2024, 6, 1)), VALUES), max_size=3))
    return target(
        what=What.TARGET if kind else What.MILESTONE,
        start=start,
        due=start + timedelta(days=draw(st.integers(0, 500))),
        announced=draw(st.dates(date(2023, 1, 1), date(2023, 9, 1))),
        kind=kind,
        comparator=draw(
            st.sampled_from([Comparator.AT_LEAST, Comparator.MORE_THAN, Comparator.ABOUT, Comparator.AT_MOST])
        )
        if kind
        else Comparator.AT_LEAST,
        value=draw(VALUES) if kind else None,
        baseline=draw(st.none() | VALUES) if kind == "level" else None,
        checkpoints=tuple(Checkpoint(date=day, value=value) for day, value in points) if kind else (),
    )


@st.composite
def reports(draw: st.DrawFn) -> list[Report]:
    numbers = st.tuples(DAYS, VALUES, st.booleans())
    return [
        Report(target="5-1", date=day, percent=abs(value))
        if in_percent
        else Report(target="5-1", date=day, value=value)
        for day, value, in_percent in draw(st.lists(numbers, max_size=6))
    ]


def lasting(item: Item) -> bool:
    return item.kind == "standing" or (item.kind == "cumulative" and item.comparator == "at_most")


def no_better(worse: Verdict, better: Verdict) -> bool:
    return ORDER.index(worse.status) <= ORDER.index(better.status)


@given(item=items(), said=reports(), rules=RULES, as_of=DAYS, step=VALUES.map(abs))
def test_more_progress_never_worsens_a_status(
    item: Item, said: list[Report], rules: Rules, as_of: date, step: Decimal
) -> None:
    """Of reports that are there, one that says more (for at_most: less) gives no worse a status and no lesser share.

    It must be there: a first report of 0 can turn 未报送 into 严重滞后, which is news, not progress. And `at_risk` is
    not meant: a higher middle report flattens the trend after it, so that the forecast may fall.
    """
    if not said:
        return
    for index, report in enumerate(said):
        up = -step if item.comparator == "at_most" else step
        more = (
            replace(report, value=report.value + up)
            if report.value is not None
            else replace(report, percent=(report.percent or 0) + step)
        )
        before = assess(item, said, as_of, rules)
        after = assess(item, [*said[:index], more, *said[index + 1 :]], as_of, rules)
        assert no_better(before, after)
        assert before.done_share is None or (after.done_share is not None and before.done_share <= after.done_share)


@given(item=items(), said=reports(), rules=RULES, days=st.tuples(DAYS, DAYS))
def test_time_alone_never_improves_a_status(
    item: Item, said: list[Report], rules: Rules, days: tuple[date, date]
) -> None:
    """Without new reports a later day is no better than an earlier one.

    未启动 ranks after 正常 and is followed by anything but a better one. The one exception is a
    standing target (or a cap) that was held to the end is done because its period is over.
    """
    earlier, later = sorted(days)
    known = [report for report in said if report.date <= earlier]
    before, after = assess(item, known, earlier, rules), assess(item, known, later, rules)
    if lasting(item) and before.met_since and earlier <= item.due < later:
        assert before.status in (Status.ON_TRACK, Status.DUE_SOON, Status.NOT_STARTED, Status.STALE)
        assert after.status in (Status.DONE, Status.STALE)
        assert before.status is not Status.STALE or after.status is Status.STALE
    else:
        assert no_better(after, before)


@given(item=items(), said=reports(), rules=RULES, as_of=DAYS)
def test_reports_after_the_day_never_matter(item: Item, said: list[Report], rules: Rules, as_of: date) -> None:
    known = [report for report in said if report.date <= as_of]
    assert assess(item, said, as_of, rules) == assess(item, known, as_of, rules)


@given(item=items(), said=reports(), rules=RULES, as_of=DAYS, seed=st.randoms(use_true_random=False))
def test_only_reports_of_one_day_depend_on_the_order_of_the_file(
    item: Item, said: list[Report], rules: Rules, as_of: date, seed: Random
) -> None:
    alone = list({report.date: report for report in said}.values())
    shuffled = alone.copy()
    seed.shuffle(shuffled)
    assert assess(item, alone, as_of, rules) == assess(item, shuffled, as_of, rules)


@given(item=items(), rules=RULES, as_of=DAYS)
def test_no_report_is_never_green_nor_done(item: Item, rules: Rules, as_of: date) -> None:
    verdict = assess(item, [], as_of, rules)
    assert verdict.light != "绿"
    assert verdict.status not in (Status.DONE, Status.DONE_LATE, Status.ON_TRACK)
    assert (verdict.status is Status.OVERDUE) == (as_of > item.due)


@given(item=items(), said=reports(), rules=RULES, as_of=DAYS)
def test_every_verdict_is_consistent_and_gives_a_reason(
    item: Item, said: list[Report], rules: Rules, as_of: date
) -> None:
    verdict = assess(item, said, as_of, rules)
    assert verdict.reasons
    assert verdict.at_risk == bool(verdict.risks)
    done = verdict.status in (Status.DONE, Status.DONE_LATE)
    assert not done or verdict.met_since is not None
    assert verdict.status is not Status.OVERDUE or (as_of > item.due and not verdict.at_risk)
    assert not (as_of > item.due and verdict.met_since is None) or verdict.status is Status.OVERDUE
    if not lasting(item):
        assert done == (verdict.met_since is not None)
