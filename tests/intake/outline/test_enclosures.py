"""An enclosure behind a plan: it is left out, and said to be, unless it holds tasks."""

from dcgd.intake.draft.drafting import draft
from dcgd.intake.draft.report import render
from dcgd.intake.draft.result import Part

PLAN = (
    "关于印发春江市2023年重点工作分工方案的通知\n\n春政办发〔2023〕5号\n\n2023年2月1日\n\n一、加强建设\n\n"
    "1.建设数据集。建设数据集10个。（责任单位：市数据局）\n\n2.统筹安全。建立管理制度。（责任单位：市网信办）\n\n"
)
LIST = (
    "附件：数据集清单（首批）\n\n附件\n\n数据集清单（首批）\n\n序号 领域 数据集名称\n\n"
    "1 医疗（牵头单位：市卫健委） 临床诊疗数据集，规模达到600TB\n"
)


def test_an_enclosure_without_tasks_is_left_out_and_counted() -> None:
    drafted = draft(PLAN + LIST, 2000)

    assert [(task.text, task.leads) for task in drafted.tasks()] == [
        ("建设数据集。建设数据集10个。", ("市数据局",)),
        ("统筹安全。建立管理制度。", ("市网信办",)),
    ]
    left_out = "".join((PLAN + LIST)[span.start : span.end] for span in drafted.spans if span.part is Part.LEFT_OUT)
    assert left_out.startswith("附件：数据集清单")
    assert left_out.endswith("600TB")
    assert any(remark.line == 13 and "没有读进来" in remark.why for remark in drafted.remarks)
    assert "没有读进来的" in render(drafted, "utf-8").split("\n")[3]


def test_an_enclosure_that_is_the_plan_is_read() -> None:
    drafted = draft("关于印发方案的通知\n\n请认真落实。\n\n附件：方案\n\n附件\n\n" + PLAN, 2000)

    assert len(list(drafted.tasks())) == 2


def test_an_enclosure_with_tasks_of_its_own_is_read_too() -> None:
    drafted = draft(PLAN + "附件\n\n二、加强服务\n\n3.优化窗口。设立窗口30个。（责任单位：市政务局）\n", 2000)

    assert [task.leads for task in drafted.tasks()][-1] == ("市政务局",)


def test_a_plan_without_enclosure_is_whole() -> None:
    assert not any(span.part is Part.LEFT_OUT for span in draft(PLAN, 2000).spans)


TABLES = (
    "附件1\n\n2023年重点项目清单\n\n单位：万元\n\n| 序号 | 项目名称 | 建设内容 | 责任单位 |\n|---|---|---|---|\n"
    "| 1 | 城北机房 | 新增机柜300个 | 云溪区政府 |\n| 2 | 数据港 | 引进企业5家 | 市投促局 |\n\n备注：以批复为准。\n\n"
    "附件2\n\n专家名单\n\n1.张三，春江大学教授。\n\n2.李四，春江市人民医院主任医师。\n\n抄送：市委办公室。\n"
)
LISTED = "附件：1.重点项目清单\n\n2.专家名单\n\n春江市人民政府办公室\n\n2023年2月1日\n\n"


def test_the_tasks_of_an_enclosed_table_are_a_section_of_their_own() -> None:
    drafted = draft(PLAN + TABLES, 2000)

    assert [(section.title, len(section.tasks)) for section in drafted.sections] == [
        ("加强建设", 2),
        ("2023年重点项目清单", 2),
    ]
    assert [(task.number, task.text, task.leads) for task in drafted.tasks()][1:3] == [
        (2, "统筹安全。建立管理制度。", ("市网信办",)),
        (3, "城北机房\n新增机柜300个", ("云溪区政府",)),
    ]


def test_what_is_no_task_in_enclosures_is_told_with_its_place() -> None:
    remarks = [remark for remark in draft(PLAN + TABLES, 2000).remarks if "没有读进来" in remark.why]

    assert [(remark.words[:7], remark.why.split("，")[0]) for remark in remarks] == [
        ("备注：以批复为", "附件里有 9 字不是任务"),
        ("附件2专家名单", "附件有 36 字"),
    ]


def test_a_list_of_enclosures_before_the_plan_is_no_list_of_tasks() -> None:
    title, rest = PLAN.split("\n\n一、", 1)
    drafted = draft(f"{title}\n\n{LISTED}春江市2023年重点工作分工方案\n\n一、{rest}", 2000)

    assert [section.title for section in drafted.sections] == ["加强建设"]
    assert len(list(drafted.tasks())) == 2


def test_enclosed_goals_without_units_are_tasks_to_be_looked_at() -> None:
    drafted = draft(PLAN + "附件\n\n主要目标\n\n1.数据企业。新增数据企业20家。\n\n2.填报说明。按季填报。\n", 2000)
    last = list(drafted.tasks())[-1]

    assert (last.text, last.review, last.note) == ("数据企业。新增数据企业20家。", True, "在附件里，没有责任单位")
    assert len(list(drafted.tasks())) == 3
