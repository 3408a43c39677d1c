"""Divide a document into sections with the pieces that become their tasks."""

from dataclasses import dataclass, field

from dcgd.intake.outline.divider import Divider
from dcgd.intake.outline.pieces import (
    Piece,
    heading_end,
    is_closing,
    is_goal,
    is_manner,
    is_preamble,
    without,
)
from dcgd.intake.outline.tree import Item
from dcgd.intake.outline.unnumbered import headed_parts
from dcgd.intake.phrases.statements import Statement


@dataclass(slots=True)
class Chapter:
    """A section: its title (empty for none), where it begins and its tasks."""

    title: str
    place: int
    pieces: list[Piece] = field(default_factory=list)


def divide(divider: Divider) -> list[Chapter]:
    """Divide a document into chapters with their pieces, in order, without the closing paragraph."""
    tops = _parts_that_count(divider)
    if not divider.outline.items and divider.listens:
        heard = list(divider.heard(0, divider.tail))
        pieces = [Piece(start, [(start, end)], [Statement(end, end, said)]) for start, end, said in heard]
        divider.remarks += [
            (place, "这一段没有说由谁办，未列为任务") for place in divider.unheard([(a, b) for a, b, _said in heard])
        ]
        return [Chapter("", heard[0][0], pieces)] if heard else []
    if not divider.outline.items and not divider.outline.loose_rows:
        return _unnumbered(divider)
    flat = all(
        divider.is_task(top) and not divider.paragraphs(top, divider.listens and divider.headed(top)) for top in tops
    )
    chapters: list[Chapter] = []
    if flat and tops and not any(top.rows for top in tops):
        only_chapter = Chapter("", tops[0].start)
        for top in tops:
            spirit = not divider.carries(top) and (is_preamble(divider.title(top)) or is_goal(divider.title(top)))
            only_chapter.pieces += divider.goals(top) if spirit else [divider.piece(top)]
        chapters.append(only_chapter)
    else:
        chapters.extend(_chapter(divider, top) for top in tops)
    _cut_closing(divider, chapters)
    return chapters


def _unnumbered(divider: Divider) -> list[Chapter]:
    """The parts of a text without numbers: each a task, or, where any has several paragraphs that do, a chapter."""
    chapters: list[Chapter] = []
    for part in headed_parts(divider.body, divider.tail, divider.year):
        title = divider.body.text[part.start : part.matter]
        whole = Piece(
            part.start,
            without(part.start, part.end, part.statements),
            part.statements,
            breaks=frozenset({part.matter}),
        )
        if part.names_units() or divider.is_target(whole.wording(divider.body)):
            pieces = divider.stated(part.matter, part.statements)
            chapters.append(Chapter(title, part.start, pieces if len(pieces) > 1 else [whole]))
        else:
            divider.remarks.append((part.start, f"“{title}”没有责任单位，也没有数，未列为任务"))
    if all(len(chapter.pieces) == 1 for chapter in chapters):
        return [Chapter("", chapters[0].place, [chapter.pieces[0] for chapter in chapters])] if chapters else []
    divider.headings += [(chapter.place, chapter.place + len(chapter.title)) for chapter in chapters]
    return chapters


def _chapter(divider: Divider, top: Item) -> Chapter:
    title = divider.title(top)
    chapter = Chapter(title, top.start)
    end = heading_end(divider.body, top)
    divider.headings.append((top.start, end))
    if is_manner(title) and not divider.carries(top) and any(map(divider.carries, divider.outline.items)):
        divider.remarks.append((top.start, f"“{title[:30]}”说的是怎样督查、检查，未列为任务"))
        return chapter
    if not divider.carries(top) and (is_preamble(title) or is_goal(title)):
        chapter.pieces = divider.numbered_spirit(top) if divider.runs_on(top) else divider.goals(top)
    elif top.children:
        is_one_task = divider.is_task(top)
        chapter.pieces = [divider.piece(top)] if is_one_task else divider.below(top)
    elif paragraphs := divider.paragraphs(top, divider.listens and divider.headed(top)):
        chapter.pieces = paragraphs
    elif not divider.carries(top) and end < top.own_end and is_closing(divider.body.text[end : top.own_end]):
        divider.remarks.append((end, f"“{title[:30]}”只是对各方的要求，未列为任务"))
    elif end < top.own_end and divider.body.text[end - 1] != "。":
        piece = divider.piece(top)
        piece.kept = without(end, top.own_end, piece.statements)
        piece.number, piece.place = 0, end
        chapter.pieces = [piece] if piece.wording(divider.body) else []
    elif end < top.own_end or divider.own[id(top)]:
        divider.headings.pop()
        piece = divider.piece(top)
        piece.number = 0
        chapter.pieces = [piece]
    elif divider.listens:
        divider.remarks.append((top.start, "这一项没有说由谁办，未列为任务"))
    return chapter


def _parts_that_count(divider: Divider) -> list[Item]:
    """The parts that hold tasks: where numbering restarts (a notice and its enclosure), only parts that name units."""
    tops = list(divider.outline.items)
    carrying = {top.part for top in tops if divider.carries(top)}
    if not carrying:
        last = max((top.part for top in tops), default=0)
        return [top for top in tops if top.part == last or any(child.children for child in top.children)]
    kept = [top for top in tops if top.part in carrying]
    for top in tops:
        if top.part not in carrying:
            divider.remarks.append((top.start, f"“{divider.title(top)[:30]}”所在的部分没有责任单位，未列为任务"))
    return kept


def _cut_closing(divider: Divider, chapters: list[Chapter]) -> None:
    """Cut off the paragraph after the last statement of the last task: it addresses everyone and belongs to no task."""
    pieces = [piece for chapter in chapters for piece in chapter.pieces if not piece.goal]
    if not pieces or not pieces[-1].kept:
        return
    last = pieces[-1]
    apart = (statement.end for statement in last.statements if statement.end > statement.start)
    end = max(apart, default=-1)
    if end < 0 and divider.listens:
        _cut_address(divider, last)
    start = next((a for a, _ in last.kept if a >= end >= 0), -1)
    if start < 0:
        return
    text = divider.body.text[start : last.kept[-1][1]].strip()
    others = [piece for piece in pieces[:-1] if _goes_on(piece)]
    if len(others) * 2 > len(pieces) - 1 > 0 and not is_closing(text):
        return  # in this list every item goes on behind who is responsible
    at_line = divider.body.lines[divider.body.line_at(start)].start == start
    if at_line or is_closing(text):
        last.kept = [(a, b) for a, b in last.kept if a < start]


def _goes_on(piece: Piece) -> bool:
    """Whether the text of a task goes on behind its last statement."""
    apart = [statement.end for statement in piece.statements if statement.end > statement.start]
    return bool(apart and piece.kept) and piece.kept[-1][0] >= max(apart) and piece.kept[-1][1] > piece.kept[-1][0] + 1


def _cut_address(divider: Divider, last: Piece) -> None:
    """Cut off the paragraphs of the last task that address everyone, where the running text says who is responsible."""
    start, end = last.kept[0][0], last.kept[-1][1]
    lines = [line for line in divider.body.lines if start < line.start < end]
    cut = next((line.start for line in lines if is_closing(divider.body.text[line.start : line.end])), end)
    last.kept = [(a, min(b, cut)) for a, b in last.kept if a < cut]
