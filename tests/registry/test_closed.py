"""A closed registry takes corrections and withdrawals, and nothing else."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]
DUE = "  due: 2025-12-31\n"


@pytest.fixture
def closed(example: Path, tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    shutil.copytree(example, folder)
    text = (folder / "tasks.yaml").read_text(encoding="utf-8")
    (folder / "tasks.yaml").write_text(text.replace(DUE, f"{DUE}  closed: 2026-01-31\n", 1), encoding="utf-8")
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in sorted(folder.rglob("*.yaml"))}


@pytest.mark.parametrize(
    "words",
    [
        "progress add 1-1 --value 20 --date 2026-01-20",
        "progress add 1-1 --value 20 --date 2026-01-20 --correct",
        "set 1-1 value 14 --reason 批复 --approved-by 常务会",
        "problem raise 9-2 验收标准有变 --by 区住建局",
        "problem close WT-2025-006 --by 区政府办",
        "request ask 9-1 due 2026-03-31 --by 区住建局 --note 冬季停工",
        "notice reply DB-2025-002",
        "unit rename 区水利局 区水务局",
        "add unit 区医疗保障局",
    ],
)
def test_it_takes_no_other_edit_and_says_why(words: str, closed: Path, call: Run) -> None:
    before = contents(closed)
    done = call(*words.split(), "--data", str(closed))
    assert done.returncode != 0
    assert contents(closed) == before
    if "close" not in words and "reply" not in words:
        assert "已于 2026-01-31 归档，只收进展的更正、各种记录的撤回" in done.stderr


def test_a_correction_of_a_day_without_a_report_is_a_new_report(closed: Path, call: Run) -> None:
    done = call(
        *["progress", "add", "1-1", "--value", "20", "--date", "2026-01-20", "--correct"], "--data", str(closed)
    )
    assert "只收进展的更正、各种记录的撤回，1-1 在 2026-01-20 没有报送过；没有写入" in done.stderr


@pytest.mark.parametrize(
    "words",
    [
        "progress add 1-1 --value 14 --date 2025-12-31 --correct",
        "progress withdraw 1-1 --by 区政府办 --note 多填一个零 --date 2025-09-30",
        "problem withdraw WT-2025-001 --by 区政府办 --note 登记重了",
        "notice withdraw DB-2025-003 --by 督查室 --note 发错单位",
        "seal 2025-12",
    ],
)
def test_it_takes_corrections_and_withdrawals(words: str, closed: Path, call: Run) -> None:
    before = contents(closed)
    done = call(*words.split(), "--data", str(closed))
    assert done.returncode == 0, done.stderr
    assert contents(closed) != before


def test_opened_again_it_takes_everything(closed: Path, call: Run) -> None:
    text = (closed / "tasks.yaml").read_text(encoding="utf-8")
    (closed / "tasks.yaml").write_text(text.replace("  closed: 2026-01-31\n", ""), encoding="utf-8")
    done = call("progress", "add", "1-1", "--value", "20", "--date", "2026-01-20", "--data", str(closed))
    assert done.returncode == 0, done.stderr
