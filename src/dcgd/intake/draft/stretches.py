"""Read the stretches of a document, its own text and its enclosures: what in them is a task, and what is not."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence

from dcgd.intake.draft.entities import Writer
from dcgd.intake.draft.result import Kind, Part, Span
from dcgd.intake.outline.chapters import Chapter, divide
from dcgd.intake.outline.divider import Divider
from dcgd.intake.outline.enclosures import Stretch, tasks_of, title_of
from dcgd.intake.outline.tables import read_rows
from dcgd.intake.outline.tree import Outline, read_outline
from dcgd.intake.phrases.numbers import Amount, find_amounts
from dcgd.intake.phrases.targets import find_targets
from dcgd.intake.text.body import Body, Line

_SHOWN = 30
"""So many characters are shown of what was left out."""


def divider_of(body: Body, outline: Outline, stretch: Stretch, year: int, *, listens: bool = False) -> Divider:
    """What divides the outline of a stretch; `year` completes dates, `listens` is as for Divider."""
    return Divider(body, outline, stretch.tail, year, lambda words: bool(find_targets(words, year)[0]), listens=listens)


def read_tables(chapters: list[Chapter], divider: Divider) -> list[Line]:
    """Add table rows as tasks, to the chapter around the table or to new chapters for the headings in the table.

    Returns the rows that were not understood.
    """
    unread: list[Line] = []
    places = [(-1, list(divider.outline.loose_rows))]
    places += [(top.start, top.rows) for top in divider.outline.items if top.rows]
    for start, rows in places:
        groups, lost = read_rows(divider.body, rows, divider.year) if rows else ([], [])
        home = next((chapter for chapter in chapters if chapter.place == start), None)
        for group in groups:
            if group.title or home is None:
                chapters.append(Chapter(group.title, group.place, list(group.pieces)))
            else:
                home.pieces += group.pieces
        unread += lost
    chapters.sort(key=lambda chapter: chapter.place)
    return unread


def remark_rows(rows: Iterable[Line], writer: Writer) -> None:
    """Say of each row that no task was seen in it."""
    for row in rows:
        words = writer.body.text[row.start : row.end]
        why = "表格的这一行没有认出任务和责任单位"
        writer.remark(Kind.NOT_UNDERSTOOD, row.start, words, why, of_people=True)


def read_annex(
    body: Body, annex: Stretch, writer: Writer, remarks: list[tuple[int, str]], headings: list[tuple[int, int]]
) -> list[Chapter]:
    """The chapters of an enclosure that hold tasks; adds to `remarks` and `headings` what there is to say of them."""
    title, begin = title_of(body, annex.start, annex.tail)
    outline = read_outline(body, begin, annex.tail)
    year = _year_of(title, writer)
    divider = divider_of(body, outline, annex, year)
    chapters = divide(divider)
    lost = read_tables(chapters, divider)
    kept = tasks_of(
        chapters, title, lambda piece: bool(find_targets(piece.wording(body), year, piece.columns(body))[0])
    )
    for piece in (piece for chapter in kept for piece in chapter.pieces if year != writer.year):
        piece.year = year
        if year < writer.year:
            piece.doubt = piece.doubt or f"所在的附件写的是 {year} 年"
    if kept:
        remark_rows(lost, writer)
        remarks += [*outline.jumps, *divider.remarks]
        headings += [(annex.start, begin), *divider.headings, *_header_rows(outline, lost)]
    return kept


def _year_of(title: str, writer: Writer) -> int:
    """The year of an enclosure: the only one that its title names, outside the years of the document; else that."""
    years = {int(year) for year in re.findall(r"(?<!\d)(20\d\d)(?=\s?年(?!以来|[底末前]))", title)}
    named = years.pop() if len(years) == 1 else writer.year
    return writer.year if writer.start.year <= named <= writer.period_end.year else named


def _header_rows(outline: Outline, lost: Sequence[Line]) -> list[tuple[int, int]]:
    """The rows that were understood; what is painted over them are tasks, the rest is headers and headings."""
    unread = {row.start for row in lost}
    rows = [*outline.loose_rows, *(row for top in outline.items for row in top.rows)]
    return [(row.start, row.end) for row in rows if row.start not in unread]


def that_count(
    chapters: list[Chapter], body: Body, annexes: Sequence[Stretch], remarks: list[tuple[int, str]]
) -> list[Chapter]:
    """Without the chapters of a notice that names no units, where its enclosures do: they say how, not what."""
    if not annexes:
        return chapters

    def names_units(chapter: Chapter) -> bool:
        return any(statement.names_units for piece in chapter.pieces for statement in piece.statements)

    own = [chapter for chapter in chapters if chapter.place < annexes[0].start]
    others = chapters[len(own) :]
    if any(map(names_units, own)) or not any(map(names_units, others)):
        return chapters
    for chapter in own:
        words = chapter.title or body.text[chapter.place : chapter.place + 30]
        remarks.append((chapter.place, f"“{words[:30]}”没有责任单位，附件里有，未列为任务"))
    return others


def remark_left_out(spans: Iterable[Span], body: Body, annex: Stretch, writer: Writer) -> None:
    """Say how much of an enclosure is no task, and where it begins."""
    if annex.tail <= annex.start:
        return
    start, end = body.origin[annex.start], body.origin[annex.tail - 1] + 1
    runs = [(max(span.start, start), min(span.end, end)) for span in spans if span.part is Part.LEFT_OUT]
    out = [at for a, b in runs for at in range(bisect_left(body.origin, a), bisect_left(body.origin, b))]
    if not out:
        return
    words = "".join(body.text[at] for nth, at in enumerate(out[:_SHOWN]) if at == out[0] + nth)
    whole = len(out) == annex.tail - annex.start
    why = f"附件有 {len(out)} 字，没有认出其中的任务" if whole else f"附件里有 {len(out)} 字不是任务"
    count = sum(isinstance(amount, Amount) for amount in find_amounts("".join(body.text[at] for at in out)))
    why += f"（其中有数 {count} 个）" if count else ""
    writer.remark(Kind.NOT_UNDERSTOOD, out[0], words, f"{why}，没有读进来", of_people=True)
