"""The automatic numbers of a Word document, which its paragraphs show on paper but do not hold as text."""

from collections import defaultdict
from typing import Any

from dcgd.naming import chinese_number

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_CHINESE = {
    "chineseCounting",
    "chineseCountingThousand",
    "chineseLegalSimplified",
    "japaneseCounting",
    "taiwaneseCounting",
}
_CIRCLES = {"decimalEnclosedCircle", "decimalEnclosedCircleChinese"}


def _value(element: Any, path: str, default: str) -> str:
    child = element.find(path) if element is not None else None
    return default if child is None else str(child.get(f"{_W}val", default))


class AutomaticNumbers:
    """Counts the lists of one document; ask it for each paragraph in order."""

    def __init__(self, document: Any) -> None:
        self.lists: dict[str, str] = {}
        self.levels: dict[tuple[str, int], Any] = {}
        self.counts: defaultdict[str, dict[int, int]] = defaultdict(dict)
        try:
            root = document.part.numbering_part.element
        except (KeyError, NotImplementedError, AttributeError):
            return
        for abstract in root.iter(f"{_W}abstractNum"):
            for level in abstract.iter(f"{_W}lvl"):
                self.levels[abstract.get(f"{_W}abstractNumId"), int(level.get(f"{_W}ilvl", "0"))] = level
        for numbering in root.iter(f"{_W}num"):
            self.lists[numbering.get(f"{_W}numId")] = _value(numbering, f"{_W}abstractNumId", "")

    def before(self, paragraph: Any) -> str:
        """The number that stands before a paragraph on paper (一、, （二）, 3.), or nothing."""
        numbering = paragraph._p.find(f"{_W}pPr/{_W}numPr")
        if numbering is None and paragraph.style is not None:
            numbering = paragraph.style.element.find(f"{_W}pPr/{_W}numPr")
        identity = _value(numbering, f"{_W}numId", "0")
        abstract = self.lists.get(identity)
        depth = _value(numbering, f"{_W}ilvl", "0")
        if abstract is None or not depth.isdigit() or (abstract, int(depth)) not in self.levels:
            return ""
        return self._next(abstract, int(depth))

    def _next(self, abstract: str, depth: int) -> str:
        counts = self.counts[abstract]
        start = _value(self.levels[abstract, depth], f"{_W}start", "1")
        counts[depth] = counts.get(depth, int(start if start.isdigit() else "1") - 1) + 1
        for deeper in [level for level in counts if level > depth]:
            del counts[deeper]
        text = _value(self.levels[abstract, depth], f"{_W}lvlText", "")
        for at in range(9):
            if f"%{at + 1}" in text:
                level = self.levels.get((abstract, at))
                text = text.replace(f"%{at + 1}", _written(counts.get(at, 1), _value(level, f"{_W}numFmt", "decimal")))
        return "" if _value(self.levels[abstract, depth], f"{_W}numFmt", "") == "bullet" else text


def _written(number: int, style: str) -> str:
    if style in _CHINESE and 0 < number < 100:
        return chinese_number(number)
    if style in _CIRCLES and 0 < number <= 20:
        return chr(ord("①") + number - 1)
    return str(number)
