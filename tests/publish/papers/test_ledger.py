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
    "序号", "章节", "重点任务", "目标", "目标值", "牵头单位", "参与单位", "完成时限", "当前进展", "完成率", "序时进度",
    "差距\n(百分点)", "状态灯", "存在问题", "更新日期",
]  # fmt: skip


def opened(data: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(data))


def rows(sheet: Any) -> list[dict[str, Any]]:
    head = [cell.value for cell in sheet[2]]
    return [dict(zip(head, (cell.value for cell in row), strict=True)) for row in sheet.iter_rows(min_row=3)]


@pytest.fixture
def opened_ledger(snapshot: Snapshot) -> Any:
    return opened(ledger(facts(snapshot)))


def test_the_columns_are_those_of_the_office(opened_ledger: Any) -> None:
    assert opened_ledger.sheetnames == ["工作台账", "汇总"]
    assert [cell.value for cell in opened_ledger["工作台账"][2]] == HEAD
    assert opened_ledger["工作台账"]["A1"].value == "重点工作任务台账（截至2025年9月30日）"


def test_a_row_says_what_the_verdict_says(opened_ledger: Any) -> None:
    row = next(row for row in rows(opened_ledger["工作台账"]) if row["目标"] == "1-1 新增高新技术企业")
    assert (row["章节"], row["重点任务"]) == ("一、强化创新驱动", "1. 壮大科技型企业群体")
    assert (row["目标值"], row["牵头单位"], row["参与单位"]) == ("15 家以上", "区科学技术局", "区财政局")
    assert row["当前进展"] == "8 家。第二批认定公示 1 家，第三批 6 家待公示"
    assert (row["完成率"], row["序时进度"], row["差距\n(百分点)"]) == (pytest.approx(0.533), 0.75, 21.7)
    assert row["状态灯"] == "黄 滞后"
    assert (row["完成时限"], row["更新日期"]) == (datetime(2025, 12, 31), datetime(2025, 9, 30))
    assert row["存在问题"].startswith("按最近 9 ")


def test_every_item_is_there_in_order(opened_ledger: Any, snapshot: Snapshot) -> None:
    found = rows(opened_ledger["工作台账"])
    assert [row["序号"] for row in found] == list(range(1, len(snapshot.items) + 1))
    assert [row["状态灯"].split()[0] for row in found] == [entry.verdict.light for entry in snapshot.items]


def test_numbers_dates_and_shares_are_numbers_dates_and_shares(opened_ledger: Any) -> None:
    row = opened_ledger["工作台账"][3]
    assert [cell.number_format for cell in row[7:12]] == ["yyyy-mm-dd", "General", "0.0%", "0.0%", "0.0"]


def test_it_is_set_up_for_reading_and_for_printing(opened_ledger: Any, snapshot: Snapshot) -> None:
    sheet = opened_ledger["工作台账"]
    assert sheet.freeze_panes == "D3"
    assert sheet.auto_filter.ref == f"A2:O{len(snapshot.items) + 2}"
    assert sheet.print_title_rows == "$1:$2"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert (sheet.sheet_properties.pageSetUpPr.fitToPage, sheet.page_setup.fitToHeight) == (True, 0)
    assert all(cell.alignment.wrap_text for cell in sheet[3])


def test_a_light_is_told_without_colour(opened_ledger: Any) -> None:
    """By its word, by how dark its fill is, and by the fill's pattern."""
    fills = {}
    for row in opened_ledger["工作台账"].iter_rows(min_row=3):
        word, fill = row[12].value.split()[0], row[12].fill
        fills[word] = (fill.fill_type, fill.fgColor.rgb, fill.bgColor.rgb)
    assert set(fills) == set(LIGHTS_WORST_FIRST)
    assert len(set(fills.values())) == len(LIGHTS_WORST_FIRST)
    assert len({fill[0] for fill in fills.values()}) >= 4


def test_the_totals_are_those_of_the_facts(opened_ledger: Any, snapshot: Snapshot) -> None:
    told = facts(snapshot)
    lines = {row[0].value: [cell.value for cell in row[1:]] for row in opened_ledger["汇总"].iter_rows(min_row=2)}
    assert lines["全部"][:2] == [told["total"], 1]
    assert lines["全部"][2:7] == [each["count"] for each in told["lights"]]
    for each in (*told["sections"], *told["units"]):
        assert lines[each["name"]] == [
            each["total"],
            pytest.approx(float(each["percent"]) / 100),
            *each["lights"].values(),
            each["at_risk"],
            each["participates"] if each in told["units"] else None,
        ]
    assert len(opened_ledger["汇总"]._charts) == 1


def test_it_says_whose_it_is(opened_ledger: Any) -> None:
    assert opened_ledger.properties.title == "重点工作任务台账（截至2025年9月30日）"
    assert opened_ledger.properties.creator == "示例市云汐区人民政府办公室"
    assert opened_ledger.properties.created == datetime(2025, 9, 30)


def test_the_same_facts_give_the_same_bytes(snapshot: Snapshot) -> None:
    assert ledger(facts(snapshot)) == ledger(facts(snapshot))


def test_nothing_in_the_data_is_a_formula_or_a_link(hostile: Snapshot, attacks: tuple[str, ...]) -> None:
    data = ledger(facts(hostile))
    for sheet in opened(data):
        assert not sheet._hyperlinks
        assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
    shown = {row["存在问题"] for row in rows(opened(data)["工作台账"])}
    assert any(text.startswith("=HYPERLINK") for text in shown)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            part = archive.read(name)
            etree.fromstring(part)
            assert not re.search(rb"<f>|<hyperlink|ExternalLink|oleObject", part)
        assert not any("vba" in name or "externalLink" in name for name in archive.namelist())


def test_no_row_is_higher_than_a_spreadsheet_can_show(hostile: Snapshot) -> None:
    sheet = opened(ledger(facts(hostile)))["工作台账"]
    heights = [sheet.row_dimensions[number].height for number in range(3, sheet.max_row + 1)]
    assert max(heights) <= 409
    longest = max((cell.value for row in sheet.iter_rows(min_row=3) for cell in row if cell.data_type == "s"), key=len)
    assert longest.endswith("…")
    assert len(longest) <= 1000


def test_several_registries_say_from_which_each_row_is(snapshot: Snapshot) -> None:
    documents = [{**snapshot.documents[0], "registry": name} for name in ("a", "b")]
    items = [replace(each, home=replace(each.home, registry="a")) for each in snapshot.items]
    told = facts(replace(snapshot, documents=documents, items=items))
    sheet = opened(ledger(told))["工作台账"]
    assert [cell.value for cell in sheet[2]] == ["文件", *HEAD]
    assert rows(sheet)[0]["文件"] == snapshot.documents[0]["number"]
