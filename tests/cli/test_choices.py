"""One of a few words on the command line: by its code or its Chinese; of a wrong one it is said what there is."""

from collections.abc import Callable
from typing import Any

import pytest

from dcgd.cli.choices import choose
from dcgd.cli.front import app
from dcgd.errors import WrongUse
from dcgd.model import Comparator, Firmness, Level, Role, Status
from dcgd.words import Word

Call = Callable[..., Any]


@pytest.mark.parametrize("words", [Status, Comparator, Firmness, Role, Level])
def test_a_word_is_taken_by_its_code_and_by_its_chinese(words: type[Word]) -> None:
    for word in words:
        assert choose(word.value, words, "词") is choose(word.chinese, words, "词") is word


def test_a_word_that_is_none_is_told_what_is_near_and_all_there_is() -> None:
    with pytest.raises(WrongUse) as wrong:
        choose("leed", Role, "角色")
    assert (
        str(wrong.value)
        == "没有角色“leed”；是不是：lead（牵头）？可以是：lead（牵头）、participant（参与）、share（分解）"
    )


def test_a_word_that_is_near_nothing_is_told_all_there_is() -> None:
    with pytest.raises(WrongUse) as wrong:
        choose("紫", Level, "级别")
    assert str(wrong.value) == "没有级别“紫”；可以是：蓝、黄、红"


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (("list", "--role", "x"), "没有角色“x”；可以是：lead（牵头）、participant（参与）、share（分解）"),
        (("list", "--format", "xml"), "没有格式“xml”"),
        (
            ("status", "--item", "指标"),
            "没有类别“指标”；是不是：target（目标）？可以是：target（目标）、milestone（成果）、task（任务）",
        ),
        (("validate", "--format", "xunit"), "没有格式“xunit”；是不是：junit？可以是：text（文字）、json、github"),
        (("notice", "issue", "--level", "紫"), "没有级别“紫”；可以是：蓝、黄、红"),
        (("diff", "--fail-on", "all"), "可以是：weakening（未经批准的弱化）、any（任何变更）"),
        (
            ("set", "5-1", "values", "1", "--reason", "x", "--approved-by", "y"),
            "没有能调整的项“values”；是不是：value（目标值）？",
        ),
    ],
    ids=lambda given: given if isinstance(given, str) else " ".join(given[:2]),
)
def test_every_option_of_the_kind_answers_alike(call: Call, command: tuple[str, ...], said: str) -> None:
    answer = call(*command)
    assert (answer.returncode, answer.stdout) == (2, "")
    assert answer.stderr.startswith("错误：")
    assert said in answer.stderr


def test_the_words_are_completed_with_their_chinese() -> None:
    import typer

    command: Any = typer.main.get_command(app).get_command(None, "list")  # type: ignore[attr-defined]
    role = next(param for param in command.params if param.name == "role")
    offered = role.shell_complete(None, "p")
    assert [(choice.value, choice.help) for choice in offered] == [("participant", "参与")]
