"""Notices of inspections and lists of deeds for the people: who, by when, and what of them is no task."""

from datetime import date

from dcgd.intake.draft.drafting import draft

INSPECTION = (
    "关于开展2026年全区重点工作督查的通知\n\n一、督查内容\n\n"
    "（一）项目建设。重点督查年初确定的48个重点项目。续建项目26个，4月底前全部复工；新建项目22个，6月底前开工率达到90%以上。"
    "区发改局牵头，各项目责任单位配合。\n\n"
    "（二）招商引资。新签约项目15个。责任单位：区商务局\n\n"
    "二、督查方式\n\n每个镇街抽查不少于2个村。\n\n"
    "三、有关要求\n\n各单位要高度重视，按时报送（联系人：李某，电话：0538-1234567）。\n"
)


def test_a_last_sentence_of_roles_is_heard_beside_labels() -> None:
    projects, _trade = draft(INSPECTION, 2000).tasks()

    assert (projects.leads, projects.participants) == (("区发改局",), ("各项目责任单位",))


def test_a_deadline_behind_a_number_is_not_that_of_the_next() -> None:
    projects, _trade = draft(INSPECTION, 2000).tasks()

    assert [(str(target.value), target.due) for target in projects.targets] == [
        ("26", date(2026, 4, 30)),
        ("22", None),
        ("90", date(2026, 6, 30)),
    ]


def test_how_is_inspected_is_no_task() -> None:
    drafted = draft(INSPECTION, 2000)
    reasons = [remark.why for remark in drafted.remarks]

    assert len(list(drafted.tasks())) == 2
    assert "“督查方式”说的是怎样督查、检查，未列为任务" in reasons
    assert "“有关要求”只是对各方的要求，未列为任务" in reasons


def test_a_label_behind_a_comma_is_one() -> None:
    first, second = draft(
        "全区2026年民生实事\n\n1. 实施门诊楼改造，新增床位200张，牵头单位：区卫健局 责任单位：区医院 "
        "完成时限：2026年9月底\n\n"
        "2. 新建幼儿园4所。牵头单位：区教体局 责任单位：区财政局\n",
        2000,
    ).tasks()

    assert (first.title, first.leads, first.participants, first.due) == (
        "实施门诊楼改造，新增床位200张",
        ("区卫健局",),
        ("区医院",),
        date(2026, 9, 30),
    )
    assert second.leads == ("区教体局",)


def test_how_things_stand_is_no_task_of_a_circular_on_an_inspection() -> None:
    drafted = draft(
        "关于2026年上半年重点工作督查情况的通报\n\n一、总体情况\n\n截至6月底，48个重点项目已开工45个，完成投资62亿元。\n\n"
        "二、下步要求\n\n（一）加快建设。9月底前，剩余3个项目全部开工。（责任单位：区发改局）\n\n"
        "（二）严格考核。对排名后3位的单位通报约谈。（责任单位：区政府督查室）\n",
        2000,
    )

    assert [(task.title, [str(target.value) for target in task.targets]) for task in drafted.tasks()] == [
        ("加快建设", ["3"]),
        ("严格考核", []),
    ]
