"""Documents without numbers: short lines head the paragraphs below them."""

from datetime import date

from dcgd.intake.draft.drafting import draft

HEAD = "区自然资源局2026年工作要点\n\n2026年是开局之年，全局要保障发展、保护资源。\n\n"
LAND = "强化要素保障\n全年报批建设用地2800亩。由空间规划科牵头，6月底前完成规划维护。\n\n"
FIELDS = "严守耕地红线\n耕地保有量稳定在98.6万亩以上。（责任科室：耕地保护科）\n\n"


def test_a_short_line_over_a_paragraph_that_names_units_is_the_title_of_a_task() -> None:
    drafted = draft(HEAD + LAND + FIELDS, 2000)
    land, fields = drafted.tasks()

    assert (drafted.document.title, drafted.document.issuer) == ("区自然资源局2026年工作要点", "区自然资源局")
    assert (land.title, land.leads, fields.title, fields.leads) == (
        "强化要素保障",
        ("空间规划科",),
        "严守耕地红线",
        ("耕地保护科",),
    )
    assert fields.text == "严守耕地红线\n耕地保有量稳定在98.6万亩以上。"
    assert [(item.title, item.due) for item in land.milestones] == [("完成规划维护", date(2026, 6, 30))]


def test_several_paragraphs_below_a_line_are_tasks_of_a_chapter() -> None:
    more = "推进修复\n\n治理矿山860亩。（责任科室：生态修复科）\n\n植树造林5000亩。（责任科室：林业站）\n\n"
    drafted = draft(HEAD + more + FIELDS, 2000)

    assert [(section.title, len(section.tasks)) for section in drafted.sections] == [
        ("推进修复", 2),
        ("严守耕地红线", 1),
    ]
    assert [task.text for task in drafted.tasks()][:2] == ["治理矿山860亩。", "植树造林5000亩。"]


def test_a_part_that_promises_nothing_is_told() -> None:
    drafted = draft(HEAD + LAND + "加强自身建设\n弘扬优良作风，提升服务水平。\n\n" + FIELDS, 2000)

    assert [task.title for task in drafted.tasks()] == ["强化要素保障", "严守耕地红线"]
    assert [remark.why for remark in drafted.remarks if "加强自身建设" in remark.words] == [
        "“加强自身建设”没有责任单位，也没有数，未列为任务"
    ]


def test_one_such_part_alone_is_no_evidence() -> None:
    assert list(draft(HEAD + LAND, 2000).tasks()) == []


def test_lines_with_labels_below_a_heading_say_who_answers() -> None:
    groups = (
        "综合协调组\n牵头单位：区政府办\n成员单位：区教体局、区财政局\n工作职责：5月底前印发总体方案。\n\n"
        "竞赛组织组\n牵头单位：区教体局\n成员单位：区总工会\n工作职责：招募裁判员200名。\n"
    )
    first, second = draft("云汐区第二届运动会筹备工作分工方案\n\n现就分工如下：\n\n" + groups, 2026).tasks()

    assert (first.title, first.leads, first.participants) == ("综合协调组", ("区政府办",), ("区教体局", "区财政局"))
    assert (second.leads, second.participants) == (("区教体局",), ("区总工会",))
