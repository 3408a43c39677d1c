"""What an auditor would ask: each pattern where it is planted, and none of them in years of honest reports."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache

import pytest

from dcgd.data_words import DoubtKind, PaperAction
from dcgd.model import Doubts, Kind, Report, Rules
from dcgd.model.items import Item
from dcgd.model.papers import PaperStep
from dcgd.tracking.auditing import Doubt, doubts
from dcgd.tracking.judged_items import JudgedItem
from dcgd.tracking.judging.months import month_end
from factory import milestone, standing, target
from honest import DUE, START, bulletins, judged, year

JANUARY = 2025 * 12
DAYS: dict[str, date] = {"start": START, "due": DUE, "announced": START}


def monthly(item: Item, numbers: Sequence[object], unit: str = "区水利局", rules: Rules | None = None) -> JudgedItem:
    """An item of 2025 with a figure at the end of each month from January on; None is a month without."""
    reports = []
    for month, number in enumerate(numbers):
        if number is None:
            continue
        amount = Decimal(str(number))
        day = month_end(JANUARY + month)
        if item.value is None:
            reports.append(Report(milestone=item.id, date=day, percent=amount))
        else:
            reports.append(Report(target=item.id, date=day, value=amount))
    return judged(item, reports, unit, rules or Rules())


def asked(*items: JudgedItem, papers: bool = False) -> list[Doubt]:
    return doubts(items, {"": bulletins()} if papers else {}, DUE)


def kinds(*items: JudgedItem, papers: bool = False) -> list[DoubtKind]:
    return [doubt.kind for doubt in asked(*items, papers=papers)]


GOAL = target(**DAYS)
SITE = milestone(**DAYS)
SLOW = [5, 9, 13, 18, 22, 26, 31, 35, 39, 44, 48]


def test_a_jump_in_the_month_in_which_the_item_is_due() -> None:
    (doubt,) = asked(monthly(GOAL, [*SLOW, 100]))
    assert (doubt.kind, doubt.day) == (DoubtKind.JUMP, DUE)
    assert doubt.sentence == (
        "到期的当月（2025-12-31）完成率 100.0%，2025-11-30 还是 48.0%：平均每月增 52 个百分点，超过 40 个"
    )


def test_a_jump_over_months_without_a_report_is_spread_over_them() -> None:
    assert kinds(monthly(GOAL, [*SLOW[:9], None, None, 100])) == []


def test_a_jump_before_the_last_month_or_of_the_last_of_two_things_is_none() -> None:
    assert kinds(monthly(GOAL, [5, 9, 80, 82, 84, 86, 88, 90, 92, 94, 96, 99])) == []
    two = target(**DAYS, value=Decimal(2))
    assert kinds(monthly(two, [0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 2])) == []


def test_a_figure_that_stands_still_while_the_pace_goes_on() -> None:
    (doubt,) = asked(monthly(SITE, [9, 17, 31, 31, 31, 31, 52, 61, 73, 81, 93, 100]))
    assert (doubt.kind, doubt.day) == (DoubtKind.STILL, date(2025, 6, 30))
    assert doubt.sentence == "2025-03-31 至 2025-06-30 连续 4 次都报 31%，其间序时进度增了 25 个百分点"


@pytest.mark.parametrize(
    ("item", "numbers"),
    [
        (SITE, [9, 17, 31, 31, 31, 52, 61, 73]),  # three times
        (SITE, [0, 0, 0, 0, 0, 12]),  # not begun: a status says that
        (SITE, [40, 70, 100, 100, 100, 100, 100]),  # done
        (target(**DAYS, value=Decimal(3)), [0, 1, 1, 1, 1, 2]),  # of three things one takes four months
        (standing(**DAYS), [95.2, 95.2, 95.2, 95.2, 95.2]),  # is to be held
    ],
    ids=["thrice", "not begun", "done", "of three", "standing"],
)
def test_what_may_stand_still(item: Item, numbers: Sequence[object]) -> None:
    assert kinds(monthly(item, numbers)) == []


def test_a_measured_rate_that_never_moves_is_asked_about_and_a_round_one_is_not() -> None:
    rate = target(**DAYS, kind=Kind.LEVEL, value=Decimal(99), baseline=Decimal(90), unit_measure="%")
    assert kinds(monthly(rate, [97.4] * 6)) == [DoubtKind.STILL]
    assert kinds(monthly(rate, [97] * 6)) == []


def test_figures_of_different_units_that_are_the_same() -> None:
    numbers = [3.1, 12.7, 19.4, 30.8]
    one = monthly(target(**DAYS, id="1-1", unit_measure="亿元"), numbers, "甲局")
    other = monthly(target(**DAYS, id="2-1", unit_measure="亿元"), [2.9, *numbers[1:]], "乙局")
    first, second = asked(one, other)
    assert (first.kind, second.kind) == (DoubtKind.EQUAL, DoubtKind.EQUAL)
    assert first.sentence == "2025-02-28 至 2025-04-30 连续 3 个数（12.7、19.4、30.8）与 2-1（乙局）完全相同"
    assert "1-1（甲局）" in second.sentence


@pytest.mark.parametrize(
    "changes",
    [{"unit": "甲局"}, {"numbers": [3, 12, 19, 30]}, {"numbers": [12.7, 12.7, 12.7]}, {"measure": "万元"}],
    ids=["of one unit", "round", "one number", "another measure"],
)
def test_figures_that_may_be_the_same(changes: dict[str, object]) -> None:
    numbers = changes.get("numbers", [12.7, 19.4, 30.8])
    assert isinstance(numbers, list)
    one = monthly(target(**DAYS, id="1-1", unit_measure="亿元"), numbers, "甲局")
    measure = str(changes.get("measure", "亿元"))
    other = monthly(target(**DAYS, id="2-1", unit_measure=measure), numbers, str(changes.get("unit", "乙局")))
    assert kinds(one, other) == []


def test_a_done_share_that_falls_after_a_bulletin() -> None:
    fell = monthly(SITE, [9, 17, 30, 41, 33, 52])
    (doubt,) = asked(fell, papers=True)
    assert (doubt.kind, doubt.day) == (DoubtKind.FALL, date(2025, 5, 31))
    assert doubt.sentence == (
        "督通〔2025〕4号（截至 2025-04-30）按 41.0% 通报，2025-05-31 降到 33.0%：低 8 个百分点，超过 5 个"
    )
    assert kinds(fell) == [], "no bulletin was issued"


def test_a_fall_that_is_small_or_usual_or_after_a_withdrawn_bulletin_is_none() -> None:
    assert kinds(monthly(SITE, [9, 17, 30, 41, 36.5, 52]), papers=True) == []
    rate = target(**DAYS, kind=Kind.LEVEL, value=Decimal(80), baseline=Decimal(60), unit_measure="%")
    assert kinds(monthly(rate, [66.1, 62.0, 70.3, 66.9]), papers=True) == [DoubtKind.FALL], "the first, not the next"
    gone = PaperStep(action=PaperAction.WITHDRAW, date=DUE, by="区督查室", note="误发")
    papers = [replace(paper, steps=(gone,)) for paper in bulletins()]
    assert doubts([monthly(SITE, [9, 17, 30, 41, 33, 52])], {"": papers}, DUE) == []


def test_figures_that_are_the_pace_to_their_last_digit() -> None:
    amount = target(**DAYS, value=Decimal(25), unit_measure="亿元")
    (doubt,) = asked(monthly(amount, [2.1, 4.2, 6.3, 8.3, 10.4]))
    assert doubt.kind is DoubtKind.PACED
    assert doubt.sentence == (
        "2025-01-31 至 2025-05-31 连续 5 次正好是序时进度的数：2.1 亿元、4.2 亿元、6.3 亿元、8.3 亿元 等"
    )


@pytest.mark.parametrize(
    ("item", "numbers"),
    [
        (target(**DAYS, value=Decimal(12)), [1, 2, 3, 4, 5, 6]),  # of twelve things one a month is all there is
        (target(**DAYS, value=Decimal(25), unit_measure="亿元"), [2.1, 4.2, 6.4, 8.3, 10.4]),  # one missed it
        (target(**DAYS, value=Decimal(120)), [10, 20, 30, 40, 50, 60]),  # round: a plan by tens
    ],
    ids=["few steps", "missed once", "round"],
)
def test_figures_that_may_be_the_pace(item: Item, numbers: Sequence[object]) -> None:
    assert kinds(monthly(item, numbers)) == []


@pytest.mark.parametrize(
    ("rules", "numbers"),
    [
        (Doubts(jump=Decimal(60)), [*SLOW, 100]),
        (Doubts(still=5), [9, 17, 31, 31, 31, 31, 52, 61, 73, 81, 93, 100]),
    ],
    ids=["jump", "still"],
)
def test_the_rules_say_from_where_on_it_is_asked(rules: Doubts, numbers: Sequence[object]) -> None:
    assert kinds(monthly(SITE, numbers)) != []
    assert kinds(monthly(SITE, numbers, rules=Rules(doubts=rules))) == []


@cache
def of_honest_years() -> tuple[int, Counter[DoubtKind]]:
    """How many items thirty years have, and how many of them each pattern doubts."""
    papers = {"": bulletins()}
    items, doubted = 0, Counter[DoubtKind]()
    for seed in range(30):
        its_year = year(seed)
        items += len(its_year)
        doubted.update(
            kind for kind, _item in {(doubt.kind, id(doubt.judged)) for doubt in doubts(its_year, papers, DUE)}
        )
    return items, doubted


@pytest.mark.parametrize("kind", [kind for kind in DoubtKind if kind is not DoubtKind.EVIDENCE])
def test_of_honest_years_no_pattern_doubts_more_than_two_items_in_a_hundred(kind: DoubtKind) -> None:
    items, doubted = of_honest_years()
    assert items == 600
    assert doubted[kind] * 100 <= 2 * items
