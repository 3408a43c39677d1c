"""`dcgd sql`: what a hostile query can use up. That nothing can be written is in tests/cli/test_sql.py."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Call = Callable[..., Any]
ROOT = Path(__file__).resolve().parents[2]
DATA = str(ROOT / "examples" / "yunxi-2025")
ROWS = "WITH RECURSIVE r (x, y) AS (SELECT 1, printf('%1000000d', 1) UNION ALL SELECT x + 1, y FROM r) "

TASKS = "tasks a, tasks b, tasks c, tasks d, tasks e"
TEXTS = "a.text || b.text || c.text || d.text || e.text"
BOMBS = {
    "a value": ("SELECT replace(printf('%9000000d', 1), ' ', printf('%1000d', 1))", "string or blob too big"),
    "a list": (f"SELECT group_concat({TEXTS}) FROM {TASKS}", "string or blob too big"),
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
    cost = measured("sql", query, "--timeout", "2", "--data", DATA, TMPDIR=str(place), SQLITE_TMPDIR=str(place))
    assert cost.code == 2
    assert words in cost.said
    assert cost.seconds < 60, "2 seconds of the query, and a slow machine"
    assert cost.megabytes < 900
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
