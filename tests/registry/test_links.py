"""Links between several registries: to documents and numbers that are there, and in no circle."""

from dcgd.registry.checks.links import LINK_CIRCLE, LINK_ELSEWHERE, LINK_UNKNOWN, Linked, across

CITY, DISTRICT, STREET = "市政发〔2025〕1号", "区政发〔2025〕2号", "街办发〔2025〕3号"


def linked(registry: int, document: str, id_: str, *implements: str) -> Linked:
    return Linked(registry, document, id_, tuple(("implements", text) for text in implements))


def test_links_that_lead_to_what_is_there_are_sound() -> None:
    known = [
        linked(1, CITY, "3"),
        linked(1, CITY, "3-1"),
        linked(2, DISTRICT, "1-1", "市政发[2025]1号:3-1"),
        linked(2, DISTRICT, "2", f"{CITY}:3"),
        linked(3, STREET, "1", f"{DISTRICT}:1-1"),
    ]
    assert list(across(known)) == []


def test_a_number_that_is_not_there_is_told_with_what_is_near() -> None:
    [finding] = across([linked(1, CITY, "3-1"), linked(2, DISTRICT, "1-1", f"{CITY}:3-1", f"{CITY}:3-9")])
    assert (finding.registry, finding.id, finding.link, finding.code) == (2, "1-1", 1, LINK_UNKNOWN)
    assert "没有编号“3-9”；是不是：3-1？" in finding.message


def test_a_document_that_is_not_given_is_told_with_what_is_near() -> None:
    [finding] = across([linked(1, CITY, "3-1"), linked(2, DISTRICT, "1-1", "市政发〔2052〕1号:3-1")])
    assert finding.code == LINK_ELSEWHERE
    assert f"是不是：{CITY}" in finding.message


def test_links_in_a_circle_are_told_and_those_beside_it_are_not() -> None:
    known = [
        linked(1, CITY, "3-1", f"{STREET}:1-1"),
        linked(2, DISTRICT, "1-1", f"{CITY}:3-1"),
        linked(3, STREET, "1-1", f"{DISTRICT}:1-1"),
        linked(3, STREET, "1-2", f"{DISTRICT}:1-1"),
    ]
    findings = list(across(known))
    assert {finding.code for finding in findings} == {LINK_CIRCLE}
    assert [(finding.registry, finding.id) for finding in findings] == [(1, "3-1"), (2, "1-1"), (3, "1-1")]


def test_a_circle_by_way_of_a_whole_task_is_one() -> None:
    known = [
        linked(1, CITY, "3"),
        linked(1, CITY, "3-1", f"{DISTRICT}:1"),
        linked(2, DISTRICT, "1", f"{CITY}:3"),
        linked(2, DISTRICT, "1-1"),
        linked(2, DISTRICT, "1-2", f"{CITY}:3-1"),
        linked(2, DISTRICT, "2", f"{CITY}:3-1"),
    ]
    findings = [(finding.registry, finding.id) for finding in across(known) if finding.code is LINK_CIRCLE]
    assert findings == [(1, "3-1"), (2, "1"), (2, "1-2")]


def test_what_is_near_a_number_that_is_not_given_is_never_the_document_itself() -> None:
    known = [linked(1, CITY, "1"), linked(2, DISTRICT, "1", f"{DISTRICT.replace('2号', '9号')}:1")]
    [finding] = across(known)
    assert finding.code is LINK_ELSEWHERE
    assert f"是不是：{DISTRICT}" not in finding.message


def test_two_circles_are_both_told() -> None:
    known = [
        linked(1, CITY, "1", f"{DISTRICT}:1"),
        linked(1, CITY, "2", f"{DISTRICT}:2"),
        linked(2, DISTRICT, "1", f"{CITY}:1"),
        linked(2, DISTRICT, "2", f"{CITY}:2"),
    ]
    assert sorted(finding.id for finding in across(known)) == ["1", "1", "2", "2"]
