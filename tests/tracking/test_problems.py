"""The closed loop of problems: which step may follow which, deadlines, who holds it."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dcgd.errors import NotRecorded
from dcgd.model import AFTER, Action, Problem, Step
from dcgd.tracking import problems
from factory import problem, step

TODAY = date(2023, 12, 31)
ACTIONS = list(Action)


def on(action: Action, day: int = 1, **more: object) -> Step:
    """A step of a day of June."""
    return step(action, date(2023, 6, day), **more)


def trail(*actions: Action) -> Problem:
    return problem(*(on(action) for action in actions))


RAISE, ASSIGN, RESOLVE, FEEDBACK, CLOSE, REJECT, WITHDRAW = Action
WHOLE = (RAISE, ASSIGN, RESOLVE, FEEDBACK, CLOSE)


def test_a_problem_goes_the_whole_way_and_a_rejected_closure_goes_back() -> None:
    there = problem()
    way = (*WHOLE[:4], REJECT, RESOLVE, FEEDBACK, CLOSE, REJECT, ASSIGN, RESOLVE)
    for action in way:
        problems.allow(there, on(action), TODAY)
        there = problem(*there.steps, on(action))
    assert [step.action for step in there.steps] == list(way)


@given(st.lists(st.sampled_from(ACTIONS), max_size=8))
def test_a_trail_is_allowed_step_by_step_exactly_when_the_table_has_each_pair(actions: list[Action]) -> None:
    there, accepted = problem(), True
    for action in actions:
        try:
            problems.allow(there, on(action), TODAY)
        except NotRecorded:
            accepted = False
        there = problem(*there.steps, on(action))
    pairs = pairwise([None, *actions])
    assert accepted == all(after in AFTER[before] for before, after in pairs if after is not None)


@given(st.lists(st.sampled_from(ACTIONS), min_size=1, max_size=6))
def test_only_after_close_or_withdraw_a_problem_is_not_open(actions: list[Action]) -> None:
    assert problems.is_open(trail(*actions).steps) == (actions[-1] not in (CLOSE, WITHDRAW))


def test_a_refusal_names_what_may_follow() -> None:
    with pytest.raises(NotRecorded, match=r"2023-06-01 已解决，不能销号；接下来可以：feedback（反馈）"):
        problems.allow(trail(RAISE, ASSIGN, RESOLVE), on(CLOSE, 2), TODAY)


def test_a_refusal_names_all_that_may_follow() -> None:
    with pytest.raises(NotRecorded, match=r"接下来可以：close（销号）、reject（退回）"):
        problems.allow(trail(RAISE, ASSIGN, RESOLVE, FEEDBACK), on(RAISE, 2), TODAY)


def test_time_runs_forward_and_not_beyond_today() -> None:
    raised = problem(on(RAISE, 5))
    with pytest.raises(NotRecorded, match="早于上一步"):
        problems.allow(raised, on(ASSIGN, 4), TODAY)
    with pytest.raises(NotRecorded, match="还没有到"):
        problems.allow(raised, on(ASSIGN, 6), date(2023, 6, 5))
    with pytest.raises(NotRecorded, match="办结期限 2023-06-05 早于"):
        problems.allow(raised, on(ASSIGN, 6, deadline=date(2023, 6, 5)), TODAY)
    problems.allow(raised, on(ASSIGN, 5, deadline=date(2023, 6, 5)), TODAY)


def test_the_last_deadline_counts_and_a_day_over_is_over() -> None:
    steps = (on(RAISE), on(ASSIGN, 2, to="甲", deadline=date(2023, 6, 10)))
    assert problems.days_over(steps, date(2023, 6, 10)) == 0
    assert problems.days_over(steps, date(2023, 6, 11)) == 1
    later = (*steps, on(ASSIGN, 11, to="乙", deadline=date(2023, 6, 20)))
    assert problems.days_over(later, date(2023, 6, 20)) == 0
    assert problems.holder(later) == "乙"
    closed = (*later, on(RESOLVE, 21), on(FEEDBACK, 22), on(CLOSE, 23))
    assert problems.days_over(closed, date(2023, 6, 30)) == 0
    assert problems.days_late(closed, date(2023, 6, 30)) == 3


def test_what_has_no_deadline_or_was_closed_in_time_is_not_late() -> None:
    assert problems.days_late((), TODAY) == 0
    assert problems.days_late((on(RAISE),), TODAY) == 0
    in_time = (on(RAISE, deadline=date(2023, 6, 10)), on(ASSIGN, 2, to="甲"), on(CLOSE, 3))
    assert problems.days_late(in_time, TODAY) == 0


@pytest.mark.parametrize(
    ("action", "label"),
    [("raise", "待交办"), ("assign", "办理中"), ("resolve", "待反馈"), ("feedback", "待销号"), ("close", "已销号"),
     ("reject", "退回重办")],
)  # fmt: skip
def test_every_state_has_a_name(action: Action, label: str) -> None:
    assert problems.row(trail(action), TODAY)["label"] == label


def test_a_row_says_where_it_stands_with_whom_until_when_and_how_late() -> None:
    assigned = on(ASSIGN, 2, to="甲", deadline=date(2023, 6, 10))
    there = Problem(
        id="WT-2023-001",
        task=5,
        target="5-1",
        title="图纸缺失",
        steps=(on(RAISE), assigned, on(REJECT, 3)),
    )
    assert problems.row(there, date(2023, 6, 12)) == {
        "id": "WT-2023-001", "task": 5, "target": "5-1", "title": "图纸缺失", "state": "reject", "label": "退回重办",
        "open": True, "holder": "甲", "raised": "2023-06-01", "deadline": "2023-06-10", "days_over": 2, "rejected": 1,
        "updated": "2023-06-03",
    }  # fmt: skip


def test_on_a_past_day_only_what_had_happened_is_known() -> None:
    there = problem(on(RAISE), on(ASSIGN, 2, to="甲", deadline=date(2023, 6, 10)), on(RESOLVE, 20))
    row = problems.row(there, date(2023, 6, 15))
    assert (row["label"], row["holder"], row["days_over"]) == ("办理中", "甲", 5)
    assert problems.known(there, date(2023, 5, 31)) == ()
    assert problems.overdue([there], date(2023, 6, 15)) == {"5": [("WT-2023-001", date(2023, 6, 10))]}


def test_the_usual_next_step() -> None:
    usual = [problems.usual_next(trail(*WHOLE[: size + 1])) for size in range(4)]
    assert usual == ["assign", "resolve", "feedback", "close"]
    assert problems.usual_next(trail(RAISE, ASSIGN, RESOLVE, FEEDBACK, REJECT)) == RESOLVE
    with pytest.raises(NotRecorded, match="已销号"):
        problems.usual_next(trail(*WHOLE))


def test_numbers_run_on_within_a_year() -> None:
    assert problems.next_id([], 2023) == "WT-2023-001"
    assert problems.next_id(["WT-2023-009", "WT-2022-100", "旧-1", "WT-2023-1000"], 2023) == "WT-2023-1001"
