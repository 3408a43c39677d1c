"""Clean a decoded text: join lines, normalise spaces and odd characters, keep the origin of every character.

The clean string has no line ends. Where lines and paragraphs begin is stored beside it, because in one file a line end
means a paragraph and in the next only the width of the page.
"""

import re
from array import array
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace
from itertools import pairwise

from dcgd.intake.text.glyphs import ALIKE, HAN, POINTS, SPACES
from dcgd.intake.text.joined import first_lines
from dcgd.intake.text.noise import noise_lines
from dcgd.unseen import LAYOUT, unseen

_INSIDE = re.compile(f"(?<=[{HAN}{POINTS}])[{SPACES}]+(?=[{HAN}{POINTS}])")
_HAN_GAP = re.compile(f"(?<=[{HAN}])[{SPACES}]+(?=[{HAN}])")
_HAN = re.compile(f"[{HAN}]")
_LONE = re.compile(f"(?:(?<![{HAN}])[{HAN}][{SPACES}]+){{2,}}[{HAN}](?![{HAN}])")
_NAMED = re.compile("“[^“”]{0,60}”|《[^《》]{0,120}》")
_LATIN = re.compile("[A-Za-z]{2}$")
_SPACE_RUN = re.compile(f"[{SPACES}]+")
_LEAD = re.compile(rf"[{SPACES}\f]*(?:(#{{1,6}})(?!#)|>+|[-*+•●■◆▪](?=[{SPACES}])|—{{2}})?[{SPACES}]*")
STRUCK = r"~~(?=[^~\s])[^~\n]{1,500}~~|<(del|s|strike)>[^<\n]{0,500}</(?:del|s|strike)>"
"""What a Markdown document strikes out."""
COMMENT = r"<!--[^\n]{0,500}?-->"
"""What a Markdown document does not show."""
_MARKUP = re.compile(f"{STRUCK}|{COMMENT}|" + r"\*\*|(?<=\S)[ ]#+$|\\(?=[!-/:-@\[-`{-~])|<br ?/?>|&nbsp;")
_SIGNED = re.compile("[^，。；：！]{2,24}[府室会局厅委部院办]")
_YEAR = re.compile(r"(?:19|20)\d\d")
UNITS = re.compile(
    "(?:责任|承办|牵头|实施)?单位(?:名称)?|镇街|镇[（(]?街道[)）]?|乡镇(?:街道)?|镇、街道|部门|县区|区县|地区"
)
"""The header above the names of units in a table that divides figures among them."""
_HEADER = re.compile("序号|编号|任务|工作|内容|事项|项目|单位|部门|时限|时间|措施|目标|领导")
_WIDEST = 1 << 40
_ENDS = "。！？；：”）)》〕】…!?;:"


@dataclass(frozen=True, slots=True)
class Line:
    """One line with content: `start` and `end` in the body, its number in the file (from 1), and its markup.

    `level` is that of a heading (0 for none), `spaced` says that a blank line is before it, `cells` holds the stretches
    of a table row.
    """

    start: int
    end: int
    number: int
    level: int = 0
    bullet: bool = False
    spaced: bool = False
    cells: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Body:
    """The clean text, the offset in the decoded text of each of its characters, and its lines.

    `gaps` are offsets where spaces between two Chinese characters, or a line end in a cell, were removed; `files` says
    where each file begins whose text it holds, and how long a full line of it is.
    """

    text: str
    origin: "array[int]"
    lines: tuple[Line, ...]
    gaps: tuple[int, ...]
    files: tuple[tuple[int, int], ...]

    def gaps_in(self, start: int, end: int, shift: int = 0) -> frozenset[int]:
        """The gaps inside a stretch, as offsets from its start, plus `shift`."""
        near = self.gaps[bisect_right(self.gaps, start) : bisect_left(self.gaps, end)]
        return frozenset(gap - start + shift for gap in near)

    def line_at(self, place: int) -> int:
        """The index of the line at an offset."""
        return max(0, bisect_right(self.lines, place, key=lambda line: line.start) - 1)

    def lines_in(self, begin: int, stop: int) -> range:
        """The indexes of the lines that begin in a stretch."""
        return range(*(bisect_left(self.lines, place, key=lambda line: line.start) for place in (begin, stop)))

    def number_at(self, place: int) -> int:
        """The number in the file (from 1) of the line at an offset; 0 for an empty text."""
        return self.lines[self.line_at(place)].number if self.lines else 0

    def is_short(self, line: Line) -> bool:
        """Whether a line is shorter than the page is wide, so that its end was intended."""
        return line.end - line.start < 0.8 * self.width_at(line.start)

    def width_at(self, place: int) -> int:
        """The length of a full line in the file at an offset."""
        return self.files[bisect_right(self.files, (place, _WIDEST)) - 1][1]

    def ends_paragraph(self, index: int) -> bool:
        """Whether the line of that index closes a paragraph: by its last character, by being short, or by markup."""
        line = self.lines[index]
        if index + 1 >= len(self.lines) or line.level or line.cells:
            return True
        after = self.lines[index + 1]
        return bool(after.level or after.cells or after.bullet or self.text[line.end - 1] in _ENDS)


def _cells(line: str, offset: int) -> list[tuple[int, int]]:
    """The stretches of the cells of a table row with bars or tabs; empty for any other line."""
    stripped = line.strip(" \u3000\f")
    if stripped.startswith("|") and stripped.endswith("|") and len(stripped) > 2:
        bars = [m.start() for m in re.finditer(r"(?<!\\)\|", line)]
    elif line.count("\t") >= 2 and len(stripped.split("\t")) >= 3:
        bars = [-1, *(m.start() for m in re.finditer("\t", line)), len(line)]
    else:
        return []
    return [(offset + left + 1, offset + right) for left, right in pairwise(bars)]


def _tables(lines: list[str], offsets: list[int], noise: set[int]) -> dict[int, list[tuple[int, int]]]:
    """The cells of table rows by line: two or more adjoining rows whose first has the words of a header."""
    rows = {at: cells for at, line in enumerate(lines) if at not in noise and (cells := _cells(line, offsets[at]))}
    tables: dict[int, list[tuple[int, int]]] = {}
    last, keep = -2, False
    for at, cells in rows.items():
        between = range(last + 1, at)
        if last < 0 or any(i not in noise for i in between):
            following = next((i for i in range(at + 1, len(lines)) if i not in noise), -1)
            keep = following in rows and (len(_HEADER.findall(lines[at])) >= 2 or _divides(lines[at], lines[following]))
        if keep:
            tables[at] = cells
        last = at
    return tables


def _divides(header: str, row: str) -> bool:
    """Whether a table divides figures among units: its header has a column of units, the row below it a bare number."""
    names, cells = ([re.sub(r"\s", "", cell) for cell in re.split(r"[|\t]", line)] for line in (header, row))
    return any(UNITS.fullmatch(name) for name in names) and any(cell.isdecimal() for cell in cells)


def build_body(text: str) -> Body:
    """Clean a decoded text with line ends `\\n`; characters left out of the body are noise.

    Each file in it (see `joined`) is cleaned by its own habits.
    """
    lines = text.split("\n")
    offsets = [0]
    for line in lines:
        offsets.append(offsets[-1] + len(line) + 1)
    maker = _Maker(text)
    for first, end in pairwise([*first_lines(lines), len(lines)]):
        _add_file(maker, lines[first:end], offsets[first : end + 1], first)
    return maker.body()


def _add_file(maker: "_Maker", lines: list[str], offsets: list[int], before: int) -> None:
    """Add the lines of one file, `before` which there are so many lines."""
    noise, scraps = noise_lines(lines)
    rows = _tables(lines, offsets, noise)
    text = maker.source[offsets[0] : offsets[-1]]
    maker.begin_file(crowded=len(_HAN_GAP.findall(text)) > max(8, 0.04 * len(_HAN.findall(text))))
    spaced, within = True, False
    for at, line in enumerate(lines):
        if at in noise:
            spaced = spaced or not line.strip()
            continue
        maker.add(before + at + 1, offsets[at], line, spaced, rows.get(at, ()), within or at in scraps)
        spaced, within = False, at in scraps


class _Maker:
    """Collects the kept characters line by line."""

    def __init__(self, text: str) -> None:
        self.source, self.crowded = text, False
        self.files: list[tuple[int, int]] = []
        self.parts: list[str] = []
        self.length = 0
        self.last = ""
        self.line = ""
        self.origin: array[int] = array("I")
        self.lines: list[Line] = []
        self.gaps: set[int] = set()

    def begin_file(self, *, crowded: bool) -> None:
        """Say that the next line begins a file; `crowded`: spaces between its Chinese characters mean nothing."""
        self.crowded, self.last, self.line = crowded, "", ""
        self.files.append((self.length, len(self.lines)))

    def add(
        self,
        number: int,
        offset: int,
        line: str,
        spaced: bool,
        cells: "list[tuple[int, int]] | tuple[()]",
        within: bool,
    ) -> None:
        """Keep a line; `within` says that it is the same line of the page as the one before."""
        lead = _LEAD.match(line)
        skip = lead.end() if lead and not cells else 0
        level = len(lead.group(1) or "") if lead and not cells else 0
        bullet = bool(lead and not cells and not level and lead.group().strip(f" {SPACES}\f>"))
        begin, places, first_part = self.length, [], len(self.parts)
        for start, end in cells or [(offset + skip, offset + len(line))]:
            first = self.length
            self._keep(start, end, joined=not cells)
            places.append((first, self.length))
        if self.length > begin:
            shape = tuple(places) if cells else ()
            words = "".join(self.parts[first_part:])
            dates = _SIGNED.fullmatch(self.line) and _YEAR.fullmatch(words)  # the date below a signature
            self.line = words
            if within and self.lines and not cells and not self.lines[-1].cells and not dates:
                self.lines[-1] = replace(self.lines[-1], end=self.length)
                return
            self.lines.append(Line(begin, self.length, number, level, bullet, spaced, shape))

    def _keep(self, start: int, end: int, *, joined: bool) -> None:
        """Keep a stretch of the source, with spaces normalised, and without markup and outer blanks."""
        source = self.source
        while start < end and (source[start] in "\f" or _SPACE_RUN.match(source[start])):
            start += 1
        while end > start and (source[end - 1] in "\f" or _SPACE_RUN.match(source[end - 1])):
            end -= 1
        if start == end:
            return
        piece = source[start:end]
        hidden = unseen(piece) - LAYOUT
        drop = [(index, index + 1) for index, character in enumerate(piece) if character in hidden]
        drop += [m.span() for m in _MARKUP.finditer(piece)]
        drop += self._spaces(piece)
        if joined and self.last.isascii() and self.last.isalpha() and piece[0].isascii() and piece[0].isalpha():
            self._take(start - 1, start, " ")
        at = 0
        for left, right in [*sorted(drop), (len(piece), len(piece))]:
            if left > at:
                self._take(start + at, start + left, piece[at:left].translate(ALIKE))
            apart = _HAN_GAP.match(piece, left) and not self.crowded
            if at <= left < right and (apart or piece.startswith(("\u2028", "<br"), left)):
                self.gaps.add(self.length)
            at = max(at, right)

    def _spaces(self, piece: str) -> list[tuple[int, int]]:
        """The spaces that are no part of the text: all between Chinese characters, except inside quoted names."""
        if self.crowded:
            return [
                m.span()
                for m in _SPACE_RUN.finditer(piece)
                if not _LATIN.search(piece[max(0, m.start() - 2) : m.start()])
            ]
        named = [m.span() for m in _NAMED.finditer(piece)]
        lone = [m.span() for m in _LONE.finditer(piece)]

        def is_wording(m: re.Match[str]) -> bool:
            inside = any(a < m.start() < b for a, b in named)
            return inside and not any(a < m.start() < b for a, b in lone)

        between = [m.span() for m in _INSIDE.finditer(piece) if not is_wording(m)]
        wide = [(m.start() + 1, m.end()) for m in _SPACE_RUN.finditer(piece) if m.end() - m.start() > 1]
        return between + wide

    def _take(self, start: int, end: int, clean: str) -> None:
        if self.last.isascii() and clean == " " and self.last == " ":
            return
        self.parts.append(clean)
        self.origin.extend(range(start, end))
        self.length += end - start
        self.last = clean[-1]

    def body(self) -> Body:
        ends = [first for _start, first in self.files[1:]] + [len(self.lines)]
        files = tuple(
            (start, _width(self.lines[first:end])) for (start, first), end in zip(self.files, ends, strict=True)
        )
        return Body("".join(self.parts), self.origin, tuple(self.lines), tuple(sorted(self.gaps)), files)


def _width(lines: list[Line]) -> int:
    """How long a full line is."""
    lengths = sorted(line.end - line.start for line in lines if not line.cells)
    return lengths[int(len(lengths) * 0.9)] if lengths else 0
