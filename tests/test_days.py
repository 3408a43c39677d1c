"""Days and months as people write them: what is sure is read, what is not is refused with the ways to write it."""

from collections.abc import Callable
from contextlib import suppress
from datetime import date
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dcgd.days import coming_day, read_day, read_month, read_span
from dcgd.errors import BadValue
from dcgd.naming import chinese_number

JUNE = date(2023, 6, 30)
_WIDE = str.maketrans("0123456789-./", "０１２３４５６７８９－．／")
WAYS: tuple[Callable[[date], str], ...] = (
    lambda day: day.isoformat(),
    lambda day: f"{day.year}-{day.month}-{day.day}",
    lambda day: f"{day.year}.{day.month}.{day.day}",
    lambda day: f"{day.year}。{day.month}。{day.day}",
    lambda day: f"{day.year}/{day.month}/{day.day}",
    lambda day: f"{day:%Y/%m/%d}",
    lambda day: f"{day:%Y%m%d}",
    lambda day: f"{day.year}年{day.month}月{day.day}日",
    lambda day: f"{day.year} 年 {day.month} 月 {day.day} 日",
    lambda day: f"{day.year}年{day.month}月{day.day}号",
    lambda day: f"{day.year}年{day.month}月{day.day}",
    lambda day: f"{day.year}年{chinese_number(day.month)}月{chinese_number(day.day)}日",
    lambda day: f"{day.year % 100:02d}.{day.month}.{day.day}",
    lambda day: f"{day.month}月{day.day}日",
    lambda day: f"{day.month}月{day.day}日前",
    lambda day: f"截至{day.month}月{day.day}日",
    lambda day: f"{day.month}.{day.day}",
    lambda day: f"{day.month}-{day.day}",
    lambda day: f"{day.month}/{day.day}",
)
MIDNIGHTS = ("", " 00:00:00", " 0:00:00", " 0:00", "T00:00:00", "T00:00:00.000Z", " 00:00:00+08:00", " 12:00:00 AM")


@given(st.dates(date(2001, 1, 1), date(2099, 12, 31)), st.sampled_from(WAYS), st.sampled_from(MIDNIGHTS), st.booleans())
def test_every_way_of_writing_a_day_reads_as_that_day(
    day: date, way: Callable[[date], str], midnight: str, wide: bool
) -> None:
    typed = way(day) if way(day).endswith("前") else way(day) + midnight
    assert read_day(f" {typed.translate(_WIDE) if wide else typed} ", day.year) == day


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("一季度", date(2023, 3, 31)),
        ("第二季度", JUNE),
        ("2季度", JUNE),
        ("三季度末", date(2023, 9, 30)),
        ("2024年四季度", date(2024, 12, 31)),
        ("前三季度", date(2023, 9, 30)),
        ("上半年", JUNE),
        ("下半年", date(2023, 12, 31)),
        ("年底", date(2023, 12, 31)),
        ("年底前", date(2023, 12, 31)),
        ("年内", date(2023, 12, 31)),
        ("明年底", date(2024, 12, 31)),
        ("今年年底前", date(2023, 12, 31)),
        ("2024年年底", date(2024, 12, 31)),
        ("6月月底", JUNE),
        ("2023年", date(2023, 12, 31)),
        ("二〇二三年六月三十日", JUNE),
        ("6月底前", JUNE),
        ("六月底", JUNE),
        ("6月份", JUNE),
        ("6月", JUNE),
        ("6月中旬", date(2023, 6, 20)),
        ("明年6月", date(2024, 6, 30)),
        ("次年2月底前", date(2024, 2, 29)),
        ("去年12月", date(2022, 12, 31)),
        ("2023-6-30 17:30", JUNE),
        ("2023年6月30日星期五", JUNE),
        ("2023/6/30（周五）", JUNE),
        ("2023-06-29T16:00:00.000Z", JUNE),
        ("2023-06-29T15:59:59Z", date(2023, 6, 29)),
        ("2023-06-30T00:00:00+0800", JUNE),
        ("2023-06-30 23:00:00-01:00", date(2023, 7, 1)),
        ("2023-07-01T06:00:00+14:00", date(2023, 7, 1)),
        ("2023-07-01T05:00:00+14:00", JUNE),
    ],
)
def test_a_stretch_of_time_stands_for_its_last_day(typed: str, day: date) -> None:
    assert read_day(typed, 2023) == day


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("6月前", "期初以前还是期末以前"),
        ("2023年前", "期初以前还是期末以前"),
        ("三季度前", "期初以前还是期末以前"),
        ("6.31", "日历上"),
        ("2023-02-29", "日历上"),
        ("2月30日", "日历上"),
        ("13月1日", "不是日期"),
        ("2023-6", "只写到月"),
        ("10.11.12", "看不出哪个数是年"),
        ("30/6/2023", "不是日期"),
        ("2023-6.30", "不是日期"),
        ("2023-6-3 0", "不是日期"),
        ("2023-06-30 24:00", "不是日期"),
        ("2023-6-30:00", "不是日期"),
        ("2023-6-29T16:00:00Z", "带着别的时区"),
        ("月底", "不是日期"),
        ("季度末", "不是日期"),
        ("昨天", "不是日期"),
        ("长期", "不是日期"),
        ("", "不是日期"),
        ("8", "不是日期"),
        ("45107", "不是日期"),
        ("٢٠٢٣-٠٦-٣٠", "不是日期"),
        ("0年底", "不是日期"),
        ("2101年底", "不是日期"),
    ],
)
def test_what_is_not_surely_a_day_is_refused_with_help(typed: str, why: str) -> None:
    with pytest.raises(BadValue, match=why) as refused:
        read_day(typed, 2023)
    assert str(refused.value).startswith(f"“{typed}”")


@pytest.mark.parametrize("typed", ["1" + " " * 30_000 + "x", "9月30日" + " " * 30_000 + "1:30" + " " * 30_000 + "x"])
def test_a_cell_full_of_blanks_is_refused_at_once(typed: str) -> None:
    begun = process_time()
    with pytest.raises(BadValue, match="不是日期"):
        read_day(typed, 2023)
    assert process_time() - begun < 3


@given(st.text(max_size=30))
def test_no_text_does_harm(typed: str) -> None:
    for read in (read_day, read_month):
        with suppress(BadValue):
            assert 1989 <= read(typed, 2023).year <= 9999


MONTHS: tuple[Callable[[date], str], ...] = (
    lambda month: f"{month:%Y-%m}",
    lambda month: f"{month.year}-{month.month}",
    lambda month: f"{month.year}.{month.month}",
    lambda month: f"{month.year}/{month.month}",
    lambda month: f"{month:%Y%m}",
    lambda month: f"{month.year}年{month.month}月",
    lambda month: f"{month.year} 年 {month.month} 月份",
    lambda month: f"{month.month}月",
    lambda month: f"{chinese_number(month.month)}月份",
    lambda month: f"今年{month.month}月",
)


@given(st.dates(date(2001, 1, 1), date(2099, 12, 31)), st.sampled_from(MONTHS), st.booleans())
def test_every_way_of_writing_a_month_reads_as_that_month(day: date, way: Callable[[date], str], wide: bool) -> None:
    typed = way(day)
    assert read_month(typed.translate(_WIDE) if wide else typed, day.year) == day.replace(day=1)


@pytest.mark.parametrize("typed", ["2023-13", "0000-01", "2023-06-30", "6月30日", "6月底", "三季度", "年底", "9", ""])
def test_what_is_not_surely_a_month_is_refused_with_help(typed: str) -> None:
    with pytest.raises(BadValue, match="不是月份；请写成 2023-06"):
        read_month(typed, 2023)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("11月底", "2025-11-30"),
        ("11月5日", "2025-11-05"),
        ("11.4", "2026-11-04"),
        ("10月底", "2026-10-31"),
        ("三季度末", "2026-09-30"),
        ("年底", "2025-12-31"),
        ("今年10月底", "2025-10-31"),
        ("2025年10月底", "2025-10-31"),
        ("2025-10-31", "2025-10-31"),
        ("明年3月底", "2026-03-31"),
    ],
)
def test_a_day_to_come_without_a_year_is_the_first_such_day_from_then_on(typed: str, day: str) -> None:
    assert coming_day(typed, date(2025, 11, 5)) == date.fromisoformat(day)


@pytest.mark.parametrize(
    ("typed", "span"),
    [
        ("一季度", ("2025-01-01", "2025-03-31")),
        ("第四季度", ("2025-10-01", "2025-12-31")),
        ("上半年", ("2025-01-01", "2025-06-30")),
        ("2024年下半年", ("2024-07-01", "2024-12-31")),
        ("前三季度", ("2025-01-01", "2025-09-30")),
        ("全年", ("2025-01-01", "2025-12-31")),
        ("三季度末", ("2025-07-01", "2025-09-30")),
        ("8月底", ("2025-07-01", "2025-09-30")),
        ("2025-05-15", ("2025-04-01", "2025-06-30")),
    ],
)
def test_quarters_are_read_whole_and_a_day_stands_for_its_quarter(typed: str, span: tuple[str, str]) -> None:
    assert tuple(day.isoformat() for day in read_span(typed, 2025)) == span


@pytest.mark.parametrize("typed", ["五季度", "0季度", "季度", "前半年"])
def test_a_quarter_that_there_is_not_is_refused_with_those_there_are(typed: str) -> None:
    with pytest.raises(BadValue, match=f"没有“{typed}”；写 一季度、二季度、三季度、四季度、上半年"):
        read_span(typed, 2025)
