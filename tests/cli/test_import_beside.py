"""`dcgd import --update --data`: what other registries refer to keeps its number."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]
HEAD = "# 示例市人民政府关于印发2023年重点工作的通知\n\n示政发〔2023〕1号\n\n## 一、民生\n\n"
HOMES = "%d. 改造老旧小区。改造老旧小区16个。（牵头单位：市住房和城乡建设局）\n\n"
BEDS = "%d. 完善养老服务。新增养老床位200张。（牵头单位：市民政局）\n\n"
SCHOOLS = "2. 扩大学位供给。新增学位1000个。（牵头单位：市教育局）\n\n"
END = "2023年1月6日\n"


@pytest.fixture
def city(call: Run, tmp_path: Path) -> Path:
    """A registry of two tasks, and a newer document with one put between them."""
    (tmp_path / "旧.md").write_text(HEAD + HOMES % 1 + BEDS % 2 + END, encoding="utf-8")
    (tmp_path / "新.md").write_text(HEAD + HOMES % 1 + SCHOOLS + BEDS % 3 + END, encoding="utf-8")
    assert call("import", "旧.md", "-o", "市", "--year", "2023").returncode == 0
    return tmp_path / "市"


def test_what_another_registry_refers_to_keeps_its_number(call: Run, city: Path, tmp_path: Path) -> None:
    shutil.copytree(city, tmp_path / "区")
    path = tmp_path / "区" / "tasks.yaml"
    text = path.read_text(encoding="utf-8").replace("示政发〔2023〕1号", "区政发〔2023〕2号")
    linked = "          - id: 2-1\n            implements: ['示政发(2023)1号:2-1']\n"
    path.write_text(text.replace("          - id: 2-1\n", linked), encoding="utf-8", newline="\n")
    before = (city / "tasks.yaml").read_bytes()
    done = call("import", "新.md", "--update", "市", "--data", "区")
    assert (done.returncode, done.stdout) == (2, "")
    assert "已有记录、别处指着的编号要变：2-1 → 3-1（区指着 1）；" in done.stderr
    assert (city / "tasks.yaml").read_bytes() == before
    done = call("import", "新.md", "--update", "市")
    assert done.returncode == 0, "who names no other registry is not asked about it"
    assert "2-1 → 3-1" in done.stderr


def test_without_an_update_other_registries_mean_nothing(call: Run, city: Path) -> None:
    done = call("import", "新.md", "--data", str(city))
    assert (done.returncode, "--data 只与 --update 同用" in done.stderr) == (2, True)
