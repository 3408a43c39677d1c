"""`dcgd import` with columns of people: people.yaml is begun, shared and brought up; no one is lost, no number told."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]
HEAD = "# 云溪区2026年重点工作台账\n\n云溪政办发〔2026〕9号\n\n2026年1月20日\n\n## 一、项目\n\n"
HEADER = "| 序号 | 任务 | 一季度 | 责任单位 | 分管领导 | 联系人 |\n|---|---|---|---|---|---|\n"
ROAD = "| 1 | 推进修路 | 选址 | 区交通局 | 副区长李某某 | 张某 13900000000 |\n"
RIVER = "| 2 | 推进清淤 | 摸底 | 区水利局 | 李某某 | 钱某 8412345 |\n"


def write(folder: Path, *rows: str) -> str:
    (folder / "表.md").write_text(HEAD + HEADER + "".join(rows), encoding="utf-8", newline="\n")
    return "表.md"


def people(folder: Path) -> list[str]:
    text = (folder / "people.yaml").read_text(encoding="utf-8")
    return [line.strip() for line in text.splitlines() if line.lstrip().startswith("- ")]


def test_people_are_begun_and_the_draft_has_no_fault(call: Run, tmp_path: Path) -> None:
    done = call("import", write(tmp_path, ROAD, RIVER), "-o", "册")

    assert done.returncode == 0
    assert "节点 2 个，人员 3 名（2 人的电话已记入 people.yaml）" in done.stdout
    assert people(tmp_path / "册") == [
        "- {name: 李某某, post: 副区长}",
        '- {name: 张某, unit: 区交通局, phone: "13900000000"}',
        '- {name: 钱某, unit: 区水利局, phone: "8412345"}',
    ]
    checked = call("validate", "--strict", "册")
    assert (checked.returncode, "0 个错误，0 个警告" in checked.stderr) == (0, True)
    assert call("verify", "册").returncode == 0
    assert call("people", "张某", "--data", "册").returncode == 0


def test_no_number_is_told_or_stands_beside_people_yaml(call: Run, tmp_path: Path) -> None:
    name = write(tmp_path, ROAD, RIVER)
    told = [call("import", name, "-o", "册"), *(call("import", name, "--explain", str(line)) for line in (11, 12))]
    assert call("export", "html", "-o", "页", "--data", "册").returncode == 0

    assert "联系人：张某（电话已记入 people.yaml）" in told[1].stdout
    places = [path for path in [*(tmp_path / "册").glob("*.yaml"), *(tmp_path / "页").rglob("*")] if path.is_file()]
    beside = [path for path in places if path.name != "people.yaml"]
    said = [done.stdout + done.stderr for done in told] + [path.read_text("utf-8", "replace") for path in beside]
    assert not any(number in words for number in ("13900000000", "8412345") for words in said)


def test_an_update_adds_who_is_new_and_keeps_who_is_there(call: Run, tmp_path: Path) -> None:
    assert call("import", write(tmp_path, ROAD), "-o", "册").returncode == 0
    file = tmp_path / "册/people.yaml"
    kept = file.read_text("utf-8").replace("name: 李某某, post: 副区长", "name: 李某某（交通）, post: 副区长, note: 甲")
    file.write_text(kept + "  - {name: 吴某某}  # 手写\n", encoding="utf-8", newline="\n")
    tasks = tmp_path / "册/tasks.yaml"
    named = tasks.read_text("utf-8").replace("leaders: [李某某]", "leaders: [李某某（交通）]")
    tasks.write_text(named, encoding="utf-8", newline="\n")

    done = call("import", write(tmp_path, ROAD.replace("选址", "开工"), RIVER), "--update", "册")

    assert done.returncode == 0, done.stderr
    assert people(tmp_path / "册") == [
        "- {name: 李某某（交通）, post: 副区长, note: 甲}",
        '- {name: 张某, unit: 区交通局, phone: "13900000000"}',
        "- {name: 吴某某}  # 手写",
        '- {name: 钱某, unit: 区水利局, phone: "8412345"}',
    ]
    text = tasks.read_text("utf-8")
    assert text.count("leaders: [李某某（交通）]") == 2
    assert "{date: 2026-03-31, text: 开工}" in text
    assert "选址" not in text
    assert "84123" not in done.stdout + done.stderr
    assert call("validate", "--strict", "册").returncode == 0


def test_another_number_of_a_known_person_is_told_and_not_written(call: Run, tmp_path: Path) -> None:
    assert call("import", write(tmp_path, ROAD), "-o", "册").returncode == 0
    before = people(tmp_path / "册")

    done = call("import", write(tmp_path, ROAD.replace("139", "138"), RIVER), "--update", "册")

    assert done.returncode == 0
    assert "人员存疑，没有改：已经有“张某”，电话不同" in done.stderr
    assert "138000" not in done.stderr
    assert people(tmp_path / "册")[: len(before)] == before


@pytest.mark.parametrize("known", ["李某某", "李某某（交通）"])
def test_new_people_go_into_the_file_of_the_folder_above(call: Run, tmp_path: Path, known: str) -> None:
    district = tmp_path / "区"
    district.mkdir()
    (district / "people.yaml").write_text(f"people:\n  - {{name: {known}, post: 副区长}}\n", encoding="utf-8")

    done = call("import", write(tmp_path, ROAD), "-o", "区/册")

    assert done.returncode == 0, done.stderr
    assert not (district / "册/people.yaml").exists()
    assert people(district)[0] == f"- {{name: {known}, post: 副区长}}"
    assert [line.split(",")[0] for line in people(district)] == [f"- {{name: {known}", "- {name: 张某"]
    assert f"leaders: [{known}]" in (district / "册/tasks.yaml").read_text("utf-8")
    assert call("validate", "--strict", "区/册").returncode == 0
