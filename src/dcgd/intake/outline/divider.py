"""What an item of the outline is: a task, a heading of tasks, or neither; and the pieces that are taken from it.

A task is the lowest item with its own statement of responsibility; where there are none, the lowest item with a title.
A statement only behind the last of several sub-items holds for all of them: then their parent is the task.
(docs/import.md explains the rules in Chinese.)
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import pairwise

from dcgd.intake.outline.marks import Style
from dcgd.intake.outline.pieces import Piece, has_title, heading_breaks, heading_end, is_goal, without
from dcgd.intake.outline.tree import Item, Outline
from dcgd.intake.phrases.responsibility import Said
from dcgd.intake.phrases.spoken import BACKGROUND, find_spoken
from dcgd.intake.phrases.statements import Statement, find_statements
from dcgd.intake.text.body import Body

_ROLE = "(?:由)?[\u4e00-\u9fff、（）]{2,40}?(?:总?牵头(?:负责)?|负责|配合|协助|参与)(?:落实|实施|办理)?"
_LAST = re.compile(rf"[。；\n]({_ROLE}(?:，{_ROLE}){{0,3}})。?$")
"""A last sentence that says who does it, and nothing else: 区发改局牵头，各责任单位配合。"""


class Divider:
    """Divides an outline into chapters and pieces. `is_target` says whether a text commits to numbers.

    `listens`: it is a document, like minutes, that says in running text who is responsible, be it that some items do
    so in brackets.
    """

    def __init__(
        self,
        body: Body,
        outline: Outline,
        tail: int,
        year: int,
        is_target: Callable[[str], bool],
        *,
        listens: bool = False,
    ) -> None:
        self.body, self.outline, self.tail, self.year = body, outline, tail, year
        self.is_target, self.listens = is_target, listens
        self.own: dict[int, list[Statement]] = {}
        self.headings: list[tuple[int, int]] = []
        self.remarks: list[tuple[int, str]] = []
        for top in outline.items:
            for item in top.walk():
                inside = [row.start for row in top.rows if item.begin <= row.start < item.end]
                item.end = min(item.end, tail, *inside)
                item.own_end = min(item.own_end, item.end)
                self.own[id(item)] = find_statements(body, item.begin, item.own_end, year)
        if listens or not any(self.carries(top) for top in outline.items):
            self._hear()
        else:
            self._hear_last()
        self.many, self.last_only = self._habits()
        self.of_paragraphs = self._headings_of_paragraphs()

    def _habits(self) -> tuple[Counter[Style], Counter[Style]]:
        """By style of number: how many lists have statements in several items, and how many only in the last item."""
        many: Counter[Style] = Counter()
        last: Counter[Style] = Counter()
        for top in self.outline.items:
            for item in top.walk():
                carrying = [child for child in item.children if self.carries(child)]
                if len(item.children) > 1 and carrying:
                    only = carrying == [item.children[-1]]
                    (last if only else many)[carrying[0].style] += 1
        return many, last

    def _hear(self) -> None:
        """Find who is responsible in the running text, which stays whole, of items that have no statement."""
        silent = [item for top in self.outline.items for item in top.walk() if not self.carries(item)]
        for item in silent:
            headed = self.headed(item)
            begin = heading_end(self.body, item) if headed else item.begin
            spoken = list(self.heard(begin, item.own_end))
            if spoken and headed and (len(spoken) > 1 or self.listens):
                self.own[id(item)] += [Statement(end, end, said) for _start, end, said in spoken]
            elif (said := find_spoken(self.body.text, begin, item.own_end)) is not None:
                self.own[id(item)].append(Statement(item.begin, item.begin, said))

    def _hear_last(self) -> None:
        """Find who is responsible in last sentences that say no more than that, where others have labels."""
        for item in (item for top in self.outline.items for item in top.walk() if not item.children):
            if not self.carries(item) and (last := _LAST.search(self.body.text[item.begin : item.own_end].strip())):
                said = find_spoken(last[1], 0, len(last[1]))
                if said is not None:
                    self.own[id(item)].append(Statement(item.own_end, item.own_end, said))

    def heard(self, begin: int, end: int) -> Iterator[tuple[int, int, Said]]:
        """The paragraphs in a stretch that say who is responsible: where each begins and ends, and what it says."""
        start = begin
        for index in range(self.body.line_at(begin), len(self.body.lines)):
            line = self.body.lines[index]
            if line.start >= end:
                return
            if self.body.ends_paragraph(index) and line.end <= end:
                said = find_spoken(self.body.text, start, line.end)
                if said is not None:
                    yield start, line.end, said
                start = line.end

    def unheard(self, heard: list[tuple[int, int]]) -> Iterator[int]:
        """Where paragraphs begin between those that say who is responsible; not those that only report."""
        for (_, end), (start, _) in pairwise(heard):
            at = end
            for line in self.body.lines[self.body.line_at(end) : self.body.line_at(start)]:
                if line.start == at and not BACKGROUND.match(self.body.text, at):
                    yield at
                if self.body.ends_paragraph(self.body.line_at(line.start)):
                    at = line.end

    def _headings_of_paragraphs(self) -> set[Style]:
        """The styles of number whose items are by habit headings of tasks in paragraphs."""
        several: Counter[Style] = Counter()
        for top in self.outline.items:
            for item in top.walk():
                if item.parent and self.headed(item) and self.carries(item):
                    several[item.style] += 2 if self.paragraphs(item) else -1
        return {style for style, more in several.items() if more > 0}

    def carries(self, item: Item) -> bool:
        """Whether an item or anything below it states who is responsible."""
        return any(statement.names_units for one in item.walk() for statement in self.own[id(one)])

    def statements(self, item: Item) -> list[Statement]:
        """All statements in an item and below it."""
        return [statement for one in item.walk() for statement in self.own[id(one)]]

    def is_task(self, item: Item) -> bool:
        """Whether an item is one task as a whole, rather than the heading of several."""
        children = item.children
        if not children:
            return True
        carrying = [child for child in children if self.carries(child)]
        style = children[0].style
        if carrying:
            if not children[0].at_line and item.at_line:
                return len(carrying) < len(children)
            only_last = len(children) > 1 and carrying == [children[-1]]
            usual = self.last_only[style] - self.many[style]
            return only_last and (usual > 0 or (usual == 0 and item.parent is not None))
        if any(statement.names_units for statement in self.own[id(item)]):
            return True
        if not children[0].at_line and item.at_line:
            return True
        own = self.body.text[heading_end(self.body, item) : item.own_end]
        if not own.strip():
            return style >= Style.DIGIT_BRACKET and not all(has_title(self.body, child) for child in children)
        titled = sum(has_title(self.body, child) for child in children)
        return style >= Style.DIGIT_BRACKET or titled * 3 < len(children) * 2

    def piece(self, item: Item) -> Piece:
        """An item as a task."""
        statements = self.statements(item)
        kept = without(item.begin, item.end, statements)
        breaks = heading_breaks(self.body, item)
        return Piece(item.begin, kept, statements, item.number, breaks=breaks, marks=((item.start, item.begin),))

    def below(self, item: Item) -> list[Piece]:
        """The tasks under a heading; those that name no unit inherit the units of the heading."""
        pieces: list[Piece] = []
        for child in item.children:
            if self.headed(child) and (paragraphs := self.paragraphs(child, child.style in self.of_paragraphs)):
                self.headings.append((child.start, heading_end(self.body, child)))
                pieces += paragraphs
            elif self.is_task(child):
                pieces.append(self.piece(child))
            else:
                end = heading_end(self.body, child)
                self.headings.append((child.start, end))
                pieces += self._of_heading(child, end)
                pieces += self.below(child)
        pieces = [*self.intro(item), *pieces]
        inherited = [statement for statement in self.own[id(item)] if statement.names_units]
        for piece in pieces:
            if inherited and not any(statement.names_units for statement in piece.statements):
                piece.statements = [*inherited, *piece.statements]
        return pieces

    def _of_heading(self, item: Item, end: int) -> list[Piece]:
        """A heading as a task if it commits to numbers and names units; told if its units hold for no sub-item."""
        said = [statement for statement in self.own[id(item)] if statement.names_units]
        if not said or not all(self.carries(child) for child in item.children):
            return []
        piece = Piece(item.begin, without(item.begin, end, said), said, goal=True, fixed_title=self.title(item))
        if self.is_target(piece.wording(self.body)):
            return [piece]
        units = "、".join(name for statement in said for name in (*statement.said.leads, *statement.said.participants))
        why = f"标题自己也写了责任单位（{units[:80]}），各小项另有责任单位，标题的没有记"
        self.remarks.append((item.start, why))
        return []

    def intro(self, item: Item) -> list[Piece]:
        """The text between a heading and its tasks, as a task of its own if it commits to numbers."""
        begin = heading_end(self.body, item)
        piece = Piece(begin, without(begin, item.own_end, self.own[id(item)]), goal=True, fixed_title=self.title(item))
        return [piece] if begin < item.own_end and self.is_target(piece.wording(self.body)) else []

    def paragraphs(self, item: Item, one: bool = False) -> list[Piece]:
        """The unnumbered paragraphs under a heading as tasks, if each ends with a statement; else none.

        A single one is a task of its own only with `one`.
        """
        pieces = self.stated(heading_end(self.body, item), self.own[id(item)])
        return pieces if len(pieces) > 1 or one else []

    def stated(self, begin: int, statements: list[Statement]) -> list[Piece]:
        """The paragraphs from `begin` on that each end with one of the statements, as tasks."""
        pieces: list[Piece] = []
        inside: list[Statement] = []
        for statement in statements:
            if statement.start >= begin:
                inside.append(statement)
                if self._ends_line(statement.end):
                    begin = self._past_background(begin, statement.end)
                    pieces.append(Piece(begin, without(begin, statement.end, inside), inside))
                    begin, inside = statement.end, []
        return pieces

    def _past_background(self, begin: int, end: int) -> int:
        """Where the first paragraph begins that decides something, of the paragraphs of minutes in a stretch."""
        start = begin
        for line in self.body.lines[self.body.line_at(begin) : self.body.line_at(end - 1)] if self.listens else ():
            if line.start == start and BACKGROUND.match(self.body.text, start) and line.end < end:
                start = line.end
        return start

    def headed(self, item: Item) -> bool:
        """Whether an item without sub-items has its heading on a line of its own, without a full stop."""
        if item.children:
            return False
        end = heading_end(self.body, item)
        return self._ends_line(end) and end < item.own_end and self.body.text[end - 1] not in "。；"

    def _ends_line(self, place: int) -> bool:
        return place >= len(self.body.text) or self.body.lines[self.body.line_at(place)].start == place

    def title(self, item: Item) -> str:
        """The heading of an item, without statements of responsibility and closing punctuation."""
        end = heading_end(self.body, item)
        kept = without(item.begin, end, self.own[id(item)])
        return "".join(self.body.text[a:b] for a, b in kept).strip(" 　。：:；")

    def runs_on(self, top: Item) -> bool:
        """Whether the children's numbers continue in the next item: （三）发展目标, then （四） under 二、."""
        at = self.outline.items.index(top)
        if not top.children:
            return False
        last = top.children[-1]
        behind = (item for later in self.outline.items[at + 1 :] for item in later.walk())
        first = next((item for item in behind if item.style is last.style), None)
        return first is not None and first.number == last.number + 1 and self.is_task(first)

    def numbered_spirit(self, top: Item) -> list[Piece]:
        """The children of 总体要求 as tasks, where numbering runs on: without them all later numbers would be wrong."""
        pieces = [self.piece(child) for child in top.children]
        for piece in pieces:
            piece.doubt = "属于总体要求，没有责任单位；列出是为了编号与原文一致"
        return pieces

    def goals(self, item: Item) -> list[Piece]:
        """The parts of a preamble that commit to numbers, as tasks."""
        if item.children and not is_goal(self.title(item)):
            return [piece for child in item.children for piece in self.goals(child)]
        piece = self.piece(item)
        if not item.parent:
            begin = heading_end(self.body, item)
            piece = Piece(begin, without(begin, item.end, ()), goal=True)
            piece.fixed_title = self.title(item)
        piece.goal = True
        return [piece] if self.is_target(piece.wording(self.body)) else []
