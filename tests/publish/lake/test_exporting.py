"""A lake from the first export on: what is in it, what is written again, what a reader sees meanwhile."""

import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import fsspec
import pytest

from dcgd.errors import Busy, WrongUse
from dcgd.index import store
from dcgd.index.closed import Unasked
from dcgd.index.freshness import Source
from dcgd.index.lookup import Filter
from dcgd.index.schema import TableName
from dcgd.publish.lake import exporting, writing
from dcgd.publish.lake.exporting import Exported, export
from dcgd.publish.lake.manifest import NAME, UNFINISHED, Manifest
from dcgd.publish.lake.mapping import here
from dcgd.publish.lake.place import Place
from dcgd.publish.lake.plan import number_of
from dcgd.publish.lake.tables import fields
from dcgd.publish.tabular.exported import exported
from dcgd.tracking.judged_items import judged_items
from districts import EXAMPLE, opened

DAY = date(2025, 9, 30)
World = dict[str, Path]


@pytest.fixture
def world(tmp_path: Path) -> World:
    """Three registries: two of 2025, one of 2023."""
    folders = {name: tmp_path / "world" / name for name in ("甲县/2025", "乙县/2025", "甲县/2023")}
    shutil.copytree(EXAMPLE, folders["甲县/2025"])
    shutil.copytree(EXAMPLE, folders["乙县/2025"])
    shutil.copytree(EXAMPLE.parents[1] / "data", folders["甲县/2023"])
    return folders


@pytest.fixture(params=["folder", "memory"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    if request.param == "folder":
        yield Place(str(tmp_path / "lake"))
        return
    yield Place("memory://lake")
    fsspec.filesystem("memory").store.clear()


def exporting_of(world: World, place: Place, day: date = DAY, **changes: Any) -> Exported:
    sources = [Source(str(folder), name) for name, folder in world.items()]
    given = {"mapping": here, "progress": lambda *_: None, **changes}
    return export(sources, place, day, "2025-10-01T08:00:00+08:00", **given)


def rows(place: Place, table: str, manifest: Manifest | None = None) -> list[dict[str, Any]]:
    files = [file.path for file in (manifest or place.manifest()).files if file.table == table]
    read: list[dict[str, Any]] = place.dataset(files, table).to_table().to_pylist() if files else []
    return read


def spoil(folder: Path) -> None:
    with (folder / "tasks.yaml").open("a", encoding="utf-8") as out:
        out.write("# 改动\n")


def test_every_table_has_the_rows_that_each_registry_alone_has(world: World, place: Place) -> None:
    exporting_of(world, place)
    for registry, folder in world.items():
        with closing(opened(folder)) as connection:
            alone = {name: exported(connection, name, DAY) for name in TableName}
        for name in TableName:
            mine = [row for row in rows(place, name) if row["registry"] == registry]
            assert len(mine) == len(alone[name].rows), (name, registry)
            assert {tuple(row) for row in mine} <= {(*(field.name for field in fields()[name]), "year")}
            assert {row["id" if name is TableName.DOCUMENTS else "document"] for row in mine} <= {number_of(registry)}
            assert {row["year"] for row in mine} <= {int(registry[-4:])}


def test_verdicts_are_those_of_the_day(world: World, place: Place) -> None:
    exporting_of(world, place)
    told = [(row["id"], row["status"]) for row in rows(place, "assessments") if row["registry"] == "甲县/2025"]
    with closing(opened(world["甲县/2025"])) as connection:
        judged = [(item.item.id, item.verdict.status.value) for item in judged_items(connection, Filter(), DAY)]
    assert told == judged


def test_files_are_few_and_their_paths_ascii(world: World, place: Place) -> None:
    manifest = exporting_of(world, place).manifest
    assert len(manifest.batches) == 2
    assert len(manifest.files) < 40
    assert all(file.path.isascii() for file in manifest.files)


def test_only_what_changed_is_written_again(world: World, place: Place) -> None:
    first = exporting_of(world, place)
    assert (first.anew, exporting_of(world, place)) == (2, Exported(first.manifest, 0))
    spoil(world["甲县/2023"])
    second = exporting_of(world, place)
    assert second.anew == 1
    assert [batch.year for batch in second.manifest.batches if batch not in first.manifest.batches] == [2023]
    assert exporting_of(world, place, date(2025, 10, 1)).anew == 2


def test_a_closed_registry_is_not_judged_again_each_day(world: World, place: Place) -> None:
    path = world["甲县/2023"] / "tasks.yaml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("due: 2023-12-31", "due: 2023-12-31\n  closed: 2024-03-01", 1)
    )
    exporting_of(world, place, Unasked.of(DAY))
    assert {row["as_of"].isoformat() for row in rows(place, "assessments") if row["year"] == 2023} == {"2024-03-01"}
    assert exporting_of(world, place, Unasked.of(date(2025, 10, 1))).anew == 1
    assert place.manifest().as_of == "2025-10-01"
    assert exporting_of(world, place, date(2025, 10, 1)).anew == 1, "asked for a day, it is judged as of that"
    assert {row["as_of"].isoformat() for row in rows(place, "assessments")} == {"2025-10-01"}


def test_who_reads_the_old_list_still_finds_its_files_until_the_export_after_the_next(
    world: World, place: Place
) -> None:
    states = [exporting_of(world, place).manifest]
    for _ in range(2):
        spoil(world["甲县/2023"])
        states.append(exporting_of(world, place).manifest)
    assert len(rows(place, "tasks", states[1])) == len(rows(place, "tasks", states[2]))
    with pytest.raises(OSError, match=r"\.parquet"):
        rows(place, "tasks", states[0])


def test_what_comes_back_is_not_written_again(world: World, place: Place) -> None:
    text = (world["甲县/2023"] / "tasks.yaml").read_bytes()
    exporting_of(world, place)
    spoil(world["甲县/2023"])
    exporting_of(world, place)
    (world["甲县/2023"] / "tasks.yaml").write_bytes(text)
    assert exporting_of(world, place).anew == 0


def test_a_registry_that_goes_takes_its_rows_along(world: World, place: Place) -> None:
    exporting_of(world, place)
    del world["甲县/2025"]
    exporting_of(world, place)
    assert {row["registry"] for row in rows(place, "documents")} == {"乙县/2025", "甲县/2023"}


def cut_off(function: Callable[[Any], Any], arguments: Sequence[Any]) -> Iterator[Any]:
    """As `here`, until something written needs a second batch."""
    for number, argument in enumerate(arguments):
        if number and function is not exporting._seen:
            raise KeyboardInterrupt
        yield function(argument)


def test_an_export_that_is_cut_off_changes_nothing_and_is_gone_on_with(world: World, place: Place) -> None:
    first = exporting_of(world, place).manifest
    for folder in world.values():
        spoil(folder)
    with pytest.raises(KeyboardInterrupt):
        exporting_of(world, place, mapping=cut_off)
    assert place.manifest() == first
    assert len(place.unfinished().batches) == 1
    second = exporting_of(world, place)
    assert (second.anew, len(second.manifest.batches)) == (1, 2)
    assert place.unfinished() == place.unfinished().__class__(0, "", "")
    assert len(rows(place, "documents")) == 3


def test_who_was_slower_than_another_export_takes_nothing_back(
    world: World, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    exporting_of(world, place)
    looked_at = exporting._looked_at

    def overtaken(*given: Any) -> Any:
        monkeypatch.setattr(exporting, "_looked_at", looked_at)
        exporting_of(world, place, date(2025, 8, 31))
        return looked_at(*given)

    monkeypatch.setattr(exporting, "_looked_at", overtaken)
    with pytest.raises(Busy, match="别的程序"):
        exporting_of(world, place, date(2025, 10, 31))
    assert place.manifest().as_of == "2025-08-31"


def test_what_is_wrong_with_a_registry_is_a_row(world: World, place: Place) -> None:
    with (world["甲县/2023"] / "tasks.yaml").open("a", encoding="utf-8") as out:
        out.write("  - {")
    manifest = exporting_of(world, place).manifest
    errors = rows(place, "errors")
    assert {row["registry"] for row in errors} == {"甲县/2023"}
    assert all(row["file"] == "tasks.yaml" and row["line"] for row in errors)
    assert [batch.errors for batch in manifest.batches] == [1, 0]
    assert len(rows(place, "documents")) == 3


def test_what_breaks_the_reading_of_one_registry_does_not_end_the_run(
    world: World, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = store.open_index

    def breaking(sources: list[Source], *rest: Any) -> Any:
        if sources[0].registry == "乙县/2025":
            raise RecursionError(f"too deep: {sources[0].folder}/tasks.yaml")
        return whole(sources, *rest)

    monkeypatch.setattr(writing, "open_index", breaking)
    exporting_of(world, place)
    [error] = rows(place, "errors")
    assert (error["registry"], error["code"], error["message"]) == (
        "乙县/2025",
        "unreadable",
        "RecursionError: too deep: 乙县/2025/tasks.yaml",
    )
    assert {row["registry"] for row in rows(place, "documents")} == {"甲县/2025", "甲县/2023"}


def test_a_batch_that_changed_while_it_was_read_is_written_again_next_time(
    world: World, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = store.open_index

    def changing(sources: list[Source], *rest: Any) -> Any:
        if sources[0].registry == "甲县/2023":
            spoil(world["甲县/2023"])
        return whole(sources, *rest)

    monkeypatch.setattr(writing, "open_index", changing)
    exporting_of(world, place)
    monkeypatch.undo()
    assert (exporting_of(world, place).anew, exporting_of(world, place).anew) == (1, 0)


def test_progress_is_told_in_bytes(world: World, place: Place) -> None:
    told: list[tuple[str, int, int]] = []
    exporting_of(world, place, progress=lambda *said: told.append(said))
    assert told[0] == ("看登记册", 3, 3)
    assert [what for what, *_ in told[1:]] == ["写湖", "写湖"]
    assert told[-1][1] == told[-1][2] > told[1][1] > told[1][2] / 2


def test_a_list_that_is_none_is_told_of_its_address(world: World, tmp_path: Path) -> None:
    (tmp_path / "lake").mkdir()
    (tmp_path / "lake" / NAME).write_text("{}", encoding="utf-8")
    with pytest.raises(Exception, match=rf"lake 的 {NAME} 不是湖的清单"):
        exporting_of(world, Place(str(tmp_path / "lake")))


@pytest.mark.parametrize("address", ["nowhere://x/y", "s3://bucket/lake"])
def test_an_address_without_its_library_says_what_is_missing(address: str) -> None:
    with pytest.raises(WrongUse, match=address):
        Place(address)


def test_the_unfinished_list_is_gone_at_the_end(world: World, tmp_path: Path) -> None:
    exporting_of(world, Place(str(tmp_path / "lake")))
    assert not (tmp_path / "lake" / UNFINISHED).exists()
