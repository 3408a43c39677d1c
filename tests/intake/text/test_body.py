"""The clean text of a document, each character of it traced back to where it stood."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dcgd.intake.text.body import build_body
from dcgd.intake.text.glyphs import ALIKE


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("一、强化\n创新", "一、强化创新"),
        ("新 增 企 业 15 家", "新增企业 15 家"),
        ("使用 Word 文档", "使用 Word 文档"),
        ("见《某 某 通知》", "见《某 某 通知》"),
        ("１５家　以上", "15家以上"),
        ("**加粗**的话", "加粗的话"),
        ("# 标题", "标题"),
        ("- 列项", "列项"),
        ("零\u200b宽", "零宽"),
    ],
)
def test_what_is_wording_stays_and_the_rest_goes(text: str, clean: str) -> None:
    assert build_body(text).text == clean


@given(st.text(alphabet="水利局。，、 \u3000\n１5aB|\t#*-〔〕\u200b", max_size=80))
def test_every_character_is_one_of_the_source_and_in_its_order(text: str) -> None:
    body = build_body(text)

    assert len(body.origin) == len(body.text)
    assert list(body.origin) == sorted(body.origin)
    for clean, place in zip(body.text, body.origin, strict=True):
        assert text[place].translate(ALIKE) == clean or clean == " "
    assert all(0 <= line.start < line.end <= len(body.text) for line in body.lines)


def test_lines_know_their_number_level_and_cells() -> None:
    body = build_body(
        "## 二、标题\n\n正文一句。\n\n| 序号 | 任务内容 | 责任单位 |\n| --- | --- | --- |\n| 1 | 修路 | 区交通局 |\n"
    )
    by_number = {line.number: line for line in body.lines}

    assert by_number[1].level == 2
    assert by_number[3].spaced
    assert [body.text[start:end] for start, end in by_number[7].cells] == ["1", "修路", "区交通局"]
    assert body.number_at(body.text.index("修路")) == 7


def test_a_space_between_two_names_is_a_gap() -> None:
    body = build_body("责任单位：区水利局 区财政局")

    assert body.text == "责任单位：区水利局区财政局"
    assert body.gaps_in(0, len(body.text)) == frozenset({9})
