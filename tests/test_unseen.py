"""What cannot be seen, by what Unicode says of each character, not by a list of those met so far."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dcgd.unseen import unseen, without_unseen

EVERY = [chr(code) for code in range(0x110000)]
IGNORABLE = (
    (0xAD, 0xAD), (0x34F, 0x34F), (0x61C, 0x61C), (0x115F, 0x1160), (0x17B4, 0x17B5), (0x180B, 0x180F),
    (0x200B, 0x200F), (0x202A, 0x202E), (0x2060, 0x206F), (0x3164, 0x3164), (0xFE00, 0xFE0F), (0xFEFF, 0xFEFF),
    (0xFFA0, 0xFFA0), (0xFFF0, 0xFFF8), (0x1BCA0, 0x1BCA3), (0x1D173, 0x1D17A), (0xE0000, 0xE0FFF),
)  # fmt: skip
"""Default_Ignorable_Code_Point of DerivedCoreProperties.txt, Unicode 16.0."""


def test_every_character_of_these_categories_is_unseen() -> None:
    hidden = [c for c in EVERY if unicodedata.category(c) in ("Cc", "Cf", "Cs", "Zl", "Zp")]
    assert len(hidden) > 2200
    assert unseen("".join(hidden)) == set(hidden)


def test_whatever_is_drawn_as_nothing_is_unseen() -> None:
    ignorable = {chr(code) for first, last in IGNORABLE for code in range(first, last + 1)}
    assert unseen("".join(ignorable)) == ignorable


def test_what_never_will_be_a_character_is_unseen() -> None:
    never = [c for c in EVERY if 0xFDD0 <= ord(c) <= 0xFDEF or ord(c) & 0xFFFE == 0xFFFE]
    assert len(never) == 66
    assert unseen("".join(never)) == set(never)


@pytest.mark.slow
def test_all_else_is_seen_also_what_this_python_does_not_know_yet() -> None:
    """Among what Unicode adds are rare characters of names, and by private characters some systems write them."""
    told = unseen("".join(EVERY))
    for c in EVERY:
        if unicodedata.category(c)[0] in "LNPS" or unicodedata.category(c) in ("Zs", "Co"):
            assert c not in told or c in "\u115f\u1160\u3164\uffa0\u2800"
    assert not {"\u3000", " ", "\u00a0", "\ufffd", "〇", "𠀀", "\U0002ebf0", "\U000323b0", "\ue863"} & told


@pytest.mark.parametrize("c", ["\ufe00", "\ufe0f", "\U000e0100"], ids=ascii)
def test_a_selector_is_unseen_also_behind_the_character_it_selects_a_variant_of(c: str) -> None:
    assert unseen(f"葛{c}城") == {c}


def test_what_joins_emoji_is_unseen() -> None:
    assert without_unseen("👨‍👩‍👧") == "👨👩👧"


@given(st.text())
def test_a_text_is_shown_without_what_is_unseen_and_with_all_else(text: str) -> None:
    hidden = unseen(text)
    assert without_unseen(text) == "".join(c for c in text if c not in hidden)
    assert without_unseen(text, " ") == "".join(" " if c in hidden else c for c in text)
    assert unseen("".join(c for c in text if c not in hidden)) == set()
