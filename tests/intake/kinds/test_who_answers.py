"""Columns of a ledger as offices keep it, in Word and in a workbook: who answers, whom to ring, what is due when."""

from collections.abc import Callable, Sequence
from datetime import date
from io import BytesIO

import pytest
from openpyxl import Workbook

from dcgd.intake.draft.drafting import Drafted, draft, drafted
from dcgd.intake.draft.result import task_and_items
from dcgd.intake.text.bundle import File
from dcgd.model import Person
from word_documents import paragraph, row, table, word

TITLE = "云溪区2026年重点项目推进计划表"
HEADER = (
    "序号",
    "项目名称",
    "一季度",
    "二季度",
    "三季度",
    "四季度",
    "责任单位",
    "分管领导",
    "责任人",
    "联系人",
    "联系电话",
)
ROWS = (
    ("1", "新建公园5个", "完成选址", "开工", "2个", "5个", "区住建局", "副区长李某某", "张某某", "赵某", "13900000000"),
    ("2", "云溪小学扩建", "完成征地", "完成30%", "", "投用", "区教育局", "孙某", "局长周某", "区教育局钱某", "8412345"),
)


def in_word(rows: Sequence[Sequence[str]]) -> bytes:
    return word(paragraph(TITLE) + table(*(row(*cells) for cells in rows)))


def in_a_workbook(rows: Sequence[Sequence[str]]) -> bytes:
    made = Workbook()
    sheet = made.worksheets[0]
    sheet.append([TITLE])
    for cells in rows:
        sheet.append([int(cell) if cell.isdecimal() and len(cell) > 6 else cell for cell in cells])
    sheet.merge_cells("A1:K1")
    out = BytesIO()
    made.save(out)
    return out.getvalue()


@pytest.fixture(params=[(in_word, "表.docx"), (in_a_workbook, "表.xlsx")], ids=["word", "workbook"])
def read(request: pytest.FixtureRequest) -> Callable[..., Drafted]:
    made, name = request.param
    return lambda rows, header=HEADER: drafted([File(name, made((header, *rows)))], 2000)


def test_who_answers_and_what_is_due_stand_under_their_keys(read: Callable[..., Drafted]) -> None:
    first, second = read(ROWS).draft.tasks()

    assert (first.leaders, first.owner, first.contact) == (("李某某",), "张某某", "赵某")
    assert [f"{point.date:%m-%d} {point.wanted('个')}" for point in first.targets[0].checkpoints] == [
        "03-31 完成选址",
        "06-30 开工",
        "09-30 2个",
        "12-31 5个",
    ]
    points = [point for item in task_and_items(second) for point in item.checkpoints]
    assert [f"{point.date:%m-%d} {point.wanted()}" for point in points] == [
        "03-31 完成征地",
        "06-30 30%",
        "12-31 投用",
    ]
    assert [task.note for task in (first, second)] == [None, None]


def test_the_people_are_drafted_with_their_numbers_which_stand_nowhere_else(read: Callable[..., Drafted]) -> None:
    draft = read(ROWS).draft

    assert draft.people == (
        Person(name="李某某", post="副区长"),
        Person(name="孙某"),
        Person(name="张某某", unit="区住建局"),
        Person(name="赵某", unit="区住建局", phone="13900000000"),
        Person(name="周某", post="局长", unit="区教育局"),
        Person(name="钱某", unit="区教育局", phone="8412345"),
    )
    beside = f"{draft.sections}{draft.units}{draft.remarks}{draft.document}"
    assert "139000" not in beside
    assert "8412345" not in beside


@pytest.mark.parametrize("header", ["节点", "时间节点", "形象进度", "进度安排"])
def test_dated_words_of_one_column_are_checkpoints(read: Callable[..., Drafted], header: str) -> None:
    rows = [("1", "推进城区排水改造", "6月底前开工；12月底前竣工", "区住建局", "张某某")]
    (task,) = read(rows, ("序号", "项目名称", header, "责任单位", "责任人")).draft.tasks()
    assert [f"{point.date:%m-%d} {point.text}" for point in task.checkpoints] == ["06-30 开工", "12-31 竣工"]


GOALS = (
    "关于下达2026年度重点工作目标任务的通知\n\n一、区工业和信息化局\n\n（一）新增规上工业企业12家；\n\n（二）技改投资增长15%。\n\n"
    "二、区农业农村局\n\n（一）新建高标准农田3万亩，6月底前开工，11月底前完工；\n\n（二）粮食总产量稳定在32万吨以上。\n"
)


def test_headings_that_are_units_lead_the_tasks_below_them() -> None:
    tasks = list(draft(GOALS, 2000).tasks())
    assert [task.leads for task in tasks] == [("区工业和信息化局",)] * 2 + [("区农业农村局",)] * 2
    assert tasks[2].targets[0].due == date(2026, 11, 30), "not when it begins"


def test_headings_lead_nothing_where_tasks_name_units_or_one_heading_is_no_unit() -> None:
    named = draft(GOALS.replace("12家；", "12家。（责任单位：区统计局）"), 2000)
    assert [task.leads for task in named.tasks()][:2] == [("区统计局",), ()]
    other = draft(GOALS.replace("二、区农业农村局", "二、稳住粮食生产"), 2000)
    assert [task.leads for task in other.tasks()] == [()] * 4
