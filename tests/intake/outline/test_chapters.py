"""Which numbered items are sections, which are tasks, and which are neither."""

import pytest

from dcgd.intake.outline.chapters import divide
from dcgd.intake.outline.divider import Divider
from dcgd.intake.outline.tree import read_outline
from dcgd.intake.phrases.targets import find_targets
from dcgd.intake.text.body import build_body

Chapters = list[tuple[str, list[str]]]
UNIT = "（责任单位：区交通局）"


def chapters(text: str) -> tuple[Chapters, list[str]]:
    """(heading, wordings of its tasks) of each chapter, and the remarks."""
    body = build_body(text)
    divider = Divider(body, read_outline(body), len(body.text), 2026, lambda words: bool(find_targets(words, 2026)[0]))
    divided = [(chapter.title, [piece.wording(body) for piece in chapter.pieces]) for chapter in divide(divider)]
    return divided, [words for _place, words in divider.remarks]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"一、交通\n1.修路。{UNIT}\n2.架桥。{UNIT}", [("交通", ["修路。", "架桥。"])]),
        (f"一、交通\n（一）道路\n1.修路。{UNIT}\n2.架桥。{UNIT}", [("交通", ["修路。", "架桥。"])]),
        (
            f"一、交通\n（一）道路。完善路网。\n1.修路。\n2.架桥。{UNIT}\n（二）水运。疏浚航道。{UNIT}",
            [("交通", ["道路。完善路网。1.修路。2.架桥。", "水运。疏浚航道。"])],
        ),
        (f"一、交通\n1.修路。具体措施：①选址。②开工。{UNIT}", [("交通", ["修路。具体措施：①选址。②开工。"])]),
        (f"一、交通\n修好干线道路。{UNIT}\n架好大桥。{UNIT}", [("交通", ["修好干线道路。", "架好大桥。"])]),
        (f"1.修路。{UNIT}\n2.架桥。{UNIT}", [("", ["修路。", "架桥。"])]),
    ],
)
def test_the_lowest_item_that_says_who_is_responsible_is_a_task(text: str, expected: Chapters) -> None:
    assert chapters(text)[0] == expected


def test_without_units_the_lowest_item_with_a_title_is_a_task() -> None:
    text = "一、交通\n（一）修路。新建干线道路，改造老旧道路。\n（二）架桥。新建大桥，加固旧桥。"
    assert chapters(text)[0] == [("交通", ["修路。新建干线道路，改造老旧道路。", "架桥。新建大桥，加固旧桥。"])]


def test_the_spirit_of_a_document_is_no_task_but_its_goals_are() -> None:
    text = f"一、总体要求\n坚持稳中求进。\n二、主要目标\n新增企业20家。\n三、重点任务\n1.修路。{UNIT}"
    assert chapters(text)[0] == [("总体要求", []), ("主要目标", ["新增企业20家。"]), ("重点任务", ["修路。"])]


def test_what_a_heading_promises_before_its_tasks_is_a_task_of_its_own() -> None:
    text = f"一、交通\n全年完成投资20亿元。\n1.修路。{UNIT}\n2.架桥。{UNIT}"
    assert chapters(text)[0] == [("交通", ["全年完成投资20亿元。", "修路。", "架桥。"])]


def test_the_units_of_a_heading_speak_for_tasks_that_name_none() -> None:
    body = build_body(f"一、交通{UNIT}\n1.修路。拓宽。\n2.架桥。加固。（责任单位：区水利局）\n3.植树。养护。")
    divider = Divider(body, read_outline(body), len(body.text), 2026, lambda _: False)
    (chapter,) = divide(divider)
    leads = [[name for statement in piece.statements for name in statement.said.leads] for piece in chapter.pieces]
    assert leads == [["区交通局"], ["区水利局"], ["区交通局"]]


def test_a_closing_paragraph_to_all_belongs_to_no_task() -> None:
    assert chapters(f"一、交通\n1.修路。{UNIT}\n各镇街要高度重视。")[0] == [("交通", ["修路。"])]


def test_a_part_without_units_beside_one_that_has_them_is_left_out_and_told() -> None:
    divided, remarks = chapters(f"一、高度重视。加强领导。\n二、抓好落实。强化督导。\n一、交通\n1.修路。{UNIT}")
    assert divided == [("交通", ["修路。"])]
    assert any("没有责任单位，未列为任务" in words for words in remarks)
