"""Names of files made of names in the data: good on every system, none overwrites another."""

import ntpath
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dcgd.publish.papers.filenames import distinct, safe_name
from dcgd.unseen import unseen


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("区水利局", "区水利局"),
        ("../../etc/passwd", "_.._etc_passwd"),
        ("..", "_"),
        ("", "_"),
        ("CON", "_CON"),
        ("nul.txt", "_nul.txt"),
        ("COM1", "_COM1"),
        ("COM10", "COM10"),
        ("甲\\乙:丙*丁?", "甲_乙_丙_丁_"),
        ("甲\n乙\u202e丙", "甲_乙_丙"),
        (" 甲. ", "甲"),
        ("甲" * 60, "甲" * 60),
        ("甲" * 61, "甲" * 57 + "~ecbeb266"),
        ("\U00020000" * 60, "\U00020000" * 42 + "~2126ff1e"),
        ("e\u0301" * 61, "e\u0301" * 57 + "~1e4f982e"),
        ("甲\u3164乙\U000e0041", "甲_乙_"),
        ("\U0002ebf0", "\U0002ebf0"),
        ("con .txt", "_con .txt"),
        ("CONOUT$", "_CONOUT$"),
        ("-rf", "_-rf"),
        ("~$表", "_~$表"),
    ],
)
def test_a_name_is_made_safe(text: str, name: str) -> None:
    assert safe_name(text) == name


@given(st.one_of(st.text(), st.text("甲é\u0301\U00020000a", min_size=40, max_size=300)))
def test_any_text_makes_a_name_that_stays_in_its_folder(text: str) -> None:
    name = safe_name(text)
    assert name
    assert len(name.encode()) <= 180
    assert not set('\\/:*?"<>|') & set(name)
    assert not unseen(name)
    assert name[0] not in "-~"
    assert name == name.rstrip(" .")
    assert ntpath.basename(name) == name
    assert safe_name(name) == name


@given(st.text("甲\u0301\U00020000a", min_size=200), st.text(min_size=1), st.text(min_size=1))
def test_long_names_that_differ_stay_different_and_end_with_whole_characters(long: str, one: str, other: str) -> None:
    assert (safe_name(long + one) == safe_name(long + other)) == (one == other)
    assert safe_name(long).rpartition("~")[0] in long


@given(st.lists(st.sampled_from(["甲", "a", "A", "a-2", "A-2", "é", "e\u0301"]), max_size=8))
def test_no_two_names_are_one_file(names: list[str]) -> None:
    found = distinct(names)
    assert len({normalize("NFC", name).casefold() for name in found}) == len(names)
    assert all(new.startswith(old) for new, old in zip(found, names, strict=True))
