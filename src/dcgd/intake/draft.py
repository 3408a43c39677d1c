"""From decoded text to a draft registry, with an account of every character."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from itertools import groupby, pairwise

from dcgd.intake.body import Body, build_body
from dcgd.intake.glyphs import in_chinese
from dcgd.intake.imprint import Imprint, end_matter, read_imprint
from dcgd.intake.milestones import find_milestones
from dcgd.intake.outline import read_outline
from dcgd.intake.pieces import Piece
from dcgd.intake.responsibility import FIRST_LEADS, Said
from dcgd.intake.tables import read_rows
from dcgd.intake.targets import Candidate, find_targets
from dcgd.intake.tasks import Chapter, Divider, divide
from dcgd.intake.units import draft_units
from dcgd.model import Document, Milestone, Section, Target, Task, Unit

UNKNOWN = "（未识别，请填写）"


class Part(StrEnum):
    """What a character of the document is."""

    HEADING = "heading"
    TASK = "task"
    RESPONSIBILITY = "responsibility"
    PREAMBLE = "preamble"
    NOISE = "noise"


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the decoded text, `end` not included, that is all one part."""

    start: int
    end: int
    part: Part


class Kind(StrEnum):
    """What a remark is about."""

    NOT_UNDERSTOOD = "not_understood"
    NO_UNIT = "no_unit"
    NOT_A_TARGET = "not_a_target"


@dataclass(frozen=True, slots=True)
class Remark:
    """One line of the report: about which line of the file, which words, and what of them, in Chinese."""

    kind: Kind
    line: int
    words: str
    why: str


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft registry and the account of how it came about. `spans` partition the decoded text."""

    document: Document
    sections: tuple[Section, ...]
    units: tuple[Unit, ...]
    spans: tuple[Span, ...]
    remarks: tuple[Remark, ...]

    def tasks(self) -> Iterator[Task]:
        """All tasks in order of their sections."""
        for section in self.sections:
            yield from section.tasks


def draft(text: str, year: int) -> Draft:
    """Draft a registry from a decoded text; `year` is taken where the document names none. Raises nothing."""
    body = build_body(text)
    outline = read_outline(body)
    tail = end_matter(body)
    begin = min([item.start for item in outline.items] + [row.start for row in outline.loose_rows] + [tail])
    imprint = read_imprint(body, begin, tail)
    work = _Drafting(body, imprint, imprint.start.year if imprint.start else year)
    divider = Divider(body, outline, tail, work.year, lambda words: bool(find_targets(words, work.year)[0]))
    chapters = divide(divider)
    work.read_tables(chapters, divider)
    work.say_who_leads(chapters, begin)
    sections = work.sections(chapters)
    for place, words in [*outline.jumps, *divider.remarks]:
        work.remark(Kind.NOT_UNDERSTOOD, place, body.text[place : place + 20], words)
    names = [name for section in sections for task in section.tasks for name in (*task.leads, *task.participants)]
    spans = _account(text, body, chapters, divider.headings, [(tail, len(body.text)), *imprint.letterhead])
    order = sorted(work.remarks, key=lambda each: (list(Kind).index(each.kind), each.line))
    return Draft(work.document(), tuple(sections), draft_units(names), spans, tuple(order))


class _Drafting:
    """Builds the entities and collects the remarks."""

    def __init__(self, body: Body, imprint: Imprint, year: int) -> None:
        self.body, self.imprint, self.year = body, imprint, year
        self.remarks: list[Remark] = []
        self.due = imprint.due or date(year, 12, 31)

    def remark(self, kind: Kind, place: int, words: str, why: str) -> None:
        """Note something about a place in the body."""
        self.remarks.append(Remark(kind, self.body.number_at(place), words.replace("\n", ""), why))

    def document(self) -> Document:
        """The document's own data, with a request to fill in what was not found."""
        found = self.imprint
        for name, value in (
            ("文号", found.number),
            ("标题", found.title),
            ("发文机关", found.issuer),
            ("成文日期", found.issued),
        ):
            if not value:
                self.remark(Kind.NOT_UNDERSTOOD, 0, name, f"没有认出{name}，请填写")
        return Document(
            number=found.number or UNKNOWN,
            title=found.title or UNKNOWN,
            issuer=found.issuer or UNKNOWN,
            issued=found.issued or date(self.year, 1, 1),
            start=found.start or date(self.year, 1, 1),
            due=self.due,
        )

    def read_tables(self, chapters: list[Chapter], divider: Divider) -> None:
        """Add the rows of tables as tasks, under the chapter they stand in or the headings they bring."""
        places = [(-1, list(divider.outline.loose_rows))]
        places += [(top.start, top.rows) for top in divider.outline.items if top.rows]
        for start, rows in places:
            groups, lost = read_rows(self.body, rows, self.year) if rows else ([], [])
            home = next((chapter for chapter in chapters if chapter.place == start), None)
            for group in groups:
                if group.title or home is None:
                    chapters.append(Chapter(0, group.title, group.place, list(group.pieces)))
                else:
                    home.pieces += group.pieces
            for row in lost:
                words = self.body.text[row.start : row.end]
                self.remark(Kind.NOT_UNDERSTOOD, row.start, words[:40], "表格的这一行没有认出任务和责任单位")
        chapters.sort(key=lambda chapter: chapter.place)

    def say_who_leads(self, chapters: list[Chapter], begin: int) -> None:
        """Where the document says that the first in a list leads (列第一位者为牵头单位), it does from there on."""
        m = FIRST_LEADS.search(self.body.text)
        if not m:
            return
        since = 0 if m.start() < begin else m.start()
        for piece in (piece for chapter in chapters for piece in chapter.pieces):
            for each in piece.statements:
                said = each.said
                if each.end > since and not said.told_apart and len(said.leads) > 1:
                    said.participants = [*said.leads[1:], *said.participants]
                    said.leads = said.leads[:1]

    def sections(self, chapters: list[Chapter]) -> list[Section]:
        """The sections with their tasks, numbered through."""
        filled = [replace(chapter, pieces=self.worded(chapter)) for chapter in chapters]
        filled = [chapter for chapter in filled if chapter.pieces]
        numbers = _numbers([piece for chapter in filled for piece in chapter.pieces])
        named = [chapter.number for chapter in filled]
        in_order = all(named) and len(set(named)) == len(named)
        found = []
        for at, chapter in enumerate(filled):
            tasks = tuple(self.task(piece, numbers[id(piece)]) for piece in chapter.pieces)
            number = in_chinese(chapter.number if in_order and chapter.number < 1000 else at + 1)
            title = chapter.title or self.imprint.title or "重点任务"
            found.append(Section(number=number, title=title[:200], tasks=tasks))
        return found

    def worded(self, chapter: Chapter) -> list[Piece]:
        """The pieces that have words; of those that have none only the number or the units were found."""
        found = []
        for piece in chapter.pieces:
            if re.search(r"\w", piece.wording(self.body)):
                found.append(piece)
            else:
                self.remark(
                    Kind.NOT_UNDERSTOOD, piece.place, self.body.text[piece.place : piece.place + 20], "没有任务的正文"
                )
        return found

    def task(self, piece: Piece, number: int) -> Task:
        """One task with its candidates; what was not understood is remarked on."""
        text = piece.wording(self.body)
        said = _together([each.said for each in piece.statements])
        targets, refused = find_targets(text, self.year)
        quoted = [(each.place, each.place + len(each.quote)) for each in targets]
        deeds = find_milestones(text, self.year, quoted)
        title = piece.title(self.body)
        for each in refused:
            self.remark(Kind.NOT_A_TARGET, piece.place, each.around, f"任务 {number}：{each.why}")
        for each_rest in said.rest:
            self.remark(Kind.NOT_UNDERSTOOD, piece.place, each_rest, f"任务 {number}：责任单位中的这几个字没有认作单位")
        if not said.leads and not said.participants:
            self.remark(Kind.NO_UNIT, piece.place, title[:40], f"任务 {number} 没有写责任单位")
        return Task(
            number=number,
            title=title,
            text=text,
            leads=tuple(said.leads),
            participants=tuple(said.participants),
            due=said.due if said.due != self.due else None,
            targets=tuple(self.target(each, f"{number}-{at}") for at, each in enumerate(targets, 1)),
            milestones=tuple(
                Milestone(id=f"{number}-m{at}", title=d.title, quote=d.quote, due=self._own(d.due), review=True)
                for at, d in enumerate(deeds, 1)
            ),
            note="；".join(dict.fromkeys(said.notes)) or None,
            review=bool(piece.goal or said.rest),
        )

    def target(self, found: Candidate, identity: str) -> Target:
        """A candidate as a target under review."""
        return Target(
            id=identity,
            indicator=found.indicator,
            kind=found.kind,
            comparator=found.comparator,
            value=found.value,
            unit_measure=found.measure,
            quote=found.quote,
            firmness=found.firmness,
            implied=found.implied,
            baseline=found.baseline,
            due=self._own(found.due),
            review=True,
        )

    def _own(self, due: date | None) -> date | None:
        return due if due != self.due else None


def _together(all_said: list[Said]) -> Said:
    """What several statements of one task say together; who leads in one does not take part in another."""
    whole = Said()
    for said in all_said:
        whole.leads += [name for name in said.leads if name not in whole.leads]
        whole.participants += [name for name in said.participants if name not in whole.participants]
        whole.notes += said.notes
        whole.rest += said.rest
        whole.due = max(filter(None, (whole.due, said.due)), default=None)
    whole.participants = [name for name in whole.participants if name not in whole.leads]
    return whole


def _numbers(pieces: list[Piece]) -> dict[int, int]:
    """The document's own numbers where they run through it, else 1 to n; goals without a number come last."""
    work = [piece for piece in pieces if piece.number or not piece.goal]
    own = [piece.number for piece in work]
    through = bool(own) and own[0] >= 1 and all(a < b for a, b in pairwise(own)) and own[-1] < 100_000
    if not through:
        work = [piece for piece in pieces if not piece.goal]
        own = list(range(1, len(work) + 1))
    given = {id(piece): number for piece, number in zip(work, own, strict=True)}
    after = max(own, default=0)
    for piece in pieces:
        if id(piece) not in given:
            after += 1
            given[id(piece)] = after
    return given


def _account(
    text: str,
    body: Body,
    chapters: list[Chapter],
    headings: Iterable[tuple[int, int]],
    letterhead: Iterable[tuple[int, int]],
) -> tuple[Span, ...]:
    """Every character of the decoded text in one part: outside the body it is noise, unclaimed it is preamble."""
    parts = [Part.PREAMBLE] * len(body.text)
    _paint(parts, letterhead, Part.NOISE)
    _paint(parts, headings, Part.HEADING)
    for piece in (piece for chapter in chapters for piece in chapter.pieces):
        _paint(parts, piece.kept, Part.TASK)
        _paint(parts, piece.marks, Part.HEADING)
        _paint(parts, ((each.start, each.end) for each in piece.statements), Part.RESPONSIBILITY)
    whole = [Part.NOISE] * len(text)
    for place, part in zip(body.origin, parts, strict=True):
        whole[place] = part
    spans: list[Span] = []
    at = 0
    for part, run in groupby(whole):
        length = sum(1 for _ in run)
        spans.append(Span(at, at + length, part))
        at += length
    return tuple(spans)


def _paint(parts: list[Part], stretches: Iterable[tuple[int, int]], part: Part) -> None:
    for start, end in stretches:
        parts[start:end] = [part] * (min(end, len(parts)) - start)
