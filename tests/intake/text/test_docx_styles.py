"""Styles are asked for what a paragraph or a run does not say itself."""

from xml.etree.ElementTree import fromstring

from dcgd.intake.text.docx_styles import Styles
from word_documents import DECLARED


def styles(*content: str) -> Styles:
    return Styles([fromstring(f"<w:styles {DECLARED}>{''.join(content)}</w:styles>")])


def style(identity: str, inner: str = "", more: str = "") -> str:
    return f'<w:style w:styleId="{identity}" w:type="paragraph" {more}>{inner}</w:style>'


def based_on(identity: str) -> str:
    return f'<w:basedOn w:val="{identity}"/>'


HIDDEN, SHOWN = "<w:rPr><w:vanish/></w:rPr>", '<w:rPr><w:vanish w:val="0"/></w:rPr>'


def test_the_nearest_style_that_says_anything_decides() -> None:
    known = styles(style("a", HIDDEN), style("b", based_on("a")), style("c", based_on("b") + SHOWN))
    assert [known.says(identity, "w:vanish") for identity in ("a", "b", "c", "no such")] == [True, True, False, False]


def test_a_paragraph_without_a_style_has_the_default_one() -> None:
    assert styles(style("a", HIDDEN, 'w:default="1"')).says(None, "w:vanish")
    assert not styles(style("a", HIDDEN)).says(None, "w:vanish")


def test_styles_that_are_based_on_one_another_come_to_an_end() -> None:
    known = styles(style("a", based_on("b")), style("b", based_on("a")))
    assert not known.says("a", "w:vanish")
    assert known.heading_level("a") == 0


def test_a_style_named_as_a_heading_is_one() -> None:
    names = {"1": "heading 1", "2": "Heading 2", "3": "标题 3", "4": "标题4", "x": "heading 9", "y": "标题栏"}
    known = styles(*(style(identity, f'<w:name w:val="{name}"/>') for identity, name in names.items()))
    assert [known.heading_level(identity) for identity in names] == [1, 2, 3, 4, 0, 0]
