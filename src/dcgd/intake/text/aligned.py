"""Tables without upright rulings: columns by what stands below the words of a header, rows only by evidence."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any, NamedTuple

from dcgd.intake.text.pdf_tables import Char, Table, as_char, cell_text, ended, lines_of, spaced
from dcgd.intake.text.unread import Tally

HEAD = re.compile(
    r"序号|编号|[^\W\d]{0,6}(?:任务|内容|事项|项目|名称|指标|单位|部门|时限|时间|措施|目标|领导|要求|责任人|进度|备注)"
)
"""A word of a header."""
_UNDIVIDED = "没有画线、分不出行列的表格"
"""The kind of what is left out."""
_KEY = re.compile(r"序\s*号|编\s*号")
_NUMBER = re.compile(r"\d{1,3}|[（(]?[一二三四五六七八九十]{1,3}[）)]?")
_FOOT = re.compile(r"[\s\d—–\-第共页/]*")
_FEWEST = 3
"""Words of a header at the least."""
_GAP = 0.8
"""How far apart two columns are at the least, in characters."""
_CORRIDOR = 0.35
"""How much of that stays free over the whole table."""
_WIDER = 1.2
"""How much wider than between its lines it is between rows, where rows are told so."""


class _Part(NamedTuple):
    """Characters of a line that stand together."""

    chars: list[Char]

    @property
    def left(self) -> float:
        return self.chars[0].left

    @property
    def right(self) -> float:
        return self.chars[-1].right

    @property
    def words(self) -> str:
        return "".join(char.text for char in self.chars).strip()


@dataclass(frozen=True, slots=True)
class Columns:
    """The header of a table, and between two columns each the stretches in which nothing stands."""

    header: tuple[str, ...]
    free: tuple[tuple[tuple[float, float], ...], ...]
    left: float
    right: float

    def edges(self) -> list[float]:
        """The left edges of the columns: in the middle of what is free before them."""
        return [self.left, *(sum(_widest(gaps)) / 2 for gaps in self.free)]

    def after(self, line: Sequence[_Part], size: float) -> "Columns | None":
        """What is free when a line is taken in; None where it stands across the columns."""
        free = []
        for gaps in self.free:
            left = gaps
            for part in line:
                left = tuple(piece for gap in left for piece in _without(gap, part.left, part.right))
            if not left or _length(_widest(left)) < _CORRIDOR * size:
                return None
            free.append(left)
        return replace(
            self,
            free=tuple(free),
            left=min(self.left, line[0].left),
            right=max(self.right, line[-1].right),
        )


class Aligned(NamedTuple):
    """A page: its lines and tables, the columns of a table that may go on, the headers of tables that were not read."""

    blocks: list[str | Table]
    goes_on: Columns | None
    unread: list[str]

    def has_tables(self) -> bool:
        """Whether there is a table, read or not."""
        return bool(self.unread) or any(isinstance(block, Table) for block in self.blocks)


def _length(gap: tuple[float, float]) -> float:
    return gap[1] - gap[0]


def _widest(gaps: Sequence[tuple[float, float]]) -> tuple[float, float]:
    return max(gaps, key=_length)


def _without(gap: tuple[float, float], left: float, right: float) -> list[tuple[float, float]]:
    """What of a stretch lies outside another."""
    a, b = gap
    return [piece for piece in ((a, min(b, left)), (max(a, right), b)) if piece[1] > piece[0]]


def may_have(text: str) -> bool:
    """Whether a page's text has the words of such a header."""
    return len({word for word in text.split() if HEAD.fullmatch(word)}) >= _FEWEST


def told_blocks(
    chars: Iterable[dict[str, Any]], number: int, tally: Tally, before: Columns | None = None
) -> tuple[list[str | Table], Columns | None]:
    """The lines and tables of the page of that number, none where there is no table, and the columns that may go on.

    The tables that are left out are told.
    """
    page = aligned_blocks(chars, before)
    for header in page.unread:
        tally.add(_UNDIVIDED, f"第 {number} 页 {header}")
    return (page.blocks if page.has_tables() else []), page.goes_on


def aligned_blocks(chars: Iterable[dict[str, Any]], before: Columns | None = None) -> Aligned:
    """The lines and tables of a page; `before` are the columns of a table that ends the page before.

    A table whose rows cannot be told is left out, and said to be.
    """
    lines = [line for line in lines_of([as_char(char) for char in chars if char["text"].strip()]) if line]
    parts = [_parts(line) for line in lines]
    blocks: list[str | Table] = []
    unread: list[str] = []
    at, columns = 0, None
    while at < len(lines):
        columns = _header(parts[at]) or (before if not at and before and _goes_on(before, parts) else None)
        if columns is None:
            blocks.append("".join(spaced(lines[at])))
            at += 1
            continue
        first = at + bool(_header(parts[at]))
        at, columns = _extent(parts, first, columns)
        is_new = first > 0 and _header(parts[first - 1]) is not None
        rows = _rows(parts[first:at], columns, carried=not is_new)
        if rows is not None:
            blocks.append(Table(columns.edges(), columns.right, [list(columns.header), *rows] if is_new else rows))
        elif at > first:
            unread.append("、".join(columns.header))
    if any(isinstance(block, str) and not _FOOT.fullmatch(block) for block in blocks[-1:]):
        columns = None
    return Aligned(blocks, columns, unread)


def _parts(line: list[Char]) -> list[_Part]:
    parts = [_Part([line[0]])]
    for char in line[1:]:
        if char.left - parts[-1].right > _GAP * char.size:
            parts.append(_Part([]))
        parts[-1].chars.append(char)
    return parts


def _header(line: Sequence[_Part]) -> Columns | None:
    """The columns below a line, if it is a header."""
    words = [part.words for part in line]
    if len(set(words)) < _FEWEST or not all(HEAD.fullmatch(word) for word in words):
        return None
    free = tuple(((a.right, b.left),) for a, b in pairwise(line))
    return Columns(tuple(words), free, line[0].left, line[-1].right)


def _goes_on(columns: Columns, lines: Sequence[Sequence[_Part]]) -> bool:
    """Whether a page begins with lines in those columns, as far as the first that stands in two of them."""
    for line in lines:
        if columns.after(line, line[0].chars[0].size) is None:
            return False
        if len(line) > 1:
            return True
    return False


def _extent(parts: Sequence[Sequence[_Part]], first: int, columns: Columns) -> tuple[int, Columns]:
    """Where a table ends, and its columns: at what stands across them, or at the next header."""
    for at in range(first, len(parts)):
        size = parts[at][0].chars[0].size
        taken = columns.after(parts[at], size)
        is_foot = at == len(parts) - 1 and _FOOT.fullmatch("".join(part.words for part in parts[at]))
        if taken is None or is_foot or _header(parts[at]):
            return at, columns
        columns = taken
    return len(parts), columns


def _rows(lines: Sequence[Sequence[_Part]], columns: Columns, *, carried: bool) -> list[list[str]] | None:
    """The rows of a table, None where nothing says where each begins; a `carried` one may begin within a row."""
    edges = columns.edges()
    placed = [_placed(line, edges) for line in lines]
    if not placed:
        return None
    key = next((at for at, name in enumerate(columns.header) if _KEY.fullmatch(name)), None)
    room = 1.5 * _size(placed)
    widths = [
        max((line[at][-1].right - line[at][0].left for line in placed if line[at]), default=0.0) + room
        for at in range(len(edges))
    ]
    starts = _starts(placed, key, widths, carried=carried)
    if starts is None:
        return None
    ends = [*starts[1:], len(placed)]
    return [
        [cell_text([line[at] for line in placed[start:end] if line[at]], widths[at]) for at in range(len(edges))]
        for start, end in zip(starts, ends, strict=True)
    ]


def _placed(line: Sequence[_Part], edges: Sequence[float]) -> list[list[Char]]:
    """The characters of a line by columns."""
    cells: list[list[Char]] = [[] for _ in edges]
    for part in line:
        for char in part.chars:
            middle = (char.left + char.right) / 2
            cells[max((at for at, edge in enumerate(edges) if edge <= middle), default=0)].append(char)
    return cells


def _size(placed: Sequence[Sequence[Sequence[Char]]]) -> float:
    return max(char.size for line in placed for cell in line for char in cell)


def _starts(
    placed: Sequence[Sequence[Sequence[Char]]], key: int | None, widths: Sequence[float], *, carried: bool
) -> list[int] | None:
    """The lines at which rows begin, by any one evidence: all are whole; they stand apart; numbers head full cells."""
    is_key = [
        key is None or bool(_NUMBER.fullmatch("".join(char.text for char in line[key]).strip())) for line in placed
    ]
    whole = [sum(map(bool, line)) >= max(2, len(line) - 1) for line in placed]
    if all(whole) and all(is_key):
        return list(range(len(placed)))
    if (apart := _apart(placed, is_key, key, carried=carried)) is not None:
        return apart
    if key is None or not (is_key[0] or carried):
        return None
    starts = [at for at, numbered in enumerate(is_key) if numbered]
    if not all(whole[at] for at in starts):
        return None
    starts = starts if is_key[0] else [0, *starts]
    return starts if _flows(placed, set(starts), widths) else None


def _apart(
    placed: Sequence[Sequence[Sequence[Char]]], is_key: Sequence[bool], key: int | None, *, carried: bool
) -> list[int] | None:
    """Where rows begin that stand further apart than their lines do: so that each has one number, or all its cells."""
    middles = [next(cell[0].middle for cell in line if cell) for line in placed]
    gaps = [b - a for a, b in pairwise(middles)]
    for less, more in reversed([*pairwise(sorted(gaps))]):
        if more < _WIDER * less:
            continue
        starts = [0, *(at for at, gap in enumerate(gaps, 1) if gap > (less + more) / 2)]
        rows = [range(a, b) for a, b in pairwise([*starts, len(placed)])]
        filled = [sum(any(placed[at][column] for at in row) for column in range(len(placed[0]))) for row in rows]
        numbers = [sum(is_key[at] for at in row) for row in rows]
        if key is not None and set(numbers[carried:]) <= {1} and numbers[0] <= 1:
            return starts
        if key is None and min(filled[carried:], default=0) >= len(placed[0]) - 1:
            return starts
    return None


def _flows(placed: Sequence[Sequence[Sequence[Char]]], starts: set[int], widths: Sequence[float]) -> bool:
    """Whether each line that begins no row goes on from a full one, in each of its cells."""
    for column, width in enumerate(widths):
        for at, (above, here) in enumerate(pairwise(line[column] for line in placed), 1):
            if at in starts or not here:
                continue
            words, said = ("".join(char.text for char in cell) for cell in (here, above))
            if not above or ended([*above], words, said, width):
                return False
    return True
