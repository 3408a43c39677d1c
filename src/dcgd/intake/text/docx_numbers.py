"""Work out the automatic numbers of a Word document, which are printed but are not part of its text."""

from collections import defaultdict
from typing import NamedTuple
from xml.etree.ElementTree import Element

from dcgd.intake.text.docx_package import child_of, tag_of, value_of
from dcgd.intake.text.docx_styles import Styles, is_on
from dcgd.naming import chinese_number

_CHINESE = {
    "chineseCounting",
    "chineseCountingThousand",
    "chineseLegalSimplified",
    "ideographDigital",
    "japaneseCounting",
    "japaneseDigitalTenThousand",
    "taiwaneseCounting",
    "taiwaneseCountingThousand",
    "taiwaneseDigital",
}
_FIRST = {
    "decimalEnclosedCircle": "①",
    "decimalEnclosedCircleChinese": "①",
    "decimalEnclosedParen": "⑴",
    "decimalEnclosedFullstop": "⒈",
}
"""Numbers that are one character each, twenty in a row."""
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_ROMAN = ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
_LEVELS = 9


class _Level(NamedTuple):
    """How the numbers of one level of a list look and count."""

    start: int
    style: str
    text: str
    restarts_after: int
    """The level, from 1, after which it begins anew; 0: it never does."""
    plain: bool
    hidden: bool
    paragraph_style: str | None


class _List(NamedTuple):
    """A list as paragraphs refer to it: the abstract list that it counts with, and its own levels and start values."""

    abstract: str
    levels: dict[int, _Level]
    starts: dict[int, int]


def _number(text: str | None, default: int) -> int:
    return int(text[:6]) if text and text.isascii() and text.isdigit() else default


def _level(element: Element, depth: int) -> _Level:
    hidden = child_of(element, "w:rPr", "w:vanish")
    plain = child_of(element, "w:isLgl")
    return _Level(
        _number(value_of(child_of(element, "w:start")), 1),
        value_of(child_of(element, "w:numFmt")) or "decimal",
        (value_of(child_of(element, "w:lvlText")) or "")[:100],
        _number(value_of(child_of(element, "w:lvlRestart")), depth),
        plain is not None and is_on(plain),
        hidden is not None and is_on(hidden),
        value_of(child_of(element, "w:pStyle")),
    )


def _levels(element: Element) -> dict[int, _Level]:
    levels = ((_depth(child), child) for child in element if tag_of(child) == "w:lvl")
    return {depth: _level(child, depth) for depth, child in levels}


def _depth(element: Element) -> int:
    return _number(value_of(element, "ilvl"), 0)


class AutomaticNumbers:
    """Counts the lists of one document. Call `before` for each paragraph in order.

    The rules are those of ECMA-376, part 1, 17.9: lists of one abstract list count on together; `startOverride`
    restarts one at its first use; a level restarts after any level above it, or as `lvlRestart` says.
    """

    def __init__(self, roots: list[Element], styles: Styles) -> None:
        self._styles = styles
        self._abstract: dict[str, dict[int, _Level]] = {}
        self._lists: dict[str, _List] = {}
        self._counts: defaultdict[str, dict[int, int]] = defaultdict(dict)
        self._begun: set[tuple[str, int]] = set()
        linked: dict[str, str] = {}
        children = [child for root in roots for child in root]
        for child in children:
            if tag_of(child) == "w:abstractNum":
                identity = value_of(child, "abstractNumId") or ""
                self._abstract[identity] = _levels(child)
                link = value_of(child_of(child, "w:numStyleLink"))
                if link:
                    linked[identity] = link
        for child in children:
            if tag_of(child) == "w:num":
                self._lists[value_of(child, "numId") or ""] = _list(child)
        for identity, style in linked.items():
            other = self._lists.get(self._from_style(style)[0])
            if other is not None and not self._abstract[identity]:
                self._abstract[identity] = self._abstract.get(other.abstract, {})

    def _from_style(self, style: str | None) -> tuple[str, int | None]:
        """(list, level) that a style gives its paragraphs; level None if only the list tells which has the style."""
        for properties in (child_of(link, "w:pPr", "w:numPr") for link in self._styles.chain(style)):
            identity = value_of(child_of(properties, "w:numId"))
            if identity is not None:
                depth = value_of(child_of(properties, "w:ilvl"))
                return identity, None if depth is None else _number(depth, 0)
        return "0", None

    def before(self, paragraph: Element | None, style: str | None) -> str:
        """The number printed before a paragraph (一、, （二）, 3.); empty for none.

        `paragraph` is its element of properties (None for none), `style` the id of its style.
        """
        own = child_of(paragraph, "w:numPr")
        identity, depth = self._from_style(style)
        named = value_of(child_of(own, "w:numId"))
        if named is not None:
            identity, depth = named, _number(value_of(child_of(own, "w:ilvl")), 0)
        elif child_of(own, "w:ilvl") is not None:
            depth = _number(value_of(child_of(own, "w:ilvl")), 0)
        numbered = self._lists.get(identity)
        if numbered is None or identity == "0":
            return ""
        levels = self._abstract.get(numbered.abstract, {}) | numbered.levels
        if depth is None:
            depth = next((at for at, level in levels.items() if style and level.paragraph_style == style), 0)
        return self._next(identity, numbered, levels, depth) if depth in levels else ""

    def _next(self, identity: str, numbered: _List, levels: dict[int, _Level], depth: int) -> str:
        counts = self._counts[numbered.abstract]
        level = levels[depth]
        start = numbered.starts.get(depth, level.start)
        if depth in numbered.starts and (identity, depth) not in self._begun:
            counts.pop(depth, None)
        self._begun.add((identity, depth))
        counts[depth] = counts[depth] + 1 if depth in counts else start
        for deeper in [other for other in counts if other > depth]:
            if deeper not in levels or depth < levels[deeper].restarts_after:
                del counts[deeper]
        if level.style in ("bullet", "none") or level.hidden:
            return ""
        text = level.text
        for at in range(_LEVELS):
            if f"%{at + 1}" in text and (at in levels or at in counts):
                shown = counts.get(at, levels[at].start if at in levels else 1)
                style = "decimal" if level.plain or at not in levels else levels[at].style
                text = text.replace(f"%{at + 1}", numeral(shown, style))
        return text


def _list(element: Element) -> _List:
    levels: dict[int, _Level] = {}
    starts: dict[int, int] = {}
    for override in element:
        if tag_of(override) == "w:lvlOverride":
            depth = _depth(override)
            level = child_of(override, "w:lvl")
            if level is not None:
                levels[depth] = _level(level, depth)
            start = value_of(child_of(override, "w:startOverride"))
            if start is not None:
                starts[depth] = _number(start, 1)
            elif depth in levels:
                starts[depth] = levels[depth].start
    return _List(value_of(child_of(element, "w:abstractNumId")) or "", levels, starts)


def numeral(number: int, style: str) -> str:
    """A number in one of Word's number formats: 十二, ⑫, xii, l, 012."""
    if style in _CHINESE and 0 < number < 1000:
        return chinese_number(number)
    if style in _FIRST and 0 < number <= 20:
        return chr(ord(_FIRST[style]) + number - 1)
    if style == "ideographTraditional" and 0 < number <= len(_STEMS):
        return _STEMS[number - 1]
    if style in ("upperLetter", "lowerLetter") and 0 < number <= 26:
        return chr(ord("A" if style == "upperLetter" else "a") + number - 1)
    if style in ("upperRoman", "lowerRoman") and 0 < number < 400:
        roman = _roman(number)
        return roman if style == "upperRoman" else roman.lower()
    return f"{number:02}" if style == "decimalZero" else str(number)


def _roman(number: int) -> str:
    text = ""
    for value, letters in _ROMAN:
        text += letters * (number // value)
        number %= value
    return text
