"""Automatic numbers come out as they stand on paper."""

import pytest

from dcgd.intake.text.docx_document import read_word
from dcgd.intake.text.docx_numbers import numeral
from word_documents import abstract, level, listed, numbering, paragraph, restart, row, table, word

STEPS = (
    abstract(7, level(0, "%1.")),
    abstract(8, level(0, "%1、", "chineseCounting"), level(1, "（%2）", "chineseCounting")),
)
LISTS = "".join(STEPS) + numbering(1, 7) + numbering(2, 7) + numbering(3, 7, restart(0)) + numbering(4, 8)


def lines(*paragraphs: tuple[str, str], lists: str = LISTS, styles: str = "") -> list[str]:
    body = "".join(paragraph(text, properties=properties) for properties, text in paragraphs)
    return read_word(word(body, styles, lists))[0].split("\n")


def test_lists_of_one_kind_count_on_through_the_document() -> None:
    assert lines((listed(1), "甲"), ("", "乙"), (listed(2), "丙")) == ["1.甲", "乙", "2.丙"]


def test_a_list_that_is_told_to_begins_anew_once() -> None:
    items = (listed(1), "甲"), (listed(1), "乙"), (listed(3), "丙"), (listed(3), "丁"), (listed(1), "戊")
    assert lines(*items) == ["1.甲", "2.乙", "1.丙", "2.丁", "3.戊"]


def test_a_list_may_begin_anew_at_another_number_or_look() -> None:
    lists = abstract(7, level(0, "%1.")) + numbering(1, 7, restart(0, 5))
    other = f'<w:lvlOverride w:ilvl="0">{level(0, "（%1）", start=3)}</w:lvlOverride>'
    assert lines((listed(1), "甲"), (listed(1), "乙"), lists=lists) == ["5.甲", "6.乙"]
    assert lines((listed(2), "甲"), lists=lists + numbering(2, 7, other)) == ["（3）甲"]


def test_an_inner_level_begins_anew_under_each_outer_item() -> None:
    items = (listed(4), "甲"), (listed(4, 1), "乙"), (listed(4, 1), "丙"), (listed(4), "丁"), (listed(4, 1), "戊")
    assert lines(*items) == ["一、甲", "（一）乙", "（二）丙", "二、丁", "（一）戊"]


@pytest.mark.parametrize(("after", "last"), [(0, "（二）"), (1, "（一）")])
def test_an_inner_level_may_be_told_when_to_begin_anew(after: int, last: str) -> None:
    inner = level(1, "（%2）", "chineseCounting", f'<w:lvlRestart w:val="{after}"/>')
    lists = abstract(8, level(0, "%1、"), inner) + numbering(4, 8)
    items = (listed(4), "甲"), (listed(4, 1), "乙"), (listed(4), "丙"), (listed(4, 1), "丁")
    assert lines(*items, lists=lists)[-1] == f"{last}丁"


def test_a_number_may_hold_those_above_it_as_digits() -> None:
    inner = level(1, "%1.%2", "decimal", "<w:isLgl/>")
    lists = abstract(8, level(0, "%1、", "chineseCounting"), inner) + numbering(4, 8)
    assert lines((listed(4), "甲"), (listed(4, 1), "乙"), lists=lists) == ["一、甲", "1.1乙"]


def test_a_style_gives_its_paragraphs_their_list_and_level() -> None:
    styles = (
        '<w:style w:styleId="h1" w:type="paragraph"><w:pPr><w:numPr><w:numId w:val="9"/></w:numPr></w:pPr></w:style>'
        '<w:style w:styleId="h2" w:type="paragraph"><w:basedOn w:val="h1"/></w:style>'
    )
    linked = level(1, "（%2）", "chineseCounting", '<w:pStyle w:val="h2"/>')
    lists = abstract(8, level(0, "%1、", "chineseCounting", '<w:pStyle w:val="h1"/>'), linked) + numbering(9, 8)
    items = [
        ('<w:pStyle w:val="h1"/>', "甲"),
        ('<w:pStyle w:val="h2"/>', "乙"),
        ('<w:pStyle w:val="h2"/>' + listed(0), "丙"),
    ]
    assert lines(*items, lists=lists, styles=styles) == ["一、甲", "（一）乙", "丙"]


def test_a_list_may_look_as_a_style_of_lists_says() -> None:
    styles = (
        '<w:style w:styleId="L" w:type="numbering"><w:pPr><w:numPr><w:numId w:val="9"/></w:numPr></w:pPr></w:style>'
    )
    link = '<w:abstractNum w:abstractNumId="5"><w:numStyleLink w:val="L"/></w:abstractNum>'
    lists = abstract(8, level(0, "（%1）")) + link + numbering(9, 8) + numbering(1, 5)
    assert lines((listed(1), "甲"), lists=lists, styles=styles) == ["（1）甲"]


def test_the_numbers_of_a_table_are_those_of_its_cells() -> None:
    cells = "".join(f"<w:tc>{paragraph(text, properties=listed(1))}</w:tc>" for text in ("", "修路"))
    text = read_word(word(paragraph("甲", properties=listed(1)) + table(row(cells)), "", LISTS))[0]
    assert text == "1.甲\n2.\t3.修路\t"


def test_a_bullet_and_a_hidden_number_are_none() -> None:
    hidden = level(0, "%1.", "decimal", "<w:rPr><w:vanish/></w:rPr>")
    lists = abstract(7, level(0, "", "bullet")) + abstract(8, hidden) + numbering(1, 7) + numbering(2, 8)
    assert lines((listed(1), "甲"), (listed(2), "乙"), lists=lists) == ["甲", "乙"]


def test_a_paragraph_that_is_gone_takes_no_number() -> None:
    gone = "<w:rPr><w:del/></w:rPr>"
    assert lines((listed(1), "甲"), (listed(1) + gone, ""), (listed(1), "乙")) == ["1.甲", "2.乙"]


@pytest.mark.parametrize(
    ("style", "number", "shown"),
    [
        ("decimal", 12, "12"),
        ("decimalZero", 2, "02"),
        ("chineseCountingThousand", 12, "十二"),
        ("decimalEnclosedCircle", 12, "⑫"),
        ("decimalEnclosedParen", 3, "⑶"),
        ("decimalEnclosedFullstop", 3, "⒊"),
        ("ideographTraditional", 3, "丙"),
        ("upperLetter", 3, "C"),
        ("lowerLetter", 3, "c"),
        ("upperRoman", 14, "XIV"),
        ("lowerRoman", 9, "ix"),
        ("decimalEnclosedCircle", 21, "21"),
    ],
)
def test_how_numbers_are_written(style: str, number: int, shown: str) -> None:
    assert numeral(number, style) == shown
