"""What a change says of before and after: the amounts, steps and fields of the records, not only that they differ."""

from collections.abc import Callable

import pytest

from dcgd.registry.diff import Change

REPORTS, PROBLEMS, NOTICES, TASKS = "progress/2023-06.yaml", "problems.yaml", "notices.yaml", "tasks.yaml"
CASES = [
    (
        (REPORTS, "value: 8,", "value: 7, note: 核实,"),
        "report-corrected",
        ("2023-06-30 8（区科学技术局）", "2023-06-30 7（区科学技术局，核实）"),
    ),
    (
        (PROBLEMS, "", "      - {action: assign, date: 2023-06-02, by: 督查室, to: 区水利局}\n"),
        "problem-changed",
        ("发现", "发现、交办"),
    ),
    ((PROBLEMS, "水表老化", "水表"), "problem-changed", ("title: 水表老化", "title: 水表")),
    (
        (NOTICES, "reason: 滞后", "reason: 滞后, replied: 2023-07-08"),
        "notice-changed",
        ("replied: 缺省", "replied: 2023-07-08"),
    ),
    ((TASKS, "value: 15", "value: 15\n            implied: true"), "mark-changed", ("implied: false", "implied: true")),
]


@pytest.mark.parametrize(("edit", "kind", "words"), CASES, ids=[" ".join(edit[:2]) for edit, _, _ in CASES])
def test_before_and_after_are_told(
    edit: tuple[str, str, str], kind: str, words: tuple[str, str], changed: Callable[..., list[Change]]
) -> None:
    found = [each for each in changed(edit) if each.kind == kind]
    assert [(each.before, each.after) for each in found] == [words]
