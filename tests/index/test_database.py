"""The public tables as a file of their own, of one moment."""

import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

from dcgd.index.database import write_database
from dcgd.index.freshness import Source
from dcgd.index.schema import PUBLIC
from dcgd.index.store import open_index

DAY = date(2025, 9, 30)


def test_all_that_is_written_is_of_the_moment_that_was_read_though_the_index_changes(
    example: Path, tmp_path: Path
) -> None:
    cache = tmp_path / "cache"
    with closing(open_index([Source(str(example), "")], cache, lambda _done, _all: None)) as connection:
        [index] = cache.glob("*.sqlite")
        connection.execute("BEGIN")
        before = connection.execute("SELECT count(*) FROM reports").fetchone()
        with closing(sqlite3.connect(index, timeout=0)) as other:
            other.execute("DELETE FROM reports")  # begins to write, and waits for who reads
            write_database(connection, tmp_path / "out.sqlite", iter(()), DAY)
            assert connection.in_transaction, "who asked goes on reading the same"
    with closing(sqlite3.connect(tmp_path / "out.sqlite")) as written:
        assert written.execute("SELECT count(*) FROM reports").fetchone() == before
        names = {name for (name,) in written.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        tables = {line.split()[2] for line in PUBLIC.splitlines() if line.startswith("CREATE TABLE")}
        assert names == tables | {"assessments", "sqlite_sequence"}
