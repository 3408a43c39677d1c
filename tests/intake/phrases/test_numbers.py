"""The numbers of a text: what each measures, and why some commit to nothing."""

from decimal import Decimal

import pytest

from dcgd.intake.phrases.numbers import Amount, clause_of, find_amounts, find_measured
from dcgd.intake.phrases.refusals import why_refused


def amounts(text: str) -> list[tuple[Decimal, str]]:
    return [(amount.value, amount.measure) for amount in find_amounts(text) if isinstance(amount, Amount)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("新增高新技术企业 15 家以上", [(Decimal(15), "家")]),
        ("产值突破1,200亿元", [(Decimal(1200), "亿元")]),
        ("治理率达到95.5%", [(Decimal("95.5"), "%")]),
        ("覆盖率达到百分之九十五", [(Decimal(95), "%")]),
        ("提高2个百分点", [(Decimal(2), "个百分点")]),
        ("建设三家园区", [(Decimal(3), "家")]),
        ("完成造林1.5万亩", [(Decimal("1.5"), "万亩")]),
        ("到2023年12月31日", []),
        ("实施“八抓20项”工程", []),
        ("落实《关于35条措施的通知》", []),
        ("拨打12345热线", []),
        ("列第3位", []),
    ],
)
def test_what_a_number_measures(text: str, expected: list[tuple[Decimal, str]]) -> None:
    assert amounts(text) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "目前已建成20家园区",
        "给予最高50万元奖励",
        "实施投资500万元以上的项目建设",
        "3个方面加强保障",
        "每30户配备一名网格员",
        "在15个工作日内答复",
    ],
)
def test_a_number_that_commits_to_nothing_says_why(sentence: str) -> None:
    measured = [amount for amount in find_amounts(sentence) if isinstance(amount, Amount)]

    assert measured
    assert all(why_refused(sentence, amount, 2023) for amount in measured)


@pytest.mark.parametrize("sentence", ["新增15家", "治理率达到95%以上", "将办理时限压缩到3个工作日", "力争突破1700个"])
def test_a_promise_is_not_refused(sentence: str) -> None:
    (amount,) = (candidate for candidate in find_amounts(sentence) if isinstance(candidate, Amount))

    assert why_refused(sentence, amount, 2023) == ""


def test_a_clause_is_bounded_by_its_marks() -> None:
    text = "修路，新增15家，植树。"
    at = text.index("15")

    assert text[slice(*clause_of(text, at, at + 2))] == "新增15家"


def test_places_of_measured_numbers() -> None:
    text = "修路10公里，编号12345"

    assert [text[start:end] for start, end in find_measured(text, 0, len(text))] == ["10"]
