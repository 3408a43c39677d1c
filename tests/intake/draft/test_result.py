"""What an import comes to: tasks in order, and the same entities as a registry that was read."""

from pathlib import Path

from dcgd.intake.draft.drafting import draft
from dcgd.intake.draft.emit import tasks_yaml, units_yaml
from dcgd.registry.load import read

TEXT = "一、工业\n1.做强企业。新增企业5家。（牵头单位：区工信局）\n二、农业\n2.修渠。（牵头单位：区水利局）\n"


def test_tasks_come_in_the_order_of_their_sections() -> None:
    assert [task.title for task in draft(TEXT, 2026).tasks()] == ["做强企业", "修渠"]


def test_each_task_has_its_origin() -> None:
    drafted = draft(TEXT, 2026)
    assert [(origin.number, origin.tells_roles) for origin in drafted.origins] == [(1, True), (2, True)]


def test_as_a_registry_it_is_what_reading_its_files_gives(tmp_path: Path) -> None:
    drafted = draft(TEXT, 2026)
    (tmp_path / "tasks.yaml").write_text(tasks_yaml(drafted.document, drafted.sections), encoding="utf-8")
    (tmp_path / "units.yaml").write_text(units_yaml(drafted.units), encoding="utf-8")
    again, registry = read(tmp_path).registry, drafted.as_registry()
    assert registry.document == again.document
    assert registry.tasks == again.tasks
    assert registry.units == again.units
    assert [(section.entity.number, section.entity.title, section.place) for section in registry.sections] == [
        (section.entity.number, section.entity.title, section.place) for section in again.sections
    ]
