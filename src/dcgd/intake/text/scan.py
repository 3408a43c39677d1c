"""A scanned page, whose characters were recognised: its lines as paragraphs, its ruled tables as rows."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from dcgd.intake.text.aligned import told_blocks
from dcgd.intake.text.glyphs import HAN
from dcgd.intake.text.pdf_tables import Table, read_table
from dcgd.intake.text.unread import Tally

WIDTH = 595.0
"""A page is as wide as A4 in points, whatever its pixels are."""
DOUBTFUL = 0.85
"""A line that was recognised with less certainty is told."""
_APART = 1.6
"""Two lines of one height are parts of one when they are no further apart, in characters."""
_SNAP = 5.0
_RAGGED = 0.075
"""How far from the right margin, in parts of the width, a line may end that goes on in the next one."""
_HALF = {"(": "（", ")": "）", ":": "：", ",": "，", ";": "；", "?": "？", "!": "！"}
_NUMBER = re.compile(r"([发函办字文])[\[［【〔(（]((?:19|20)\d\d)[\]］】〕)）]")
_BEGINS = re.compile(
    r"(?:第[一二三四五六七八九十]+[章节]|[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]|\d{1,2}[.．、])"
)
_FEWEST = 2
"""Lines that end together at the right margin, at the least."""
_WORD = re.compile("[A-Za-z]{2}")
_ENDS = "。；：！？"
_CLOSING = tuple("，。；：、）%.")
"""How no line begins that begins a paragraph."""


class ScannedLine(NamedTuple):
    """Text in one line: its place (left, top, right, bottom) in points of a page that stands upright.

    `score` is how certain it is (0 to 1; a wrong one may be certain, too), `stamped` says that red ink lies on it,
    `picture` shows it (JPEG).
    """

    text: str
    box: tuple[float, float, float, float]
    score: float
    stamped: bool = False
    picture: bytes = b""


class ScannedPage(NamedTuple):
    """The lines of a page, its rulings (left, top, right, bottom), its height in points, and whether it has red ink."""

    lines: tuple[ScannedLine, ...]
    rulings: tuple[tuple[float, float, float, float], ...]
    height: float
    red: bool = False


def corrected(text: str) -> str:
    """Text with the punctuation that belongs between Chinese characters, and brackets of a document's number."""
    text = _NUMBER.sub(r"\1〔\2〕", text.strip())
    for half, full in _HALF.items():
        mark = re.escape(half)
        digits = r"(?!\d)" if half in ",:" else ""
        text = re.sub(rf"(?<=[{HAN}）（”》]){mark}{digits}|{mark}(?=[{HAN}（“《])", full, text)
    return re.sub(rf"(?<=[{HAN}%）]),(?=\d)", "，", text)


def scan_blocks(page: ScannedPage, number: int, tally: Tally) -> list[str | Table]:
    """The paragraphs and tables of a page from top to bottom; what is doubtful is told with the page's number."""
    for line in page.lines:
        if line.score < DOUBTFUL:
            tally.add("认得没有把握的行", f"第 {number} 页 {line.text}", line)
        if line.stamped and re.search(r"\d", line.text):
            tally.add("盖着红色、数要对照的行", f"第 {number} 页 {line.text}", line)
    if page.red:
        tally.add("红色的字和印章", f"第 {number} 页")
    tables = list(_tables(page))
    if not tables:
        blocks, _goes_on = told_blocks(_characters(page.lines), number, tally)
        if blocks:
            return blocks
    inside = [line for line in page.lines if any(_is_in(line, box) for box, _cells in tables)]
    placed: list[tuple[float, str | Table]] = [
        (box[1], read_table(cells, _characters(inside), box)) for box, cells in tables
    ]
    free = [line for line in page.lines if line not in inside]
    tops = sorted(box[1] for box, _cells in tables)
    for above in range(len(tops) + 1):
        stretch = [line for line in free if sum(top < line.box[1] for top in tops) == above]
        placed += _paragraphs(stretch)
    return [block for _top, block in sorted(placed, key=lambda pair: pair[0])]


def _is_in(line: ScannedLine, box: tuple[float, float, float, float]) -> bool:
    across, down = (line.box[0] + line.box[2]) / 2, (line.box[1] + line.box[3]) / 2
    return box[0] <= across < box[2] and box[1] <= down < box[3]


def _tables(page: ScannedPage) -> Iterator[tuple[Any, list[Any]]]:
    """Each ruled table of more than one column: its box, and those of its cells."""
    if len(page.rulings) < 4 or len(page.rulings) > 2000:
        return
    from pdfplumber import table as lines

    edges = [
        {
            "x0": left,
            "top": top,
            "x1": right,
            "bottom": bottom,
            "width": right - left,
            "height": bottom - top,
            "orientation": "h" if top == bottom else "v",
            "object_type": "line",
        }
        for left, top, right, bottom in page.rulings
    ]
    merged = lines.merge_edges(edges, _SNAP, _SNAP, _SNAP, _SNAP)
    crossings = lines.edges_to_intersections(merged, _SNAP, _SNAP)
    for cells in lines.cells_to_tables(lines.intersections_to_cells(crossings)):
        if len({cell[0] for cell in cells}) > 1:
            lefts, tops, rights, bottoms = zip(*cells, strict=True)
            yield (min(lefts), min(tops), max(rights), max(bottoms)), cells


def _characters(lines: Sequence[ScannedLine]) -> Iterator[dict[str, Any]]:
    """The characters of lines, each about where it stands: those of ASCII are half as wide as others."""
    for line in lines:
        left, top, right, bottom = line.box
        weights = [0.55 if char.isascii() else 1.0 for char in line.text]
        step = (right - left) / sum(weights)
        for char, weight in zip(line.text, weights, strict=True):
            yield {"text": char, "x0": left, "x1": left + step * weight, "top": top, "bottom": bottom, "size": step}
            left += step * weight


def _paragraphs(lines: Sequence[ScannedLine]) -> Iterator[tuple[float, str]]:
    """(where it begins from the top, text) of each paragraph that lines make."""
    rows = [_as_one(row) for row in _rows(lines)]
    if not rows:
        return
    margin, end = min(row.box[0] for row in rows), max(row.box[2] for row in rows)
    sizes = sorted(_size(row) for row in rows)
    size = sizes[len(sizes) // 2]
    if sum(end - row.box[2] < 1.6 * size for row in rows) < _FEWEST:  # no margin, but the end of a title
        end = max(end, WIDTH - margin)
    pitch = sorted(below.box[1] - above.box[1] for above, below in pairwise(rows))
    usual = pitch[len(pitch) // 2] if pitch else size
    said, begin = "", 0.0
    before: ScannedLine | None = None
    for row in rows:
        goes_on = before is not None and (
            row.text.startswith(_CLOSING)
            or (
                end - before.box[2] < max(1.6 * size, _RAGGED * (end - margin))
                and row.box[0] - margin < 1.2 * size
                and row.box[1] - before.box[1] < 1.8 * usual
                and not (said[-1:] in _ENDS and _BEGINS.match(row.text))
            )
        )
        if not goes_on and said:
            yield begin, said
            said = ""
        if not said:
            begin = row.box[1]
        said += (" " if _WORD.fullmatch(said[-1:] + row.text[:1]) else "") + row.text
        before = row
    if said:
        yield begin, said


def _size(line: ScannedLine) -> float:
    """How wide a character of a line is."""
    return (line.box[2] - line.box[0]) / max(1.0, sum(0.55 if char.isascii() else 1.0 for char in line.text))


def _rows(lines: Sequence[ScannedLine]) -> Iterator[list[ScannedLine]]:
    """Lines that stand at one height together, from the left to the right."""
    row: list[ScannedLine] = []
    for line in sorted(lines, key=lambda line: line.box[1] + line.box[3]):
        height = line.box[3] - line.box[1]
        if row and (line.box[1] + line.box[3] - row[0].box[1] - row[0].box[3]) / 2 > 0.5 * height:
            yield sorted(row, key=lambda part: part.box[0])
            row = []
        row.append(line)
    if row:
        yield sorted(row, key=lambda part: part.box[0])


def _as_one(row: Sequence[ScannedLine]) -> ScannedLine:
    """The parts of a row as one line, with blanks where they stand apart."""
    text, at = "", row[0].box[0]
    for part in row:
        text += ("  " if text and part.box[0] - at > _APART * _size(part) else "") + part.text
        at = part.box[2]
    lefts, tops, rights, bottoms = zip(*(part.box for part in row), strict=True)
    return ScannedLine(text, (min(lefts), min(tops), max(rights), max(bottoms)), min(part.score for part in row))
