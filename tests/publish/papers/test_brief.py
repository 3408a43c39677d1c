"""The brief: one leader, one page, his field alone; a finding, what to see to, who should do what by when."""

import io
import re
from datetime import date
from typing import Any

import pytest
from docx import Document

from dcgd.publish.papers.brief import addressed, brief, brief_facts, field_of, leaders
from dcgd.publish.papers.office import Imprint
from dcgd.publish.papers.render import OwnTemplate, house_template
from dcgd.publish.snapshot import Snapshot
from districts import EXAMPLE, snapshot_of

ISSUED = Imprint(number="督查专报第1期", dated=date(2025, 10, 16), phone="0000-0000099")


def told(snapshot: Snapshot, name: str, before: Snapshot | None = None) -> dict[str, Any]:
    (leader,) = (person for person in leaders(snapshot) if person[1] == name)
    return brief_facts(snapshot, leader, ISSUED, before)


def text_of(data: bytes) -> str:
    document = Document(io.BytesIO(data))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([paragraph.text for paragraph in document.paragraphs] + cells)


def test_every_leader_with_a_field_gets_one_in_standing_order(snapshot: Snapshot) -> None:
    assert [addressed(snapshot, leader) for leader in leaders(snapshot)] == [
        "区委常委、常务副区长李某某", "副区长周某某", "副区长吴某某", "副区长孙某某",
    ]  # fmt: skip


def test_it_holds_the_leaders_own_field_and_nothing_else(snapshot: Snapshot) -> None:
    (leader,) = (person for person in leaders(snapshot) if person[1] == "孙某某")
    mine = {judged.item.title for judged in field_of(snapshot, leader).items}
    others = {judged.item.title for judged in snapshot.items} - mine
    text = text_of(brief(told(snapshot, "孙某某")))
    assert mine
    assert not [title for title in others if title in text]


def test_the_title_is_the_finding_and_the_figures_add_up(snapshot: Snapshot) -> None:
    facts = told(snapshot, "吴某某")
    assert facts["title_lines"] == ["2025年前三季度分管的10项工作", "7项进展正常，3项需要关注"]
    whole, *parts = re.findall(r"(\d+)项", facts["conclusion"])
    assert sum(map(int, parts)) == int(whole) == 10


def test_what_needs_a_look_is_said_worst_first_with_its_gap(snapshot: Snapshot) -> None:
    rows = told(snapshot, "吴某某")["rows"]
    assert [(row["title"], row["progress"]) for row in rows] == [
        ("创建垃圾分类示范小区", "红灯，11个，欠38.3个百分点"),
        ("城市建成区黑臭水体", "黄灯，1处，未保持"),
        ("加装电梯", "黄灯，未报送"),
    ]


def test_it_advises_who_should_do_what_by_when_and_says_what_the_year_will_come_to(snapshot: Snapshot) -> None:
    outlook, advice = told(snapshot, "周某某")["advice"]
    assert outlook.startswith("按目前进度，新增高新技术企业全年约完成11家，缺口4家；")
    assert advice == "建议：请区发改局、区科技局、云汐经开区加大力度，于10月27日（星期一）前报送推进措施。"


def test_it_is_compared_with_the_last_issue(snapshot: Snapshot) -> None:
    before = snapshot_of(EXAMPLE, day=date(2025, 8, 31))
    assert "与上期相比，红灯" in told(snapshot, "周某某", before)["conclusion"]
    assert "与上期" not in told(snapshot, "周某某")["conclusion"]


def test_it_is_asked_to_be_read_and_names_no_id(snapshot: Snapshot) -> None:
    text = text_of(brief(told(snapshot, "周某某")))
    assert text.startswith("督查专报\n第1期\n")
    assert "报：副区长周某某" in text
    assert "以上情况，请阅示。（联系人：钱某某；电话：0000-0000099）" in text
    assert not re.search(r"1-1|6-1|DB-|WT-|—|None|2025-", text)


@pytest.mark.parametrize("name", ["李某某", "孙某某"])
def test_a_template_of_ones_own_gets_the_same_facts(snapshot: Snapshot, name: str) -> None:
    facts = told(snapshot, name)
    own = OwnTemplate(house_template("brief.docx"))
    assert text_of(brief(facts, own)) == text_of(brief(facts))
