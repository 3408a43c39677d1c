"""Files of each kind come to text; broken, oversized and booby-trapped ones are refused in a sentence."""

import io
import zipfile

import docx
import pytest
from docx.document import Document

from dcgd.errors import Unreadable
from dcgd.intake.draft.drafting import draft
from dcgd.intake.text.readers import read
from pdfs import pdf_page


def saved(document: Document) -> bytes:
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def packed(files: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package:
        for name, data in files.items():
            package.writestr(name, data)
    return stream.getvalue()


def word_document() -> Document:
    document = docx.Document()
    document.add_paragraph("青山县2024年重点工作任务")
    document.add_heading("一、工业", 1)
    document.add_paragraph("新增规上企业10家。（县工信局牵头，县发改局配合）", style="List Number")
    document.add_paragraph("完成投资5亿元。（责任单位：县发改局）", style="List Number")
    table = document.add_table(rows=0, cols=4)
    for row in (
        ("序号", "任务", "牵头单位", "完成时限"),
        ("二、民生", "", "", ""),
        ("3", "改造老旧小区5个\n惠及居民800户", "县住建局\n县财政局", "6月底"),
    ):
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    document.add_paragraph("三、保障")
    document.add_paragraph("（一）加强领导。建立专班。")
    return document


def test_a_word_document_is_read_in_order_with_its_automatic_numbers_and_tables() -> None:
    drafted = draft(read(saved(word_document()), "a.docx").text, 2000)

    assert [section.title for section in drafted.sections] == ["工业", "民生", "保障"]
    assert [(task.number, task.text, task.leads, task.participants) for task in drafted.tasks()] == [
        (1, "新增规上企业10家。", ("县工信局",), ("县发改局",)),
        (2, "完成投资5亿元。", ("县发改局",), ()),
        (3, "改造老旧小区5个\n惠及居民800户", ("县住建局", "县财政局"), ()),
        (4, "加强领导。建立专班。", (), ()),
    ]


def test_a_pdf_with_text_is_read_and_its_lines_are_joined() -> None:
    data = pdf_page(["一、工业", "1.壮大企业。新增规上工业企", "业10家。（责任单位：县工", "信局）", "— 2 —"])
    (task,) = draft(read(data, "a.pdf").text, 2024).tasks()

    assert (task.title, task.text, task.leads) == ("壮大企业", "壮大企业。新增规上工业企业10家。", ("县工信局",))


REFUSED = {
    "empty": (b"  \n", "空的"),
    "old word": (b"\xd0\xcf\x11\xe0" + b"\x00" * 600, "另存为 .docx"),
    "picture": (b"\x89PNG\r\n", "图片"),
    "broken package": (b"PK\x03\x04nonsense", "损坏"),
    "other package": (packed({"a.txt": b"a"}), "不是 .docx"),
    "bomb": (packed({"word/document.xml": b" " * 200_000_001}), "展开后太大"),
    "entities": (packed({"word/document.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}), "实体"),
    "no document": (packed({"word/document.xml": b"<a/>"}), "损坏"),
    "broken pdf": (b"%PDF-1.4\nnonsense", "损坏"),
    "pdf without text": (pdf_page([" "]), "扫描件"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_read_is_refused_in_a_sentence(case: str) -> None:
    data, words = REFUSED[case]
    with pytest.raises(Unreadable, match=words):
        read(data, "a.txt")


def test_a_suffix_that_lies_is_named() -> None:
    with pytest.raises(Unreadable, match="不是 docx 格式"):
        read("一、工业".encode(), "a.docx")


def test_what_git_lfs_keeps_elsewhere_is_told() -> None:
    pointer = b"version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 9\n"
    for name in ("a.docx", "a.txt"):
        with pytest.raises(Unreadable, match=f"^{name} 只是 Git LFS 的指针，文件没有取来（git lfs pull）$"):
            read(pointer, name)


def test_what_markdown_strikes_out_or_hides_is_not_joined_to_what_is_seen() -> None:
    text = "1.壮大企业。新增企业~~18~~20家，<!--改成30-->新增外贸企业<del>5</del>8家。\n"
    reading = read(text.encode(), "a.md")
    (task,) = draft(reading.text, 2026).tasks()
    assert task.text == "壮大企业。新增企业20家，新增外贸企业8家。"
    assert list(map(str, reading.unread)) == ["加了删除线的文字 2 处（“18”“5”）", "隐藏的文字 1 处（“改成30”）"]


def test_a_rule_of_tildes_strikes_nothing_out() -> None:
    assert read("~~~~~~\n1.修路。\n~~~~~~\n".encode(), "a.md").unread == ()
