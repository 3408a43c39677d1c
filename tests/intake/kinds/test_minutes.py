"""Minutes and other documents without brackets: units in the running text, titles and years of their own."""

from datetime import date

import pytest

from dcgd.data_words import DocumentType
from dcgd.intake.draft.drafting import draft

MINUTES = (
    "云溪区人民政府专题会议纪要\n\n2023年3月8日，区长主持召开会议，议定如下事项：\n\n"
    "一、关于云溪小学扩建项目。由区教育局牵头，区财政局配合，于6月底前完成征地，年内开工建设。\n\n"
    "二、关于停车难问题。请区城管局会同区交通局于5月15日前提出方案，新增停车位300个。\n"
)
TASKS = "\n\n1.新建学校。新建学校3所。（责任单位：区教育局）\n\n2.修路。新建道路5公里。（责任单位：区交通局）\n"


def test_the_running_text_says_who_and_by_when_and_stays_whole() -> None:
    drafted = draft(MINUTES, 2000)
    school, parking = drafted.tasks()

    assert drafted.document.title == "云溪区人民政府专题会议纪要"
    assert school.text == "关于云溪小学扩建项目。由区教育局牵头，区财政局配合，于6月底前完成征地，年内开工建设。"
    assert (school.leads, school.participants) == (("区教育局",), ("区财政局",))
    assert [(item.title, item.due) for item in school.milestones] == [
        ("完成征地", date(2023, 6, 30)),
        ("开工建设", date(2023, 12, 31)),
    ]
    assert (parking.leads, parking.participants) == (("区城管局",), ("区交通局",))
    assert [(str(target.value), target.due) for target in parking.targets] == [("300", None)]


HEAD = "云溪区政府第35次常务会议纪要\n\n云溪政常纪〔2026〕7号\n\n2026年5月20日下午，区长主持召开会议。纪要如下：\n\n"


def test_a_meeting_is_one_section_with_its_day_and_its_topics_are_noted() -> None:
    drafted = draft(
        f"{HEAD}一、湿地保护规划\n\n由区自然资源局牵头，6月10日前印发规划。\n\n二、防汛\n\n请区水利局抓好落实。\n\n"
        "主持：王某某\n出席：李某某、周某\n列席：区直有关部门主要负责人\n\n云溪区人民政府办公室 2026年5月21日印发\n",
        2000,
    )
    (section,) = drafted.sections

    assert drafted.document.type is DocumentType.MINUTES
    assert (section.title, section.issued) == ("第35次常务会议", date(2026, 5, 20))
    assert [(task.leads, task.note) for task in section.tasks] == [
        (("区自然资源局",), "议题：湿地保护规划"),
        (("区水利局",), "议题：防汛"),
    ]
    assert section.tasks[-1].text == "请区水利局抓好落实。"


@pytest.mark.parametrize("numbers", [("一是", "二是"), ("第一，", "第二，"), ("1.", "2."), ("", "")])
def test_what_was_decided_is_counted_in_any_way_or_not_at_all(numbers: tuple[str, str]) -> None:
    decided = ("由区文旅局牵头，云溪湖管委会配合，7月底前完成规划编制。", "区财政局负责落实经费180万元。")
    drafted = draft(HEAD + "\n\n".join(map("".join, zip(numbers, decided, strict=True))) + "\n", 2000)

    assert [(task.text, task.leads, task.participants) for task in drafted.tasks()] == [
        (decided[0], ("区文旅局",), ("云溪湖管委会",)),
        (decided[1], ("区财政局",), ()),
    ]


def test_paragraphs_of_a_topic_are_each_a_task_and_what_was_only_heard_is_none() -> None:
    drafted = draft(
        f"{HEAD}一、防汛\n\n会议听取了区水利局的汇报。\n会议指出，防汛责任重大。\n"
        "会议要求，区应急局要立即开展检查，6月底前检查企业200家。\n区水利局要会同各镇（街道）逐一排查水库。\n\n"
        "二、预算\n\n会议原则同意调整方案。（责任单位：区财政局）\n",
        2000,
    )
    assert [(task.text, task.leads, task.participants) for task in drafted.tasks()] == [
        ("会议要求，区应急局要立即开展检查，6月底前检查企业200家。", ("区应急局",), ()),
        ("区水利局要会同各镇（街道）逐一排查水库。", ("区水利局",), ("各镇（街道）",)),
        ("会议原则同意调整方案。", ("区财政局",), ()),
    ]


def test_a_table_of_decisions_is_read() -> None:
    drafted = draft(
        "# 云溪区政府第36次常务会议议定事项清单\n\n2026年6月18日\n\n"
        "| 序号 | 议题 | 议定事项 | 牵头单位 | 完成时限 | 分管领导 |\n|---|---|---|---|---|---|\n"
        "| 1 | 教育 | 新建幼儿园2所 | 区教育局 | 12月31日 | 周某 |\n",
        2000,
    )
    (task,) = drafted.tasks()
    assert (drafted.sections[0].title, drafted.sections[0].issued) == ("第36次常务会议", date(2026, 6, 18))
    assert (task.leads, task.leaders, task.due) == (("区教育局",), ("周某",), date(2026, 12, 31))


def test_a_title_of_another_kind_gives_the_year() -> None:
    drafted = draft("教育体育局2020年为民办实事" + TASKS, 2031)

    assert (drafted.document.title, drafted.document.start) == ("教育体育局2020年为民办实事", date(2020, 1, 1))


def test_a_notice_of_a_titled_paper_names_its_issuer_and_its_number_the_year() -> None:
    drafted = draft(
        "春江市发展改革委等七部门印发《春江市促消费措施》的通知\n\n春发改〔2022〕3号\n\n一、服务" + TASKS, 2031
    )

    assert (drafted.document.issuer, drafted.document.start.year) == ("春江市发展改革委等七部门", 2022)


def test_a_title_across_two_lines_is_whole() -> None:
    drafted = draft(
        "云溪区加快新场景建设应用 推动科技和产业\n高质量发展行动方案\n\n2025年3月\n\n一、服务" + TASKS, 2031
    )

    assert drafted.document.title == "云溪区加快新场景建设应用推动科技和产业高质量发展行动方案"


def test_a_year_that_nobody_wrote_is_told_and_never_taken_in_silence() -> None:
    told = [remark.why for remark in draft("一、服务" + TASKS, 2031).remarks if remark.words == "年份"]

    assert told == ["文件没有写是哪一年的，按 2031 年；不对的话，用 --year 再导入一次"]
    assert not [remark for remark in draft("一、服务" + TASKS, 2031, given=True).remarks if remark.words == "年份"]
    assert draft("一、服务" + TASKS.replace("新建学校3所", "2024年新建学校3所"), 2031).document.start.year == 2024


def test_days_count_from_the_day_of_issue() -> None:
    drafted = draft(
        "关于印发春江市2023年重点工作分工方案的通知\n\n春政办发〔2023〕5号\n\n2023年2月1日\n\n一、组织实施\n\n"
        "1.制定细则。各单位于2023年10月底前制定完成实施细则，各区要在本通知印发之日起30日内出台实施办法。（责任单位：市委组织部）\n\n"
        "2.建设学校。开工建设新城小学。（责任单位：市教育局）\n",
        2031,
    )
    rules, school = drafted.tasks()

    assert [item.due for item in rules.milestones] == [date(2023, 10, 31), date(2023, 3, 3)]
    assert [item.title for item in school.milestones] == ["开工建设新城小学"]


def test_what_was_reported_is_no_item_and_names_nobody() -> None:
    drafted = draft(
        HEAD + "一、关于安全生产工作\n\n会议听取了区应急局关于一季度工作的汇报。\n\n"
        "会议要求，区应急局要会同区消防救援大队于4月底前完成排查200处。\n\n"
        "二、会议听取了区财政局关于预算执行情况的汇报。\n",
        2000,
    )
    (task,) = drafted.tasks()

    assert (task.leads, task.participants) == (("区应急局",), ("区消防救援大队",))
    assert task.title == "区应急局要会同区消防救援大队于4月底前完成排查200处"
    assert task.text.startswith("会议要求，")
    assert [target.indicator for target in task.targets] == ["完成排查"]
    assert [remark.why for remark in drafted.remarks if "听取" in remark.words] == ["这一项没有说由谁办，未列为任务"]


def test_an_item_that_only_tells_what_was_reported_is_told() -> None:
    text = "1.会议传达了市政府会议精神。\n\n2.请区教育局于5月底前新增学位1500个。\n"
    drafted = draft(HEAD + text, 2000)

    assert [task.leads for task in drafted.tasks()] == [("区教育局",)]
    assert [remark.why for remark in drafted.remarks if "传达" in remark.words] == [
        "会议听取、传达的，不是事项，未列为任务"
    ]


def test_a_decision_that_is_its_own_heading_is_not_noted_again() -> None:
    text = "一、会议议定，由区住建局牵头，6月底前改造小区5个。\n\n二、请区教育局于5月底前新增学位1500个。\n"
    tasks = list(draft(HEAD + text, 2000).tasks())

    assert [task.title for task in tasks] == [
        "由区住建局牵头，6月底前改造小区5个",
        "请区教育局于5月底前新增学位1500个",
    ]
    assert [task.targets[0].indicator for task in tasks] == ["改造小区", "新增学位"]
    assert [task.note for task in tasks] == [None, None]


def test_a_paragraph_between_decisions_that_names_nobody_is_told() -> None:
    drafted = draft(
        HEAD + "会议听取了汇报。\n\n由区住建局牵头，6月底前改造小区5个。\n\n7月底前新建公园3个。\n\n"
        "请区水利局于5月底前疏浚河道2公里。\n",
        2000,
    )

    assert [task.leads for task in drafted.tasks()] == [("区住建局",), ("区水利局",)]
    assert "这一段没有说由谁办，未列为任务" in [remark.why for remark in drafted.remarks]
