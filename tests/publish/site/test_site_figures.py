"""The numbers of the dashboard are those of `dcgd status`, `overdue`, `at-risk` and `history`."""

import json
import re
import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dcgd.model import Status
from dcgd.publish.site.figures import deadlines, past
from dcgd.publish.site.page import pages
from dcgd.publish.snapshot import Snapshot
from dcgd.tracking.judged_items import worst_first
from dcgd.tracking.judging.history import history
from dcgd.tracking.mean import mean

EXAMPLE = Path(__file__).resolve().parents[3] / "examples" / "yunxi-2025"
DAYS = ["2024-12-31", "2025-02-01", "2025-06-30", "2025-09-30", "2025-12-31", "2026-01-20"]
AS_OF = ("--as-of", "2025-09-30")
Made = Callable[..., Snapshot]
Run = Callable[..., subprocess.CompletedProcess[str]]


def data_of(snapshot: Snapshot) -> dict[str, Any]:
    text = pages(snapshot)["index.html"].decode()
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', text, re.DOTALL)
    assert found is not None
    read: dict[str, Any] = json.loads(found[1])
    return read


@pytest.mark.parametrize("day", DAYS)
def test_totals_are_those_of_status(made: Made, call: Run, day: str) -> None:
    said = json.loads(call("status", "--data", str(EXAMPLE), "--as-of", day, "--format", "json").stdout)
    data = data_of(made(day=date.fromisoformat(day)))
    whole, groups = data["whole"], data["groups"]
    lights = {row["name"]: (row["total"], row["percent"]) for row in said if row["by"] == "light"}
    assert {light: (whole["lights"][light], whole["light_percents"][light]) for light in data["lights"]} == {
        light: lights[light] for light in data["lights"]
    }
    assert whole["total"] == lights["全部"][0]
    for kind in ("section", "unit"):
        shown = {
            row["key"]: (row["total"], row["at_risk"], *(row["lights"][light] for light in data["lights"]))
            for row in groups[kind]
        }
        assert shown == {
            row.get("section", row["name"]): (row["total"], row["at_risk"], *(row[light] for light in data["lights"]))
            for row in said
            if row["by"] == kind
        }


@pytest.mark.parametrize("day", DAYS)
def test_every_item_has_the_verdict_that_the_commands_give(made: Made, call: Run, day: str) -> None:
    data = data_of(made(day=date.fromisoformat(day)))
    shown = {item["id"]: item for item in data["items"]}
    common = ("--data", str(EXAMPLE), "--as-of", day, "--format", "json")
    overdue = json.loads(call("overdue", *common).stdout or "[]")
    at_risk = json.loads(call("at-risk", *common).stdout or "[]")
    assert [row["id"] for row in overdue] == [key for key, item in shown.items() if item["status"] == "overdue"]
    assert [row["id"] for row in at_risk] == [key for key, item in shown.items() if item.get("at_risk")]
    for row in [*overdue, *at_risk]:
        item = shown[row["id"]]
        for key in ("label", "light", "due", "reasons", "done_percent", "pace_percent", "reported_value"):
            assert item.get(key) == row[key], (row["id"], key)


def test_the_lights_of_the_months_are_those_of_history(made: Made) -> None:
    snapshot = made()
    data = data_of(snapshot)
    for judged, item in zip(worst_first(snapshot.items), data["items"], strict=True):
        line = history(judged.item, judged.reports, snapshot.as_of, judged.rules)
        shown = [light for light in item["history"] if light != " "]
        assert shown == ["补" if month.made_up else month.light for month in line][-len(data["months"]) :]


def test_each_column_of_the_trend_counts_every_item_whose_period_has_begun(made: Made) -> None:
    snapshot = made()
    for month in past(snapshot).trend:
        begun = [judged for judged in snapshot.items if f"{judged.item.start:%Y-%m}" <= month["month"]]
        assert sum(month["lights"].values()) == len(begun)


def test_the_last_point_of_the_course_is_the_mean_of_the_day(made: Made) -> None:
    snapshot = made()
    last = past(snapshot).trend[-1]
    assert {"done": last["done"], "pace": last["pace"]} == mean(snapshot.as_of, snapshot.items)._asdict()


def test_no_surplus_hides_anothers_arrears_and_silence_counts_as_nothing(made: Made) -> None:
    snapshot = made()
    by_id = {judged.item.id: judged for judged in snapshot.items}
    silent, done = by_id["14-2"], by_id["1-m1"]
    assert silent.verdict.reported is None
    assert mean(snapshot.as_of, [silent]).done == 0.0
    assert mean(snapshot.as_of, [done, silent]).done == 50.0
    later = by_id["11-1"]
    assert later.verdict.status is Status.NOT_STARTED
    assert mean(snapshot.as_of, [later]) == (None, None)


def test_what_is_only_striven_for_is_marked(made: Made) -> None:
    marks = {item["id"]: item.get("mark") for item in data_of(made())["items"]}
    assert (marks["12-2"], marks["12-1"], marks["3-m1"]) == ("（力争）", None, None)


def test_what_was_reported_as_0_is_shown_as_0(made: Made) -> None:
    items = {item["id"]: item for item in data_of(made())["items"]}
    assert items["1-1"]["reports"][0]["value"] == 0
    assert items["8-1"]["value"] == 0
    assert items["8-1"]["done_percent"] == 0


def test_a_report_of_a_later_day_is_not_shown(made: Made) -> None:
    items = {item["id"]: item for item in data_of(made(day=date(2025, 6, 30)))["items"]}
    days = [report["date"] for item in items.values() for report in item["reports"]]
    assert max(days) == "2025-06-30"


def test_what_is_done_has_no_deadline_ahead(made: Made) -> None:
    snapshot = made()
    ahead = deadlines(snapshot, most=100)
    assert [row["date"] for row in ahead] == sorted(row["date"] for row in ahead)
    open_ = [
        judged
        for judged in snapshot.items
        if judged.verdict.due >= snapshot.as_of and judged.verdict.status not in (Status.DONE, Status.DONE_LATE)
    ]
    assert sum(row["count"] for row in ahead) == len(open_)


def test_a_line_of_pace_begins_with_nothing_and_ends_with_all_and_never_falls(made: Made) -> None:
    data = data_of(made())
    assert len(data["paces"]) < len(data["items"]), "items of one period share a line"
    for line in data["paces"]:
        shares = [share for _day, share in line]
        assert (shares[0], shares[-1]) == (0.0, 100.0)
        assert shares == sorted(shares)


def test_what_is_held_or_not_has_no_line_of_pace(made: Made) -> None:
    curves = {item["id"]: item["curve"] for item in data_of(made())["items"]}
    assert "pace" not in curves["8-1"]
    assert "pace" in curves["1-1"]


def test_problems_stand_as_dcgd_problem_lists_them(made: Made, call: Run) -> None:
    said = json.loads(call("problem", "list", "--data", str(EXAMPLE), *AS_OF, "--format", "json").stdout)
    shown = {each["id"]: each for each in data_of(made())["problems"]}
    assert {each["id"]: (each["label"], each["open"], each["deadline"], each["days_over"]) for each in said} == {
        name: (each["label"], each["open"], each["deadline"], each["days_over"]) for name, each in shown.items()
    }
    assert any(each["days_over"] for each in said)
    assert not any(step["date"] > "2025-09-30" for each in shown.values() for step in each["steps"])


def test_notices_stand_as_dcgd_notice_list_has_them_on_the_day(made: Made) -> None:
    shown = {each["number"]: each for each in data_of(made())["notices"]}
    assert {name: (each["unit"], each["item"], each["open"], each["days_over"]) for name, each in shown.items()} == {
        "DB-2025-001": ("区水利局", "5-1", False, 0),
        "DB-2025-002": ("区教育体育局", "11-m1", False, 3),
        "DB-2025-003": ("区住房和城乡建设局", "14-2", True, 13),
    }
    assert data_of(made(day=date(2025, 6, 2)))["notices"] == []


def test_several_registries_name_which(made: Made, tmp_path: Path) -> None:
    import shutil

    for name in ("甲", "乙"):
        shutil.copytree(EXAMPLE, tmp_path / "many" / name)
    data = data_of(made(tmp_path / "many"))
    assert data["whole"]["total"] == 70
    assert {"甲:区水利局", "乙:区水利局"} <= {row["key"] for row in data["groups"]["unit"]}
    assert {row["key"] for row in data["groups"]["document"]} == {"甲", "乙"}
    tasks = {task["key"] for task in data["tasks"]}
    assert all(item["task"] in tasks for item in data["items"])


def test_reporting_days_go_on_while_anything_is_overdue(made: Made) -> None:
    assert data_of(made(day=date(2026, 1, 10)))["documents"][0]["reporting"] == [
        "2026-02-02",
        "2026-02-28",
        "2026-03-31",
    ]
    assert data_of(made(day=date(2026, 8, 10)))["documents"][0]["reporting"] == ["2026-08-31"]


def test_a_task_has_the_worst_light_of_its_items(made: Made) -> None:
    drawn = data_of(made(day=date(2025, 11, 10)))
    lights: dict[str, list[str]] = {}
    for item in drawn["items"]:
        lights.setdefault(item["task"], []).append(item["light"])
    worst = {task: min(shown, key="红黄蓝绿灰".index) for task, shown in lights.items()}
    assert {task["key"]: task["light"] for task in drawn["tasks"]} == worst
