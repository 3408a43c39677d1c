"""Whatever Word opens is read, or it is said what it is and how to save it."""

import io
import zipfile
from collections.abc import Callable

import pytest

from dcgd.errors import Unreadable
from dcgd.intake.text.docx_document import read_word
from dcgd.intake.text.readers import read
from hostile.packages import packed
from word_documents import abstract, level, listed, numbering, paragraph, word

PLAIN = word(
    paragraph("一、工业", properties='<w:pStyle w:val="1"/>') + paragraph("修路", properties=listed(1)),
    '<w:style w:styleId="1" w:type="paragraph"><w:name w:val="heading 1"/></w:style>',
    abstract(7, level(0, "%1.")) + numbering(1, 7),
)
TEXT = "# 一、工业\n1.修路"
Change = Callable[[str, bytes], tuple[str, bytes]]
TRANSITIONAL = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONS = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def changed(change: Change) -> bytes:
    """The plain document with each part changed."""
    with zipfile.ZipFile(io.BytesIO(PLAIN)) as package:
        return packed([change(name, package.read(name)) for name in package.namelist()])


def strict(name: str, part: bytes) -> tuple[str, bytes]:
    part = part.replace(TRANSITIONAL, b"http://purl.oclc.org/ooxml/wordprocessingml/main")
    return name, part.replace(RELATIONS, b"http://purl.oclc.org/ooxml/officeDocument/relationships")


def dangling(name: str, part: bytes) -> tuple[str, bytes]:
    lost = b'<Relationship Id="r9" Type="x/image" Target="../NULL"/><Relationship Id="r8" Type="x/styles"/>'
    return name, part.replace(b"</Relationships>", lost + b"</Relationships>")


CHANGES: dict[str, Change] = {
    "as it is": lambda name, part: (name, part),
    "strict": strict,
    "with macros": lambda name, part: (name, part.replace(b"openxmlformats-officedocument.wordprocessingml.document.main", b"ms-word.document.macroEnabled.main")),
    "a template": lambda name, part: (name, part.replace(b"document.main", b"template.main")),
    "references to parts that are not there": dangling,
    "no types": lambda name, part: (name, b"<Types/>" if name == "[Content_Types].xml" else part),
    "paths from the root": lambda name, part: (name, part.replace(b'Target="word/', b'Target="/word/').replace(b'Target="styles', b'Target="/word/styles')),
    "back slashes": lambda name, part: (name.replace("/", "\\"), part),
    "names of other case": lambda name, part: (name.title() if name.startswith("word/d") else name, part),
    "another main part": lambda name, part: (name.replace("document.xml", "document2.xml"), part.replace(b"document.xml", b"document2.xml")),
}  # fmt: skip


@pytest.mark.parametrize("kind", CHANGES)
def test_every_form_of_a_word_document_is_read(kind: str) -> None:
    assert read_word(changed(CHANGES[kind])) == (TEXT, ())


def test_a_part_that_is_not_read_may_be_anything() -> None:
    with zipfile.ZipFile(io.BytesIO(PLAIN)) as package:
        parts = [(name, package.read(name)) for name in package.namelist()]
    assert (
        read_word(packed([*parts, ("docProps/app.xml", b"<broken"), ("word/media/a.svg", b"<!DOCTYPE svg>")]))[0]
        == TEXT
    )


REFUSED = {
    "Excel": (packed([("xl/workbook.xml", "<a/>")]), "工作簿里没有一张表"),
    "slides": (packed([("ppt/presentation.xml", "<a/>")]), "演示文稿"),
    "OpenDocument": (packed([("mimetype", "x"), ("content.xml", "<a/>")]), "odt.*另存为 .docx"),
    "no body": (packed([("word/document.xml", f'<w:document xmlns:w="{TRANSITIONAL.decode()}"/>')]), "没有正文"),
    "UTF-16": (packed([("word/document.xml", "<a/>".encode("utf-16"))]), "另存为 .docx"),
    "broken XML": (packed([("word/document.xml", "<a>")]), "损坏"),
    "a password": (b"\xd0\xcf\x11\xe0" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), "密码"),
    "RTF": (rb"{\rtf1\ansi hello}", "RTF"),
    "one XML file": (
        b'<?xml version="1.0"?>\n<?mso-application progid="Word.Document"?><pkg:package/>',
        "另存为 .docx",
    ),
    "a web page": (b"\xef\xbb\xbf<html><body>1</body></html>", "网页"),
    "a web page as mail": (b"MIME-Version: 1.0\n\n<html>", "网页"),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_what_is_no_word_document_is_told_what_it_is(kind: str) -> None:
    data, words = REFUSED[kind]
    with pytest.raises(Unreadable, match=words):
        read(data, "文件.docx")
