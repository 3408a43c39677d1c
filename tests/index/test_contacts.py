"""Whose number may stand on a paper: the office contact's on each, a unit's people's on what goes to it alone."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from sqlite3 import Connection

import pytest

from dcgd.index.contacts import Reach, on_paper
from districts import EXAMPLE, opened

OFFICE = Reach("钱某某（督查室）", "0000-0000099")


@pytest.fixture
def connection() -> Iterator[Connection]:
    with closing(opened(EXAMPLE)) as index:
        yield index


def test_to_all_it_is_the_office_alone(connection: Connection) -> None:
    reachable = on_paper(connection, "")
    assert reachable.office == OFFICE
    assert (reachable.liaison, dict(reachable.people)) == (Reach(), {OFFICE.name: OFFICE})


def test_to_a_unit_its_people_are_there_too(connection: Connection) -> None:
    reachable = on_paper(connection, "", "区水利局")
    assert reachable.office == OFFICE
    assert reachable.liaison == Reach("曹某某", "0000-0000005")
    assert reachable.people.keys() == {OFFICE.name, "张某某（水利）", "曹某某"}
    assert reachable.people["张某某（水利）"] == Reach("张某某（水利）")


def test_a_liaison_of_another_unit_is_named_without_the_number(example: Path) -> None:
    units = example / "units.yaml"
    units.write_text(units.read_text(encoding="utf-8").replace("contact: 曹某某", "contact: 吕某某"), encoding="utf-8")
    with closing(opened(example)) as index:
        assert on_paper(index, "", "区水利局").liaison == Reach("吕某某")


@pytest.mark.parametrize("to", ["区水力局", "", None])
def test_nobody_else_is_ever_there(connection: Connection, to: str | None) -> None:
    assert on_paper(connection, "", to).people.keys() == {OFFICE.name}
    assert on_paper(connection, "另一个", to).people == {}
