"""The year's plan in workbooks as units return them: each cell is written, known, or doubted with its place."""

from datetime import datetime
from typing import Any

import pytest

from dcgd.registry.load import read
from districts import EXAMPLE
from plans import (
    CIVIL,
    EDUCATION,
    ENVIRONMENT,
    INDUSTRY,
    SCIENCE,
    WATER,
    Plan,
    collected,
    doubts,
    plan_of,
    without_people,
    written,
)


def doubt(**cells: Any) -> str:
    """The one doubt about what is filled in, at its own cell."""
    unit = cells.pop("unit", SCIENCE)
    [(_id, _cell, why)] = doubts(collected(Plan(unit, **cells)))
    return why


def test_a_form_as_it_was_sent_out_says_nothing_new() -> None:
    for unit in (SCIENCE, INDUSTRY, WATER, CIVIL):
        result = collected(Plan(unit))
        assert {line.outcome for line in result.lines} == {"known"}
        assert (result.refused, result.remarks) == ((), ())


def test_what_is_sure_is_written() -> None:
    plan = Plan(t1_1_责任人="施某某", t1_1_联系人="吕某某", t1_1_一季度=3, t1_1_上半年="7家", m3_1_一季度="主体封顶")
    assert written(collected(plan)) == [
        ("1", "owner", "施某某"),
        ("1", "contact", "吕某某"),
        ("1-1", "2025-03-31", "3"),
        ("1-1", "2025-06-30", "7"),
        ("3-m1", "2025-03-31", "主体封顶"),
    ]


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        (8, "8"), (8.0, "8"), ("８", "8"), ("8 家", "8"), ("８家", "8"), ("累计8家", "8"),
        ("60%", "60%"), ("６０％", "60%"), ("完成选址", "完成选址"), ("6月上旬完成选址", "6月上旬完成选址"),
        ("15分钟生活圈方案定稿", "15分钟生活圈方案定稿"),
    ],
)  # fmt: skip
def test_a_number_is_read_however_it_is_written_and_all_else_is_words(typed: object, wanted: str) -> None:
    assert [value for _, _, value in written(collected(Plan(t1_1_上半年=typed)))] == [wanted]


def test_of_a_deliverable_a_percent_has_its_sign() -> None:
    plan = Plan(m3_1_上半年=0.5)
    plan.cell("3-m1", "上半年").number_format = "0%"
    assert written(collected(plan)) == [("3-m1", "2025-06-30", "50%")]
    assert doubt(m3_1_上半年=50).startswith("“50”没有单位；完成的百分比写成 50%")


def test_a_number_and_words_of_one_quarter_are_two_checkpoints() -> None:
    assert written(collected(Plan(t1_1_上半年="8家；培育库建成"))) == [
        ("1-1", "2025-06-30", "8"),
        ("1-1", "2025-06-30", "培育库建成"),
    ]
    assert doubt(t1_1_上半年="8家；9家").startswith("一格里有几个数或几句话")


def test_merged_quarters_are_doubted_and_nothing_of_the_row_is_written() -> None:
    plan = Plan(t1_1_责任人="施某某", t1_1_一季度="完成选址")
    first, second = plan.place("1-1", "一季度"), plan.place("1-1", "上半年")
    plan.sheet.merge_cells(f"{first}:{second}")
    result = collected(plan)
    [(id_, cell, why)] = doubts(result)
    assert (id_, cell) == ("第 1 行", first)
    assert why == f"{first}:{second} 合并了几格，不知道是哪一格的；取消合并，一格一格地填"
    assert all(line.id != "1-1" for line in result.lines)


@pytest.mark.parametrize("typed", [datetime(2025, 6, 30), "2025-06-30", "6月30日", "6月底", "年底前", "二季度", "6/30"])
def test_a_date_where_a_number_or_words_belong_is_doubted(typed: object) -> None:
    assert "是日期；这里写到6月底应达到的累计数，或形象进度" in doubt(t1_1_上半年=typed)


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("三季度开工", "写的是“三季度”，晚于这一格的 6月底"),
        ("明年6月建成", "写的是“明年6月”，晚于这一格的 6月底"),
        ("年底完工", "写的是“年底”，晚于这一格的 6月底"),
    ],
)
def test_words_that_speak_of_a_later_day_are_doubted(typed: str, why: str) -> None:
    assert doubt(m3_1_上半年=typed).startswith(why)


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("5/8", "“5/8”是日期"),
        ("5、8", "“5、8”里不止一个数"),
        ("完成8家", "“完成8家”里有数又有话；数单写，如 8家"),
        ("8个", "“8个”的计量单位是“个”，这个目标按“家”计；是形象进度的，话不要以数开头"),
        ("800", "800 家是目标值 15 家的 53 倍"),
        (-3, "-3 家 是负数"),
        (True, "“是”是是非"),
        ("找王某某 13000000000", "像是写了电话号码（130…00）"),
        ("进" * 201, "太长（201 字）"),
    ],
)
def test_what_is_neither_a_number_nor_words_is_doubted(typed: object, why: str) -> None:
    assert doubt(t1_1_上半年=typed).startswith(why)


def test_a_formula_gives_its_value_and_without_one_it_is_doubted(returns: Any) -> None:
    plan = Plan(t1_1_上半年="=3+5")
    assert "公式没有算出值" in doubts(collected(plan))[0][2]
    [line] = [line for line in collected(returns.computed(plan.bytes(), 8)).lines if line.entries]
    assert line.typed == "8"


@pytest.mark.parametrize(
    "quarters",
    [(5, 4, 3, None), (3, 4, 4, 4), (4, 8, 3, 15), (3, 5, 7, None), (3, 5, 7, 15), (None, None, None, 4)],
)
def test_numbers_of_single_quarters_are_doubted_at_every_cell(quarters: tuple[int | None, ...]) -> None:
    cells: dict[str, Any] = dict(zip(("一季度", "上半年", "前三季度", "全年"), quarters, strict=True))
    result = collected(Plan(**{f"t1_1_{title}": number for title, number in cells.items()}))
    filled = [title for title, number in cells.items() if number not in (None, 15)]
    assert [line.column for line in result.lines if line.outcome == "doubt"] == filled
    assert all("像是单季的数；各格都填从年初累计的数" in why for _, _, why in doubts(result))
    assert written(result) == []


@pytest.mark.parametrize(
    ("cells", "why"),
    [
        ({"t5_2_上半年": 30}, "2025-06-30 的 30% 比基数 53% 还低，而目标要升到 65%"),
        ({"t5_2_一季度": 60, "t5_2_上半年": 55}, "2025-06-30 的 55% 比节点 2025-03-31 的 60% 还低，而目标要升到 65%"),
        ({"t7_1_上半年": 60}, "2025-06-30 的 60 微克/立方米 比基数 42 微克/立方米 还高，而目标要降到 38 微克/立方米"),
    ],
)
def test_a_level_that_leads_away_from_its_goal_is_doubted(cells: dict[str, Any], why: str) -> None:
    result = collected(Plan(WATER if "t5_2_上半年" in cells else ENVIRONMENT, **cells))
    assert {sentence for _, _, sentence in doubts(result)} == {why}
    assert written(result) == []


def test_running_totals_that_happen_to_add_up_are_taken_when_they_are_called_so() -> None:
    assert len(written(collected(Plan(t1_1_一季度=3, t1_1_上半年=5, t1_1_前三季度="累计7家")))) == 3


def test_the_goal_itself_at_the_end_is_no_checkpoint() -> None:
    [line] = [line for line in collected(Plan(t1_1_全年="15家")).lines if line.column == "全年"]
    assert (line.outcome, line.why) == ("known", "就是年度目标")


def test_an_item_that_is_due_within_a_quarter_shows_what_is_due_in_it_and_takes_more() -> None:
    [row] = [row for row in plan_of(EDUCATION).rows if row.id == "11-m1"]
    assert row.quarters == {
        "一季度": "完成基础施工",
        "上半年": "主体封顶",
        "前三季度": "7月31日配电工程完工",
        "全年": None,
    }
    both = "7月31日配电工程完工；8月15日前完成验收"
    assert written(collected(Plan(EDUCATION, m11_1_前三季度=both))) == [("11-m1", "2025-08-15", "完成验收")]
    late = doubt(unit=EDUCATION, m11_1_前三季度="7月31日配电工程完工；9月20日完成验收")
    assert late == "写的是“9月20日”，晚于这一格的 8月底；写到这一天应达到什么"
    lost = doubt(unit=EDUCATION, m11_1_前三季度="7月20日配电工程完工")
    assert lost.startswith("原来有节点“配电工程完工”，这一格里没有了；")


def test_a_day_in_front_is_the_checkpoints_own() -> None:
    assert written(collected(Plan(t1_1_上半年="5月20日8家；6月30日培育库建成"))) == [
        ("1-1", "2025-05-20", "8"),
        ("1-1", "2025-06-30", "6月30日培育库建成"),
    ]


def test_words_that_begin_with_a_day_are_no_number_in_another_measure() -> None:
    assert written(collected(Plan(t1_1_前三季度="9月底完工"))) == [("1-1", "2025-09-30", "9月底完工")]
    assert written(collected(Plan(t1_1_前三季度="三季度末投用"))) == [("1-1", "2025-09-30", "三季度末投用")]


def test_who_answers_is_changed_for_the_whole_task_which_is_said() -> None:
    [line] = [line for line in collected(Plan(t1_1_联系人="吕某某")).lines if line.outcome == "record"]
    assert line.why == "原来是施某某；任务 1 的联系人一起改，连同 1-2、1-m1"


def test_a_checkpoint_after_the_due_day_is_doubted() -> None:
    assert (
        doubt(m1_1_上半年="建成")
        == "上半年（2025-06-30）在时限 2025-03-31 之后；到时限应完成的就是目标本身，这一格空着"
    )


def test_an_extended_item_may_have_them_longer() -> None:
    assert written(collected(Plan(m3_1_全年="主体封顶"))) == [("3-m1", "2025-12-31", "主体封顶")]


@pytest.mark.parametrize("typed", ["施某某 0000-0000002", "施某某13000000000", "施某某（电话：０００００００００２）"])
def test_a_phone_beside_a_name_is_doubted_and_never_shown(typed: str) -> None:
    result = collected(Plan(t1_1_联系人=typed))
    [line] = [line for line in result.lines if line.outcome == "doubt"]
    assert line.why.startswith("姓名里有数字；这里只写姓名，电话写进 people.yaml：dcgd add person 施某某")
    assert written(result) == []
    assert not any(number in str(result) for number in ("0000002", "13000000000", "０００００００００２"))


@pytest.mark.parametrize(
    "typed", ["郑某某、施某某", "郑某某 施某某", "郑某某/施某某", "郑某某\n施某某", "郑某某，施某某"]
)
def test_two_people_in_a_cell_are_doubted(typed: str) -> None:
    assert doubt(t1_1_责任人=typed).startswith("一格里像是有两个人")


def test_an_unknown_person_is_doubted_with_who_is_near() -> None:
    why = doubt(t1_1_责任人="郑某")
    assert why == "没有人员“郑某”；确是新来的人，先 dcgd add person 郑某 --unit 区科学技术局；是不是：郑某某？"


def test_of_people_who_share_a_name_it_is_who_answers_already_or_is_of_the_unit() -> None:
    assert doubt(t1_1_责任人="张某某").endswith("；是不是：张某某（水利）、张某某（工信）？")
    assert written(collected(Plan(WATER, t5_1_联系人="张某某"))) == [("5", "contact", "张某某（水利）")]
    assert written(collected(Plan(t1_1_责任人="张某某（工信）"))) == [("1", "owner", "张某某（工信）")]
    assert written(collected(Plan(t1_1_责任人=" 施 某 某 "))) == [("1", "owner", "施某某")]


def test_where_nobody_keeps_people_a_name_is_taken_as_it_stands() -> None:
    result = collected(Plan(t1_1_责任人="甲某某"), before=without_people(read(EXAMPLE)))
    assert ("1", "owner", "甲某某") in written(result)


def test_two_rows_of_one_task_that_name_different_people_are_both_doubted() -> None:
    result = collected(Plan(t1_1_责任人="施某某", t1_2_责任人="吕某某"))
    assert [(id_, cell) for id_, cell, _ in doubts(result)] == [("1-1", "F4"), ("1-2", "F5")]
    assert doubts(result)[0][2] == "与 1.xlsx 计划!F5 写的不同：吕某某"
    assert written(collected(Plan(t1_1_责任人="施某某", t1_2_责任人="施某某"))) == [("1", "owner", "施某某")]


def test_the_same_file_twice_counts_once_and_files_that_contradict_are_doubted() -> None:
    plan = Plan(t1_1_上半年=8)
    result = collected(plan, plan)
    assert written(result) == [("1-1", "2025-06-30", "8")]
    assert any(line.why == "与 1.xlsx 计划!I4 相同" for line in result.lines)
    assert doubts(collected(plan, Plan(t1_1_上半年=9))) == [
        ("1-1", "I4", "与 2.xlsx 计划!I4 写的不同：9"),
        ("1-1", "I4", "与 1.xlsx 计划!I4 写的不同：8"),
    ]
