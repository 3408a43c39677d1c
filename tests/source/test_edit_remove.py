"""An entry of a list taken out; and records laid out with a line for each key."""

import pytest

from dcgd.errors import CannotEdit
from dcgd.source.edit import append, remove
from dcgd.source.layout import Tall

LIST = """\
# 头
units:
  - name: 甲   # 一
    note: 长
  # 乙的话
  - {name: 乙}
  -
    name: 丙
# 尾
"""


@pytest.mark.parametrize(
    ("index", "gone"),
    [(0, "  - name: 甲   # 一\n    note: 长\n"), (1, "  - {name: 乙}\n"), (2, "  -\n    name: 丙\n")],
)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_its_lines_go_and_all_others_stay(index: int, gone: str, newline: str) -> None:
    text, without = LIST.replace("\n", newline), LIST.replace(gone, "").replace("\n", newline)
    assert remove(text, ("units", index)) == without


def test_the_last_leaves_a_list_of_nothing() -> None:
    assert remove("units:  # 甲\n  - {name: 乙}\n# 尾\n", ("units", 0)) == "units: []  # 甲\n# 尾\n"
    assert remove("units:\n- name: 乙", ("units", 0)) == "units: []\n"


@pytest.mark.parametrize("text", ["units: [{name: 乙}]\n", "units: {}\n", "", "units: []\n", "units: [\n"])
def test_what_is_no_list_of_lines_is_not_edited(text: str) -> None:
    with pytest.raises(CannotEdit):
        remove(text, ("units", 0))


def test_a_tall_record_has_a_line_for_each_key() -> None:
    task = Tall(number=1, title="a: b", leads=["甲、乙", "丙"], due=None, targets=[Tall(id="1-1", value=3)])
    assert append("tasks: []\n", "tasks", task) == (
        "tasks:\n"
        "  - number: 1\n"
        '    title: "a: b"\n'
        '    leads: ["甲、乙", 丙]\n'
        "    targets:\n"
        "      - id: 1-1\n"
        "        value: 3\n"
    )
    task = Tall(id="1-2", quote="乙")
    assert append("- number: 1\n  title: 甲\n", "targets", task, (0,)) == (
        "- number: 1\n  title: 甲\n  targets:\n    - id: 1-2\n      quote: 乙\n"
    )
    assert append("- {number: 1}\n", "targets", task, (0,)) == "- {number: 1, targets: [{id: 1-2, quote: 乙}]}\n"
