"""Which returned workbooks are taken: none of another making, month or unit, none twice; what is remarked of them."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from dcgd.errors import NotRecorded
from dcgd.registry.content import Registry
from dcgd.tracking.judging.months import month_of
from dcgd.tracking.returned.collected import Line
from workbooks import FEW


@pytest.mark.parametrize(
    ("spoil", "why"),
    [
        (lambda filled: filled.book.remove(filled.book["_dcgd"]), "不是发出去的表"),
        (lambda filled: filled.sheet.delete_cols(1), "少了“标识”"),
        (lambda filled: (filled.book.create_sheet("别的"), filled.book.remove(filled.sheet)), "找不到填报的表头"),
        (lambda filled: setattr(filled.sheet.cell(4, 20), "value", "本期完成"), "有两列"),
        (lambda filled: setattr(filled.book["_dcgd"].cell(2, 2), "value", "乙政字〔2025〕1号"), "别的文件的表"),
        (
            lambda filled: setattr(filled.book["_dcgd"].cell(4, 2), "value", "区水力局"),
            "没有单位“区水力局”；是不是：区水利局",
        ),
    ],
)
def test_a_file_that_is_none_of_ours_any_more_is_refused(
    september: Registry, returns: Any, spoil: Callable[[Any], None], why: str
) -> None:
    filled = returns.three()
    spoil(filled)
    with pytest.raises(NotRecorded, match=why):
        returns.returned(september, filled.bytes())


def test_last_months_file_is_refused(september: Registry, returns: Any) -> None:
    filled = returns.Sheet(returns.templates(month_of(date(2025, 9, 1)))[FEW]).fill(t1_1=9)
    with pytest.raises(NotRecorded, match=r"是 2025-09 的表，收的是 2025-10 的"):
        returns.returned(september, filled.bytes())


def test_a_file_named_for_another_unit_is_refused_and_for_its_own_is_not(september: Registry, returns: Any) -> None:
    data = returns.three().bytes()
    with pytest.raises(NotRecorded, match="文件名写的是区水利局，里面却是发给区科学技术局的表"):
        returns.returned(september, data, "水务局10月.xlsx")
    with pytest.raises(NotRecorded, match="文件名写的是区政府办公室，里面却是发给区科学技术局的表"):
        returns.returned(september, data, "云汐区人民政府办公室.xlsx")
    for name in ("区科技局（已填）.xlsx", "10月进展.xlsx", "科学技术局_2025-10(1).xlsx"):
        assert len(returns.returned(september, data, name).rows) == 3


def test_the_same_file_twice_counts_once(september: Registry, returns: Any) -> None:
    lines = returns.collected(september, returns.three().bytes(), returns.three().bytes())
    assert [line.outcome for line in lines] == ["record"] * 3 + ["known"] * 3
    assert lines[3].why == f"与 0.xlsx 填报!{lines[0].cell} 相同"


def test_two_leads_may_say_the_same_but_not_different_things(september: Registry, returns: Any) -> None:
    other = returns.sheet("区工业和信息化局")
    same = returns.collected(september, returns.sheet().fill(t3_m1=47).bytes(), other.fill(t3_m1=47).bytes())
    assert [line.outcome for line in same] == ["record", "record"]
    differ = returns.collected(september, returns.sheet().fill(t3_m1=47).bytes(), other.fill(t3_m1=60).bytes())
    assert [line.outcome for line in differ] == ["doubt", "doubt"]
    assert "0.xlsx 填报!" in differ[1].why


def with_reports(september: Registry, lines: list[Line]) -> Registry:
    """The registry with what a run recorded."""
    from dataclasses import replace

    from dcgd.diagnostics import Place
    from dcgd.registry.content import Filed

    more = (Filed(line.report, Place("progress/2025-10.yaml", ())) for line in lines if line.report)
    return replace(september, reports=(*september.reports, *more))


def test_collecting_again_adds_nothing_and_another_number_needs_a_correction(september: Registry, returns: Any) -> None:
    recorded = with_reports(september, returns.collected(september, returns.three().bytes()))
    assert [line.outcome for line in returns.collected(recorded, returns.three().bytes())] == ["known"] * 3
    later = returns.three().fill(t1_1=10)
    lines = returns.collected(recorded, later.bytes())
    assert [line.outcome for line in lines] == ["doubt", "known", "known"]
    assert "2025-10-31 已有 9 家，与这次的不同；确是更正，在“更正”列选“是”" in lines[0].why
    later.cell("1-1", "更正").value = "是"
    corrected = returns.collected(recorded, later.bytes())
    assert returns.taken(corrected) == {"1-1": 10}
    assert [line.outcome for line in returns.collected(with_reports(recorded, corrected), later.bytes())] == [
        "known"
    ] * 3


def test_an_explanation_added_later_is_not_lost(september: Registry, returns: Any) -> None:
    recorded = with_reports(september, returns.collected(september, returns.three().bytes()))
    later = returns.three()
    later.cell("1-1", "进展情况").value = "补充说明"
    assert [line.outcome for line in returns.collected(recorded, later.bytes())] == ["record", "known", "known"]


def test_an_empty_form_says_nothing_and_that_is_remarked(september: Registry, returns: Any) -> None:
    book = returns.returned(september, returns.blank[FEW])
    assert book.rows == ()
    assert book.remarks == ("一行也没有填",)


def test_what_is_written_where_nothing_is_read_is_remarked(september: Registry, returns: Any) -> None:
    filled = returns.three()
    filled.sheet.cell(4, 15).value, filled.sheet.cell(5, 15).value = "补充", "第三批已公示"
    filled.sheet.cell(20, 4).value = "备注：1-1 另有 2 家待认定"
    book = returns.returned(september, filled.bytes())
    assert len(book.rows) == 3
    assert book.remarks == (
        "“补充”这一列不是表里的，没有读",
        "“填报”第 20 行没有标识，没有读：备注：1-1 另有 2 家待认定",
    )


def test_comments_on_cells_are_remarked(september: Registry, returns: Any) -> None:
    from openpyxl.comments import Comment

    filled = returns.three()
    filled.cell("1-1").comment = Comment("含 1 家复审", "联络员")
    assert returns.returned(september, filled.bytes()).remarks == ("单元格上有批注，批注没有读",)
