"""A report is withdrawn by another record: the last standing one of its item and day counts nowhere, and both stay."""

from collections.abc import Callable
from datetime import date

import pytest

from dcgd.edits.report import Claim, record_report
from dcgd.edits.withdrawal import withdraw_report
from dcgd.errors import NotRecorded
from dcgd.registry.load import Reading
from stamps import keys_of, stamp_of

TODAY = date(2023, 8, 1)
STAMP = stamp_of(TODAY)
JUNE = "progress/2023-06.yaml"
Small = Callable[..., Reading]


def withdrawn(before: Reading, day: date | None = None, item: str = "1-1") -> str:
    return withdraw_report(before, item, day, "区科技局", "多填一个零", STAMP).texts[JUNE]


def standing(reading: Reading) -> list[object]:
    return [filed.entity.value for filed in reading.registry.standing.reports if filed.entity.subject == "1-1"]


def test_it_stands_behind_what_it_withdraws_and_nothing_else_changes(before: Reading) -> None:
    line = "  - {target: 1-1, date: 2023-06-30, by: 区科学技术局, note: 多填一个零, withdrawn: true, "
    assert withdrawn(before) == before.parsed[JUNE].text + line + f"{keys_of(TODAY)}}}\n"
    result = withdraw_report(before, "1-1", None, "甲", "错", STAMP).result
    assert result.sentence == "1-1 新增高新技术企业，2023-06-30 的 8 家"


def test_the_last_of_the_day_goes_first_and_what_comes_after_stands(before: Reading, small: Small) -> None:
    name = JUNE.removesuffix(".yaml")
    assert standing(before) == [8]
    claim = Claim(item="1-1", date=date(2023, 6, 30), value="9家", correction=True)
    twice = small(**{name: record_report(before, claim, STAMP).texts[JUNE]})
    once = small(**{name: withdrawn(twice)})
    none = small(**{name: withdrawn(once)})
    assert [standing(reading) for reading in (twice, once, none)] == [[8, 9], [8], []]
    assert (once.diagnostics, none.diagnostics) == (before.diagnostics, before.diagnostics)
    with pytest.raises(NotRecorded, match="1-1 没有可以撤回的进展"):
        withdrawn(none)
    lower = Claim(item="1-1", date=date(2023, 6, 30), value="2家")
    anew = small(**{name: record_report(none, lower, STAMP).texts[JUNE]})
    assert standing(anew) == [2], "what was withdrawn bounds nothing"


def test_a_day_without_a_report_is_told_those_that_have_one(before: Reading) -> None:
    with pytest.raises(NotRecorded, match="1-1 在 2023-06-29 没有可以撤回的进展；有的是：2023-06-30"):
        withdrawn(before, date(2023, 6, 29))
