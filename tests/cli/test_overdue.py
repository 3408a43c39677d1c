"""`dcgd overdue`, `dcgd at-risk`, `dcgd targets`, and the status of tasks in `dcgd list`."""

import csv
import io
import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

Run = Callable[..., subprocess.CompletedProcess[str]]
DAY = ("--as-of", "2025-09-30")


def rows(call: Run, *args: str) -> list[dict[str, Any]]:
    done = call(*args, "-f", "json")
    assert done.returncode == 0, done.stderr
    found: list[dict[str, Any]] = json.loads(done.stdout)
    return found


def ids(call: Run, *args: str) -> list[str]:
    return [row["id"] for row in rows(call, *args)]


def test_the_real_registry_after_its_year_is_overdue_and_unreported_to_the_last_target(call: Run) -> None:
    """No report is known for it, and nothing unreported is ever green."""
    found = rows(call, "overdue", "--as-of", "2024-01-01")
    targets = [row["id"] for row in found if row["what"] == "target"]
    assert len(targets) == 37
    assert sorted(targets) == sorted(ids(call, "targets", "--as-of", "2024-01-01"))
    assert {row["label"] for row in found} == {"逾期 · 未报送"}
    assert {row["light"] for row in found} == {"红"}
    assert {row["reasons"][0] for row in found} == {"未报送；时限 2023-12-31，已逾期 1 天"}
    assert {row["light"] for row in rows(call, "targets", "--as-of", "2024-01-01")} == {"红"}


@pytest.mark.parametrize("day", ["2023-01-01", "2023-06-30", "2023-12-31", "2030-01-01"])
def test_without_reports_nothing_is_green_on_any_day(call: Run, day: str) -> None:
    assert {row["light"] for row in rows(call, "targets", "--as-of", day)} <= {"灰", "黄", "红"}


def test_overdue_lists_what_to_chase_and_why(example: Path, call: Run) -> None:
    done = call("overdue", "--data", str(example), *DAY)
    assert done.stdout == (
        "id\ttitle\tleads\tdue\tlight\tlabel\treasons\n"
        "11-m1\t完成云汐第三中学建设\t区教育体育局\t2025-08-31\t红\t逾期\t报送完成 95%；时限 2025-08-31，已逾期 30 天；"
        "节点“配电工程完工”（2025年7月31日）已过 61 天，未报完成\n"
    )


def test_at_risk_lists_the_worst_first_each_with_its_reasons(example: Path, call: Run) -> None:
    found = rows(call, "at-risk", "--data", str(example), *DAY)
    assert [row["status"] for row in found[:8]] == [
        *("far_behind", "behind", "behind", "behind", "unreported", "unreported", "stale", "due_soon"),
    ]
    assert {row["status"] for row in found[8:]} == {"on_track"}
    assert [row["id"] for row in found[:3]] == ["9-2", "1-1", "6-1"], "within a status what is farther below pace first"
    assert all(row["risks"] and row["reasons"] and row["at_risk"] for row in found)
    by_id = {row["id"]: row["reasons"] for row in found}
    assert by_id["9-2"] == [
        "完成 11/30 个（36.7%），序时进度 75.0%，低 38.3 个百分点",
        (
            "按最近 9 次报送的趋势，到 2025-12-31 预计为 15.5 个，不能达到目标（30 个）；"
            "目前每月增 1.5 个，此后每月需增 6.33 个"
        ),
    ]
    assert by_id["14-2"] == ["首个报送日 2025-01-31 已过，未报送"]
    assert "问题 WT-2025-003 办结期限 2025-09-20 已过 10 天" in by_id["13-m1"]
    assert by_id["3-m1"][-1] == (
        "延期：原为 2025-12-31，现为 2026-06-30（2025-09-10 区政府第52次常务会议批准：主体设备进口审批延后）"
    )


def test_overdue_and_at_risk_share_nothing(example: Path, call: Run) -> None:
    for day in ("2025-06-30", "2025-09-30", "2026-01-20"):
        args = ("--data", str(example), "--as-of", day)
        assert not set(ids(call, "overdue", *args)) & set(ids(call, "at-risk", *args))


@pytest.mark.parametrize(
    ("command", "day", "code"),
    [
        ("overdue", "2025-05-31", 0),
        ("overdue", "2025-06-01", 1),
        ("at-risk", "2024-12-31", 0),
        ("at-risk", "2025-02-01", 1),
    ],
)
def test_fail_exits_1_when_there_is_something(example: Path, call: Run, command: str, day: str, code: int) -> None:
    args = (command, "--data", str(example), "--as-of", day)
    assert call(*args, "--fail").returncode == code
    assert call(*args).returncode == 0, "without --fail the answer is no failure"


def test_nothing_to_list_is_said_beside_the_data(example: Path, call: Run) -> None:
    done = call("overdue", "--data", str(example), "--as-of", "2025-01-01", "-f", "json")
    assert (done.stdout, done.stderr) == ("[]\n", "没有逾期的事项。\n")
    assert call("at-risk", "--data", str(example), "--as-of", "2024-12-31").stderr == "没有有风险的事项。\n"


@pytest.mark.parametrize(
    ("args", "expected"),
    [
        (("--unit", "住建局"), ["9-2", "8-1", "14-2", "7-3"]),
        (("--unit", "住建局", "--role", "lead"), ["9-2", "14-2"]),
        (("--unit", "住建局", "--unit", "民政局", "--role", "lead"), ["9-2", "14-2", "13-m1"]),
        (("--section", "五"), ["17", "15-m1"]),
        (("--section", "5", "--item", "task"), ["17"]),
        (("--item", "成果"), ["15-m1", "3-m1", "13-m1"]),
        (("--section", "一", "--item", "milestone", "--item", "target"), ["1-1", "3-m1"]),
    ],
)
def test_filters(example: Path, call: Run, args: tuple[str, ...], expected: list[str]) -> None:
    assert sorted(ids(call, "at-risk", "--data", str(example), *DAY, *args)) == sorted(expected)


@pytest.mark.parametrize(
    ("args", "why"),
    [
        (("--unit", "区水力局"), "没有“区水力局”；是不是：区水利局？"),
        (("--section", "九"), "没有章节“九”；章节从一到五"),
        (("--role", "lead"), "--role 要与 --unit 或 --group 同用"),
        (
            ("--item", "指标"),
            "没有类别“指标”；是不是：target（目标）？可以是：target（目标）、milestone（成果）、task（任务）",
        ),
        (("--as-of", "昨天"), "--as-of 的“昨天”不是日期；请写成 "),
        (("--as-of", ""), "--as-of 的“”不是日期；请写成 "),
        (("--format", "xml"), "没有格式“xml”"),
    ],
)
def test_typos_are_answered_with_what_is_near(example: Path, call: Run, args: tuple[str, ...], why: str) -> None:
    done = call("at-risk", "--data", str(example), *args)
    assert done.returncode == 2
    assert why in done.stderr
    assert done.stdout == ""


def test_every_format_shows_the_same_rows(example: Path, call: Run) -> None:
    def text(form: str, **env: str) -> str:
        done = call("at-risk", "--data", str(example), *DAY, "-f", form, **env)
        assert done.returncode == 0
        return done.stdout

    expected = [row["id"] for row in json.loads(text("json"))]
    assert [row["id"] for row in yaml.safe_load(text("yaml"))] == expected
    assert yaml.safe_load(text("yaml")) == json.loads(text("json"))
    assert [row["编号"] for row in csv.DictReader(io.StringIO(text("csv")))] == expected
    assert [line.split("\t")[0] for line in text("tsv").splitlines()[1:]] == expected
    assert [line.split("|")[1].strip() for line in text("markdown").splitlines()[2:]] == expected
    assert [line.split()[0] for line in text("plain").splitlines()[1:]] == expected
    wide = [line.split()[0] for line in text("table", COLUMNS="400").splitlines()[2:]]
    assert wide == expected
    assert call("at-risk", "--data", str(example), *DAY, "-f", "csv", "--bom").stdout.startswith("\ufeff编号,")


@pytest.mark.parametrize("columns", [40, 60, 80, 100, 120, 200])
def test_a_table_fits_its_terminal_and_shows_every_reason_whole(example: Path, call: Run, columns: int) -> None:
    from dcgd.publish.tabular.width import width

    lines = call("at-risk", "--data", str(example), *DAY, "-f", "table", COLUMNS=str(columns)).stdout.splitlines()
    assert max(map(width, lines)) <= max(columns, 54), "54 is what the narrowest columns take"
    reasons = [reason for row in rows(call, "at-risk", "--data", str(example), *DAY) for reason in row["reasons"]]
    squeezed = "".join("".join(lines).split())
    beneath = ["·" + "".join(reason.split()) in squeezed for reason in reasons]
    assert all(beneath) if columns <= 100 else not any(beneath), "beneath the rows, where a column has no room"


def test_list_shows_and_filters_by_the_worst_status_of_each_task(example: Path, call: Run) -> None:
    def tasks(*args: str) -> list[int]:
        return [row["number"] for row in rows(call, "list", "--data", str(example), *DAY, *args)]

    assert tasks("--status", "逾期") == [11]
    assert tasks("--status", "behind") == [1, 6, 8]
    assert tasks("--status", "未报送", "--status", "stale") == [12, 14, 17]
    assert tasks("--status", "done") == []
    assert tasks("--status", "far_behind", "--unit", "住建局") == [9]


ITEMS = "SELECT a.task, a.light, u.unit FROM assessments a JOIN task_units u ON u.task = a.task WHERE u.role = 'lead'"


@pytest.mark.parametrize("day", ["2025-09-30", "2025-11-10", "2026-01-20"])
def test_a_task_and_a_unit_have_the_worst_light_of_their_items_in_every_listing(
    example: Path, call: Run, day: str
) -> None:
    def read(*args: str) -> Any:
        return json.loads(call(*args, "--data", str(example), "--as-of", day, "-f", "json").stdout)

    by_task: dict[str, set[str]] = {}
    by_unit: dict[str, set[str]] = {}
    for row in read("sql", ITEMS):
        by_task.setdefault(str(row["task"]), set()).add(row["light"])
        by_unit.setdefault(row["unit"], set()).add(row["light"])

    def worst(lights: set[str]) -> str:
        return min(lights, key="红黄蓝绿灰".index)

    listed = {str(row["number"]): row["light"] for row in read("list")}
    assert {task: listed[task] for task in by_task} == {task: worst(lights) for task, lights in by_task.items()}
    units = {row["name"]: row["light"] for row in read("units") if row["light"]}
    assert units == {unit: worst(lights) for unit, lights in by_unit.items()}
    assert {task: read("show", task)["light"] for task in ("1", "11")} == {task: listed[task] for task in ("1", "11")}


def test_targets_by_status_unit_and_section(example: Path, call: Run) -> None:
    def found(*args: str) -> list[str]:
        return ids(call, "targets", "--data", str(example), *DAY, *args)

    assert len(found()) == 26
    assert found("--status", "滞后") == ["1-1", "6-1", "8-1"]
    assert found("--status", "done", "--status", "逾期完成") == ["5-1", "15-1"]
    assert found("--section", "二", "--unit", "发改委") == ["4-1", "4-2", "6-1"]
    assert found("--search", "电梯") == ["14-1", "14-2"]


def test_an_unknown_status_names_what_is_near_or_all_of_them(example: Path, call: Run) -> None:
    said = call("targets", "--status", "滞候").stderr
    assert said.startswith(
        "错误：没有状态“滞候”；是不是：behind（滞后）？可以是：overdue（逾期）、far_behind（严重滞后）、"
    )
    assert "far_behind（严重滞后）" in call("list", "--status", "xyz").stderr
