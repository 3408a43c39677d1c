"""`dcgd validate` over a folder of registries: none is left out in silence."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Call = Callable[..., Any]


@pytest.fixture
def district(example: Path, tmp_path: Path) -> Path:
    """A folder of two years that share their units, beside a folder of other things."""
    folder = tmp_path / "某区"
    for year in ("2024", "2025"):
        shutil.copytree(example, folder / year)
        (folder / year / "units.yaml").replace(folder / "units.yaml")
    (folder / "照片" / "progress").mkdir(parents=True)
    (folder / "照片" / "progress" / "1.jpg").touch()
    return folder


def test_a_registry_that_lost_its_tasks_is_an_error(district: Path, call: Call) -> None:
    assert "missing-file" not in call("validate", "--data", str(district)).stdout
    (district / "2024" / "tasks.yaml").unlink()
    done = call("validate", "--data", str(district))
    lines = [line for line in done.stdout.splitlines() if "missing-file" in line]
    assert [line.partition(" 错误")[0] for line in lines] == [f"{district}/2024/tasks.yaml:1:1:"]
    assert "没有文件 tasks.yaml，而有登记册的别的文件" in lines[0]
    assert done.returncode == 1
