"""What is read of a target in the same way whether a number or words say it."""

from datetime import date

import pytest

from dcgd.intake.phrases.candidates import due_of, firmness_of, indicator_of, quote_of

TEXT = "修路。到2027年，全面提质。力争新建道路5条，确保改造桥梁2座，6月底前完成。"


def span(words: str) -> tuple[int, int]:
    start = TEXT.index(words)
    return start, start + len(words)


def test_a_quote_takes_the_date_that_is_the_clause_before_it() -> None:
    assert quote_of(TEXT, *span("全面提质"))[1] == "到2027年，全面提质"
    assert quote_of(TEXT, *span("确保改造桥梁2座"))[1] == "确保改造桥梁2座"


def test_the_last_word_for_striving_or_promising_decides() -> None:
    assert [firmness_of(TEXT, *span(words)) for words in ("全面提质", "力争新建道路5条", "确保改造桥梁2座")] == [
        "firm", "strive", "firm",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("6月底前新建道路5条", date(2026, 6, 30)),
        ("6月底前，开工，新建道路5条", date(2026, 6, 30)),
        ("新建道路5条，9月底前全部完成", date(2026, 9, 30)),
        ("到2030年，建成路网。新建道路5条", date(2030, 12, 31)),
        ("新建道路5条，9月底前新建桥梁2座", None),
        ("上半年新建桥梁2座，全年新建道路5条", date(2026, 12, 31)),
        ("上半年新建桥梁2座，一季度开工，新建道路5条", None),
        ("上半年新建桥梁2座，全年改造街巷3条，新建道路5条", None),
    ],
)
def test_a_deadline_stands_in_the_clause_before_it_behind_it_or_opens_the_paragraph(
    text: str, due: date | None
) -> None:
    start = text.index("新建道路")
    begin = max(text.rfind("，", 0, start), text.rfind("。", 0, start)) + 1
    assert due_of(text, begin, text.index("5条") + 2, 2026) == due


@pytest.mark.parametrize(
    ("before", "after", "indicator"),
    [
        ("力争新增高新技术企业", "以上", "新增高新技术企业"),
        ("到2026年底，研发投入占比达到", "", "研发投入占比"),
        ("建成", "以上符合要求的数据集", "建成数据集"),
        ("", "", "原来的话"),
    ],
)
def test_an_indicator_is_named_without_lead_ins_and_comparators(before: str, after: str, indicator: str) -> None:
    assert indicator_of(before, after, "原来的话") == indicator
