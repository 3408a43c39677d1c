"""Read a PDF: its text layer, and what that leaves out."""

import io
import logging
from typing import Any

from dcgd.errors import Unreadable
from dcgd.intake.text.unread import Tally, Unread
from dcgd.registry.official import MOST_CHARACTERS

_MOST_PAGES = 1000
_ANNOTATIONS = {"/FreeText": "PDF 批注", "/Text": "PDF 批注", "/Widget": "PDF 表单"}


def read_pdf(data: bytes) -> tuple[str, tuple[Unread, ...]]:
    """(text, what it leaves out): the text layer page by page, with form feeds between pages. Raises Unreadable."""
    try:
        import pypdf
    except ImportError:
        raise Unreadable("读 PDF 需要 pypdf：pip install 'dcgd[pdf]'") from None
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    tally = Tally()
    try:
        pages = _pages(pypdf.PdfReader(io.BytesIO(data)), tally)
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


def _pages(reader: Any, tally: Tally) -> list[str]:
    if reader.is_encrypted and not reader.decrypt(""):
        raise Unreadable("PDF 加了密，请先去掉密码")
    if len(reader.pages) > _MOST_PAGES:
        raise Unreadable(f"PDF 有 {len(reader.pages)} 页，超过 {_MOST_PAGES} 页的上限")
    pages: list[str] = []
    for number, page in enumerate(reader.pages, 1):
        pages.append(page.extract_text())
        if not pages[-1].strip():
            tally.add("没有文字层的页", f"第 {number} 页")
        _count_annotations(page, tally)
        if sum(map(len, pages)) > MOST_CHARACTERS:
            break
    return pages


def _count_annotations(page: Any, tally: Tally) -> None:
    """Count the comments and filled form fields on a page, which are not in its text layer."""
    for reference in list(page.get("/Annots") or [])[:_MOST_PAGES]:
        annotation = reference.get_object()
        kind = _ANNOTATIONS.get(str(annotation.get("/Subtype")))
        words = annotation.get("/V") if kind == "PDF 表单" else annotation.get("/Contents")
        if kind and isinstance(words, str) and words.strip() and not words.startswith("/"):
            tally.add(kind, words)
