"""Words that mean a number become targets that say so."""

from decimal import Decimal

import pytest

from dcgd.intake.phrases.implied import find_implied

SAID = {
    "黑臭水体动态清零": ("at_most", 0, "个", "standing"),
    "安全生产零事故发生，重大案件零发生": ("at_most", 0, "个", "standing"),
    "实现农村公路全覆盖": ("at_least", 100, "%", "level"),
    "实现社区养老服务基本覆盖": ("about", 100, "%", "level"),
    "固定资产投资实现两位数增长": ("at_least", 10, "%", "level"),
    "税收保持两位数增长": ("at_least", 10, "%", "standing"),
    "企业数量翻一番": ("at_least", 100, "%", "level"),
    "产值翻两番": ("at_least", 300, "%", "level"),
    "能源消耗总量控制在省下达指标之内": ("at_most", 100, "%", "cumulative"),
}


@pytest.mark.parametrize("text", SAID)
def test_the_number_that_words_mean(text: str) -> None:
    *_, candidate = find_implied(f"{text}。", 2026)
    comparator, value, measure, kind = SAID[text]
    assert (candidate.comparator, candidate.value, candidate.measure, candidate.kind) == (
        comparator, Decimal(value), measure, kind,
    )  # fmt: skip
    assert candidate.implied
    assert candidate.quote in text


@pytest.mark.parametrize("text", ["“全覆盖”工程加快推进", "扩大覆盖面", "清零行动", "实现全领域、全覆盖监管"])
def test_a_name_or_a_manner_of_speaking_means_none(text: str) -> None:
    assert list(find_implied(f"{text}。", 2026)) == []


def test_of_several_in_one_clause_each_has_its_own_words() -> None:
    quotes = [candidate.quote for candidate in find_implied("推动供水、供气全覆盖、隐患清零。", 2026)]
    assert len(quotes) == len(set(quotes)) == 2
