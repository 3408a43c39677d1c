"""`--known-on`: every answer as it was known on a day, whatever was recorded since."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dcgd.cli.clock import today

Run = Callable[..., Any]
ASKED = (
    ("list", "--status", "overdue"), ("targets",), ("status",), ("status", "--by", "unit"), ("overdue",), ("at-risk",),
    ("progress", "log"), ("progress", "missing"), ("problem", "list"), ("notice", "list"), ("request", "list"),
    ("plan", "list"), ("papers", "list"), ("history",), ("units",), ("people",), ("scorecard",), ("show", "1"),
    ("show", "11"),
)  # fmt: skip
WRITTEN = (("summary",), ("export", "csv", "assessments"), ("sql", "SELECT id, reasons FROM assessments"))
THEN = ("--as-of", "2025-09-30", "--known-on", "2025-10-10")


def answers(call: Run, folder: Path, *basis: str) -> dict[str, str]:
    """What every judging command says."""
    said: dict[str, str] = {}
    for command in (*((*asked, "--format", "json") for asked in ASKED), *WRITTEN):
        done = call(*command, *basis, "--data", str(folder))
        assert done.returncode == 0, (command, done.stderr)
        said[" ".join(command)] = done.stdout
    return said


def append(file: Path, text: str) -> None:
    """Write records at the end of a file, as an editor would."""
    file.write_text(file.read_text(encoding="utf-8") + text, encoding="utf-8")


@pytest.fixture
def amended(example: Path) -> Path:
    """The example, in which much was recorded on 15 October that belongs to September."""
    late = "recorded: 2025-10-15T09:00:00+08:00"
    append(
        example / "progress" / "2025-09.yaml",
        f"  - {{target: 1-1, date: 2025-09-30, value: 15, by: 区科学技术局, {late}}}\n"
        f"  - {{target: 2-1, date: 2025-09-30, withdrawn: true, by: 区政府办公室, note: 错, {late}}}\n",
    )
    append(
        example / "problems.yaml",
        "  - id: WT-2025-009\n    task: 1\n    title: 迟录的\n    steps:\n"
        f"      - {{action: raise, date: 2025-09-01, by: 甲, {late}}}\n"
        f"      - {{action: assign, date: 2025-09-01, by: 甲, to: 区财政局, deadline: 2025-09-05, {late}}}\n",
    )
    append(
        example / "notices.yaml",
        "  - {number: DB-2025-009, level: 红, unit: 区科学技术局, subject: 1-1, issued: 2025-09-29,"
        f" reply_by: 2025-10-09, reason: 慢, {late}}}\n",
    )
    return example


@pytest.mark.slow
def test_what_was_recorded_later_changes_no_answer_of_an_earlier_day(
    example: Path, call: Run, request: pytest.FixtureRequest
) -> None:
    before = answers(call, example, *THEN)
    amended = request.getfixturevalue("amended")
    now = answers(call, amended, "--as-of", "2025-09-30")
    after = answers(call, amended, *THEN)
    assert now != answers(call, amended, "--as-of", "2025-09-30", "--known-on", "2025-10-14")
    said_of_it = re.compile(r'(,\s*"|；)?只算到 2025-10-10 登记的，此后登记的.*?没有算"?')
    assert {name: said_of_it.sub("", said) for name, said in after.items()} == before


@pytest.mark.slow
def test_known_today_is_what_is_known(amended: Path, call: Run) -> None:
    today_ = today().isoformat()
    assert answers(call, amended, "--as-of", "2025-12-31", "--known-on", today_) == answers(
        call, amended, "--as-of", "2025-12-31"
    )


def test_a_verdict_from_which_something_was_left_out_says_so(amended: Path, call: Run) -> None:
    rows = json.loads(call("targets", *THEN, "--data", str(amended), "--format", "json").stdout)
    reasons = {row["id"]: row["reasons"][-1] for row in rows}
    assert reasons["1-1"] == "只算到 2025-10-10 登记的，此后登记的进展 1 条、问题的经过 2 条没有算"
    assert reasons["2-1"] == "只算到 2025-10-10 登记的，此后登记的撤回 1 条没有算"
    assert "登记的" not in reasons["9-2"]


def test_without_as_of_the_day_is_that_of_knowing(example: Path, call: Run) -> None:
    rows = json.loads(call("status", "--known-on", "2025-10-10", "--data", str(example), "--format", "json").stdout)
    same = call("status", "--as-of", "2025-10-10", "--known-on", "2025-10-10", "--data", str(example), "-f", "json")
    assert rows == json.loads(same.stdout)


def test_a_month_s_papers_as_they_were_known(amended: Path, call: Run, tmp_path: Path) -> None:
    asked = ("papers", "bulletin", "--period", "2025-09", "--preview", "--data", str(amended))
    assert "新增高新技术企业" in call(*asked, "--known-on", "2025-10-10").stdout
    assert call(*asked, "--known-on", "2025-10-10").stdout != call(*asked).stdout
    done = call(*asked[:4], "--issue", "-o", str(tmp_path / "文"), *asked[5:], "--known-on", "2025-10-10")
    assert (done.returncode, "只用来看" in done.stderr) == (2, True)
    assert not (tmp_path / "文").exists()


def test_nothing_is_issued_on_what_was_known_once(amended: Path, call: Run) -> None:
    done = call("notice", "issue", "--known-on", "2025-10-10", "--data", str(amended))
    assert (done.returncode, "只用来看" in done.stderr) == (2, True)
    assert call("notice", "issue", "--dry-run", "--known-on", "2025-10-10", "--data", str(amended)).returncode == 0


def test_a_day_to_come_is_no_day_of_knowing(example: Path, call: Run) -> None:
    done = call("status", "--known-on", "2099-01-01", "--data", str(example))
    assert (done.returncode, "还没有到" in done.stderr) == (2, True)
