"""Who is who in a document: one name is one person, unless it is told apart."""

from dcgd.intake.draft.people import Known, Mention, known_as, who_is_who
from dcgd.intake.phrases.people import Named
from dcgd.model import Person
from dcgd.words import Duty

UNITS = ("区水利局", "区教育局")


def known(*mentions: Mention) -> Known:
    return who_is_who(mentions, lambda name: name if name in UNITS else None)


def test_leaders_come_first_and_each_is_named_once() -> None:
    leader = Mention(1, Duty.LEADER, Named("李某某", "副区长"), "区水利局")
    owner = Mention(1, Duty.OWNER, Named("张某"), "区水利局")
    again = Mention(2, Duty.OWNER, Named("张某", phone="8412345"), "区水利局")
    assert known(owner, again, leader).people == (
        Person(name="李某某", post="副区长"),
        Person(name="张某", unit="区水利局", phone="8412345"),
    )


def test_who_does_it_for_several_units_is_of_none_that_is_known() -> None:
    mentions = [Mention(at, Duty.OWNER, Named("张某"), unit) for at, unit in enumerate(UNITS, 1)]
    assert known(*mentions).people == (Person(name="张某"),)


def test_a_unit_that_is_none_of_the_registrys_stands_before_the_post() -> None:
    assert known(Mention(1, Duty.OWNER, Named("张某", "局长", "市林业局"), "区水利局")).people == (
        Person(name="张某", post="市林业局局长"),
    )


def test_two_of_one_name_are_told_apart_by_unit() -> None:
    one = Mention(1, Duty.OWNER, Named("张某", unit="区水利局"))
    other = Mention(2, Duty.OWNER, Named("张某", unit="区教育局"))
    told = known(one, other)
    assert [person.name for person in told.people] == ["张某（区水利局）", "张某（区教育局）"]
    assert told.name_of[2, Duty.OWNER, "张某"] == "张某（区教育局）"


def test_two_numbers_in_two_units_are_two_people_and_in_one_unit_are_told() -> None:
    one = Mention(1, Duty.CONTACT, Named("张某", phone="8412345"), "区水利局")
    other = Mention(2, Duty.CONTACT, Named("张某", phone="8412346"), "区教育局")
    same = Mention(3, Duty.CONTACT, Named("张某", phone="8412346"), "区水利局")
    assert [person.phone for person in known(one, other).people] == ["8412345", "8412346"]
    assert (len(known(one, same).people), known(one, same).doubled) == (1, ("张某",))


def test_a_person_is_known_by_the_name_that_is_printed_where_only_one_is() -> None:
    assert known_as("张某", ["张某（水利）", "李某"]) == "张某（水利）"
    assert known_as("张某", ["张某（水利）", "张某（教育）"]) == "张某"
    assert known_as("张某", ["张某", "张某（教育）"]) == "张某"
