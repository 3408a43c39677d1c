"""`dcgd init`: a new registry."""

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]
ROOT = Path(__file__).resolve().parent.parent.parent


def test_an_empty_registry_is_valid_and_explains_itself(call: Run, tmp_path: Path) -> None:
    done = call("init", "台账")
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr == "建好了：台账。接下来：dcgd validate 台账；dcgd list --data 台账\n"
    assert sorted(path.name for path in (tmp_path / "台账").iterdir()) == [
        *(".gitignore", "people.yaml", "rules.yaml", "tasks.yaml", "units.yaml"),
    ]
    checked = call("validate", "台账")
    assert (checked.returncode, checked.stdout) == (0, "")
    assert call("list", "--data", "台账").returncode == 0
    assert call("overdue", "--data", "台账", "--fail").returncode == 0


def test_its_commented_examples_are_a_valid_registry_once_they_are_uncommented(call: Run, tmp_path: Path) -> None:
    assert call("init", "台账").returncode == 0
    for name, empty in (
        ("tasks.yaml", "sections: []\n"),
        ("units.yaml", "units: []\n"),
        ("people.yaml", "people: []\n"),
    ):
        path = tmp_path / "台账" / name
        head, _, comments = path.read_text(encoding="utf-8").partition(empty)
        body = "".join(line.removeprefix("# ") for line in comments.splitlines(keepends=True))
        path.write_text(head + body, encoding="utf-8", newline="\n")
    done = call("validate", "台账")
    assert (done.returncode, done.stdout) == (0, "")
    assert call("progress", "add", "1-1", "--value", "8家", "--date", "2024-06-30", "--data", "台账").returncode == 0


def test_the_shipped_registry_can_be_copied_without_anybodys_progress(call: Run, tmp_path: Path) -> None:
    assert call("init", "--from-default", "mine").returncode == 0
    for name in ("tasks.yaml", "units.yaml", "source/dongzhengban-2023-11.md"):
        assert (tmp_path / "mine" / name).read_bytes() == (ROOT / "data" / name).read_bytes()
    assert not (tmp_path / "mine/progress").exists()
    assert call("validate", "mine").returncode == 0
    listed = call("list", "--data", "mine").stdout
    assert listed.count("\n") == 91


def test_without_a_folder_it_is_data_and_then_found_from_below(call: Run, tmp_path: Path) -> None:
    assert call("init", "--from-default").returncode == 0
    (tmp_path / "data/附件").mkdir()
    done = call("progress", "add", "5-1", "--value", "8", "--date", "2023-06-30", cwd=tmp_path / "data/附件")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "data/progress/2023-06.yaml").exists()


@pytest.mark.parametrize("kind", ["a registry", "a file", "some folder"])
def test_nothing_is_ever_overwritten(call: Run, tmp_path: Path, kind: str) -> None:
    path = tmp_path / "mine"
    if kind == "a file":
        path.write_bytes(b"1")
    else:
        path.mkdir()
        (path / ("tasks.yaml" if kind == "a registry" else "note.txt")).write_bytes(b"1")
    done = call("init", "mine")
    assert (done.returncode, done.stderr) == (2, "错误：mine 已经有内容，换一个文件夹\n")
    assert path.read_bytes() == b"1" if kind == "a file" else len(list(path.iterdir())) == 1


def test_an_empty_folder_will_do(call: Run, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    assert call("init", "mine").returncode == 0


def test_neither_lock_nor_draft_is_committed_by_accident(call: Run, tmp_path: Path) -> None:
    assert call("init", "mine", "--from-default").returncode == 0
    assert call("progress", "add", "5-1", "--value", "8", "--date", "2023-06-30", "--data", "mine").returncode == 0
    (tmp_path / "mine/progress/.2023-06.yaml.abc.tmp").write_bytes(b"the draft of a writer that was killed")
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    status = subprocess.run(
        ["git", "status", "--short", "-uall"], cwd=tmp_path, check=True, capture_output=True, text=True
    )
    assert "progress/2023-06.yaml" in status.stdout
    assert "lock" not in status.stdout
    assert "tmp" not in status.stdout


def test_what_the_folder_above_shares_is_not_made_again(call: Run, tmp_path: Path) -> None:
    district = tmp_path / "云汐区"
    district.mkdir()
    for name in ("units.yaml", "people.yaml"):
        (district / name).write_text(f"{name.removesuffix('.yaml')}: []\n", encoding="utf-8")
    done = call("init", "云汐区/2026")
    assert "units.yaml、people.yaml 用上一级文件夹里的" in done.stderr
    assert sorted(path.name for path in (district / "2026").iterdir()) == [".gitignore", "rules.yaml", "tasks.yaml"]
    assert call("validate", "云汐区/2026").returncode == 0


def test_last_years_unfinished_items_are_in_the_new_years_registry(call: Run, tmp_path: Path) -> None:
    old = ROOT / "examples" / "yunxi-2024"
    done = call("init", "2025", "--carry-over", str(old))
    assert done.returncode == 0
    assert done.stderr.startswith("接续 3 项没有完成的；")
    assert call("validate", "2025").returncode == 0
    listed = json.loads(call("list", "--data", "2025", "--format", "json").stdout)
    assert [row["title"] for row in listed] == ["促进科技成果转化", "改善居住条件", "推进智慧水务建设"]
    changes = json.loads(call("diff", str(old), "2025", "--format", "json").stdout)
    assert [row["kind"] for row in changes] == ["year-carried"] * 3 + ["year-dropped"] * 4


def test_a_carried_registry_has_the_units_wherever_the_old_one_has_them_from(call: Run, tmp_path: Path) -> None:
    meetings = ROOT / "examples" / "yunxi-meetings"
    assert call("init", "新年", "--carry-over", str(meetings / "minutes-2025")).returncode == 0
    assert (tmp_path / "新年" / "units.yaml").read_bytes() == (meetings / "units.yaml").read_bytes()
    assert call("validate", "新年").returncode == 0


def test_of_a_folder_of_many_one_is_to_be_named(call: Run, example: Path, tmp_path: Path) -> None:
    for name in ("甲", "乙"):
        shutil.copytree(example, tmp_path / "多" / name)
    done = call("init", "新年", "--carry-over", "多")
    assert done.returncode == 2
    assert "这里有 2 个登记册，接续一个，写到它的文件夹" in done.stderr
    assert "一次比较一个，写到它的文件夹" in call("diff", "多", "多/甲").stderr


def test_a_folder_that_is_not_there_is_no_version_either(call: Run, example: Path) -> None:
    done = call("diff", "nowhere", "--data", str(example))
    assert done.returncode == 2
    assert "没有文件夹 nowhere，也不能当作版本：" in done.stderr


def test_two_origins_at_once_are_refused(call: Run) -> None:
    done = call("init", "甲", "--carry-over", str(ROOT / "examples" / "yunxi-2024"), "--from-default")
    assert (done.returncode, "只能用一个" in done.stderr) == (2, True)
