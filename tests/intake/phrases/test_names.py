"""What is the name of a body, and how a list of names is parted."""

import pytest

from dcgd.intake.phrases.names import is_collective, is_name, split_list, split_words


@pytest.mark.parametrize(
    "name", ["区水利局", "区委宣传部", "市自然资源和规划局东昌分局", "国网聊城供电公司", "各镇街", "嘉明经济开发区"]
)
def test_names_are_known_by_how_they_are_built(name: str) -> None:
    assert is_name(name)


@pytest.mark.parametrize("words", ["加强领导", "2023年6月底前", "局", "完成改造工程", "按职责分工", "推进水利局改革"])
def test_other_words_are_none(words: str) -> None:
    assert not is_name(words)


@pytest.mark.parametrize(
    ("name", "collective"), [("各镇街", True), ("省级有关单位", True), ("区财政局", False), ("各有关企业", True)]
)
def test_a_name_for_many_is_told_apart(name: str, collective: bool) -> None:
    assert is_collective(name) is collective


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("区发改局、区财政局，区水利局", ["区发改局", "区财政局", "区水利局"]),
        ("区住建局（区人防办、区园林中心）、区财政局", ["区住建局（区人防办、区园林中心）", "区财政局"]),
        ("各市、县（市、区）人民政府", ["各市、县（市、区）人民政府"]),
        ("区水利局 区财政局", ["区水利局", "区财政局"]),
        ("", []),
    ],
)
def test_a_list_is_parted_outside_brackets(text: str, names: list[str]) -> None:
    assert split_list(text) == names


def test_a_list_is_parted_where_a_space_was_taken_out() -> None:
    assert split_list("区水利局区财政局", frozenset({4})) == ["区水利局", "区财政局"]


@pytest.mark.parametrize(
    ("piece", "names"),
    [
        ("区委宣传部和区文旅局", ["区委宣传部", "区文旅局"]),
        ("区发展和改革局", ["区发展和改革局"]),
        ("区工业和信息化局及区财政局", ["区工业和信息化局", "区财政局"]),
        ("有关部门和单位", ["有关部门和单位"]),
    ],
)
def test_and_parts_two_whole_names_only(piece: str, names: list[str]) -> None:
    assert split_words(piece) == names
