"""Tables of a PDF without rulings: columns by alignment, rows by evidence, or said to be left out."""

import io
from collections.abc import Sequence

import pdfplumber
import pytest

from dcgd.intake.text.aligned import Aligned, Columns, aligned_blocks, may_have
from dcgd.intake.text.pdf import read_pdf
from dcgd.intake.text.pdf_tables import Table
from pdfs import pdf_drawn, pdf_page

HEADER = ("序号", "工作任务", "责任单位", "完成时限")
LEFTS = (50, 100, 280, 420)


def aligned(data: bytes, before: Columns | None = None) -> Aligned:
    return aligned_blocks(pdfplumber.open(io.BytesIO(data)).pages[0].chars, before)


Cells = Sequence[tuple[int, int, str]]
"""What stands in a table: the column, how far down, and what."""


def drawn(cells: Cells, below: str = "请各责任单位于每月五日前将上月进展报区政府督查室，逾期不报的予以通报。") -> bytes:
    """A page with the header, the cells, and a paragraph below."""
    texts = [(50, 760, "关于印发任务分解表的通知")]
    texts += [(left, 720, word) for left, word in zip(LEFTS, HEADER, strict=True)]
    texts += [(LEFTS[column], 720 - down, words) for column, down, words in cells]
    return pdf_drawn([*texts, (50, 680 - max(down for _, down, _ in cells), below)])


TOP = (
    (0, 20, "1"), (1, 20, "新建充电桩120个，改造老旧"), (2, 20, "区住建局、区城管局"), (3, 20, "9月底前"),
    (1, 36, "小区5个"),
    (0, 52, "2"), (1, 52, "培育规上企业8家"), (2, 52, "区工信局"), (3, 52, "11月底前"),
)  # fmt: skip
"""Cells begin at the top of their row."""
MIDDLE = (
    (1, 20, "新建充电桩120个，改造老旧"), (1, 36, "小区5个"),
    (0, 28, "1"), (2, 28, "区住建局、区城管局"), (3, 28, "9月底前"),
    (0, 64, "2"), (1, 64, "培育规上企业8家"), (2, 64, "区工信局"), (3, 64, "11月底前"),
)  # fmt: skip
"""Cells stand in the middle of their row, and rows apart."""
ROWS = [
    "序号\t工作任务\t责任单位\t完成时限",
    "1\t新建充电桩120个，改造老旧小区5个\t区住建局、区城管局\t9月底前",
    "2\t培育规上企业8家\t区工信局\t11月底前",
]


@pytest.mark.parametrize("cells", [TOP, MIDDLE])
def test_columns_are_what_stands_below_the_words_of_a_header(cells: Cells) -> None:
    text, unread = read_pdf(drawn(cells))
    lines = text.split("\n")
    assert lines[0] == "关于印发任务分解表的通知"
    assert lines[1:4] == ROWS
    assert lines[4].startswith("请各责任单位")
    assert unread == ()


def test_a_table_whose_rows_cannot_be_told_is_left_out_and_said_to_be() -> None:
    rows = [
        (1, 20, "新建充电桩120个，改造老旧"),
        (0, 36, "1"),
        (1, 36, "小区5个"),
        (2, 36, "区住建局"),
        (1, 52, "培育规上"),
    ]
    unclear = [*rows, (0, 68, "2"), (1, 68, "企业8家"), (2, 68, "区工信局")]
    text, unread = read_pdf(drawn(unclear))
    assert "充电桩" not in text
    assert "企业8家" not in text
    assert "请各责任单位" in text
    assert [str(kind) for kind in unread] == [
        "没有画线、分不出行列的表格 1 处（“第 1 页 序号、工作任务、责任单位、完成时限”）"
    ]


def test_a_cell_is_not_taken_to_go_on_from_a_line_that_ended() -> None:
    """Else a row in the middle of its lines would be divided among the rows around it."""
    lines = [(0, 20, "1"), (1, 20, "改造"), (2, 20, "区住建局"), (1, 36, "新建充电桩"), (1, 52, "120个")]
    assert aligned(drawn([*lines, (0, 68, "2"), (1, 68, "培育"), (2, 68, "区工信局")])).unread


def test_a_page_without_a_header_is_text() -> None:
    assert not may_have("责任单位：区水利局 区住建局 任务")
    data = pdf_page(["一、工作任务", "1.改造小区5个。", "责任单位  区住建局"])
    assert read_pdf(data)[0].split("\n") == ["一、工作任务", "1.改造小区5个。", "责任单位  区住建局"]


def test_a_table_goes_on_on_the_next_page() -> None:
    page = aligned(drawn(TOP, below=""))
    assert page.goes_on
    texts = [(LEFTS[column], 780 - down, words) for column, down, words in TOP]
    following = aligned(pdf_drawn([(LEFTS[1], 776, "以上新增"), *texts, (300, 40, "— 2 —")]), page.goes_on)
    [table, _foot] = following.blocks
    assert isinstance(table, Table)
    assert table.rows[0] == ["", "以上新增", "", ""]
    assert table.rows[1][0] == "1"
    assert table.lefts == page.goes_on.edges()
