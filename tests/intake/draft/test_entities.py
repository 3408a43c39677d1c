"""Pieces become tasks with their candidates under review; what was not understood is remarked with its line."""

from datetime import date

import pytest

from dcgd.intake.draft.drafting import draft
from dcgd.intake.draft.entities import UNKNOWN, together
from dcgd.intake.draft.result import Kind
from dcgd.intake.phrases.responsibility import Said
from dcgd.model import Task

HEAD = "云溪区人民政府关于印发2026年重点任务的通知\n云政发〔2026〕3号\n2026年1月20日\n"


def only_task(text: str) -> Task:
    (task,) = draft(f"{HEAD}一、工业\n1.{text}\n", 2026).tasks()
    return task


def remarks(text: str) -> list[tuple[Kind, str]]:
    drafted = draft(f"{HEAD}一、工业\n1.{text}\n", 2026)
    return [(remark.kind, remark.why) for remark in drafted.remarks]


def test_every_candidate_awaits_review_under_an_id_of_its_task() -> None:
    task = only_task("修路。新增学位20个，完成改造30户，出台《办法》。（牵头单位：区交通局）")
    assert [target.id for target in task.targets] == ["1-1", "1-2"]
    assert [milestone.id for milestone in task.milestones] == ["1-m1"]
    assert all(target.review for target in task.targets)
    assert all(milestone.review for milestone in task.milestones)


def test_a_deadline_that_is_the_documents_own_is_not_repeated() -> None:
    task = only_task("修路。年底前完成改造30户，6月底前新增学位20个。（牵头单位：区交通局）")
    assert [target.due for target in task.targets] == [None, date(2026, 6, 30)]


@pytest.mark.parametrize(
    ("bracket", "known"),
    [
        ("（责任单位：区交通局；联系人：张某某 13900000000）", True),
        ("（责任单位：区交通局 13900000000）", False),
        ("（责任单位：区交通局）（联系人：张某某，电话：8412345）", True),
        ("（责任单位：区交通局；联系电话：0635-8412345）", False),
        ("（区交通局负责）\n联系人：张某某，手机：13900000000", True),
    ],
)
def test_no_number_to_ring_is_in_a_task_and_it_is_said_where_it_is_nobodys(bracket: str, known: bool) -> None:
    task = only_task(f"修路。新增学位20个。{bracket}")
    assert "139" not in str(task)
    assert "84" not in str(task)
    assert task.leads == ("区交通局",)
    assert task.contact == ("张某某" if known else None)
    said = "任务 1 有电话、邮箱说不清是谁的，没有写进登记册，只留在 source/ 的原文里"
    assert [why for _, why in remarks(f"修路。新增学位20个。{bracket}") if "电话" in why] == ([] if known else [said])


def test_a_number_to_ring_in_the_wording_itself_is_told() -> None:
    text = "修路。联系电话：13900000000，新增学位20个。（责任单位：区交通局）"
    assert any("会随原文印出来" in why for _, why in remarks(text))


def test_what_has_a_deadline_and_is_no_item_is_remarked() -> None:
    assert (Kind.NOT_A_MILESTONE, "任务 1：写了期限，没有认出到期要交出什么") in remarks(
        "修路。6月底前环境改善。（责任单位：区交通局）"
    )


def test_what_the_head_does_not_say_is_asked_for() -> None:
    drafted = draft("一、工业\n1.修路。（责任单位：区交通局）\n", 2026)
    assert drafted.unknown == {"number", "title", "issuer", "issued"}
    assert drafted.document.number == UNKNOWN
    assert [remark.words for remark in drafted.remarks] == ["年份", "文号", "标题", "发文机关", "成文日期"]


def test_several_statements_of_a_task_are_put_together_and_who_leads_takes_no_part() -> None:
    joint = together(
        [
            Said(leads=["甲"], due=date(2026, 3, 31)),
            Said(leads=["乙"], participants=["甲", "丙"], due=date(2026, 6, 30)),
        ]
    )
    assert (joint.leads, joint.participants, joint.due) == (["甲", "乙"], ["丙"], date(2026, 6, 30))
