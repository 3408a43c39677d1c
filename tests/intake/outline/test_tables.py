"""Tables of tasks: which column says what."""

import pytest

from dcgd.intake.draft.entities import together
from dcgd.intake.outline.tables import Group, read_rows
from dcgd.intake.phrases.people import Named
from dcgd.intake.phrases.responsibility import Said
from dcgd.intake.text.body import build_body
from dcgd.words import Duty


def rows_of(table: str) -> tuple[list[Group], int, str]:
    body = build_body(table)
    groups, lost = read_rows(body, [line for line in body.lines if line.cells], 2023)
    words = " / ".join(piece.wording(body) for group in groups for piece in group.pieces)
    return groups, len(lost), words


def test_each_row_is_a_task_with_who_does_it_and_by_when() -> None:
    groups, lost, words = rows_of(
        "| 序号 | 任务内容 | 牵头单位 | 配合单位 | 完成时限 |\n| 1 | 修路10公里 | 区交通局 | 区财政局 | 6月底前 |"
    )
    (piece,) = groups[0].pieces

    assert (lost, words, piece.number) == (0, "修路10公里", 1)
    said = [statement.said for statement in piece.statements]
    assert [name for cell in said for name in cell.leads] == ["区交通局"]
    assert [name for cell in said for name in cell.participants] == ["区财政局"]
    assert [str(cell.due) for cell in said if cell.due] == ["2023-06-30"]


def test_a_merged_cell_of_units_speaks_for_the_rows_below() -> None:
    groups, _lost, _words = rows_of("| 序号 | 任务内容 | 责任单位 |\n| 1 | 修路 | 区交通局 |\n| 2 | 架桥 |  |")

    assert [piece.statements[0].said.leads for piece in groups[0].pieces] == [["区交通局"], ["区交通局"]]


def test_a_row_of_one_text_is_a_heading() -> None:
    groups, _lost, _words = rows_of(
        "| 任务内容 | 责任单位 |\n| 一、交通 | 一、交通 |\n| 修路 | 区交通局 |\n"
        "| 二、绿化 | 二、绿化 |\n| 植树 | 区园林中心 |"
    )

    assert [(group.title, len(group.pieces)) for group in groups] == [("交通", 1), ("绿化", 1)]


def test_a_table_without_a_header_that_knows_tasks_is_given_back() -> None:
    groups, lost, _words = rows_of("| 序号 | 单位名称 | 时间 |\n| 1 | 区交通局 | 6月 |")

    assert groups == []
    assert lost == 2


HEAD = "| 序号 | 任务 | 一季度 | 二季度 | 三季度目标 | 10月底 | 责任单位 | 联系人 |\n"


def notes(table: str) -> list[str]:
    groups, _lost, _words = rows_of(table)
    return [
        note
        for group in groups
        for piece in group.pieces
        for statement in piece.statements
        for note in statement.said.notes
    ]


def said_of(table: str) -> Said:
    (piece,) = rows_of(table)[0][0].pieces
    return together([statement.said for statement in piece.statements])


def test_what_is_due_each_quarter_is_planned_by_its_header_and_is_no_part_of_the_text() -> None:
    table = HEAD + "| 1 | 新建公园5个 | 完成选址 | 开工 | 建成2个 | 建成5个 | 区住建局 | 张某某 13900000000 |"
    assert rows_of(table)[2] == "新建公园5个"
    assert [(str(point.day), point.words) for point in said_of(table).points] == [
        ("2023-03-31", "完成选址"),
        ("2023-06-30", "开工"),
        ("2023-09-30", "建成2个"),
        ("2023-10-31", "建成5个"),
    ]
    assert said_of(table).people == [(Duty.CONTACT, Named("张某某", phone="13900000000"))]
    assert notes(table) == []


@pytest.mark.parametrize(("cell", "due"), [("6月底前开工；12月底前竣工", "2023-12-31"), ("6月底前", "2023-06-30")])
def test_a_column_of_deadlines_may_hold_several(cell: str, due: str) -> None:
    said = said_of(f"| 任务 | 责任单位 | 时间节点 |\n| 修路 | 区交通局 | {cell} |")
    assert str(said.due) == due
    assert [point.words for point in said.points] == (["开工", "竣工"] if "；" in cell else [])


def test_what_a_quarter_has_reached_is_noted_and_not_planned() -> None:
    table = "| 任务 | 责任单位 | 一季度实际完成目标 |\n| 修路 | 区交通局 | 2公里 |"
    assert (said_of(table).points, notes(table)) == ([], ["一季度实际完成目标：2公里"])


def test_headers_of_two_rows_are_read_together() -> None:
    head = "| 序号 | 任务 | 季度目标 | | 责任单位 |\n| 序号 | 任务 | 一季度 | 二季度 | 责任单位 |\n"
    table = head + "| 1 | 修路 | 选址 | 开工 | 区交通局 |"
    groups, lost, words = rows_of(table)
    assert (len(groups[0].pieces), lost, words) == (1, 0, "修路")
    assert [(point.label, point.words) for point in said_of(table).points] == [("一季度", "选址"), ("二季度", "开工")]


def test_a_second_row_divides_a_column_of_people() -> None:
    head = "| 任务 | 责任单位 | 责任人 | 责任人 | 责任人 |\n|  |  | 姓名 | 职务 | 电话 |\n"
    said = said_of(head + "| 修路 | 区交通局 | 张某某 | 副局长 | 8412345 |")
    assert said.people == [(Duty.OWNER, Named("张某某", "副局长", phone="8412345"))]


def test_who_is_named_in_a_merged_cell_answers_for_the_rows_below() -> None:
    groups, _lost, _words = rows_of(
        "| 序号 | 任务 | 责任单位 | 责任人 |\n| 1 | 修路 | 区交通局 | 张某某 |\n| 2 | 架桥 |  |  |"
    )
    below = together([statement.said for statement in groups[0].pieces[1].statements])
    assert [person.name for _duty, person in below.people] == ["张某某"]


def test_a_column_that_is_not_known_is_noted_and_not_lost() -> None:
    table = "| 任务 | 责任单位 | 资金（万元） | |\n| 修路 | 区交通局 | 300 | 甲 |"
    assert notes(table) == ["资金（万元）：300", "第 4 列：甲"]


@pytest.mark.parametrize("header", ["联系人", "联系方式", "责任人及电话", "联络员（手机）", "分管领导"])
def test_no_number_to_ring_is_noted(header: str) -> None:
    table = f"| 任务 | 责任单位 | {header} |\n| 修路 | 区交通局 | 张某某 8412345 / 13900000000 |"
    ((_duty, person),) = said_of(table).people
    assert (notes(table), person) == ([], Named("张某某", phone="8412345"))
    assert said_of(table).contacts  # of the second number it is told that it is not recorded


def test_units_and_whom_to_ring_in_one_column_are_units() -> None:
    groups, _lost, _words = rows_of("| 任务 | 责任单位及电话 |\n| 修路 | 区交通局 13900000000 |")
    (said,) = [statement.said for statement in groups[0].pieces[0].statements]
    assert (said.leads, said.contacts) == (["区交通局"], True)


def test_a_leader_who_leads_makes_no_unit_a_participant() -> None:
    groups, _lost, _words = rows_of("| 任务 | 责任单位 | 牵头领导 |\n| 修路 | 区交通局 | 张某某 |")
    assert groups[0].pieces[0].statements[0].said.leads == ["区交通局"]


def test_what_is_due_at_the_end_of_the_year_is_the_task_where_no_other_column_is() -> None:
    assert rows_of("| 年底目标任务 | 责任单位 |\n| 修路10公里 | 区交通局 |")[2] == "修路10公里"


def test_in_a_table_of_tasks_and_units_a_lone_cell_is_a_task() -> None:
    groups, lost, words = rows_of("| 任务 | 责任单位 |\n| 一、交通 | |\n| 修路 | 区交通局 |\n| 新建公园5个 | |")
    assert [(group.title, len(group.pieces)) for group in groups] == [("交通", 2)]
    assert (lost, words) == (0, "修路 / 新建公园5个")


def test_a_number_with_its_point_is_the_number() -> None:
    groups, _lost, _words = rows_of("| 序号 | 任务 | 责任单位 |\n| 1. | 修路 | 区交通局 |\n| （2） | 架桥 | 区交通局 |")
    assert [piece.number for piece in groups[0].pieces] == [1, 2]


@pytest.mark.parametrize(
    "cell", ["区交通局 张某某", "区交通局（张某某 13900000000）", "区交通局<br>张某某", "区交通局：张某某"]
)
def test_people_in_a_column_of_units_answer_and_are_no_units(cell: str) -> None:
    table = f"| 序号 | 任务 | 责任单位及责任人 |\n| 1 | 修路 | {cell} |"
    (piece,) = rows_of(table)[0][0].pieces
    assert [statement.said.leads for statement in piece.statements] == [["区交通局"]]
    ((duty, person),) = said_of(table).people
    assert (notes(table), duty, person.name, person.unit) == ([], Duty.OWNER, "张某某", "区交通局")


def test_units_on_lines_of_their_own_in_a_cell_are_parted() -> None:
    groups, _lost, _words = rows_of("| 任务 | 责任单位 |\n| 修路<br>架桥 | 区交通局<br>区财政局 |")
    (piece,) = groups[0].pieces
    assert piece.statements[0].said.leads == ["区交通局", "区财政局"]
    assert piece.wording(build_body("| 任务 | 责任单位 |\n| 修路<br>架桥 | 区交通局<br>区财政局 |")) == "修路\n架桥"
