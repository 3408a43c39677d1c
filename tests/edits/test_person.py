"""A person more: in a file that is begun where there is none, and never a second of one name."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from dcgd.diagnostics import Place
from dcgd.edits.person import add_person, known_person
from dcgd.edits.unit import UnitField, remove_unit, set_field
from dcgd.errors import NotFound, Refused
from dcgd.model import Person
from dcgd.registry.content import Filed
from dcgd.registry.load import Reading

PERSON = Person(name="周某某", post="局长", unit="区水利局", phone="13000000000")
LINE = '  - {name: 周某某, post: 局长, unit: 区水利局, phone: "13000000000"}\n'


def test_the_first_begins_the_file(small: Callable[..., Reading]) -> None:
    before = small(people=None)
    edited = add_person(before, PERSON)
    text = edited.texts["people.yaml"]
    assert list(edited.texts) == ["people.yaml"]
    assert text.startswith("# 人员，")
    assert text.endswith("people:\n" + LINE)


def test_others_follow_in_standing_order(small: Callable[..., Reading]) -> None:
    there = "people:\n  - name: 吴某某  # 副区长\n# 尾\n"
    before = small(people=there)
    assert add_person(before, PERSON).texts == {"people.yaml": there.replace("# 尾\n", LINE + "# 尾\n")}


def test_two_of_one_name_are_told_apart(small: Callable[..., Reading]) -> None:
    before = small(people="people:\n  - name: 周某某\n")
    with pytest.raises(Refused, match="已经有“周某某”；是另一个人，在姓名后加括号区别，如 周某某（水利）"):
        add_person(before, PERSON)
    assert add_person(before, replace(PERSON, name="周某某（水利）")).result.name == "周某某（水利）"
    with pytest.raises(Refused, match=r"people\.yaml 有错误"):
        add_person(small_broken(small), PERSON)


def small_broken(small: Callable[..., Reading]) -> Reading:
    return small(people="people: [\n")


def with_people(before: Reading, *people: Person) -> Reading:
    filed = tuple(Filed(person, Place("people.yaml", ("people", at))) for at, person in enumerate(people))
    return replace(before, registry=replace(before.registry, people=filed))


def test_who_answers_for_a_unit_is_somebody_who_is_known(small: Callable[..., Reading]) -> None:
    before = small(people=None)
    known = with_people(before, PERSON)
    assert "head: 周某某" in set_field(known, "区水利局", UnitField.HEAD, "周某某").texts["units.yaml"]
    with pytest.raises(NotFound, match="没有人员“周某”；是不是：周某某？增加人员：dcgd add person 周某"):
        set_field(known, "区水利局", UnitField.CONTACT, "周某")
    assert known_person(before.registry, "谁") == "谁", "without a people.yaml nobody is unknown"


def test_a_unit_that_somebody_is_of_is_not_removed(small: Callable[..., Reading]) -> None:
    before = small(people=None)
    bare = replace(before, registry=replace(before.registry, tasks=(), reports=(), problems=(), notices=()))
    assert remove_unit(bare, "区水利局").result == "区水利局"
    with pytest.raises(Refused, match="区水利局不能删去，提到它的有：人员 周某某"):
        remove_unit(with_people(bare, PERSON), "水利局")
