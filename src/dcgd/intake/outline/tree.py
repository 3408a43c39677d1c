"""Read the body as a tree of numbered items: decide which numbers begin items, and which item contains which."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from dcgd.intake.outline.imprint import listed_enclosures, speaks_of_itself
from dcgd.intake.outline.marks import Mark, Style, find_marks
from dcgd.intake.text.body import Body, Line

_FAR = 20_000


@dataclass(slots=True)
class Item:
    """An item of a list, or a heading: its number begins at `start`, its text at `begin`, all of it ends at `end`.

    `own_end` is where its first child begins. `rows` are the table rows inside it.
    """

    style: Style
    number: int
    start: int
    begin: int
    at_line: bool
    parent: "Item | None" = None
    own_end: int = 0
    end: int = 0
    part: int = 0
    children: "list[Item]" = field(default_factory=list)
    rows: list[Line] = field(default_factory=list)

    def walk(self) -> "Iterator[Item]":
        """This item and all below it, in order; not recursive, since a hostile document may nest deeply."""
        waiting = [self]
        while waiting:
            item = waiting.pop()
            yield item
            waiting.extend(reversed(item.children))


@dataclass(frozen=True, slots=True)
class Outline:
    """The top items, and where numbering jumps: (offset in the body, a Chinese remark)."""

    items: tuple[Item, ...]
    jumps: tuple[tuple[int, str], ...]
    loose_rows: tuple[Line, ...]


class _Reader:
    """Walks the marks in order and keeps the open items; a mark is taken when its number can come next."""

    def __init__(self, body: Body, begin: int, stop: int) -> None:
        self.body = body
        listed = listed_enclosures(body, begin, stop)
        self.marks = [
            mark for mark in find_marks(body, begin, stop) if body.lines[body.line_at(mark.start)].start not in listed
        ]
        self.open: list[Item] = []
        self.top: list[Item] = []
        self.last_of: dict[Style, int] = {}
        self.jumps: list[tuple[int, str]] = []
        self.loose: list[Line] = []
        self.part = 0
        self.next_same = self._next_same()
        self.previous_same = self._previous_same()

    def _next_same(self) -> list[Mark | None]:
        """For each mark, the next one of its style at a line start."""
        coming: dict[Style, Mark] = {}
        following: list[Mark | None] = [None] * len(self.marks)
        for at in range(len(self.marks) - 1, -1, -1):
            mark = self.marks[at]
            following[at] = coming.get(mark.style)
            if mark.at_line:
                coming[mark.style] = mark
        return following

    def _previous_same(self) -> list[Mark | None]:
        """For each mark, the previous one of its style."""
        last: dict[Style, Mark] = {}
        previous: list[Mark | None] = []
        for mark in self.marks:
            previous.append(last.get(mark.style))
            last[mark.style] = mark
        return previous

    def _sibling(self, style: Style) -> Item | None:
        return next((item for item in reversed(self.open) if item.style is style), None)

    def accepts(self, at: int) -> bool:
        """Whether the mark of that index is the number of an item here."""
        mark = self.marks[at]
        sibling = self._sibling(mark.style)
        if mark.doubtful:
            return sibling is not None and mark.number == sibling.number + 1 and self._parted(mark)
        if sibling is not None:
            expected = mark.number == sibling.number + 1
            if mark.at_line:
                return expected or (self._settled(mark) and self._tolerable(mark, sibling))
            return expected and self._inline(at, sibling)
        through = self.last_of.get(mark.style, 0)
        expected = mark.number in {1, through + 1}
        if mark.at_line:
            return expected or (self._settled(mark) and through < mark.number <= through + 3)
        return expected and (mark.after_end or self._after_heading(mark)) and self._goes_on(at)

    def _tolerable(self, mark: Mark, sibling: Item) -> bool:
        """Whether an item may be misnumbered: a number left out or given twice, or a list that starts again."""
        return mark.number == 1 or sibling.number <= mark.number <= sibling.number + 3

    def _settled(self, mark: Mark) -> bool:
        """Whether the line before a mark is complete: it ends a sentence, stands apart, or is too short to wrap."""
        index = self.body.line_at(mark.start)
        if index == 0 or self.body.lines[index].spaced or self.body.lines[index].level:
            return True
        return self.body.ends_paragraph(index - 1) or self.body.is_short(self.body.lines[index - 1])

    def _parted(self, mark: Mark) -> bool:
        """Whether a blank line or the end of a sentence is before a mark."""
        index = self.body.line_at(mark.start)
        return index == 0 or self.body.lines[index].spaced or self.body.ends_paragraph(index - 1)

    def _inline(self, at: int, sibling: Item) -> bool:
        """Whether a number within a line continues a list: one that began within a line, or whose next item begins no
        line.
        """
        mark = self.marks[at]
        if not (mark.after_end or self._after_heading(mark)):
            return False
        if not sibling.at_line:
            return True
        following = self.next_same[at]
        if not mark.after_end or (following is not None and following.number not in (1, mark.number + 1)):
            return False
        return (following is not None and following.number != 1) or not self._counts_inside(at, sibling)

    def _counts_inside(self, at: int, sibling: Item) -> bool:
        """Whether an inner list of the same style began since the item did: then the number may belong to that list."""
        before = self.previous_same[at]
        return before is not None and before.start > sibling.start

    def _after_heading(self, mark: Mark) -> bool:
        """Whether all the text since the last accepted number is a heading: short and without a stop."""
        if not self.open or not 2 <= mark.start - self.open[-1].begin <= 50:
            return False
        heading = self.body.text[self.open[-1].begin : mark.start]
        return not any(c in "。；;：" for c in heading)

    def _goes_on(self, at: int) -> bool:
        """Whether a list that begins within a line has a second item."""
        mark = self.marks[at]
        if mark.number != 1:
            return True
        for other in self.marks[at + 1 : at + 400]:
            if other.start > mark.start + _FAR:
                return False
            if other.style is mark.style:
                return other.number == 2
        return False

    def close(self, depth: int, end: int) -> None:
        """Close the open items from that depth on."""
        while len(self.open) > depth:
            item = self.open.pop()
            item.end = end
            item.own_end = item.children[0].start if item.children else end

    def take(self, mark: Mark) -> None:
        """Open an item under the nearest open one of an outer style."""
        depth = len(self.open)
        while depth and self.open[depth - 1].style >= mark.style:
            depth -= 1
        sibling = self._sibling(mark.style)
        if sibling is not None and mark.number not in {sibling.number + 1, 1}:
            self.jumps.append((mark.start, f"编号由 {sibling.number} 跳到 {mark.number}"))
        if sibling is not None and mark.number == 1 and depth == 0:
            self.part += 1
        self.close(depth, mark.start)
        parent = self.open[-1] if self.open else None
        item = Item(mark.style, mark.number, mark.start, mark.end, mark.at_line, parent, part=self.part)
        (parent.children if parent else self.top).append(item)
        self.open.append(item)
        self.last_of[mark.style] = mark.number

    def heading(self, line: Line, *, opens: bool) -> None:
        """A heading without a number ends what is open; with `opens` it is an item itself."""
        self.close(0, line.start)
        if opens:
            item = Item(Style.HEADING, len(self.top) + 1, line.start, line.start, at_line=True, part=self.part)
            self.top.append(item)
            self.open.append(item)


def read_outline(body: Body, begin: int = 0, stop: int | None = None) -> Outline:
    """Build the tree of the items in a stretch of a body, which begins with a line; else of all of it."""
    stop = len(body.text) if stop is None else stop
    reader = _Reader(body, begin, stop)
    numbered = {mark.start for mark in reader.marks if mark.at_line}
    events: list[tuple[int, int, int]] = [(mark.start, 1, at) for at, mark in enumerate(reader.marks)]
    lines = [(index, body.lines[index]) for index in body.lines_in(begin, stop)]
    for index, line in lines:
        if line.cells:
            events.append((line.start, 0, index))
        elif line.start not in numbered and (line.level or _looks_a_heading(body, index, numbered)):
            events.append((line.start, 2, index))
    levels = [line.level for _index, line in lines if line.level and line.start not in numbered]
    name = min(levels) if levels and levels.count(min(levels)) == 1 and levels[0] == min(levels) else 1
    by_chinese = any(m.at_line and m.style in {Style.CHINESE, Style.CHAPTER} for m in reader.marks)
    for _, kind, at in sorted(events):
        if kind == 1:
            if reader.accepts(at):
                reader.take(reader.marks[at])
        elif kind == 0:
            (reader.open[0].rows if reader.open else reader.loose).append(body.lines[at])
        elif body.lines[at].level or not by_chinese:
            reader.heading(body.lines[at], opens=not by_chinese and body.lines[at].level != name)
    reader.close(0, stop)
    return Outline(tuple(reader.top), tuple(reader.jumps), tuple(reader.loose))


def _looks_a_heading(body: Body, index: int, numbered: set[int]) -> bool:
    """A short line without a stop between a finished paragraph and a numbered line."""
    line = body.lines[index]
    text = body.text[line.start : line.end]
    if not (3 <= len(text) <= 30) or any(c in "。；，：:;,、" for c in text) or index + 1 >= len(body.lines):
        return False
    if speaks_of_itself(text):
        return False
    after = body.lines[index + 1]
    before_over = index > 0 and (body.lines[index].spaced or body.ends_paragraph(index - 1))
    return before_over and (after.start in numbered or bool(after.cells)) and body.is_short(line)
