"""`dcgd sql`: everything can be asked, nothing can be done."""

import json
import os
import re
import sqlite3
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dcgd.cli.database import export_sqlite
from dcgd.cli.options import Basis, Output
from dcgd.cli.paper import Delivery
from dcgd.cli.sql import sql
from dcgd.errors import TooLong, WrongUse
from dcgd.publish.tabular.formats import Format
from systems import posix

ROOT = Path(__file__).resolve().parent.parent.parent
EXAMPLE = [str(ROOT / "examples" / "yunxi-2025")]
SEPTEMBER = Basis(as_of=date(2025, 9, 30), data=EXAMPLE)
TSV = Output(form=Format.TSV)


def asked(query: str, capsys: pytest.CaptureFixture[str], day: str | None = None, seconds: float = 10) -> list[object]:
    basis = Basis(as_of=date.fromisoformat(day) if day else None)
    sql(query, basis=basis, seconds=seconds, data=EXAMPLE, output=Output(form=Format.JSON))
    rows: list[object] = json.loads(capsys.readouterr().out)
    return rows


def test_a_query_is_answered_in_any_format(capsys: pytest.CaptureFixture[str]) -> None:
    assert asked("SELECT count(*) AS n FROM tasks", capsys) == [{"n": 17}]
    sql("SELECT 1 AS a, 2 AS a", basis=Basis(), seconds=10, data=EXAMPLE, output=TSV)
    assert capsys.readouterr().out == "a\ta_2\n1\t2\n"


def test_assessments_are_as_of_the_day_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    query = "SELECT DISTINCT status FROM assessments"
    assert asked(query, capsys, "2024-12-31") == [{"status": "not_started"}]
    assert len(asked(query, capsys, "2025-09-30")) == 10


@pytest.mark.parametrize(
    "query",
    [
        "DELETE FROM tasks",
        "INSERT INTO tasks SELECT * FROM tasks",
        "UPDATE tasks SET title = ''",
        "DROP TABLE tasks",
        "CREATE TEMP TABLE x (a)",
        "ATTACH '{tmp}/x.sqlite' AS x",
        "VACUUM INTO '{tmp}/x.sqlite'",
        "PRAGMA query_only=OFF",
        "PRAGMA user_version",
        "SELECT load_extension('x')",
        "SELECT * FROM files",
        "SELECT * FROM unit_names",
        "SELECT 1; DELETE FROM tasks",
        "BEGIN",
        "SELECT zeroblob(1000000000)",
        "SELEC 1",
        "SELECT * FROM nothing",
    ],
)
def test_nothing_but_reading_the_public_tables_is_possible(query: str, tmp_path: Path) -> None:
    with pytest.raises(WrongUse, match="SQL 不行"):
        sql(query.format(tmp=tmp_path), basis=Basis(), seconds=5, data=EXAMPLE, output=TSV)
    assert list(tmp_path.glob("*.sqlite")) == []


def test_a_query_without_end_is_stopped() -> None:
    endless = "WITH RECURSIVE r (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM r) SELECT count(*) FROM r"
    with pytest.raises(TooLong, match="已停止"):
        sql(endless, basis=Basis(), seconds=0.2, data=EXAMPLE, output=TSV)


def test_the_page_documents_the_tables_as_they_are(tmp_path: Path) -> None:
    """docs/sql.md names every table and every column, in order, and no other."""
    file = tmp_path / "out.sqlite"
    export_sqlite(file, to=Delivery(), basis=SEPTEMBER)
    connection = sqlite3.connect(file)
    names = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    actual = {
        name: [row[1] for row in connection.execute(f"PRAGMA table_info({name})")]
        for name in names
        if not name.startswith("sqlite_")
    }
    connection.close()
    page = (ROOT / "docs" / "sql.md").read_text(encoding="utf-8")
    rows = re.findall(r"(?m)^\| `(\w+)` \| [^|]+ \| ([^|]+) \|$", page)
    written = {name: re.findall(r"(?:^|, )([a-z_]+)", re.sub(r"（[^）]*）", "", columns)) for name, columns in rows}
    assert written == actual


def test_the_file_holds_what_sql_shows_and_is_not_overwritten(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], run: Callable[..., object]
) -> None:
    file = tmp_path / "out.sqlite"
    export_sqlite(file, to=Delivery(), basis=SEPTEMBER)
    connection = sqlite3.connect(file)
    assert connection.execute("SELECT count(*) FROM assessments WHERE light = '红'").fetchone() == (2,)
    assert connection.execute("SELECT path FROM documents").fetchone() == ("",)
    connection.close()
    before = file.read_bytes()
    with pytest.raises(WrongUse, match="已经有了"):
        export_sqlite(file, to=Delivery(), basis=SEPTEMBER)
    assert file.read_bytes() == before
    export_sqlite(file, to=Delivery(force=True), basis=SEPTEMBER)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out.sqlite"]


@posix("no pipes among files")
def test_a_pipe_or_a_device_is_not_replaced_by_a_database(call: Any, tmp_path: Path) -> None:
    pipe = tmp_path / "管道"
    os.mkfifo(pipe)
    said = call("export", "sqlite", str(pipe), "--force")
    assert (said.returncode, said.stderr) == (2, f"错误：{pipe} 不是普通的文件\n")
    assert pipe.is_fifo()
