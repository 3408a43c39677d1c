"""`dcgd trace`: the matrix on the screen, in files, as counts, for CI."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

ROOT = Path(__file__).resolve().parents[2]
Run = Callable[..., subprocess.CompletedProcess[str]]
CHAIN = [
    *("--data", str(ROOT / "examples/shili-2025"), "--data", str(ROOT / "examples/nanting-2025")),
    *("--data", str(ROOT / "examples/yunxi-2025"), "--as-of", "2025-09-30"),
]


def rows(call: Run, *more: str) -> list[dict[str, Any]]:
    done = call("trace", *CHAIN, *more, "--format", "json")
    assert done.returncode == 0, done.stderr
    listed: list[dict[str, Any]] = json.loads(done.stdout)
    return listed


def test_a_promise_says_what_each_district_made_of_it(call: Run) -> None:
    [row] = [row for row in rows(call) if row["id"] == "shili-2025:4-1"]
    assert (row["state"], row["goal"], row["due"]) == ("lower", "70%", "2025-12-31")
    assert (row["in:nanting-2025"], row["in:yunxi-2025"]) == ("足额 2-1：72%", "偏低 5-2：65%")
    assert row["gaps"] == ["云汐区：目标值 70% → 65%，少 5 个百分点"]
    below = {part["registry"]: (part["state"], [item["id"] for item in part["items"]]) for part in row["taken"]}
    assert below == {"nanting-2025": ("right", ["nanting-2025:2-1"]), "yunxi-2025": ("lower", ["yunxi-2025:5-2"])}


def test_the_whole_is_said_in_a_sentence(call: Run) -> None:
    done = call("trace", *CHAIN)
    assert done.stderr == "上级 12 条：足额承接 3，承接偏晚 2，承接偏软 1，承接偏低 4，未承接 2；下级 26 条没有来源。\n"


def test_it_can_be_narrowed_by_state_unit_and_section(call: Run) -> None:
    assert [row["id"] for row in rows(call, "--state", "未承接")] == ["shili-2025:2-m2", "shili-2025:7-3"]
    by_unit = rows(call, "--unit", "区水利局", "--state", "lower")
    assert [row["id"] for row in by_unit] == ["shili-2025:4-1"]
    assert {row["section"] for row in rows(call, "--section", "改善生态环境")} == {"二"}


def test_counts_by_registry_say_how_each_district_stands(call: Run) -> None:
    counted = {row["name"]: row for row in rows(call, "--by", "registry")}
    assert counted["nanting-2025"] | {"name": ""} == {
        "name": "", "total": 12, "uncovered": 5, "lower": 0, "softer": 2, "later": 0, "shared": 3, "right": 2,
        "no_origin": 1, "astray": 0, "circle": 0, "elsewhere": 0,
    }  # fmt: skip
    assert counted["yunxi-2025"]["total"] == 12


def test_counts_by_unit_and_section_name_the_registry(call: Run) -> None:
    by_unit = {row["name"]: row for row in rows(call, "--by", "unit")}
    assert by_unit["yunxi-2025:区水利局"]["lower"] == 1
    assert by_unit["shili-2025:市民政局"]["uncovered"] == 1
    by_section = {row["name"]: row for row in rows(call, "--by", "section")}
    assert by_section["shili-2025:二、改善生态环境"]["lower"] == 2


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ((), 0), (("--fail-on", "uncovered"), 1), (("--fail-on", "softened"), 1),
        (("--fail-on", "softened", "--section", "强化创新驱动", "--state", "right"), 1),
        (("--fail-on", "uncovered", "--section", "改善生态环境"), 0),
    ],
)  # fmt: skip
def test_ci_is_told_by_the_exit_code(call: Run, more: tuple[str, ...], code: int) -> None:
    assert call("trace", *CHAIN, *more).returncode == code


def test_it_becomes_a_workbook(call: Run, tmp_path: Path) -> None:
    assert call("trace", *CHAIN, "-o", "a.xlsx", cwd=tmp_path).returncode == 0
    sheet = load_workbook(tmp_path / "a.xlsx").active
    assert [cell.value for cell in next(iter(sheet.iter_rows()))][:7] == [
        "编号", "承诺", "目标", "时限", "承接", "南汀区", "云汐区",
    ]  # fmt: skip
    assert sheet.max_row == 1 + 12 + 26


def test_it_becomes_a_page_without_scripts(call: Run, tmp_path: Path) -> None:
    assert call("trace", *CHAIN, "-o", "a.html", cwd=tmp_path).returncode == 0
    page = (tmp_path / "a.html").read_text(encoding="utf-8")
    assert '12 条承诺，<span class="t-红">2 条没有承接</span>，7 条打了折扣' in page
    assert "偏低 5-2：65%" in page
    assert "<script" not in page
    assert "http" not in page.replace("http-equiv", "")
    assert call("trace", *CHAIN, "-o", "a.html", cwd=tmp_path).returncode == 2, "it is there already"


def test_a_name_of_another_format_is_told_which_would_do(call: Run, tmp_path: Path) -> None:
    done = call("trace", *CHAIN, "-o", "a.doc", cwd=tmp_path)
    assert done.returncode == 2
    assert ".xlsx、" in done.stderr
    assert ".html、.htm 都行" in done.stderr


def test_one_registry_alone_is_told_what_is_missing(call: Run, example: Path) -> None:
    done = call("trace", "--data", str(example))
    assert done.returncode == 2
    assert "上下级的登记册要一起给出" in done.stderr


def test_registries_of_which_none_is_above_are_told_how_to_say_it(call: Run, example: Path, registry: Path) -> None:
    done = call("trace", "--data", str(example), "--data", str(registry))
    assert done.returncode == 2
    assert "看不出谁是上级" in done.stderr
    assert call("trace", "--data", str(example), "--data", str(registry), "--upstream", "data").returncode == 0
