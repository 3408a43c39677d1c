"""Notices are issued under the next numbers and logged at once; a reply is noted where the notice stands."""

from collections.abc import Callable
from datetime import date

import pytest

from dcgd.edits.notice import Candidate, add_answer, candidates, issue
from dcgd.errors import UserError, WrongUse
from dcgd.model import Answer, Calendar, Level, Notice, NoticeStep
from dcgd.model.working_days import after
from dcgd.registry.change import Edited
from dcgd.registry.load import Reading
from districts import SMALL, judged
from stamps import keys_of, stamp_of

DAY = date(2023, 9, 30)
STAMP = stamp_of(DAY)


def reply(before: Reading, number: str, day: date) -> Edited[Notice]:
    return add_answer(before, number, NoticeStep(action=Answer.REPLY, date=day), STAMP)


def considered(day: date = DAY, units: frozenset[str] | None = None) -> list[Candidate]:
    return candidates(judged(SMALL, day=day), units)


def test_every_lead_of_every_item_is_considered() -> None:
    assert {(unit, judged.item.id) for unit, judged in considered()} == {
        ("区科学技术局", "1-1"),
        ("区科学技术局", "1-2"),
        ("区科学技术局", "1-m1"),
        ("区水利局", "2-1"),
        ("区人力资源和社会保障局", "3-1"),
    }
    assert [judged.item.id for _unit, judged in considered(units=frozenset({"区水利局"}))] == ["2-1"]


def test_those_due_are_logged_under_the_next_numbers(before: Reading) -> None:
    edited = issue(before, considered(), DAY, STAMP)
    assert issue(before, considered(), DAY, STAMP) == edited, "no number is used up by asking"
    issued = edited.result
    notices = [sheet.notice for sheet in issued.sheets]
    assert [notice.number for notice in notices] == [f"DB-2023-{number:03d}" for number in range(2, 2 + len(notices))]
    assert {notice.issued for notice in notices} == {DAY}
    assert all(sheet.judged_item.item.id == sheet.notice.subject for sheet in issued.sheets)
    [(name, text)] = edited.texts.items()
    assert name == "notices.yaml"
    assert text.startswith(before.parsed[name].text)
    added = text.removeprefix(before.parsed[name].text).splitlines()
    assert [line.partition(",")[0] for line in added] == [f"  - {{number: {notice.number}" for notice in notices]


def test_each_candidate_gets_a_sheet_or_is_told_why_not(before: Reading) -> None:
    day = date(2023, 7, 5)
    asked = considered(day)
    issued = issue(before, asked, day, STAMP, Level.YELLOW).result
    with_sheet = [(sheet.notice.unit, sheet.judged_item.item.id) for sheet in issued.sheets]
    left_out = {(unit, judged.item.id): why for (unit, judged), why in issued.left_out}
    assert sorted([*with_sheet, *left_out]) == sorted((unit, judged.item.id) for unit, judged in asked)
    assert left_out == {("区水利局", "2-1"): "DB-2023-001（黄）回复期限 2023-07-10，等待回复"}


def test_a_level_asked_for_is_given(before: Reading) -> None:
    issued = issue(before, considered(units=frozenset({"区水利局"})), DAY, STAMP, Level.RED).result
    assert [sheet.notice.level for sheet in issued.sheets] == [Level.RED]


def test_it_says_until_when_to_reply_and_for_which_reasons(before: Reading) -> None:
    [water] = considered(units=frozenset({"区水利局"}))
    [sheet] = issue(before, [water], DAY, STAMP, Level.RED).result.sheets
    assert sheet.notice.reply_by == after(DAY, water.judged_item.rules.notices.days(Level.RED), Calendar()) > DAY
    [*reasons, call] = sheet.notice.reason.split("；")
    assert reasons == list(water.judged_item.verdict.reasons)
    assert call == "DB-2023-001（黄）应于 2023-07-10 前回复而未回复，升级"


def test_the_first_makes_the_log(small: Callable[..., Reading]) -> None:
    text = issue(small(notices=None), considered(), DAY, STAMP).texts["notices.yaml"]
    head, key, first, *_ = text.splitlines()
    assert head.startswith("# 督办单。")
    assert key == "notices:"
    assert first.startswith("  - {number: DB-2023-001, ")


def test_where_none_is_due_nothing_changes(before: Reading) -> None:
    edited = issue(before, [], DAY, STAMP)
    assert (edited.texts, edited.result.sheets, edited.result.left_out) == ({}, (), ())


def test_numbers_are_of_the_year_in_which_the_period_begins(before: Reading) -> None:
    day = date(2024, 1, 15)
    [*sheets] = issue(before, considered(day), day, STAMP).result.sheets
    assert {sheet.notice.number[:8] for sheet in sheets} == {"DB-2023-"}


def test_none_is_issued_before_a_later_one(before: Reading) -> None:
    day = date(2023, 6, 30)
    with pytest.raises(WrongUse, match="DB-2023-001 已于 2023-07-01 签发，不能再签发更早的（2023-06-30）"):
        issue(before, considered(day), day, STAMP)


def test_a_reply_is_noted_in_the_notice(before: Reading) -> None:
    edited = reply(before, "DB-2023-001", date(2023, 7, 9))
    assert (edited.result.unit, edited.result.steps) == ("区水利局", ())
    text = before.parsed["notices.yaml"].text
    step = f"{{action: reply, date: 2023-07-09, {keys_of(DAY)}}}"
    assert edited.texts == {"notices.yaml": text.replace("reason: 滞后}", f"reason: 滞后, steps: [{step}]}}")}


@pytest.mark.parametrize(
    ("number", "day", "why"),
    [
        ("DB-2023-002", date(2023, 7, 9), "没有督办单“DB-2023-002”"),
        ("DB-2023-001", date(2023, 6, 30), "DB-2023-001 是 2023-07-01 签发的，不会在 2023-06-30 回复"),
    ],
)
def test_a_reply_that_cannot_be_is_refused(before: Reading, number: str, day: date, why: str) -> None:
    with pytest.raises(UserError, match=why):
        reply(before, number, day)


def test_a_reply_may_come_on_the_day_of_issue(before: Reading) -> None:
    text = reply(before, "DB-2023-001", date(2023, 7, 1)).texts["notices.yaml"]
    assert "steps: [{action: reply, date: 2023-07-01, " in text


def test_a_reply_is_noted_once(small: Callable[..., Reading]) -> None:
    text = (SMALL / "notices.yaml").read_text(encoding="utf-8").replace("滞后}", "滞后, replied: 2023-07-08}")
    with pytest.raises(WrongUse, match="DB-2023-001 已于 2023-07-08 回复，不能回复；接下来可以：accept"):
        reply(small(notices=text), "DB-2023-001", date(2023, 7, 9))


def test_a_notice_goes_from_issue_to_acceptance_and_may_be_sent_back(small: Callable[..., Reading]) -> None:
    reading = small()
    trail = [Answer.DELIVER, Answer.REPLY, Answer.RETURN, Answer.REPLY, Answer.ACCEPT]
    for number, action in enumerate(trail):
        step = NoticeStep(action=action, date=date(2023, 7, 2 + number), by="督查室", note="说")
        edited = add_answer(reading, "1", step, STAMP)
        reading = small(notices=edited.texts["notices.yaml"])
        assert reading.diagnostics == []
    [filed] = reading.registry.notices
    assert [step.action for step in filed.entity.trail] == trail
    answers = [filed.entity.answer(date(2023, 7, day)) for day in range(2, 7)]
    assert [answer and answer.date.day for answer in answers] == [None, 3, None, 5, 5]
    with pytest.raises(WrongUse, match="已于 2023-07-06 认可，不能回复；接下来可以：withdraw（撤回）"):
        reply(reading, "1", date(2023, 7, 9))


def test_what_is_withdrawn_keeps_its_number_and_waits_for_nothing(small: Callable[..., Reading]) -> None:
    step = NoticeStep(action=Answer.WITHDRAW, date=date(2023, 7, 2), by="督查室", note="发错")
    reading = small(notices=add_answer(small(), "1", step, STAMP).texts["notices.yaml"])
    assert reading.registry.standing.notices == ()
    [first, *_] = issue(reading, considered(), DAY, STAMP).result.sheets
    assert first.notice.number == "DB-2023-002"
    with pytest.raises(WrongUse, match="已于 2023-07-02 撤回，不能回复；接下来可以：没有"):
        reply(reading, "1", date(2023, 7, 9))
