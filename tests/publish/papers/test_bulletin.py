"""The bulletin: laid out after GB/T 9704-2012, with nothing live in it, filled by a template that can do no harm."""

import io
import re
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Pt

import letterhead
from dcgd.errors import TooLong
from dcgd.publish.papers.bulletin import bulletin
from dcgd.publish.papers.facts import facts
from dcgd.publish.papers.plain import clean
from dcgd.publish.papers.render import BadTemplate, OwnTemplate, frozen, house_template
from dcgd.publish.snapshot import Snapshot
from dcgd.source.package import MOST_UNPACKED
from districts import snapshot_of

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


def test_the_order_is_totals_what_is_behind_reasons_next_steps(snapshot: Snapshot) -> None:
    found = opened(bulletin(facts(snapshot)))
    headings = [each.text for each in found.paragraphs if each.style.name == "Heading 1"]
    assert headings == ["一、总体情况", "二、进度落后的事项", "三、其他风险", "四、原因", "五、下一步工作"]


def test_what_is_behind_in_other_ways_than_by_pace_is_not_said_to_be_in_order(snapshot: Snapshot) -> None:
    told = facts(snapshot)
    assert "滞后" in {each["label"] for each in told["risky"]}, "8-1, which is to be held at all times and is not"
    text = text_of(bulletin(told))
    assert f"以上之外，还有{len(told['risky'])}个事项有风险：" in text
    assert "没有列为落后" not in text


def test_the_numbers_are_those_of_the_facts(snapshot: Snapshot) -> None:
    told = facts(snapshot)
    text = text_of(bulletin(told))
    assert f"{told['tasks']}项任务共有{told['total']}个事项" in text
    for each in told["lights"]:
        assert (f"{each['light']}灯{each['count']}个，占{each['percent']}%" in text) == bool(each["count"])
    found = opened(bulletin(told))
    below = [[cell.text for cell in row.cells] for row in found.tables[1].rows]
    assert below[0] == ["编号", "事项", "牵头单位", "目标", "当前", "完成率", "序时", "差距", "灯"]
    assert [row[0] for row in below[1:]] == [each["id"] for each in told["below"]]
    assert [row[7] for row in below[1:]] == [str(each["gap_points"]) for each in told["below"]]
    units = [[cell.text for cell in row.cells] for row in found.tables[-1].rows]
    assert [row[0] for row in units[1:]] == [each["name"] for each in told["units"]]


def test_the_reasons_are_those_that_were_given(snapshot: Snapshot) -> None:
    text = text_of(bulletin(facts(snapshot)))
    assert "报送时说明：两个大项目用地未落实，资金未到位。" in text
    assert "签约项目用地指标有缺口（WT-2025-006，未销号）。" in text


def test_where_there_is_nothing_it_says_so(registry: Path) -> None:
    calm = text_of(bulletin(facts(snapshot_of(registry, day=date(2023, 1, 1)))))
    assert "（一）落后于序时进度的事项\n没有。\n（二）没有报送的事项\n没有。\n三、原因" in calm.replace("\n\n", "\n")
    assert "下一步工作\n尚未启动的" in calm
    told = facts(snapshot_of(registry, day=date(2024, 3, 1)))
    late = text_of(bulletin(told))
    assert f"已经逾期的{told['total']}个事项" in late
    assert "平稳" not in late
    assert "进展正常" not in late


def test_a_green_light_is_nowhere_called_behind_and_other_risks_say_what_they_are(snapshot: Snapshot) -> None:
    told = facts(snapshot)
    assert {each["light"] for each in told["below"]} <= {"红", "黄"}
    found = opened(bulletin(told))
    risky = [[cell.text for cell in row.cells] for row in found.tables[3].rows]
    assert risky[0] == ["编号", "事项", "牵头单位", "为什么", "理由", "灯"]
    why = {row[0]: row[3] for row in risky[1:]}
    assert why == {each["id"]: "、".join(each["why"]) for each in told["risky"]}
    assert why["4-2"] == "预测达不到"


def test_the_annex_counts_what_a_unit_leads_and_what_it_joins_apart(snapshot: Snapshot) -> None:
    annex = [[cell.text for cell in row.cells] for row in opened(bulletin(facts(snapshot))).tables[-1].rows]
    assert annex[0] == ["责任单位", "牵头", "占比", "红", "黄", "蓝", "绿", "灰", "有风险", "参与"]
    (finance,) = (row for row in annex if row[0] == "区财政局")
    assert finance[1:9] == ["0", "0.0%", "0", "0", "0", "0", "0", "0"]
    assert int(finance[9]) > 0


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
    told["document"] = {**told["document"], "title": "甲\x00\x0b\ud800\uffff\u202e乙\n丙\t丁"}
    assert "《甲     乙 丙 丁》" in text_of(bulletin(told))


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
    assert properties.author == snapshot.documents[0]["issuer"]
    assert properties.created.date() == properties.modified.date() == snapshot.as_of


@pytest.mark.parametrize("issuer", ["{{ 7*7 }}", "{{ nothing }}", "{% for", "甲\x00乙\ud800", "长" * 300])
def test_the_name_of_the_issuer_is_no_template(snapshot: Snapshot, issuer: str) -> None:
    """The library fills the properties of a document as it does its text."""
    told = facts(snapshot)
    told["document"] = {**told["document"], "issuer": issuer}
    assert opened(bulletin(told)).core_properties.author == clean(issuer, 255)


@pytest.mark.parametrize(
    "source", ["{{ ''.__class__.__mro__ }}", "{{ lipsum.__globals__ }}", "{{ nothing }}", "{% for x in %}", "{{ 1/0 }}"]
)
def test_a_template_cannot_reach_out(source: str, snapshot: Snapshot) -> None:
    with pytest.raises(BadTemplate, match=r"^模板"):
        bulletin(facts(snapshot), of_ones_own(source))


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
