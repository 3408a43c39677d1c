"""A registry against its official text in each style of writing: what does not agree is found, and nothing else."""

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from dcgd.diagnostics import Diagnostic
from dcgd.intake.draft.drafting import draft
from dcgd.intake.draft.emit import tasks_yaml, units_yaml
from dcgd.intake.draft.result import Draft
from dcgd.intake.official import verified
from dcgd.intake.text.readers import read
from dcgd.model import Section, Task
from dcgd.registry.load import read as load

FOLDER = Path(__file__).parent / "documents"
DOCUMENTS = sorted(path for path in FOLDER.iterdir() if path.suffix != ".yaml")
Spoil = Callable[[tuple[Section, ...]], tuple[Section, ...]]


def first(change: Callable[[Task], Task]) -> Spoil:
    """A change of the first task."""

    def spoiled(sections: tuple[Section, ...]) -> tuple[Section, ...]:
        at = next(at for at, section in enumerate(sections) if section.tasks)
        one, *rest = sections[at].tasks
        return (*sections[:at], replace(sections[at], tasks=(change(one), *rest)), *sections[at + 1 :])

    return spoiled


def without_last(sections: tuple[Section, ...]) -> tuple[Section, ...]:
    *before, last = sections
    return (*before, replace(last, tasks=last.tasks[:-1]))


@cache
def drafted(path: Path) -> Draft:
    return draft(read(path.read_bytes(), path.name).text, 2023)


def compared(path: Path, folder: Path, spoil: Spoil) -> list[Diagnostic]:
    imported = drafted(path)
    (folder / "source").mkdir()
    (folder / "source/文件.txt").write_bytes(path.read_bytes())
    (folder / "tasks.yaml").write_text(tasks_yaml(imported.document, spoil(imported.sections)), encoding="utf-8")
    (folder / "units.yaml").write_text(units_yaml(imported.units), encoding="utf-8")
    return verified(load(folder), folder)


@pytest.mark.usefixtures("one_worker")
@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
class TestEachStyle:
    """The registry that was imported, and the same with one thing changed."""

    def test_an_imported_registry_agrees_with_its_document(self, path: Path, tmp_path: Path) -> None:
        assert compared(path, tmp_path, lambda sections: sections) == []

    def test_a_changed_character_is_found(self, path: Path, tmp_path: Path) -> None:
        differences = compared(
            path, tmp_path, first(lambda task: replace(task, text=task.text[:-2] + "改" + task.text[-1]))
        )
        assert len(differences) == 1
        assert "{+改+}" in differences[0].message

    def test_another_unit_is_found(self, path: Path, tmp_path: Path) -> None:
        differences = compared(path, tmp_path, first(lambda task: replace(task, leads=(*task.leads, "区邮局"))))
        assert len(differences) == 1
        assert "区邮局" in differences[0].message

    def test_a_lead_made_a_participant_is_found(self, path: Path, tmp_path: Path) -> None:
        def swapped(task: Task) -> Task:
            return replace(task, leads=(), participants=(*task.participants, *task.leads, "区邮局"))

        assert compared(path, tmp_path, first(swapped)) != []

    def test_a_leader_whom_the_document_does_not_name_is_found(self, path: Path, tmp_path: Path) -> None:
        [difference] = compared(path, tmp_path, first(lambda task: replace(task, leaders=("查无此人（区）",))))
        assert "“查无此人（区）”官方文本没有点名" in difference.message

    def test_a_task_left_out_is_found(self, path: Path, tmp_path: Path) -> None:
        assert any(
            "登记册里没有" in difference.message or "还有" in difference.message
            for difference in compared(path, tmp_path, without_last)
        )

    def test_a_task_that_nobody_wrote_is_found(self, path: Path, tmp_path: Path) -> None:
        def more(sections: tuple[Section, ...]) -> tuple[Section, ...]:
            *before, last = sections
            number = sum(len(section.tasks) for section in sections) + 1
            made_up = Task(number=number, title="捏造", text="捏造。没有这件事。", leads=())
            return (*before, replace(last, tasks=(*last.tasks, made_up)))

        assert any("找不到" in difference.message for difference in compared(path, tmp_path, more))
