"""What is the same in two documents is asked once and written into both; each stays whole."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

Run = Callable[..., subprocess.CompletedProcess[str]]
PERIOD = ("--period", "2023-09")
BOTH = ("--data", "minutes", "--data", "notice")
TASKS = """\
document: {number: %s, title: 重点工作, issuer: 云汐区人民政府, issued: 2023-01-10, start: 2023-01-01, due: 2023-12-31}
sections:
  - number: 一
    title: 民生
    tasks:
      - number: 1
        title: 改造老旧小区
        text: 改造老旧小区。改造老旧小区16个。
        leads: [区住房和城乡建设局]
        targets:
          - {id: 1-1, indicator: 改造老旧小区, kind: cumulative, value: 16, unit_measure: 个, quote: 改造老旧小区16个%s}
      - number: 2
        title: 修订物业办法
        text: 修订物业办法。
        leads: [区住房和城乡建设局]
"""


@pytest.fixture
def work(tmp_path: Path) -> Path:
    """A notice, and the minutes of a meeting that speak of one of its targets."""
    same = ", same_as: '云汐政办字(2023)3号:1-1'"
    for name, number, link in (("notice", "云汐政办字〔2023〕3号", ""), ("minutes", "云汐政纪〔2023〕9号", same)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "tasks.yaml").write_text(TASKS % (number, link), encoding="utf-8")
        (tmp_path / name / "units.yaml").write_text("units: [{name: 区住房和城乡建设局}]\n", encoding="utf-8")
    return tmp_path


def test_one_report_alone_says_that_it_stands_in_one_document(call: Run, work: Path) -> None:
    args = ("progress", "add", "1-1", "--value", "3", "--date", "2023-03-31", "--data")
    said = call(*args, "minutes", cwd=work).stderr
    assert "注意：另一份文件里也有，那边没有跟着登记：1-1（云汐政办字(2023)3号:1-1）；" in said
    assert "注意" not in call(*args, "notice", cwd=work).stderr


def asked(call: Run, work: Path, name: str) -> Path:
    """The form of a registry's only unit."""
    done = call("progress", "template", *PERIOD, "-o", f"{name}-forms", "--data", name, cwd=work)
    assert done.returncode == 0, done.stderr
    [form] = (work / f"{name}-forms").glob("*.xlsx")
    return form


def items(form: Path) -> list[str]:
    sheet = load_workbook(form)["填报"]
    at = {"".join(str(cell.value).split()): cell.column for cell in sheet[4]}
    return [str(cell) for row in range(5, sheet.max_row + 1) if (cell := sheet.cell(row, at["编号"]).value)]


def filled(form: Path, value: int) -> None:
    book = load_workbook(form)
    sheet = book["填报"]
    at = {"".join(str(cell.value).split()): cell.column for cell in sheet[4]}
    sheet.cell(5, at["本期完成"]).value = value
    book.save(form)


def reports(call: Run, work: Path, name: str) -> list[dict[str, Any]]:
    done = call("progress", "log", "--data", name, "--format", "json", cwd=work)
    pairs: list[dict[str, Any]] = json.loads(done.stdout)
    return pairs


def test_the_form_asks_once(call: Run, work: Path) -> None:
    assert items(asked(call, work, "notice")) == ["1-1", "2"]
    assert items(asked(call, work, "minutes")) == ["2"]


def test_one_form_collected_writes_both_and_again_nothing(call: Run, work: Path) -> None:
    filled(asked(call, work, "notice"), 11)
    looked = call("progress", "collect", "notice-forms", *PERIOD, *BOTH, "--dry-run", cwd=work)
    assert "相同的事项会照样登记 1 条：1-1" in looked.stderr
    assert (reports(call, work, "notice"), reports(call, work, "minutes")) == ([], [])
    done = call("progress", "collect", "notice-forms", *PERIOD, *BOTH, cwd=work)
    assert done.returncode == 0, done.stderr
    assert "相同的事项已照样登记 1 条：1-1" in done.stderr
    told = [(row["id"], row["value"], row["date"]) for row in reports(call, work, "minutes")]
    assert told == [(row["id"], row["value"], row["date"]) for row in reports(call, work, "notice")]
    assert len(told) == 1
    again = call("progress", "collect", "notice-forms", *PERIOD, *BOTH, cwd=work)
    assert "照样登记" not in again.stderr
    assert len(reports(call, work, "minutes")) == 1


def test_run_again_with_the_other_registry_it_completes_what_is_missing(call: Run, work: Path) -> None:
    filled(asked(call, work, "notice"), 11)
    assert call("progress", "collect", "notice-forms", *PERIOD, "--data", "notice", cwd=work).returncode == 0
    assert reports(call, work, "minutes") == []
    done = call("progress", "collect", "notice-forms", *PERIOD, *BOTH, cwd=work)
    assert "相同的事项已照样登记 1 条：1-1" in done.stderr
    assert [row["value"] for row in reports(call, work, "minutes")] == [11]


def test_a_verdict_reads_one_registry(call: Run, work: Path) -> None:
    filled(asked(call, work, "notice"), 11)
    assert call("progress", "collect", "notice-forms", *PERIOD, "--data", "notice", cwd=work).returncode == 0
    done = call("targets", *BOTH, "--as-of", "2023-09-30", "--format", "json", cwd=work)
    assert {row["id"]: row["reported_value"] for row in json.loads(done.stdout)} == {
        "minutes:1-1": None,
        "notice:1-1": 11,
    }
