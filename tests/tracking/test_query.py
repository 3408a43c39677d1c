"""A user's SQL over verdicts: from what is kept as from what is judged for it."""

import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dcgd.index import judged as keeper
from dcgd.index.freshness import Source
from dcgd.index.readonly import lent
from dcgd.index.store import open_index
from dcgd.tracking.keeping import kept_view
from dcgd.tracking.query import answers, judge_before
from districts import nothing

DAY = date(2025, 9, 30)
EVERYTHING = "SELECT * FROM Assessments"


def asked(folder: Path, cache: Path | None, query: str) -> list[tuple[Any, ...]]:
    with closing(open_index([Source(str(folder), "")], cache, nothing)) as connection, lent(connection) as path:
        judge_before(connection, query, DAY)
        return list(answers(path, query, DAY))


def test_kept_verdicts_answer_as_those_that_are_judged_for_it(
    example: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    judged = asked(example, tmp_path / "cache", EVERYTHING)
    monkeypatch.setattr(keeper, "FEW", 1)
    assert asked(example, tmp_path / "cache", EVERYTHING) == judged
    assert asked(example, tmp_path / "cache", EVERYTHING) == judged
    assert len(judged) > 20
    grouped = "SELECT t.section, a.light, count(*) FROM assessments a JOIN tasks t ON t.number = a.task GROUP BY 1, 2"
    assert asked(example, tmp_path / "cache", grouped) == asked(example, None, grouped)


def test_what_is_kept_shows_there_alone(example: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeper, "FEW", 1)
    with closing(open_index([Source(str(example), "")], tmp_path / "cache", nothing)) as connection:
        view = kept_view(connection, DAY, whole=True)
        assert view is not None
        ids = f"{view}_of"
    for table in ("kept.judged", "judged", "kept.judgings", "judgings", view, ids, "temp.sqlite_master"):
        with pytest.raises(sqlite3.DatabaseError, match=r"not authorized|prohibited"):
            asked(example, tmp_path / "cache", f"SELECT *, (SELECT count(*) FROM assessments) FROM {table}")
