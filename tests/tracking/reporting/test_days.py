"""Dates as people type them."""

from datetime import date, datetime, time

import pytest

from dcgd.errors import BadValue
from dcgd.tracking.reporting.days import read_day

JUNE = date(2023, 6, 30)


@pytest.mark.parametrize(
    "typed",
    [
        "2023-06-30",
        "2023-6-30",
        "2023/6/30",
        "2023.6.30",
        "2023年6月30日",
        "2023 年 6 月 30 日",
        "２０２３．６．３０",
        "23.6.30",
        "6月30日",
        "6月30号",
        "６月３０日",
        "6.30",
        "6/30",
        "20230630",
        20230630,
        45107,
        45107.0,
        "45107",
        "2023-06-30 00:00:00",
        JUNE,
        datetime(2023, 6, 30, 8, 30),
    ],
)
def test_a_day_is_read_however_it_is_written(typed: object) -> None:
    assert read_day(typed, 2023) == JUNE


def test_a_workbook_may_count_its_days_from_1904() -> None:
    assert read_day(45107 - 1462, 2023, from_1904=True) == JUNE


@pytest.mark.parametrize(
    "typed",
    [
        6.3,
        "6.31",
        "2023-02-29",
        "6月",
        "月底",
        "第二季度",
        "",
        "8",
        8,
        True,
        time(8),
        float("inf"),
        float("nan"),
        "٢٠٢٣-٠٦-٣٠",
    ],
)
def test_what_is_not_surely_a_day_is_refused_in_a_sentence(typed: object) -> None:
    with pytest.raises(BadValue, match=r"日期|几月几日|日历"):
        read_day(typed, 2023)
