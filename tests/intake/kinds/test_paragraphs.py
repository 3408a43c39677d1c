"""Paragraphs under a heading that each end with who is responsible are tasks of their own, at any level."""

from dcgd.intake.draft.drafting import draft

HEAD = "关于印发春江市2023年重点工作分工方案的通知\n\n春政办发〔2023〕5号\n\n2023年2月1日\n\n一、提升服务\n\n"


def test_each_paragraph_under_a_heading_is_a_task() -> None:
    drafted = draft(
        HEAD + "（一）推动开放\n\n优化考核制度。（责任单位：市科技局）\n\n加强校企合作。（责任单位：市教育局）\n\n"
        "（二）建设平台\n\n建设中试平台。（责任单位：市工信局）\n\n建立共担机制。（责任单位：市金融办）\n",
        2000,
    )

    assert [(task.text, task.leads) for task in drafted.tasks()] == [
        ("优化考核制度。", ("市科技局",)),
        ("加强校企合作。", ("市教育局",)),
        ("建设中试平台。", ("市工信局",)),
        ("建立共担机制。", ("市金融办",)),
    ]


def test_a_single_paragraph_follows_the_habit_of_its_document() -> None:
    several = "（一）推动开放\n\n优化考核制度。（责任单位：市科技局）\n\n加强校企合作。（责任单位：市教育局）\n\n"
    single = "（二）建设平台\n\n建设中试平台。（责任单位：市工信局）\n"

    assert [task.text for task in draft(HEAD + several + single, 2000).tasks()][-1] == "建设中试平台。"
    assert [task.text for task in draft(HEAD + single, 2000).tasks()] == ["建设平台\n建设中试平台。"]
