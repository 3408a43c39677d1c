"""A returned 反馈单 says what stands beside its labels, whatever program it was filled in with; doubts have a place."""

from typing import Any

import pytest

from dcgd.errors import NotRecorded, Unreadable
from dcgd.tracking.returned.reply_sheet import ReplySheet, read_reply
from hostile.packages import word as packed
from word_documents import paragraph, row, table, word
from workbooks import workbook

HEAD = (
    row("主送单位", "区水利局"), row("督办事项", "5-1 水闸"), row("责任人", "张局长"), row("以下由主送单位填写", ""),
)  # fmt: skip
FILLED = {"原因": "用电不足", "下一步措施": "架设专线", "预计完成时间": "10月底", "责任人、电话": "曹某某"}


def sheet(cells: dict[str, str], *before: str) -> bytes:
    rows = (*HEAD, *(row(label, value) for label, value in cells.items()))
    return word(
        paragraph("督办单（红）") + paragraph("编号：DB-2025-002　签发日期：2025年9月8日") + table(*before, *rows)
    )


def said(reply: ReplySheet) -> dict[str, str]:
    return {key: told.text for key, told in reply.told.items()}


def test_the_cells_below_the_line_are_read_each_with_its_place() -> None:
    reply = read_reply(sheet(FILLED))
    assert reply.numbers == ("DB-2025-002",)
    assert said(reply) == {"cause": "用电不足", "measures": "架设专线", "finish": "10月底", "owner": "曹某某"}
    assert reply.told["finish"].place == "表格第 7 行"
    assert reply.remarks == ()


@pytest.mark.parametrize(
    ("labels", "owner"),
    [
        (("未达进度的原因", "下一步措施及时间节点", "预计办结时间", "经办人"), "经办人"),
        (("原因：", "措 施", "完成时间（年月日）", "责任人及电话"), "责任人及电话"),
        (("未完成原因", "整改措施", "完成时限", "责任人"), "责任人"),
    ],
)
def test_labels_are_known_in_all_their_wordings(labels: tuple[str, ...], owner: str) -> None:
    values = dict(zip(labels, FILLED.values(), strict=True))
    assert list(said(read_reply(sheet({**values, "电话": "0000-0000005"}))).values()) == list(FILLED.values()), owner


def test_two_labels_in_a_row_and_a_label_above_its_cell() -> None:
    rows = (
        row("未达进度的原因", ""), row("用电不足", ""), row("下一步措施", "架设专线"),
        row("预计办结时间", "2025.10.31", "责任人", "曹某某"), row("电话", "0000-0000005", "日期", "9月18日"),
    )  # fmt: skip
    reply = read_reply(word(table(*rows)))
    assert said(reply) == {"cause": "用电不足", "measures": "架设专线", "finish": "2025.10.31", "owner": "曹某某"}
    assert reply.numbers == ()


def test_lines_without_a_table_are_read_too() -> None:
    lines = ("反馈单", "原因：用电不足", "措施: 架设专线", "完成时间：10月底", "责任人：曹某某")
    assert said(read_reply(word("".join(map(paragraph, lines))))) == {
        "cause": "用电不足", "measures": "架设专线", "finish": "10月底", "owner": "曹某某",
    }  # fmt: skip


def test_a_workbook_is_read_as_well_with_the_names_of_its_cells() -> None:
    def fill(page: Any) -> None:
        page.title = "反馈"
        page.append(["反馈单 DB-2025-002"])
        for label, value in FILLED.items():
            page.append([label, None, value])

    reply = read_reply(workbook(fill))
    assert said(reply) == {"cause": "用电不足", "measures": "架设专线", "finish": "10月底", "owner": "曹某某"}
    assert reply.told["cause"].place == "反馈!C2"
    assert reply.numbers == ("DB-2025-002",)


def test_telephone_numbers_are_left_out_and_that_is_said() -> None:
    cells = FILLED | {"责任人、电话": "曹某某 13000000005", "下一步措施": "找张三（13000000006）协调"}
    reply = read_reply(sheet(cells))
    assert "1300000000" not in str(reply)
    assert reply.told["owner"].text == "曹某某"
    assert reply.remarks == tuple(
        f"表格第 {line} 行的电话、邮箱没有登记：人的电话只写在 people.yaml" for line in (6, 8)
    )


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (sheet(dict.fromkeys(FILLED, "")), "一格也没有填"),
        (sheet(dict.fromkeys(FILLED, "—")), "一格也没有填"),
        (word(table(row("甲", "乙"))), "不像反馈单：里面没有“原因”“措施”这些格"),
        (
            sheet({**FILLED, "未完成原因": "缺人"}),
            "“原因”写了两处，不知道该用哪一处：表格第 5 行“用电不足”、表格第 9 行“缺人”",
        ),
        (sheet({**FILLED, "原因": "长" * 1001}), "表格第 5 行“原因”太长（1001 字），至多 1000 字"),
    ],
)
def test_what_cannot_be_taken_is_refused_with_its_place(data: bytes, why: str) -> None:
    with pytest.raises(NotRecorded) as refused:
        read_reply(data)
    assert why in str(refused.value)


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "是空文件"),
        (b"%PDF-1.4", "是 PDF"),
        (b"\x89PNG", "是图片"),
        (b"\xd0\xcf\x11\xe0", "是旧格式"),
        ("原因：没有".encode(), "不是 .xlsx 工作簿"),
        (packed("", {}, '<!DOCTYPE x [<!ENTITY a "b">]><w:document/>'), "里面有不该有的内容"),
        (workbook()[:900], "可能已损坏"),
    ],
)
def test_what_is_no_sheet_is_told_by_what_it_is(data: bytes, why: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read_reply(data)
    assert why in str(refused.value)


def test_what_nobody_sees_and_what_steers_is_left_out() -> None:
    reply = read_reply(sheet({**FILLED, "原因": "用\u202e电\u200b不足"}))
    assert reply.told["cause"].text == "用电不足"


def test_endless_cells_and_rows_are_seen_through() -> None:
    endless = sheet({**FILLED, "备注": "（" * 300_000})
    assert said(read_reply(endless))["cause"] == "用电不足"
    with pytest.raises(Unreadable, match="超过 5000 行，不像反馈单"):
        read_reply(word(table(*[row("原因", "缺人")] * 5001)))
