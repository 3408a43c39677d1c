"""Files that are not read, seen from the command line: `validate` names each, the others count them."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]


def month(example: Path) -> Path:
    return example / "progress" / "2025-09.yaml"


def test_a_file_that_comes_when_the_index_is_there_is_told_and_forgotten_when_it_goes(call: Run, example: Path) -> None:
    assert call("validate", str(example)).returncode == 0
    copy = month(example).with_name("2025-09 (1).yaml")
    shutil.copyfile(month(example), copy)
    said = call("validate", str(example))
    assert said.returncode == 1
    assert "2025-09 (1).yaml:1:1: 错误 unread-data" in said.stdout
    assert "登记册有 1 个错误，运行 dcgd validate 查看" in call("list", "--data", str(example)).stderr
    copy.unlink()
    assert call("validate", str(example)).returncode == 0
    assert call("list", "--data", str(example)).stderr == ""


def test_a_copy_changes_no_verdict(call: Run, example: Path) -> None:
    asked = ("targets", "--data", str(example), "--as-of", "2025-09-30", "--format", "csv")
    before = call(*asked).stdout
    text = month(example).read_text(encoding="utf-8")
    assert "value: 62.0" in text
    copy = month(example).with_name("2025-09_冲突.yaml")
    copy.write_text(text.replace("value: 62.0", "value: 55"), encoding="utf-8")
    assert call(*asked).stdout == before


@pytest.mark.parametrize("name", ["2025-09.yml", "2025-09.YAML", "2025/2025-09.yaml"])
def test_a_month_under_another_name_is_named(name: str, call: Run, example: Path) -> None:
    (example / "progress" / "2025").mkdir()
    month(example).rename(example / "progress" / name)
    said = call("validate", str(example), "--format", "github")
    assert said.returncode == 1
    assert f"progress/{name}" in said.stdout.replace("\\", "/")


def test_a_file_given_to_validate_stands_for_the_registry_around_it(call: Run, example: Path) -> None:
    (example / "progress" / "2025").mkdir()
    lost = shutil.copyfile(month(example), example / "progress" / "2025" / "x.yml")
    for given, where in ((str(lost), example.parent), ("x.yml", lost.parent), ("2025-08.yaml", month(example).parent)):
        said = call("validate", given, cwd=where)
        assert "x.yml:1:1: 错误 unread-data" in said.stdout
        assert "17 项任务" in said.stderr


def test_a_registry_whose_first_file_is_misnamed_is_none_and_it_is_said_why(call: Run, example: Path) -> None:
    (example / "tasks.yaml").rename(example / "tasks.yml")
    said = call("list", "--data", str(example))
    assert said.returncode == 2
    assert "里面没有登记册（tasks.yaml），而有 tasks.yml：改名为 tasks.yaml；新建一个用 dcgd init" in said.stderr


def test_a_name_that_is_no_text_is_told(call: Run, example: Path) -> None:
    try:
        (example / "progress" / "a\udcff\x1b[31m.yaml").touch()
    except (OSError, UnicodeError):
        pytest.skip("this file system knows only names that are text")
    said = call("validate", str(example))
    assert said.returncode == 1
    assert "unread-data" in said.stdout
    assert "\x1b" not in said.stdout


def test_the_official_text_may_have_a_suffix_in_capitals(call: Run, example: Path) -> None:
    [text] = (example / "source").glob("*.md")
    text.rename(text.with_suffix(".MD"))
    assert "一字不差" in call("verify", str(example)).stderr


def test_a_merge_conflict_keeps_others_from_nothing(call: Run, example: Path) -> None:
    lines = month(example).read_text(encoding="utf-8").rstrip("\n").split("\n")
    lines[-2:] = ["<<<<<<< HEAD", lines[-2], "=======", lines[-1], ">>>>>>> 乙"]
    month(example).write_text("\n".join(lines) + "\n", encoding="utf-8")
    before = month(example).read_bytes()
    said = call("validate", str(example))
    assert said.returncode == 1
    assert said.stdout.count("错误") == 1
    assert "错误 merge-conflict 合并冲突没有解决" in said.stdout
    said = call("progress", "add", "5-2", "--value", "63", "--correct", "--date", "2025-09-30", "--data", str(example))
    assert said.returncode == 2
    assert "2025-09.yaml" in said.stderr
    assert month(example).read_bytes() == before
