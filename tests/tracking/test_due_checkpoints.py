"""The list of checkpoints: those of a stretch of days by date, each met, open or late, in words and in numbers."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import pytest

from dcgd.index.items import Home
from dcgd.model import Checkpoint, Comparator, Duty, Report, Role, Rules
from dcgd.model.items import Item
from dcgd.tracking.due_checkpoints import CheckpointState, checkpoints_of, due_checkpoints
from dcgd.tracking.judged_items import JudgedItem
from dcgd.tracking.judging.assess import assess
from factory import milestone, report, target

SITE = Checkpoint(date=date(2023, 3, 31), text="完成选址")
ROOF = Checkpoint(date=date(2023, 6, 30), text="主体封顶")
HALF = Checkpoint(date=date(2023, 6, 30), value=Decimal(50))
THIRD = Checkpoint(date=date(2023, 3, 31), percent=Decimal(30))
MET, OPEN, LATE = CheckpointState.MET, CheckpointState.OPEN, CheckpointState.LATE


HOME = Home(
    document_id=1,
    registry="",
    document="甲政字〔2023〕1号",
    type="circular",
    rules=Rules(),
    section="一",
    task_title="任务",
    leads=["区水利局"],
    participants=[],
    units=(("区水利局", Role.LEAD),),
    people=(("张三", Duty.OWNER),),
)


def judged(item: Item, reports: Sequence[Report], day: str) -> JudgedItem:
    return JudgedItem(HOME, item, tuple(reports), assess(item, reports, date.fromisoformat(day), Rules()), Rules())


def states(item: Item, reports: Sequence[Report], day: str) -> list[tuple[CheckpointState, date | None, int]]:
    checkpoints = checkpoints_of(judged(item, reports, day), date.fromisoformat(day))
    return [(checkpoint.state, checkpoint.met, checkpoint.days) for checkpoint in checkpoints]


def said(day: str, percent: int | None = None, checkpoint: Checkpoint | None = None) -> Report:
    return report(day, percent=percent, milestone="5-m1", checkpoint=checkpoint and checkpoint.date)


def test_in_words_each_is_met_late_or_open() -> None:
    item = milestone(checkpoints=(SITE, ROOF, Checkpoint(date=date(2023, 9, 30), text="完成验收")))
    reports = [said("2023-03-20", 20, SITE), said("2023-08-01", 60, ROOF)]
    assert states(item, reports, "2023-07-15") == [(MET, date(2023, 3, 20), 106), (LATE, None, 15), (OPEN, None, -77)]
    assert states(item, reports, "2023-08-01")[1] == (MET, date(2023, 8, 1), 32)


def test_in_numbers_it_is_met_by_the_run_of_reports_that_reach_it() -> None:
    item = target(checkpoints=(THIRD, HALF))
    rising = [report("2023-03-31", 30), report("2023-06-15", 50), report("2023-06-30", 49, correction=True)]
    assert states(item, rising[:2], "2023-06-30") == [(MET, date(2023, 3, 31), 91), (MET, date(2023, 6, 15), 0)]
    assert states(item, rising, "2023-07-01") == [(MET, date(2023, 3, 31), 92), (LATE, None, 1)]
    assert states(item, [], "2023-06-30")[1] == (OPEN, None, 0)


def test_of_what_is_done_nothing_is_asked() -> None:
    assert states(milestone(checkpoints=(ROOF,)), [said("2023-05-31", 100)], "2023-07-15") == [
        (MET, date(2023, 5, 31), 15)
    ]


@pytest.mark.parametrize(
    ("day", "label"),
    [("2023-06-28", "还有 2 天"), ("2023-06-30", "就在当日"), ("2023-07-15", "已过 15 天，未完成")],
)
def test_a_label_says_how_it_stands(day: str, label: str) -> None:
    [checkpoint] = checkpoints_of(judged(milestone(checkpoints=(ROOF,)), [], day), date.fromisoformat(day))
    assert (checkpoint.label, checkpoint.wanted, checkpoint.owners) == (label, "主体封顶", ["张三"])


def test_of_what_must_not_be_exceeded_a_checkpoint_says_so() -> None:
    item = target(comparator=Comparator.AT_MOST, unit_measure="件", checkpoints=(HALF,))
    [checkpoint] = checkpoints_of(judged(item, [], "2023-06-01"), date(2023, 6, 1))
    assert checkpoint.wanted == "不超过 50 件"


def test_listed_are_those_of_the_days_asked_for_by_date() -> None:
    items = [
        judged(milestone(checkpoints=(ROOF, SITE)), [], "2023-07-15"),
        judged(target(checkpoints=(THIRD,)), [], "2023-07-15"),
    ]
    rows = due_checkpoints(items, date(2023, 7, 15), date(2023, 1, 1), date(2023, 3, 31))
    assert [(row.judged.item.id, row.wanted) for row in rows] == [("5-m1", "完成选址"), ("5-1", "达到 30%")]
    assert rows[0].as_json() == {
        "id": "5-m1", "what": "milestone", "title": "新增高新技术企业", "task": 5, "section": "一",
        "date": "2023-03-31", "original_date": "2023-03-31", "wanted": "完成选址", "value": None, "percent": None,
        "text": "完成选址", "leads": ["区水利局"], "owners": ["张三"], "state": "late",
        "label": "已过 106 天，未完成", "met": None, "days": 106, "light": "黄",
    }  # fmt: skip
