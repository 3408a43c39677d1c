"""Tables of units × indicators: each column divides the one target that is called like it; the rest is told."""

from datetime import date
from decimal import Decimal

import pytest

from dcgd.intake.draft.drafting import draft
from dcgd.intake.draft.result import Draft

NOTICE = """示例市云汐区人民政府办公室关于印发2025年民生实事任务的通知

云汐政办字〔2025〕9号

一、养老服务

1.完善养老服务体系。新增养老床位200张，建成社区助餐点30个，签约率达到80%。（责任单位：区民政局）

二、就业

2.促进就业。城镇新增就业6000人以上。（责任单位：区人力资源和社会保障局）

云汐区人民政府办公室
2025年1月20日

附件：指标分解表

"""
TABLE = """| 序号 | 单位 | 新增养老床位（张） | 社区助餐点（个） | 城镇新增就业（人） |
|---|---|---|---|---|
| 1 | 柳园街道 | 80 | 12 | 2,500 |
| 2 | 北山镇 | 70 | — | 2000 |
| 3 | 云汐经济开发区 | 50 | 18 | 1500 |
| 合计 | 合计 | 200 | 30 | 6000 |
"""


def shares(drafted: Draft) -> dict[str, list[tuple[str, str]]]:
    """The shares of each target that has some."""
    return {
        target.id: [(share.unit, str(share.value)) for share in target.shares]
        for task in drafted.tasks()
        for target in task.targets
        if target.shares
    }


def told(drafted: Draft) -> str:
    return "\n".join(f"{remark.line} {remark.why}" for remark in drafted.remarks)


TABS = "".join(
    "\t".join(cell.strip() for cell in line.strip("|").split("|")) + "\n"
    for line in TABLE.splitlines()
    if "---" not in line
)


@pytest.mark.parametrize("table", [TABLE, TABS], ids=["bars", "tabs"])
def test_each_column_divides_the_target_that_is_called_like_it(table: str) -> None:
    drafted = draft(NOTICE + table, 2025)
    assert shares(drafted) == {
        "1-1": [("柳园街道", "80"), ("北山镇", "70"), ("云汐经济开发区", "50")],
        "1-2": [("柳园街道", "12"), ("云汐经济开发区", "18")],
        "2-1": [("柳园街道", "2500"), ("北山镇", "2000"), ("云汐经济开发区", "1500")],
    }
    assert {"柳园街道", "北山镇", "云汐经济开发区"} <= {unit.name for unit in drafted.units}
    assert "没有认出任务" not in told(drafted), "its rows hold no tasks"
    assert drafted.document.issued == date(2025, 1, 20), "the signature stands before the enclosure"
    assert all(target.review for task in drafted.tasks() for target in task.targets)


def test_a_sum_that_is_not_the_targets_is_told_with_its_line() -> None:
    drafted = draft(NOTICE + TABLE.replace("| 50 |", "| 40 |"), 2025)
    assert "18 分解到各单位的合计 190，与目标 1-1 的 200 不一样" in told(drafted)
    assert len(shares(drafted)["1-1"]) == 3


def test_a_column_that_belongs_to_no_target_or_is_a_rate_is_told() -> None:
    drafted = draft(NOTICE + TABLE.replace("社区助餐点（个）", "口袋公园（个）"), 2025)
    assert "1-2" not in shares(drafted)
    assert "分解表的这一列没有对上哪个目标" in told(drafted)
    rate = draft(NOTICE + TABLE.replace("社区助餐点（个）", "签约率（%）"), 2025)
    assert set(shares(rate)) == {"1-1", "2-1"}


def test_a_cell_that_is_no_number_keeps_its_whole_column_out() -> None:
    drafted = draft(NOTICE + TABLE.replace("| 70 |", "| 约70 |"), 2025)
    assert "1-1" not in shares(drafted)


def test_a_table_of_tasks_with_units_is_still_one_of_tasks() -> None:
    tasks = "| 序号 | 任务 | 责任单位 |\n| 1 | 新增养老床位200张 | 区民政局 |\n| 2 | 建成助餐点30个 | 区民政局 |\n"
    drafted = draft(NOTICE.partition("一、")[0] + tasks, 2025)
    assert [task.targets[0].value for task in drafted.tasks()] == [Decimal(200), Decimal(30)]
    assert shares(drafted) == {}
