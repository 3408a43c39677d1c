"""Rows of the matrix: what stands in a cell."""

from contextlib import closing
from datetime import date
from pathlib import Path
from shutil import copytree

from dcgd.publish.trace import columns, row_of
from dcgd.tracking.tracing.matrix import matrix
from dcgd.tracking.tracing.sheets import sheets
from districts import ROOT, opened

DAY = date(2025, 9, 30)


def test_one_district_alone_needs_no_name_before_its_gaps() -> None:
    with closing(opened(ROOT / "examples/shili-2025", ROOT / "examples/yunxi-2025")) as connection:
        lines = list(matrix(sheets(connection), DAY))
    assert [column.title for column in columns(lines)] == [
        "编号",
        "承诺",
        "目标",
        "时限",
        "承接",
        "云汐区",
        "差在哪里",
    ]
    by_id = {row["id"]: row for row in (row_of(line, DAY) for line in lines)}
    assert by_id["shili-2025:1-1"]["gaps"] == ["目标值 25 家 → 15 家，少 10 家"]
    assert by_id["shili-2025:7-3"]["in:yunxi-2025"] == "—"
    assert by_id["yunxi-2025:17"] | {"title": ""} == {
        "document": "云汐政办字〔2025〕3号", "id": "yunxi-2025:17", "title": "", "goal": "完成", "due": "2025-12-31",
        "section": "五", "leads": [], "state": "no_origin", "label": "没有来源", "taken": [], "gaps": [],
    }  # fmt: skip


def test_two_registries_of_one_place_go_by_their_names(tmp_path: Path) -> None:
    copytree(ROOT / "examples/nanting-2025", tmp_path / "again")
    path = tmp_path / "again/tasks.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("〔2025〕2号", "〔2025〕9号", 1), encoding="utf-8")
    folders = (ROOT / "examples/shili-2025", ROOT / "examples/nanting-2025", tmp_path / "again")
    with closing(opened(*folders)) as connection:
        titles = [column.title for column in columns(list(matrix(sheets(connection), DAY)))]
    assert titles[5:7] == ["nanting-2025", "again"]
