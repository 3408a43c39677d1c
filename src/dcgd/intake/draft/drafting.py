"""From decoded text to a draft registry, with an account of every character."""

import re
from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from dcgd.intake.draft.account import account
from dcgd.intake.draft.arrange import arrange
from dcgd.intake.draft.completing import completed
from dcgd.intake.draft.entities import Writer
from dcgd.intake.draft.result import Draft, Kind, Origin
from dcgd.intake.draft.units import draft_units
from dcgd.intake.outline.chapters import Chapter, Divider, divide
from dcgd.intake.outline.enclosures import enclosure
from dcgd.intake.outline.imprint import end_matter, read_imprint
from dcgd.intake.outline.pieces import Piece
from dcgd.intake.outline.tables import read_rows
from dcgd.intake.outline.tree import read_outline
from dcgd.intake.phrases.dates import find_deadline
from dcgd.intake.phrases.responsibility import FIRST_LEADS, Said
from dcgd.intake.phrases.statements import Statement
from dcgd.intake.phrases.targets import find_targets
from dcgd.intake.text.body import Body, build_body
from dcgd.intake.text.readers import read
from dcgd.intake.text.unread import Unread, sentence
from dcgd.model import Section, Task
from dcgd.naming import chinese_number

_FEWEST = 3
"""Numbered tasks at the least, before they count as numbered through."""
_LONGEST_HEADING = 24
_TO_DO = re.compile("完成|任务|事项|目标|工作|项目")


class Drafted(NamedTuple):
    """A document: its text, its form or encoding (`docx`, `utf-8` …), its draft, and what its text leaves out."""

    text: str
    form: str
    draft: Draft
    unread: tuple[Unread, ...]


def drafted(data: bytes, name: str, year: int, given: bool = False) -> Drafted:
    """Draft a registry from the bytes of a document; `name`, `year`, `given` are as for `read` and `draft`.

    Raises Unreadable. Run it through `dcgd.source.bounded` on documents from others.
    """
    reading = read(data, name)
    drafted = draft(reading.text, year, given=given)
    if reading.unread:
        drafted = replace(drafted, document=replace(drafted.document, note=sentence(reading.unread)))
    return Drafted(reading.text, reading.form, drafted, reading.unread)


def draft(text: str, year: int, *, given: bool = False) -> Draft:
    """Draft a registry from a decoded text; `year` is used where the document names none.

    `given` says that somebody said so: then it is used wherever the head of the document names none.

    Never raises: a text without any task gives a draft without sections.
    """
    body = build_body(text)
    outline = read_outline(body)
    tail = end_matter(body)
    enclosed: list[tuple[int, int]] = []
    begin = min([item.start for item in outline.items] + [row.start for row in outline.loose_rows] + [tail])
    imprint = read_imprint(body, begin, tail)
    writer = Writer(body, imprint, year, given=given)
    if (appended := enclosure(body, outline, tail, writer.year)) is not None:
        enclosed.append((appended, tail))
        words = body.text[appended : appended + 30]
        count = len(body.text[appended:tail])
        writer.remark(Kind.NOT_UNDERSTOOD, appended, words, f"附件有 {count} 字，没有认出其中的任务，没有读进来")
        tail = appended
    divider = Divider(body, outline, tail, writer.year, lambda words: bool(find_targets(words, writer.year)[0]))
    chapters = divide(divider)
    _read_tables(chapters, divider, writer)
    _say_who_leads(chapters, body, begin)
    _date_from_headings(chapters, writer.year)
    worded = [replace(chapter, pieces=writer.worded(chapter.pieces)) for chapter in chapters]
    arranged = arrange(worded, imprint.title or "重点任务")
    sections = tuple(
        Section(
            number=chinese_number(at),
            title=chapter.title[:200],
            tasks=tuple(writer.task(piece, number) for piece, number in zip(chapter.pieces, numbers, strict=True)),
        )
        for at, (chapter, numbers) in enumerate(arranged, 1)
    )
    origins = tuple(_origin(piece) for chapter, _numbers in arranged for piece in chapter.pieces)
    if (shift := _shift(arranged)) is not None:
        place, words = shift
        writer.remark(Kind.NOT_UNDERSTOOD, place, body.text[place : place + 20], words)
    for place, words in [*outline.jumps, *divider.remarks]:
        writer.remark(Kind.NOT_UNDERSTOOD, place, body.text[place : place + 20], words)
    document = writer.document()
    yearly = writer.period_end if document.due > writer.period_end and imprint.period_named else None
    sections = tuple(
        replace(section, tasks=tuple(_dated(task, yearly, document.due) for task in section.tasks))
        for section in sections
    )
    named = [(*task.leads, *task.participants) for section in sections for task in section.tasks]
    units = draft_units(named, imprint.issuer)
    sections, people = completed(sections, writer, document, units)
    pieces = [piece for chapter in chapters for piece in chapter.pieces]
    spans = account(text, body, pieces, divider.headings, [(tail, len(body.text)), *imprint.letterhead], enclosed)
    remarks = sorted(writer.remarks, key=lambda remark: (list(Kind).index(remark.kind), remark.line))
    return Draft(document, sections, units, spans, tuple(remarks), origins, writer.unknown, people)


def _shift(arranged: list[tuple[Chapter, list[int]]]) -> tuple[int, str] | None:
    """Where tasks first have another number than in a document that numbers them through, and what about it."""
    pairs = [
        (piece, number)
        for chapter, numbers in arranged
        for piece, number in zip(chapter.pieces, numbers, strict=True)
        if piece.number
    ]
    if len(pairs) < _FEWEST or any(a.number >= b.number for (a, _), (b, _) in pairwise(pairs)):
        return None
    first = next(((piece, number) for piece, number in pairs if piece.number != number), None)
    if first is None:
        return None
    piece, number = first
    return piece.place, f"原文的第 {piece.number} 项，在登记册里是第 {number} 项，往后的编号也与原文不同"


def _date_from_headings(chapters: list[Chapter], year: int) -> None:
    """Give the tasks under a heading like 6月底前完成的任务 its deadline, unless they have their own."""
    for chapter in chapters:
        deadline = find_deadline(chapter.title, year) if len(chapter.title) <= _LONGEST_HEADING else None
        if deadline is None or not _TO_DO.search(chapter.title):
            continue
        for piece in chapter.pieces:
            if not any(statement.said.due for statement in piece.statements):
                said = Said(due=deadline.day, notes=[f"完成时限：{chapter.title}"])
                piece.statements = [*piece.statements, Statement(piece.place, piece.place, said)]


def _origin(piece: Piece) -> Origin:
    tells_roles = any(statement.said.told_apart for statement in piece.statements)
    return Origin(piece.number, tuple(piece.kept), tells_roles)


def _dated(task: Task, yearly: date | None, due: date) -> Task:
    """Leave out each deadline that is `due`, the document's, where it holds anyway.

    A task without its own gets `yearly`, the end of the year of a yearly document that also names later years.
    """
    own = task.due or yearly
    held = due if own in (None, due) else None
    return replace(
        task,
        due=None if own == due else own,
        targets=tuple(replace(item, due=None) if item.due == held else item for item in task.targets),
        milestones=tuple(replace(item, due=None) if item.due == held else item for item in task.milestones),
    )


def _read_tables(chapters: list[Chapter], divider: Divider, writer: Writer) -> None:
    """Add table rows as tasks, to the chapter around the table or to new chapters for the headings in the table."""
    body = divider.body
    places = [(-1, list(divider.outline.loose_rows))]
    places += [(top.start, top.rows) for top in divider.outline.items if top.rows]
    for start, rows in places:
        groups, lost = read_rows(body, rows, writer.year) if rows else ([], [])
        home = next((chapter for chapter in chapters if chapter.place == start), None)
        for group in groups:
            if group.title or home is None:
                chapters.append(Chapter(group.title, group.place, list(group.pieces)))
            else:
                home.pieces += group.pieces
        for row in lost:
            words = body.text[row.start : row.end]
            why = "表格的这一行没有认出任务和责任单位"
            writer.remark(Kind.NOT_UNDERSTOOD, row.start, words, why, of_people=True)
    chapters.sort(key=lambda chapter: chapter.place)


def _say_who_leads(chapters: list[Chapter], body: Body, begin: int) -> None:
    """Once the document says that the first unit of a list leads (列第一位者为牵头单位), let only that one lead."""
    m = FIRST_LEADS.search(body.text)
    if not m:
        return
    since = 0 if m.start() < begin else m.start()
    for piece in (piece for chapter in chapters for piece in chapter.pieces):
        for statement in piece.statements:
            said = statement.said
            if statement.end > since and not said.told_apart and len(said.leads) > 1:
                said.participants = [*said.leads[1:], *said.participants]
                said.leads = said.leads[:1]
                said.told_apart = True
