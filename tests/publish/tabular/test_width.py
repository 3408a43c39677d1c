"""Columns on a terminal: Chinese is two wide, and no line begins with a comma."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dcgd.publish.tabular.width import share, width, wrap

CLOSING = "，。、；：！？）》〉」』】”’,.;:!?)]}%"
WORDS = st.text(
    st.sampled_from("区水利局发展改革委员会新增高新技术企业，。、；：（）《》“”abcXYZ 0123456789.%-+（《“a　é😀"),
    max_size=60,
)


def columns(text: str) -> int:
    """The test's own ruler: what a terminal shows, ambiguous characters (quotes, …) as narrow."""
    wide = {"W", "F"}
    return sum(
        0 if unicodedata.combining(each) else 2 if unicodedata.east_asian_width(each) in wide else 1 for each in text
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", 0),
        ("abc", 3),
        ("区水利局", 8),
        ("5G基站", 6),
        ("15 家", 5),
        ("“一”", 4),
        ("e\u0301", 1),
        ("─│▇", 3),
        ("😀", 2),
    ],
)
def test_width(text: str, expected: int) -> None:
    assert width(text) == expected


@given(WORDS, st.integers(2, 40))
def test_no_line_is_wider_than_asked(text: str, most: int) -> None:
    assert all(columns(line) <= most for line in wrap(text, most))


@given(WORDS, st.integers(2, 40))
def test_nothing_is_lost_but_blanks_where_a_line_ends(text: str, most: int) -> None:
    assert "".join("".join(wrap(text, most)).split()) == "".join(text.split())


@given(st.text(st.sampled_from("区水利局发展改革新增家，。、；："), max_size=60), st.integers(6, 40))
def test_punctuation_stands_with_what_it_belongs_to(text: str, most: int) -> None:
    glued = [text[at : at + 3] for at in range(len(text) - 1) if text[at + 1] in CLOSING]
    if any(len(part) > 2 and part[2] in CLOSING for part in glued) or text[:1] in CLOSING:
        return  # a row of commas longer than a line must be cut somewhere
    assert not any(line[:1] in CLOSING for line in wrap(text, most) if line)


def test_wrapped_text() -> None:
    assert wrap("新增高新技术企业 15 家以上。", 10) == ["新增高新技", "术企业 15", "家以上。"]
    assert wrap("区发展和改革局、区财政局", 16) == ["区发展和改革局、", "区财政局"]
    assert wrap("（牵头单位：区水利局）", 8) == ["（牵头单", "位：区水", "利局）"]
    assert wrap("abcdefghij", 4) == ["abcd", "efgh", "ij"]
    assert wrap("甲\n乙", 10) == ["甲", "乙"]
    assert wrap("", 10) == [""]


def test_on_a_terminal_that_is_too_narrow_the_widest_give_way_and_fixed_ones_never() -> None:
    cells = [[20, 20], [10, 10], [6, 6], [16, 16]]
    fixed = [False, True, True, False]
    assert share(cells, fixed, 80, 2) == [20, 10, 6, 16]
    assert share(cells, fixed, 38, 2) == [8, 10, 6, 8]
    assert share(cells, fixed, 32, 2) == [5, 10, 6, 5]
    assert share(cells, fixed, 30, 2) == [4, 10, 6, 4]
    assert share(cells, fixed, 29, 2) is None, "a row is better told in a paragraph"


SIZES = st.lists(st.lists(st.integers(0, 120), min_size=3, max_size=3), min_size=1, max_size=6)


@given(SIZES, st.integers(40, 200), st.data())
def test_shares_fit_and_none_is_wider_than_it_needs(cells: list[list[int]], total: int, data: st.DataObject) -> None:
    fixed = data.draw(st.lists(st.booleans(), min_size=len(cells), max_size=len(cells)))
    sizes = share(cells, fixed, total, 2)
    natural = [max(column) for column in cells]
    gaps = 2 * (len(cells) - 1)
    least = sum(size if keep else min(size, 4) for size, keep in zip(natural, fixed, strict=True)) + gaps
    assert (sizes is None) == (least > total)
    if sizes is not None:
        assert all(size <= need for size, need in zip(sizes, natural, strict=True))
        assert sum(sizes) + gaps <= total
        assert all(size == need for size, need, keep in zip(sizes, natural, fixed, strict=True) if keep)
        if sum(natural) + gaps <= total:
            assert sizes == natural


def test_no_width_is_too_narrow_to_come_to_an_end() -> None:
    for most in (-5, 0, 1, 2):
        lines = wrap("完成12座", most)
        assert "".join(lines) == "完成12座"
        assert max(map(width, lines)) <= 2
