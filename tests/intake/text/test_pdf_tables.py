"""The ruled tables of a PDF are rows of cells; what goes on over pages is one table, and one row."""

import io
from typing import Any

import pdfplumber
import pypdf
import pytest

from dcgd.intake.draft.drafting import draft
from dcgd.intake.text.pdf import read_pdf
from dcgd.intake.text.pdf_tables import Table, joined_pages
from pdfs import pdf_page, pdf_table

HEADER = ["序号", "工作任务", "责任单位", "完成时限"]
WIDTHS = [40, 150, 100, 100]
FIRST = ["1", "建设机房。新增机柜\n300个。", "市数据局", "6月底前"]
SECOND = ["2", "引进算力企业5家。", "市投促局\n市工信局", "12月"]


def rows_of(*pages: bytes) -> list[str]:
    writer = pypdf.PdfWriter()
    for page in pages:
        writer.append(io.BytesIO(page))
    out = io.BytesIO()
    writer.write(out)
    text, unread = read_pdf(out.getvalue())
    assert unread == ()
    return text.split("\n")


def test_a_table_is_rows_between_the_lines_around_it() -> None:
    page = pdf_table([HEADER, FIRST, SECOND], WIDTHS, ["关于印发重点工作的通知", "一、算力"], ["二、保障", "1.修路。"])

    assert rows_of(page) == [
        "关于印发重点工作的通知",
        "一、算力",
        "序号\t工作任务\t责任单位\t完成时限",
        "1\t建设机房。新增机柜300个。\t市数据局\t6月底前",
        "2\t引进算力企业5家。\t市投促局\u2028市工信局\t12月",
        "二、保障",
        "1.修路。",
    ]


def test_its_rows_are_tasks() -> None:
    page = pdf_table([HEADER, FIRST, SECOND], WIDTHS, ["春江市2023年重点工作分工方案", "一、算力"])
    first, second = draft("\n".join(rows_of(page)), 2000).tasks()

    assert (first.text, first.leads, str(first.due)) == ("建设机房。新增机柜300个。", ("市数据局",), "2023-06-30")
    assert [(int(target.value), target.unit_measure) for target in first.targets] == [(300, "个")]
    assert second.leads == ("市投促局", "市工信局")


def test_a_cell_over_several_rows_is_said_in_each() -> None:
    head, rows = ["类别", *HEADER[1:]], [["工业", *FIRST[1:]], ["", *SECOND[1:]]]
    page = pdf_table([head, *rows], WIDTHS, merged=[(1, 0)])

    assert [row.split("\t")[0] for row in rows_of(page)] == ["类别", "工业", "工业"]


def test_a_table_goes_on_over_the_page_without_its_header_again() -> None:
    below = pdf_table([HEADER, SECOND], WIDTHS, below=["— 2 —"])

    assert rows_of(pdf_table([HEADER, FIRST], WIDTHS, below=["— 1 —"]), below) == [
        "序号\t工作任务\t责任单位\t完成时限",
        "1\t建设机房。新增机柜300个。\t市数据局\t6月底前",
        "— 1 —",
        "\f2\t引进算力企业5家。\t市投促局\u2028市工信局\t12月",
        "— 2 —",
    ]


def test_a_row_that_a_page_divides_is_one_row() -> None:
    rest = ["", "并建成投用。", "", ""]
    pages = rows_of(pdf_table([HEADER, FIRST], WIDTHS), pdf_table([HEADER, rest, SECOND], WIDTHS))

    assert pages == [
        "序号\t工作任务\t责任单位\t完成时限",
        "1\t建设机房。新增机柜300个。并建成投用。\t市数据局\t6月底前",
        "\f2\t引进算力企业5家。\t市投促局\u2028市工信局\t12月",
    ]


def test_a_cell_over_several_rows_goes_on_over_the_page() -> None:
    head = ["序号", "类别", *HEADER[1:]]
    widths = [40, 60, *WIDTHS[1:]]
    first = pdf_table([head, ["1", "工业", *FIRST[1:]]], widths)
    rest = [["2", "", *SECOND[1:]], ["3", "", *SECOND[1:]]]

    rows = rows_of(first, pdf_table([head, *rest], widths, merged=[(1, 1)]))
    assert [row.split("\t")[1] for row in rows] == ["类别", "工业", "工业", "工业"]


def test_it_goes_on_behind_a_row_that_the_page_divides() -> None:
    head, widths = ["序号", "类别", *HEADER[1:]], [40, 60, *WIDTHS[1:]]
    first = pdf_table([head, ["1", "工业", *FIRST[1:]]], widths)
    rest = [["", "", "并建成投用。", "", ""], ["2", "", *SECOND[1:]]]

    rows = rows_of(first, pdf_table([head, *rest], widths, merged=[(1, 1)]))
    assert [row.split("\t")[:3] for row in rows[1:]] == [
        ["1", "工业", "建设机房。新增机柜300个。并建成投用。"],
        ["\f2", "工业", "引进算力企业5家。"],
    ]


@pytest.mark.parametrize("between", [["二、交通"], ["1.修路。（责任单位：区交通局）"]])
def test_another_table_on_the_next_page_is_another_table(between: list[str]) -> None:
    last = pdf_table([HEADER, FIRST], WIDTHS, below=["说明：以上任务按季调度，年底前全部完成。"])
    rows = rows_of(last, pdf_table([HEADER, SECOND], WIDTHS, between))

    assert sum(row.startswith("序号") for row in rows) == 2


def test_frames_and_lists_of_two_columns() -> None:
    assert rows_of(pdf_table([["仅一格的框"]], [200], ["一、工业"])) == ["一、工业", "仅一格的框"]
    assert rows_of(pdf_table([["任务", "单位"], ["修路", "区交通局"]], [100, 100])) == [
        "任务\t单位\t",
        "修路\t区交通局\t",
    ]


def test_a_page_whose_tables_cannot_be_seen_is_read_as_text_and_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> Any:
        raise ValueError("hostile")

    monkeypatch.setattr(pdfplumber.page.Page, "find_tables", broken)
    text, unread = read_pdf(pdf_table([HEADER, FIRST], WIDTHS))
    assert "市数据局" in text
    assert list(map(str, unread)) == ["没有认表格的页 1 处（“第 1 页”）"]


def test_a_page_without_rulings_is_not_looked_at_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdfplumber, "open", lambda *_: pytest.fail("opened"))
    assert read_pdf(pdf_page(["一、工业"]))[0].strip() == "一、工业"


def test_columns_that_differ_are_no_continuation() -> None:
    before = Table([0, 50, 100], 150, [["序号", "任务", "单位"], ["1", "甲", "乙"]])
    after = Table([0, 70, 100], 150, [["2", "丙", "丁"]])
    assert joined_pages([[before], [after]])[1] == "2\t丙\t丁"
    assert joined_pages([[before], [Table([0, 100], 150, [["2", "丁"]])]])[1] == "2\t\t丁"


def test_units_below_one_another_in_a_column_as_narrow_as_they_are() -> None:
    narrow = pdf_table([["任务", "单位", "时限"], ["修路", "区发改委\n区工信局", "年底"]], [60, 57, 60])
    wrapped = pdf_table([["任务", "单位", "时限"], ["修路", "区重点项目\n推进中心", "年底"]], [60, 69, 60])

    assert rows_of(narrow)[1] == "修路\t区发改委\u2028区工信局\t年底"
    assert rows_of(wrapped)[1] == "修路\t区重点项目推进中心\t年底"


def test_numbers_below_one_another_are_several() -> None:
    page = pdf_table([["任务", "数", "时限"], ["修路", "12\n34", "年底"]], [60, 30, 60])
    assert rows_of(page)[1] == "修路\t12\u202834\t年底"


def test_a_line_that_is_short_by_a_character_goes_on() -> None:
    cell = "建成澄湖大道东延，\n线路全长约为四公\n里。"  # the first one has its comma in the margin
    page = pdf_table([["任务", "单位", "时限"], [cell, "区交通局", "年底"]], [110, 70, 60])

    assert rows_of(page)[1].split("\t")[0] == "建成澄湖大道东延，线路全长约为四公里。"
