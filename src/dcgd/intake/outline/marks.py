"""Find the numbers of headings and tasks: 第一章, 一、 （一） 1. （1） 1) 一是 ①, at line starts and within lines."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum

from dcgd.intake.text.body import Body
from dcgd.intake.text.glyphs import numeral_value


class Style(IntEnum):
    """How an item is numbered, outer styles first."""

    CHAPTER = 0
    HEADING = 1
    CHINESE = 2
    CHINESE_BRACKET = 3
    DIGIT = 4
    DIGIT_BRACKET = 5
    DIGIT_HALF = 6
    SPOKEN = 7
    CIRCLE = 8


@dataclass(frozen=True, slots=True)
class Mark:
    """A possible number of an item, from `start` to `end` in the body; `at_line` if it begins a line.

    `after_end` says that a sentence or clause ends right before it, `doubtful` that a digit does: a decimal?
    """

    style: Style
    number: int
    start: int
    end: int
    at_line: bool
    after_end: bool
    doubtful: bool = False


_CHINESE = "[一二三四五六七八九十百零〇]{1,5}"
_MARK = re.compile(
    rf"(?P<chapter>第{_CHINESE}(?:章|节|篇|编|部分|方面)(?![一-鿿]{{0,3}}[，。]))[ 　:：、]?"
    rf"|(?P<spoken>{_CHINESE})是(?=[一-鿿“])|第(?P<ordinal>{_CHINESE})[，、]"
    r"|(?P<motion>第\s?\d{1,8}\s?号(?:代表|委员|政协)?(?:建议|提案|议案)|(?:建议|提案|议案)第?\s?\d{1,8}\s?号)"
    rf"|(?P<bracket>[（(〔]\s?{_CHINESE}\s?[）)〕])、?"
    rf"|(?P<chinese>{_CHINESE})\s?[、．.﹒](?![线级次季产类期批个条]|{_CHINESE}[线级次季产类期批个条、])"
    r"|[（(]\s?(?P<inner>\d{1,3})\s?[）)]、?"
    r"|(?<![\d.．〕第A-Za-z%~～—-])(?P<digit>\d{1,3})\s?(?:[．﹒、]|\.)"
    r"|(?<![\d.．（(A-Za-z])(?P<half>\d{1,2})[）)]"
    r"|(?P<circle>[①-⑳㉑-㉟])"
)
_STYLES = {
    "chapter": Style.CHAPTER,
    "bracket": Style.CHINESE_BRACKET,
    "chinese": Style.CHINESE,
    "inner": Style.DIGIT_BRACKET,
    "digit": Style.DIGIT,
    "half": Style.DIGIT_HALF,
    "spoken": Style.SPOKEN,
    "ordinal": Style.SPOKEN,
    "motion": Style.DIGIT,
    "circle": Style.CIRCLE,
}
_NUMERALS = {"chapter", "bracket", "chinese", "spoken", "ordinal"}
_AT_LINE = {"chapter", "spoken", "ordinal", "motion"}
"""What is a number only where it begins a line."""
_ENDS = "。；;：:！!？?”）)〕】…"
_A_DAY = re.compile(r"(?:19|20)\d\d ?[年—-]|\d{1,2} ?月(?:\d|[底末初中上下])")
"""What begins a sentence behind a number, and is no decimal: 1.2026年, 2.3月5日."""


def _number(kind: str, text: str) -> int | None:
    if kind == "circle":
        return ord(text) - ord("①") + 1 if text <= "⑳" else ord(text) - ord("㉑") + 21
    if kind in _NUMERALS:
        return numeral_value("".join(re.findall("[一二三四五六七八九十百零〇]", text)))
    return int(text)


def begins_item(body: Body, place: int) -> bool:
    """Whether what looks like the number of an item begins at a place."""
    return bool(_MARK.match(body.text, place))


def find_marks(body: Body, begin: int = 0, stop: int | None = None) -> Iterator[Mark]:
    """Everything in a stretch of the body that looks like the number of an item, in order, except in table rows.

    Motions are counted: 第35号建议 may follow 第12号建议, and its number is part of its text.
    """
    starts = [line.start for line in body.lines]
    motions = 0
    for m in _MARK.finditer(body.text, begin, len(body.text) if stop is None else stop):
        kind = m.lastgroup or ""
        line = body.lines[bisect_right(starts, m.start()) - 1]
        at_line = line.start == m.start()
        if kind == "motion" and at_line and not line.cells:
            motions += 1
            yield Mark(Style.DIGIT, motions, m.start(), m.start(), at_line=True, after_end=True)
            continue
        number = None if kind == "motion" else _number(kind, m.group(kind))
        if not number or line.cells:
            continue
        following = body.text[m.end() : m.end() + 6].lstrip()
        doubtful = kind == "digit" and following[:1].isdigit() and not (_A_DAY.match(following) or line.level)
        if doubtful and not (at_line and body.text[m.end() - 1] in ".．、"):
            continue
        if kind in _AT_LINE and not at_line:
            continue
        after_end = m.start() == 0 or body.text[m.start() - 1] in _ENDS
        yield Mark(_STYLES[kind], number, m.start(), m.end(), at_line, after_end, doubtful)
