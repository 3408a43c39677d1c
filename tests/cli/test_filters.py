"""The same filters on every listing: units, roles, sections, statuses, lights, words."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]
EXAMPLE = str(Path(__file__).resolve().parents[2] / "examples" / "yunxi-2025")
HERE = ("--data", EXAMPLE, "--as-of", "2025-09-30", "--format", "json")


def rows(call: Run, *words: str) -> list[Any]:
    done = call(*words, *HERE)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert isinstance(found, list)
    return found


@pytest.mark.parametrize("light", ["红", "黄", "蓝", "绿"])
def test_a_listing_of_tasks_is_narrowed_by_their_lights(light: str, call: Run) -> None:
    every = rows(call, "list")
    assert rows(call, "list", "--light", light) == [row for row in every if row["light"] == light]


@pytest.mark.parametrize("command", ["targets", "overdue", "at-risk"])
@pytest.mark.parametrize("light", ["红", "黄", "蓝"])
def test_a_listing_of_items_is_narrowed_by_their_lights(command: str, light: str, call: Run) -> None:
    every = rows(call, command)
    assert rows(call, command, "--light", light) == [row for row in every if row["light"] == light]


def test_several_lights_are_any_of_them_and_other_filters_narrow_further(call: Run) -> None:
    every = rows(call, "targets")
    wanted = [row for row in every if row["light"] in ("红", "黄") and "区住房和城乡建设局" in row["leads"]]
    found = rows(call, "targets", "--light", "红", "--light", "黄", "--unit", "住建局", "--role", "牵头")
    assert found == wanted
    assert wanted


@pytest.mark.parametrize(
    "command",
    ["list", "targets", "overdue", "at-risk", "status", "history", "progress log", "progress missing", "summary",
     "export xlsx", "export docx", "export ics"],
)  # fmt: skip
def test_every_listing_has_every_filter(command: str, call: Run) -> None:
    text = call(*command.split(), "--help").stdout
    for option in ("--unit", "--role", "--section", "--status", "--light", "--search"):
        assert f"  {option} " in text or f", {option} " in text or f"{option}," in text, f"{command} {option}"


@pytest.mark.parametrize("command", ["history", "progress log", "progress missing"])
def test_what_is_listed_of_items_is_of_those_of_the_lights(command: str, call: Run) -> None:
    red = {row["id"] for row in rows(call, "overdue", "--light", "红")} | {
        row["id"] for row in rows(call, "at-risk", "--light", "红")
    }
    found = {row["id"] for row in rows(call, *command.split(), "--light", "红")} - {"合计"}
    assert found <= red
    assert found < {row["id"] for row in rows(call, *command.split())}


def test_a_total_is_of_what_was_asked_for(call: Run) -> None:
    total = next(row for row in rows(call, "status", "--by", "light", "--light", "红") if row["name"] == "全部")
    [light] = (row for row in rows(call, "status", "--by", "light") if row["name"] == "红")
    assert (total["total"], total["红"], total["黄"]) == (light["total"], light["total"], 0)


def test_units_are_narrowed_by_how_what_they_lead_stands(call: Run) -> None:
    every = rows(call, "units")
    for light in ("红", "黄"):
        assert rows(call, "units", "--light", light) == [row for row in every if row["light"] == light]
    assert rows(call, "units", "--status", "逾期") == [row for row in every if row["status"] == "overdue"]
    assert len(rows(call, "units", "区水利局", "--light", "红")) <= 1
