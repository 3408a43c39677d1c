"""A Word document as a whole: its text in order, and what stands beside it."""

import pytest

from dcgd.errors import Unreadable
from dcgd.intake.text.docx_document import read_word
from hostile.packages import packed
from word_documents import DECLARED, abstract, level, listed, numbering, paragraph, row, table, word


def test_paragraphs_and_tables_come_in_order_with_their_numbers() -> None:
    lists = abstract(7, level(0, "%1.")) + numbering(1, 7)
    body = paragraph("甲", properties=listed(1)) + table(row("乙", "丙", "丁")) + paragraph("戊", properties=listed(1))
    assert read_word(word(body, "", lists)) == ("1.甲\n乙\t丙\t丁\n2.戊", ())


def test_parts_beside_the_text_are_no_text() -> None:
    text, unread = read_word(word(paragraph("甲"), header=paragraph("密级"), comments=""))
    assert text == "甲"
    assert list(map(str, unread)) == ["页眉 1 处（“密级”）"]


def test_no_number_to_ring_is_repeated_from_a_footer() -> None:
    _, (footer,) = read_word(word(paragraph("甲"), footer=paragraph("联系人：张某某 13900000000")))
    assert str(footer) == "页脚 1 处（“联系人：张某某”）"


def test_a_document_without_a_body_is_refused() -> None:
    with pytest.raises(Unreadable, match="没有正文"):
        read_word(packed([("word/document.xml", f"<w:document {DECLARED}/>")]))
