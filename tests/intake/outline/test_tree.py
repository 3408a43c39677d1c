"""The body as a tree of numbered items."""

import pytest

from dcgd.intake.outline.tree import Item, read_outline
from dcgd.intake.text.body import build_body

Tree = list[tuple[int, "Tree"]]


def tree(items: list[Item] | tuple[Item, ...]) -> Tree:
    return [(item.number, tree(item.children)) for item in items]


@pytest.mark.parametrize(
    ("line", "headings"),
    [
        ("重点工程", 1),
        ("示政办字〔2026〕6号", 0),
        ("2026年2月1日", 0),
        ("（二〇二六年二月一日）", 0),
        ("2026年重点工程", 1),
    ],
)
def test_the_number_or_the_date_above_a_table_is_no_heading(line: str, headings: int) -> None:
    body = build_body(f"# 示例县2026年重点工作清单\n\n{line}\n\n| 序号 | 重点任务 |\n|---|---|\n| 1 | 修路 |\n")
    assert len(read_outline(body).items) == headings


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("一、甲事\n1.修路。\n2.架桥。\n二、乙事\n3.植树。", [(1, [(1, []), (2, [])]), (2, [(3, [])])]),
        ("一、甲事\n（一）修路。\n（二）架桥。\n二、乙事\n（一）植树。", [(1, [(1, []), (2, [])]), (2, [(1, [])])]),
        ("一、甲事：1.修路。2.架桥。3.植树。\n二、乙事", [(1, [(1, []), (2, []), (3, [])]), (2, [])]),
        ("1.修路，投资3.5亿元，\n2.架桥。", [(1, []), (2, [])]),
        ("没有编号的一段话。", []),
        ("1.修路。2.架桥。", [(1, []), (2, [])]),
        (
            "一、甲事\n1.修路。2.架桥。3.植树。\n二、乙事\n1.防汛。2.抗旱。",
            [(1, [(1, []), (2, []), (3, [])]), (2, [(1, []), (2, [])])],
        ),
        ("一、甲事\n1.修路。具体为：1.选址。2.开工。", [(1, [(1, [])])]),
        ("1.修路。投资2.5亿元。\n2.架桥。", [(1, []), (2, [])]),
        ("1.修路。2.架桥。\n2.植树。", [(1, []), (2, [])]),
    ],
)
def test_which_item_holds_which(text: str, expected: Tree) -> None:
    assert tree(read_outline(build_body(text)).items) == expected


def test_every_item_ends_where_the_next_begins() -> None:
    body = build_body("一、甲事\n1.修路。\n2.架桥。\n二、乙事\n3.植树。")
    first, second = read_outline(body).items

    assert first.end == second.start
    assert second.end == len(body.text)
    assert first.own_end == first.children[0].start
    assert body.text[first.children[0].begin : first.children[0].end] == "修路。"


def test_a_number_left_out_is_told_with_its_place() -> None:
    body = build_body("1.修路。\n2.架桥。\n4.植树。")
    outline = read_outline(body)

    assert tree(outline.items) == [(1, []), (2, []), (4, [])]
    assert outline.jumps == ((body.text.index("4."), "编号由 2 跳到 4"),)


def test_rows_of_a_table_belong_to_the_item_they_stand_in_or_to_none() -> None:
    table = "| 任务内容 | 责任单位 |\n| 修路 | 区交通局 |"
    inside = read_outline(build_body(f"一、甲事\n\n{table}\n"))
    loose = read_outline(build_body(table))

    assert len(inside.items[0].rows) == 2
    assert inside.loose_rows == ()
    assert len(loose.loose_rows) == 2


def test_nesting_without_end_costs_no_recursion() -> None:
    deep = "\n".join(f"{'①' if at % 2 else '1.'}事{at}。" for at in range(5000))

    assert sum(1 for top in read_outline(build_body(deep)).items for _item in top.walk()) > 0
