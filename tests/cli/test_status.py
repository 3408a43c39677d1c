"""`dcgd status`: the whole at a glance."""

import json
import shutil
import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dcgd.cli.status import bar
from dcgd.model import LIGHTS, Status
from dcgd.tracking.judging.rollup import Totals
from districts import ROOT

Run = Callable[..., subprocess.CompletedProcess[str]]
DAY = ("--as-of", "2025-09-30")


def rows(call: Run, *args: str) -> list[dict[str, Any]]:
    done = call("status", *args, "-f", "json")
    assert done.returncode == 0, done.stderr
    found: list[dict[str, Any]] = json.loads(done.stdout)
    return found


def counted(**lights: int) -> Totals:
    """Totals with so many of each light."""
    found = {light: lights.get(light, 0) for light in ("红", "黄", "蓝", "绿", "灰")}
    return Totals(sum(found.values()), {}, found, 0)  # type: ignore[arg-type]


def test_lights_sections_and_units(example: Path, call: Run) -> None:
    found = rows(call, "--data", str(example), *DAY)
    assert [row["by"] for row in found] == ["light"] * 6 + ["section"] * 5 + ["unit"] * 15
    assert {row["name"]: (row["total"], row["percent"]) for row in found[:6]} == {
        "红": (2, 5.7),
        "黄": (7, 20.0),
        "蓝": (1, 2.9),
        "绿": (24, 68.6),
        "灰": (1, 2.9),
        "全部": (35, 100.0),
    }
    assert found[6] == {
        **{"by": "section", "section": "一", "name": "一、强化创新驱动", "total": 8, "percent": 22.9},
        **{"红": 0, "黄": 1, "蓝": 0, "绿": 7, "灰": 0, "at_risk": 2, "bar": "▓▂▂▂▂▂▂▂▂▂"},
        "light_percents": {"红": 0.0, "黄": 12.5, "蓝": 0.0, "绿": 87.5, "灰": 0.0},
        **{"mean_done_percent": 75.9, "mean_pace_percent": 77.1},
    }


@pytest.mark.parametrize("day", ["2024-12-31", "2025-04-30", "2025-09-30", "2026-01-20"])
def test_the_numbers_add_up(example: Path, call: Run, day: str) -> None:
    found = rows(call, "--data", str(example), "--as-of", day, "--by", "light", "--by", "section", "--by", "status")
    lights, whole = found[:5], found[5]
    sections = [row for row in found if row["by"] == "section"]
    statuses = [row for row in found if row["by"] == "status"]
    for part in (lights, sections, statuses):
        assert sum(row["total"] for row in part) == whole["total"] == 35
        percents: dict[int, set[float]] = {}
        for row in part:
            percents.setdefault(row["total"], set()).add(row["percent"])
        assert all(len(equal) == 1 for equal in percents.values()), "equal counts have equal percentages"
    assert {row["name"]: row["total"] for row in lights} == {row["name"]: whole[row["name"]] for row in lights}
    assert sum(row["at_risk"] for row in sections) == whole["at_risk"]
    for row in statuses:
        light = LIGHTS[Status(row["status"])]
        assert row["total"] <= whole[light]


def test_a_unit_answers_for_what_it_leads_and_what_it_takes_part_in_stands_apart(example: Path, call: Run) -> None:
    by_unit = {row["name"]: row for row in rows(call, "--data", str(example), *DAY, "--by", "unit")}
    assert by_unit["区水利局"]["total"] == 3, "5-1, 5-2 and 8-1, which it shares with another lead"
    joins = by_unit["区农业农村局"]
    assert (joins["total"], joins["participates"]) == (0, 2)
    assert (joins["红"], joins["黄"], joins["at_risk"]) == (0, 0, 0)
    assert "" not in by_unit, "task 17 is nobody's"


def test_units_stand_in_the_order_of_units_yaml(example: Path, call: Run) -> None:
    path = example / "units.yaml"
    head, first, *others = path.read_text(encoding="utf-8").partition("units:\n")[2].split("  - name: ")
    last = "".join(f"  - name: {unit}" for unit in (*others, first))
    for text, unit in ((path.read_text(encoding="utf-8"), "区发展和改革局"), (f"units:\n{head}{last}", "区科学技术局")):
        path.write_text(text, encoding="utf-8", newline="\n")
        order = [line.removeprefix("  - name: ") for line in text.splitlines() if line.startswith("  - name: ")]
        names = [row["name"] for row in rows(call, "--by", "unit", "--data", str(example), *DAY)]
        holders = {"柳园街道办事处", "北山镇人民政府"}  # of shares alone, which are counted apart
        assert names == [name for name in order if name not in holders], "though another leads the first task"
        assert names[0] == unit


def test_by_unit_of_a_unit_shows_that_unit(example: Path, call: Run) -> None:
    found = rows(call, "--data", str(example), *DAY, "--by", "unit", "--unit", "水利局")
    assert [row["name"] for row in found] == ["区水利局"]
    found = rows(call, "--data", str(example), *DAY, "--by", "unit", "--unit", "水利局", "--unit", "区财政局")
    assert {row["name"] for row in found} == {"区水利局", "区财政局"}


def test_at_risk_is_as_many_as_at_risk_lists(example: Path, call: Run) -> None:
    whole = rows(call, "--data", str(example), *DAY, "--by", "light")[-1]
    listed = json.loads(call("at-risk", "--data", str(example), *DAY, "-f", "json").stdout)
    assert whole["at_risk"] == len(listed) == 13


def test_filters_narrow_what_is_counted(example: Path, call: Run) -> None:
    def total(*args: str) -> int:
        return int(rows(call, "--data", str(example), *DAY, "--by", "light", *args)[-1]["total"])

    assert total("--section", "三") == 6
    assert total("--unit", "民政局") == 2
    assert total("--item", "task") == 2
    assert total("--item", "目标") == 26


def test_groups_by_their_code_or_their_chinese_word(example: Path, call: Run) -> None:
    args = ("--data", str(example), *DAY, "--by")
    assert rows(call, *args, "章节") == rows(call, *args, "section")
    done = call("status", *args, "部门")
    assert done.returncode == 2
    assert done.stderr.startswith("错误：没有分类“部门”；可以是：light（灯色）、status（状态）")


def test_a_bar_shows_every_light_there_is(example: Path, call: Run) -> None:
    assert bar(counted(红=1, 绿=99)) == "█▂▂▂▂▂▂▂▂▂"
    assert bar(counted(红=1, 黄=1, 蓝=1, 绿=1000, 灰=1)) == "█▓▅▂▂▂▂▂▂·"
    assert bar(counted(绿=3)) == "▂" * 10
    assert bar(counted(红=1, 黄=1, 蓝=1, 绿=1, 灰=1)).encode("gbk")  # consoles in Chinese offices
    assert bar(counted()) == ""
    found = rows(call, "--data", str(example), *DAY, "--by", "light")
    assert [len(row["bar"]) for row in found] == [1, 2, 1, 7, 1, 10]


def test_the_real_registry_is_red_to_the_last_item_after_its_year(call: Run) -> None:
    found = {row["name"]: row["total"] for row in rows(call, "--as-of", "2024-01-01", "--by", "light")}
    assert found["红"] == found["全部"] >= 90


def test_several_registries_by_document(example: Path, registry: Path, call: Run) -> None:
    args = ("--data", str(example), "--data", str(registry), *DAY)
    found = rows(call, *args)
    assert {row["name"]: row["total"] for row in found if row["by"] == "document"}["云汐政办字〔2025〕3号"] == 35
    sections = [row["name"] for row in found if row["by"] == "section"]
    assert sections[0] == "example:一、强化创新驱动"
    assert "data:一、深入实施创新驱动发展战略" in sections


def test_nothing_to_count_is_said(example: Path, call: Run) -> None:
    done = call("status", "--data", str(example), *DAY, "--section", "一", "--item", "task")
    assert (done.returncode, done.stderr) == (0, "没有符合条件的事项。\n")


def test_without_a_date_it_is_today_in_shanghai(example: Path, call: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dcgd.cli.options.today", lambda: date(2025, 9, 30))
    assert rows(call, "--data", str(example)) == rows(call, "--data", str(example), *DAY)


def test_many_registries_are_listed_by_document_alone_unless_asked(call: Run, tmp_path: Path) -> None:
    for number in range(21):
        shutil.copytree(ROOT / "examples" / "shili-2025", tmp_path / "all" / f"{number:02d}")

    def kinds(*words: str) -> set[str]:
        done = call("status", *words, "--as-of", "2025-09-30", "--data", str(tmp_path / "all"), "--format", "json")
        return {row["by"] for row in json.loads(done.stdout)}

    assert kinds() == {"light", "document"}
    assert kinds("--by", "section", "--by", "unit") == {"section", "unit"}
