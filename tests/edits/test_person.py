"""A person more: in a file that is begun where there is none, and never a second of one name."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from dcgd.diagnostics import Place
from dcgd.edits.person import Line, Outcome, add_people, add_person, known_person
from dcgd.edits.unit import UnitField, remove_unit, set_field
from dcgd.errors import NotFound, Refused
from dcgd.model import Person
from dcgd.registry.change import Edited
from dcgd.registry.content import Filed
from dcgd.registry.load import Reading
from dcgd.tracking.returned.people_list import ListedPerson

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
    with pytest.raises(NotFound, match="没有人员“周某”；增加人员：dcgd add person 周某；是不是：周某某？"):
        set_field(known, "区水利局", UnitField.CONTACT, "周某")
    assert known_person(before.registry, "谁") == "谁", "without a people.yaml nobody is unknown"


def test_a_unit_that_somebody_is_of_is_not_removed(small: Callable[..., Reading]) -> None:
    before = small(people=None)
    bare = replace(before, registry=replace(before.registry, tasks=(), reports=(), problems=(), notices=()))
    assert remove_unit(bare, "区水利局").result == "区水利局"
    with pytest.raises(Refused, match="区水利局不能删去，提到它的有：人员 周某某"):
        remove_unit(with_people(bare, PERSON), "水利局")


def row(name: str, doubt: str = "", **values: str) -> ListedPerson:
    return ListedPerson("名单", "C3", {"name": name, **values}, doubt)


def outcomes(edited: Edited[list[Line]]) -> list[tuple[str, Outcome]]:
    return [(line.row.values["name"], line.outcome) for line in edited.result]


def test_of_a_list_the_new_are_added_in_its_order(small: Callable[..., Reading]) -> None:
    before = small(people="people:\n  - name: 吴某某  # 副区长\n")
    edited = add_people(before, [row("周某某", post="局长", unit="区水利局"), row("吴某某"), row("郑某某", "两个人")])
    assert outcomes(edited) == [("周某某", Outcome.ADD), ("吴某某", Outcome.KNOWN), ("郑某某", Outcome.DOUBT)]
    assert edited.texts == {
        "people.yaml": "people:\n  - name: 吴某某  # 副区长\n  - {name: 周某某, post: 局长, unit: 区水利局}\n"
    }


def test_a_list_that_is_given_again_adds_nothing(small: Callable[..., Reading]) -> None:
    before = small(people="people:\n  - {name: 周某某, unit: 区水利局, phone: 13000000000}\n")
    edited = add_people(before, [row("周某某", unit="水利局", phone="13000000000")])
    assert (edited.texts, outcomes(edited)) == ({}, [("周某某", Outcome.KNOWN)])


@pytest.mark.parametrize(
    ("values", "why"),
    [
        ({"phone": "0000-0000009"}, "电话不同"),
        ({"post": "科长"}, "职务不同"),
        ({"unit": "区财政局"}, "单位不同"),
    ],
)
def test_who_is_known_otherwise_is_a_doubt_that_quotes_no_number(
    small: Callable[..., Reading], values: dict[str, str], why: str
) -> None:
    before = small(people="people:\n  - {name: 周某某, post: 局长, unit: 区水利局, phone: 0000-0000001}\n")
    edited = add_people(before, [row("周某某", **values)])
    assert edited.texts == {}
    assert why in edited.result[0].why
    assert "0000" not in edited.result[0].why


def test_two_rows_of_one_name_are_two_people_only_with_brackets(small: Callable[..., Reading]) -> None:
    edited = add_people(small(people=None), [row("张某某", post="局长"), row("张某某", post="科长")])
    assert [line.outcome for line in edited.result] == [Outcome.ADD, Outcome.DOUBT]


def test_a_unit_or_a_phone_that_is_none_is_a_doubt(small: Callable[..., Reading]) -> None:
    edited = add_people(small(people=None), [row("甲某某", unit="区水力局"), row("乙某某", phone="见门口")])
    assert edited.texts == {}
    assert [line.outcome for line in edited.result] == [Outcome.DOUBT, Outcome.DOUBT]
    assert "区水利局" in edited.result[0].why
