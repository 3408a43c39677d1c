"""Which unit a name means."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dcgd.model import Unit
from dcgd.registry.directory import Directory

UNITS = (
    Unit(name="区发展和改革局", aliases=("区发展和改革委员会", "区发改委")),
    Unit(name="区水利局"),
    Unit(name="嘉明经济开发区", aliases=("嘉明开发区",)),
    Unit(name="档案馆"),
)


@pytest.mark.parametrize(
    ("name", "unit"),
    [
        ("区发展和改革局", "区发展和改革局"),
        ("区发改委", "区发展和改革局"),
        ("发改委", "区发展和改革局"),
        ("发展和改革委员会", "区发展和改革局"),
        (" 区 水利局", "区水利局"),
        ("水利局", "区水利局"),
        ("嘉明开发区", "嘉明经济开发区"),
        ("区档案馆", "档案馆"),
    ],
)
def test_names_aliases_and_both_without_level(name: str, unit: str) -> None:
    unit_meant = Directory(UNITS).find(name)
    assert unit_meant is not None
    assert unit_meant.name == unit


@pytest.mark.parametrize("name", ["", "区", "区水力局", "利局", "发改", "市水利局"])
def test_what_nobody_is_called_means_nobody(name: str) -> None:
    assert Directory(UNITS).find(name) is None


SHORT = Unit(name="区委组织部", aliases=("区组织部",))
HERE = Directory((*UNITS, SHORT, Unit(name="区政府办公室")), "岳阳市云溪区人民政府办公室")


@pytest.mark.parametrize(
    ("name", "unit"),
    [
        ("云溪区水利局", "区水利局"),
        ("岳阳市云溪区水利局", "区水利局"),
        ("云溪区发改委", "区发展和改革局"),
        ("云溪区嘉明开发区", "嘉明经济开发区"),
        ("岳阳市云溪区档案馆", "档案馆"),
        ("岳阳市云溪区人民政府办公室", "区政府办公室"),
        ("区人民政府办公室", "区政府办公室"),
        ("中共云溪区委组织部", "区委组织部"),
        ("组织部", "区委组织部"),
    ],
)
def test_the_documents_own_place_may_stand_in_front(name: str, unit: str) -> None:
    unit_meant = HERE.find(name)
    assert unit_meant is not None
    assert unit_meant.name == unit


@pytest.mark.parametrize(
    "name",
    [
        "市组织部",
        "省组织部",
        "市水利局",
        "岳阳市水利局",
        "县水利局",
        "东昌府区水利局",
        "市档案馆",
        "委组织部",
        "云溪区",
    ],
)
def test_a_name_of_another_level_or_place_means_nobody(name: str) -> None:
    assert HERE.find(name) is None


def test_units_with_their_place_in_the_name_are_found_without() -> None:
    directory = Directory((Unit(name="云溪区水利局"), Unit(name="云溪区财政局"), Unit(name="市税务局")))
    for name in ("云溪区水利局", "区水利局", "水利局"):
        assert directory.find(name) == directory.units[0]
    assert directory.find("税务局") is None


def test_a_short_name_that_two_share_means_neither_and_their_full_names_stay() -> None:
    directory = Directory((Unit(name="区水利局"), Unit(name="市水利局")))
    assert directory.find("水利局") is None
    assert [directory.find(name) for name in ("区水利局", "市水利局")] == list(directory.units)
    assert directory.claims == []


def test_who_claims_a_name_in_so_many_characters_has_it() -> None:
    directory = Directory((Unit(name="区水利局"), Unit(name="水利局")))
    assert [directory.find(name) for name in ("区水利局", "水利局")] == list(directory.units)


def test_claims_of_one_name_are_told_and_the_first_keeps_it() -> None:
    directory = Directory((Unit(name="甲局", aliases=("共名",)), Unit(name="乙局", aliases=("乙", "共 名"))))
    assert directory.claims == [(1, 2, 0)]
    assert directory.find("共名") == directory.units[0]


def test_a_unit_may_repeat_its_own_names() -> None:
    assert Directory((Unit(name="甲局", aliases=("甲局", "甲 局")),)).claims == []


NAMES = st.text("区市县水利财政局", min_size=1, max_size=5)


@given(st.lists(st.builds(Unit, name=NAMES, aliases=st.lists(NAMES, max_size=2).map(tuple)), max_size=5), NAMES)
def test_spellings_are_what_resolves(units: list[Unit], name: str) -> None:
    directory = Directory(units)
    spellings = {key: unit for key, unit, _ in directory.spellings()}
    for key, unit in spellings.items():
        assert directory.find(key) == unit
    for _, unit, explicit in directory.spellings():
        assert unit in units
        assert isinstance(explicit, bool)
    for unit in units:
        unit_meant = directory.find(unit.name)
        assert unit_meant is not None
        assert unit.name in (unit_meant.name, *unit_meant.aliases)
