"""The items of the index: whole, with the task they belong to, read without a trace."""

import sqlite3
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from dcgd.index import items, lookup
from dcgd.index.freshness import Source
from dcgd.index.lookup import Filter
from dcgd.index.store import open_index
from dcgd.model.items import items_of
from dcgd.registry.load import read


@pytest.fixture
def connection(example: Path, registry: Path) -> Iterator[sqlite3.Connection]:
    sources = [Source(str(example), "example"), Source(str(registry), "data")]
    opened = open_index(sources, None, lambda *_: None)
    yield opened
    opened.close()


def test_an_item_is_what_its_document_makes_of_it(connection: sqlite3.Connection, example: Path) -> None:
    registry = read(example).registry
    assert registry.document is not None
    reported = {filed.entity.task for filed in registry.reports}
    wanted = [
        item
        for filed in registry.tasks
        for item in items_of(filed.entity, registry.document, reported=filed.entity.number in reported)
    ]
    assert [item for home, item in items.items(connection, Filter()) if home.registry == "example"] == wanted


def test_an_item_knows_its_task_and_the_units_that_answer_for_it(connection: sqlite3.Connection) -> None:
    home, _item = next(pair for pair in items.items(connection, Filter()) if pair[1].id == "5-1")
    assert (home.registry, home.document, home.section) == ("example", "云汐政办字〔2025〕3号", "二")
    assert (home.task_title, home.leads) == ("加强水利和农村治污", ["区水利局"])
    assert home.units == (("区水利局", "lead"), ("区农业农村局", "participant"))


def test_units_stand_in_the_order_of_the_document_whatever_it_calls_them(connection: sqlite3.Connection) -> None:
    homes = {item.id: home for home, item in items.items(connection, Filter()) if home.registry == "example"}
    assert homes["6-1"].leads == ["区发展和改革局", "云汐经济开发区"]
    assert [unit for unit, _role in homes["6-1"].units] == homes["6-1"].leads
    assert [unit for unit, role in homes["4-1"].units if role == "lead"] == ["区发展和改革局"]


def test_the_items_of_one_task_share_what_is_said_of_it(connection: sqlite3.Connection) -> None:
    pairs = list(items.items(connection, Filter()))
    for (home, item), (next_home, next_item) in pairwise(pairs):
        same = (home.registry, item.task) == (next_home.registry, next_item.task)
        assert (home is next_home) == same


def test_a_filter_gives_of_all_items_those_of_its_tasks(connection: sqlite3.Connection) -> None:
    everything = list(items.items(connection, Filter()))
    reports = items.reports(connection, Filter())
    water = Filter(units=lookup.units(connection, ["区水利局"]))
    some = list(items.items(connection, water))
    tasks = {(home.registry, item.task) for home, item in some}
    assert 0 < len(some) < len(everything)
    assert some == [pair for pair in everything if (pair[0].registry, pair[1].task) in tasks]
    ids = {(home.document_id, item.id) for home, item in some}
    assert items.reports(connection, water) == {key: known for key, known in reports.items() if key in ids}


@pytest.mark.parametrize("wanted", [Filter(), Filter(search="项目")])
def test_two_readers_at_once_do_not_hinder_each_other(connection: sqlite3.Connection, wanted: Filter) -> None:
    """Reading leaves nothing behind: no table that a second reader would find, or find locked."""
    alone = list(items.items(connection, wanted))
    first = items.items(connection, wanted)
    started = [next(first)]
    assert list(items.items(connection, wanted)) == alone
    assert started + list(first) == alone
    assert connection.execute("SELECT count(*) FROM sqlite_temp_master").fetchone() == (0,)
