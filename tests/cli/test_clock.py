"""Days and months on the command line: read as the forms read them, a year that is left out is this one and said."""

from datetime import date

import pytest

from dcgd.cli import clock
from dcgd.errors import WrongUse


@pytest.fixture(autouse=True)
def _spring(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "today", lambda: date(2026, 3, 5))


@pytest.mark.parametrize(
    "typed", ["2025-09-30", "2025-9-30", "2025.9.30", "2025年9月30日", "2025年9月底", "2025年三季度末"]
)
def test_a_day_with_its_year_is_read_without_a_word(typed: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert clock.parse_day(typed, "--as-of") == date(2025, 9, 30)
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize(
    ("typed", "day"),
    [("9月30日", "2026-09-30"), ("上半年", "2026-06-30"), ("年底", "2026-12-31"), ("明年6月", "2027-06-30")],
)
def test_a_day_without_a_year_is_of_this_one_which_is_said(
    typed: str, day: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert clock.parse_day(typed, "--as-of") == date.fromisoformat(day)
    assert capsys.readouterr().err == f"--as-of 的“{typed}”没有写年份，按 {day} 算\n"


def test_a_day_to_come_without_a_year_is_the_first_from_then_on_which_is_said(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert clock.parse_coming("11月底", "--finish", date(2025, 11, 30)) == date(2025, 11, 30)
    assert clock.parse_coming("10月底", "--finish", date(2025, 11, 30)) == date(2026, 10, 31)
    said = capsys.readouterr().err.splitlines()
    assert said == [
        f"--finish 的“{typed}”没有写年份，按 {day} 算"
        for typed, day in (("11月底", "2025-11-30"), ("10月底", "2026-10-31"))
    ]
    assert clock.parse_coming("2025年10月底", "--finish", date(2025, 11, 30)) == date(2025, 10, 31)
    assert capsys.readouterr().err == ""
    with pytest.raises(WrongUse, match="--finish 的“不久”不是日期"):
        clock.parse_coming("不久", "--finish", date(2025, 11, 30))


def test_a_month_is_of_this_year_unless_it_is_still_to_come(capsys: pytest.CaptureFixture[str]) -> None:
    assert clock.parse_month("2025年12月", "--period") == date(2025, 12, 1)
    assert clock.parse_month("2026-12", "--period") == date(2026, 12, 1)
    assert capsys.readouterr().err == ""
    assert clock.parse_month("2月", "--period") == date(2026, 2, 1)
    assert capsys.readouterr().err == "--period 的“2月”没有写年份，按 2026-02 算\n"
    with pytest.raises(WrongUse, match="--period 的“12月”今年还没有到；去年的写 2025-12，今年的写 2026-12"):
        clock.parse_month("12月", "--period")


def test_what_is_no_day_is_refused_with_the_option_it_was_given_to() -> None:
    with pytest.raises(WrongUse, match="--date 的“昨天”不是日期；请写成 2026-06-30 的样子"):
        clock.parse_day("昨天", "--date")
