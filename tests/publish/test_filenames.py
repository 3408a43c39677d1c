"""Names of files made of names in the data: good on every system, none overwrites another."""

import ntpath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dcgd.publish.filenames import distinct, safe_name


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
        ("甲" * 200, "甲" * 60),
    ],
)
def test_a_name_is_made_safe(text: str, name: str) -> None:
    assert safe_name(text) == name


@given(st.text())
def test_any_text_makes_a_name_that_stays_in_its_folder(text: str) -> None:
    name = safe_name(text)
    assert name
    assert len(name.encode("utf-8", "surrogatepass")) <= 244
    assert not set('\\/:*?"<>|') & set(name)
    assert name.isprintable()
    assert name == name.rstrip(" .")
    assert ntpath.basename(name) == name
    assert safe_name(name) == name


@given(st.lists(st.sampled_from(["甲", "a", "A", "a-2", "A-2"]), max_size=8))
def test_no_two_names_are_one_file(names: list[str]) -> None:
    found = distinct(names)
    assert len({name.casefold() for name in found}) == len(names)
    assert all(new.startswith(old) for new, old in zip(found, names, strict=True))
