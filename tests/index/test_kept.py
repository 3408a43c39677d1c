"""The cache of indexes does not grow without bound: what was not asked for longest goes."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from dcgd.index import kept
from dcgd.index.freshness import Source
from dcgd.index.schema import APPLICATION
from dcgd.index.store import give_back, open_index


def used(folder: Path, name: str, day: int, size: int = 0) -> str:
    """An index that was last used on such a day, as the program leaves it; with its seal."""
    path = folder / f"{name:0>16}.sqlite"
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(f"PRAGMA application_id={APPLICATION}")
        connection.execute("CREATE TABLE filled (text)")
        connection.execute("INSERT INTO filled VALUES (zeroblob(?))", (size,))
    path.with_name(path.name + ".seal").touch()
    for file in folder.glob(f"{path.name}*"):
        file.chmod(0o600)
        os.utime(file, (day, day))
    return path.name


def left(folder: Path) -> set[str]:
    return {path.name for path in folder.glob("*.sqlite")}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "cache").mkdir(0o700)
    return tmp_path / "cache"


def test_of_too_many_indexes_those_go_that_were_not_asked_for_longest(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept, "MOST_INDEXES", 3)
    names = [used(folder, str(number), day) for number, day in enumerate([5, 1, 4, 2, 3])]
    kept.bound(folder, names[3])
    assert left(folder) == {names[3], names[0], names[2]}
    assert {path.name.split(".")[0] for path in folder.iterdir()} == {name.split(".")[0] for name in left(folder)}


def test_a_reading_counts_as_use(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "MOST_INDEXES", 2)
    old, younger, made = used(folder, "a", 1), used(folder, "b", 2), used(folder, "c", 3)
    os.utime(folder / old, (9, 1))
    kept.bound(folder, made)
    assert left(folder) == {old, made}
    assert younger not in left(folder)


def test_indexes_that_are_too_large_together_leave_the_youngest(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "MOST_BYTES", 1_000_000)
    large = [used(folder, name, day, 400_000) for name, day in (("a", 1), ("b", 2), ("c", 3))]
    kept.bound(folder, large[2])
    assert left(folder) == {large[1], large[2]}
    alone = used(folder, "d", 0, 3_000_000)
    kept.bound(folder, alone)
    assert left(folder) == {alone}


def test_what_is_no_index_of_ours_or_is_being_made_stays(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "MOST_INDEXES", 1)
    made = used(folder, "a", 3)
    (folder / "letter.sqlite").write_text("x")
    (folder / "drafts").mkdir()
    draft = folder / f"{'b':0>16}.12.34.new"
    draft.touch(0o600)
    kept.bound(folder, made)
    assert {path.name for path in folder.iterdir()} == {made, f"{made}.seal", "letter.sqlite", "drafts", draft.name}


def test_making_an_index_bounds_the_folder(folder: Path, example: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "MOST_INDEXES", 1)
    old = used(folder, "a", 1)
    give_back(open_index([Source(str(example), "")], folder, lambda _done, _all: None))
    assert old not in left(folder)
    assert len(left(folder)) == 1
