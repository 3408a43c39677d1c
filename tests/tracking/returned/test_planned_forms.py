"""Plans that come back otherwise than they were sent out: of last year, sorted, with items that are gone or settled."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from dcgd.model.rules import Planning
from dcgd.registry.load import Reading, read
from dcgd.tracking.returned.layout import PLAN
from dcgd.tracking.returned.recognise import read_filled
from districts import EXAMPLE
from plans import INDUSTRY, KEY, SCIENCE, WATER, Plan, collected, doubts, written
from workbooks import templates


def changed(example: Path, old: str, new: str) -> Reading:
    """The example with another text in tasks.yaml."""
    path = example / "tasks.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8", newline="\n")
    return read(example)


def settled(day: date) -> Reading:
    """The example whose plan is settled on a day."""
    reading = read(EXAMPLE)
    rules = replace(reading.registry.rules, plan=Planning(settled=day))
    return replace(reading, registry=replace(reading.registry, rules=rules))


def test_a_form_of_last_year_is_refused(example: Path) -> None:
    other = changed(example, "number: 云汐政办字〔2025〕3号", "number: 云汐政办字〔2026〕2号")
    [remark] = collected(Plan(), before=other).refused
    assert (remark.sentence, remark.unit) == (
        "是别的文件的表：云汐政办字〔2025〕3号；这里是 云汐政办字〔2026〕2号",
        SCIENCE,
    )
    later = changed(example, "number: 云汐政办字〔2026〕2号", "number: 云汐政办字〔2025〕3号")
    document = later.registry.document
    assert document is not None
    moved = replace(document, start=date(2026, 1, 1), due=date(2026, 12, 31))
    later = replace(later, registry=replace(later.registry, document=moved))
    assert [remark.sentence for remark in collected(Plan(), before=later).refused] == ["是 2025 的表，收的是 2026 的"]


def test_reports_and_plans_are_told_apart() -> None:
    report = templates()[SCIENCE]
    [remark] = collected(report).refused
    assert remark.sentence == "是填报表，用 dcgd progress collect 收"
    assert read_filled(Plan().bytes()).kind == PLAN.kind


def test_an_item_that_is_gone_is_doubted_and_the_others_are_taken(example: Path) -> None:
    reading = changed(
        example,
        "          - {id: 1-m1, title: 建立高新技术企业培育库, "
        "quote: 3月底前建立高新技术企业培育库, due: 2025-03-31}\n",
        "",
    )
    reading = changed(example, "        milestones:\n      - number: 2\n", "      - number: 2\n")
    result = collected(Plan(m1_1_一季度="完成", t1_1_一季度=3), before=reading)
    [(id_, cell, why)] = doubts(result)
    assert (id_, cell) == ("第 3 行", "F6")
    assert why.startswith("没有编号“1-m1”")
    assert why.endswith("多半是发表以后登记册里删去了它，或改了编号")
    assert written(result) == [("1-1", "2025-03-31", "3")]


def test_a_row_that_was_sorted_by_half_or_pasted_is_doubted() -> None:
    plan = Plan(t1_1_一季度=3)
    plan.cell("1-1", "序号").value = "2"
    assert doubts(collected(plan))[0][2].startswith("序号写的是“2”，标识却是第 1 项的")
    plan.cell("1-1", KEY).value = Plan(INDUSTRY).cell("2-1", KEY).value
    assert doubts(collected(plan))[0][2] == "这一行的标识不是这张表的，多半是从别的单位的表粘贴来的"


def test_a_unit_that_does_not_lead_any_more_is_doubted(example: Path) -> None:
    reading = changed(example, "leads: [区科学技术局]\n        participants: [区财政局]", "leads: [区财政局]")
    assert ("第 1 行", "F4", "区科学技术局不是 1-1 的牵头单位") in doubts(collected(Plan(), before=reading))


def test_titles_of_columns_may_be_other_words_for_the_same_day() -> None:
    plan = Plan(t1_1_一季度=3, t1_1_上半年=7, t1_1_全年="完成年度目标以上")
    for title, other in (("一季度", "第一季度"), ("上半年", "6月底"), ("前三季度", "三季度末"), ("全年", "年底")):
        plan.sheet.cell(3, plan.columns[title]).value = other
    assert [day for _, day, _ in written(collected(plan))] == ["2025-03-31", "2025-06-30", "2025-12-31"]
    plan.sheet.cell(3, plan.columns["上半年"]).value = "二季度"
    plan.sheet.cell(3, plan.columns["前三季度"]).value = "上半年末"
    assert collected(plan).refused[0].sentence == "“计划”里“上半年”这一列有两列，不知道该读哪一列"


def test_a_standing_checkpoint_is_changed_until_the_plan_is_settled() -> None:
    plan = Plan(INDUSTRY, t2_2_上半年=13)
    day = date(2025, 3, 31)
    for before in (read(EXAMPLE), settled(day)):
        result = collected(plan, before=before, day=day)
        assert written(result) == [("2-2", "2025-06-30", "13")]
        assert [line.why for line in result.lines if line.entries] == ["原来是“12亿元”"]
    later = collected(plan, before=settled(day), day=date(2025, 4, 1))
    assert doubts(later) == [("2-2", "I5", "节点计划 2025-03-31 已经定稿，原来是“12亿元”；经批准要改的改 tasks.yaml")]
    new = Plan(INDUSTRY, t2_1_上半年=13, t2_1_责任人="施某某")
    assert len(written(collected(new, before=settled(day), day=date(2025, 4, 1)))) == 2


@pytest.mark.parametrize(("typed", "lost"), [("设备到货", "12亿元"), ("40%", "")])
def test_a_standing_number_is_not_lost_to_words_nor_turned_into_a_percent(typed: str, lost: str) -> None:
    [(_, cell, why)] = doubts(collected(Plan(INDUSTRY, t2_2_上半年=typed)))
    assert cell == "I5"
    assert why.startswith(f"原来有节点“{lost}”，这一格里没有了" if lost else "原来是“12亿元”，数和百分比不能互换")
    kept = collected(Plan(INDUSTRY, t2_2_上半年="12亿元；设备到货"))
    assert written(kept) == [("2-2", "2025-06-30", "设备到货")]


def test_a_cell_that_is_empty_now_changes_nothing_and_is_doubted() -> None:
    plan = Plan(INDUSTRY, t2_2_上半年=None, t2_2_前三季度="—", t2_2_责任人=None, t2_2_联系人="无")
    result = collected(plan)
    assert written(result) == []
    assert [why for _, _, why in doubts(result)] == [
        f"发表时写着“{before}”，交回来是空的；要删去的改 tasks.yaml"
        for before in ("冯某某", "张某某", "12亿元", "20亿元")
    ]


def test_what_is_as_it_was_sent_out_does_not_undo_what_was_written_since(example: Path) -> None:
    """The second row of a task still has who was printed; a form of another lead likewise."""
    reading = changed(example, "participants: [区财政局]\n        targets:", "owner: 施某某\n        targets:")
    assert reading.registry.tasks[0].entity.owner == "施某某"
    assert {line.outcome for line in collected(Plan(), before=reading).lines} == {"known"}


def test_new_numbers_are_judged_beside_those_that_stand() -> None:
    assert "后一格的数比前一格小" in doubts(collected(Plan(INDUSTRY, t2_2_一季度=13)))[0][2]


def test_what_is_written_beside_and_below_the_table_is_told_without_numbers() -> None:
    plan = Plan(WATER)
    last = max(plan.rows.values())
    plan.sheet.cell(last + 1, 10).value = "联系电话：13000000000"
    plan.sheet.cell(last + 19, 4).value = "另请联系王某某 13000000000"
    result = collected(plan)
    [remark] = result.remarks
    assert remark.sentence == f"“计划”第 {last + 19} 行没有标识，没有读：另请联系王某某 …"
    assert "1300" not in str(result)
