"""A form asks for the checkpoints in words that are due, and what comes back names the one that is met."""

import re
import shutil
from dataclasses import replace
from datetime import date, datetime
from types import SimpleNamespace
from typing import Any

import pytest

from dcgd.diagnostics import Place
from dcgd.model import Adjustable, Adjustment, Checkpoint, Report
from dcgd.model.checkpoints import planned_on
from dcgd.publish.papers.form_workbook import form_workbook
from dcgd.registry.content import Filed, Registry
from dcgd.source.sheet_xml import Cell
from dcgd.tracking.reporting.checkpoints import shown
from dcgd.tracking.returned import forms
from dcgd.tracking.returned.cells import Doubt, reached
from dcgd.tracking.returned.recognise import Row
from districts import EXAMPLE, judged
from workbooks import OCTOBER, Sheet

CARE, APPROVAL = "区民政局", "区行政审批服务局"
"""Leads 13-m1, and 16: of each one checkpoint is past at the end of October, and one still to come."""


@pytest.fixture(scope="module")
def blank(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The forms of October by unit, where nobody has said yet that a checkpoint is met."""
    folder = tmp_path_factory.mktemp("worded") / "yunxi"
    shutil.copytree(EXAMPLE, folder)
    for path in (folder / "progress").glob("*.yaml"):
        path.write_text(re.sub(r" checkpoint: [\d-]+,", "", path.read_text(encoding="utf-8")), encoding="utf-8")
    made = forms.forms(judged(folder, day=date(2025, 10, 31)), OCTOBER, "标题")
    return {form.origin.unit: form_workbook(form) for form in made if form.leads}


def filled(blank: dict[str, bytes], unit: str, item: str, **cells: Any) -> bytes:
    sheet = Sheet(blank[unit])
    for title, value in cells.items():
        sheet.cell(item, title).value = value
    data: bytes = sheet.bytes()
    return data


def test_the_form_shows_what_is_due_and_not_met(blank: dict[str, bytes]) -> None:
    assert Sheet(blank[CARE]).cell("13-m1", forms.CHECKPOINT).value == "83.3%\n装修完工\n（2025年6月30日）"
    assert "（" not in Sheet(blank["柳园街道办事处"]).cell("13-1@柳园街道", forms.CHECKPOINT).value.replace(
        "（83.3%）", ""
    )
    approval = Sheet(blank[APPROVAL])
    assert approval.cell("16", forms.CHECKPOINT).value.endswith("\n公布新的权责清单\n（2025年6月30日）")
    assert approval.cell("16", forms.REACHED).protection.locked is False


def test_a_form_without_checkpoints_does_not_ask(returns: SimpleNamespace) -> None:
    assert forms.REACHED not in returns.sheet().columns


@pytest.mark.parametrize("yes", ["是", "√", "已完成", "2025-06-30", datetime(2025, 6, 30), "上半年", "权责清单"])
def test_the_one_that_is_shown_or_named_is_met(
    blank: dict[str, bytes], returns: SimpleNamespace, september: Registry, yes: object
) -> None:
    [line] = returns.collected(september, filled(blank, APPROVAL, "16", 节点完成=yes))
    assert line.outcome == "record"
    assert line.amount == "完成节点“公布新的权责清单”"
    assert line.report == Report(task=16, date=date(2025, 10, 31), by=APPROVAL, checkpoint=date(2025, 6, 30))


def test_it_stands_beside_a_number(blank: dict[str, bytes], returns: SimpleNamespace, september: Registry) -> None:
    [line] = returns.collected(september, filled(blank, CARE, "13-m1", 本期完成=96, 节点完成="通过消防审验"))
    assert line.report is not None
    assert (line.report.percent, line.report.checkpoint) == (96, date(2025, 11, 30))


@pytest.mark.parametrize(
    ("unit", "item", "typed", "why"),
    [
        (CARE, "13-m1", "2025-06-20", "13-m1 没有节点“2025-06-20”；它的节点：装修完工（2025年6月30日）、"),
        (APPROVAL, "16", "差不多", "16 没有节点“差不多”；它的节点：公布新的权责清单"),
        (APPROVAL, "15-1", "是", "15-1 这一行没有要报的节点；没有就空着"),
    ],
)
def test_what_names_none_is_doubted_at_its_cell(
    blank: dict[str, bytes], returns: SimpleNamespace, september: Registry, unit: str, item: str, typed: str, why: str
) -> None:
    data = filled(blank, unit, item, 节点完成=typed)
    [(id_, cell, said)] = returns.doubts(returns.collected(september, data))
    assert (id_, cell) == (item, Sheet(blank[unit]).name(item, forms.REACHED))
    assert said.startswith(why)


def test_yes_beside_several_does_not_say_which() -> None:
    points = [Checkpoint(date=date(2025, 3, 31), text="选址"), Checkpoint(date=date(2025, 6, 30), text="封顶")]
    cells = {forms.CHECKPOINT: "；".join(map(shown, points)), forms.REACHED: "是"}
    row = Row("填报", 5, dict.fromkeys(cells, 1), {title: Cell(text, "", False) for title, text in cells.items()}, "")
    with pytest.raises(Doubt, match="有几个节点，“是”看不出完成的是哪一个；写它的日期：2025-03-31、2025-06-30"):
        reached(row, "11-m1", planned_on(points, (), date.max), 2025)


def test_one_that_was_moved_is_shown_by_its_new_day_and_recorded_by_the_documents_own() -> None:
    move = Adjustment(
        date=date(2025, 6, 20),
        field=Adjustable.CHECKPOINTS,
        from_=date(2025, 6, 30),
        to=date(2025, 9, 30),
        reason="雨季",
        approved_by="区政府",
    )
    moved = planned_on([Checkpoint(date=date(2025, 6, 30), text="封顶")], [move], date.max)
    for typed in ("是", "2025-09-30", "9月底", "2025-06-30", "封顶"):
        cells = {forms.CHECKPOINT: shown(moved[0].point), forms.REACHED: typed}
        row = Row(
            "填报", 5, dict.fromkeys(cells, 1), {title: Cell(text, "", False) for title, text in cells.items()}, ""
        )
        assert reached(row, "11-m1", moved, 2025) == date(2025, 6, 30)
    assert shown(moved[0].point) == "封顶（2025年9月30日）"


@pytest.mark.parametrize("no", ["否", "未完成", "没有"])
def test_not_met_is_nothing_to_record(
    blank: dict[str, bytes], returns: SimpleNamespace, september: Registry, no: str
) -> None:
    [line] = returns.collected(september, filled(blank, APPROVAL, "16", 节点完成=no, 本期完成=80))
    assert line.report is not None
    assert line.report.checkpoint is None


def test_words_alone_are_a_report_where_progress_is_in_words(
    blank: dict[str, bytes], returns: SimpleNamespace, september: Registry
) -> None:
    [line] = returns.collected(september, filled(blank, APPROVAL, "16", 进展情况="清单已上网"))
    assert line.report == Report(task=16, date=date(2025, 10, 31), by=APPROVAL, note="清单已上网")
    [(_id, _cell, why)] = returns.doubts(
        returns.collected(september, filled(blank, APPROVAL, "15-1", 进展情况="已上网"))
    )
    assert why == "没有填“本期完成”，别的格却填了"


def test_handed_in_again_it_is_known(blank: dict[str, bytes], returns: SimpleNamespace, september: Registry) -> None:
    data = filled(blank, APPROVAL, "16", 节点完成="是", 进展情况="清单已上网")
    [line] = returns.collected(september, data)
    filed = Filed(line.report, Place("progress/2025-10.yaml", ("reports", 0)))
    again = replace(september, reports=(*september.reports, filed))
    assert [line.outcome for line in returns.collected(again, data)] == ["known"]


def test_a_number_and_a_checkpoint_of_two_units_do_not_conflict(
    blank: dict[str, bytes], returns: SimpleNamespace, september: Registry
) -> None:
    data = filled(blank, APPROVAL, "16", 节点完成="是")
    number = filled(blank, APPROVAL, "16", 本期完成=80)
    assert [line.outcome for line in returns.collected(september, data, number)] == ["record", "record"]
