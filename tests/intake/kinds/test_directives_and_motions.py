"""Directives of leaders and motions of deputies: whose words they are, who handles them, by when."""

from datetime import date

from dcgd.data_words import DocumentType
from dcgd.intake.draft.drafting import draft

DIRECTIVES = (
    "区政府领导批示件办理清单（2026年第3批）\n\n2026年3月15日\n\n"
    "1.王某某区长在《关于内涝点的报告》上批示：请区城管局牵头，区水利局、区住建局配合，抓紧整治。\n"
    "责任单位：区城管局\n办结时限：2026年5月31日\n\n"
    "2.李某某副区长批示：请区发改局会同供电公司研究解决。\n责任单位：区发改局、供电公司\n办结时限：3月25日\n"
)
ORDER = (
    "关于办理区委主要领导批示事项的通知\n\n云溪督字〔2026〕18号\n\n区城管局、区住建局：\n\n现将批示事项交办如下：\n\n"
    "一、迅速整改。区城管局要对占道经营集中整治，7月20日前整治到位。\n\n"
    "二、举一反三。区住建局要对小区物业开展排查。\n\n"
    "请于7月25日前将办理结果书面报督查室。联系人：吴某，电话：8412345。\n\n云溪区委区政府督查室\n2026年7月4日\n"
)
MOTIONS = (
    "云溪区人民政府办公室关于分办区人大代表建议的通知\n\n云溪政办发〔2026〕11号\n\n现将办理任务分解如下：\n\n"
    "第12号建议：关于改善灌区水利设施的建议（钱某某等5名代表）\n主办单位：区水利局\n协办单位：区农业农村局\n"
    "办结时限：2026年8月31日\n\n"
    "第35号建议：关于增设停车位的建议\n主办单位：区城管局\n协办单位：区住建局\n办结时限：2026年9月30日\n\n2026年3月20日\n"
)


def test_the_words_of_a_directive_tell_who_leads_of_the_units_that_are_listed() -> None:
    drafted = draft(DIRECTIVES, 2000)
    (section,) = drafted.sections

    assert (drafted.document.type, section.issued) == (DocumentType.DIRECTIVE, date(2026, 3, 15))
    assert [(task.leads, task.participants, task.due) for task in section.tasks] == [
        (("区城管局",), ("区水利局", "区住建局"), date(2026, 5, 31)),
        (("区发改局",), ("供电公司",), date(2026, 3, 25)),
    ]


def test_who_gave_a_directive_does_not_lead_it() -> None:
    (task,) = draft(
        "# 云溪区领导批示事项督办台账\n\n2026年6月2日\n\n"
        "| 序号 | 批示领导 | 批示内容 | 承办单位 | 协办单位 | 办理时限 |\n"
        "|---|---|---|---|---|---|\n| 1 | 王某某 | 请提出解决方案。 | 区住建局 | 区财政局 | 12月31日 |\n",
        2000,
    ).tasks()
    assert (task.leaders, task.note) == ((), "批示领导：王某某；完成时限：12月31日")
    assert (task.leads, task.participants, task.due) == (("区住建局",), ("区财政局",), date(2026, 12, 31))


def test_what_is_asked_of_all_at_the_end_of_an_order_is_no_task() -> None:
    drafted = draft(ORDER, 2000)
    assert [(task.text, task.leads) for task in drafted.tasks()] == [
        ("迅速整改。区城管局要对占道经营集中整治，7月20日前整治到位。", ("区城管局",)),
        ("举一反三。区住建局要对小区物业开展排查。", ("区住建局",)),
    ]
    assert drafted.document.issued == date(2026, 7, 4)


def test_motions_keep_their_numbers_however_these_jump() -> None:
    drafted = draft(MOTIONS, 2000)

    assert (drafted.document.type, drafted.document.issued) == (DocumentType.MOTION, date(2026, 3, 20))
    assert [(task.number, task.title, task.leads, task.participants, task.due) for task in drafted.tasks()] == [
        (
            1,
            "第12号建议：关于改善灌区水利设施的建议（钱某某等5名代表）",
            ("区水利局",),
            ("区农业农村局",),
            date(2026, 8, 31),
        ),
        (2, "第35号建议：关于增设停车位的建议", ("区城管局",), ("区住建局",), date(2026, 9, 30)),
    ]
    assert [target for task in drafted.tasks() for target in task.targets] == []


def test_a_table_of_motions_is_read() -> None:
    (task,) = draft(
        "# 云溪区2026年政协提案办理分工表\n\n| 序号 | 提案编号 | 案由 | 提案人 | 主办单位 | 会办单位 | 办复时限 |\n"
        "|---|---|---|---|---|---|---|\n"
        "| 1 | 20260035 | 关于增加养老设施的建议 | 民盟云溪区支部 | 区民政局 | 各街道 | 2026年7月15日前 |\n",
        2000,
    ).tasks()
    assert (task.text, task.leads, task.participants) == ("关于增加养老设施的建议", ("区民政局",), ("各街道",))
    assert (task.due, task.note) == (
        date(2026, 7, 15),
        "提案编号：20260035；提案人：民盟云溪区支部；完成时限：2026年7月15日前",
    )


def test_a_list_of_directives_whose_items_begin_with_a_day_is_numbered() -> None:
    drafted = draft(
        "区长批示件办理清单（2026年第3期）\n\n"
        "1.3月2日，区长周某在《供水报告》上批示：“请区水利局牵头，区卫健局配合，4月10日前完成管网冲洗。”\n"
        "2.3月5日，区长周某批示：“人社局抓紧核实，一周内办结。”\n",
        2000,
    )
    first, second = drafted.tasks()

    assert first.text.startswith("3月2日，")
    assert (first.leads, first.participants, second.leads) == (("区水利局",), ("区卫健局",), ("人社局",))


def test_what_is_asked_behind_who_answers_belongs_to_the_last_motion_too() -> None:
    drafted = draft(
        "关于2026年区人大代表建议办理工作的通知\n\n"
        "第7号建议 关于停车场的建议\n主办：区城管局\n办理要求：年内新增停车泊位600个。\n"
        "第15号建议 关于饮水的建议\n主办：区水利局\n办理要求：改造管网45公里。\n"
        "第23号建议 关于旅游的建议\n主办：区文旅局\n办理要求：创建重点村2个。\n",
        2000,
    )

    assert [str(task.targets[0].value) for task in drafted.tasks()] == ["600", "45", "2"]
