"""The sheet of a notice: one unit, one matter, all that the unit has to know, and room for its answer."""

import io
from datetime import date
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn

from dcgd.model import Level, Notice
from dcgd.publish.papers.facts import item_facts
from dcgd.publish.papers.notice import facts, sheet
from dcgd.publish.papers.render import OwnTemplate, house_template
from dcgd.publish.snapshot import Snapshot


def told(
    snapshot: Snapshot, item: str, level: Level = Level.YELLOW, reason: str = "低 21.7 个百分点"
) -> dict[str, Any]:
    (matter,) = (each for each in item_facts(snapshot) if each["id"] == item)
    notice = Notice(
        number="DB-2025-004",
        level=level,
        unit="区科学技术局",
        subject=item,
        issued=date(2025, 9, 30),
        reply_by=date(2025, 10, 7),
        reason=reason,
    )
    return facts(notice, matter, snapshot.documents[0])


def lines(data: bytes) -> dict[str, str]:
    (table,) = Document(io.BytesIO(data)).tables
    return {row.cells[0].text: row.cells[1].text for row in table.rows}


def test_it_says_who_what_how_far_why_and_until_when(snapshot: Snapshot) -> None:
    data = sheet(told(snapshot, "1-1"))
    found = lines(data)
    assert found["主送单位"] == "区科学技术局"
    assert found["督办事项"] == "目标 1-1：新增高新技术企业"
    assert found["所属任务"] == "1．壮大科技型企业群体"
    assert found["目标和时限"] == "15 家以上，2025-12-31前"
    assert found["当前进展"] == "8 家（2025-09-30报送）"
    assert found["督办事由"] == "低 21.7 个百分点"
    assert "2025年10月7日前书面回复" in found["回复要求"]
    assert [found[name] for name in ("原因", "下一步措施", "预计完成时间", "责任人、电话")] == [""] * 4
    title, head, *_ = (paragraph.text for paragraph in Document(io.BytesIO(data)).paragraphs)
    assert (title, head) == ("督办单（黄）", "编号：DB-2025-004　　签发日期：2025年9月30日")


def test_what_was_never_reported_says_so(snapshot: Snapshot) -> None:
    assert lines(sheet(told(snapshot, "14-2")))["当前进展"] == "未报送"


@pytest.mark.parametrize(("level", "warned"), [("蓝", True), ("黄", True), ("红", False)])
def test_only_what_can_still_escalate_warns_of_it(level: Level, warned: bool, snapshot: Snapshot) -> None:
    assert ("督办升级" in lines(sheet(told(snapshot, "1-1", level)))["回复要求"]) == warned


def test_the_same_notice_gives_the_same_bytes(snapshot: Snapshot) -> None:
    assert sheet(told(snapshot, "1-1")) == sheet(told(snapshot, "1-1"))


def test_nothing_in_the_data_is_live(snapshot: Snapshot, attacks: tuple[str, ...]) -> None:
    for attack in attacks:
        data = sheet(told(snapshot, "1-1", reason=attack))
        body = Document(io.BytesIO(data)).element.body
        names = ("fldSimple", "fldChar", "instrText", "hyperlink")
        assert not [each for name in names for each in body.iter(qn(f"w:{name}"))]
        assert " ".join(attack.split())[:900] in lines(data)["督办事由"]


def test_the_house_template_is_what_is_used(snapshot: Snapshot) -> None:
    known = told(snapshot, "1-1")
    assert lines(sheet(known, OwnTemplate(house_template("notice.docx")))) == lines(sheet(known))
