"""Pieces of the body that become tasks."""

import pytest

from dcgd.intake.outline.pieces import (
    Piece,
    first_sentence,
    has_title,
    heading_end,
    is_closing,
    is_goal,
    is_preamble,
    without,
)
from dcgd.intake.outline.tree import read_outline
from dcgd.intake.phrases.responsibility import Said
from dcgd.intake.phrases.statements import Statement
from dcgd.intake.text.body import build_body


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("壮大企业群体。新增15家。", "壮大企业群体"),
        ("落实“一号工程。二期”部署。新增", "落实“一号工程。二期”部署"),
        ("一行标题\n正文。", "一行标题"),
        ("没有句号的一段；", "没有句号的一段"),
    ],
)
def test_the_title_is_the_first_sentence(text: str, title: str) -> None:
    assert first_sentence(text) == title


def test_a_stretch_less_the_statements_in_it() -> None:
    statements = [Statement(2, 4, Said()), Statement(6, 9, Said())]

    assert without(0, 8, statements) == [(0, 2), (4, 6)]
    assert without(0, 2, statements) == [(0, 2)]
    assert without(2, 4, statements) == []


def test_wording_joins_stretches_and_breaks_after_a_heading() -> None:
    body = build_body("标题\n正文一句。（牵头单位：区水利局）后话。")
    end_of_heading = body.lines[0].end
    bracket = body.text.index("（"), body.text.index("）") + 1
    piece = Piece(0, [(0, bracket[0]), (bracket[1], len(body.text))], breaks=frozenset({end_of_heading}))

    assert piece.wording(body) == "标题\n正文一句。后话。"
    assert piece.title(body) == "标题"


@pytest.mark.parametrize(
    ("text", "heading", "titled"),
    [
        ("1.修建道路。全年完成10公里，投资2亿元。", "修建道路。", True),
        ("1.修建道路\n全年完成10公里。", "修建道路", True),
        ("1.全年完成10公里道路，投资2亿元", "全年完成10公里道路，投资2亿元", False),
    ],
)
def test_where_the_heading_of_an_item_ends(text: str, heading: str, titled: bool) -> None:
    body = build_body(text)
    item = read_outline(body).items[0]

    assert body.text[item.begin : heading_end(body, item)] == heading
    assert has_title(body, item) is titled


def test_what_headings_announce() -> None:
    assert is_preamble("指导思想")
    assert is_preamble("总体要求。")
    assert not is_preamble("强化创新驱动")
    assert is_goal("主要目标")
    assert is_goal("2025年发展目标")
    assert not is_goal("提升目标管理水平，健全机制")
    assert is_closing("各有关单位要加强领导")
    assert not is_closing("修建道路")
