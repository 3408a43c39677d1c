"""Which report of one version is which of the other: of one day, by several units, on what was renumbered."""

from collections.abc import Callable

import pytest

from dcgd.registry.diff import Change

REPORTS, TASKS = "progress/2023-06.yaml", "tasks.yaml"
Edit = tuple[str, str, str]


def reports(*lines: str) -> Edit:
    """These reports in place of those of the small registry."""
    return REPORTS, "re:.*", "reports:\n" + "".join(f"  - {{{line}}}\n" for line in lines)


def test_the_same_reports_in_another_order_are_no_change(changed: Callable[..., list[Change]]) -> None:
    lines = [f"target: 2-1, date: 2023-06-30, value: {value}" for value in (40, 41)]
    assert changed(reports(*reversed(lines)), before=(reports(*lines),)) == []


def test_of_one_day_the_report_of_the_unit_that_reported_is_corrected(changed: Callable[..., list[Change]]) -> None:
    lines = [f"target: 1-1, date: 2023-06-30, value: 8, by: {unit}" for unit in ("区科学技术局", "区财政局")]
    [change] = changed(reports(lines[1].replace("8", "9"), lines[0]), before=(reports(*lines),))
    assert (change.kind, change.before, change.after) == (
        "report-corrected", "2023-06-30 8（区财政局）", "2023-06-30 9（区财政局）",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("edit", "was", "now", "kind"),
    [
        ((TASKS, "number: 3\n", "number: 4\n"), "task: 3", "task: 4", "task-renumbered"),
        ((TASKS, "id: 1-m1", "id: 1-m2"), "milestone: 1-m1", "milestone: 1-m2", "item-renumbered"),
        ((TASKS, "id: 2-1", "id: 2-2"), "target: 2-1", "target: 2-2", "item-renumbered"),
    ],
)
def test_a_report_that_moves_with_what_it_is_on_is_no_change_of_its_own(
    edit: Edit, was: str, now: str, kind: str, changed: Callable[..., list[Change]]
) -> None:
    rest = "date: 2023-06-30, percent: 5"
    changes = changed(edit, reports(f"{now}, {rest}"), before=(reports(f"{was}, {rest}"),))
    assert kind in {change.kind for change in changes}
    assert [change.kind for change in changes if change.kind.startswith("report")] == []
