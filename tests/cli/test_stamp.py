"""When and by whom a record is written: the first who is known, and no program that a registry names is run."""

import getpass
import re
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from dcgd.cli.stamp import stamp

Git = Callable[..., str]


@pytest.fixture
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody says who is at the keyboard."""
    monkeypatch.delenv("DCGD_USER")


def test_the_second_and_the_zone_are_said(tmp_path: Path) -> None:
    made = stamp(tmp_path)
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+08:00", made.recorded.isoformat())
    assert made.recorded_by == "测试员"
    assert made.day == made.recorded.date()


@pytest.mark.usefixtures("alone")
def test_without_a_name_it_is_that_of_git(tmp_path: Path, git: Git) -> None:
    git("init", "-q", cwd=tmp_path)
    git("config", "user.name", "孙某某\u202e（督查室）", cwd=tmp_path)
    marker = tmp_path / "ran"
    git("config", "core.fsmonitor", f"touch {marker}", cwd=tmp_path)
    assert stamp(tmp_path).recorded_by == "孙某某 （督查室）"
    assert not marker.exists()


@pytest.mark.usefixtures("alone")
def test_else_it_is_the_login_and_else_nobody(tmp_path: Path, git: Git, monkeypatch: pytest.MonkeyPatch) -> None:
    git("init", "-q", cwd=tmp_path)
    monkeypatch.setattr(getpass, "getuser", lambda: "clerk")
    assert stamp(tmp_path).recorded_by == "clerk"

    def unknown() -> str:
        raise KeyError

    monkeypatch.setattr(getpass, "getuser", unknown)
    assert stamp(tmp_path).recorded_by == "不详"


def test_every_command_that_records_says_when_and_by_whom(example: Path, call: Callable[..., object]) -> None:
    data = ("--data", str(example))
    call("progress", "add", "1-1", "--value", "16", "--date", "2025-12-31", "--received", "2026-01-03", *data)
    call("set", "5-1", "value", "13", "--reason", "甲", "--approved-by", "乙", "--date", "2025-10-09", *data)
    call("problem", "raise", "2-1", "缺人", "--by", "区财政局", "--date", "2025-12-01", *data)
    call(
        "problem",
        "assign",
        "7",
        "--by",
        "甲",
        "--date",
        "2025-12-02",
        "--to",
        "区财政局",
        "--deadline",
        "2025-12-30",
        *data,
    )
    call("notice", "issue", "-u", "区生态环境分局", "-o", str(example / "out"), "--as-of", "2025-12-01", *data)
    report = yaml.safe_load((example / "progress/2025-12.yaml").read_text("utf-8"))["reports"][-1]
    assert str(report["received"]) == "2026-01-03"
    [adjustment] = re.findall(r"- \{.*approved_by: 乙.*\}", (example / "tasks.yaml").read_text("utf-8"))
    steps = yaml.safe_load((example / "problems.yaml").read_text("utf-8"))["problems"][-1]["steps"]
    notice = yaml.safe_load((example / "notices.yaml").read_text("utf-8"))["notices"][-1]
    assert len(steps) == 2
    for said in (report, *yaml.safe_load(adjustment), *steps, notice):
        assert said["recorded_by"] == "测试员"
        assert said["recorded"].utcoffset().total_seconds() == 8 * 3600


def test_nothing_is_handed_in_after_today(example: Path, call: Callable[..., object]) -> None:
    args = ("progress", "add", "1-1", "--value", "16", "--date", "2025-12-31", "--data", str(example))
    done = call(*args, "--received", "2999-01-01")
    assert (done.returncode, "--received 2999-01-01 还没有到" in done.stderr) == (2, True)  # type: ignore[attr-defined]
