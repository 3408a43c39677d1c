"""Chapters and tasks in the order and with the numbers that a registry asks for: 一, 二 … and 1 to n without a gap."""

from dataclasses import replace

from dcgd.intake.outline.chapters import Chapter
from dcgd.intake.outline.pieces import Piece

_MOST_SECTIONS = 999


def arrange(chapters: list[Chapter], title: str, enclosed: int | None = None) -> list[tuple[Chapter, list[int]]]:
    """Order the chapters as sections; returns each with the numbers of its tasks, counted from 1 through the document.

    The document's own numbers are kept where they run through it. Goals without a number would shift them: then they
    come after all tasks, in a section of their own; so do the tasks that name no units, where others do. Chapters
    without tasks stay, so that 三 is still 三. `title` names a chapter that has no heading. The chapters of enclosures,
    those from offset `enclosed` on, come last, as they are.
    """
    own = [chapter for chapter in chapters if enclosed is None or chapter.place < enclosed]
    behind = [chapter for chapter in chapters if enclosed is not None and chapter.place >= enclosed]
    kept = [chapter for chapter in own if chapter.pieces or chapter.title]
    counted = [piece for chapter in kept for piece in chapter.pieces if not _is_loose(piece)]
    if not _aligned(counted) and _aligned([piece for piece in counted if _speaks(piece)]):
        silent = [replace(chapter, pieces=[p for p in chapter.pieces if _is_silent(p)]) for chapter in kept]
        kept = [replace(chapter, pieces=[p for p in chapter.pieces if not _is_silent(p)]) for chapter in kept]
        kept += [chapter for chapter in silent if chapter.pieces]
    if _aligned([piece for chapter in kept for piece in chapter.pieces if not piece.goal or piece.number]):
        loosened = [chapter for chapter in kept if any(_is_loose(piece) for piece in chapter.pieces)]
        rest = [replace(chapter, pieces=[p for p in chapter.pieces if not _is_loose(p)]) for chapter in kept]
        last = [replace(chapter, pieces=[p for p in chapter.pieces if _is_loose(p)]) for chapter in loosened]
        kept = rest + _joined(last)
    kept = _trimmed([*kept, *behind])
    arranged, number = [], 0
    for chapter in kept:
        count = len(chapter.pieces)
        arranged.append((replace(chapter, title=chapter.title or title), list(range(number + 1, number + count + 1))))
        number += count
    return arranged


def _speaks(piece: Piece) -> bool:
    return any(statement.names_units for statement in piece.statements)


def _is_silent(piece: Piece) -> bool:
    return not _is_loose(piece) and not _speaks(piece)


def _is_loose(piece: Piece) -> bool:
    return piece.goal and not piece.number


def _aligned(pieces: list[Piece]) -> bool:
    """Whether counting through gives most tasks the same number as the document does."""
    same = sum(piece.number == at for at, piece in enumerate(pieces, 1))
    return same * 2 >= len(pieces) > 0


def _joined(chapters: list[Chapter]) -> list[Chapter]:
    """Put all goals without a number into one chapter, named after the goal if there is only one."""
    if not chapters:
        return []
    pieces = [piece for chapter in chapters for piece in chapter.pieces]
    return [replace(chapters[0], title=pieces[0].fixed_title if len(pieces) == 1 else "目标", pieces=pieces)]


def _trimmed(chapters: list[Chapter]) -> list[Chapter]:
    """Drop empty chapters at the end; tasks beyond the last possible section go into that section."""
    while chapters and not chapters[-1].pieces:
        chapters = chapters[:-1]
    over = [piece for chapter in chapters[_MOST_SECTIONS:] for piece in chapter.pieces]
    if over:
        last = chapters[_MOST_SECTIONS - 1]
        chapters = [*chapters[: _MOST_SECTIONS - 1], replace(last, pieces=[*last.pieces, *over])]
    return chapters
