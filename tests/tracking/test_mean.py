"""平均完成: a plain mean where all weigh the same, and an item that weighs two counts like two."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import floor
from types import SimpleNamespace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from dcgd.model import Rules
from dcgd.tracking.judging.assess import assess
from dcgd.tracking.mean import mean
from factory import report, standing, target

DAY = date(2023, 6, 30)
PERCENTS = st.lists(st.none() | st.integers(0, 150), max_size=8)
WEIGHTS = st.integers(1, 9)


def judged(percent: int | None, weight: int = 1, **changes: Any) -> Any:
    """What `mean` asks of a judged item."""
    item = target(weight=Decimal(weight), **changes)
    said = [] if percent is None else [report(DAY, percent=percent)]
    return SimpleNamespace(item=item, verdict=assess(item, said, DAY, Rules()))


@given(percents=PERCENTS)
def test_where_all_weigh_one_it_is_the_plain_mean(percents: Sequence[int | None]) -> None:
    means = mean(DAY, [judged(percent) for percent in percents])
    if not percents:
        assert means == (None, None)
        return
    done = Fraction(sum(min(percent or 0, 100) for percent in percents), len(percents))
    assert means == (floor(10 * done + Fraction(1, 2)) / 10, 50.0), "to one decimal, half up like all percentages"


@given(percents=PERCENTS, weights=st.lists(WEIGHTS, min_size=8, max_size=8))
def test_an_item_that_weighs_more_counts_like_as_many(percents: Sequence[int | None], weights: Sequence[int]) -> None:
    pairs = list(zip(percents, weights, strict=False))
    weighed = mean(DAY, [judged(percent, weight) for percent, weight in pairs])
    repeated = mean(DAY, [judged(percent) for percent, weight in pairs for _time in range(weight)])
    assert weighed == repeated


def test_it_is_as_the_weights_say() -> None:
    assert mean(DAY, [judged(100), judged(0, 3)]) == (25.0, 50.0)
    assert mean(DAY, [judged(150), judged(None)]).done == 50.0


def test_what_has_not_begun_or_is_to_be_held_does_not_count() -> None:
    later = judged(None, start=date(2023, 8, 1))
    held: Any = SimpleNamespace(item=standing(), verdict=assess(standing(), [], DAY, Rules()))
    assert mean(DAY, [later, held]) == (None, None)
