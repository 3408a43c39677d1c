"""Read a PDF: its text layer, and what that leaves out."""

import io
import logging
import re
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from dcgd.errors import Unreadable
from dcgd.intake.text.aligned import Columns, may_have, told_blocks
from dcgd.intake.text.pdf_tables import Table, joined_pages, page_blocks
from dcgd.intake.text.recognise import WAY_OUT, is_installed
from dcgd.intake.text.scan import ScannedPage, scan_blocks
from dcgd.intake.text.unread import Tally, Unread
from dcgd.registry.official import MOST_CHARACTERS

_MOST_PAGES = 1000
_RULINGS = re.compile(rb"\b(?:re|l|Do)\b")
_FEWEST_RULINGS, _MOST_RULINGS = 4, 20_000
"""A page with fewer has no table; one with more is a drawing, over which the library would take too long."""
_NO_TABLES = "没有认表格的页"
_ANNOTATIONS = {"/FreeText": "PDF 批注", "/Text": "PDF 批注", "/Widget": "PDF 表单"}


def read_pdf(data: bytes, scans: Mapping[int, ScannedPage] = MappingProxyType({})) -> tuple[str, tuple[Unread, ...]]:
    """(text, what it leaves out): the text layer page by page, with form feeds between pages. Raises Unreadable.

    `scans` are the pages without one, by their indexes, as they were recognised.
    """
    try:
        import pypdf
    except ImportError:
        raise Unreadable("读 PDF 需要 pypdf：pip install 'dcgd[pdf]'") from None
    for name in ("pypdf", "pdfminer"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    tally = Tally()
    try:
        pages = _pages(pypdf.PdfReader(io.BytesIO(data)), data, tally, scans)
    except (Unreadable, MemoryError):
        raise
    except Exception as error:
        kind = type(error).__name__
        if kind == "LimitReachedError":  # the library's own bounds
            raise Unreadable("读不了这个 PDF 文件：里面的东西展开后太大或太深") from error
        if kind == "DependencyError":
            raise Unreadable(
                "这个 PDF 加了密，看不要密码，读出文字却要解密："
                "pip install cryptography 之后再导入，或在阅读器里打印成没有加密的 PDF"
            ) from error
        raise Unreadable(f"读不了这个 PDF 文件，可能已损坏（{kind}）") from error
    return "\n\f".join(pages), tally.unread()


def _pages(reader: Any, data: bytes, tally: Tally, scans: Mapping[int, ScannedPage]) -> list[str]:
    if reader.is_encrypted and not reader.decrypt(""):
        raise Unreadable("PDF 加了密，请先去掉密码")
    if len(reader.pages) > _MOST_PAGES:
        raise Unreadable(f"PDF 有 {len(reader.pages)} 页，超过 {_MOST_PAGES} 页的上限")
    tables = _Tables(data)
    pages: list[list[str | Table]] = []
    length = 0
    for number, page in enumerate(reader.pages, 1):
        if scan := scans.get(number - 1):
            pages.append(scan_blocks(scan, number, tally))
            continue
        rulings = _rulings(page)
        blocks = tables.blocks(number - 1, tally) if _FEWEST_RULINGS <= rulings <= _MOST_RULINGS else []
        text = "" if blocks else page.extract_text()
        if not blocks and rulings <= _MOST_RULINGS and (tables.goes_on or may_have(text)):
            blocks = tables.aligned(number - 1, tally)
        if rulings > _MOST_RULINGS:
            tally.add(_NO_TABLES, f"第 {number} 页")
        pages.append(blocks or [text])
        length += sum(len(block) if isinstance(block, str) else block.size() for block in pages[-1])
        if not blocks and not str(pages[-1][0]).strip():
            tally.add("没有文字层的页" + ("" if is_installed() else f"（{WAY_OUT}）"), f"第 {number} 页")
        _count_annotations(page, tally)
        if length > MOST_CHARACTERS:
            break
    return joined_pages(pages)


def _rulings(page: Any) -> int:
    """How many lines are drawn on a page; things that may hold lines count as some."""
    contents = page.get_contents()
    drawn = _RULINGS.findall(contents.get_data()) if contents is not None else []
    return max(len(drawn), _FEWEST_RULINGS if b"Do" in drawn else 0)


class _Tables:
    """The tables of a file page by page, by a library that is opened for the first ruled page."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.file: Any = None
        self.goes_on: Columns | None = None

    def blocks(self, at: int, tally: Tally) -> list[str | Table]:
        """The lines and ruled tables of a page; empty where there is none, or, which is told, nobody to see it."""
        blocks = self._seen(at, page_blocks, tally)
        if blocks:
            self.goes_on = None
        return blocks

    def aligned(self, at: int, tally: Tally) -> list[str | Table]:
        """The lines and tables without rulings of a page; empty where there is none. What is left out is told."""

        def read(page: Any) -> list[str | Table]:
            if any("(cid:" in char["text"] for char in page.chars):
                self.goes_on = None
                return []
            blocks, self.goes_on = told_blocks(page.chars, at + 1, tally, self.goes_on)
            return blocks

        return self._seen(at, read, tally)

    def _seen(self, at: int, read: Callable[[Any], list[str | Table]], tally: Tally) -> list[str | Table]:
        try:
            import pdfplumber

            self.file = self.file or pdfplumber.open(io.BytesIO(self.data))
            page = self.file.pages[at]
            try:
                return read(page)
            finally:
                page.close()
        except MemoryError:
            raise
        except ImportError:
            tally.add(f"{_NO_TABLES}（要 pip install 'dcgd[pdf]'）", f"第 {at + 1} 页")
        except Exception:  # the page is broken, or drawn as the library does not expect: its text is read all the same
            tally.add(_NO_TABLES, f"第 {at + 1} 页")
        return []


def _count_annotations(page: Any, tally: Tally) -> None:
    """Count the comments and filled form fields on a page, which are not in its text layer."""
    for reference in list(page.get("/Annots") or [])[:_MOST_PAGES]:
        annotation = reference.get_object()
        kind = _ANNOTATIONS.get(str(annotation.get("/Subtype")))
        words = annotation.get("/V") if kind == "PDF 表单" else annotation.get("/Contents")
        if kind and isinstance(words, str) and words.strip() and not words.startswith("/"):
            tally.add(kind, words)
