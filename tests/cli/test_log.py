"""`dcgd log`: the life of an item, a unit, a month."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

Call = Callable[..., subprocess.CompletedProcess[str]]
AUTUMN = ("--as-of", "2025-09-30", "--format", "json")


def rows(call: Call, example: Path, *words: str) -> list[dict[str, Any]]:
    done = call("log", *words, "--data", str(example), *AUTUMN)
    assert done.returncode == 0, done.stderr
    parsed: list[dict[str, Any]] = json.loads(done.stdout)
    return parsed


def test_of_an_item_it_tells_all_from_the_promise_on(example: Path, call: Call) -> None:
    life = rows(call, example, "5-1")
    assert life[0]["event"] == "promised"
    assert life[0]["where"].startswith("tasks.yaml:")
    assert {row["event"] for row in life} >= {"promised", "reported", "withdrawn", "problem", "noticed", "answered"}
    assert {row["id"] for row in life} <= {"5-1", "5"}
    assert [row["date"] for row in life] == sorted(row["date"] for row in life)
    assert {row["commit"] for row in life} == {None}, "a copy outside of git"


def test_of_a_unit_it_tells_what_it_leads_and_what_names_it(example: Path, call: Call) -> None:
    life = rows(call, example, "区水利局")
    assert {row["id"] for row in life} >= {"5-1", "5-2", "8-1"}
    assert any("发 区水利局" in row["sentence"] for row in life)
    assert rows(call, example, "水利局") == life


def test_of_a_month_it_tells_that_month_alone_and_narrows_what_else_is_asked(example: Path, call: Call) -> None:
    month = rows(call, example, "2025-09")
    assert {row["date"][:7] for row in month if row["event"] not in ("issued", "sealed")} == {"2025-09"}
    both = rows(call, example, "5-2", "2025年9月")
    assert both == [row for row in month if row["id"] in ("5-2", "5")]


def test_events_can_be_picked_and_a_doubt_is_one(example: Path, call: Call) -> None:
    done = call("log", "11-1", "--event", "doubted", "--data", str(example), "--as-of", "2026-01-15")
    assert "末月突增" in done.stdout
    assert {row["event"] for row in rows(call, example, "--event", "督办")} == {"noticed"}


def test_what_was_recorded_later_is_not_known_before(example: Path, call: Call) -> None:
    assert [row["event"] for row in rows(call, example, "5-1", "--event", "withdrawn")] == ["withdrawn"]
    assert rows(call, example, "5-1", "--event", "withdrawn", "--known-on", "2025-05-06") == []


def test_what_is_none_of_them_is_answered_with_what_is_near(example: Path, call: Call) -> None:
    unknown = call("log", "区水力局", "--data", str(example))
    assert unknown.returncode == 2
    assert "区水利局" in unknown.stderr
    assert call("log", "5-9", "--data", str(example)).returncode == 2


def test_a_line_that_is_committed_has_its_commit(example: Path, call: Call, git: Callable[..., str]) -> None:
    git("init", "-q", cwd=example)
    git("add", "-A", cwd=example)
    git("-c", "user.name=a", "-c", "user.email=a@b", "commit", "-qm", "一次", cwd=example)
    commit = git("rev-parse", "HEAD", cwd=example)[:10]
    assert {row["commit"] for row in rows(call, example, "5-1")} == {commit}


def test_a_seal_is_told_of_its_month_and_of_every_item(example: Path, call: Call) -> None:
    assert call("seal", "2025-03", "--data", str(example)).returncode == 0
    for words in (("2025-03",), ("5-1",), ("区水利局",)):
        done = call("log", *words, "--event", "sealed", "--data", str(example), "--format", "json")
        assert "封存 2025-03，" in done.stdout
        assert "seals.yaml:" in done.stdout
