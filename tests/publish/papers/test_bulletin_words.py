"""What the bulletin says: the whole, who is late and why, who has to do what by when; blanks for what is not known."""

import io
import re
from datetime import date
from pathlib import Path
from typing import Any

from docx import Document

from dcgd.publish.papers.bulletin import Issue, bulletin
from dcgd.publish.papers.bulletin import bulletin_facts as facts
from dcgd.publish.papers.office import Imprint
from dcgd.publish.snapshot import Snapshot
from districts import EXAMPLE, snapshot_of


def opened(data: bytes) -> Any:
    return Document(io.BytesIO(data))


def text_of(data: bytes) -> str:
    found = opened(data)
    cells = [cell.text for table in found.tables for row in table.rows for cell in row.cells]
    return "\n".join([paragraph.text for paragraph in found.paragraphs] + cells)


def test_the_order_is_totals_problems_demands(snapshot: Snapshot) -> None:
    found = opened(bulletin(facts(snapshot)))
    headings = [each.text for each in found.paragraphs if each.style.name == "Heading 1"]
    assert headings == ["一、总体情况", "二、存在的问题", "三、下一步要求"]
    parts = [each.text for each in found.paragraphs if each.style.name == "Heading 2"]
    assert parts == ["（一）进展滞后事项", "（二）报送不及时", "（三）问题整改和督办回复"]


def test_the_title_says_whose_and_of_when_in_two_lines(snapshot: Snapshot) -> None:
    found = opened(bulletin(facts(snapshot)))
    titles = [each.text for each in found.paragraphs if each.style.name == "Title"]
    assert titles[:2] == ["关于2025年前三季度云汐区", "重点工作任务进展情况的通报"]


def test_what_is_not_known_is_room_to_write_in(snapshot: Snapshot) -> None:
    text = text_of(bulletin(facts(snapshot)))
    assert "\n第　　期\n" in text
    assert "云汐区政府督查室\t　　　　年　　月　　日" in text
    assert "电话：　　　　　　）" in text
    assert not re.search("—|None|（无）", text)


def test_an_issued_one_has_its_number_its_day_and_deadlines_from_that_day(snapshot: Snapshot) -> None:
    imprint = Imprint(number="第9期", dated=date(2025, 10, 16), phone="0000-0000099")
    text = text_of(bulletin(facts(snapshot, imprint)))
    assert "云汐区政府督查室\t2025年10月16日" in text
    assert "（联系人：钱某某；电话：0000-0000099）" in text
    assert "一是限期整改。区住建局、区教体局对红灯事项倒排工期、压实责任，于10月21日（星期二）前" in text
    assert "二是加快进度。区发改局、区科技局、区水利局、区环境分局、云汐经开区对黄灯事项" in text


def test_deadlines_of_one_without_a_day_pass_over_the_holidays_after_its_figures(snapshot: Snapshot) -> None:
    assert "于10月11日（星期六）前" in text_of(bulletin(facts(snapshot)))


def test_a_formal_head_shows_the_issuer_in_red_and_leaves_room_for_a_stamp(snapshot: Snapshot) -> None:
    told = {
        **facts(snapshot),
        "head": "document",
        "mark": "云汐区人民政府办公室文件",
        "small_mark": True,
        "stamped": True,
    }
    found = opened(bulletin(told))
    styles = [each.style.name for each in found.paragraphs]
    assert styles[0] == "小标志"
    assert styles.count("盖章") == 2
    assert "署名" not in styles


def test_the_counts_of_the_whole_add_up(snapshot: Snapshot) -> None:
    told = facts(snapshot)
    counts = re.findall(r"(\d+)项（占", told["overall"][0])
    assert sum(map(int, counts)) == told["total"] == 35
    assert told["overall"][0].startswith("17项重点任务细化为35项具体事项，")
    assert told["overall"][0].endswith("按灯色分，红灯2项、黄灯7项、蓝灯1项、绿灯24项，另有1项不亮灯。")


def test_red_and_yellow_are_named_worst_first_in_sentences_and_no_green_is(snapshot: Snapshot) -> None:
    told = facts(snapshot)
    named = told["problems"][0]["paragraphs"]
    second = "完成年度目标（30个）的36.7%，欠序时进度38.3个百分点。"
    third = "已新增8家，完成年度目标（15家以上）的53.3%，欠序时进度21.7个百分点。"
    assert named[:3] == [
        "1．红灯：完成云汐第三中学建设（区教体局）：应于8月底前完成，已逾期30天，目前完成95.0%。",
        f"2．红灯：创建垃圾分类示范小区（区住建局）：已完成11个，{second}牵头单位说明：创建标准提高，验收后移。",
        f"3．黄灯：新增高新技术企业（区科技局）：{third}牵头单位说明：第二批认定公示1家，第三批6家待公示。",
    ]
    assert named[5] == "以上5项中，有1项报送时未说明原因。逾期后完成的有：水闸安全鉴定（区水利局）。"
    green = [each["title"] for each in told["matters"] if each["light"] == "绿"]
    text = text_of(bulletin({**told, "overall": []}))
    assert green
    assert not [title for title in green if title in text]


def test_of_many_ten_are_named_and_the_rest_is_in_the_annex(registry: Path) -> None:
    told = facts(snapshot_of(registry, day=date(2024, 3, 1)))
    (part, *_rest) = told["problems"]
    assert [each for each in part["paragraphs"] if each.startswith("11．")] == []
    assert "项见附件1。" in part["paragraphs"][10]
    assert sum(len(band["rows"]) for band in told["bands"]) > 10


def test_who_did_not_report_is_named_in_one_sentence(snapshot: Snapshot) -> None:
    (silent,) = facts(snapshot)["problems"][1]["paragraphs"]
    assert silent == "未按要求报送进展的有区住建局、区卫健局（2个单位，2项）。另有1项原文没有写明牵头单位。"


def test_problems_and_notices_past_their_day_are_told_by_unit(snapshot: Snapshot) -> None:
    (late,) = facts(snapshot)["problems"][2]["paragraphs"]
    assert late == "超过期限没有销号的问题1个：区民政局。超过期限没有回复的督办单1件：区住建局。"


def test_the_last_issue_is_compared_with(snapshot: Snapshot) -> None:
    before = Issue("第8期", snapshot_of(EXAMPLE, day=date(2025, 8, 31)))
    told = facts(snapshot, before=before)
    assert told["overall"][1].startswith("与上期（第8期，截至8月31日）相比，红灯")
    assert "与上期" not in "".join(facts(snapshot)["overall"])


def test_the_first_annex_has_the_red_then_the_yellow_as_many_as_it_says(snapshot: Snapshot) -> None:
    told = facts(snapshot)
    assert [(band["title"], len(band["rows"])) for band in told["bands"]] == [
        ("红灯事项（2项）", 2),
        ("黄灯事项（6项）", 6),
    ]
    assert told["left_out"] == "注：另有黄灯1项（强化督查落实）原文没有写明牵头单位，未列入本表。"
    rows = [[cell.text for cell in row.cells] for row in opened(bulletin(told)).tables[0].rows]
    assert rows[0] == ["序号", "事项", "牵头单位", "年度目标及时限", "截至9月底\n进展", "欠序时\n（百分点）"]
    assert rows[5] == ["3", "新增高新技术企业", "区科技局", "15家以上，12月底", "8家", "21.7"]
    assert not [cell for row in rows for cell in row if re.search(r"\d-\d|\d-m\d|2025-", cell)], (
        "neither ids nor ISO dates"
    )


def test_where_all_is_well_nothing_is_called_a_problem(registry: Path) -> None:
    calm = text_of(bulletin(facts(snapshot_of(registry, day=date(2023, 1, 1)))))
    assert "存在的问题" not in calm
    assert "二、下一步要求\n持续推进。" in calm
    assert "附件：各责任单位牵头事项情况" in calm


def test_a_unit_that_leads_nothing_is_not_in_the_second_annex(snapshot: Snapshot) -> None:
    rows = [[cell.text for cell in row.cells] for row in opened(bulletin(facts(snapshot))).tables[-1].rows]
    assert "区财政局" not in [row[1] for row in rows]
    assert [row[1] for row in rows[1:4]] == ["区发改局", "区科技局", "区工信局"], "in the order of units.yaml"
