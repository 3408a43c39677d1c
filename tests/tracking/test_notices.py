"""When a notice is called for, of which level, under which number."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dcgd.model import LIGHTS, REPLY_DAYS, Level, Notice, Notices, Rules, Status
from dcgd.tracking.judging.assess import Verdict, assess
from dcgd.tracking.notices import call, called, next_number
from factory import milestone

DAY = date(2023, 9, 30)
ITEM = milestone(id="5-1", title="甲")
BASE = assess(ITEM, (), DAY, Rules())


def verdict(status: Status) -> Verdict:
    return replace(BASE, status=status, light=LIGHTS[status])


def notice(level: Level, issued: date, reply_by: date, replied: date | None = None, number: int = 1) -> Notice:
    return Notice(
        number=f"DB-2023-{number:03d}", level=level, unit="区水利局", subject="5-1", issued=issued, reply_by=reply_by,
        reason="滞后", replied=replied,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("status", "level"),
    [
        (Status.OVERDUE, "红"),
        (Status.FAR_BEHIND, "红"),
        (Status.BEHIND, "黄"),
        (Status.UNREPORTED, "黄"),
        (Status.STALE, "黄"),
        (Status.DUE_SOON, "蓝"),
        (Status.ON_TRACK, None),
        (Status.NOT_STARTED, None),
        (Status.DONE, None),
        (Status.DONE_LATE, None),
    ],
)
def test_the_level_is_the_light_and_what_is_done_calls_for_none(status: Status, level: Level | None) -> None:
    assert called(verdict(status), Rules()) == level
    assert call(verdict(status), (), Rules(), DAY).level == level


def test_the_rules_may_say_otherwise() -> None:
    rules = Rules(notices=Notices(levels={Status.DUE_SOON: "不发", Status.BEHIND: "蓝", Status.ON_TRACK: "蓝"}))
    levels = [called(verdict(status), rules) for status in (Status.DUE_SOON, Status.BEHIND, Status.ON_TRACK)]
    assert levels == [None, "蓝", "蓝"]


def test_days_for_the_reply_are_fewer_the_worse_it_is() -> None:
    assert [Notices().days(level) for level in Level] == [10, 7, 3]
    assert [Notices(reply_days={Level.RED: 1}).days(level) for level in Level] == [10, 7, 1]
    assert set(REPLY_DAYS) == set(Level)


WAITING = notice(Level.YELLOW, date(2023, 9, 20), date(2023, 9, 26))


@pytest.mark.parametrize(
    ("day", "status", "level"),
    [
        (date(2023, 9, 26), Status.BEHIND, None),  # the last day for the reply is still one
        (date(2023, 9, 26), Status.FAR_BEHIND, "红"),  # but worse is worse
        (date(2023, 9, 26), Status.DUE_SOON, None),
        (date(2023, 9, 27), Status.BEHIND, "红"),  # no reply: one level up
        (date(2023, 9, 27), Status.DUE_SOON, "红"),
        (date(2023, 9, 27), Status.ON_TRACK, None),  # it has been made up for
        (date(2023, 9, 27), Status.DONE, None),
    ],
)
def test_what_waits_for_its_reply_escalates_once_that_is_late(day: date, status: Status, level: Level | None) -> None:
    assert call(verdict(status), [WAITING], Rules(), day).level == level


def test_the_rules_may_give_some_days_more() -> None:
    rules = Rules(notices=Notices(escalate_days=5))
    days = [date(2023, 10, 9), date(2023, 10, 10)]  # of the days from 27 September on, offices work on 5 up to then
    assert [call(verdict(Status.BEHIND), [WAITING], rules, day).level for day in days] == [None, "红"]


def test_a_deadline_on_a_day_off_lasts_to_the_next_working_day() -> None:
    festival = replace(WAITING, reply_by=date(2023, 9, 30))
    days = [date(2023, 10, 1), date(2023, 10, 7), date(2023, 10, 8)]  # the 7th, a Saturday, is made up
    assert [call(verdict(Status.BEHIND), [festival], Rules(), day).level for day in days] == [None, None, "红"]


def test_it_says_why() -> None:
    late = call(verdict(Status.BEHIND), [WAITING], Rules(), date(2023, 9, 27))
    assert late.why == "DB-2023-001（黄）应于 2023-09-26 前回复而未回复，升级"
    assert call(verdict(Status.BEHIND), [WAITING], Rules(), WAITING.reply_by).why.endswith(
        "回复期限 2023-09-26，等待回复"
    )
    assert call(verdict(Status.ON_TRACK), (), Rules(), DAY).why == "正常，不需督办"


def test_red_stays_red() -> None:
    red = call(verdict(Status.BEHIND), [replace(WAITING, level=Level.RED)], Rules(), date(2023, 9, 27))
    assert (red.level, red.why) == ("红", "DB-2023-001（红）应于 2023-09-26 前回复而未回复")


def test_an_escalation_is_one_level_at_a_time() -> None:
    assert (
        call(verdict(Status.DUE_SOON), [replace(WAITING, level=Level.BLUE)], Rules(), date(2023, 9, 27)).level
        == Level.YELLOW
    )


def test_only_what_was_sent_by_then_is_known_and_of_one_day_the_last_filed() -> None:
    assert call(verdict(Status.BEHIND), [WAITING], Rules(), date(2023, 9, 19)).level == "黄", "as if none was sent yet"
    second = notice(Level.RED, WAITING.issued, date(2023, 10, 20), number=2)
    assert call(verdict(Status.BEHIND), [WAITING, second], Rules(), date(2023, 9, 27)).level is None
    assert call(verdict(Status.BEHIND), [second, WAITING], Rules(), date(2023, 9, 27)).level == "红"


ANSWERED = notice(Level.YELLOW, date(2023, 8, 1), date(2023, 8, 8), replied=date(2023, 8, 5))


@pytest.mark.parametrize(
    ("day", "status", "level"),
    [
        (date(2023, 9, 3), Status.BEHIND, None),
        (date(2023, 9, 4), Status.BEHIND, "黄"),  # thirty days after the reply
        (date(2023, 8, 6), Status.OVERDUE, "红"),
        (date(2023, 9, 4), Status.ON_TRACK, None),
    ],
)
def test_after_a_reply_things_have_time_to_get_better(day: date, status: Status, level: Level | None) -> None:
    assert call(verdict(status), [ANSWERED], Rules(), day).level == level


def test_a_reply_counts_from_its_own_day() -> None:
    assert call(verdict(Status.BEHIND), [ANSWERED], Rules(), date(2023, 8, 5)).why == (
        "DB-2023-001 已于 2023-08-05 回复，2023-09-04 起仍未好转再发"
    )


def test_a_reply_that_comes_later_than_the_day_is_not_known_on_it() -> None:
    late = replace(WAITING, replied=date(2023, 10, 20))
    assert call(verdict(Status.BEHIND), [late], Rules(), date(2023, 9, 27)).level == "红"


def test_a_level_asked_for_by_hand_is_given_but_not_twice_and_not_for_what_is_done() -> None:
    assert call(verdict(Status.ON_TRACK), (), Rules(), DAY, Level.BLUE).level == Level.BLUE
    assert call(verdict(Status.BEHIND), [WAITING], Rules(), WAITING.reply_by, Level.YELLOW).level is None
    assert call(verdict(Status.BEHIND), [WAITING], Rules(), DAY, Level.RED).level == Level.RED
    assert call(verdict(Status.DONE), (), Rules(), DAY, Level.RED).level is None


@given(st.lists(st.sampled_from([status for status in Status if called(verdict(status), Rules())]), max_size=8))
def test_without_replies_levels_never_fall_and_each_notice_waits_for_its_deadline(statuses: list[Status]) -> None:
    day, issued = DAY, list[Notice]()
    for status in statuses:
        level = call(verdict(status), issued, Rules(), day).level
        if level:
            issued.append(notice(level, day, day + timedelta(days=Notices().days(level)), number=len(issued) + 1))
        day += timedelta(days=4)
    ranks = [list(Level).index(sent.level) for sent in issued]
    assert ranks == sorted(ranks)
    for before, after in pairwise(issued):
        assert after.issued > before.reply_by or list(Level).index(after.level) > list(Level).index(before.level)


@given(st.integers(1, 1500), st.integers(1, 5))
def test_numbers_run_on_without_gaps_or_repeats(last: int, more: int) -> None:
    used = ["DB-2022-009", f"DB-2023-{last:03d}", "手写的"]
    for _ in range(more):
        used.append(next_number(used, 2023))
    assert used[3:] == [f"DB-2023-{last + step:03d}" for step in range(1, more + 1)]


def test_a_year_begins_with_one() -> None:
    assert next_number(["DB-2022-009"], 2023) == "DB-2023-001"
