"""The text of a file, edited: of one that is there, of one that is not yet, of one that cannot be."""

from collections.abc import Callable

import pytest

from dcgd.edits.texts import edited_file
from dcgd.errors import CannotEdit
from dcgd.registry.load import Reading
from dcgd.source.edit import append


def test_a_file_that_is_there_is_edited(before: Reading) -> None:
    assert edited_file(before, "rules.yaml", str.upper, "# 头\n") == {
        "rules.yaml": before.parsed["rules.yaml"].text.upper()
    }


def test_one_that_is_not_begins_with_its_header(before: Reading) -> None:
    assert edited_file(before, "progress/2023-07.yaml", lambda text: text + "尾", "# 头\n") == {
        "progress/2023-07.yaml": "# 头\n尾"
    }


def test_one_that_cannot_be_edited_is_named_as_its_user_names_it(small: Callable[..., Reading]) -> None:
    with pytest.raises(CannotEdit, match=r"^小/units\.yaml：文件里没有键 units。没有写入。$"):
        edited_file(small(units="unit: []\n"), "units.yaml", lambda text: append(text, "units", "甲"))
