"""`dcgd sql --lake`: the lake in SQL, as the index is; nothing else can be read, and nothing written."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
Run = Callable[..., subprocess.CompletedProcess[str]]
DATA = ("--data", str(ROOT / "data"), "--data", str(ROOT / "examples" / "yunxi-2025"))
DAY = ("--as-of", "2025-09-30")
LIGHTS = (
    "SELECT d.registry, a.light, count(*) AS n FROM assessments a JOIN documents d ON d.id = a.document "
    "GROUP BY 1, 2 ORDER BY 1, 2"
)


@pytest.fixture
def lake(call: Run, tmp_path: Path) -> Path:
    assert call("export", "lake", *DATA, *DAY, "-o", "湖").returncode == 0
    return tmp_path / "湖"


def rows(done: subprocess.CompletedProcess[str]) -> list[dict[str, Any]]:
    assert done.returncode == 0, done.stderr
    listed: list[dict[str, Any]] = json.loads(done.stdout)
    return listed


@pytest.mark.parametrize(
    "query",
    [
        LIGHTS,
        "SELECT section, count(*) AS n, min(number) AS least FROM tasks GROUP BY section ORDER BY 1",
        "SELECT sum(value) AS v, count(DISTINCT subject) AS n FROM reports",
        "SELECT id, reasons, due, done_percent FROM assessments WHERE light = '红' ORDER BY title, id LIMIT 5",
        'SELECT name, "group" FROM units ORDER BY name, 2',
    ],
)
def test_the_same_question_has_the_same_answer_as_without_a_lake(query: str, lake: Path, call: Run) -> None:
    asked = rows(call("sql", query, "--lake", "湖", "--format", "json"))
    assert asked == rows(call("sql", query, *DATA, *DAY, "--format", "json"))
    assert asked


def test_values_are_shown_as_in_every_listing(lake: Path, call: Run) -> None:
    query = (
        "SELECT leads, due, public, year, 1.5::DECIMAL(9, 2) AS d, sum(1) OVER () AS s, 'a'::BLOB AS b, {'k': due} AS o"
    )
    done = call("sql", f"{query} FROM tasks WHERE registry = 'data' AND number = 1", "--lake", "湖", "--format", "json")
    [row] = rows(done)
    assert (row["leads"], row["due"], row["public"], row["year"]) == (["区科学技术局"], None, True, 2023)
    assert (row["d"], row["s"], row["b"], row["o"]) == (1.5, 1, "61", {"k": None})
    shown = call("sql", "SELECT aliases FROM units WHERE len(aliases) > 1", "--lake", "湖")
    assert "、" in shown.stdout


def test_it_says_as_of_which_day_the_lake_is(lake: Path, call: Run) -> None:
    assert "湖里的判定以 2025-09-30 为准" in call("sql", "SELECT 1", "--lake", "湖").stderr


def test_a_table_without_rows_is_there_all_the_same(lake: Path, call: Run) -> None:
    assert rows(
        call("sql", "SELECT count(*) AS n, min(year) AS y FROM errors", "--lake", "湖", "--format", "json")
    ) == [{"n": 0, "y": None}]


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("COPY tasks TO 'x.csv'", "只能用 SELECT"),
        ("ATTACH 'x.db'", "只能用 SELECT"),
        ("CREATE TABLE x (a INT)", "只能用 SELECT"),
        ("INSTALL httpfs", "只能用 SELECT"),
        ("SET threads = 1", "只能用 SELECT"),
        ("", "只能用 SELECT"),
        ("SELECT 1; SELECT 2", "一次只能一条语句"),
        ("SELECT 1; COPY tasks TO 'x.csv'", "一次只能一条语句"),
        ("SELECT * FROM read_text('/etc/hostname')", "只能读湖里的表"),
        ("SELECT * FROM read_csv('{lake}/lake.json')", "只能读湖里的表"),
        ("SELECT * FROM read_blob('lake.json')", "只能读湖里的表"),
        ("SELECT * FROM glob('/*')", "只能读湖里的表"),
        ("SELECT * FROM parquet_metadata('{file}')", "只能读湖里的表"),
        ("SELECT * FROM '{file}'", "SQL 不行"),
        ("SELECT * FROM query('COPY tasks TO ''x.csv''')", "SQL 不行"),
        ("SELECT * FROM place", "没有表 place；有：documents、"),
        ("SELECT * FROM manifest", "没有表 manifest"),
        ("SELECT nothing FROM tasks", "没有列 nothing"),
        ("SELEC 1", "“SELEC”附近语法不对"),
        ("SELECT path FROM documents", "没有列 path"),
        ("SELECT phone FROM people", "没有列 phone"),
        ("SELECT list(range) FROM range(300000000)", "内存超过"),
    ],
)
def test_nothing_but_reading_the_lake_is_possible(query: str, said: str, lake: Path, call: Run, tmp_path: Path) -> None:
    file = next(lake.glob("tasks/*/*.parquet"))
    done = call("sql", query.format(lake=lake, file=file), "--lake", "湖")
    assert (done.returncode, said in done.stderr) == (2, True), done.stderr
    assert {path.name for path in tmp_path.iterdir()} == {"湖"}


def test_a_query_without_end_is_stopped(lake: Path, call: Run) -> None:
    endless = "SELECT count(*) FROM range(1000000) a, range(1000000) b WHERE hash(a.range, b.range) % 7 = 3"
    done = call("sql", endless, "--lake", "湖", "--timeout", "0.5")
    assert done.returncode == 2
    assert "查询超过 0.5 秒，已停止" in done.stderr


@pytest.mark.parametrize("more", [DATA, DAY, ("--known-on", "2025-09-30")])
def test_a_lake_is_what_it_was_written_as(more: tuple[str, ...], lake: Path, call: Run) -> None:
    done = call("sql", "SELECT 1", "--lake", "湖", *more)
    assert done.returncode == 2
    assert "--lake 不能与" in done.stderr


def test_where_there_is_no_lake_it_says_how_to_write_one(call: Run) -> None:
    done = call("sql", "SELECT 1", "--lake", "无")
    assert done.returncode == 2
    assert "无 里没有湖（lake.json）；先写一个：dcgd export lake -o 无" in done.stderr


def test_a_lake_that_misses_a_file_says_which(lake: Path, call: Run) -> None:
    next(lake.glob("tasks/*/*.parquet")).unlink()
    done = call("sql", "SELECT count(*) FROM tasks", "--lake", "湖")
    assert done.returncode == 2
    assert ".parquet" in done.stderr
