"""Read a Word document: its text, and what the text leaves out."""

import re
from xml.etree.ElementTree import Element

from dcgd.errors import Unreadable
from dcgd.intake.text.docx_numbers import AutomaticNumbers
from dcgd.intake.text.docx_package import WordPackage, child_of, tag_of, value_of
from dcgd.intake.text.docx_styles import Styles
from dcgd.intake.text.docx_tables import table_rows
from dcgd.intake.text.docx_text import WordText, text_below
from dcgd.intake.text.unread import Tally, Unread

_BESIDE = {"header": "页眉", "footer": "页脚", "footnotes": "脚注", "endnotes": "尾注", "comments": "批注"}
"""The parts that stand beside the text."""
_ENTRIES = ("w:footnote", "w:endnote", "w:comment")
_PAGE = re.compile(r"[\s\d\-—–－第共页/|]*")


def read_word(data: bytes) -> tuple[str, tuple[Unread, ...]]:
    """(text, what it leaves out): paragraphs and tables in order, one a line.

    The cells of a row are separated by tabs, lines within a cell by U+2028.

    Raises Unreadable for what is no Word document, or a broken one.
    """
    package = WordPackage(data)
    body = child_of(package.document, "w:body")
    if body is None:
        raise Unreadable("读不了这个 .docx 文件：里面没有正文，可能已损坏")
    styles = Styles(package.parts("styles"))
    tally = Tally()
    reader = WordText(styles, AutomaticNumbers(package.parts("numbering"), styles), tally, table_rows)
    text = "\n".join(reader.lines(body))
    for kind, words in _BESIDE.items():
        for part in package.parts(kind):
            _count_beside(part, words, tally)
    return text, tally.unread()


def _count_beside(part: Element, kind: str, tally: Tally) -> None:
    """Count headers, footers, notes and comments that say more than a page number."""
    entries = [entry for entry in part if tag_of(entry) in _ENTRIES]
    for entry in entries or [part]:
        words = text_below(entry)
        if value_of(entry, "type") in (None, "normal") and not _PAGE.fullmatch(words):
            tally.add(kind, words)
