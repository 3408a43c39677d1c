"""A goal in the document's own words: 18 座 where it says so, 15 家以上 where it says that, 全覆盖, 清零."""

import re
from decimal import Decimal
from functools import lru_cache
from unicodedata import normalize

from dcgd.model import Comparator, Target
from dcgd.model.items import Item
from dcgd.naming import amount
from dcgd.tracking.judging.goals import Goal
from dcgd.words import What

__all__ = ["amount", "counts_things", "plain", "wanted"]

_THINGS = frozenset("家个项处座所件人户名场次条台辆套宗批部栋幢间篇株只支份张片眼口盏")
"""Measures of what is counted one by one: there are no halves of it."""

_BEHIND = {
    Comparator.AT_LEAST: ("及以上", "以上"),
    Comparator.MORE_THAN: (),
    Comparator.ABOUT: ("左右", "上下"),
    Comparator.AT_MOST: ("以内", "之内", "以下"),
}
"""What may stand behind a number and its unit of measure, by what it means."""
_BEFORE = {
    Comparator.AT_LEAST: ("不低于", "不少于", "不小于", "至少"),
    Comparator.MORE_THAN: ("突破", "超过", "高于", "大于", "多于", "超"),
    Comparator.ABOUT: ("大约", "约"),
    Comparator.AT_MOST: ("不超过", "不高于", "不多于", "不大于", "至多"),
}
"""What may stand before a number."""
_UNSAID = {
    Comparator.AT_LEAST: "",
    Comparator.MORE_THAN: "超过",
    Comparator.ABOUT: "左右",
    Comparator.AT_MOST: "不超过",
}
"""What is said where the quotation has the number and none of these words: a bare count is just that."""
_IN_WORDS = re.compile(
    r"动态清零|清零|基本(?:实现|做到)?全?覆盖|全覆盖|应\w尽\w|两位数增长|两位数|翻一?番|控制在.{1,16}?内"
)
"""A number that is said in words."""


def plain(number: Decimal) -> str:
    """A number as a person writes it: `15`, `4.1`; no exponent, no idle zeros."""
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def counts_things(item: Item | Target) -> bool:
    """Whether a target counts things, so that its figures have no decimals: 15 家, but not 3.2 人 of a rate."""
    numbers = [number for number in (item.value, item.baseline) if number is not None]
    return item.unit_measure in _THINGS and all(number == int(number) for number in numbers)


def wanted(goal: Goal, item: Item) -> str:
    """The goal as the document words it: `15 家以上`, `18 座`, `突破 15 家`, `20 家左右`, `清零`, `全覆盖`.

    An adjusted goal keeps the document's word for the comparison, if that is still the same. Where there is no
    quotation the comparator says how to read the number: `15 家以上`. Of a milestone or a whole task `完成`.
    """
    if goal.value is None:
        return "完成"
    number = amount(plain(goal.value), item.unit_measure)
    if item.what is What.SHARE:  # what is divided among units is a bare count
        return _put(goal.comparator, _UNSAID[goal.comparator], number)
    if not item.quote or goal.comparator != item.comparator:
        return _put(goal.comparator, goal.comparator.chinese, number)
    if item.value is None:  # not of a target
        return number
    word, in_words = _of_quote(item.quote, plain(item.value), item.unit_measure, goal.comparator)
    return in_words if in_words and goal.value == item.value else _put(goal.comparator, word, number)


def _put(comparator: Comparator, word: str, number: str) -> str:
    behind = word in _BEHIND[comparator] or word in ("以上", "左右")
    return f"{number}{word}" if behind else f"{word} {number}".lstrip()


@lru_cache(maxsize=4096)
def _of_quote(quote: str, number: str, unit_measure: str, comparator: Comparator) -> tuple[str, str]:
    """The word of comparison beside a number in its quotation, and how the goal is said where no number is.

    Either may be empty.
    """
    text = re.sub(r"(?<=\d),(?=\d{3})|\s", "", normalize("NFKC", quote))
    measure = re.escape(normalize("NFKC", unit_measure))
    figure = rf"(?<![\d.]){re.escape(number)}(?![\d.])"
    said = re.search(figure + measure, text) or re.search(figure, text)  # 15分钟生活圈15个: the second
    if said is None and measure:  # 十五座, 1.2万家
        said = re.search(rf"(?:\d[\d.]*[万亿]|[〇零一二两三四五六七八九十百千万亿]+){measure}", text)
    if said is None:
        in_words = _IN_WORDS.search(text)
        return _UNSAID[comparator], in_words[0] if in_words else ""
    behind = next((word for word in _BEHIND[comparator] if text.startswith(word, said.end())), "")
    before = next((word for word in _BEFORE[comparator] if text.endswith(word, 0, said.start())), "")
    return behind or before or _UNSAID[comparator], ""
