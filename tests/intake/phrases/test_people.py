"""Who is named in a cell: names with their posts, units and numbers, in any order that offices write."""

import pytest

from dcgd.intake.phrases.people import Named, duty_of, is_person, joined, read_roll
from dcgd.words import Duty


@pytest.mark.parametrize(
    ("cell", "people"),
    [
        ("张某某", [Named("张某某")]),
        ("王 某", [Named("王某")]),
        ("张某某同志", [Named("张某某")]),
        ("副区长张某某", [Named("张某某", "副区长")]),
        ("张某某副区长", [Named("张某某", "副区长")]),
        ("张某某（副区长）", [Named("张某某", "副区长")]),
        ("区委常委、副区长李某某", [Named("李某某", "区委常委、副区长")]),
        ("张某某、李某", [Named("张某某"), Named("李某")]),
        ("区水利局局长王某某", [Named("王某某", "局长", "区水利局")]),
        ("区水利局 党组书记、局长 王某某", [Named("王某某", "党组书记、局长", "区水利局")]),
        ("区水利局张某某", [Named("张某某", unit="区水利局")]),
        ("张某某（区水利局）", [Named("张某某", unit="区水利局")]),
        ("张某某 13900000000", [Named("张某某", phone="13900000000")]),
        ("张某某139 0000 0000", [Named("张某某", phone="13900000000")]),
        ("张某某：0539—8412345", [Named("张某某", phone="0539-8412345")]),
        ("张某某，电话：8412345", [Named("张某某", phone="8412345")]),
        ("张某某 zhang@example.cn", [Named("张某某", email="zhang@example.cn")]),
        (
            "张某某 13900000000、李某 13800000000",
            [Named("张某某", phone="13900000000"), Named("李某", phone="13800000000")],
        ),
        (
            "张某某 李某 13900000000 13800000000",
            [Named("张某某", phone="13900000000"), Named("李某", phone="13800000000")],
        ),
    ],
)
def test_people_are_read_with_what_stands_beside_them(cell: str, people: list[Named]) -> None:
    roll = read_roll(cell)
    assert (roll.people, roll.loose, roll.rest) == (people, [], [])


@pytest.mark.parametrize("cell", ["待定", "另行通知", "各单位主要负责人", "办公室", "副区长", "长期"])
def test_what_is_no_name_names_nobody(cell: str) -> None:
    assert read_roll(cell).people == []


def test_a_second_number_of_one_person_belongs_to_nobody() -> None:
    roll = read_roll("张某某 13900000000 8412345")
    assert (roll.people, roll.loose) == ([Named("张某某", phone="13900000000")], ["8412345"])


@pytest.mark.parametrize(
    ("word", "person"), [("张会", True), ("林业局", False), ("高新区", False), ("欧阳某", True), ("道路", False)]
)
def test_a_name_is_a_surname_and_one_or_two_characters_more(word: str, person: bool) -> None:
    assert is_person(word) is person


@pytest.mark.parametrize(
    ("header", "duty"),
    [
        ("分管领导", Duty.LEADER),
        ("牵头领导", Duty.LEADER),
        ("责任领导", Duty.LEADER),
        ("包保领导", Duty.LEADER),
        ("区级领导", Duty.LEADER),
        ("责任人", Duty.OWNER),
        ("主要负责人", Duty.OWNER),
        ("责任单位及责任人", Duty.OWNER),
        ("联系人及电话", Duty.CONTACT),
        ("联络员", Duty.CONTACT),
        ("职务", None),
    ],
)
def test_a_header_says_what_people_answer_for(header: str, duty: Duty | None) -> None:
    assert duty_of(header) is duty


def test_a_column_beside_speaks_of_the_people_before_it_one_after_another() -> None:
    rolls = [("责任人", "张某某、李某"), ("职务", "局长、副局长"), ("电话", "8412345 8412346"), ("联系人", "赵某")]
    people, posts, lost = joined((label, read_roll(cell)) for label, cell in rolls)
    assert (posts, lost) == ([], False)
    assert people == [
        (Duty.OWNER, Named("张某某", "局长", phone="8412345")),
        (Duty.OWNER, Named("李某", "副局长", phone="8412346")),
        (Duty.CONTACT, Named("赵某")),
    ]


def test_where_it_is_not_clear_whose_a_number_or_a_post_is_it_is_given_back() -> None:
    rolls = [("责任人", "张某某、李某"), ("职务", "局长"), ("电话", "8412345")]
    people, posts, lost = joined((label, read_roll(cell)) for label, cell in rolls)
    assert (people, posts, lost) == ([(Duty.OWNER, Named("张某某")), (Duty.OWNER, Named("李某"))], ["职务：局长"], True)
