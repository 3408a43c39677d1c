"""A checkpoint in words is named by its words, a part of them, or its day; else it is told which ones are near."""

from datetime import date

import pytest

from dcgd.errors import NotRecorded
from dcgd.model import Checkpoint
from dcgd.model.checkpoints import planned_on
from dcgd.tracking.reporting.checkpoints import meant, shown

SITE = Checkpoint(date=date(2025, 3, 31), text="完成选址")
ROOF = Checkpoint(date=date(2025, 6, 30), text="主体 封顶")
DONE = Checkpoint(date=date(2025, 9, 30), text="完成验收")
HALF = Checkpoint(date=date(2025, 5, 31), percent=50)  # type: ignore[arg-type]
ALL = planned_on((HALF, SITE, ROOF, DONE), (), date.max)


@pytest.mark.parametrize(
    "typed", ["2025-06-30", "2025.6.30", "6月底", "上半年", "二季度末", "主体 封顶", "“主体封顶”", "封顶", "主体封顶 "]
)
def test_it_is_meant_by_its_day_or_its_words(typed: str) -> None:
    assert meant("11-m1", ALL, typed, 2025).point is ROOF


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("2025-06-29", "11-m1 没有节点“2025-06-29”；它的节点：主体 封顶（2025年6月30日）、"),
        ("10月", "11-m1 没有节点“10月”；它的节点：完成验收（2025年9月30日）、"),
        ("完成验手", "11-m1 没有节点“完成验手”；它的节点：完成验收（2025年9月30日）、"),
        ("完成", "“完成”说不清是 11-m1 的哪一个节点：完成选址（2025年3月31日）、完成验收（2025年9月30日）；写日期"),
        ("2025-05-31", "11-m1 在 2025-05-31 的节点是数，报了数就算，不必另写"),
        ("", "11-m1 没有节点“”"),
    ],
)
def test_what_is_none_is_told_with_those_there_are(typed: str, sentence: str) -> None:
    with pytest.raises(NotRecorded) as refused:
        meant("11-m1", ALL, typed, 2025)
    assert str(refused.value).startswith(sentence)


def test_where_there_are_none_in_words_numbers_do() -> None:
    with pytest.raises(NotRecorded, match="2-2 没有用话写的节点，报数就行"):
        meant("2-2", ALL[:1], "5月底", 2025)


def test_a_person_reads_the_words_and_the_day() -> None:
    assert shown(SITE) == "完成选址（2025年3月31日）"
