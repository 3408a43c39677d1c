"""What is the same in another registry gets the same report there, once, and each registry stays whole."""

import shutil
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from dcgd.diagnostics import Severity
from dcgd.edits.same import Copied, copy_same
from dcgd.model import Evidence, Report
from dcgd.registry.load import read
from districts import BASE
from stamps import stamp_of

STAMP = stamp_of(date(2023, 10, 9))
SEPTEMBER = date(2023, 9, 30)
REPORT = Report(target="1-1", date=SEPTEMBER, value=Decimal(11), by="区科技局", note="正常", difficulty="缺人")


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Path, Path]:
    """The year's notice, and minutes whose items are the same: a target, a milestone, a whole task."""
    notice, minutes = tmp_path / "notice", tmp_path / "minutes"
    for folder in (notice, minutes):
        shutil.copytree(BASE, folder)
    text = (minutes / "tasks.yaml").read_text(encoding="utf-8").replace("甲政字〔2023〕1号", "甲政纪〔2023〕3号")
    text = text.replace("          - id: 1-1\n", "          - id: 1-1\n            same_as: '甲政字(2023)1号:1-1'\n")
    text = text.replace("{id: 1-m1,", "{id: 1-m1, same_as: '甲政字〔2023〕1号:2',")
    (minutes / "tasks.yaml").write_text(text, encoding="utf-8")
    return notice, minutes


def copied(pair: tuple[Path, Path], reports: Sequence[Report]) -> Copied:
    notice, minutes = pair
    edited = copy_same(read(minutes), read(notice).registry, reports, STAMP)
    for name, text in edited.texts.items():
        (minutes / name).parent.mkdir(exist_ok=True)
        (minutes / name).write_text(text, encoding="utf-8", newline="\n")
    return edited.result


def test_a_report_is_written_for_what_is_the_same_and_for_nothing_else(pair: tuple[Path, Path]) -> None:
    percent = Report(task=2, date=SEPTEMBER, percent=Decimal(40), by="区水利局")
    other = Report(milestone="1-m1", date=SEPTEMBER, percent=Decimal(5))
    assert copied(pair, [REPORT, percent, other]) == Copied({"1-1": 1, "1-m1": 1}, {})
    reading = read(pair[1])
    assert [diagnostic for diagnostic in reading.diagnostics if diagnostic.severity is Severity.ERROR] == []
    [target, milestone] = [filed.entity for filed in reading.registry.reports]
    assert (target.target, target.value, target.note) == ("1-1", Decimal(11), "正常")
    assert (target.by, target.recorded) == ("区科学技术局", STAMP.recorded)
    assert (milestone.milestone, milestone.percent) == ("1-m1", Decimal(40))


def test_run_again_it_writes_nothing_and_completes_what_is_missing(pair: tuple[Path, Path]) -> None:
    copied(pair, [REPORT])
    assert copied(pair, [REPORT]) == Copied({}, {})
    corrected = replace(REPORT, value=Decimal(10), correction=True)
    assert copied(pair, [REPORT, corrected]) == Copied({"1-1": 1}, {})
    assert [filed.entity.value for filed in read(pair[1]).registry.reports] == [11, 10]


def test_another_measure_is_refused_and_said(pair: tuple[Path, Path]) -> None:
    path = pair[1] / "tasks.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("unit_measure: 家", "unit_measure: 个"), encoding="utf-8")
    assert copied(pair, [REPORT]) == Copied({}, {"1-1": "这里按个报，那边按家报"})


def test_evidence_is_named_and_its_copy_stays_where_it_lies(pair: tuple[Path, Path]) -> None:
    copied(pair, [replace(REPORT, evidence=(Evidence(file="验收单.pdf", sha256="a" * 64),), checkpoint=SEPTEMBER)])
    [report] = [filed.entity for filed in read(pair[1]).registry.reports]
    assert report.evidence == (Evidence(file="验收单.pdf"),)
    assert report.checkpoint is None
