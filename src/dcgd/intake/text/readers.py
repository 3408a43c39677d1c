"""A file's bytes to decoded text: plain text and Markdown, .docx, text PDF. What is too large or no text is refused."""

import io
import logging
from dataclasses import dataclass
from typing import Any

from dcgd.errors import Unreadable
from dcgd.intake.text.decode import decode
from dcgd.intake.text.docx_numbers import AutomaticNumbers
from dcgd.intake.text.docx_tables import table_rows
from dcgd.registry.official import MOST_BYTES, MOST_CHARACTERS
from dcgd.source.package import BadPackage, Package

_MOST_PAGES = 1000


@dataclass(frozen=True, slots=True)
class Reading:
    """Decoded text and how it was come by (`utf-8`, `gb18030`, `docx`, `pdf` …)."""

    text: str
    form: str


def read(data: bytes, name: str) -> Reading:
    """Read a document from its bytes; `name` helps only where the bytes do not tell. Raises `Unreadable`."""
    if len(data) > MOST_BYTES:
        raise Unreadable(f"文件有 {len(data) // 1_000_000} MB，超过 {MOST_BYTES // 1_000_000} MB 的上限")
    if not data.strip():
        raise Unreadable("文件是空的")
    if data.startswith(b"PK\x03\x04"):
        return Reading(_limited(_read_docx(data)), "docx")
    if data[:1024].lstrip().startswith(b"%PDF-"):
        return Reading(_limited(_read_pdf(data)), "pdf")
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise Unreadable("这是旧版 Word（.doc）或 WPS 文件；请在 Word 或 WPS 里另存为 .docx 再导入")
    if data.startswith((b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*")):
        raise Unreadable("这是图片；请先识别成文字再导入")
    if name.lower().endswith((".docx", ".pdf")):
        raise Unreadable(f"{name} 的内容不是 {name.rsplit('.', 1)[1].lower()} 格式，文件可能已损坏")
    text, encoding = decode(data)
    return Reading(text, encoding)


def _limited(text: str) -> str:
    if len(text) > MOST_CHARACTERS:
        raise Unreadable(f"文本有 {len(text)} 字，超过 {MOST_CHARACTERS} 字的上限")
    if not text.strip():
        raise Unreadable("文件里没有文字，可能是扫描件；请先识别成文字再导入")
    return text


def _read_docx(data: bytes) -> str:
    """Paragraphs and tables in order; the cells of a row are parted by tabs, line ends in a cell by U+2028."""
    try:
        package = Package(data)
        package.check()
    except BadPackage as error:
        raise Unreadable(f"读不了这个 .docx 文件：{error}") from error
    if "word/document.xml" not in package.names:
        raise Unreadable("这是压缩文件，但不是 .docx 文档")
    try:
        import docx
    except ImportError:
        raise Unreadable("读 .docx 需要 python-docx：pip install 'dcgd[docx]'") from None
    try:
        document = docx.Document(io.BytesIO(data))
        lines: list[str] = []
        numbers = AutomaticNumbers(document)
        for block in document.iter_inner_content():
            lines += table_rows(block) if hasattr(block, "rows") else [_paragraph(block, numbers.before(block))]
    except (Unreadable, MemoryError):
        raise
    except Exception as error:
        raise Unreadable(f"读不了这个 .docx 文件，可能已损坏（{type(error).__name__}）") from error
    return "\n".join(lines)


def _paragraph(block: Any, number: str) -> str:
    """A paragraph behind its automatic number; a heading by its style gets the marks of a heading."""
    text = number + str(block.text).replace("\v", "\n")
    style = (block.style.name or "") if block.style is not None else ""
    level = style.removeprefix("Heading ").removeprefix("标题 ")
    return f"{'#' * int(level)} {text}" if level != style and level in {*"123456"} and text else text


def _read_pdf(data: bytes) -> str:
    """The text layer page by page, a form feed between pages."""
    try:
        import pypdf
    except ImportError:
        raise Unreadable("读 PDF 需要 pypdf：pip install 'dcgd[pdf]'") from None
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        return "\n\f".join(_pages(pypdf.PdfReader(io.BytesIO(data))))
    except (Unreadable, MemoryError):
        raise
    except Exception as error:
        if type(error).__name__ == "LimitReachedError":  # the library's own bounds
            raise Unreadable("读不了这个 PDF 文件：里面的东西展开后太大或太深") from error
        raise Unreadable(f"读不了这个 PDF 文件，可能已损坏（{type(error).__name__}）") from error


def _pages(reader: Any) -> list[str]:
    if reader.is_encrypted and not reader.decrypt(""):
        raise Unreadable("PDF 加了密，请先去掉密码")
    if len(reader.pages) > _MOST_PAGES:
        raise Unreadable(f"PDF 有 {len(reader.pages)} 页，超过 {_MOST_PAGES} 页的上限")
    pages: list[str] = []
    for page in reader.pages:
        pages.append(page.extract_text())
        if sum(map(len, pages)) > MOST_CHARACTERS:
            break
    return pages
