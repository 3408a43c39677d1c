"""What no rule knows is still said: a column with its own header, a row with its own number, a set of units."""

from datetime import date

from dcgd.intake.draft.drafting import draft

HEAD = "关于印发春江市2023年重点工作分工方案的通知\n\n春政办发〔2023〕5号\n\n2023年2月1日\n\n一、算力\n\n"


def test_a_column_that_no_rule_knows_is_text_of_its_task() -> None:
    first, second = draft(
        HEAD + "| 序号 | 重点举措 | 实施路径 | 完成时限 | 责任单位 | 配合单位 |\n|---|---|---|---|---|---|\n"
        "| 1 | 算力扩容（2项） | 启动机房建设，新增机柜300个。 | 9月 | 云溪区政府 | / |\n"
        "| 2 |  | 引进算力企业5家。 | 12月 | 市投促局 | 市工信局 |\n",
        2000,
    ).tasks()

    assert "启动机房建设，新增机柜300个。" in first.text
    assert (first.leads, first.participants, first.due) == (("云溪区政府",), (), date(2023, 9, 30))
    assert [f"{target.value}{target.unit_measure}" for target in first.targets] == ["300个"]
    assert (second.text, second.leads, second.participants) == ("引进算力企业5家。", ("市投促局",), ("市工信局",))


def test_a_row_with_a_numeral_and_one_text_is_a_heading() -> None:
    drafted = draft(
        HEAD + "| 序号 | 任务 | 目标 | 牵头单位 | 完成时限 |\n|---|---|---|---|---|\n| 一 | 产业强区 |  |  |  |\n"
        "| 1 | 新培育企业 | 规上工业企业20家 | 区工信局 | 6月底前 |\n",
        2000,
    )

    (task,) = drafted.tasks()
    assert drafted.sections[-1].title == "产业强区"
    assert (task.title, task.due, [str(target.value) for target in task.targets]) == (
        "新培育企业",
        date(2023, 6, 30),
        ["20"],
    )


def test_who_is_named_in_the_second_clause_by_its_duties_takes_part() -> None:
    first, second = draft(
        HEAD + "1.推进应用。建设智能体。（省卫生健康委负责，省国资委按职责分工负责）\n\n"
        "2.统筹协调。形成工作机制。（各有关单位）\n",
        2000,
    ).tasks()

    assert (first.leads, first.participants) == (("省卫生健康委",), ("省国资委",))
    assert (second.text, second.leads) == ("统筹协调。形成工作机制。", ("各有关单位",))


def test_a_second_row_of_the_header_divides_its_columns() -> None:
    drafted = draft(
        HEAD + "| 序号 | 任务名称 | 目标 | 目标 | 责任分工 | 责任分工 |\n|---|---|---|---|---|---|\n"
        "|  |  | 2023年目标 | 2024年目标 | 牵头 | 配合 |\n| 1 | 建设公园 | 建成3个 | 建成5个 | 区城管局 | 区财政局 |\n",
        2000,
    )

    (task,) = drafted.tasks()
    assert (task.leads, task.participants) == (("区城管局",), ("区财政局",))
    due = drafted.document.due
    assert [(str(target.value), (target.due or task.due or due).year) for target in task.targets] == [
        ("3", 2023),
        ("5", 2024),
    ]


def test_a_column_of_goals_that_repeats_the_task_is_one_target() -> None:
    first, second = draft(
        HEAD + "| 序号 | 工作任务 | 目标 | 责任单位 |\n|---|---|---|---|\n"
        "| 1 | 改造老旧小区30个 | 30个 | 区住建局 |\n| 2 | 培育企业 | 新增20家 | 区工信局 |\n",
        2000,
    ).tasks()

    assert [(target.indicator, str(target.value)) for target in first.targets] == [("改造老旧小区", "30")]
    assert [(target.indicator, str(target.value)) for target in second.targets] == [("培育企业", "20")]


def test_goals_that_differ_stay_two() -> None:
    (task,) = draft(
        HEAD
        + "| 序号 | 工作任务 | 目标 | 责任单位 |\n|---|---|---|---|\n| 1 | 改造小区30个 | 栽植树木30个 | 区住建局 |\n",
        2000,
    ).tasks()

    assert [target.indicator for target in task.targets] == ["改造小区", "栽植树木"]


ANNEX = (
    "1.修路。新建道路5公里。（责任单位：区交通局）\n\n附件：YEAR年度重点指标表\n\nYEAR年度重点指标表\n\n"
    "| 序号 | 指标任务 | 目标值 | 责任单位 |\n|---|---|---|---|\n| 1 | 城镇就业 | 3000人 | 区人社局 |\n"
)


def test_an_enclosure_has_its_own_year() -> None:
    later = draft(HEAD + ANNEX.replace("YEAR", "2025"), 2000)
    assert later.document.due == date(2025, 12, 31)
    assert [(task.leads, task.due) for task in later.tasks()] == [
        (("区交通局",), date(2023, 12, 31)),
        (("区人社局",), None),
    ]
    earlier = list(draft(HEAD + ANNEX.replace("YEAR", "2022"), 2000).tasks())
    assert (earlier[1].note, earlier[1].review) == ("所在的附件写的是 2022 年", True)
