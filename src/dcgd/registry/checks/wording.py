"""Checks of targets and milestones against the wording of the document: quote, number, comparator, firmness."""

import re
from collections.abc import Iterator
from decimal import Decimal

from dcgd.diagnostics import Code, Finding, Place, Severity
from dcgd.model import STRIVE_WORDS, Comparator, Firmness, Target
from dcgd.naming import parse_number
from dcgd.registry.content import FiledTask, Registry
from dcgd.registry.directory import Directory

QUOTE_NOT_IN_TEXT = Code(
    "quote-not-in-text",
    Severity.ERROR,
    "引文不在原文里",
    "quote 必须是本任务 text 里一字不差的一段，连空格也照原文。",
    "quote: 新增高新技术企业十五家",
    "quote: 新增高新技术企业 15 家以上",
    "从本任务的 text 里照抄一段。text 本身对不对，用 dcgd verify 与官方文本核对。",
)
QUOTE_NUMBER = Code(
    "quote-number",
    Severity.ERROR,
    "数值与引文不符",
    "目标值应就是引文里的那个数。数不在字面上的（清零为 0、全覆盖为 100%、两位数为 10%）写 implied: true。"
    "经批准的调整写进 adjustments，不改 value。",
    "value: 12\nquote: 新增高新技术企业 15 家以上",
    "value: 15\nquote: 新增高新技术企业 15 家以上",
    "照引文改回 value。"
    "目标经批准调整过的，不改 value，用 dcgd set 编号 value 新值 --reason … --approved-by … 记一条调整。",
)
COMPARATOR_WORDING = Code(
    "comparator-wording",
    Severity.WARNING,
    "比较方式与措辞不符",
    "以上、达到、不低于为 at_least；突破、超过为 more_than；左右为 about；不超过、以内、清零为 at_most。",
    "comparator: about\nquote: 新增 15 家以上",
    "comparator: at_least\nquote: 新增 15 家以上",
    "照引文的措辞改 comparator；引文截得太短的，把“以上”“左右”一并截进来。",
)
FIRMNESS_WORDING = Code(
    "firmness-wording",
    Severity.WARNING,
    "约束性与措辞不符",
    "原文说力争、争创、争取的是 strive，其余是 firm。",
    "firmness: firm\nquote: 力争新增 15 家左右",
    "firmness: strive\nquote: 力争新增 15 家左右",
    "照引文的措辞改 firmness。",
)
CODES = (QUOTE_NOT_IN_TEXT, QUOTE_NUMBER, COMPARATOR_WORDING, FIRMNESS_WORDING)

NUMBER = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?", re.ASCII)
_CHINESE_NUMBER = re.compile(r"[一二三四五六七八九十百零]+")
_IMPLIED = (("清零", Decimal(0)), ("全覆盖", Decimal(100)), ("两位数", Decimal(10)))
_AFTER = (
    ("以上", Comparator.AT_LEAST),
    ("左右", Comparator.ABOUT),
    ("以内", Comparator.AT_MOST),
    ("以下", Comparator.AT_MOST),
)
_BEFORE = (
    ("突破", Comparator.MORE_THAN),
    ("不超过", Comparator.AT_MOST),
    ("控制在", Comparator.AT_MOST),
    ("不高于", Comparator.AT_MOST),
    ("超过", Comparator.MORE_THAN),
    ("不低于", Comparator.AT_LEAST),
    ("不少于", Comparator.AT_LEAST),
    ("达到", Comparator.AT_LEAST),
)
_COMPARATORS = {
    Comparator.AT_LEAST: "以上",
    Comparator.MORE_THAN: "突破",
    Comparator.ABOUT: "左右",
    Comparator.AT_MOST: "不超过",
}


def original_value(target: Target) -> Decimal:
    """The value as the document has it: what is written, or what was before if the adjusted value is written."""
    changes = sorted((a for a in target.adjustments if a.field == "value"), key=lambda a: a.date)
    adjusted = bool(changes) and target.value == changes[-1].to
    return changes[0].from_ if adjusted and isinstance(changes[0].from_, Decimal) else target.value


def numbers_in(words: str) -> list[Decimal]:
    """The numbers that stand in words: 15, 1,200 (with separators of thousands), 十五."""
    digits = [_value(number) for number in NUMBER.findall(words)]
    return digits + [Decimal(number) for word in _CHINESE_NUMBER.findall(words) if (number := parse_number(word))]


def numbers_implied(words: str) -> list[Decimal]:
    """The numbers that words mean: 清零 is 0, 全覆盖 100 (%), 两位数 10 (%)."""
    return [number for word, number in _IMPLIED if word in words]


def _value(digits: str) -> Decimal:
    return Decimal(digits.replace(",", ""))


def quotes(registry: Registry, _directory: Directory) -> Iterator[Finding]:
    """Every quote stands in its task's text, character by character."""
    for filed, item, place in registry.items:
        if item.quote not in filed.entity.text:
            squeezed = "".join(item.quote.split())
            near = squeezed in "".join(filed.entity.text.split())
            hint = "只有空格不同：空格也照原文" if near else "从本任务的 text 里照抄一段"
            yield QUOTE_NOT_IN_TEXT.at(place.at("quote"), f"任务 {filed.entity.number} 的原文里没有这句话", hint)


def numbers(registry: Registry, _directory: Directory) -> Iterator[Finding]:
    """The value is the number in the quote; where the number is said in words, the words are known."""
    for _filed, target, place in _targets(registry):
        value = original_value(target)
        if target.implied:
            said = numbers_implied(target.quote)
            if said and value not in said:
                message = f"目标值 {value}，引文的意思是 {'、'.join(map(str, said))}"
                yield QUOTE_NUMBER.at(place.at("value"), message, "清零为 0，全覆盖为 100%，两位数为 10%")
            continue
        stated = numbers_in(target.quote)
        if value not in stated:
            listed = f"是 {'、'.join(map(str, stated))}" if stated else "没有数"
            message = f"目标值 {value}，引文里{listed}"
            hint = "照引文改正；经批准的调整写进 adjustments；数不在字面上的写 implied: true"
            yield QUOTE_NUMBER.at(place.at("value"), message, hint)


def comparators(registry: Registry, _directory: Directory) -> Iterator[Finding]:
    """The words around the number say how it is meant."""
    for _filed, target, place in _targets(registry):
        if any(change.field == "comparator" for change in target.adjustments):
            continue
        expected = _expected_comparator(target)
        if expected and expected[1] != target.comparator:
            word, comparator = expected
            message = f"引文说“{word}”，比较方式却是 {target.comparator}（{_COMPARATORS[target.comparator]}）"
            yield COMPARATOR_WORDING.at(place.at("comparator"), message, f"改成 {comparator}")


def _expected_comparator(target: Target) -> tuple[str, str] | None:
    """The word next to the target's number and the comparator it stands for; None if there is none."""
    if target.implied:
        return ("清零", Comparator.AT_MOST) if "清零" in target.quote else None
    for number in NUMBER.finditer(target.quote):
        if _value(number[0]) != original_value(target):
            continue
        after = re.split(r"[\d，。；、]", target.quote[number.end() :])[0]
        before = re.split(r"[\d，。；、]", target.quote[: number.start()])[-1][-8:]
        for words, around in ((_AFTER, after), (_BEFORE, before)):
            for word, comparator in words:
                if word in around:
                    return word, comparator
    return None


def firmness(registry: Registry, _directory: Directory) -> Iterator[Finding]:
    """力争, 争创, 争取 in the quote make an item `strive`; a `strive` needs such a word in its sentence."""
    for filed, item, place in registry.items:
        if any(change.field == "firmness" for change in item.adjustments):
            continue
        word = next((word for word in STRIVE_WORDS if word in item.quote), None)
        if word and item.firmness == Firmness.FIRM:
            message, hint = f"引文说“{word}”，约束性却是 firm", "改成 strive"
        elif item.firmness == Firmness.STRIVE and not any(
            word in _sentence(filed.entity.text, item.quote) for word in STRIVE_WORDS
        ):
            message, hint = "约束性是 strive，这句话里却没有力争、争创、争取", "改成 firm"
        else:
            continue
        yield FIRMNESS_WORDING.at(place.at("firmness"), message, hint)


def _sentence(text: str, quote: str) -> str:
    start = text.find(quote)
    if start < 0:
        return quote
    end = text.find("。", start + len(quote))
    return text[text.rfind("。", 0, start) + 1 : end if end >= 0 else len(text)]


def _targets(registry: Registry) -> Iterator[tuple[FiledTask, Target, Place]]:
    for filed, item, place in registry.items:
        if isinstance(item, Target):
            yield filed, item, place


CHECKS = (quotes, numbers, comparators, firmness)
