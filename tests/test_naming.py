"""Names as people write them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dcgd.naming import bare, chinese_day, chinese_number, name_keys, nearest, not_found, parse_number


@pytest.mark.parametrize(
    ("number", "written"),
    [
        (1, "一"),
        (10, "十"),
        (11, "十一"),
        (20, "二十"),
        (25, "二十五"),
        (99, "九十九"),
        (105, "一百零五"),
        (110, "一百一十"),
        (999, "九百九十九"),
    ],
)
def test_numbers_in_chinese(number: int, written: str) -> None:
    assert chinese_number(number) == written


@pytest.mark.parametrize("number", [0, -1, 1000])
def test_only_1_to_999_are_written(number: int) -> None:
    with pytest.raises(ValueError, match=str(number)):
        chinese_number(number)


@given(st.integers(1, 999))
def test_what_is_written_is_read_back(number: int) -> None:
    for form in ("{}", "第{}章", "第{}部分", " {}、", "{}.", "第{}节"):
        assert parse_number(form.format(chinese_number(number))) == number
        assert parse_number(form.format(number)) == number


@pytest.mark.parametrize("text", ["六", "6", "６", "第六章", "第6章", " 六 ", "六、", "06"])
def test_spellings_of_six(text: str) -> None:
    assert parse_number(text) == 6


@pytest.mark.parametrize("text", ["", "第", "章", "乡村", "6a", "一一", "²", "-6", "1234567", "六十六十"])
def test_what_is_no_number(text: str) -> None:
    assert parse_number(text) is None


@given(st.text())
def test_any_text_is_a_number_or_none(text: str) -> None:
    found = parse_number(text)
    assert found is None or found >= 0


@pytest.mark.parametrize(
    ("name", "expected"),
    [("区水利局", "水利局"), ("县水利局", "水利局"), (" 区 水利局 ", "水利局"), ("水利局", "水利局"), ("区委", "区委")],
)
def test_a_name_without_its_level(name: str, expected: str) -> None:
    assert bare(name) == expected


def test_all_spellings_of_a_unit() -> None:
    assert name_keys(["区水利局", "区 水务局"]) == {"区水利局", "水利局", "区水务局", "水务局"}


UNITS = ["区水利局", "区财政局", "区发展和改革局", "区科学技术局", "区妇联"]


@pytest.mark.parametrize(
    ("mistyped", "meant"),
    [("区水力局", "区水利局"), ("水利", "区水利局"), ("区发展改革局", "区发展和改革局"), ("区科技局", "区科学技术局")],
)
def test_a_mistyped_name_is_near_the_one_meant(mistyped: str, meant: str) -> None:
    assert nearest(mistyped, UNITS)[0] == meant


def test_a_day_has_no_idle_zeros() -> None:
    assert chinese_day(date(2023, 5, 1)) == "2023年5月1日"


def test_what_is_far_from_everything_is_near_nothing() -> None:
    assert nearest("市人民医院", UNITS) == []
    assert nearest("", UNITS) == []


@given(st.text(), st.lists(st.text(), max_size=8))
def test_nearest_are_at_most_three_known_names(name: str, known: list[str]) -> None:
    found = nearest(name, known)
    assert len(found) == len(set(found)) <= 3
    assert set(found) <= set(known)


def test_the_sentence_for_a_name_that_does_not_exist() -> None:
    assert not_found("区水力局", ["区水利局"]) == "没有“区水力局”；是不是：区水利局？"
    assert not_found("六六", [], "章节") == "没有章节“六六”"
