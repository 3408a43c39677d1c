"""From decoded text to a draft registry, with an account of every character."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from dcgd.data_words import DocumentType
from dcgd.intake.draft.account import account
from dcgd.intake.draft.arrange import arrange
from dcgd.intake.draft.completing import completed
from dcgd.intake.draft.divided_tables import divide_by_tables, divided_rows
from dcgd.intake.draft.entities import Writer
from dcgd.intake.draft.loose_numbers import loose_numbers
from dcgd.intake.draft.meetings import as_one, day_of, hear_roles, led_by_headings, name_of, that_decide
from dcgd.intake.draft.result import Draft, Kind, Origin
from dcgd.intake.draft.stretches import (
    divider_of,
    read_annex,
    read_tables,
    remark_left_out,
    remark_rows,
    that_count,
)
from dcgd.intake.draft.units import draft_units
from dcgd.intake.outline.chapters import Chapter, divide
from dcgd.intake.outline.enclosures import Stretch, stretches
from dcgd.intake.outline.imprint import read_imprint
from dcgd.intake.outline.pieces import Piece
from dcgd.intake.outline.tree import Outline, read_outline
from dcgd.intake.outline.unnumbered import headed_parts
from dcgd.intake.phrases.dates import find_deadline
from dcgd.intake.phrases.responsibility import FIRST_LEADS, Said
from dcgd.intake.phrases.statements import Statement
from dcgd.intake.text.body import Body, build_body
from dcgd.intake.text.bundle import File, read_files, unpacked
from dcgd.intake.text.unread import Unread, sentence
from dcgd.model import Document, Section, Task
from dcgd.naming import chinese_number

RECOGNISED = "由扫描件识别而来，字和数（文号、日期也是）对照原件核对"
_FEWEST = 3
"""Numbered tasks at the least, before they count as numbered through."""
_LONGEST_HEADING = 24
_TO_DO = re.compile("完成|任务|事项|目标|工作|项目")


class Drafted(NamedTuple):
    """A document: its file's name, its text, its form or encoding (`docx`, `utf-8` …), its draft, what is left out."""

    name: str
    text: str
    form: str
    draft: Draft
    unread: tuple[Unread, ...]


def drafted(files: Sequence[File], year: int, given: bool = False) -> Drafted:
    """Draft a registry from the files of a document, or a zip of them; `year`, `given` are as for `draft`.

    Raises Unreadable. Run it through `dcgd.source.bounded` on documents from others.
    """
    name, reading = read_files(unpacked(files))
    drafted = draft(reading.text, year, given=given)
    if reading.unread:
        drafted = replace(drafted, document=replace(drafted.document, note=sentence(reading.unread)))
    if reading.scanned:
        drafted = _doubted(drafted)
    return Drafted(name, reading.text, reading.form, drafted, reading.unread)


def _doubted(drafted: Draft) -> Draft:
    """A draft of what was recognised on a picture: each task and unit is to be looked at, and the document says why."""
    sections = tuple(
        replace(section, tasks=tuple(replace(task, review=True) for task in section.tasks))
        for section in drafted.sections
    )
    units = tuple(replace(unit, review=True) for unit in drafted.units)
    note = "；".join(filter(None, (drafted.document.note, RECOGNISED)))
    return replace(drafted, sections=sections, units=units, document=replace(drafted.document, note=note))


def draft(text: str, year: int, *, given: bool = False) -> Draft:
    """Draft a registry from a decoded text; `year` is used where the document names none.

    `given` says that somebody said so: then it is used wherever the head of the document names none.

    Never raises: a text without any task gives a draft without sections.
    """
    body = build_body(text)
    whole, *annexes = stretches(body, year)
    outline = read_outline(body, whole.start, whole.end)
    begin = _first(body, outline, whole, year)
    imprint = read_imprint(body, begin, whole.tail, whole.end)
    writer = Writer(body, imprint, year, given=given)
    listens = writer.kind in (DocumentType.MINUTES, DocumentType.DIRECTIVE)
    divider = divider_of(body, outline, whole, writer.year, listens=listens)
    chapters = divide(divider)
    divided = divided_rows(body)
    remark_rows((row for row in read_tables(chapters, divider) if row.start not in divided), writer)
    remarks = [*outline.jumps, *divider.remarks]
    headings = divider.headings
    enclosed: list[tuple[int, int]] = []
    for annex in annexes:
        some = read_annex(body, annex, writer, remarks, headings)
        enclosed.append((annex.start, annex.tail))
        chapters = [*chapters, *some]
    chapters = that_count(chapters, body, annexes, remarks)
    led_by_headings(chapters)
    _say_who_leads(chapters, body, begin)
    _date_from_headings(chapters, writer.year)
    issued = None
    if writer.kind is not DocumentType.CIRCULAR:
        issued = day_of(writer.kind, body, begin, imprint.issued)
        chapters = _decided(chapters, body, remarks)
        if writer.kind is not DocumentType.MOTION:
            chapters = as_one(chapters, name_of(writer.kind, imprint.title, body, begin))
    worded = [replace(chapter, pieces=writer.worded(chapter.pieces)) for chapter in chapters]
    arranged = arrange(worded, imprint.title or "重点任务", annexes[0].start if annexes else None)
    sections = tuple(
        Section(
            number=chinese_number(at),
            title=chapter.title[:200],
            issued=issued,
            tasks=tuple(writer.task(piece, number) for piece, number in zip(chapter.pieces, numbers, strict=True)),
        )
        for at, (chapter, numbers) in enumerate(arranged, 1)
    )
    sections, undivided = divide_by_tables(sections, body)
    remarks += undivided
    origins = tuple(_origin(piece) for chapter, _numbers in arranged for piece in chapter.pieces)
    if (shift := _shift([pair for pair in arranged if not annexes or pair[0].place < annexes[0].start])) is not None:
        place, words = shift
        writer.remark(Kind.NOT_UNDERSTOOD, place, body.text[place : place + 20], words)
    for place, words in remarks:
        writer.remark(Kind.NOT_UNDERSTOOD, place, body.text[place : place + 20], words)
    document = writer.document()
    yearly = writer.period_end if document.due > writer.period_end and imprint.period_named else None
    sections = tuple(
        replace(section, tasks=tuple(_dated(task, yearly, document) for task in section.tasks)) for section in sections
    )
    named = [
        (*task.leads, *task.participants, *(share.unit for target in task.targets for share in target.shares))
        for section in sections
        for task in section.tasks
    ]
    units = draft_units(named, imprint.issuer)
    sections, people = completed(sections, writer, document, units)
    pieces = [piece for chapter in chapters for piece in chapter.pieces]
    silent = [*((stretch.tail, stretch.end) for stretch in (whole, *annexes)), *imprint.letterhead]
    spans = account(text, body, pieces, headings, silent, enclosed, divided.items())
    for place, words, why in loose_numbers(body, spans):
        writer.remark(Kind.NOT_A_TARGET, place, words, why)
    for annex in annexes:
        remark_left_out(spans, body, annex, writer)
    told = sorted(writer.remarks, key=lambda remark: (list(Kind).index(remark.kind), remark.line))
    return Draft(document, sections, units, spans, tuple(told), origins, writer.unknown, people)


def _first(body: Body, outline: Outline, whole: Stretch, year: int) -> int:
    """Where the first item, row, or heading without a number begins: what is before is the head of the document."""
    begins = [item.start for item in outline.items] + [row.start for row in outline.loose_rows]
    return min(
        [*begins, whole.tail]
        if begins
        else [*(part.start for part in headed_parts(body, whole.tail, year)), whole.tail]
    )


def _decided(chapters: list[Chapter], body: Body, remarks: list[tuple[int, str]]) -> list[Chapter]:
    """The chapters of minutes, directives, motions with who does it as their words say, without mere reports."""
    hear_roles(chapters, body)
    chapters, reported = that_decide(chapters, body)
    remarks += [(place, "会议听取、传达的，不是事项，未列为任务") for place in reported]
    return chapters


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


def _dated(task: Task, yearly: date | None, document: Document) -> Task:
    """Leave out each deadline that is the document's, where it holds anyway: not in minutes, whose tasks have days of
    their own to be done in.

    A task without its own gets `yearly`, the end of the year of a yearly document that also names later years.
    """
    if document.type is not DocumentType.CIRCULAR:
        return task
    own, due = task.due or yearly, document.due
    held = due if own in (None, due) else None
    return replace(
        task,
        due=None if own == due else own,
        targets=tuple(replace(item, due=None) if item.due == held else item for item in task.targets),
        milestones=tuple(replace(item, due=None) if item.due == held else item for item in task.milestones),
    )


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
