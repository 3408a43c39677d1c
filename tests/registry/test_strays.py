"""Files that look like data and are not read: each is told, and none is told that is the user's own."""

import shutil
from pathlib import Path

import pytest

from dcgd.diagnostics import Severity
from dcgd.registry.load import read
from dcgd.registry.strays import UNREAD_COPY, UNREAD_DATA, stray

BASE = Path(__file__).resolve().parents[1] / "examples" / "base"

HINTS = {
    "tasks.yml": "改名为 tasks.yaml",
    "Tasks.yaml": "改名为 tasks.yaml",
    "ＴＡＳＫＳ.YAML": "改名为 tasks.yaml",
    "task.yaml": "改名为 tasks.yaml",
    "tsaks.yaml": "改名为 tasks.yaml",
    "untis.yaml": "改名为 units.yaml",
    "problem.yaml": "改名为 problems.yaml",
    "rule.yml": "改名为 rules.yaml",
    "notice.yaml": "改名为 notices.yaml",
    "tasks.yaml.txt": "改名为 tasks.yaml",
    "progress.yaml": "移到 progress/年-月.yaml",
    "reports.yaml": "移到 progress/年-月.yaml",
    "progres.yaml": "改名为 progress/年-月.yaml",
    "2025-09.yaml": "移到 progress/2025-09.yaml",
    "进展2025-09.yml": "移到 progress/2025-09.yaml",
    "progress/2025-09.yml": "改名为 2025-09.yaml",
    "progress/2025-09.YAML": "改名为 2025-09.yaml",
    "progress/2025-9.yaml": "改名为 2025-09.yaml",
    "progress/202509.yaml": "改名为 2025-09.yaml",
    "progress/2025年9月.yaml": "改名为 2025-09.yaml",
    "progress/２０２５－０９.yaml": "改名为 2025-09.yaml",
    "progress/2025-09.yaml.txt": "改名为 2025-09.yaml",
    "progress/2025-09 (1).yaml": "核对它与 2025-09.yaml",
    "progress/2025-09副本.yaml": "核对它与 2025-09.yaml",
    "progress/2025-09 - 副本.yaml": "核对它与 2025-09.yaml",
    "progress/2025-09_冲突.yaml": "核对它与 2025-09.yaml",
    "progress/2025-09-张三的冲突副本.yaml": "核对它与 2025-09.yaml",
    "progress/2025-09 (张三's conflicted copy 2025-10-09).yaml": "核对它与 2025-09.yaml",
    "progress/2025-09.sync-conflict-20251009-101010-ABCDEFG.yaml": "核对它与 2025-09.yaml",
    "progress/2025-09-DESKTOP-1A2B.yaml": "核对它与 2025-09.yaml",
    "progress/副本 2025-09.yaml": "核对它与 2025-09.yaml",
    "progress/2025-09_BACKUP_123.yaml": "核对它与 2025-09.yaml",
    "progress/2025-13.yaml": "改名为 年-月.yaml",
    "progress/2025-Q3.yaml": "几个月的，分别并入各月的文件",
    "progress/上半年.yaml": "几个月的，分别并入各月的文件",
    "progress/tasks.yaml": "几个月的，分别并入各月的文件",
    "progress/2025/2025-09.yaml": "移到 progress/2025-09.yaml",
    "progress/2025/09/x.YML": "移到 progress/年-月.yaml",
    "Progress/2025-09.yaml": "移到 progress/ 里",
    "progess/2025-09.yaml": "移到 progress/ 里",
    "进展/2025-09.yaml": "移到 progress/ 里",
    "2025/2025-09.yaml": "移到 progress/ 里",
}
"""Records that count nowhere, and what to do with them."""

COPIES = ("tasks.yaml~", ".tasks.yaml.swp", ".tasks.yaml", "tasks.yaml.orig", "tasks.yaml.rej", "tasks.yaml.bak",
          "#tasks.yaml#", ".#tasks.yaml", "~$tasks.yaml", "._units.yaml", ".~lock.tasks.yaml#", "tasks (1).yaml",
          "tasks - 副本.yaml", "副本tasks.yaml", "units-张三的冲突副本.yaml", "tasks_LOCAL_42.yaml", "Units.old.yml",
          "tasks.yaml.20250930", "progress/2025-09.yaml~", "progress/.2025-09.yaml.swp", "progress/~$2025-09.yaml",
          "progress/2025-09.xlsx", "progress/9月.et", "progress/2025-09.csv", "备份/2025-09.yaml")  # fmt: skip
OWN = ("tasks.yaml", "progress/2025-09.yaml", "README.md", "notes.yaml", "mkdocs.yml", "other.yaml", "x.xlsx",
       ".pre-commit-config.yaml", ".gitlab-ci.yml", ".gitignore", ".dcgd.lock", ".dcgd.plan", ".tasks.yaml.a1.tmp",
       "progress/.2025-09.yaml.a1.tmp", "progress/README.md", "progress/.gitkeep", "progress/Thumbs.db", "source/a.md",
       "source/tasks.yaml", "source/tasks.yaml~", "附件/a.yaml", "附件/a.yml~", "tasks", "2025-09",
       "docker-compose.yml")  # fmt: skip


@pytest.mark.parametrize("name", HINTS)
def test_records_that_count_nowhere_are_an_error_that_says_where_they_belong(name: str) -> None:
    finding = stray(name)
    assert finding
    assert finding.code == UNREAD_DATA
    assert "没有读" in finding.message
    assert name.rpartition("/")[2] in finding.message
    assert HINTS[name] in finding.hint


@pytest.mark.parametrize("name", COPIES)
def test_copies_and_leavings_are_a_warning(name: str) -> None:
    finding = stray(name)
    assert finding
    assert finding.code == UNREAD_COPY
    assert "没有读" in finding.message


@pytest.mark.parametrize("name", OWN)
def test_what_is_read_and_what_is_the_users_own_is_not_told(name: str) -> None:
    assert stray(name) is None


def test_they_are_diagnostics_and_no_data(tmp_path: Path) -> None:
    folder = tmp_path / "registry"
    shutil.copytree(BASE, folder)
    (folder / "progress" / "2023").mkdir(parents=True)
    report = "reports:\n  - {target: 1-1, date: 2023-06-30, value: 8}\n"
    for name in ("2023-06.yaml", "2023-06 (1).yaml", "2023/2023-06.yaml", "2023-07.YAML"):
        (folder / "progress" / name).write_text(report, encoding="utf-8")
    (folder / "tasks.yaml~").write_text("", encoding="utf-8")
    reading = read(folder, "r")
    assert len(reading.registry.reports) == 1
    assert [
        (diagnostic.file.replace("\\", "/"), diagnostic.severity, diagnostic.code) for diagnostic in reading.diagnostics
    ] == [
        ("r/progress/2023-06 (1).yaml", Severity.ERROR, UNREAD_DATA.slug),
        ("r/progress/2023-07.YAML", Severity.ERROR, UNREAD_DATA.slug),
        ("r/progress/2023/2023-06.yaml", Severity.ERROR, UNREAD_DATA.slug),
        ("r/tasks.yaml~", Severity.WARNING, UNREAD_COPY.slug),
    ]
