"""Numbers to ring and addresses to write to are taken out, other numbers stay."""

import pytest

from dcgd.intake.text.contacts import has_contacts, without_contacts

CONTACTS = [
    "13900000000", "139 0000 0000", "139-0000-0000", "+86 13900000000", "0635-8412345", "0635 8412345",
    "010-12345678-801", "电话：8412345", "联系电话8412345", "zhang.san@example.gov.cn",
]  # fmt: skip


@pytest.mark.parametrize("contact", CONTACTS)
def test_a_number_to_ring_is_blanked_and_all_else_keeps_its_place(contact: str) -> None:
    text = f"张某某 {contact}，区住建局"
    kept = without_contacts(text)
    assert has_contacts(text)
    assert len(kept) == len(text)
    assert kept.startswith("张某某")
    assert kept.endswith("，区住建局")
    assert not any(character.isdigit() or character == "@" for character in kept)


@pytest.mark.parametrize(
    "text",
    [
        "投资13900000000.5元",
        "云政办字〔2026〕9号",
        "12345热线",
        "2026年6月30日",
        "新增1390户",
        "身份证371502190001010000以外",
    ],
)
def test_other_numbers_stay(text: str) -> None:
    assert without_contacts(text) == text
    assert not has_contacts(text)


def test_among_contacts_every_longer_number_is_one_to_ring() -> None:
    assert without_contacts("张某某8412345", among_contacts=True).rstrip() == "张某某"
    assert without_contacts("2组张某某", among_contacts=True) == "2组张某某"
