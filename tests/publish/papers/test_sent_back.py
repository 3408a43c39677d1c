"""退回修改: what goes back to whom, and what does not."""

from datetime import date
from typing import Any

from dcgd.edits.returned import Collected, Remark
from dcgd.publish.papers.sent_back import NO_UNIT, texts_by_unit
from dcgd.tracking.returned.collected import Line, Outcome

WATER, MONEY = "区水利局", "区财政局"


def line(outcome: Outcome, *, id_: str = "5-2", unit: str = WATER, **more: Any) -> Line:
    given: dict[str, Any] = {
        "file": "收/9月/水利局.xlsx", "sheet": "填报", "cell": "I6", "unit": unit, "id": id_, "title": "治理率",
        "amount": "60 61 个", "date": None, "note": None, "outcome": outcome, "why": "不止一个数", "report": None,
        "typed": "60 61",
    }  # fmt: skip
    return Line(**given | more)


def texts(lines: list[Line], refused: tuple[Remark, ...] = (), remarks: tuple[Remark, ...] = ()) -> dict[str, str]:
    collected = Collected(tuple(lines), refused[:1], remarks)
    return texts_by_unit(
        collected,
        refused[1:],
        document="云政办字〔2025〕3号",
        office="云溪区政府督查室",
        period="2025-09",
        today=date(2025, 10, 9),
    )


def test_a_unit_is_told_each_doubt_with_its_place_and_what_is_in_order() -> None:
    lines = [line(Outcome.DOUBT), line(Outcome.RECORD, id_="8-1"), line(Outcome.KNOWN, id_="8-2")]
    assert texts(lines) == {
        WATER: "区水利局：\n"
        "　　贵单位交来的云政办字〔2025〕3号 2025年9月进展的填报表有下列各处需要核对。"
        "请在原表里改好再交；核对后确实无误的，请书面说明。\n"
        "　　1. 5-2 治理率（填报!I6，本期完成填的是“60 61”）：不止一个数\n"
        "　　没有疑问、不必再报的 2 项：8-1、8-2。\n"
        "\n"
        "　　云溪区政府督查室\n"
        "　　2025年10月9日\n"
    }


def test_what_is_doubted_in_one_file_is_not_called_in_order_for_another() -> None:
    text = texts([line(Outcome.DOUBT), line(Outcome.RECORD, file="另一份.xlsx")])[WATER]
    assert "1. 5-2 治理率（水利局.xlsx 填报!I6，" in text
    assert "不必再报" not in text


def test_a_doubt_about_another_cell_quotes_that_cell() -> None:
    text = texts([line(Outcome.DOUBT, cell="J6", column="存在问题", typed="缺人", why="写了电话")])[WATER]
    assert "（填报!J6，存在问题填的是“缺人”）：写了电话" in text


def test_a_unit_without_a_doubt_gets_no_text() -> None:
    assert list(texts([line(Outcome.RECORD), line(Outcome.DOUBT, unit=MONEY)])) == [MONEY]


def test_a_file_refused_goes_back_to_its_unit_and_one_of_nobody_is_listed_apart() -> None:
    refused = (Remark("收/财政局.xlsx", "是 2025-08 的表", MONEY), Remark("C:\\收\\图.jpg", "是图片"))
    found = texts([], refused, (Remark("收/财政局.xlsx", "单元格上有批注，批注没有读", MONEY),))
    assert "　　1. 财政局.xlsx：是 2025-08 的表\n　　注意：财政局.xlsx：单元格上有批注" in found[MONEY]
    assert found[NO_UNIT].startswith(
        "下列交来的文件没有收（云政办字〔2025〕3号 2025年9月进展的填报表）：\n　　1. 图.jpg：是图片"
    )


def test_what_a_workbook_holds_cannot_add_lines() -> None:
    text = texts([line(Outcome.DOUBT, typed="60\n\u202e区财政局：", id_="", title="")])[WATER]
    assert "（不知道是哪一项）" in text
    assert "\u202e" not in text
    assert len(text.splitlines()) == 6
