"""What is doubted about a report, for an option and for a cell alike; and what is not."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from dcgd.diagnostics import Place
from dcgd.model import Adjustable, Adjustment, Comparator, Kind, Milestone, Report, Target, Task
from dcgd.registry.content import FiledTask
from dcgd.registry.load import read
from dcgd.tracking.reporting.doubts import Oddity, doubts
from dcgd.tracking.reporting.recording import ReportedItem, previous, reported_item

DAY, EARLIER = date(2023, 6, 30), date(2023, 5, 31)


def item(**more: Any) -> ReportedItem:
    """A milestone; with `value` a target."""
    part: Target | Milestone = Milestone(id="5-m1", title="企业库", quote="…")
    if more:
        given = {"kind": Kind.CUMULATIVE, "unit_measure": "家", "indicator": "企业"} | more
        part = Target(id="5-1", quote="…", **given)
    return ReportedItem(FiledTask(Task(number=5, title="…", text="…", leads=()), Place("tasks.yaml", ()), "一"), part)


def doubted(what: ReportedItem, typed: str, before: str | None = None, *, correction: bool = False) -> str:
    counted = isinstance(what.part, Target)

    def report(number: str, day: date, *, correction: bool = False) -> Report:
        amount = Decimal(number.rstrip("%％"))
        value, percent = (amount, None) if counted else (None, amount)
        return Report(**what.key, date=day, value=value, percent=percent, correction=correction)

    earlier = report(before, EARLIER) if before is not None else None
    odd = doubts(what, report(typed, DAY, correction=correction), typed, earlier)
    return "；".join(oddity.sentence for oddity in odd)


FIFTEEN = {"value": Decimal(15)}
NINETY = {"value": Decimal(90), "unit_measure": "%", "kind": Kind.LEVEL, "indicator": "治理率"}
WATER = {"value": Decimal(90), "unit_measure": "万方", "comparator": Comparator.AT_MOST}


@pytest.mark.parametrize(
    ("of", "typed", "before", "why"),
    [
        (FIFTEEN, "1200", None, "1200 家是目标值 15 家的 80 倍"),
        (FIFTEEN, "8.5", None, "8.5 家 不是整数，家是一个一个数的"),
        (FIFTEEN, "76", None, "76 家是目标值 15 家的 5 倍"),
        (WATER, "9000", None, "9000 万方是目标值 90 万方的 100 倍"),
        (NINETY, "0.92", None, "“0.92”是 0.92% 还是 92%？请带上百分号"),
        (NINETY, "1", None, "“1”是 1% 还是 100%"),
        (NINETY, "-0.9", None, "“-0.9”是 -0.9% 还是 -90%"),
        (NINETY, "105", None, "105% 超过了 100%（目标值 90%）"),
        (NINETY, "-62", None, "-62% 是负数（目标值 90%）"),
        (NINETY | {"indicator": "增加值占比提高"}, "105", None, "105% 超过了 100%"),
        (NINETY, "9.2", "91", "上次 2023-05-31 报的是 91%，这次是 9.2%，相差 5 倍以上"),
        (FIFTEEN, "30", "8", "上次 2023-05-31 报的是 8 家，这次是 30 家，一次增加的比整个目标值还多"),
        ({}, "0.6", None, "“0.6”是 0.6% 还是 60%"),
        ({}, "6", "60", "上次 2023-05-31 报的是 60%，这次是 6%，变小了"),
    ],
)
def test_what_may_be_a_slip(of: dict[str, Any], typed: str, before: str | None, why: str) -> None:
    assert why in doubted(item(**of), typed, before)


@pytest.mark.parametrize(
    ("of", "typed", "before"),
    [
        (FIFTEEN, "8", None),
        (FIFTEEN, "75", None),
        (FIFTEEN | {"value": Decimal("3.2"), "unit_measure": "人", "kind": Kind.LEVEL}, "2.9", None),
        (FIFTEEN | {"unit_measure": "亿元"}, "2.9", None),
        (FIFTEEN, "23", "8"),
        (FIFTEEN, "0", None),
        (NINETY, "0.92%", None),
        (NINETY, "0.92％", None),
        (NINETY, "92", "60"),
        (NINETY, "100", "91"),
        (NINETY | {"indicator": "投资增速"}, "105", None),
        (NINETY | {"indicator": "投资增速"}, "-62", None),
        (NINETY | {"indicator": "投资同比增加"}, "105", None),
        (NINETY | {"value": Decimal("0.5")}, "0.4", None),
        ({"value": Decimal(0), "comparator": Comparator.AT_MOST, "kind": Kind.STANDING}, "3", None),
        (WATER | {"kind": Kind.LEVEL}, "20", "110"),
        ({}, "60", "30"),
        ({}, "100", None),
    ],
)
def test_what_is_likely_is_not_doubted(of: dict[str, Any], typed: str, before: str | None) -> None:
    assert doubted(item(**of), typed, before) == ""


def test_a_target_is_exceeded_so_far_only_by_a_slip() -> None:
    report = Report(target="5-1", date=DAY, percent=Decimal(600))
    assert list(doubts(item(**FIFTEEN), report, "600", None)) == [Oddity("600% 是整个目标的 5 倍以上，多半写错了位数")]
    assert list(doubts(item(**FIFTEEN), replace(report, percent=Decimal(120)), "120", None)) == []


def test_a_correction_is_not_measured_by_what_it_corrects() -> None:
    assert doubted(item(), "6", "60", correction=True) == ""
    assert doubted(item(**NINETY), "9.2", "91", correction=True) == ""


def test_the_goal_is_the_one_of_the_day() -> None:
    raised = Adjustment(
        date=EARLIER, field=Adjustable.VALUE, from_=Decimal(15), to=Decimal(150), reason="批复", approved_by="常务会"
    )
    assert doubted(item(**FIFTEEN, adjustments=(raised,)), "160") == ""


def test_nothing_in_a_whole_year_of_sound_reports_is_doubted(example: Path) -> None:
    registry = read(example).registry
    for filed in registry.reports:
        report = filed.entity
        what = reported_item(registry, report.subject)
        typed = f"{report.value if report.value is not None else report.percent}%"
        before = tuple(other for other in registry.reports if other.entity.date < report.date)
        assert list(doubts(what, report, typed, previous(replace(registry, reports=before), report))) == []


def test_a_percent_that_falls_behind_the_count_before_is_doubted() -> None:
    counted = item(value=Decimal(20))
    before = Report(**counted.key, date=EARLIER, value=Decimal(16))

    def of(percent: int, *, correction: bool = False) -> list[Oddity]:
        report = Report(**counted.key, date=DAY, percent=Decimal(percent), correction=correction)
        return list(doubts(counted, report, f"{percent}%", before))

    (oddity,) = of(10)
    assert oddity.sentence.endswith("变小了")
    assert oddity.may_correct
    assert of(80) == of(90) == of(10, correction=True) == []


@pytest.mark.parametrize(
    ("received", "is_doubted"), [(date(2023, 5, 20), True), (date(2023, 6, 1), False), (None, False)]
)
def test_what_was_handed_in_before_its_month_began_is_doubted(received: date | None, is_doubted: bool) -> None:
    target = item(value=Decimal(15))
    report = Report(**target.key, date=DAY, value=Decimal(8), received=received)
    said = "；".join(oddity.sentence for oddity in doubts(target, report, "8", None))
    assert ("交来之日 2023-05-20 比数据截止日 2023-06-30 还早" in said) is is_doubted
