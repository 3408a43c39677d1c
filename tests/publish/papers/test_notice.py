"""The sheet of a notice: one unit, one matter, all that the unit has to know, and room for its answer."""

import io
import re
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn

from dcgd.model import Level, Notice
from dcgd.publish.papers.notice import notice_facts, sheet
from dcgd.publish.papers.office import Imprint
from dcgd.publish.papers.render import OwnTemplate, house_template
from dcgd.publish.snapshot import Snapshot


def told(
    snapshot: Snapshot, item: str, level: Level = Level.YELLOW, reason: str = "", number: str = ""
) -> dict[str, Any]:
    """The facts of a notice on an item; a `reason` that is not given is the one the program would record."""
    (judged,) = (judged for judged in snapshot.items if judged.item.id == item)
    notice = Notice(
        number="DB-2025-004",
        level=level,
        unit=judged.lead_units[0],
        subject=item,
        issued=date(2025, 9, 30),
        reply_by=date(2025, 10, 13),
        reason=reason or "；".join(judged.verdict.reasons),
    )
    return notice_facts(replace(snapshot, items=[judged]), notice, Imprint(number=number, phone="0000-0000099"))


def lines(data: bytes) -> dict[str, str]:
    """What stands behind each label of both sheets."""
    rows = [[cell.text for cell in row.cells] for table in Document(io.BytesIO(data)).tables for row in table.rows]
    return {label: text for row in rows for label, text in (row[:2], row[2:])}


def paragraphs(data: bytes) -> list[str]:
    return [paragraph.text for paragraph in Document(io.BytesIO(data)).paragraphs]


def test_it_says_who_what_how_far_why_and_until_when(snapshot: Snapshot) -> None:
    found = lines(sheet(told(snapshot, "1-1")))
    assert (found["主办单位"], found["协办单位"]) == ("区科学技术局", "区财政局")
    assert (found["责任领导"], found["责任人"]) == ("副区长周某某", "局长郑某某")
    assert found["督办事项"] == "新增高新技术企业"
    assert found["任务来源"].endswith("（云汐政办字〔2025〕3号）第1项“壮大科技型企业群体”")
    assert found["目标要求"] == "新增高新技术企业15家以上。"
    assert (found["办结时限"], found["回复时限"]) == ("2025年12月31日", "2025年10月13日")
    assert found["目前进展"] == "已新增8家，完成年度目标（15家以上）的53.3%（9月30日报送）。"
    assert found["督办原因"] == "欠序时进度21.7个百分点。"
    assert "于10月13日（星期一）前将未达进度的原因、下一步措施和预计办结时间书面报区政府督查室。" in found["办理要求"]
    assert (found["督办联系人"], found["电　　话"]) == ("钱某某", "")
    assert found["抄　　送"] == "副区长周某某"


def test_its_head_names_the_colour_and_its_number_or_leaves_room_for_it(snapshot: Snapshot) -> None:
    numbered = paragraphs(sheet(told(snapshot, "1-1", number="云督办〔2025〕4号")))
    assert numbered[:3] == [
        "云汐区政府督查室",
        "黄色督办单",
        "编号：云督办〔2025〕4号\t签发人：　　　　\t签发日期：2025年9月30日",
    ]
    assert "编号：云督办〔2025〕　　号" in paragraphs(sheet(told(snapshot, "1-1")))[2]
    assert not re.search("DB-|1-1|—|None", "".join((*numbered, *lines(sheet(told(snapshot, "1-1"))).values())))


def test_the_answer_is_a_sheet_of_its_own_to_be_filled_and_judged(snapshot: Snapshot) -> None:
    data = sheet(told(snapshot, "1-1", number="云督办〔2025〕4号"))
    found = lines(data)
    blank = (
        "进展情况",
        "未达进度\n的原因",
        "下一步措施\n及时间节点",
        "预计办结\n时间",
        "需协调解决\n的问题",
        "佐证材料\n清单",
    )
    assert [found[name] for name in (*blank, "经办人", "主要负责人\n签字、盖章", "审核人")] == [""] * 9
    assert found["督办单编号"] == "云督办〔2025〕4号"
    assert found["审核意见"] == "□同意办结　□继续办理　□退回重办　□建议通报"
    section = Document(io.BytesIO(data)).sections[0]
    assert not list(section.footer._element.iter(qn("w:instrText"))), "a form of one page has no page number"


def test_of_several_leads_the_others_stand_beside_and_the_one_responsible_is_its_own(snapshot: Snapshot) -> None:
    found = lines(sheet(told(snapshot, "6-1")))
    assert found["协办单位"] == "云汐经开区（共同牵头）"
    assert found["责任人"] == "局长王某某"


def test_what_was_never_reported_says_so(snapshot: Snapshot) -> None:
    found = lines(sheet(told(snapshot, "14-2")))
    assert (found["目前进展"], found["督办原因"]) == ("尚未报送进展。", "未按要求报送进展。")


def test_what_a_person_wrote_as_the_reason_is_kept_with_days_as_people_read_them(snapshot: Snapshot) -> None:
    found = lines(sheet(told(snapshot, "1-1", reason="时限 2025-05-31 已过，完成 9/12 座")))
    assert found["督办原因"] == "时限2025年5月31日已过，完成9/12座。"


def test_a_second_one_says_that_the_first_had_no_reply(snapshot: Snapshot) -> None:
    (judged,) = (judged for judged in snapshot.items if judged.item.id == "1-1")
    again = "；".join((*judged.verdict.reasons, "DB-2025-001（黄）应于 2025-06-10 前回复而未回复，升级"))
    found = lines(sheet(told(snapshot, "1-1", reason=again)))
    assert found["督办原因"] == "欠序时进度21.7个百分点。上一张督办单到期没有回复。"


@pytest.mark.parametrize(("level", "warned"), [("蓝", True), ("黄", True), ("红", False)])
def test_only_what_can_still_escalate_warns_of_it(level: Level, warned: bool, snapshot: Snapshot) -> None:
    assert ("督办升级" in lines(sheet(told(snapshot, "1-1", level)))["办理要求"]) == warned


def test_the_same_notice_gives_the_same_bytes(snapshot: Snapshot) -> None:
    assert sheet(told(snapshot, "1-1")) == sheet(told(snapshot, "1-1"))


def test_nothing_in_the_data_is_live(snapshot: Snapshot, attacks: tuple[str, ...]) -> None:
    for attack in attacks:
        data = sheet(told(snapshot, "1-1", reason=attack))
        body = Document(io.BytesIO(data)).element.body
        names = ("fldSimple", "fldChar", "instrText", "hyperlink")
        assert not [each for name in names for each in body.iter(qn(f"w:{name}"))]
        assert " ".join(attack.split())[:900] in lines(data)["督办原因"]


def test_the_house_template_is_what_is_used(snapshot: Snapshot) -> None:
    known = told(snapshot, "1-1")
    assert lines(sheet(known, OwnTemplate(house_template("notice.docx")))) == lines(sheet(known))
