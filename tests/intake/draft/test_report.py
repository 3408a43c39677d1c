"""The report says what was read, what was not, and what a person has to look at, each under its head."""

from dcgd.intake.draft.drafting import draft
from dcgd.intake.draft.report import render
from dcgd.intake.text.unread import Unread

TEXT = (
    "一、工业\n1.做强企业。新增企业5家，打造“15分钟生活圈”。（区发改局负责）\n"
    "2.修路。6月底前环境改善。（区发展和改革局负责）\n3.保障。加强领导。\n"
)


def report(*unread: Unread) -> list[str]:
    return render(draft(TEXT, 2026), "utf-8", unread).split("\n")


def test_it_begins_with_what_was_read_and_counts_it() -> None:
    assert report()[:3] == [
        "读入（utf-8）：（未识别，请填写）",
        "章节 1 个，任务 3 项，单位 1 个",
        "待核对：目标 1 个，成果 0 个，单位 1 个",
    ]


def test_every_character_is_in_one_of_the_sums() -> None:
    sums = next(line for line in report() if line.startswith("全文各字的归类："))
    numbers = [int(part.split()[1]) for part in sums.removeprefix("全文各字的归类：").split("，")]
    assert sum(numbers) == len(TEXT)


def test_what_was_not_read_comes_before_what_was_not_understood() -> None:
    lines = report(Unread("脚注", 1, ("含在建",)), Unread("图片", 2, ()))
    at = lines.index("  脚注 1 处（“含在建”）")
    assert lines[at - 1].startswith("原件里没有读进来的")
    assert lines[at + 1] == "  图片 2 处"
    assert at < lines.index("没有读懂的，请对照原文（5）：")


def test_what_is_missing_from_the_text_has_no_line_there() -> None:
    assert "  “文号”：没有认出文号，请填写" in report()


def test_other_writings_of_a_unit_are_shown_together() -> None:
    assert "  区发展和改革局：区发改局" in report()


def test_each_kind_of_remark_has_its_head_with_a_count() -> None:
    heads = [line for line in report() if line.endswith("）：")]
    assert heads == [
        "可能是同一单位的不同写法（已归在一起，请核对）：",
        "没有读懂的，请对照原文（5）：",
        "没有责任单位的任务（1）：",
        "没有当作目标的数字（1）：",
        "写了期限、没有列为目标或成果的话（1）：",
    ]
