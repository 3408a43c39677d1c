"""Tables of tasks: which column says what."""

from dcgd.intake.outline.tables import Group, read_rows
from dcgd.intake.text.body import build_body


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
    assert [name for each in said for name in each.leads] == ["区交通局"]
    assert [name for each in said for name in each.participants] == ["区财政局"]
    assert [str(each.due) for each in said if each.due] == ["2023-06-30"]


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
