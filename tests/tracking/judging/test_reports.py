"""Which reports count as known on a day, and which is the last."""

from datetime import date
from itertools import permutations

import pytest

from dcgd.model import Report
from dcgd.tracking.judging.reports import known_reports, last_report
from factory import report

SAID = tuple(report(date(2025, 6, day), note=note) for day, note in ((1, "first"), (10, "second"), (20, "third")))


@pytest.mark.parametrize("order", list(permutations(SAID)))
def test_the_last_is_by_date_whatever_the_order_of_the_files(order: tuple[Report, ...]) -> None:
    assert last_report(order, date(2025, 6, 30)) == SAID[2]
    assert known_reports(order, date(2025, 6, 30)) == list(SAID)


@pytest.mark.parametrize(("day", "known"), [(9, 1), (10, 2), (11, 2)])
def test_a_report_is_known_from_its_own_day_on(day: int, known: int) -> None:
    assert known_reports(SAID, date(2025, 6, day)) == list(SAID[:known])
    assert last_report(SAID, date(2025, 6, day)) == SAID[known - 1]


def test_of_several_on_one_day_the_last_in_the_file_is_the_last() -> None:
    said = (
        report(date(2025, 6, 10), note="first"),
        report(date(2025, 6, 10), note="second"),
        report(date(2025, 6, 1), note="earlier"),
    )
    assert last_report(said, date(2025, 6, 30)) == said[1]
    assert last_report(reversed(said), date(2025, 6, 30)) == said[0]


def test_before_the_first_there_is_none() -> None:
    assert last_report(SAID, date(2025, 5, 31)) is None
    assert last_report((), date(2025, 5, 31)) is None
