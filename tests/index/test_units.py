"""Units as the index knows them are found as `Directory` finds them, by whatever name."""

from pathlib import Path

import pytest

from dcgd.errors import NotInPart
from dcgd.index import store
from dcgd.index.units import IndexedUnits
from dcgd.registry.content import Registry
from dcgd.registry.directory import Directory
from dcgd.registry.load import read
from partly import Sides

NAMES = [
    *("区科学技术局", "区科技局", "科技局", "云溪区科技局", "云溪区科学技术局", "水利局", "区水利局", "云溪区水利局"),
    *("柳园街道", "柳园街道办事处", "新区街道办", "区水力局", "市水利局", "", "区", "x"),
]


def test_a_name_means_the_same_unit(tmp_path: Path) -> None:
    sides = Sides(tmp_path)
    directory = Directory.of(read(sides.part, "").registry)
    connection = store.open_index([sides.source], None, lambda _done, _all: None)
    try:
        units = IndexedUnits(connection, 1)
        of_part = Directory.of(Registry(of_units=units))
        assert of_part.region == directory.region
        for name in NAMES:
            there, meant = directory.find(name), of_part.find(name)
            assert (meant and meant.names) == (there and there.names), name
        assert sorted((key, unit.name, explicit) for key, unit, explicit in of_part.spellings()) == sorted(
            (key, unit.name, explicit) for key, unit, explicit in directory.spellings()
        )
    finally:
        connection.close()


def test_an_index_that_cannot_be_read_tells_nothing(tmp_path: Path) -> None:
    connection = store.open_index([Sides(tmp_path).source], None, lambda _done, _all: None)
    units = IndexedUnits(connection, 1)
    connection.close()
    with pytest.raises(NotInPart):
        units.find("区水利局")


def test_what_is_not_in_a_part_may_be_elsewhere(tmp_path: Path) -> None:
    connection = store.open_index([Sides(tmp_path).source], None, lambda _done, _all: None)
    try:
        with pytest.raises(NotInPart):
            Registry(of_units=IndexedUnits(connection, 1)).check_whole()
        Registry().check_whole()
    finally:
        connection.close()
