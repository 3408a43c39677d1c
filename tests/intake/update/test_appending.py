"""Sections more at the end of tasks.yaml, numbered on; every byte that was there stays."""

import pytest

from dcgd.errors import CannotEdit
from dcgd.intake.update.appending import counted_on, with_sections
from dcgd.model import Milestone, Section, Task

TEXT = "# 台账\ndocument: {title: 甲}\nsections:\n  - number: 一\n    title: 甲会\n    tasks: []\n"
DEED = Milestone(id="1-m1", title="建库", quote="建库")
NEW = Section(
    number="一", title="乙会", tasks=(Task(number=1, title="建库", text="建库", leads=(), milestones=(DEED,)),)
)


def test_sections_tasks_and_items_are_numbered_on() -> None:
    first, second = counted_on([NEW, NEW], 2, 7)

    assert [first.number, second.number] == ["三", "四"]
    assert [(task.number, task.milestones[0].id) for task in (*first.tasks, *second.tasks)] == [
        (8, "8-m1"),
        (9, "9-m1"),
    ]


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("behind", ["", "# 尾\n"])
def test_what_is_there_stays_to_the_byte(newline: str, behind: str) -> None:
    there = TEXT.replace("\n", newline)
    text = with_sections(there + behind, counted_on([NEW], 1, 0))

    assert text.startswith(there)
    assert text.endswith(behind)
    added = text.removeprefix(there).removesuffix(behind)
    assert added.startswith(f"{newline}  - number: 二{newline}    title: 乙会{newline}    tasks:{newline}")
    assert added.count("\n") == added.count(newline)


def test_sections_that_stand_without_blank_lines_stay_so() -> None:
    twice = with_sections(TEXT, counted_on([NEW], 1, 0)).replace("\n\n", "\n")
    assert "\n\n" not in with_sections(twice, counted_on([NEW], 2, 1))


@pytest.mark.parametrize("sections", ["sections: [{number: 一, title: 甲, tasks: []}]\n", "sections: []\n", ""])
def test_what_is_no_list_of_sections_is_refused(sections: str) -> None:
    with pytest.raises(CannotEdit):
        with_sections("document: {title: 甲}\n" + sections, [NEW])
