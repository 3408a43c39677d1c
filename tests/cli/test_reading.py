"""`list`, `units` and `validate` on the real registry, and where the data is found."""

import csv
import io
import json
import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
BASE = ROOT / "tests/examples/base"
Call = Callable[..., Any]


def numbers(out: str) -> list[str]:
    return [line.split("\t")[0] for line in out.splitlines()[1:]]


def test_all_tasks(call: Call) -> None:
    said = call("list")
    assert (said.returncode, said.stderr) == (0, "")
    assert numbers(said.stdout) == [str(number) for number in range(1, 91)]


@pytest.mark.parametrize(
    ("args", "expected"),
    [
        (["--unit", "水利局", "--role", "participant"], "29"),
        (["--unit", "区水利局", "--unit", "区妇联", "--section", "三"], "19 21 22"),
        (["-u", "区水务局", "-s", "五"], "36 37"),
        (["-u", "区水利局", "--role", "参与"], "29"),
        (["--section", "一", "--section", "第十一章"], "1 2 3 4 5 6 7 8 88 89 90"),
        (["--section", "6", "--search", "高标准农田"], "42"),
        (["--search", "黄河 湿地"], "29 37"),
    ],
)
def test_tasks_are_narrowed(call: Call, args: list[str], expected: str) -> None:
    assert numbers(call("list", *args).stdout) == expected.split()


def test_every_format_shows_the_same_tasks(call: Call) -> None:
    args = ("list", "--unit", "区妇联")
    expected = ["72", "76"]
    assert numbers(call(*args).stdout) == expected
    assert numbers(call(*args, "--format", "tsv").stdout) == expected
    as_json = json.loads(call(*args, "--format", "json").stdout)
    assert [str(row["number"]) for row in as_json] == expected
    assert yaml.safe_load(call(*args, "--format", "yaml").stdout) == as_json
    rows = list(csv.DictReader(io.StringIO(call(*args, "--format", "csv").stdout)))
    assert [row["序号"] for row in rows] == expected
    assert {row["角色"] for row in rows} == {"参与"}
    for form in ("table", "plain", "markdown"):
        assert re.findall(r"^\D{0,8}(\d+) ", call(*args, "--format", form).stdout, re.MULTILINE) == expected
    assert call(*args, "--format", "csv", "--bom").stdout.startswith("\ufeff序号,")


def test_json_has_every_key_of_the_data(call: Call) -> None:
    [row] = json.loads(call("list", "--search", "新增高新技术企业", "--format", "json").stdout)
    source = yaml.safe_load((ROOT / "data/tasks.yaml").read_text("utf-8"))
    task = source["sections"][0]["tasks"][4]
    assert {key: row[key] for key in task if key not in ("targets", "milestones")} == {
        key: value for key, value in task.items() if key not in ("targets", "milestones")
    }
    for found, written in zip(row["targets"], task["targets"], strict=True):
        assert found.items() >= written.items()
        assert {"comparator", "firmness", "implied", "due", "baseline", "checkpoints", "adjustments", "review"} <= set(
            found
        )
    assert row["section"] == "一"
    assert row["participants"] == []


def test_units_and_what_they_answer_for(call: Call) -> None:
    lines = call("units").stdout.splitlines()
    assert len(lines) == 39
    [row] = json.loads(call("units", "区发改委", "--format", "json").stdout)
    assert row["name"] == "区发展和改革局"
    assert "区发展和改革委员会" in row["aliases"]
    assert {2, 19} <= set(row["leads"])
    assert 4 in row["participates"]


def test_units_on_a_day_show_the_worst_of_what_they_lead(call: Call) -> None:
    folder = ROOT / "examples" / "yunxi-2025"
    rows = json.loads(call("units", "--as-of", "2025-09-30", "--data", str(folder), "--format", "json").stdout)
    found = {row["name"]: (row["light"], row["status"], row["label"]) for row in rows}
    assert found["区教育体育局"] == ("红", "overdue", "逾期")
    assert found["区水利局"] == ("黄", "behind", "滞后")
    assert found["区财政局"] == (None, None, None), "it leads nothing"
    both = call(
        "units", "--as-of", "2025-09-30", "--data", str(folder), "--data", str(ROOT / "data"), "--format", "json"
    )
    lights = {(row["registry"], row["name"]): row["light"] for row in json.loads(both.stdout)}
    assert lights["examples/yunxi-2025", "区水利局"] == "黄"
    assert lights["data", "区水利局"] == "红", "of the same name in another district"


def test_validate_says_what_it_read(call: Call) -> None:
    said = call("validate", str(ROOT / "data"))
    assert said.stdout == ""
    assert said.stderr == "90 项任务，111 个目标和成果，38 个单位：0 个错误，0 个警告，0 个提示。\n"


def test_validate_takes_folders_and_files(call: Call, registry: Path) -> None:
    (registry / "progress").mkdir()
    report = registry / "progress/2023-06.yaml"
    report.write_text("reports:\n  - {target: 5-9, date: 2023-06-30, value: 1}\n", "utf-8")
    for path in (registry, registry / "tasks.yaml", report):
        said = call("validate", str(path))
        assert said.returncode == 1
        assert "progress/2023-06.yaml:2:14: 错误 report-unknown 没有编号“5-9”" in said.stdout.replace(os.sep, "/")
    assert json.loads(call("validate", str(registry), "--format", "json").stdout)[0].items() >= {
        "line": 2, "column": 14, "severity": "error", "code": "report-unknown",
    }.items()  # fmt: skip


def test_terminal_codes_in_data_do_not_reach_the_screen(call: Call, registry: Path) -> None:
    (registry / "rules.yaml").write_text('pace: "\\e[31m红"\n', "utf-8")
    said = call("validate", str(registry))
    assert said.returncode == 1
    assert "\x1b" not in said.stdout


def test_a_broken_registry_is_answered_from_with_a_word_of_warning(call: Call, registry: Path) -> None:
    text = (registry / "tasks.yaml").read_text("utf-8")
    (registry / "tasks.yaml").write_text(text.replace("value: 15\n", "value: 十五\n", 1), "utf-8")
    said = call("list", "--data", str(registry))
    assert said.returncode == 0
    assert numbers(said.stdout) == [str(number) for number in range(1, 91) if number != 5]
    assert "登记册有 1 个错误，运行 dcgd validate 查看" in said.stderr


# --- where the data is


@pytest.fixture
def places(tmp_path: Path) -> Path:
    """Small registries that are told apart by a title: given, env, near."""
    for name in ("given", "env", "near/data"):
        folder = tmp_path / name
        shutil.copytree(BASE, folder)
        text = (folder / "tasks.yaml").read_text("utf-8")
        (folder / "tasks.yaml").write_text(text.replace("title: 节水", f"title: {name.split('/')[0]}"), "utf-8")
    (tmp_path / "near/deep/er").mkdir(parents=True)
    return tmp_path


def source(said: Any) -> str:
    assert said.returncode == 0, said.stderr
    lines = said.stdout.splitlines()
    return "shipped" if len(lines) == 91 else lines[2].split("\t")[2]


def test_data_is_looked_for_in_this_order(call: Call, places: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert source(call("list")) == "shipped"
    here = places / "near/deep/er"
    assert source(call("list", cwd=here)) == "near"
    monkeypatch.setenv("DCGD_DATA", str(places / "env"))
    assert source(call("list", cwd=here)) == "env"
    assert source(call("list", "--data", str(places / "given"), cwd=here)) == "given"
    assert source(call("list", "--data", "../../../given", cwd=here)) == "given"


def test_the_folder_above_data_and_data_itself_will_do(call: Call, places: Path) -> None:
    assert source(call("list", "--data", str(places / "near"))) == "near"
    assert source(call("list", "--data", str(places / "near/data/"))) == "near"
    assert source(call("list", cwd=places / "near/data")) == "near"


def test_an_empty_variable_is_none(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DCGD_DATA", "")
    assert source(call("list")) == "shipped"


def test_a_variable_that_leads_nowhere_is_said(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DCGD_DATA", "/nowhere")
    said = call("list")
    assert said.returncode == 2
    assert "/nowhere：没有这个文件夹" in said.stderr


def test_a_folder_under_two_names_is_one_registry(call: Call, places: Path) -> None:
    args = ("list", "--data", "given", "--data", str(places / "given"))
    assert len(call(*args).stdout.splitlines()) == 3
