"""A registry as it was known on a day: its laws, and what is left out."""

from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dcgd.data_words import Action, Adjustable, Answer, Decision, PaperAction, PaperKind
from dcgd.diagnostics import Place
from dcgd.model import Adjustment, Level, Notice, NoticeStep, Paper, PaperStep, Problem, Report, Request, Share, Step
from dcgd.model.requests import RequestStep
from dcgd.registry.content import Filed, Registry
from dcgd.registry.known import LeftOut, as_known
from dcgd.registry.load import read

SMALL = read(Path(__file__).parent / "small").registry
CHINA = timezone(timedelta(hours=8))
FIRST, TODAY = date(2023, 1, 1), date(2023, 12, 31)
days = st.dates(FIRST, TODAY)


def at(day: date) -> datetime:
    """A moment of a day."""
    return datetime(day.year, day.month, day.day, 9, 30, tzinfo=CHINA)


def stamps(after: date = FIRST) -> st.SearchStrategy[datetime | None]:
    """When a record was written, after a day; or not said, where any day will do."""
    moments = st.dates(after, TODAY).map(at)
    return moments if after > FIRST else st.none() | moments


def filed(entity: Any) -> Filed[Any]:
    """An entity, wherever it stands."""
    return Filed(entity, Place("progress/2023-06.yaml", ("reports", 0)))


def reports(after: date = FIRST) -> st.SearchStrategy[Report]:
    """Reports and withdrawals of one target, written after a day."""
    return st.builds(
        lambda day, value, recorded, withdrawn: Report(
            target="1-1", date=day, value=None if withdrawn else Decimal(value), withdrawn=withdrawn, recorded=recorded
        ),
        days,
        st.integers(0, 9),
        stamps(after),
        st.booleans(),
    )


def adjustments(after: date = FIRST) -> st.SearchStrategy[Adjustment]:
    """Adjustments of a due date from the year's end, as the program writes them."""
    return st.builds(
        lambda day, to, recorded: Adjustment(
            date=day, field=Adjustable.DUE, from_=TODAY, to=to, reason="天雨", approved_by="区长", recorded=recorded
        ),
        days,
        days.filter(lambda day: day != TODAY),
        stamps(after),
    )


def records(after: date = FIRST) -> st.SearchStrategy[dict[str, Any]]:
    """Records of every kind, written after a day."""
    steps = {
        Problem: st.builds(
            lambda day, recorded: Step(action=Action.RAISE, date=day, by="甲", recorded=recorded), days, stamps(after)
        ),
        Notice: st.builds(
            lambda day, recorded: NoticeStep(action=Answer.REPLY, date=day, recorded=recorded), days, stamps(after)
        ),
        Request: st.builds(
            lambda day, recorded: RequestStep(action=Decision.ASK, date=day, by="甲", recorded=recorded),
            days,
            stamps(after),
        ),
        Paper: st.builds(
            lambda day, recorded: PaperStep(
                action=PaperAction.WITHDRAW, date=day, by="甲", note="错", recorded=recorded
            ),
            days,
            stamps(after),
        ),
    }
    several = {kind: st.lists(step, min_size=1, max_size=3).map(tuple) for kind, step in steps.items()}
    return st.fixed_dictionaries(
        {
            "reports": st.lists(reports(after), max_size=4),
            "problems": st.lists(
                st.builds(lambda steps: Problem(id="WT-2023-001", task=1, title="图纸", steps=steps), several[Problem]),
                max_size=2,
            ),
            "notices": st.lists(
                st.builds(
                    lambda day, recorded, steps: Notice(
                        number="DB-2023-001", level=Level("黄"), unit="甲", subject="1-1", issued=day, reply_by=day,
                        reason="慢", recorded=recorded, steps=steps,
                    ),
                    days, stamps(after), several[Notice],
                ),
                max_size=2,
            ),
            "requests": st.lists(
                st.builds(
                    lambda steps: Request(id="YQ-2023-001", subject="1-1", field=Adjustable.DUE, to=TODAY, steps=steps),
                    several[Request],
                ),
                max_size=2,
            ),
            "papers": st.lists(
                st.builds(
                    lambda day, recorded, steps: Paper(
                        kind=PaperKind.BULLETIN, number="第1期", period="2023-06", as_of=day, issued=day, to="甲",
                        facts="0" * 64, recorded=recorded, steps=steps,
                    ),
                    days, stamps(after), several[Paper],
                ),
                max_size=2,
            ),
            "adjustments": st.lists(adjustments(after), max_size=3),
        }
    )  # fmt: skip


def with_records(registry: Registry, made: dict[str, Any]) -> Registry:
    """The registry with more records at the end of each of its lists."""
    more: dict[str, Any] = {
        kind: (*getattr(registry, kind), *map(filed, entities))
        for kind, entities in made.items()
        if kind != "adjustments"
    }
    first = registry.tasks[0]
    target = first.entity.targets[0]
    adjusted = replace(target, adjustments=(*target.adjustments, *made["adjustments"]))
    task = replace(first.entity, targets=(adjusted, *first.entity.targets[1:]))
    return replace(registry, tasks=(replace(first, entity=task), *registry.tasks[1:]), **more)


@given(records())
def test_known_today_is_all_there_is(made: dict[str, Any]) -> None:
    registry = with_records(SMALL, made)
    assert as_known(registry, TODAY) == (registry, [])


@pytest.mark.slow
@given(records(), st.data())
def test_what_is_recorded_later_never_changes_an_earlier_day(made: dict[str, Any], data: st.DataObject) -> None:
    registry = with_records(SMALL, made)
    day = data.draw(st.dates(FIRST, TODAY - timedelta(days=1)))
    later = with_records(registry, data.draw(records(after=day + timedelta(days=1))))
    assert as_known(later, day)[0] == as_known(registry, day)[0]


@given(records(), days, days)
def test_what_was_known_is_known_ever_after(made: dict[str, Any], one: date, other: date) -> None:
    registry = with_records(SMALL, made)
    earlier, later = (as_known(registry, day)[0] for day in sorted((one, other)))
    for kind in ("reports", "problems", "notices", "requests", "papers"):
        here, there = getattr(earlier, kind), getattr(later, kind)
        places = iter(there)
        for record in here:
            steps = getattr(record.entity, "steps", ())
            assert any(_same(record.entity, known.entity) and _within(steps, known) for known in places)


def _same(record: Any, other: Any) -> bool:
    """Whether two records are one, but for its steps."""
    return record == other or (hasattr(record, "steps") and replace(record, steps=()) == replace(other, steps=()))


def _within(steps: tuple[Any, ...], known: Filed[Any]) -> bool:
    rest = iter(getattr(known.entity, "steps", ()))
    return all(step in rest for step in steps)


@given(records(), days, days)
def test_a_day_of_a_day_is_the_earlier_of_the_two(made: dict[str, Any], one: date, other: date) -> None:
    registry = with_records(SMALL, made)
    assert as_known(as_known(registry, one)[0], other)[0] == as_known(registry, min(one, other))[0]


def test_a_withdrawal_that_was_not_known_leaves_the_report_standing() -> None:
    said = Report(target="1-1", date=date(2023, 6, 30), value=Decimal(9), recorded=at(date(2023, 7, 3)))
    gone = Report(target="1-1", date=date(2023, 6, 30), withdrawn=True, recorded=at(date(2023, 8, 1)))
    registry = replace(SMALL, reports=(filed(said), filed(gone)))
    assert registry.standing.reports == ()
    known, left = as_known(registry, date(2023, 7, 31))
    assert [one.entity for one in known.standing.reports] == [said]
    assert left == [LeftOut("1-1", "撤回", date(2023, 6, 30))]


def test_an_item_whose_record_carries_the_adjusted_value_gets_back_the_one_of_before() -> None:
    change = Adjustment(
        date=date(2023, 6, 1), field=Adjustable.VALUE, from_=Decimal(20), to=Decimal(15), reason="停产",
        approved_by="区长", recorded=at(date(2023, 6, 2)),
    )  # fmt: skip
    first = SMALL.tasks[0]
    target = replace(first.entity.targets[0], value=Decimal(15), adjustments=(change,))
    task = replace(first, entity=replace(first.entity, targets=(target,)))
    known, left = as_known(replace(SMALL, tasks=(task,)), date(2023, 6, 1))
    assert known.tasks[0].entity.targets[0] == replace(target, value=Decimal(20), adjustments=())
    assert LeftOut(target.id, "调整", date(2023, 6, 1)) in left


def test_an_adjustment_of_a_share_is_known_from_when_it_was_written() -> None:
    change = Adjustment(
        date=date(2023, 6, 1), field=Adjustable.DUE, from_=TODAY, to=date(2024, 3, 31), reason="停产",
        approved_by="区长", recorded=at(date(2023, 7, 1)),
    )  # fmt: skip
    share = Share(unit="柳园街道", value=Decimal(5), adjustments=(change,))
    first = SMALL.tasks[0]
    target = replace(first.entity.targets[0], shares=(share,))
    registry = replace(SMALL, tasks=(replace(first, entity=replace(first.entity, targets=(target,))),))
    known, left = as_known(registry, date(2023, 6, 30))
    assert known.tasks[0].entity.targets[0].shares == (replace(share, adjustments=()),)
    assert LeftOut(f"{target.id}@柳园街道", "调整", date(2023, 6, 1)) in left
    assert as_known(registry, date(2023, 7, 1))[0] == registry
