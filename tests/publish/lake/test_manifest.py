"""The list of a lake's files: what it lets a writer keep, and what it never lets anybody name."""

import json
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest

from dcgd.errors import Unreadable
from dcgd.index.closed import Unasked
from dcgd.index.freshness import Source
from dcgd.publish.lake.manifest import EMPTY, File, Manifest, Written, from_text, outdated, to_text
from dcgd.publish.lake.plan import PROGRAM, Batch, Seen

DAY = date(2025, 9, 30)
BATCH = Batch(2025, 0, (Seen(Source("/a", "甲县"), 2025, "x", 5),))


def path(stem: str) -> str:
    return f"tasks/year=2025/0-{stem * 16}.parquet"


def written(stem: str = "a", **changes: Any) -> Written:
    files = (File("tasks", path(stem), 3, 100),)
    return Written(2025, 0, BATCH.digest, DAY.isoformat(), True, PROGRAM, 1, 0, 0, files)._replace(**changes)


def test_it_comes_back_from_its_text() -> None:
    manifest = EMPTY.followed_by([written("a")], DAY, "2025-10-01T08:00:00+08:00")
    assert from_text(to_text(manifest)) == manifest
    assert manifest.generation == 1
    assert [file.path for file in manifest.files] == [path("a")]


@dataclass(frozen=True)
class Case:
    batch: Written
    day: date
    serves: bool


@pytest.mark.parametrize(
    "case",
    [
        Case(written(), DAY, True),
        Case(written(), date(2025, 10, 1), False),
        Case(written(), Unasked.of(DAY), True),
        Case(written(asked=False, closed=1), Unasked.of(date(2025, 10, 1)), True),
        Case(written(asked=False, closed=1), Unasked.of(date(2025, 9, 29)), False),
        Case(written(asked=False, closed=1, registries=2), Unasked.of(date(2025, 10, 1)), False),
        Case(written(asked=False, closed=1, registries=2), Unasked.of(DAY), True),
        Case(written(asked=False, closed=1), DAY, False),
        Case(written(closed=1), Unasked.of(DAY), False),
        Case(written(closed=1), DAY, True),
        Case(written(digest="changing"), DAY, False),
        Case(written(program="0.0.1/1"), DAY, False),
        Case(written(part=1), DAY, False),
    ],
)
def test_a_batch_serves_while_content_day_and_program_are_the_same(case: Case) -> None:
    assert case.batch.serves(BATCH, case.day) is case.serves


def test_files_go_when_their_successors_have_been_there_for_one_state() -> None:
    first = EMPTY.followed_by([written("a")], DAY, "")
    second = first.followed_by([written("b")], DAY, "")
    third = second.followed_by([written("c")], DAY, "")
    assert outdated(EMPTY, [], first) == []
    assert outdated(first, [], second) == [], "who reads the first state may still be at it"
    assert outdated(second, [], third) == [path("a")]
    assert outdated(second, [written("a"), written("d"), written("c")], third) == [path("a"), path("d")]
    assert outdated(second, [], second.followed_by([written("a")], DAY, "")) == [], "it has come back"


GOOD = json.loads(to_text(Manifest(1, "2025-09-30", "", (written(),))))


def spoilt(*keys: Any, value: Any) -> bytes:
    said = json.loads(json.dumps(GOOD))
    inner = said
    for key in keys[:-1]:
        inner = inner[key]
    inner[keys[-1]] = value
    return json.dumps(said).encode()


FIRST = ("batches", 0, "files", 0)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"[]",
        b"\xff",
        b"[" * 100_000,
        b"{}",
        spoilt("generation", value="1"),
        spoilt("generation", value=True),
        spoilt("batches", value=None),
        spoilt(*FIRST, "path", value="../../etc/passwd"),
        spoilt(*FIRST, "path", value="/etc/passwd"),
        spoilt(*FIRST, "path", value="tasks/year=2025/../../0-aaaaaaaaaaaaaaaa.parquet"),
        spoilt(*FIRST, "path", value=path("a").replace("2025", "二〇二五")),
        spoilt(*FIRST, "path", value=path("a") + "\n"),
        spoilt(*FIRST, "table", value="targets"),
        spoilt(*FIRST, "rows", value=-1),
        spoilt("batches", 0, "asked", value=1),
    ],
)
def test_what_no_export_writes_is_refused(data: bytes) -> None:
    with pytest.raises(Unreadable, match="不是湖的清单"):
        from_text(data)


def test_another_format_says_so() -> None:
    with pytest.raises(Unreadable, match="别的版本"):
        from_text(spoilt("format", value=2))
