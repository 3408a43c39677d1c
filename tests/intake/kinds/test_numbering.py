"""Which numbers make items, and which number a task has: the document's own, where they run through it."""

from datetime import date

from dcgd.intake.draft.drafting import draft
from dcgd.intake.draft.result import Draft

HEAD = "关于印发春江市2023年重点工作分工方案的通知\n\n春政办发〔2023〕5号\n\n2023年2月1日\n\n"


def numbered(drafted: Draft) -> list[tuple[int, str]]:
    return [(task.number, task.title) for task in drafted.tasks()]


def test_a_title_that_begins_with_a_digit_follows_its_number() -> None:
    drafted = draft(
        HEAD + "一、改善服务\n\n1.优化窗口。设立窗口30个。（责任单位：市政务局）\n\n"
        "2.12345热线提质增效。办结率达到95%以上。（责任单位：市信访局）\n\n"
        "3.5G网络建设。新建基站200个。（责任单位：市工信局）\n\n4.加强培训。培训500人次。（责任单位：市人社局）\n",
        2000,
    )

    assert numbered(drafted) == [(1, "优化窗口"), (2, "12345热线提质增效"), (3, "5G网络建设"), (4, "加强培训")]
    assert [task.leads for task in drafted.tasks()] == [("市政务局",), ("市信访局",), ("市工信局",), ("市人社局",)]


def test_a_decimal_at_the_begin_of_a_line_is_no_number_of_an_item() -> None:
    drafted = draft(
        HEAD + "一、交通\n\n1.修路。新建道路\n2.5公里。（责任单位：市交通局）\n2.架桥。（责任单位：市交通局）\n", 2000
    )

    assert [task.text for task in drafted.tasks()] == ["修路。新建道路2.5公里。", "架桥。"]


def test_items_run_on_behind_a_heading_with_a_comma() -> None:
    drafted = draft(
        "春江市2023年改革分工方案\n\n一、把改革和服务结合起来，提高效率（一）落实减税政策。（市财政局牵头，市税务局负责）具体措施："
        "1．及时兑现补贴。（市财政局负责）2．开展收费治理。（市市场监管局负责）（二）便利企业融资。（市金融办负责）具体措施："
        "1．推广贷款。（市金融办负责）2．完善评价。（市发改委负责）二、放活市场（三）精简审批。（市政务局牵头，各县区负责）"
        "具体措施：1．公布清单。（市政务局负责）2．压减事项。（市政务局负责）\n",
        2000,
    )

    assert [section.title for section in drafted.sections] == ["把改革和服务结合起来，提高效率", "放活市场"]
    assert [task.leads for task in drafted.tasks()] == [
        ("市财政局",),
        ("市市场监管局",),
        ("市金融办",),
        ("市发改委",),
        ("市政务局",),
        ("市政务局",),
    ]


def test_what_a_heading_says_of_units_and_goals_is_kept_or_told() -> None:
    drafted = draft(
        HEAD + "一、优化服务\n\n（一）推进跨市通办，2023年底前实现高频事项全覆盖。（市政务局牵头，市移民局负责）\n\n"
        "具体措施：\n\n1.编制清单。公布事项58项。（市政务局负责）\n\n2.建立机制。建立共享机制。（市数据局负责）\n\n"
        "（二）精简审批。（市政务局牵头，各县区负责）\n\n具体措施：\n\n1.公布清单。（市政务局负责）\n\n"
        "2.压减事项。（市司法局负责）\n",
        2000,
    )

    through = next(task for task in drafted.tasks() if "全覆盖" in task.text)
    assert (through.leads, through.participants) == (("市政务局",), ("市移民局",))
    assert [f"{target.value}{target.unit_measure}" for target in through.targets] == ["100%"]
    assert any("各县区" in remark.why and "没有记" in remark.why for remark in drafted.remarks)


def test_a_goal_in_quotes_with_a_number_is_the_first_task_where_numbering_runs_on() -> None:
    drafted = draft(
        "关于推进人才工程的实施意见\n\n春委发〔2012〕8号\n\n2012年8月1日\n\n一、总体目标\n\n"
        "1.目标。2012年起5年内，实现“引进人才达到2000名左右，人才总量达到32万名，贡献率达到40%”的三大目标。\n\n"
        "二、重点项目\n\n（一）产业人才计划。实施如下项目：\n\n2.企业家培养。5年内引进100名人才。（牵头单位：市委组织部）\n\n"
        "3.教育人才。5年内认定专家10名。（牵头单位：市教育局）\n",
        2000,
    )

    assert numbered(drafted) == [(1, "目标"), (2, "企业家培养"), (3, "教育人才")]
    assert [f"{target.value}{target.unit_measure}" for task in drafted.tasks() for target in task.targets] == [
        "2000名",
        "32万名",
        "40%",
        "100名",
        "10名",
    ]
    assert drafted.document.due == date(2016, 12, 31)


def test_goals_and_lists_without_units_do_not_shift_the_numbers_of_the_document() -> None:
    drafted = draft(
        HEAD + "一、主要目标\n\n到2023年底，新建园区3个。\n\n二、重点产品\n\n（一）影像产品。加快设备迭代。\n\n"
        "（二）手术系统。推动机器人研发。\n\n三、重点任务\n\n（一）创新\n\n1.加强研究。开展攻关。（责任单位：市科技局）\n\n"
        "2.加快转化。建设平台。（责任单位：市工信局）\n\n（二）服务\n\n3.优化审批。压缩时限。（责任单位：市药监局）\n",
        2000,
    )

    assert numbered(drafted)[:3] == [(1, "加强研究"), (2, "加快转化"), (3, "优化审批")]
    assert {title for _number, title in numbered(drafted)[3:]} == {"影像产品", "手术系统", "主要目标"}


def test_a_shift_of_the_numbers_is_told_once() -> None:
    text = HEAD + "一、服务\n\n" + "".join(f"{at}.任务{at}。做好。（市政务局负责）\n\n" for at in (2, 3, 4))
    told = [remark.why for remark in draft(text, 2000).remarks if "往后的编号" in remark.why]

    assert told == ["原文的第 2 项，在登记册里是第 1 项，往后的编号也与原文不同"]
