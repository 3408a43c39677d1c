"""What the program answers from the shipped registry, known from reading the document."""

from collections.abc import Callable
from typing import Any

from official_text import OFFICIAL


def numbers(listing: str) -> list[tuple[str, str]]:
    rows = [line.split("\t") for line in listing.splitlines()[1:]]
    return [(row[0], row[1]) for row in rows]


def test_a_liaison_of_the_water_bureau_sees_seven_tasks(call: Callable[..., Any]) -> None:
    done = call("list", "--unit", "区水利局")
    assert done.returncode == 0, done.stderr
    participant = ("29", "participant")
    leads = [(number, "lead") for number in ("19", "21", "22", "30", "36", "37")]
    assert sorted(numbers(done.stdout)) == sorted([*leads, participant])


def test_both_writings_of_one_unit_are_listed(call: Callable[..., Any]) -> None:
    done = call("list", "--unit", "区发改委")
    both = {"区发展和改革局", "区发展和改革委员会"}
    expected = [number for number, task in OFFICIAL.items() if both & {*task.leads, *task.participants}]
    assert [int(number) for number, _ in numbers(done.stdout)] == expected
    assert {2, 4} <= set(expected), "one of each writing"
