"""The stretches of a document: rows and chapters that hold tasks, and what is said of the rest."""

from dcgd.intake.draft.drafting import draft
from dcgd.intake.draft.result import Kind, Part
from dcgd.intake.text.joined import joined

NOTICE = "关于做好2023年重点工作的通知\n\n一、高度重视。认真组织。\n\n二、按时报送。每月报送。\n"
ANNEX = "重点任务\n\n序号\t任务\t责任单位\n1\t新增企业20家\t市工信局\n2\t\t市财政局\n备注：以批复为准。"


def test_a_notice_that_names_no_units_is_no_list_of_tasks_where_an_enclosure_names_them() -> None:
    drafted = draft(joined(NOTICE, [("附件.txt", ANNEX)]), 2000)

    assert [(section.title, task.text) for section in drafted.sections for task in section.tasks] == [
        ("重点任务", "新增企业20家")
    ]
    assert [remark.line for remark in drafted.remarks if "未列为任务" in remark.why] == [3]
    assert drafted.document.title == "关于做好2023年重点工作的通知"


def test_a_row_of_an_enclosure_that_is_not_understood_is_told_and_counted() -> None:
    text = joined("一、工业\n1.修路。（牵头单位：区交通局）", [("附件.txt", ANNEX)])
    drafted = draft(text, 2023)
    rows = [remark for remark in drafted.remarks if "这一行" in remark.why]
    left = ["".join(text[span.start : span.end]) for span in drafted.spans if span.part is Part.LEFT_OUT]

    assert [(remark.line, remark.words) for remark in rows] == [(8, "2市财政局")]
    assert left == ["2", "市财政局", "备注：以批复为准。"]


def test_the_head_of_an_enclosed_table_is_a_heading() -> None:
    text = joined("一、工业\n1.修路。（牵头单位：区交通局）", [("附件.txt", ANNEX)])
    drafted = draft(text, 2023)
    headings = "".join(text[span.start : span.end] for span in drafted.spans if span.part is Part.HEADING)

    assert "责任单位" in headings
    assert "重点任务" in headings


def test_the_rows_of_a_table_that_was_left_out_are_told_once() -> None:
    text = joined(
        "一、工业\n1.修路。（牵头单位：区交通局）",
        [("名单.txt", "姓名\t单位\t电话\n张三\t区医院\t甲\n李四\t区医院\t乙\n")],
    )
    told = [
        remark.why for remark in draft(text, 2023).remarks if remark.kind is Kind.NOT_UNDERSTOOD and remark.line > 2
    ]

    assert told == ["附件有 29 字，没有认出其中的任务，没有读进来"]
