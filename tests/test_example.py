"""The made-up district: sound, plainly made up, and with something to show for every status, risk and command."""

import re
from datetime import date
from pathlib import Path

import pytest

from dcgd.diagnostics import Severity
from dcgd.intake.official import verified
from dcgd.model import Status
from dcgd.registry.load import read
from dcgd.tracking.judging.history import history
from districts import judged_by_id

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
README = (EXAMPLES / "README.md").read_text(encoding="utf-8")
DAY = date(2025, 9, 30)
RISKS = {"far_behind", "behind", "not_held", "unreported", "stale", "due_soon", "forecast", "problem"}


def table(title: str) -> list[list[str]]:
    """The rows of the table under a heading of the README, without its head."""
    section = README.split(f"## {title}\n")[1].split("\n## ")[0]
    rows = [line.strip("|").split("|") for line in section.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in row] for row in rows[2:]]


def test_it_is_sound_without_a_warning() -> None:
    found = read(EXAMPLES / "yunxi-2025").diagnostics
    assert [each for each in found if each.severity is not Severity.INFO] == []


def test_it_is_word_for_word_what_its_document_says() -> None:
    assert verified(read(EXAMPLES / "yunxi-2025"), EXAMPLES / "yunxi-2025") == []


@pytest.mark.parametrize("name", ["shili-2025", "nanting-2025", "yunxi-2024"])
def test_the_registries_around_it_are_as_sound_and_as_plainly_made_up(name: str) -> None:
    reading = read(EXAMPLES / name)
    assert reading.diagnostics == []
    assert verified(reading, EXAMPLES / name) == []
    files = [path for path in (EXAMPLES / name).rglob("*") if path.is_file()]
    assert all("虚构" in path.read_text(encoding="utf-8").split("\n\n## ")[0] for path in files)


def test_every_file_says_that_it_is_made_up() -> None:
    files = [path for path in (EXAMPLES / "yunxi-2025").rglob("*") if path.is_file()]
    assert len(files) == 23
    for path in files:
        assert "虚构" in path.read_text(encoding="utf-8").split("\n\n## ")[0], path


def test_the_official_text_holds_every_task_word_for_word() -> None:
    text = (EXAMPLES / "yunxi-2025/source/yunxi-2025-3.md").read_text(encoding="utf-8")
    for filed in read(EXAMPLES / "yunxi-2025").registry.tasks:
        task = filed.entity
        who = f"牵头单位：{'、'.join(task.leads)}" if task.leads else ""
        who += f"，参与单位：{'、'.join(task.participants)}" if task.participants else ""
        assert f"\n{task.number}. {task.text}{f'（{who}）' if who else ''}\n" in text


def test_every_status_occurs_where_the_readme_says(example: Path) -> None:
    entries = judged_by_id(example, DAY)
    listed = table("2025-09-30：每种状态")
    assert [row[0] for row in listed] == [status.chinese for status in Status]
    for chinese, names, _ in listed:
        of_status = [name for name, each in entries.items() if each.verdict.status.chinese == chinese]
        if chinese == Status.ON_TRACK.chinese:
            assert set(names.split("、")) < set(of_status)
        else:
            assert names.split("、") == of_status


def test_every_risk_occurs_where_the_readme_says(example: Path) -> None:
    entries = judged_by_id(example, DAY)
    listed = {row[0].split()[0]: row[1].split("、") for row in table("2025-09-30：每种风险")}
    assert listed.keys() == RISKS
    for risk, names in listed.items():
        assert sorted(names) == sorted(name for name, each in entries.items() if risk in each.verdict.risks)


def test_the_published_bulletin(example: Path) -> None:
    """完成年度目标的 53.3%，低于序时进度 21.7 个百分点, at the end of September."""
    reason = judged_by_id(example, DAY)["1-1"].verdict.reasons[0]
    assert reason == "完成 8/15 家（53.3%），序时进度 75.0%，低 21.7 个百分点"


def test_eleven_twelfths_at_the_end_of_november(example: Path) -> None:
    reason = judged_by_id(example, date(2025, 11, 30))["1-1"].verdict.reasons[0]
    assert reason == "完成 13/15 家（86.7%），序时进度 91.7%，低 5.0 个百分点"


@pytest.mark.parametrize(
    ("day", "name", "status"),
    [
        ("2024-12-31", "1-1", Status.NOT_STARTED),
        ("2025-02-01", "3-m2", Status.UNREPORTED),
        ("2025-04-30", "7-1", Status.FAR_BEHIND),
        ("2025-06-30", "5-1", Status.DONE_LATE),
        ("2025-12-31", "4-1", Status.DUE_SOON),
        ("2025-12-31", "2-1", Status.DONE),
        ("2026-01-01", "4-2", Status.OVERDUE),
        ("2026-01-20", "4-2", Status.DONE_LATE),
        ("2026-01-20", "15-2", Status.STALE),
        ("2026-01-20", "3-m1", Status.ON_TRACK),
        ("2026-01-20", "10-1", Status.DONE),
        ("2026-01-20", "14-2", Status.OVERDUE),
    ],
)
def test_the_days_of_the_readme(example: Path, day: str, name: str, status: Status) -> None:
    assert judged_by_id(example, date.fromisoformat(day))[name].verdict.status == status


def test_what_was_red_is_never_green_again(example: Path) -> None:
    judged = judged_by_id(example, date(2025, 12, 31))["9-2"]
    line = history(judged.item, judged.reports, date(2025, 12, 31), judged.rules)
    assert "".join(each.light for each in line) == "绿黄黄黄红红红红红黄黄黄"
    assert [each.made_up for each in line[-3:]] == [False, True, True]


def test_every_item_that_the_readme_names_exists(example: Path) -> None:
    named = set(re.findall(r"(?<![\d-])\d{1,2}-m?\d(?![\d-])", README))
    assert named <= judged_by_id(example, DAY).keys()
