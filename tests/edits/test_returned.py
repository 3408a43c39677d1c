"""Reports from returned workbooks: what is sure is recorded by month, the rest is told with its file and place."""

import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dcgd.edits.returned import Remark, record_returned
from dcgd.errors import CannotEdit
from dcgd.registry.load import Reading, read
from dcgd.tracking.returned.collected import Outcome
from dcgd.tracking.returned.recognise import Filled, read_filled
from districts import EXAMPLE
from stamps import keys_of, stamp_of
from workbooks import OCTOBER, TODAY

FILE = "progress/2025-10.yaml"
STAMP, EARLY = stamp_of(TODAY), date(2025, 10, 15)
KEYS = f"received: {TODAY}, {keys_of(TODAY)}"


@pytest.fixture
def september(tmp_path: Path) -> Path:
    """The example up to the end of September."""
    folder = tmp_path / "年"
    shutil.copytree(EXAMPLE, folder)
    for path in folder.glob("progress/*.yaml"):
        if path.stem >= "2025-10":
            path.unlink()
    return folder


@pytest.fixture
def before(september: Path) -> Reading:
    return read(september, "年")


def filled(returns: Any, **values: Any) -> Filled:
    return read_filled(returns.sheet().fill(**values).bytes())


def test_what_is_sure_makes_the_file_of_its_month(before: Reading, returns: Any) -> None:
    workbooks = [("收.xlsx", filled(returns, t1_1=9, t3_m1=47))]
    edited = record_returned(before, workbooks, OCTOBER, TODAY, STAMP)
    assert record_returned(before, workbooks, OCTOBER, TODAY, STAMP) == edited
    [(name, text)] = edited.texts.items()
    head, key, *lines = text.splitlines()
    assert (name, key) == (FILE, "reports:")
    assert head.startswith("# 2025-10 的进展。")
    assert lines == [
        f"  - {{target: 1-1, date: 2025-10-31, value: 9, by: 区科学技术局, {KEYS}}}",
        f"  - {{milestone: 3-m1, date: 2025-10-31, percent: 47, by: 区科学技术局, {KEYS}}}",
    ]
    assert [line.report.subject for line in edited.result.lines if line.report] == ["1-1", "3-m1"]
    assert (edited.result.refused, edited.result.remarks) == ((), ())


def test_to_a_file_that_is_there_it_is_added(september: Path, returns: Any) -> None:
    there = "# 十月\nreports:\n  - {target: 2-1, date: 2025-10-08, value: 30}\n"
    (september / FILE).write_text(there, encoding="utf-8", newline="\n")
    edited = record_returned(read(september), [("收.xlsx", filled(returns, t1_1=9))], OCTOBER, TODAY, STAMP)
    line = f"  - {{target: 1-1, date: 2025-10-31, value: 9, by: 区科学技术局, {KEYS}}}\n"
    assert edited.texts == {FILE: there + line}


def test_what_is_doubtful_is_told_and_not_recorded(before: Reading, returns: Any) -> None:
    edited = record_returned(before, [("收.xlsx", filled(returns, t1_1=1, t1_2=101))], OCTOBER, TODAY, STAMP)
    assert [(line.id, line.outcome) for line in edited.result.lines] == [
        ("1-1", Outcome.DOUBT),
        ("1-2", Outcome.RECORD),
    ]
    assert [line.report.subject for line in edited.result.lines if line.report] == ["1-2"]
    assert "1-1" not in edited.texts[FILE]


def test_a_workbook_of_another_month_is_refused_by_name_and_the_others_are_taken(before: Reading, returns: Any) -> None:
    other = read_filled(returns.Sheet(returns.templates(OCTOBER + 1)["区科学技术局"]).fill(t1_1=9).bytes())
    workbooks = [("十一月.xlsx", other), ("十月.xlsx", filled(returns, t1_1=9))]
    collected = record_returned(before, workbooks, OCTOBER, TODAY, STAMP).result
    assert collected.refused == (Remark("十一月.xlsx", "是 2025-11 的表，收的是 2025-10 的", "区科学技术局"),)
    assert [line.file for line in collected.lines] == ["十月.xlsx"]


def test_what_is_odd_in_a_workbook_is_returned_and_not_printed(
    before: Reading, returns: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    edited = record_returned(before, [("收.xlsx", filled(returns))], OCTOBER, TODAY, STAMP)
    assert edited.result.remarks == (Remark("收.xlsx", "一行也没有填", "区科学技术局"),)
    assert edited.texts == {}, "what is not filled in changes nothing"
    assert capsys.readouterr() == ("", "")


def test_a_file_that_cannot_be_kept_is_named(september: Path, returns: Any) -> None:
    (september / FILE).write_text("report: []\n", encoding="utf-8")
    with pytest.raises(CannotEdit, match=r"^年/progress/2025-10\.yaml：文件里没有键 reports。没有写入。$"):
        record_returned(read(september, "年"), [("收.xlsx", filled(returns, t1_1=9))], OCTOBER, TODAY, STAMP)


def test_a_day_that_has_not_come_is_doubted(before: Reading, returns: Any) -> None:
    collected = record_returned(before, [("收.xlsx", filled(returns, t1_1=9))], OCTOBER, EARLY, stamp_of(EARLY)).result
    assert [line.why for line in collected.lines] == ["2025-10-31 还没有到（今天是 2025-10-15）"]
