"""By when: what a document says in headers of columns, in earlier sentences, and of several years."""

from datetime import date

from dcgd.intake.draft.drafting import draft
from dcgd.intake.draft.result import Draft

HEAD = "关于印发春江市2023年重点工作分工方案的通知\n\n春政办发〔2023〕5号\n\n2023年2月1日\n\n"


def dues(drafted: Draft) -> list[tuple[str, date]]:
    """Value and measure of each target, and the day by which it holds."""
    return [
        (f"{target.value}{target.unit_measure}", target.due or task.due or drafted.document.due)
        for task in drafted.tasks()
        for target in task.targets
    ]


def test_a_year_in_the_header_of_a_column_is_the_deadline_of_what_is_in_it() -> None:
    drafted = draft(
        HEAD + "一、招商\n\n| 序号 | 工程 | 工作内容 | 2023年目标 | 2024年目标 | 牵头单位 |\n"
        "|---|---|---|---|---|---|\n"
        "| 1 | 招商工程 | 绘制图谱。 | 累计招引项目18个。 | 年底招引项目累计30个。 | 市投促局 |\n",
        2030,
    )

    assert dues(drafted) == [("18个", date(2023, 12, 31)), ("30个", date(2024, 12, 31))]
    assert drafted.document.due == date(2024, 12, 31)


def test_a_column_of_what_has_been_reached_holds_no_targets() -> None:
    drafted = draft(
        HEAD + "一、指标\n\n| 序号 | 工作指标 | 2022年实际指标 | 2023年目标值 | 责任单位 |\n|---|---|---|---|---|\n"
        "| 1 | 新增泊位数量 | 新增300个 | 新增500个 | 市城管局 |\n",
        2030,
    )

    assert dues(drafted) == [("500个", date(2023, 12, 31))]
    assert any("已有的情况" in remark.why for remark in drafted.remarks)


def test_a_bare_number_is_named_by_the_column_to_its_left() -> None:
    drafted = draft(
        HEAD + "一、指标\n\n| 序号 | 工作指标 | 2023年目标值 | 责任单位 |\n|---|---|---|---|\n"
        "| 1 | 智慧养老机构应用率 | 20%以上 | 市民政局 |\n",
        2030,
    )

    assert [target.indicator for task in drafted.tasks() for target in task.targets] == ["智慧养老机构应用率"]


def test_the_end_of_the_first_year_is_kept_where_the_document_names_later_ones() -> None:
    drafted = draft(
        "关于印发春江市重点工作分工的通知\n\n春政发〔2020〕3号\n\n2020年11月1日\n\n一、便民服务\n\n"
        "1．跨市通办。2020年底前实现58项事项异地办理，2021年底前实现74项事项异地办理。（市政务局负责）\n\n"
        "2．制定方案。2020年底前制定出台热线整合方案。（市政务局负责）\n",
        2030,
    )

    assert dues(drafted) == [("58项", date(2020, 12, 31)), ("74项", date(2021, 12, 31))]
    assert [item.due for task in drafted.tasks() for item in task.milestones] == [date(2020, 12, 31)]


def test_a_year_that_opens_a_paragraph_holds_for_all_its_sentences() -> None:
    filler = "装备创新能力持续提升，作业条件加快改善，社会化服务领域加快拓展，使用效率进一步提升。" * 8
    drafted = draft(
        "春江市人民政府关于加快农机发展的意见\n\n春政发〔2018〕42号\n\n2018年12月21日\n\n一、发展目标\n\n"
        f"到2020年，综合机械化率达到70%。{filler}\n\n"
        "到2025年，产业迈入高质量发展阶段。综合机械化率达到75%。棉花收获机械化率达到60%。\n\n"
        "二、主要任务\n\n（一）完善创新体系。推进装备创新。（市工信局负责）\n",
        2030,
    )

    assert dues(drafted) == [
        ("70%", date(2020, 12, 31)),
        ("75%", date(2025, 12, 31)),
        ("60%", date(2025, 12, 31)),
    ]


def test_a_heading_may_give_its_tasks_their_deadline() -> None:
    drafted = draft(
        HEAD + "一、2023年6月底前完成的任务\n\n1.修路。新建道路5公里。（区交通局负责）\n\n"
        "2.架桥。3月底前开工。（区交通局负责）\n\n二、全年任务\n\n3.植树。植树2万棵。（区林业局负责）\n",
        2030,
    )

    assert [task.due for task in drafted.tasks()] == [date(2023, 6, 30), date(2023, 6, 30), None]


def test_what_is_done_every_year_has_no_deadline_of_another_clause() -> None:
    drafted = draft(HEAD + "一、养老\n\n1.培训。6月底前建成中心2个，每年培训护理员500名。（市民政局负责）\n", 2030)

    assert dues(drafted) == [("2个", date(2023, 6, 30)), ("500名", date(2023, 12, 31))]
