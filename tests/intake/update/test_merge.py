"""A registry and the draft of a newer document, put together: what the items of a task become."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from dcgd.intake.draft.result import Draft
from dcgd.intake.update.merge import merge
from dcgd.model import Adjustable, Adjustment, Checkpoint, Document, Milestone, Section, Task
from dcgd.registry.content import Registry

DOCUMENT = Document(
    number="甲政字〔2023〕1号",
    title="甲区重点工作",
    issuer="甲区人民政府办公室",
    issued=date(2023, 1, 10),
    start=date(2023, 1, 1),
    due=date(2023, 12, 31),
)


def registry(words: str, **more: Any) -> Registry:
    task = Task(number=1, title="壮大企业", text=f"壮大企业。{words}。", leads=(), **more)
    sections = (Section(number="一", title="创新", tasks=(task,)),)
    return Draft(DOCUMENT, sections, (), (), ()).as_registry()


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        (None, ["1-m1"]),
        ("编号 1-m1 不再使用。", ["1-m2"]),
        ("1-m3 改列目标 1-7，不再使用。", ["1-m4"]),
        ("目标 1-7，见 2-m5 和 11-m2。", ["1-m1"]),
    ],
)
def test_an_id_that_the_note_says_is_no_longer_used_is_not_given_again(note: str | None, expected: list[str]) -> None:
    older = registry("加强服务", note=note)
    newer = registry("建立企业名录", milestones=(Milestone(id="1-m1", title="名录", quote="建立企业名录"),))
    merged = merge(older, None, newer)
    [task] = [filed.entity for section in merged.sections for filed in section.tasks]
    assert [milestone.id for milestone in task.milestones] == expected
    assert task.note == note


def test_a_task_that_was_extended_keeps_its_first_due_date_whatever_the_newer_text_says() -> None:
    march = Adjustment(
        date=date(2023, 9, 1),
        field=Adjustable.DUE,
        from_=date(2023, 12, 31),
        to=date(2024, 3, 31),
        reason="批复",
        approved_by="常务会",
    )
    older, newer = registry("加强服务", adjustments=(march,)), registry("加强服务", due=date(2023, 11, 30))
    [task] = [filed.entity for section in merge(older, None, newer).sections for filed in section.tasks]
    assert (task.due, task.adjustments) == (None, (march,))
    plain = merge(registry("加强服务"), None, newer)
    assert [filed.entity.due for section in plain.sections for filed in section.tasks] == [date(2023, 11, 30)]


def only(ours: Registry, base: Registry | None, theirs: Registry) -> Task:
    (task,) = [filed.entity for section in merge(ours, base, theirs).sections for filed in section.tasks]
    return task


def test_people_follow_the_document_where_it_changed_and_stay_where_it_says_nothing() -> None:
    ours, base = registry("加强服务", owner="张某", contact="赵某"), registry("加强服务", owner="张某")
    assert only(ours, base, registry("加强服务", owner="张某")).contact == "赵某"
    assert only(ours, base, registry("加强服务", owner="李某")).owner == "李某"
    assert only(ours, base, registry("加强服务")).owner is None
    assert only(ours, None, registry("加强服务")).owner == "张某"


MARCH, JUNE = (Checkpoint(date=date(2023, month, 30), text="开工") for month in (3, 6))


def test_checkpoints_follow_the_document_where_it_changed_them() -> None:
    ours, base = registry("加强服务", checkpoints=(MARCH, JUNE)), registry("加强服务", checkpoints=(MARCH,))
    assert only(ours, base, base).checkpoints == (MARCH, JUNE)
    changed = only(ours, base, registry("加强服务", checkpoints=(JUNE,)))
    assert (changed.checkpoints, changed.review) == ((JUNE,), True)


def test_checkpoints_of_an_item_follow_too_and_those_of_a_task_that_has_items_by_now_do_not() -> None:
    item = Milestone(id="1-m1", title="名录", quote="加强服务")
    ours = registry("加强服务", milestones=(item,))
    theirs = registry("加强服务", milestones=(replace(item, checkpoints=(JUNE,)),))
    (milestone,) = only(ours, ours, theirs).milestones
    assert (milestone.checkpoints, milestone.review) == ((JUNE,), True)
    bare = registry("加强服务", checkpoints=(JUNE,))
    assert only(ours, registry("加强服务"), bare).checkpoints == ()


def test_what_the_newer_document_does_not_say_of_itself_stays() -> None:
    ours, base = registry("加强服务"), registry("加强服务")
    other = replace(DOCUMENT, number="乙政字〔2023〕2号", issued=date(2023, 1, 1))
    theirs = Draft(other, (), (), (), ()).as_registry()
    assert merge(ours, base, theirs).document.issued == date(2023, 1, 1)
    kept = merge(ours, base, theirs, frozenset({"issued"})).document
    assert (kept.number, kept.issued) == ("乙政字〔2023〕2号", DOCUMENT.issued)
