"""`dcgd sql`: what a hostile query can use up. That nothing can be written is in tests/cli/test_sql.py."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from systems import linux

Call = Callable[..., Any]
ROOT = Path(__file__).resolve().parents[2]
DATA = str(ROOT / "examples" / "yunxi-2025")
SOON = 60
"""Seconds in which any of this is over, however busy the computer is."""
ROWS = "WITH RECURSIVE r (x, y) AS (SELECT 1, printf('%1000000d', 1) UNION ALL SELECT x + 1, y FROM r) "

TASKS = "tasks a, tasks b, tasks c, tasks d, tasks e"
TEXTS = "a.text || b.text || c.text || d.text || e.text"
LONG = "instr(printf('%.30000000c', 'a'), printf('%.15000000c', 'a') || 'b')"
"""One step of the machine that runs queries, which nothing interrupts from within; it takes days."""
BOMBS = {
    "a long step": (f"SELECT {LONG}", "查询超过 1 秒，已停止"),
    "a long step for a verdict": (f"SELECT {LONG} FROM assessments", "查询超过 1 秒，已停止"),
    "a row": (f"SELECT {', '.join(['y'] * 41)} FROM (SELECT printf('%1000000d', 1) AS y)", "一项结果超过 40 MB"),
    "a value": ("SELECT replace(printf('%9000000d', 1), ' ', printf('%1000d', 1))", "一个值超过 32 MB"),
    "a list": (f"SELECT group_concat({TEXTS}) FROM {TASKS}", "一个值超过 32 MB"),
    "a sort": (ROWS + "SELECT max(x) FROM (SELECT * FROM r ORDER BY y LIMIT 100000)", "已停止"),
    "groups": (f"SELECT {TEXTS} AS t, count(*) FROM {TASKS} GROUP BY t", "已停止"),
    "a join": (f"SELECT count(*) FROM {TASKS}, tasks f, tasks g WHERE {TEXTS} < f.text || g.text", "已停止"),
    "large rows without end": (ROWS + "SELECT count(*) FROM r WHERE y LIKE '%2%'", "已停止"),
}


@pytest.mark.parametrize("bomb", BOMBS)
def test_a_bomb_is_stopped_in_time_in_little_memory_and_without_files(
    bomb: str, tmp_path: Path, measured: Callable[..., Any]
) -> None:
    query, words = BOMBS[bomb]
    place = tmp_path / "temporary"
    place.mkdir()
    seconds = "1" if "已停止" in words else "50"  # of the others the size is to be told, however slow the computer
    cost = measured("sql", query, "--timeout", seconds, "--data", DATA, TMPDIR=str(place), SQLITE_TMPDIR=str(place))
    assert cost.code == 2
    assert words in cost.said
    assert cost.seconds < SOON
    assert cost.megabytes < 900
    assert list(place.iterdir()) == []


GATHERED = ("table", "yaml", "plain", "markdown")
ENDLESS = ROWS.replace("1000000", "100000")


@pytest.mark.parametrize("form", GATHERED)
def test_what_is_laid_out_as_a_whole_is_bounded(form: str, measured: Callable[..., Any]) -> None:
    cost = measured("sql", ENDLESS + "SELECT x, y FROM r", "--format", form, "--data", DATA)
    assert cost.code == 2
    assert cost.said == "错误：结果超过 200 万个字，排不成表；加 LIMIT，或用 --format tsv、csv、json\n"
    assert cost.megabytes < 300


@pytest.mark.parametrize("form", ["tsv", "csv", "json"])
def test_what_is_written_row_by_row_may_be_of_any_length(form: str, measured: Callable[..., Any]) -> None:
    cost = measured("sql", ROWS + "SELECT x, y FROM r LIMIT 120", "--format", form, "--data", DATA)
    assert cost.code == 0
    assert len(cost.said) > 120_000_000
    assert cost.megabytes < 100, "less than what is written"


def test_rows_come_while_the_query_runs_and_who_has_seen_enough_ends_it() -> None:
    command = [sys.executable, "-m", "dcgd", "sql", ENDLESS + "SELECT x, y FROM r", "--data", DATA]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8") as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "x\ty\n"
        assert process.stdout.readline().startswith("1\t")
        process.stdout.close()
        assert process.wait(SOON) == 0
        assert process.stderr is not None
        assert process.stderr.read() == ""


@linux("looks for the process that runs the query in /proc")
def test_ctrl_c_ends_a_long_step() -> None:
    command = [sys.executable, "-m", "dcgd", "sql", f"SELECT {LONG}", "--data", DATA]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8") as process:
        end = time.monotonic() + SOON
        while not (busy := at_work(process.pid)):
            assert time.monotonic() < end
        process.send_signal(signal.SIGINT)
        said = process.communicate(timeout=SOON)
        assert (process.returncode, *said) == (130, "", "已中断。\n")
    assert not Path(f"/proc/{busy}").exists()


def at_work(process: int) -> int | None:
    """The child of a process that has been computing for half a second."""
    for child in Path(f"/proc/{process}/task/{process}/children").read_text().split():
        spent = Path(f"/proc/{child}/stat").read_text().rpartition(")")[2].split()[11]
        if int(spent) > os.sysconf("SC_CLK_TCK") / 2:
            return int(child)
    return None


def test_an_index_that_is_kept_nowhere_is_asked_all_the_same(call: Call, tmp_path: Path) -> None:
    place = tmp_path / "temporary"
    place.mkdir()
    query = "SELECT count(*) AS n FROM tasks, (SELECT count(*) FROM assessments)"
    done = call("sql", query, "--data", DATA, DCGD_CACHE="0", TMPDIR=str(place))
    assert (done.returncode, done.stdout) == (0, "n\n17\n")
    assert list(place.iterdir()) == []


@pytest.mark.parametrize(
    "table", ["sqlite_master", "sqlite_schema", "sqlite_temp_master", "pragma_database_list", "search"]
)
def test_tables_of_the_system_are_not_to_be_read(call: Call, table: str) -> None:
    done = call("sql", f"SELECT * FROM {table}", "--data", DATA)
    assert done.returncode == 2
    assert done.stderr.startswith("错误：SQL 不行：")


def test_what_json_has_no_word_for(call: Call) -> None:
    query = "SELECT 1e999 AS a, -1e999 AS b, x'00ff' AS c, char(27, 155, 8238) AS d"
    done = call("sql", query, "--data", DATA, "--format", "json")
    [row] = json.loads(done.stdout, parse_constant=pytest.fail)
    assert row == {"a": None, "b": None, "c": "00ff", "d": "\x1b\x9b\u202e"}
    assert "\x9b" not in done.stdout


def test_a_name_of_a_column_cannot_steer(call: Call) -> None:
    for form in ("tsv", "csv", "table", "markdown", "plain", "json", "yaml"):
        assert "\x1b" not in call("sql", 'SELECT 1 AS "\x1b[31m"', "--data", DATA, "--format", form).stdout
