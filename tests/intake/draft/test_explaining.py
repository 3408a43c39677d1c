"""Why a line was read so: its parts, its task, its targets with what speaks for them, and what was left out."""

from dcgd.intake.draft.drafting import draft
from dcgd.intake.draft.explaining import explain

TEXT = (
    "关于印发云溪区2026年重点任务的通知\n\n云政发〔2026〕3号\n\n一、交通\n"
    "1.修路。力争6月底前新建道路5公里，出台管理办法，现有道路30公里。（责任单位：区交通局）\n2.架桥。（责任单位：区交通局）\n"
)


def test_a_line_of_a_task_tells_all_that_was_seen_in_it() -> None:
    said = explain(draft(TEXT, 2026), TEXT, 6)

    assert "责任单位：“（责任单位：区交通局）”" in said
    assert "任务 1（修路，原文编号 1）：" in said
    assert "牵头：区交通局；参与：没有" in said
    assert "里的 5 公里" in said
    assert "期限：2026-06-30" in said
    assert "前面有“力争”一类的话" in said
    assert "“出台管理办法”是一件到期可以打勾的事" in said
    assert "说的是已有的情况" in said
    assert "任务 2" not in said


def test_a_heading_is_in_no_task() -> None:
    assert explain(draft(TEXT, 2026), TEXT, 5) == "第 5 行：一、交通\n\n各段归在：\n  标题：“一、交通”"


def test_a_line_that_is_not_there_says_nothing() -> None:
    assert explain(draft(TEXT, 2026), TEXT, 99) == ""
