"""Names as people write them: numerals and days, units with and without 区, sections, what is near a mistyped name."""

from collections.abc import Iterable, Sequence
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Self

_DIGITS = "零一二三四五六七八九"
_LEVELS = "省市县区"
_FULLWIDTH = str.maketrans("０１２３４５６７８９", "0123456789")


class Word(StrEnum):
    """One of a closed set of words: a code, which data and options hold, and the Chinese that a person reads."""

    chinese: str

    def __new__(cls, code: str, chinese: str = "") -> Self:
        """`chinese` may be left out where the code is Chinese itself."""
        word = str.__new__(cls, code)
        word._value_ = code
        word.chinese = chinese or code
        return word

    @classmethod
    def glossary(cls) -> dict[str, str]:
        """The Chinese of each code."""
        return {word.value: word.chinese for word in cls}


def chinese_number(number: int) -> str:
    """1..999 in Chinese as sections are numbered: 一, 十, 十一, 二十, 九十九, 一百零五, 一百一十."""
    if not 1 <= number <= 999:
        raise ValueError(number)
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    found = f"{_DIGITS[hundreds]}百" if hundreds else ""
    if tens:
        found += "十" if number < 20 else f"{_DIGITS[tens]}十"
    elif hundreds and ones:
        found += "零"
    return found + (_DIGITS[ones] if ones else "")


@cache
def _numbers() -> dict[str, int]:
    return {chinese_number(number): number for number in range(1, 1000)}


def parse_number(text: str) -> int | None:
    """`六`, `6`, `６` or `第六章` (部分, 节, 篇) as an int; None if the text is no number."""
    text = text.strip().translate(_FULLWIDTH)
    if text.startswith("第"):
        text = text[1:].rstrip("章节部分篇")
    text = text.rstrip("、.．")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else _numbers().get(text)


def chinese_day(day: date) -> str:
    """`2023年9月30日`."""
    return f"{day.year}年{day.month}月{day.day}日"


def bare(name: str) -> str:
    """A unit's name without blanks and without the character that says which level it is of: 区水利局 → 水利局."""
    name = "".join(name.split())
    return name[1:] if len(name) > 2 and name[0] in _LEVELS else name


def name_keys(names: Iterable[str]) -> set[str]:
    """All spellings under which a unit with these names is found."""
    spellings = {"".join(name.split()) for name in names}
    return spellings | {bare(name) for name in spellings}


_LONGEST, _MOST_KNOWN, _MOST_ASKED = 200, 5_000, 300
"""No name is longer than this, no registry has more of them; and who has misspelt so many is not helped by more."""


class Nearby:
    """`nearest` among the same names again and again: each asked once, and no more than some hundreds of them."""

    def __init__(self, known: Iterable[str]) -> None:
        self._known = list(known)
        self._found: dict[str, list[str]] = {}

    def __call__(self, name: str) -> list[str]:
        """The known names nearest to one."""
        if name not in self._found:
            if len(self._found) >= _MOST_ASKED:
                return []
            self._found[name] = nearest(name, self._known)
        return self._found[name]


def nearest(name: str, known: Sequence[str], most: int = 3) -> list[str]:
    """The known names that look most like a mistyped one, best first; none if nothing is near."""
    import difflib

    if len(name) > _LONGEST or len(known) > _MOST_KNOWN:
        return []
    wanted = bare(name)
    scored = []
    for candidate in dict.fromkeys(each for each in known if len(each) <= _LONGEST):
        # Half of a Chinese name is often 区…局: what counts is the part between.
        ratio = difflib.SequenceMatcher(None, wanted, bare(candidate)).ratio()
        if wanted and (wanted in candidate or set(wanted) <= set(candidate)):
            ratio = max(ratio, 0.75)
        if ratio >= 0.5:
            scored.append((-ratio, candidate))
    return [candidate for _, candidate in sorted(scored)[:most]]


def not_found(name: str, near: Sequence[str], what: str = "") -> str:
    """`没有“区水力局”；是不是：区水利局？`, or only the first half when nothing is near."""
    question = f"；是不是：{'、'.join(near)}？" if near else ""
    return f"没有{what}“{name}”{question}"
