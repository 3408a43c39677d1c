"""Several registries in one question: a folder of counties and years."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def province(tmp_path: Path) -> Path:
    folder = tmp_path / "province"
    for county in ("jia", "yi"):
        for year in ("2022", "2023"):
            inner = folder / county / year
            inner.mkdir(parents=True)
            for name in ("tasks.yaml", "units.yaml"):
                text = (ROOT / "data" / name).read_text(encoding="utf-8")
                text = text.replace("东昌政办字〔2023〕11号", f"{county}政办字〔{year}〕1号").replace(
                    "2023-", f"{year}-"
                )
                (inner / name).write_text(text, encoding="utf-8")
    return folder


def rows(call: Run, *args: str) -> list[dict[str, Any]]:
    done = call(*args, "--format", "json")
    assert done.returncode == 0, done.stderr
    listed: list[dict[str, Any]] = json.loads(done.stdout)
    return listed


def test_rows_carry_the_document_and_numbers_are_qualified(call: Run, province: Path) -> None:
    listed = rows(call, "list", "--unit", "区水利局", "--section", "三", "--data", str(province))
    assert len(listed) == 4 * 3
    assert listed[0]["document"] == "jia政办字〔2022〕1号"
    assert [row["number"] for row in listed[:4]] == ["jia/2022:19", "jia/2022:21", "jia/2022:22", "jia/2023:19"]
    targets = rows(call, "targets", "--section", "六", "--data", str(province), "--as-of", "2022-07-01")
    assert targets[0]["id"] == "jia/2022:42-1"


@pytest.mark.parametrize("command", ["targets", "at-risk", "history", "progress log", "progress missing"])
def test_every_listing_of_items_qualifies_their_ids(call: Run, registry: Path, example: Path, command: str) -> None:
    listed = rows(call, *command.split(), "--data", str(registry), "--data", str(example), "--as-of", "2025-09-30")
    assert {row["id"].partition(":")[0] for row in listed if row["id"] != "合计"} <= {"data", "example"}
    assert {row.get("document") for row in listed if row["id"] != "合计"} <= {
        "东昌政办字〔2023〕11号",
        "云汐政办字〔2025〕3号",
    }
    assert any(row["id"].startswith("example:") for row in listed)


def test_data_may_be_given_repeatedly(call: Run, province: Path) -> None:
    args = ("--data", str(province / "jia" / "2022"), "--data", str(province / "yi" / "2023"))
    assert {row["number"].partition(":")[0] for row in rows(call, "list", *args)} == {"jia/2022", "yi/2023"}


def test_a_task_is_shown_by_its_qualified_number(call: Run, province: Path) -> None:
    done = call("show", "yi/2023:5", "--data", str(province))
    assert done.stdout.startswith("yi/2023:5. 壮大科技型企业群体")
    unqualified = call("show", "5", "--data", str(province))
    assert unqualified.returncode == 2
    assert "有 4 个登记册都有任务 5" in unqualified.stderr


def test_an_id_that_only_one_registry_has_needs_no_more_words(call: Run, registry: Path, example: Path) -> None:
    both = ("--data", str(registry), "--data", str(example))
    assert call("show", "9-2", *both).stdout.startswith("example:9. 推行生活垃圾分类")
    assert "有 2 个登记册都有任务 5-1" in call("show", "5-1", *both).stderr


def test_the_registry_named_for_an_example_has_the_task(call: Run, province: Path, example: Path) -> None:
    said = call("show", "42", "--data", str(example), "--data", str(province)).stderr
    named = said.rpartition("如 ")[2].strip()
    assert call("show", named, "--data", str(example), "--data", str(province)).returncode == 0


def test_problems_name_their_document_as_every_row_does(call: Run, registry: Path, example: Path) -> None:
    listed = rows(call, "problem", "list", "--data", str(registry), "--data", str(example))
    assert {row["document"] for row in listed} == {"云汐政办字〔2025〕3号"}


def test_units_resolve_in_each_document(call: Run, province: Path) -> None:
    units = province / "yi" / "2023" / "units.yaml"
    text = units.read_text(encoding="utf-8")
    units.write_text(
        text.replace("  - name: 区水利局\n    aliases: [区水务局]", "  - name: 区水务局\n    aliases: [区水利局]"),
        encoding="utf-8",
    )
    listed = rows(call, "list", "--unit", "区水务局", "--section", "三", "--data", str(province))
    assert len(listed) == 4 * 3


def test_totals_roll_up_by_document(call: Run, province: Path) -> None:
    args = ("--data", str(province), "--as-of", "2023-07-01")
    by_document = rows(call, "status", "--by", "document", *args)
    assert len(by_document) == 4
    whole = rows(call, "status", "--by", "light", *args)[-1]
    assert whole["total"] == sum(row["total"] for row in by_document)
    assert whole["红"] == sum(row["红"] for row in by_document)


def test_an_edit_in_one_is_seen_and_errors_in_one_leave_the_others(call: Run, province: Path) -> None:
    args = ("list", "--search", "完善实验室体系", "--data", str(province))
    assert len(rows(call, *args)) == 4
    tasks = province / "jia" / "2023" / "tasks.yaml"
    tasks.write_text(tasks.read_text(encoding="utf-8").replace("完善实验室体系", "改善实验室体系"), encoding="utf-8")
    assert len(rows(call, *args)) == 3
    tasks.write_text("document: [", encoding="utf-8")
    done = call(*args)
    assert done.returncode == 0
    assert "1 个登记册有" in done.stderr
    assert len(done.stdout.splitlines()) == 1 + 3


def test_writing_needs_one_registry(call: Run, province: Path) -> None:
    done = call("progress", "add", "5-1", "--value", "1", "--data", str(province))
    assert done.returncode == 2
    assert "4 个登记册" in done.stderr
