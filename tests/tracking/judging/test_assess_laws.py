"""Laws of the verdict, for any item, reports and day. Where a law needs a condition, its test says which and why."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from dcgd.data_words import Risk
from dcgd.model import Adjustable, Adjustment, Checkpoint, Comparator, Report, Reporting, Rules, Status, What
from dcgd.model.items import Item
from dcgd.tracking.judging.assess import Verdict, assess
from factory import target

ORDER = list(Status)
DAYS = st.dates(date(2022, 11, 1), date(2025, 3, 31))
WORDED = st.sampled_from([date(2023, month, 28) for month in (2, 5, 8, 11)])
MOVES = st.builds(
    Adjustment,
    date=DAYS,
    field=st.just(Adjustable.CHECKPOINTS),
    from_=WORDED,
    to=DAYS,
    reason=st.just("雨季"),
    approved_by=st.just("区政府"),
)
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
        checkpoints=(
            *(Checkpoint(date=day, value=value) for day, value in points if kind),
            *(Checkpoint(date=day, text="主体封顶") for day in draw(st.lists(WORDED, max_size=3, unique=True))),
        ),
        adjustments=draw(st.lists(MOVES, max_size=2).map(tuple)),
    )


@st.composite
def reports(draw: st.DrawFn) -> list[Report]:
    numbers = st.tuples(DAYS, VALUES, st.sampled_from(["percent", "value", "note"]), st.none() | WORDED)
    return [
        Report(
            target="5-1",
            date=day,
            percent=abs(value) if says == "percent" else None,
            value=value if says == "value" else None,
            note="已进场" if says == "note" else None,
            checkpoint=met,
        )
        for day, value, says, met in draw(st.lists(numbers, max_size=6))
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
        if report.value is None and report.percent is None:
            continue
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
        on_time = (Status.ON_TRACK, Status.DUE_SOON, Status.NOT_STARTED, Status.STALE)
        assert before.status in on_time or Risk.CHECKPOINT in before.risks
        assert after.status in (Status.DONE, Status.STALE) or Risk.CHECKPOINT in after.risks
        assert before.status is not Status.STALE or after.status is not Status.DONE
    else:
        assert no_better(after, before)


@given(item=items(), said=reports(), rules=RULES, as_of=DAYS, met=st.tuples(DAYS, WORDED), index=st.integers(0, 5))
def test_meeting_a_checkpoint_never_worsens_a_status(
    item: Item, said: list[Report], rules: Rules, as_of: date, met: tuple[date, date], index: int
) -> None:
    """To say that a checkpoint is met does no harm: in a report that is there, or in one of its own.

    One of its own may be the first: then 未启动 becomes 正常, which is news, though it ranks before.
    """
    before = assess(item, said, as_of, rules)
    day, checkpoint = met
    own = assess(item, [*said, Report(target="5-1", date=day, checkpoint=checkpoint)], as_of, rules)
    assert no_better(before, own) or (before.status, own.status) == (Status.NOT_STARTED, Status.ON_TRACK)
    assert own.done_share == before.done_share
    if index < len(said) and said[index].checkpoint is None:
        there = replace(said[index], checkpoint=checkpoint)
        after = assess(item, [*said[:index], there, *said[index + 1 :]], as_of, rules)
        assert no_better(before, after)


@given(item=items(), said=reports(), rules=RULES, as_of=DAYS)
def test_a_checkpoint_in_words_caps_a_status_and_asks_nothing_of_what_is_done(
    item: Item, said: list[Report], rules: Rules, as_of: date
) -> None:
    verdict = assess(item, said, as_of, rules)
    late = [reason for reason in verdict.reasons if "未报完成" in reason]
    assert (Risk.CHECKPOINT in verdict.risks) == (bool(late) and verdict.status is not Status.OVERDUE)
    assert not late or ORDER.index(verdict.status) <= ORDER.index(Status.BEHIND)


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
