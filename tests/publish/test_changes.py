"""Changes as a table, as a comment, as annotations; and the page of their rules."""

import json
import runpy
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest

from dcgd.publish import changes as shown
from dcgd.publish.changes import Spot
from dcgd.publish.table import write
from dcgd.publish.tabular.formats import Format
from dcgd.registry.codes import all_codes
from dcgd.registry.diff import Change

TASKS = "tasks.yaml"
STEP = "{date: 2023-09-01, field: value, from: 15, to: 12, reason: 政策调整, approved_by: 常务会}"
APPROVED = (TASKS, "value: 15", f"value: 15\n            adjustments:\n              - {STEP}")
Changed = Callable[..., list[Change]]


def locate(change: Change) -> Spot:
    return Spot(f"data/{change.place.file}", 7, 3)


@pytest.fixture
def lowered(changed: Changed) -> list[Change]:
    return changed((TASKS, "value: 15", "value: 12"), (TASKS, "note: 照录", "note: 照|录"))


def test_a_sentence_that_a_leader_understands(lowered: list[Change], changed: Changed) -> None:
    assert [shown.sentence(each) for each in lowered] == [
        "1-1 新增高新技术企业：目标值下调，15 家 → 12 家；属于弱化，没有批准记录（adjustments）",
        "任务 3 就业：说明改动：照{+|+}录；属于中性",
    ]
    (approved,) = changed(APPROVED)
    assert shown.sentence(approved) == (
        "1-1 新增高新技术企业：目标值下调，15 家 → 12 家；属于弱化，2023-09-01 经常务会批准（政策调整）"
    )


def test_the_summary_counts_by_effect(lowered: list[Change], changed: Changed) -> None:
    assert shown.summary(lowered) == "2 处变更：弱化 1（1 处没有批准记录），中性 1"
    assert shown.summary(changed(APPROVED)) == "1 处变更：弱化 1"
    assert shown.summary([]) == "没有变更"


def test_json_says_all(lowered: list[Change], changed: Changed) -> None:
    out = StringIO()
    write(shown.table(lowered, locate), Format.JSON, out)
    first, second = json.loads(out.getvalue())
    assert first == {
        "effect": "weaker",
        "kind": "value-lowered",
        "what": "目标值下调",
        "subject": "1-1",
        "title": "新增高新技术企业",
        "before": "15 家",
        "after": "12 家",
        "detail": "",
        "approved": False,
        "approval": "没有批准记录",
        "approved_by": None,
        "approved_on": None,
        "reason": None,
        "message": shown.sentence(lowered[0]),
        "file": "data/tasks.yaml",
        "line": 7,
        "place": "data/tasks.yaml:7",
    }
    assert second["approved"] is None
    (approved,) = shown.rows(changed(APPROVED), locate)
    assert [approved[key] for key in ("approved", "approved_by", "approved_on", "reason")] == [
        True,
        "常务会",
        "2023-09-01",
        "政策调整",
    ]


def test_people_do_not_see_empty_columns_programs_do(lowered: list[Change]) -> None:
    titles = [each.title for each in shown.table(lowered[:1], locate).columns]
    assert "改动" not in titles
    assert shown.table([], locate).columns == ()
    assert shown.table([], locate, whole=True).columns == shown.COLUMNS


def test_a_comment_for_a_pull_request(lowered: list[Change]) -> None:
    lines = shown.markdown(lowered, locate, "HEAD:data 与 data 比较").splitlines()
    assert lines[:5] == [
        "### 登记册变更",
        "",
        "HEAD:data 与 data 比较。2 处变更：弱化 1（1 处没有批准记录），中性 1。",
        "",
        "**有弱化没有批准记录。** 经批准的，用 `dcgd set` 记一条调整；否则请改回。",
    ]
    cells = [cell.strip() for cell in lines[-2].split("|")[1:-1]]
    assert cells[:5] == ["弱化", "目标值下调", "1-1", "新增高新技术企业", "15 家"]


def test_data_and_names_of_versions_are_no_markup(lowered: list[Change]) -> None:
    made = shown.markdown(lowered, locate, "<b>`x`|y")
    assert "\\<b\\>\\`x\\`\\|y。" in made
    assert "照\\{+\\|+\\}录" in made
    assert shown.markdown([], locate, "a 与 b 比较") == "### 登记册变更\n\na 与 b 比较。没有变更。\n"


def test_annotations_weigh_by_approval(lowered: list[Change], changed: Changed) -> None:
    first, second = shown.github(lowered, locate).splitlines()
    assert first == f"::error file=data/tasks.yaml,line=7,col=3,title=目标值下调::{shown.sentence(lowered[0])}"
    assert second.startswith("::notice ")
    assert shown.github(changed(APPROVED), locate).startswith("::warning ")


def test_the_pages_are_current() -> None:
    root = Path(__file__).resolve().parents[2]
    for name, content in runpy.run_path(str(root / "tools" / "generate.py"))["generated"]().items():
        assert (root / name).read_text(encoding="utf-8") == content, f"{name}: run python tools/generate.py"


def test_every_code_says_how_to_mend_it() -> None:
    assert [code for code, entry in all_codes().items() if not entry.mend] == []
