"""The ruled tables on the pages of a PDF as rows, and the lines of text around them."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from dcgd.intake.text.docx_tables import CELL_BREAK

_MOST_EDGES = 20_000
"""A page with more rulings is a drawing."""
_NEAR = 4.0
"""Points by which the edges of one column may differ from page to page."""
_KEY = re.compile(r"\s*(?:序\s*号|编\s*号|序|号)\s*")
_PLACES = "省市区县州旗"
_BODY = re.compile("[局委办院厅部会队站署心司]$")
"""How the name of a body begins, and how it ends."""
_MARGINS = 1.5
"""What a cell leaves free beside its lines, in characters."""
_OPEN = tuple("、，,：:；;（(《“-—和及与的")
"""How a line ends that goes on in the next one."""


@dataclass(slots=True)
class Table:
    """The rows of a table as texts of cells; `lefts` are the left edges of its columns, `right` its own right edge.

    `empty` are the places (row, column) of cells without text: at a page's top one may go on from the page before.
    """

    lefts: list[float]
    right: float
    rows: list[list[str]]
    empty: frozenset[tuple[int, int]] = frozenset()

    def size(self) -> int:
        """How many characters it holds."""
        return sum(len(words) for row in self.rows for words in row)


class Char(NamedTuple):
    """A character, its left and right edge, the middle of its height from the top, its size."""

    text: str
    left: float
    right: float
    middle: float
    size: float


def page_blocks(page: Any) -> list[str | Table]:
    """The lines of text and the tables of a page (as pdfplumber reads it) from top to bottom; empty without a table."""
    if len(page.edges) > _MOST_EDGES:
        return []
    tables = [table for table in page.find_tables() if len({cell[0] for cell in table.cells}) > 1]
    if not tables or any("(cid:" in char["text"] for char in page.chars):
        return []
    boxes = [table.bbox for table in tables]

    def is_outside(shape: dict[str, Any]) -> bool:
        if shape.get("object_type") != "char":
            return False
        across, down = (shape["x0"] + shape["x1"]) / 2, (shape["top"] + shape["bottom"]) / 2
        return not any(bool(a <= across < c and b <= down < d) for a, b, c, d in boxes)

    lines = page.filter(is_outside).extract_text_lines(return_chars=False)
    placed: list[tuple[float, str | Table]] = [(line["top"], line["text"]) for line in lines]
    placed += [(table.bbox[1], read_table(table.cells, page.chars, table.bbox)) for table in tables]
    return [block for _top, block in sorted(placed, key=lambda pair: pair[0])]


def read_table(
    cells: Iterable[tuple[float, float, float, float]],
    chars: Iterable[dict[str, Any]],
    box: tuple[float, float, float, float],
) -> Table:
    """The table whose cells are these boxes (left, top, right, bottom) and hold these characters.

    A cell that goes over several rows is repeated in each; one that goes over columns is followed by empty ones.
    """
    boxes = sorted(cells, key=lambda cell: (cell[1], cell[0]))
    lefts, tops = _edges(cell[0] for cell in boxes), _edges(cell[1] for cell in boxes)
    here = [as_char(char) for char in chars if _is_in(char, box)]
    rows = [[""] * len(lefts) for _ in tops]
    empty: set[tuple[int, int]] = set()
    for left, top, right, bottom in boxes:
        inside = [char for char in here if left <= (char.left + char.right) / 2 < right and top <= char.middle < bottom]
        here = [char for char in here if char not in inside] if len(here) < 2000 else here
        words = cell_text([line for line in lines_of(inside) if line], right - left)
        column, first = _at(lefts, left), _at(tops, top)
        last = max(at for at, edge in enumerate(tops) if edge < bottom - _NEAR or at == first)
        for row in range(first, last + 1):
            rows[row][column] = words
        if not words:
            empty.add((first, column))
    return Table(lefts, box[2], rows, frozenset(empty))


def _edges(places: Iterable[float]) -> list[float]:
    """Edges in order, those that are near one another once."""
    edges: list[float] = []
    for place in sorted(places):
        if not edges or place - edges[-1] > _NEAR:
            edges.append(place)
    return edges


def _at(edges: Sequence[float], place: float) -> int:
    return min(range(len(edges)), key=lambda at: abs(edges[at] - place))


def _is_in(char: dict[str, Any], box: tuple[float, float, float, float]) -> bool:
    across, down = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
    return bool(box[0] <= across < box[2] and box[1] <= down < box[3])


def as_char(char: dict[str, Any]) -> Char:
    """A character of pdfplumber."""
    return Char(char["text"], char["x0"], char["x1"], (char["top"] + char["bottom"]) / 2, char["size"])


def text_lines(chars: Iterable[dict[str, Any]]) -> list[tuple[float, str]]:
    """(where it stands from the top, text) of each line that characters make."""
    lines = [line for line in lines_of([as_char(char) for char in chars]) if line]
    return [(line[0].middle, "".join(spaced(line))) for line in lines]


def cell_text(lines: list[list[Char]], width: float) -> str:
    """The text of a cell of that width: lines that are full go on in the next, others end there."""
    said = ""
    before: list[Char] = []
    for line in lines:
        words = "".join(spaced(line)).strip()
        if words:
            said += (CELL_BREAK if before and ended(before, words, said, width) else "") + words
            before = line
    return said


def lines_of(chars: list[Char]) -> Iterator[list[Char]]:
    """Characters by lines, from the left to the right."""
    line: list[Char] = []
    for char in sorted(chars, key=lambda char: char.middle):
        if line and char.middle - line[0].middle > 0.6 * max(char.size, 1):
            yield sorted(line, key=lambda char: char.left)
            line = []
        line.append(char)
    yield sorted(line, key=lambda char: char.left)


def spaced(line: list[Char]) -> Iterator[str]:
    """The characters of a line, with a blank where words of another script stand apart."""
    before: Char | None = None
    for char in line:
        if before and char.left - before.right > 0.3 * char.size and (before.text + char.text).isascii():
            yield " "
        yield char.text
        before = char


def ended(line: list[Char], words: str, said: str, width: float) -> bool:
    """Whether a line ended on purpose: the first word of the next one, `words`, would have had room in it."""
    if said.endswith(_OPEN):
        return False
    if said[-1:].isdecimal() and words[:1].isdecimal():
        return True  # no program divides a number
    first = line[0].text
    if first in _PLACES and first == words[:1] and _BODY.search(said):
        return True  # 区发改委 over 区工信局, in a column as narrow as they are
    size = max(char.size for char in line)
    word = re.match(r"([\dA-Za-z.%]*).?([，。、；：！？”）》]*)", words)
    need = size * (1 + (len(word[1]) * 0.6 + len(word[2]) if word else 0))
    return width - _MARGINS * size - (line[-1].right - line[0].left) > need


def joined_pages(pages: Sequence[Sequence[str | Table]]) -> list[str]:
    """The text of each page; a table that goes on is joined to its part on the page before.

    Its header is not repeated, and a row that a page's end divides is one row again, on the page where it begins.
    """
    open_table: Table | None = None
    for blocks in pages:
        tables = [block for block in blocks if isinstance(block, Table)]
        if tables and open_table and _may_follow(blocks) and (placed := _aligned(tables[0], open_table)):
            tables[0].rows = _continued(open_table, placed, tables[0].empty)
            tables[0].lefts = open_table.lefts
            open_table = Table(open_table.lefts, open_table.right, [*open_table.rows, *tables[0].rows])
            open_table = tables[-1] if len(tables) > 1 else open_table
        else:
            open_table = tables[-1] if tables else None
        if blocks and not any(isinstance(block, Table) for block in _without_foot(blocks)[-1:]):
            open_table = None
    return ["\n".join(line for block in blocks for line in _shown(block)) for blocks in pages]


def _may_follow(blocks: Sequence[str | Table]) -> bool:
    """Whether nothing but a running head stands above the first table of a page."""
    above = next((at for at, block in enumerate(blocks) if isinstance(block, Table)), len(blocks))
    return above <= 1 and all(len(block) < 40 for block in blocks[:above] if isinstance(block, str))


def _without_foot(blocks: Sequence[str | Table]) -> Sequence[str | Table]:
    """The blocks of a page without its number."""
    last = blocks[-1]
    is_foot = isinstance(last, str) and re.fullmatch(r"[\s\d—–\-第共页/]*", last)
    return blocks[:-1] if is_foot else blocks


def _aligned(table: Table, before: Table) -> list[list[str]] | None:
    """The rows in the columns of the table before; None where they are no columns of it."""
    if abs(table.right - before.right) > _NEAR or abs(table.lefts[0] - before.lefts[0]) > _NEAR:
        return None
    columns = [_at(before.lefts, left) for left in table.lefts]
    if any(abs(before.lefts[at] - left) > _NEAR for at, left in zip(columns, table.lefts, strict=True)):
        return None
    rows = []
    for row in table.rows:
        cells = [""] * len(before.lefts)
        for at, words in zip(columns, row, strict=True):
            cells[at] = words
        rows.append(cells)
    return rows


def _continued(before: Table, rows: list[list[str]], empty: frozenset[tuple[int, int]]) -> list[list[str]]:
    """The rows that go on, without the header; what belongs to the last row is added to it."""
    top = int(bool(rows) and rows[0] == before.rows[0])
    rows = rows[top:]
    if not rows:
        return rows
    key = next((at for at, name in enumerate(before.rows[0]) if _KEY.fullmatch(name)), None)
    if key is None:
        filled = (at for at in range(len(before.lefts)) if all(row[at] for row in before.rows))
        key = next(filled, None)
    last = list(before.rows[-1])
    if key is not None and not rows[0][key] and len(before.rows) > 1:
        for at, words in enumerate(rows[0]):
            before.rows[-1][at] += words if words != last[at] else ""
        rows = rows[1:]
    for at in (at for at in range(len(last)) if at != key and (top, at) in empty):
        for row in rows:  # a cell that goes over rows goes on
            if row[at]:
                break
            row[at] = last[at]
    return rows


def _shown(block: str | Table) -> Iterator[str]:
    """A block as lines: of a table a line a row, at least three cells with tabs between."""
    if isinstance(block, str):
        yield block
        return
    for row in block.rows:
        cells = [words.replace("\t", " ") for words in row]
        yield "\t".join([*cells, *[""] * (3 - len(cells))])
