"""The bulletin: laid out after GB/T 9704-2012, with nothing live in it, filled by a template that can do no harm."""

import io
import re
import zipfile
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Pt

import letterhead
from dcgd.errors import TooLong
from dcgd.publish.papers.bulletin import bulletin
from dcgd.publish.papers.bulletin import bulletin_facts as facts
from dcgd.publish.papers.plain import clean
from dcgd.publish.papers.render import BadTemplate, OwnTemplate, frozen, house_template
from dcgd.publish.snapshot import Snapshot
from dcgd.source.package import MOST_UNPACKED

LIVE = ("fldChar", "fldSimple", "instrText", "hyperlink", "object", "altChunk", "sdt", "drawing", "pict")


def opened(data: bytes) -> Any:
    return Document(io.BytesIO(data))


def text_of(data: bytes) -> str:
    found = opened(data)
    cells = [cell.text for table in found.tables for row in table.rows for cell in row.cells]
    return "\n".join([paragraph.text for paragraph in found.paragraphs] + cells)


def live(data: bytes) -> list[str]:
    """The elements of the body that do something."""
    body = opened(data).element.body
    return [name for name in LIVE for _ in body.iter(qn(f"w:{name}"))]


def test_the_page_is_that_of_the_standard(snapshot: Snapshot) -> None:
    (section,) = opened(bulletin(facts(snapshot))).sections
    mm = [round(each.mm) for each in (section.page_width, section.page_height)]
    assert mm == [210, 297]
    margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(each.mm) for each in margins] == [37, 35, 28, 26]
    assert section._sectPr.find(qn("w:docGrid")).get(qn("w:linePitch")) == "579"


@pytest.mark.parametrize(
    ("style", "font", "size"),
    [
        ("Title", "方正小标宋简体", 22),
        ("Normal", "仿宋_GB2312", 16),
        ("Heading 1", "黑体", 16),
        ("Heading 2", "楷体_GB2312", 16),
        ("Footer", "宋体", 14),
    ],
)
def test_the_fonts_are_those_of_the_standard_each_with_one_in_its_stead(
    style: str, font: str, size: float, snapshot: Snapshot
) -> None:
    data = bulletin(facts(snapshot))
    found = opened(data).styles[style]
    assert found.font.size == Pt(size)
    assert found.element.rPr.rFonts.get(qn("w:eastAsia")) == font
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        fonts = archive.read("word/fontTable.xml").decode()
    assert re.search(rf'w:name="{font}"><w:altName w:val="[^"]+"', fonts)


def test_a_table_repeats_its_head_on_every_page(snapshot: Snapshot) -> None:
    for table in opened(bulletin(facts(snapshot))).tables:
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None


def test_the_page_number_is_the_only_field(snapshot: Snapshot) -> None:
    data = bulletin(facts(snapshot))
    assert live(data) == []
    section = opened(data).sections[0]
    for footer in (section.footer, section.even_page_footer):
        assert [each.text for each in footer._element.iter(qn("w:instrText"))] == ["PAGE"]


def test_nothing_in_the_data_is_a_field_a_link_or_a_template(hostile: Snapshot, attacks: tuple[str, ...]) -> None:
    data = bulletin(facts(hostile))
    assert live(data) == []
    text = text_of(data)
    for attack in attacks:
        assert " ".join(attack.split())[:900] in text
    assert not re.search(r"\b49\b", text)  # {{ 7*7 }} was not worked out
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        links = b"".join(archive.read(name) for name in archive.namelist() if name.endswith(".rels"))
    assert b"evil" not in links
    assert b"External" not in links


def test_what_xml_cannot_hold_does_not_break_the_file(snapshot: Snapshot) -> None:
    told = facts(snapshot)
    told["opening"] = "甲\x00\x0b\ud800\uffff\u202e乙\n丙\t丁"
    assert "甲     乙 丙 丁" in text_of(bulletin(told))


def test_the_same_facts_give_the_same_bytes(snapshot: Snapshot) -> None:
    assert bulletin(facts(snapshot)) == bulletin(facts(snapshot))


def test_what_was_zipped_at_another_time_is_the_same(snapshot: Snapshot) -> None:
    data = bulletin(facts(snapshot))
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for info in old.infolist():
            new.writestr(zipfile.ZipInfo(info.filename, (2024, 2, 29, 12, 0, 0)), old.read(info))
    assert frozen(out.getvalue()) == data


def of_ones_own(*paragraphs: str) -> OwnTemplate:
    return OwnTemplate(word_of(*paragraphs))


def word_of(*paragraphs: str) -> bytes:
    found = Document()
    for paragraph in paragraphs:
        found.add_paragraph(paragraph)
    return letterhead.saved(found)


def test_a_template_of_ones_own_gets_the_same_facts(snapshot: Snapshot) -> None:
    own = of_ones_own(
        "截至{{ day }}：", "{%p for each in below %}", "{{ each.id }} 差 {{ each.gap_points }}", "{%p endfor %}"
    )
    told = facts(snapshot)
    lines = text_of(bulletin(told, own)).strip().split("\n")
    assert lines == ["截至2025年9月30日：", *(f"{each['id']} 差 {each['gap_points']}" for each in told["below"])]


def test_the_house_template_is_what_is_used(snapshot: Snapshot) -> None:
    told = facts(snapshot)
    exported = bulletin(told, OwnTemplate(house_template("bulletin.docx")))
    assert opened(exported).element.xml == opened(bulletin(told)).element.xml


def test_it_says_who_wrote_it_and_is_of_its_day(snapshot: Snapshot) -> None:
    properties = opened(bulletin(facts(snapshot))).core_properties
    assert properties.title == "重点工作任务进展情况的通报"
    assert properties.author == "云汐区政府督查室"
    assert properties.created.date() == properties.modified.date() == snapshot.as_of


@pytest.mark.parametrize("issuer", ["{{ 7*7 }}", "{{ nothing }}", "{% for", "甲\x00乙\ud800", "长" * 300])
def test_the_name_of_the_issuer_is_no_template(snapshot: Snapshot, issuer: str) -> None:
    """The library fills the properties of a document as it does its text."""
    told = facts(snapshot)
    told["signed"] = issuer
    assert opened(bulletin(told)).core_properties.author == clean(issuer, 255)


@pytest.mark.parametrize(
    "source", ["{{ ''.__class__.__mro__ }}", "{{ lipsum.__globals__ }}", "{{ nothing }}", "{% for x in %}", "{{ 1/0 }}"]
)
def test_a_template_cannot_reach_out(source: str, snapshot: Snapshot) -> None:
    with pytest.raises(BadTemplate, match=r"^模板"):
        bulletin(facts(snapshot), of_ones_own(source))


@pytest.mark.slow
def test_a_template_without_end_is_stopped_and_the_next_paper_is_made(
    snapshot: Snapshot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DCGD_SECONDS", "1")
    own = of_ones_own("{% for a in range(99999) %}{% for b in range(below | length * 9999) %}{% endfor %}{% endfor %}")
    told = facts(snapshot)
    with pytest.raises(TooLong):
        bulletin(told, own)
    assert text_of(bulletin({**told, "below": []}, own)).strip() == ""


def test_a_template_cannot_let_markup_through(hostile: Snapshot) -> None:
    own = of_ones_own(
        "{% autoescape false %}{% for each in matters %}{{ each.title | safe }}{% endfor %}{% endautoescape %}"
    )
    data = bulletin(facts(hostile), own)
    assert live(data) == []
    assert '<w:fldSimple w:instr="DATE"/>' in text_of(data)


def test_a_file_that_is_none_is_said_to_be_none(snapshot: Snapshot) -> None:
    for data in (b"", b"PK\x03\x04", "不是 Word".encode(), frozen(word_of("x"))[:200]):
        with pytest.raises(BadTemplate, match=r"^模板不是 Word 文档（\.docx）$|^模板不能用：可能已损坏$"):
            bulletin(facts(snapshot), OwnTemplate(data))


def test_a_template_that_unpacks_to_too_much_is_not_unpacked(snapshot: Snapshot) -> None:
    out = io.BytesIO(word_of("x"))
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/media/a.bin", bytes(MOST_UNPACKED))
    with pytest.raises(BadTemplate, match="展开后太大"):
        bulletin(facts(snapshot), OwnTemplate(out.getvalue()))
