"""An item of the outline: a task, a heading of tasks, or neither; minutes are listened to."""

import pytest

from dcgd.intake.outline.divider import Divider
from dcgd.intake.outline.tree import read_outline
from dcgd.intake.text.body import build_body

UNIT = "（责任单位：区交通局）"


def divider(text: str, *, listens: bool = False) -> Divider:
    body = build_body(text)
    return Divider(body, read_outline(body), len(body.text), 2026, lambda _words: False, listens=listens)


@pytest.mark.parametrize(
    ("text", "is_task"),
    [
        (f"一、修路。{UNIT}", True),
        (f"一、道路\n1.修路。{UNIT}\n2.架桥。{UNIT}", False),
        (f"一、修路。具体措施：1.选址。2.开工。{UNIT}", True),
    ],
)
def test_an_item_is_a_task_unless_its_parts_say_each_who_is_responsible(text: str, is_task: bool) -> None:
    made = divider(text)
    (top,) = made.outline.items
    assert made.carries(top)
    assert made.is_task(top) is is_task


MIXED = f"一、修路。{UNIT}\n二、架桥。由区水利局牵头，区财政局配合，6月底前建成。"


def test_beside_items_with_brackets_the_running_text_is_heard_only_where_it_is_listened_to() -> None:
    for listens in (False, True):
        made = divider(MIXED, listens=listens)
        assert [made.carries(top) for top in made.outline.items] == [True, listens]


def test_a_last_sentence_that_says_no_more_than_who_does_it_is_heard_everywhere() -> None:
    made = divider(MIXED.replace("，6月底前建成", ""))
    assert [made.carries(top) for top in made.outline.items] == [True, True]


def test_paragraphs_that_only_report_are_passed_over() -> None:
    made = divider("一、防汛\n会议听取了汇报。\n会议要求，区水利局要抓好落实。", listens=True)
    (piece,) = made.paragraphs(made.outline.items[0], one=True)
    assert piece.wording(made.body) == "会议要求，区水利局要抓好落实。"
