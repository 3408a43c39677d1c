"""Words of a question to what they mean, and rows as the commands show them."""

import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from dcgd.errors import NotFound
from dcgd.index import listing, lookup
from dcgd.index.freshness import Source
from dcgd.index.lookup import Filter, sayable
from dcgd.index.store import open_index
from dcgd.registry.directory import Directory
from dcgd.registry.load import read

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def real() -> Iterator[sqlite3.Connection]:
    connection = open_index([Source(str(ROOT / "data"), "")], None, lambda _done, _total: None)
    yield connection
    connection.close()


def numbers(connection: sqlite3.Connection, wanted: Filter) -> list[int]:
    return [row["number"] for row in listing.tasks(connection, wanted)]


@pytest.mark.parametrize("name", ["区水利局", "水利局", "区水务局", "水务局", " 区 水利局"])
def test_a_unit_by_name_alias_or_without_level(real: sqlite3.Connection, name: str) -> None:
    assert {unit for _, unit in lookup.units(real, [name])} == {"区水利局"}


@pytest.mark.parametrize("front", ["区", "东昌府区", "聊城市东昌府区", "中共聊城市东昌府区", "聊城市", "市", "云溪区"])
def test_the_index_finds_what_the_directory_finds(real: sqlite3.Connection, front: str) -> None:
    directory = Directory.of(read(ROOT / "data").registry)
    for name in directory.names():
        spelt = front + name.removeprefix("区")
        unit = directory.find(spelt)
        assert (unit is None) == (front in ("聊城市", "市", "云溪区"))
        if unit is None:
            with pytest.raises(NotFound, match=f"没有“{spelt}”"):
                lookup.units(real, [spelt])
        else:
            assert unit == directory.find(name)
            assert {official for _, official in lookup.units(real, [spelt])} == {unit.name}


def test_a_place_means_the_units_of_its_own_document(tmp_path: Path) -> None:
    for name in ("东昌府", "云汐"):
        shutil.copytree(ROOT / ("data" if name == "东昌府" else "examples/yunxi-2025"), tmp_path / name)
    sources = [Source(str(tmp_path / name), name) for name in ("东昌府", "云汐")]
    connection = open_index(sources, None, lambda _done, _total: None)
    documents = dict(connection.execute("SELECT registry, id FROM documents"))
    for asked, registries in (
        ("区水利局", {"东昌府", "云汐"}),
        ("东昌府区水利局", {"东昌府"}),
        ("示例市云汐区水利局", {"云汐"}),
    ):
        wanted = {(documents[registry], "区水利局") for registry in registries}
        assert lookup.units(connection, [asked]) == wanted
    canonical = lookup.canonical(connection)
    assert canonical("云汐", "云汐区水务局") == "区水利局"
    assert canonical("东昌府", "云汐区水务局") == "云汐区水务局"
    connection.close()


def test_several_units_mean_any_of_them(real: sqlite3.Connection) -> None:
    wanted = Filter(units=lookup.units(real, ["区水利局", "区妇联"]))
    assert numbers(real, wanted) == [19, 21, 22, 29, 30, 36, 37, 72, 76]


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("区水力局", "没有“区水力局”；是不是：区水利局？"),
        ("发改", "没有“发改”；是不是：区发展和改革局？"),
        ("市人民医院", "没有“市人民医院”"),
        ("", "没有“”"),
        ("\udcff", "没有“\ufffd”"),
        ("'; DROP TABLE tasks; --", "没有“'; DROP TABLE tasks; --”"),
    ],
)
def test_a_unit_that_does_not_exist(real: sqlite3.Connection, name: str, message: str) -> None:
    with pytest.raises(NotFound) as caught:
        lookup.units(real, [name])
    assert str(caught.value).startswith(message)


@pytest.mark.parametrize("name", ["六", "6", "６", "第六章", "第6章", "乡村", "推动乡村全面振兴", " 六 "])
def test_a_section_by_number_or_words(real: sqlite3.Connection, name: str) -> None:
    assert numbers(real, Filter(sections=lookup.sections(real, [name]))) == list(range(38, 50))


def test_words_may_mean_several_sections_and_so_may_several_names(real: sqlite3.Connection) -> None:
    assert {position for _, position in lookup.sections(real, ["深化"])} == {5, 7}
    assert {position for _, position in lookup.sections(real, ["一", "十一"])} == {1, 11}


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("十二", "没有章节“十二”；章节从一到十一"),
        ("0", "没有章节“0”；章节从一到十一"),
        ("", "没有章节“”；章节从一到十一"),
        ("推动乡村振兴", "没有章节“推动乡村振兴”；是不是：六（推动乡村全面振兴）？"),
    ],
)
def test_a_section_that_does_not_exist(real: sqlite3.Connection, name: str, message: str) -> None:
    with pytest.raises(NotFound) as caught:
        lookup.sections(real, [name])
    assert str(caught.value) == message


def test_a_task_by_number(real: sqlite3.Connection) -> None:
    assert lookup.task(real, "42")[1] == lookup.task(real, "四十二")[1] == 42
    for name in ("91", "0", "x", "", "\udcff"):
        with pytest.raises(NotFound, match="任务从 1 到 90"):
            lookup.task(real, name)


def test_roles(real: sqlite3.Connection) -> None:
    units = lookup.units(real, ["区水利局"])
    assert numbers(real, Filter(units=units, role="participant")) == [29]
    assert numbers(real, Filter(units=units, role="lead")) == [19, 21, 22, 30, 36, 37]
    assert [row["role"] for row in listing.tasks(real, Filter(units=units))].count("participant") == 1


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("水闸", [21]),
        ("黄河 湿地", [29, 37]),
        ("app", [50]),
        ("APP", [50]),
        ("“15分钟", [18, 35]),
        ("100%", []),
        ("_", []),
        ("'", []),
        ("\udcff", []),
    ],
)
def test_search_wants_all_words_literally(real: sqlite3.Connection, words: str, expected: list[int]) -> None:
    assert numbers(real, Filter(search=words)) == expected


def test_filters_narrow_each_other(real: sqlite3.Connection) -> None:
    wanted = Filter(
        units=lookup.units(real, ["区水利局"]), sections=lookup.sections(real, ["五"]), role="lead", search="黄河"
    )
    assert numbers(real, wanted) == [37]


def test_rows_of_tasks_have_the_keys_of_json(real: sqlite3.Connection) -> None:
    [row] = listing.tasks(real, Filter(tasks=frozenset({lookup.task(real, "5")})), whole=True)
    assert list(row) == [
        "number", "section", "title", "leads", "participants", "leaders", "people", "text", "owner", "contact", "due",
        "weight", "public", "implements", "continues", "same_as", "checkpoints", "adjustments", "targets", "milestones",
        "note", "review",
    ]  # fmt: skip
    assert row["leads"] == ["区科学技术局"]
    assert row["participants"] == []
    target = row["targets"][0]
    assert (target["id"], target["value"], target["firmness"], target["implied"]) == ("5-1", 15, "firm", False)
    assert isinstance(target["value"], int)
    assert row["milestones"][0]["id"] == "5-m1"


def test_decimals_stay_what_was_written(real: sqlite3.Connection) -> None:
    [row] = listing.tasks(real, Filter(tasks=frozenset({lookup.task(real, "42")})), whole=True)
    assert [target["value"] for target in row["targets"]] == [4.1, 320]


def test_units_with_what_they_answer_for(real: sqlite3.Connection) -> None:
    [row] = listing.units(real, lookup.units(real, ["区水利局"]))
    assert row["leads"] == [19, 21, 22, 30, 36, 37]
    assert row["participates"] == [29]
    assert row["targets"] == ["19-1", "19-2", "19-3", "21-1", "37-1"]
    assert len(list(listing.units(real))) == 38


def test_words_in_bytes_that_the_locale_did_not_expect() -> None:
    assert sayable("区水利局") == "区水利局"
    assert sayable("区".encode().decode("ascii", "surrogateescape")) == "区"
    assert sayable("\ud800x") == "?x"
