"""A made-up document in each style of writing, and what is read from it: drop in a file and its .yaml for one more."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from dcgd.intake.draft.drafting import draft
from dcgd.intake.draft.result import Draft
from dcgd.intake.text.readers import read
from dcgd.model import Target, Task

FOLDER = Path(__file__).parent / "documents"
DOCUMENTS = sorted(path for path in FOLDER.iterdir() if path.suffix != ".yaml")


def drafted(path: Path) -> Draft:
    return draft(read(path.read_bytes(), path.name).text, 2023)


def told(target: Target) -> str:
    return f"{target.comparator} {target.value} {target.unit_measure}"


def shape(task: Task) -> dict[str, Any]:
    shown: dict[str, Any] = {
        "number": task.number,
        "title": task.title,
        "leads": list(task.leads),
        "participants": list(task.participants),
    }
    if task.due:
        shown["due"] = task.due
    if task.targets:
        shown["targets"] = [{target.quote: told(target)} for target in task.targets]
    return shown


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_sections_tasks_units_and_targets_are_those_that_a_reader_finds(path: Path) -> None:
    expected = yaml.safe_load(path.with_suffix(".yaml").read_text(encoding="utf-8"))
    read_draft = drafted(path)

    assert [f"{section.number}、{section.title}" for section in read_draft.sections] == expected["sections"]
    assert [shape(task) for task in read_draft.tasks()] == expected["tasks"]


def test_every_document_here_has_its_expectation() -> None:
    assert {path.stem for path in DOCUMENTS} == {path.stem for path in FOLDER.glob("*.yaml")}


def test_what_stands_in_the_head_is_read() -> None:
    document = drafted(FOLDER / "labels_in_paragraphs.txt").document

    assert document.number == "白政发〔2023〕2号"
    assert document.title == "白水区人民政府关于印发《白水区政府2023年重点工作任务分解和责任分工方案》的通知"
    assert document.issuer == "青山市白水区人民政府"
    assert document.issued.isoformat() == "2023-03-28"


def test_a_document_that_looks_further_than_its_year_lasts_as_long() -> None:
    document = drafted(FOLDER / "square_brackets.txt").document

    assert (document.start.isoformat(), document.due.isoformat()) == ("2022-01-01", "2025-12-31")


def test_a_closing_appeal_is_no_part_of_the_last_task() -> None:
    for name in ("wrapped_lines.txt", "no_line_ends.txt", "through_from_the_spirit.txt"):
        *_, last = drafted(FOLDER / name).tasks()
        assert "各地" not in last.text


def test_a_leader_leads_and_is_no_unit() -> None:
    first = next(drafted(FOLDER / "labels_with_leaders.txt").tasks())

    assert (first.leaders, first.note) == (("刘甲",), None)


def test_a_document_without_tasks_comes_back_without_sections() -> None:
    assert draft("今天天气很好。", 2023).sections == ()
    assert draft("", 2023).sections == ()
