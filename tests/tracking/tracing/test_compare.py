"""A promise against what took it up: lower, softer, later or rightly, by the scale of `diff`."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dcgd.model import Adjustable, Adjustment, Comparator, Firmness, Kind
from dcgd.model.items import Item
from dcgd.tracking.tracing.compare import UNCOVERED, State, compare, compare_all, share
from factory import DUE, milestone, target

DAY = date(2023, 9, 30)
CAP = {"comparator": Comparator.AT_MOST, "kind": Kind.LEVEL}
MOVED = Adjustment(
    date=date(2023, 6, 1), field=Adjustable.DUE, from_=DUE, to=date(2024, 6, 30), reason="雨季", approved_by="常务会"
)


def of(promise: Item, taken: Item) -> tuple[State, list[str]]:
    made = compare(promise, taken, DAY)
    return made.state, made.sentences


CASES: list[tuple[str, dict[str, Any], dict[str, Any], State, list[str]]] = [
    ("the same", {}, {}, State.RIGHT, []),
    ("more", {}, {"value": Decimal(120)}, State.RIGHT, []),
    ("less", {}, {"value": Decimal(80)}, State.LOWER, ["目标值 100 家 → 80 家，少 20 家"]),
    ("a higher cap", CAP, {**CAP, "value": Decimal(110)}, State.LOWER, ["目标值 100 家 → 110 家，多 10 家"]),
    ("a lower cap", CAP, {**CAP, "value": Decimal(90)}, State.RIGHT, []),
    ("later", {}, {"due": date(2024, 3, 31)}, State.LATER, ["时限 2023-12-31 → 2024-03-31"]),
    ("later by an approved adjustment", {}, {"adjustments": (MOVED,)}, State.LATER, ["时限 2023-12-31 → 2024-06-30"]),
    ("earlier", {}, {"due": date(2023, 6, 30)}, State.RIGHT, []),
    ("striven for", {}, {"firmness": Firmness.STRIVE}, State.SOFTER, ["约束性 → 力争"]),
    ("about as many", {}, {"comparator": Comparator.ABOUT}, State.SOFTER, ["比较方式 以上 → 左右"]),
    ("about more", {}, {"comparator": Comparator.ABOUT, "value": Decimal(120)}, State.RIGHT, []),
    ("a cap instead", {}, {"comparator": Comparator.AT_MOST}, State.SOFTER, ["比较方式 以上 → 不超过"]),
    ("a level instead of a count", {}, {"kind": Kind.LEVEL}, State.SOFTER, ["指标类型 累计数 → 到期水平"]),
    ("in another measure", {}, {"unit_measure": "个"}, State.SOFTER, ["计量单位 家 → 个，两个数不能比"]),
    ("percent of any width", {"unit_measure": "%"}, {"unit_measure": "％"}, State.RIGHT, []),
    (
        "in percent", {"unit_measure": "%"}, {"unit_measure": "%", "value": Decimal("99.5")}, State.LOWER,
        ["目标值 100% → 99.5%，少 0.5 个百分点"],
    ),
    (
        "less and later", {}, {"value": Decimal(80), "due": date(2024, 3, 31)}, State.LOWER,
        ["目标值 100 家 → 80 家，少 20 家", "时限 2023-12-31 → 2024-03-31"],
    ),
]  # fmt: skip


@pytest.mark.parametrize(
    ("promise", "taken", "state", "sentences"), [case[1:] for case in CASES], ids=[c[0] for c in CASES]
)
def test_what_was_taken_up_is_judged(
    promise: dict[str, Any], taken: dict[str, Any], state: State, sentences: list[str]
) -> None:
    assert of(target(**promise), target(**taken)) == (state, sentences)


def test_words_where_the_promise_has_a_number_are_soft() -> None:
    assert of(target(), milestone()) == (State.SOFTER, ["上级有数（100 家），这里没有数"])


def test_a_promise_in_words_asks_for_no_number() -> None:
    assert of(milestone(), target()) == (State.RIGHT, [])
    assert of(milestone(), milestone(due=date(2024, 1, 31)))[0] is State.LATER


def test_nothing_is_uncovered() -> None:
    assert compare_all(target(), [], DAY) == UNCOVERED


def test_counts_of_one_registry_add_up() -> None:
    halves = [target(value=Decimal(40)), target(value=Decimal(60))]
    assert compare_all(target(), halves, DAY).state is State.RIGHT
    less = compare_all(target(), halves[:1] * 2, DAY)
    assert (less.state, less.sentences) == (State.LOWER, ["目标值 100 家 → 合计 80 家，少 20 家"])


def test_a_sum_is_as_late_and_as_soft_as_the_parts_that_it_needs() -> None:
    late = target(value=Decimal(60), due=date(2024, 3, 31))
    assert compare_all(target(), [target(value=Decimal(40)), late], DAY).state is State.LATER
    assert compare_all(target(), [target(value=Decimal(100)), late], DAY).state is State.RIGHT
    soft = target(value=Decimal(60), firmness=Firmness.STRIVE)
    assert compare_all(target(), [target(value=Decimal(40)), soft], DAY).state is State.SOFTER


@pytest.mark.parametrize("changes", [{"kind": Kind.LEVEL}, {"comparator": Comparator.AT_MOST}])
def test_levels_and_caps_do_not_add_up(changes: dict[str, Any]) -> None:
    halves = [target(**changes, value=Decimal(60)), target(**changes, value=Decimal(60))]
    made = compare_all(target(**changes), halves, DAY)
    assert made == compare(target(**changes), halves[0], DAY)


def test_one_of_several_that_share_a_count_is_not_lower_but_may_be_late() -> None:
    assert share(compare(target(), target(value=Decimal(40)), DAY)).state is State.SHARED
    late = share(compare(target(), target(value=Decimal(40), due=date(2024, 1, 31)), DAY))
    assert (late.state, late.sentences) == (State.LATER, ["时限 2023-12-31 → 2024-01-31"])
    assert share(compare(target(), target(), DAY)).state is State.RIGHT


items = st.builds(
    target,
    value=st.sampled_from([Decimal(40), Decimal(60), Decimal(100), Decimal(120)]),
    comparator=st.sampled_from([Comparator.ABOUT, Comparator.AT_LEAST, Comparator.MORE_THAN]),
    kind=st.sampled_from(list(Kind)),
    unit_measure=st.sampled_from(["家", "个"]),
    firmness=st.sampled_from(list(Firmness)),
    due=st.sampled_from([date(2023, 6, 30), DUE, date(2024, 6, 30)]),
)


counts = items.map(lambda item: replace(item, unit_measure="家"))


@given(counts, st.lists(counts, max_size=4), counts)
def test_a_further_count_never_makes_it_worse(promise: Item, taken: list[Item], more: Item) -> None:
    before, after = compare_all(promise, taken, DAY), compare_all(promise, [*taken, more], DAY)
    assert after.state.rank >= before.state.rank


@given(items, st.lists(items | st.just(milestone()), max_size=4), items | st.just(milestone()))
def test_coverage_is_monotone_whatever_else_is_taken_up(promise: Item, taken: list[Item], more: Item) -> None:
    """Nothing more is ever uncovered or less than rightly taken up because of a further link."""
    before, after = compare_all(promise, taken, DAY), compare_all(promise, [*taken, more], DAY)
    assert after.state is not State.UNCOVERED
    assert after.state is State.RIGHT or before.state is not State.RIGHT


def test_words_beside_a_number_do_not_hide_that_it_is_lower() -> None:
    made = compare_all(target(), [target(value=Decimal(80)), milestone()], DAY)
    assert (made.state, made.sentences) == (State.LOWER, ["目标值 100 家 → 80 家，少 20 家"])


@given(items, items)
def test_comparison_is_antisymmetric(one: Item, other: Item) -> None:
    """Of two items in one measure never is each lower, later or more striven for than the other; equals are right."""
    here, there = ({gap.state for gap in compare(*both, DAY).gaps} for both in ((one, other), (other, one)))
    assert not {State.LOWER, State.LATER} & here & there
    assert (compare(one, other, DAY).state is State.RIGHT) or one != other
    if one.unit_measure == other.unit_measure and one.value != other.value:
        assert (State.LOWER in here) != (State.LOWER in there)
    if one.due != other.due:
        assert (State.LATER in here) != (State.LATER in there)
