"""docs/arithmetic.md is what a clerk checks a verdict by: its examples and its names must be the program's."""

from pathlib import Path

import pytest

from dcgd.model import LIGHTS, Status
from factory import report, target, verdict_of

PAGE = (Path(__file__).parents[3] / "docs" / "arithmetic.md").read_text(encoding="utf-8")
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in PAGE.partition("## 七、对照表")[2].splitlines()
    if line.startswith("| 20")
]
ITEM = target(id="1-1", task=1, title="新增企业")


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row[0]} {row[3]}")
def test_every_example_of_the_page_is_what_the_program_says(row: list[str]) -> None:
    day, reported, value, label, light, reason = row
    reports = [] if reported == "—" else [report(reported, value, target="1-1")]
    verdict = verdict_of(ITEM, reports, day)
    assert (verdict.label, verdict.light) == (label, light)
    assert reason in verdict.reasons


def test_the_page_shows_every_status_in_order_with_its_light() -> None:
    lines = [line.split("|") for line in PAGE.splitlines() if line.startswith("| ") and line.count("|") == 5]
    shown = list(dict.fromkeys((cells[1].strip(), cells[2].strip()) for cells in lines if cells[1].strip() != "状态"))
    assert shown == [(status.chinese, LIGHTS[status]) for status in Status]
    assert {row[3].partition(" ")[0] for row in ROWS} == {status.chinese for status in Status}
