"""The places of characters and rulings on a page of an OFD, as its attributes say them."""

from xml.etree.ElementTree import fromstring

import pytest

from dcgd.intake.text.ofd_page import Page
from dcgd.intake.text.unread import Tally
from hostile.ofds import page, path, text


def drawn(*objects: str, layer: str = "") -> Page:
    made = Page()
    made.add(fromstring(page(*objects, layer=layer)), Tally())
    return made


def places(*objects: str) -> list[tuple[str, float]]:
    """Each character and where it begins, in millimetres."""
    return [(char["text"], round(char["x0"] * 25.4 / 72, 1)) for char in drawn(*objects).chars]


STEPS = {
    'DeltaX="4 5"': [("甲", 20.0), ("乙", 24.0), ("丙", 29.0)],
    'DeltaX="g 2 6"': [("甲", 20.0), ("乙", 26.0), ("丙", 32.0)],
    'DeltaX="g 99999999999 6"': [("甲", 20.0), ("乙", 26.0), ("丙", 32.0)],
    'DeltaX="4"': [("甲", 20.0), ("乙", 24.0), ("丙", 28.0)],
    'DeltaX="x"': [("甲", 20.0), ("乙", 24.0), ("丙", 28.0)],
    'DeltaY="4 4"': [("甲", 20.0), ("乙", 24.0), ("丙", 28.0)],
}


@pytest.mark.parametrize("code", STEPS)
def test_the_steps_from_character_to_character(code: str) -> None:
    assert places(text("甲乙丙", code=code)) == STEPS[code]


def test_what_turns_an_object_turns_its_places() -> None:
    assert places(text("甲乙", more='CTM="2 0 0 2 1 0"')) == [("甲", 21.0), ("乙", 29.0)]


@pytest.mark.parametrize("said", ['CTM="1e999 0 0 nan 0 0"', 'Boundary=""', 'Size="x"', 'CTM="1 2"'])
def test_numbers_that_are_none_say_nothing(said: str) -> None:
    name = said.partition("=")[0]
    content = text("甲").replace(f" {name}=", " Other=").replace("<ofd:TextObject ", f"<ofd:TextObject {said} ")
    assert [char for char, _place in places(content)] == ["甲"]


def test_straight_lines_are_rulings_and_others_are_not() -> None:
    assert len(drawn(path("M 0 0 L 50 0 L 50 20 L 0 20 C")).edges) == 4
    assert drawn(path("M 0 0 L 50 20 Q 1 2 3 4 B 1 2 3 4 5 6 A 1 1 0 0 0 9 9")).edges == []
    assert len(drawn(path("M 0 0 l 50 0")).edges) == 1


def test_a_hidden_layer_is_not_drawn() -> None:
    hidden = drawn(text("甲"), path("M 0 0 L 50 0"), layer='Visible="false"')
    assert (hidden.chars, hidden.edges) == ([], [])


def test_a_page_of_too_many_rulings_is_told_and_read_as_text() -> None:
    tally = Tally()
    made = drawn(*(path(f"M 0 {at / 100} L 50 {at / 100}") for at in range(4100)), text("甲"))
    assert made.blocks(tally, 3) == ["甲"]
    assert list(map(str, tally.unread())) == ["没有认表格的页 1 处（“第 3 页”）"]
