"""Every number of a document is a target, or it is listed with a reason."""

from dcgd.intake.draft.drafting import draft
from dcgd.intake.draft.result import Kind

HEAD = "关于印发云溪区2026年重点工作方案的通知\n\n2026年2月1日\n\n"
ONE = "1.修路。新建道路5公里。（牵头单位：区交通局）\n\n"


def told(text: str) -> list[tuple[int, str]]:
    return [(remark.line, remark.why) for remark in draft(text, 2000).remarks if remark.kind is Kind.NOT_A_TARGET]


def test_a_number_of_the_preface_is_told() -> None:
    text = HEAD + "围绕全年接待游客800万人次，制定本方案。\n\n一、交通\n\n" + ONE
    assert told(text) == [(5, "在前言和结尾里，不属于哪一项任务")]


def test_a_number_in_a_heading_is_told() -> None:
    text = HEAD + "一、新建道路20公里，提升通行能力\n\n" + ONE + "2.修桥。新建桥梁3座。（牵头单位：区交通局）\n"
    assert told(text) == [(5, "在标题里，没有单列为任务")]


def test_a_number_behind_the_last_task_is_told() -> None:
    text = HEAD + "一、交通\n\n" + ONE + "各单位要在每月前报送，全区安排资金300万元。\n"
    assert told(text) == [(9, "在前言和结尾里，不属于哪一项任务")]


def test_numbers_of_a_left_out_enclosure_are_counted_with_it() -> None:
    text = HEAD + "一、交通\n\n" + ONE + "附件\n\n说明\n\n规模达到600亩，投资3亿元。\n"
    assert told(text) == []
    [why] = [remark.why for remark in draft(text, 2000).remarks if "附件" in remark.why]
    assert "（其中有数 2 个）" in why


def test_dates_numbers_of_rows_and_of_papers_are_none() -> None:
    rows = "序号\t类别\t任务\t单位\n1\t人才\t引进10名\t区人社局\n2\t人才\t培养20名\t区人社局\n"
    assert told(HEAD.replace("\n\n2026", "\n\n云政发〔2026〕3号\n\n2026") + rows) == []


def test_a_number_without_a_measure_is_told_and_one_to_ring_is_not() -> None:
    text = HEAD + "全区安排项目30，联系电话：0531-88881234。\n\n安排资金12，覆盖面广。\n\n一、交通\n\n" + ONE
    assert told(text) == [(7, "后面没有计量单位，在前言和结尾里，不属于哪一项任务")]
