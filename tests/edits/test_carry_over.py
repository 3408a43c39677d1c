"""What is unfinished, drafted as the next year's registry."""

from pathlib import Path

import pytest

from dcgd.diagnostics import Severity
from dcgd.edits.carry_over import carried_over
from dcgd.errors import Refused
from dcgd.registry.load import read
from districts import EXAMPLE, ROOT

OLD = read(ROOT / "examples" / "yunxi-2024").registry


def drafted(folder: Path, unfinished: dict[str, str]) -> None:
    (folder / "tasks.yaml").write_text(carried_over(OLD, unfinished), encoding="utf-8")
    (folder / "units.yaml").write_bytes((ROOT / "examples/yunxi-2024/units.yaml").read_bytes())


def test_it_is_a_sound_registry_whose_items_continue_the_old_ones(tmp_path: Path) -> None:
    drafted(tmp_path, {"4-2": "上年 4-2：完成 4/6 处", "5": "上年 5：报送完成 60%"})
    reading = read(tmp_path)
    assert [found for found in reading.diagnostics if found.severity is not Severity.INFO] == []
    [first, second] = (filed.entity for filed in reading.registry.tasks)
    assert (first.number, first.title, second.number, second.title) == (1, "改善居住条件", 2, "推进智慧水务建设")
    [target] = first.targets
    assert (target.id, target.continues, target.review) == ("1-1", "云汐政办字〔2024〕5号:4-2", True)
    assert target.note == "上年 4-2：完成 4/6 处"
    assert (second.continues, second.review) == ("云汐政办字〔2024〕5号:5", True)
    assert [filed.entity.number for filed in reading.registry.sections] == ["一"]


def test_the_document_is_that_of_the_next_year_with_its_number_to_be_filled_in(tmp_path: Path) -> None:
    drafted(tmp_path, {"4-2": "…"})
    document = read(tmp_path).registry.document
    assert document is not None
    assert (document.number, str(document.start), str(document.due)) == (
        "云汐政办字〔2025〕×号",
        "2025-01-01",
        "2025-12-31",
    )
    assert "云汐区2025年重点工作任务" in document.title
    assert document.closed is None


def test_adjustments_checkpoints_and_links_stay_behind() -> None:
    text = carried_over(read(EXAMPLE).registry, {"3-m1": "…", "10-1": "…", "2-2": "…"})
    assert 'continues: "云汐政办字〔2025〕3号:3-m1"' in text
    assert not [key for key in ("adjustments:", "checkpoints:", "implements:", "due: 2025") if key in text]


def test_when_all_is_done_there_is_nothing_to_carry_over() -> None:
    with pytest.raises(Refused, match="都完成了"):
        carried_over(OLD, {})
