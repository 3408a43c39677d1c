"""The text layer of a PDF is read page by page; what is encrypted or not in the layer is told."""

import io

import pypdf
import pytest
from pypdf.annotations import FreeText

from dcgd.errors import Unreadable
from dcgd.intake.text.pdf import read_pdf
from dcgd.intake.text.recognise import WAY_OUT, is_installed
from pdfs import pdf_page


def pdf(*pages: bytes, password: str | None = None, algorithm: str = "RC4-128", note: str = "") -> bytes:
    """These pages as one file, encrypted with a password (which may be empty), with a note on the first."""
    writer = pypdf.PdfWriter()
    for page in pages:
        writer.append(io.BytesIO(page))
    if note:
        writer.add_annotation(0, FreeText(text=note, rect=(50, 50, 200, 100)))
    if password is not None:
        writer.encrypt(password, "owner", algorithm=algorithm)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


PAGE = pdf_page(["一、工业", "1.修路。"])


def test_pages_are_parted_by_form_feeds() -> None:
    text, unread = read_pdf(pdf(PAGE, pdf_page(["二、农业"])))
    assert [page.strip() for page in text.split("\f")] == ["一、工业\n1.修路。", "二、农业"]
    assert unread == ()


def test_a_page_without_text_and_notes_on_pages_are_told() -> None:
    _, unread = read_pdf(pdf(PAGE, pdf_page([" "]), note="改成 20"))
    way_out = "" if is_installed() else f"（{WAY_OUT}）"
    assert list(map(str, unread)) == ["PDF 批注 1 处（“改成 20”）", f"没有文字层的页{way_out} 1 处（“第 2 页”）"]


def test_what_is_only_protected_against_copying_is_read() -> None:
    assert "修路" in read_pdf(pdf(PAGE, password=""))[0]


def test_a_password_is_asked_for() -> None:
    with pytest.raises(Unreadable, match="去掉密码"):
        read_pdf(pdf(PAGE, password="geheim"))


def test_what_needs_another_library_to_be_read_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def lacking(*_: object) -> None:
        raise pypdf.errors.DependencyError("cryptography>=3.1 is required for AES algorithm")

    monkeypatch.setattr(pypdf.PdfReader, "decrypt", lacking)
    with pytest.raises(Unreadable, match="pip install cryptography"):
        read_pdf(pdf(PAGE, password=""))
