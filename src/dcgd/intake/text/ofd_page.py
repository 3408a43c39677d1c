"""One page of an OFD: its characters and rulings by position, and the lines and tables that they make."""

import math
import re
from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element

from dcgd.intake.text.aligned import told_blocks
from dcgd.intake.text.pdf_tables import Table, read_table, text_lines
from dcgd.intake.text.unread import Tally

_POINTS = 72 / 25.4
"""Points in a millimetre, in which an OFD measures; the limits of tables are in points."""
_LEAST, _MOST_RULINGS = 4, 4000
_STRAIGHT = 1.0
"""Points by which a ruling may lean, or be thick."""
_LONGEST_RUN = 100_000
_SLANTED = 0.2
_NO_TABLES = "没有认表格的页"
_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d{1,2})?")
_STEP = re.compile(r"([A-Za-z])|(" + _NUMBER.pattern + ")")

Shape = dict[str, Any]


def _numbers(text: str | None) -> list[float]:
    """All finite numbers in an attribute."""
    return [number for number in map(float, _NUMBER.findall(text or "")) if math.isfinite(number)]


def _tag(element: Element) -> str:
    return element.tag.rpartition("}")[2]


class _Frame:
    """Turns places within an object into places on the page, in points."""

    def __init__(self, element: Element) -> None:
        self.left, self.top, self.width, self.height = (*_numbers(element.get("Boundary")), 0.0, 0.0, 0.0, 0.0)[:4]
        turn = _numbers(element.get("CTM"))
        self.turn = turn[:6] if len(turn) >= 6 else [1.0, 0.0, 0.0, 1.0, 0.0, 0.0]

    def place(self, across: float, down: float) -> tuple[float, float]:
        a, b, c, d, e, f = self.turn
        return (self.left + a * across + c * down + e) * _POINTS, (self.top + b * across + d * down + f) * _POINTS

    @property
    def slanted(self) -> bool:
        a, b = self.turn[:2]
        return abs(b) > _SLANTED * abs(a)

    @property
    def scale(self) -> float:
        return math.hypot(*self.turn[:2]) or 1.0


class Page:
    """The characters of a page and the straight lines on it, as pdfplumber describes them."""

    def __init__(self) -> None:
        self.chars: list[Shape] = []
        self.edges: list[Shape] = []

    def add(self, content: Element, tally: Tally) -> None:
        """Take over what a page or a template of pages draws; what is no text is counted."""
        hidden = {inner for layer in content.iter() if _is_unseen(layer) for inner in layer.iter()}
        for element in content.iter():
            kind = _tag(element)
            if kind == "TextObject":
                self._text(element, tally, unseen=element in hidden)
            elif kind == "PathObject" and element not in hidden:
                self._rulings(element)
            elif kind == "ImageObject" and element not in hidden:
                tally.add("图片")

    def _text(self, element: Element, tally: Tally, *, unseen: bool) -> None:
        codes = [code for code in element.iter() if _tag(code) == "TextCode" and code.text]
        frame = _Frame(element)
        if unseen or frame.slanted:
            tally.add("隐藏的文字" if unseen else "斜排的文字", "".join(code.text or "" for code in codes))
            return
        size = abs((_numbers(element.get("Size")) or [3.7])[0]) * frame.scale * _POINTS
        across = down = 0.0
        for code in codes:
            across = (_numbers(code.get("X")) or [across])[0]
            down = (_numbers(code.get("Y")) or [down])[0]
            text = (code.text or "")[:_LONGEST_RUN]
            steps = _steps(code.get("DeltaX"), len(text))
            if not steps and code.get("DeltaY"):  # written downwards: kept together where it begins
                steps = [size / frame.scale / _POINTS] * len(text)
            at = across
            for nth, char in enumerate(text):
                own = size / frame.scale / _POINTS * (0.5 if char.isascii() else 1.0)
                step = steps[nth] if nth < len(steps) else own
                left, base = frame.place(at, down)
                if char.strip():
                    wide = min(step, 1.1 * size / frame.scale / _POINTS) * frame.scale * _POINTS
                    self.chars.append(_char(char, left, base, size, wide))
                at += step

    def _rulings(self, element: Element) -> None:
        """The straight lines of a path, and thin boxes, which are lines too."""
        frame = _Frame(element)
        data = next((inner.text or "" for inner in element.iter() if _tag(inner) == "AbbreviatedData"), "")
        begin = last = (0.0, 0.0)
        for letter, numbers in _commands(data):
            if letter in "MS" and len(numbers) >= 2:
                begin = last = frame.place(*numbers[:2])
            elif letter == "L" and len(numbers) >= 2:
                following = frame.place(*numbers[:2])
                self._edge(last, following)
                last = following
            elif letter == "C":
                self._edge(last, begin)
                last = begin
            elif len(numbers) >= 2:
                last = frame.place(*numbers[-2:])

    def _edge(self, a: tuple[float, float], b: tuple[float, float]) -> None:
        (x0, x1), (y0, y1) = sorted((a[0], b[0])), sorted((a[1], b[1]))
        for orientation, straight, length in (("h", y1 - y0, x1 - x0), ("v", x1 - x0, y1 - y0)):
            if straight <= _STRAIGHT < length and len(self.edges) <= _MOST_RULINGS:
                edge = {"object_type": "line", "orientation": orientation, "x0": x0, "x1": x1, "top": y0, "bottom": y1}
                self.edges.append({**edge, "width": x1 - x0, "height": y1 - y0})

    def blocks(self, tally: Tally, number: int) -> list[str | Table]:
        """Its lines and tables from top to bottom; `number` is that of the page."""
        tables: list[tuple[tuple[float, float, float, float], Table]] = []
        if _LEAST <= len(self.edges) <= _MOST_RULINGS:
            try:
                tables = list(self._tables())
            except ImportError:
                tally.add(f"{_NO_TABLES}（要 pip install 'dcgd[pdf]'）", f"第 {number} 页")
        elif self.edges and len(self.edges) > _MOST_RULINGS:
            tally.add(_NO_TABLES, f"第 {number} 页")

        def is_outside(char: Shape) -> bool:
            across, down = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
            return not any(a <= across < c and b <= down < d for (a, b, c, d), _table in tables)

        if not tables and (blocks := told_blocks(self.chars, number, tally)[0]):
            return blocks
        placed: list[tuple[float, str | Table]] = [(box[1], table) for box, table in tables]
        placed += text_lines([char for char in self.chars if is_outside(char)])
        return [block for _top, block in sorted(placed, key=lambda pair: pair[0])]

    def _tables(self) -> Iterator[tuple[tuple[float, float, float, float], Table]]:
        """The tables that the rulings make, by the library that finds those of a PDF."""
        from pdfplumber import table as ruled

        edges = ruled.merge_edges(self.edges, 3, 3, 3, 3)
        cells = ruled.intersections_to_cells(ruled.edges_to_intersections(edges, 3, 3))
        for boxes in ruled.cells_to_tables(cells):
            if len({box[0] for box in boxes}) > 1:
                lefts, tops, rights, bottoms = zip(*boxes, strict=True)
                around = (min(lefts), min(tops), max(rights), max(bottoms))
                yield around, read_table(boxes, self.chars, around)


def _is_unseen(element: Element) -> bool:
    return element.get("Visible", "").lower() == "false" or element.get("Alpha", "255").strip() == "0"


def _char(char: str, left: float, base: float, size: float, width: float) -> Shape:
    place = {"x0": left, "x1": left + width, "top": base - 0.8 * size, "bottom": base + 0.2 * size}
    return {"text": char, "size": size, **place}


def _steps(said: str | None, most: int) -> list[float]:
    """The distances from character to character; `g 3 4.2` means 4.2 three times."""
    steps: list[float] = []
    words = (said or "").split()
    at = 0
    while at < len(words) and len(steps) < most:
        if words[at] == "g" and at + 2 < len(words):
            count, step = _numbers(words[at + 1]), _numbers(words[at + 2])
            steps += (step or [0.0])[:1] * max(0, min(int(count[0]) if count else 0, most - len(steps)))
            at += 3
        else:
            steps += _numbers(words[at])[:1]
            at += 1
    return steps


def _commands(data: str) -> Iterator[tuple[str, list[float]]]:
    """The commands of a path: a letter and its numbers."""
    letter = ""
    numbers: list[float] = []
    for step in _STEP.finditer(data[: _MOST_RULINGS * 100]):
        if step[1]:
            if letter:
                yield letter, numbers
            letter, numbers = step[1].upper(), []
        elif len(numbers) < 8:
            numbers.append(float(step[2]))
    if letter:
        yield letter, numbers
