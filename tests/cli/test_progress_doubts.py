"""`dcgd progress doubts`: planted in the example, each doubt is found at its item, and nothing else is."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from dcgd.data_words import DoubtKind

Call = Callable[..., subprocess.CompletedProcess[str]]
WINTER = ("--as-of", "2026-01-15")


def told(example: Path, call: Call, *more: str) -> list[tuple[str, str]]:
    done = call("progress", "doubts", "--data", str(example), *WINTER, "--format", "json", *more)
    return [(row["id"], row["doubt"]) for row in json.loads(done.stdout)]


def replant(example: Path, month: str, was: str, now: str) -> None:
    """Change one report of the example; it must be there."""
    file = example / "progress" / f"{month}.yaml"
    text = file.read_text(encoding="utf-8")
    assert text.count(was) == 1
    file.write_text(text.replace(was, now), encoding="utf-8")


def test_the_example_has_one_and_says_why(example: Path, call: Call) -> None:
    done = call("progress", "doubts", "--data", str(example), *WINTER, "--format", "table")
    assert told(example, call) == [("11-1", "jump")]
    assert "到期的当月（2025-12-31）完成率 100.0%，2025-11-30 还是 59.3%" in done.stdout
    assert "末月突增" in done.stdout


PLANTED: dict[DoubtKind, tuple[str, list[tuple[str, str, str]]]] = {
    DoubtKind.STILL: (
        "3-m1",
        [(f"2025-0{month}", f"date: 2025-0{month}-{day}, percent: {was}", f"date: 2025-0{month}-{day}, percent: 25")
         for month, day, was in ((6, 30, 30), (7, 31, 33), (8, 31, 38))],
    ),
    DoubtKind.EQUAL: (
        "15-2",
        [("2025-05", "15-2, date: 2025-05-31, value: 95.9", "15-2, date: 2025-05-31, value: 75.0"),
         ("2025-06", "15-2, date: 2025-06-30, value: 96.2", "15-2, date: 2025-06-30, value: 74.6"),
         ("2025-08", "15-2, date: 2025-08-31, value: 96.4", "15-2, date: 2025-08-31, value: 75.2"),
         ("2025-07", "7-2, date: 2025-07-31, value: 74.0", "7-2, date: 2025-07-31, value: 96.3")],
    ),
    DoubtKind.FALL: (
        "13-m1",
        [("2025-09", "13-m1, date: 2025-09-30, percent: 75", "13-m1, date: 2025-09-30, percent: 55")],
    ),
    DoubtKind.PACED: (
        "6-1",
        [("2025-03", "6-1, date: 2025-03-31, value: 9.3", "6-1, date: 2025-03-31, value: 11.1"),
         ("2025-04", "6-1, date: 2025-04-30, value: 12.0", "6-1, date: 2025-04-30, value: 14.8"),
         ("2025-05", "6-1, date: 2025-05-31, value: 15.2", "6-1, date: 2025-05-31, value: 18.6"),
         ("2025-06", "6-1, date: 2025-06-30, value: 19.4", "6-1, date: 2025-06-30, value: 22.3")],
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", PLANTED, ids=str)
def test_what_is_planted_is_told(kind: DoubtKind, example: Path, call: Call) -> None:
    item, changes = PLANTED[kind]
    before = told(example, call, "--kind", kind.value)
    assert item not in dict(before)
    for month, was, now in changes:
        replant(example, month, was, now)
    assert item in dict(told(example, call, "--kind", kind.value))


def test_evidence_that_was_changed_or_lost_is_told_and_fails_where_that_is_asked(example: Path, call: Call) -> None:
    kept = sorted((example / "evidence").iterdir())
    assert kept
    kept[0].write_bytes(b"other")
    done = call("progress", "doubts", "--data", str(example), *WINTER, "--kind", "evidence", "--fail")
    assert done.returncode == 1
    assert "与登记时不一样" in done.stdout
    kept[0].unlink()
    assert "没有文件" in call("progress", "doubts", "--data", str(example), *WINTER, "--kind", "evidence").stdout


def test_a_registry_without_reports_has_none(call: Call) -> None:
    done = call("progress", "doubts", "--as-of", "2023-09-30")
    assert (done.returncode, done.stdout.count("\n")) == (0, 1), "the header alone"
    assert "没有疑点" in done.stderr
