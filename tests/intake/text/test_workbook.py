"""Ledgers in workbooks: any order of columns, merged cells, several sheets; dcgd's own comes back."""

from collections.abc import Iterable
from datetime import date
from io import BytesIO

import pytest
from openpyxl import Workbook

from dcgd.errors import Unreadable
from dcgd.intake.draft.drafting import Drafted, drafted
from dcgd.intake.text.bundle import File
from dcgd.intake.text.workbook import is_workbook, read_workbook
from word_documents import paragraph, word

LEDGER = (
    ("云溪区2026年重点工作台账",),
    ("完成时限", "责任单位", "任务内容", "序号", "配合部门"),
    ("6月底前", "区交通局", "修路。新建道路5公里。", 1, "/"),
    (date(2026, 9, 30), "区水利局", "清淤。清淤河道3条。", 2, "区财政局"),
)


def book(*sheets: Iterable[Iterable[object]], merge: str = "") -> bytes:
    made = Workbook()
    made.remove(made.worksheets[0])
    for at, rows in enumerate(sheets):
        sheet = made.create_sheet(f"表{at + 1}")
        for row in rows:
            sheet.append(list(row))
        if merge:
            sheet.merge_cells(merge)
    out = BytesIO()
    made.save(out)
    return out.getvalue()


def ledger(*sheets: Iterable[Iterable[object]], merge: str = "") -> Drafted:
    return drafted([File("台账.xlsx", book(*sheets, merge=merge))], 2000)


def test_a_ledger_is_read_whatever_the_order_of_its_columns() -> None:
    made = ledger(LEDGER)
    road, river = made.draft.tasks()

    assert (made.form, made.draft.document.start) == ("xlsx", date(2026, 1, 1))
    assert (road.text, road.leads, road.participants, road.due) == (
        "修路。新建道路5公里。",
        ("区交通局",),
        (),
        date(2026, 6, 30),
    )
    assert (river.leads, river.participants, river.due) == (("区水利局",), ("区财政局",), date(2026, 9, 30))
    assert [str(target.value) for target in (*road.targets, *river.targets)] == ["5", "3"]


def test_a_cell_merged_downwards_holds_in_each_row() -> None:
    rows = [list(row) for row in LEDGER]
    rows[3][1] = None
    made = ledger(rows, merge="B3:B4")

    assert [task.leads for task in made.draft.tasks()] == [("区交通局",), ("区交通局",)]


def test_sheets_that_repeat_or_hold_no_tasks_are_counted() -> None:
    made = ledger(LEDGER, LEDGER[1:], (("填写说明",), ("一、本表按月填。",)))

    assert len(list(made.draft.tasks())) == 2
    assert list(map(str, made.unread)) == ["与前面重复的工作表 1 处（“表2”）", "没有任务的工作表 1 处（“表3”）"]


def test_a_second_sheet_with_tasks_of_its_own_is_read_too() -> None:
    other = (*LEDGER[:2], ("年底前", "区林业局", "植树。植树2万棵。", 1, "无"))

    assert [task.title for task in ledger(LEDGER, other).draft.tasks()] == ["修路", "清淤", "植树"]


def test_shares_are_read_as_they_are_shown() -> None:
    made = Workbook()
    sheet = made.worksheets[0]
    for row in (("任务", "目标值", "责任单位"), ("提高污水处理率", 0.95, "区水利局")):
        sheet.append(row)
    sheet["B2"].number_format = "0%"
    out = BytesIO()
    made.save(out)

    assert read_workbook(out.getvalue())[0].split("\n")[1] == "提高污水处理率\t95%\t区水利局"


OWN = (
    ("2026年重点工作任务台账",),
    ("序号", "重点任务", "目标、成果", "年度目标", "牵头单位", "配合单位", "完成时限", "截至9月底进展", "完成率"),
    ("一、交通（2项）",),
    (1, "1. 改善道路", "新建道路", "5公里以上", "区交通局\n区住建局", "区财政局", date(2026, 6, 30), "已建3公里", 0.6),
    (2, "1. 改善道路", "出台管理办法", "完成", "区交通局\n区住建局", "区财政局", date(2026, 3, 31), "已完成", 1),
    (3, "2. 开通公交", "12345热线办结率", "90%以上", "区交通局", "", date(2026, 12, 31), "", 0),
)


def test_the_ledger_that_dcgd_writes_comes_back() -> None:
    made = ledger(OWN)
    road, bus = made.draft.tasks()

    assert [section.title for section in made.draft.sections] == ["交通"]
    assert (road.title, road.leads, road.participants) == ("改善道路", ("区交通局", "区住建局"), ("区财政局",))
    assert [(str(target.value), target.unit_measure, target.due) for target in road.targets] == [
        ("5", "公里", date(2026, 6, 30))
    ]
    assert [(item.title, item.due) for item in road.milestones] == [("出台管理办法", date(2026, 3, 31))]
    assert [f"{target.value}{target.unit_measure}" for target in bus.targets] == ["90%"]
    assert [str(kind) for kind in made.unread] == ["其余各列（进展、完成率、状态等） 1 处（“表1”）"]


def test_what_is_no_workbook_is_told() -> None:
    assert not is_workbook(word(paragraph("一、工业")))
    assert not is_workbook(b"PK\x03\x04 broken")
    with pytest.raises(Unreadable, match="读不了这个工作簿"):
        read_workbook(b"PK\x03\x04 broken")
    with pytest.raises(Unreadable, match="工作簿里没有一张表"):
        drafted([File("a.xlsx", book((("说明",),)))], 2026)


INDICATORS = (
    ("序号", "指标名称", "计量单位", "2025年完成", "2026年目标", "牵头部门"),
    (1, "地区生产总值增速", "%", 5.8, 6, "区发展改革委"),
    (2, "新增专利授权", "件", 1850, "2000以上", "区市场监管局"),
    (3, "森林覆盖率", "%", 40, "按市里下达", "区林业局"),
)


def test_what_stands_in_several_sheets_are_several_sections() -> None:
    read = ledger(LEDGER, INDICATORS)

    assert [(section.title, len(section.tasks)) for section in read.draft.sections] == [("表1", 2), ("表2", 3)]
    assert read.draft.document.title == "云溪区2026年重点工作台账"


def test_a_column_of_measures_says_what_bare_numbers_measure() -> None:
    rate, patents, forest = ledger(INDICATORS).draft.tasks()

    assert [
        (int(target.value), target.unit_measure, target.indicator) for target in (*rate.targets, *patents.targets)
    ] == [
        (6, "%", "地区生产总值增速"),
        (2000, "件", "新增专利授权"),
    ]
    assert (rate.leads, rate.note) == (("区发展改革委",), "2025年完成：5.8")
    assert forest.targets == ()


def test_a_column_called_unit_is_of_measures_where_another_one_names_the_units() -> None:
    (task,) = ledger(
        (("指标", "单位", "2026年目标", "责任单位"), ("高新技术企业", "家", 240, "区科技局"))
    ).draft.tasks()
    assert task.leads == ("区科技局",)
    assert [(int(target.value), target.unit_measure) for target in task.targets] == [(240, "家")]

    (task,) = ledger((("任务", "单位", "时限"), ("修路5公里", "区交通局", "6月底"))).draft.tasks()
    assert task.leads == ("区交通局",)


def test_how_far_it_is_is_no_text_of_a_task() -> None:
    header = ("序号", "整改措施", "责任单位", "整改情况")
    (task,) = ledger((header, (1, "改造管网3公里", "区水务局", "目前正在推进，已完成1.1公里"))).draft.tasks()

    assert task.text == "改造管网3公里"
    assert "整改情况" in (task.note or "")
