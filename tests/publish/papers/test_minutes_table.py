"""What meetings decided: a sheet a meeting, word for word, what is not done first, what is done folded into a line."""

import io
from datetime import date

import pytest
from openpyxl import Workbook, load_workbook

from dcgd.publish.papers.minutes_table import is_of_meetings, minutes_table
from dcgd.publish.snapshot import Snapshot
from districts import ROOT, snapshot_of

MEETINGS = ROOT / "examples" / "yunxi-meetings" / "minutes-2025"


@pytest.fixture(scope="module")
def meetings() -> Snapshot:
    return snapshot_of(MEETINGS, day=date(2025, 9, 30))


def book_of(snapshot: Snapshot) -> Workbook:
    return load_workbook(io.BytesIO(minutes_table(snapshot)))


def test_each_meeting_has_a_sheet_with_its_count(meetings: Snapshot) -> None:
    book = book_of(meetings)
    titles = [section["title"] for section in meetings.sections]
    assert [sheet["A1"].value for sheet in book] == [f"{title}议定事项督办表" for title in titles]
    for sheet in book:
        assert "件，已办结" in sheet["A2"].value


def test_decisions_stand_word_for_word_with_who_leads_and_who_helps_apart(meetings: Snapshot) -> None:
    sheet = book_of(meetings).worksheets[0]
    assert [cell.value for cell in sheet[3]][:5] == ["序号", "议题", "议定事项", "责任单位", "配合单位"]
    rows = {row[1].value: [cell.value for cell in row] for row in sheet.iter_rows(min_row=4) if row[1].value}
    assert rows["落实改造资金"][2:6] == ["年内到位资金 600 万元", "区财政局", None, "12月底"]
    assert rows["落实改造资金"][7] == "推进中"


def test_what_is_done_is_folded_into_a_line(meetings: Snapshot) -> None:
    cells = [row[0].value for row in book_of(meetings).worksheets[0].iter_rows(min_row=4)]
    assert "已办结1件：研究提出老旧水闸改造方案。" in cells


def test_nothing_but_minutes_is_of_meetings(meetings: Snapshot, snapshot: Snapshot) -> None:
    assert is_of_meetings(meetings)
    assert not is_of_meetings(snapshot)


def test_the_same_snapshot_gives_the_same_bytes(meetings: Snapshot) -> None:
    assert minutes_table(meetings) == minutes_table(meetings)
