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
