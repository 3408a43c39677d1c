"""The ledger as a spreadsheet program reads it."""

import io
import re
import zipfile
from dataclasses import replace
from datetime import datetime
from typing import Any

import openpyxl
import pytest
from lxml import etree

from dcgd.publish.papers.facts import facts
from dcgd.publish.papers.ledger import ledger
from dcgd.publish.snapshot import Snapshot
from dcgd.tracking.judging.rollup import LIGHTS_WORST_FIRST

HEAD = [
    "序号", "重点任务", "目标、成果", "年度目标", "牵头区领导", "牵头单位", "配合单位", "责任人", "完成时限",
    "本季度节点", "截至9月底进展", "完成率", "序时进度", "较序时（百分点）", "状态", "存在问题", "下一步措施", "备注",
]  # fmt: skip
SHEETS = ["总台账", "未达序时", "已完成", "指标分解", "各单位汇总", "各章节汇总", "填写说明"]


def opened(data: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(data))


def head(sheet: Any) -> list[str]:
    return ["".join(cell.value.split()) for cell in sheet[3]]


def rows(sheet: Any) -> list[dict[str, Any]]:
    """The rows of the items; a merged cell stands in the first row of its task alone."""
    titles = head(sheet)
    there = (dict(zip(titles, (cell.value for cell in row), strict=True)) for row in sheet.iter_rows(min_row=4))
    return [row for row in there if isinstance(row["序号"], int)]


def titles(found: list[dict[str, Any]]) -> list[str]:
    return ["".join(row["目标、成果"].split()) for row in found]


@pytest.fixture
def opened_ledger(snapshot: Snapshot) -> Any:
    return opened(ledger(snapshot))


def test_the_columns_are_those_of_the_office(opened_ledger: Any) -> None:
    sheet = opened_ledger["总台账"]
    assert opened_ledger.sheetnames == SHEETS
    assert head(sheet) == HEAD
    assert sheet["A1"].value == "2025年重点工作任务台账"
    assert [cell.value for cell in sheet[2] if cell.value] == ["编制单位：云汐区政府督查室", "截至2025年9月30日"]


def test_each_share_of_a_target_has_a_row_beside_the_items(opened_ledger: Any) -> None:
    shares = rows(opened_ledger["指标分解"])
    assert [row["牵头单位"] for row in shares] == ["柳园街道", "北山镇", "云汐经开区"]
    assert [row["年度目标"] for row in shares] == ["80张", "70张", "50张"]
    assert all(row["截至9月底进展"] for row in shares)
    assert len(rows(opened_ledger["总台账"])) == 35


def test_a_row_says_what_the_verdict_says(opened_ledger: Any) -> None:
    row = next(row for row in rows(opened_ledger["总台账"]) if row["目标、成果"] == "新增高新技术企业")
    assert row["重点任务"] == "1. 壮大科技型企业群体"
    assert (row["年度目标"], row["牵头单位"], row["配合单位"]) == ("15家以上", "区科技局", "区财政局")
    assert (row["牵头区领导"], row["责任人"]) == ("周某某", "郑某某")
    assert "".join(row["截至9月底进展"].split()) == "8家第二批认定公示1家，第三批6家待公示"
    assert (row["完成率"], row["序时进度"], row["较序时（百分点）"]) == (pytest.approx(0.533), 0.75, 21.7)
    assert row["状态"] == "黄\n滞后"
    assert row["完成时限"] == datetime(2025, 12, 31)


def test_what_is_ahead_reads_as_ahead_and_all_has_no_decimals(opened_ledger: Any) -> None:
    sheet = opened_ledger["总台账"]
    cells = dict(zip(head(sheet), sheet[5], strict=True))
    assert cells["较序时（百分点）"].number_format == '"欠"0.0;"超"0.0;"持平"'
    assert cells["完成率"].number_format == "[=1]0%;[=0]0%;0.0%"
    assert cells["完成时限"].number_format == "yyyy.m.d"


def test_difficulties_are_what_units_and_problems_say_never_a_forecast(snapshot: Snapshot) -> None:
    sheet = opened(ledger(snapshot))["总台账"]
    told = {"".join(row["存在问题"].split()) for row in rows(sheet) if row["存在问题"]}
    assert "两个大项目用地未落实，资金未到位；签约项目用地指标有缺口（未销号）" in told
    assert not any("按最近" in text or "WT-" in text for text in told)
    item = replace(
        snapshot.items[0], reports=tuple(replace(report, difficulty="缺资金") for report in snapshot.items[0].reports)
    )
    said = rows(opened(ledger(replace(snapshot, items=[item])))["总台账"])
    assert [row["存在问题"] for row in said] == ["缺资金"]


def test_a_deliverable_has_no_goal_of_100_per_cent_and_is_told_as_done(opened_ledger: Any) -> None:
    row = next(row for row in rows(opened_ledger["总台账"]) if row["目标、成果"] == "建立高新技术企业培育库")
    assert row["年度目标"] == "完成"
    assert row["截至9月底进展"].startswith("已完成\n")
    assert row["完成率"] is None


def test_an_extension_stands_in_the_remarks_and_a_checkpoint_of_the_quarter_beside_the_date(opened_ledger: Any) -> None:
    said = {row["目标、成果"]: row for row in rows(opened_ledger["总台账"])}
    note = "".join(said["建成新材料中试基地"]["备注"].split())
    assert note == "经区政府第52次常务会议批准延期至2026.6.30（原2025.12.31）"
    assert said["技术改造投资"]["本季度节点"] == "20亿元\n2025.9.30"


def test_every_item_is_there_in_order(opened_ledger: Any, snapshot: Snapshot) -> None:
    found = rows(opened_ledger["总台账"])
    assert [row["序号"] for row in found] == list(range(1, len(snapshot.items) + 1))
    assert [row["状态"].split()[0] for row in found] == [entry.verdict.light for entry in snapshot.items]


def test_what_lags_and_what_is_done_have_sheets_of_their_own(opened_ledger: Any, snapshot: Snapshot) -> None:
    late, done = (rows(opened_ledger[name]) for name in ("未达序时", "已完成"))
    assert titles(late) == [row["title"] for row in facts(snapshot)["below"]]
    assert all(row["重点任务"] and row["牵头单位"] for row in late), "each can be handed over by itself"
    assert titles(done) == [entry.item.title for entry in snapshot.items if entry.verdict.status.is_done]


def test_a_task_and_its_units_are_merged_and_a_section_is_a_band(opened_ledger: Any) -> None:
    sheet = opened_ledger["总台账"]
    assert sheet["A4"].value == "一、强化创新驱动（8项）"
    merges = {str(area) for area in sheet.merged_cells.ranges}
    assert {"A4:R4", "B5:B7", "E5:E7", "F5:F7", "G5:G7", "H5:H7"} <= merges
    assert sheet["B5"].alignment.vertical == "top", "no end of a page cuts through it"


def test_it_is_set_up_for_reading_and_for_printing(opened_ledger: Any) -> None:
    for name in SHEETS[:4]:
        sheet = opened_ledger[name]
        assert sheet.print_title_rows == "$1:$3"
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 8), "A3"
        assert (sheet.sheet_properties.pageSetUpPr.fitToPage, sheet.page_setup.fitToHeight) == (True, 0)
        assert sheet.oddFooter.center.text == "第 &P 页，共 &N 页"
        assert all(cell.alignment.wrap_text for cell in sheet[5])
        border = sheet["A3"].border.left
        assert (border.style, border.color.auto) == ("thin", True), "black, as text is"
    assert opened_ledger["总台账"].freeze_panes == "D4"
    assert {opened_ledger[name].page_setup.paperSize for name in SHEETS[4:]} == {9}


def test_a_light_is_told_without_colour(opened_ledger: Any) -> None:
    """By its word, by how dark its fill is, and by the fill's pattern."""
    sheet = opened_ledger["总台账"]
    at = head(sheet).index("状态")
    fills = {}
    for row in sheet.iter_rows(min_row=4):
        if isinstance(row[0].value, int):
            fill = row[at].fill
            fills[row[at].value.split()[0]] = (fill.fill_type, fill.fgColor.rgb, fill.bgColor.rgb)
    assert set(fills) == set(LIGHTS_WORST_FIRST)
    assert len(set(fills.values())) == len(LIGHTS_WORST_FIRST)
    assert len({fill[0] for fill in fills.values()}) >= 4


def test_the_totals_are_those_of_the_facts(opened_ledger: Any, snapshot: Snapshot) -> None:
    told = facts(snapshot)
    units, sections = (
        {row[name].value: [cell.value for cell in row[name + 1 :]] for row in opened_ledger[title].iter_rows(min_row=4)}
        for name, title in ((1, "各单位汇总"), (0, "各章节汇总"))
    )
    whole = sections["全部"]
    assert whole[:2] == [told["total"], 1]
    assert whole[2:7] == [each["count"] for each in told["lights"]]
    for each in told["sections"]:
        shown = [each["total"], pytest.approx(float(each["percent"]) / 100), *each["lights"].values(), each["at_risk"]]
        assert sections[each["name"]] == shown
    shorts = {unit: short for (_document, unit), short in snapshot.shorts.items()}
    for each in told["units"]:
        total, _done, *rest = units[shorts[each["name"]]]
        assert total == each["total"]
        assert rest == [*each["lights"].values(), each["at_risk"], each["participates"]]
    assert units["区科技局"][1] == 2, "done"
    assert len(opened_ledger["各章节汇总"]._charts) == 1


def test_it_says_whose_it_is(opened_ledger: Any) -> None:
    assert opened_ledger.properties.title == "重点工作任务台账（截至2025年9月30日）"
    assert opened_ledger.properties.creator == "示例市云汐区人民政府办公室"
    assert opened_ledger.properties.created == datetime(2025, 9, 30)


def test_the_same_snapshot_gives_the_same_bytes(snapshot: Snapshot) -> None:
    assert ledger(snapshot) == ledger(snapshot)


def test_nothing_in_the_data_is_a_formula_or_a_link(hostile: Snapshot, attacks: tuple[str, ...]) -> None:
    data = ledger(hostile)
    for sheet in opened(data):
        assert not sheet._hyperlinks
        assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
    shown = {row["截至9月底进展"] or "" for row in rows(opened(data)["总台账"])}
    assert any("=HYPERLINK" in text for text in shown)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            part = archive.read(name)
            etree.fromstring(part)
            assert not re.search(rb"<f>|<hyperlink|ExternalLink|oleObject", part)
        assert not any("vba" in name or "externalLink" in name for name in archive.namelist())


def test_no_row_is_higher_than_a_spreadsheet_can_show(hostile: Snapshot) -> None:
    sheet = opened(ledger(hostile))["总台账"]
    heights = [sheet.row_dimensions[number].height for number in range(3, sheet.max_row + 1)]
    assert max(heights) <= 409
    longest = max((cell.value for row in sheet.iter_rows(min_row=3) for cell in row if cell.data_type == "s"), key=len)
    assert longest.endswith("…")
    assert len(longest) <= 1000


def test_what_is_narrowed_says_to_what(snapshot: Snapshot) -> None:
    told = opened(ledger(replace(snapshot, scope="单位区水利局")))["总台账"]["A2"].value
    assert told.endswith("　只含单位区水利局")


def test_several_registries_say_from_which_each_row_is(snapshot: Snapshot) -> None:
    documents = [{**snapshot.documents[0], "registry": name} for name in ("a", "b")]
    items = [replace(each, home=replace(each.home, registry="a")) for each in snapshot.items]
    sheet = opened(ledger(replace(snapshot, documents=documents, items=items)))["总台账"]
    assert head(sheet)[:3] == ["序号", "文件", "重点任务"]
    assert "".join(rows(sheet)[0]["文件"].split()) == snapshot.documents[0]["number"]
