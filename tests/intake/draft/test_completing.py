"""A document's tasks with who answers for them and what is due on the way, told where it is not sure."""

from dcgd.intake.draft.drafting import draft
from dcgd.intake.draft.result import Draft

HEAD = "关于印发云溪区2026年重点工作分工方案的通知\n\n云溪政发〔2026〕5号\n\n2026年2月1日\n\n一、项目\n\n"


def drafted(header: str, *rows: str) -> Draft:
    columns = header.count("|") + 1
    return draft(f"{HEAD}| {header} |\n|{'---|' * columns}\n" + "".join(f"| {row} |\n" for row in rows), 2000)


def test_the_first_of_two_who_do_it_answers_and_both_are_noted() -> None:
    made = drafted("任务 | 责任单位 | 分管领导 | 责任人", "修路 | 区交通局 | 李某某、孙某 | 张某、王某")
    (task,) = made.tasks()
    assert (task.leaders, task.owner, task.note) == (("李某某", "孙某"), "张某", "责任人：张某、王某")
    assert [person.name for person in made.people] == ["李某某", "孙某", "张某", "王某"]
    assert ["记了第一个" in remark.why for remark in made.remarks if remark.words == "张某、王某"] == [True]


def test_all_who_are_named_are_to_be_reviewed() -> None:
    (task,) = drafted("任务 | 责任单位 | 联系人", "修路 | 区交通局 | 张某 8412345").tasks()
    assert (task.contact, task.review) == ("张某", True)


def test_what_stays_in_the_note_is_counted_by_its_reason() -> None:
    made = drafted("任务 | 一季度 | 二季度 | 责任单位", "建成学校3所，新增学位900个 | 选址 | 开工 | 区教育局")
    (task,) = made.tasks()
    assert task.note == "一季度：选址；二季度：开工"
    assert "任务 1：有 2 个目标、成果，说不清是哪一个的（同样的共 2 条）" in [remark.why for remark in made.remarks]


def test_of_two_numbers_of_one_person_the_first_is_kept_and_neither_said() -> None:
    rows = ("修路 | 区交通局 | 张某 8412345", "架桥 | 区交通局 | 张某 8412346")
    made = drafted("任务 | 责任单位 | 联系人", *rows)
    assert [person.phone for person in made.people] == ["8412345"]
    assert [remark.why for remark in made.remarks if remark.words == "张某"] == [
        "文中有几个电话，people.yaml 里记了第一个"
    ]
    assert not any("84123" in remark.words + remark.why for remark in made.remarks)
