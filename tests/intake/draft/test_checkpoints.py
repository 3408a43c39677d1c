"""Where what is due on the way belongs: to the one item, to the task without items, else to the note."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from dcgd.intake.draft.checkpoints import told_in_numbers, with_checkpoints
from dcgd.intake.draft.result import task_and_items
from dcgd.intake.phrases.checkpoints import Planned
from dcgd.model import Checkpoint, Document, Kind, Milestone, Target, Task

DOCUMENT = Document(
    number="甲政发〔2026〕1号",
    title="通知",
    issuer="甲区人民政府",
    issued=date(2026, 1, 10),
    start=date(2026, 1, 1),
    due=date(2026, 12, 31),
)
PARKS = Target(
    id="1-1", indicator="新建公园", kind=Kind.CUMULATIVE, value=Decimal(5), unit_measure="个", quote="公园5个"
)
ROADS = replace(PARKS, id="1-2", indicator="修路", value=Decimal(10), unit_measure="公里", quote="路10公里")
OPENED = Milestone(id="1-m1", title="建成公园", quote="建成公园")
OUTSIDE = "2026-03-31 不在它的起止 2026-01-01 至 2026-02-28 之内"
QUARTERS = {"一季度": date(2026, 3, 31), "二季度": date(2026, 6, 30), "三季度": date(2026, 9, 30)} | {
    "四季度": date(2026, 12, 31)
}


def task(*items: Target | Milestone) -> Task:
    targets = tuple(item for item in items if isinstance(item, Target))
    milestones = tuple(item for item in items if isinstance(item, Milestone))
    return Task(number=1, title="甲", text="甲", leads=("甲局",), targets=targets, milestones=milestones)


def quarters(*words: str) -> list[Planned]:
    return [Planned(label, said, day) for (label, day), said in zip(QUARTERS.items(), words, strict=False) if said]


def shown(points: tuple[Checkpoint, ...], measure: str = "") -> list[str]:
    return [f"{point.date:%m-%d} {point.wanted(measure)}" for point in points]


def test_words_and_numbers_stand_on_the_only_target() -> None:
    made, left = with_checkpoints(task(PARKS), quarters("完成选址", "2个", "累计4", "5个"), DOCUMENT)
    assert shown(made.targets[0].checkpoints, "个") == ["03-31 完成选址", "06-30 2个", "09-30 4个", "12-31 5个"]
    assert (left, made.note, made.checkpoints) == ([], None, ())


def test_shares_stand_on_the_only_milestone() -> None:
    made, left = with_checkpoints(task(OPENED), quarters("开工", "完成30%", "主体封顶"), DOCUMENT)
    assert shown(made.milestones[0].checkpoints) == ["03-31 开工", "06-30 30%", "09-30 主体封顶"]
    assert left == []


def test_a_task_without_items_has_them_itself_and_is_to_be_reviewed() -> None:
    made, _left = with_checkpoints(task(), quarters("", "开展排查"), DOCUMENT)
    assert (shown(made.checkpoints), made.review) == (["06-30 开展排查"], True)


def test_of_several_items_only_the_measure_tells_which_is_meant() -> None:
    made, left = with_checkpoints(task(PARKS, ROADS), quarters("2公里", "6公里"), DOCUMENT)
    assert (made.targets[0].checkpoints, left) == ((), [])
    assert shown(made.targets[1].checkpoints, "公里") == ["03-31 2公里", "06-30 6公里"]


@pytest.mark.parametrize(
    ("items", "words", "why"),
    [
        ((PARKS, OPENED), ("完成选址", "开工"), "有 2 个目标、成果，说不清是哪一个的"),
        ((PARKS,), ("3个", "2个"), "后一个数比前一个小，像是单季的数"),
        ((PARKS,), ("1个", "2个", "2个"), "加起来才够目标值，像是单季的数"),
        ((PARKS,), ("", "", "1个", "4个"), "加起来才够目标值，像是单季的数"),
        ((PARKS,), ("3公里",), "只有数，与目标的计量单位不同"),
        (
            (replace(PARKS, due=date(2026, 2, 28)),),
            ("完成选址",),
            OUTSIDE,
        ),
    ],
)
def test_what_is_not_clear_stays_in_the_note_with_the_reason(
    items: tuple[Target | Milestone, ...], words: tuple[str, ...], why: str
) -> None:
    points = quarters(*words)
    made, left = with_checkpoints(task(*items), points, DOCUMENT)
    assert {one.why for one in left} == {why}
    assert made.note == "；".join(point.note for point in points)
    assert not any(item.checkpoints for item in task_and_items(made))


def test_the_words_of_one_day_are_put_together() -> None:
    points = [*quarters("选址"), Planned("节点", "立项", date(2026, 3, 31))]
    made, left = with_checkpoints(task(), points, DOCUMENT)
    assert (shown(made.checkpoints), left) == (["03-31 选址；立项"], [])


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("完成1个", "累计完成2个", "达到3个", "全部建成5个"), ["03-31 1个", "06-30 2个", "09-30 3个", "12-31 5个"]),
        (("完成选址", "完成40%", "", "5个"), ["03-31 完成选址", "06-30 40%", "12-31 5个"]),
        (("完成3处", "", "", ""), ["03-31 完成3处"]),
    ],
)
def test_a_number_behind_no_more_than_a_verb_is_one(words: tuple[str, ...], expected: list[str]) -> None:
    made, left = with_checkpoints(task(PARKS), quarters(*words), DOCUMENT)
    assert (shown(made.targets[0].checkpoints, "个"), left) == (expected, [])


@pytest.mark.parametrize("items", [(PARKS,), (OPENED,), (), (PARKS, ROADS)], ids=["target", "milestone", "none", "two"])
def test_no_words_are_lost_in_silence(items: tuple[Target | Milestone, ...]) -> None:
    """They stand in a checkpoint, in the note, or are told beside the number that they became."""
    points = quarters("完成选址", "累计完成2个", "完成60%", "建成5个")
    made, _left = with_checkpoints(task(*items), points, DOCUMENT)
    worded = [point.text or "" for item in task_and_items(made) for point in item.checkpoints]
    told = [point.words for point in told_in_numbers(made, points)]
    assert [point.words for point in points if point.words not in "；".join([*worded, made.note or "", *told])] == []
    assert set(told).isdisjoint(worded)
