"""The row of a judged item: what every listing, paper and page shows of it."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import fields
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dcgd.index.lookup import Filter
from dcgd.index.readonly import judge_into
from dcgd.model import Status, Target
from dcgd.tracking.item_row import assessments, row_of
from dcgd.tracking.judged_items import judged_items
from districts import opened

THIRD_QUARTER = date(2025, 9, 30)


@pytest.fixture
def connection(example: Path) -> Iterator[sqlite3.Connection]:
    found = opened(example)
    yield found
    found.close()


def rows_of(connection: sqlite3.Connection, day: date = THIRD_QUARTER) -> list[dict[str, Any]]:
    return [row_of(judged).as_json() for judged in judged_items(connection, Filter(), day)]


def test_rows_have_every_key_whatever_the_verdict(connection: sqlite3.Connection) -> None:
    rows = rows_of(connection)
    for what in ("target", "milestone", "task"):
        assert len({tuple(sorted(each)) for each in rows if each["what"] == what}) == 1
    common = {"id", "what", "title", "task", "section", "leads", "participants", "due", "original_due", "status"}
    common |= {"label", "light", "at_risk", "risks", "reasons", "reported", "done_percent", "pace_percent"}
    assert all(common | {"gap_points", "reported_value", "reported_percent", "goal"} <= set(each) for each in rows)


def test_a_row_shows_what_was_and_what_is(connection: sqlite3.Connection) -> None:
    rows = {each["id"]: each for each in rows_of(connection)}
    jobs, base = rows["10-1"], rows["3-m1"]
    assert (jobs["value"], jobs["original_value"], jobs["goal"]) == (6000, 6500, "6000 人以上")
    assert (base["due"], base["original_due"]) == ("2026-06-30", "2025-12-31")
    assert (rows["12-2"]["firmness"], base["firmness"]) == ("strive", "firm")
    firms = rows["1-1"]
    assert (firms["done_percent"], firms["pace_percent"], firms["gap_points"]) == (53.3, 75.0, 21.7)
    assert (firms["reported"], firms["reported_value"], firms["reported_percent"]) == ("2025-09-30", 8, None)


def test_a_row_rounds_as_its_reasons_do(connection: sqlite3.Connection) -> None:
    homes = next(row for row in rows_of(connection) if row["id"] == "14-1")
    assert (homes["done_percent"], homes["gap_points"]) == (68.8, 6.3)  # of 68.75 and 6.25
    assert "完成 11/16 个（68.8%），序时进度 75.0%，低 6.3 个百分点" in homes["reasons"]


def test_among_several_registries_each_row_says_whose_it_is(example: Path, registry: Path) -> None:
    with closing(opened(example, registry)) as both:
        rows = rows_of(both, date(2024, 1, 1))
    assert {row["id"].partition(":")[0] for row in rows} == {"example", "data"}
    assert {row["document"] for row in rows} == {"云汐政办字〔2025〕3号", "东昌政办字〔2023〕11号"}
    statuses = {row["id"]: row["status"] for row in rows}
    assert statuses["example:1-1"] == Status.NOT_STARTED
    assert statuses["data:5-1"] == Status.OVERDUE


def test_the_keys_of_json_stand_in_their_order(connection: sqlite3.Connection) -> None:
    keys = {row["what"]: list(row) for row in rows_of(connection)}
    common = ["task", "section", "leads", "participants"]
    verdict = [
        "goal", "status", "label", "light", "at_risk", "risks", "reasons", "reported", "reported_value",
        "reported_percent", "done_percent", "pace_percent", "gap_points",
    ]  # fmt: skip
    planned = ["weight", "public", "implements", "continues", "same_as", "checkpoints"]
    own = [field.name for field in fields(Target)][2:]
    assert keys["target"] == [
        *("id", "what", "title", "indicator"), *own, *common, "original_due", "original_value", *verdict,
    ]  # fmt: skip
    assert keys["milestone"] == ["id", "what", "title", "firmness", *planned, *common, "due", "original_due", *verdict]
    assert keys["task"] == ["id", "what", "title", *planned, *common, "due", "original_due", *verdict]


def test_a_row_of_the_table_has_the_columns_of_the_table(connection: sqlite3.Connection) -> None:
    judge_into(connection, assessments(judged_items(connection, Filter(), THIRD_QUARTER)), THIRD_QUARTER)
    columns = [row[1] for row in connection.execute("PRAGMA table_info(assessments)")]
    stored = [dict(zip(columns, row, strict=True)) for row in connection.execute("SELECT * FROM assessments")]
    for row, shown in zip(stored, rows_of(connection), strict=True):
        assert {key: row[key] for key in ("id", "what", "title", "due", "status", "light", "gap_points")} == {
            key: shown[key] for key in ("id", "what", "title", "due", "status", "light", "gap_points")
        }
        assert row["goal"] == shown.get("value")
        assert row["value"] == shown["reported_value"]
        assert row["reasons"] == "；".join(shown["reasons"])
