"""Find the enclosures behind a plan, so that they are read as what they are and never run into its last task."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from dcgd.intake.outline.chapters import Chapter
from dcgd.intake.outline.imprint import end_matter, speaks_of_itself
from dcgd.intake.outline.marks import begins_item
from dcgd.intake.outline.pieces import Piece
from dcgd.intake.phrases.statements import find_statements
from dcgd.intake.text.body import Body
from dcgd.intake.text.joined import FILE_MARK

_COUNT = r"\s?[\d一二三四五六七八九十]{0,3}(?:[-—－]\d{1,2})?\s?"
_BEGINS = re.compile(rf"附(?:件|表|录|图)?{_COUNT}[:：]?")
_NAMED = re.compile(rf"附(?:件|表|录|图)?{_COUNT}[:：].{{2,60}}")
_GOALS = re.compile("目标|指标|任务|清单|项目|台账|分工|分解")
_BESIDE = re.compile(r"[（(]?(?:计量)?单位\s?[:：].*|填报.*|.*[:：]\s*年\s*月\s*日.*|[（(].{0,20}[）)]")
"""What stands between the title of a table and its first row, and is no title."""
_LONGEST_TITLE = 60


@dataclass(frozen=True, slots=True)
class Stretch:
    """The document itself or one of its enclosures: all of it, and where its end matter begins."""

    start: int
    tail: int
    end: int


def stretches(body: Body, year: int) -> list[Stretch]:
    """The document and its enclosures in order; `year` completes dates.

    An enclosure begins with the line that names its file, or with a line 附件 behind text that names units or holds a
    table: what is behind 附件 in a notice that names no units is the plan itself.
    """
    places = list(_begins(body, year))
    bounds = pairwise([0, *places, len(body.text)])
    return [Stretch(start, end_matter(body, start, end), end) for start, end in bounds]


def _begins(body: Body, year: int) -> Iterator[int]:
    """Where each enclosure begins."""
    last, named = 0, False
    for at, line in enumerate(body.lines):
        text = body.text[line.start : line.end]
        if line.cells or not at:
            named = named or bool(line.cells)
        elif FILE_MARK.fullmatch(text):
            last, named = line.start, True
            yield line.start
        elif (_BEGINS.fullmatch(text) or _heads_table(body, at)) and not _is_title_of(body, last, line.start):
            named = named or any(statement.names_units for statement in find_statements(body, 0, line.start, year))
            if named:
                last = body.lines[_first_named(body, at, last)].start
                yield last


def _heads_table(body: Body, at: int) -> bool:
    """Whether a line like 附件：指标分解表 stands right above a table, or above the same name as a title."""
    words = _words(body, at)
    if not _NAMED.fullmatch(words) or at + 1 >= len(body.lines):
        return False
    name = re.sub(r"^\s*\d{1,2}[.．、]\s*", "", re.split("[:：]", words, maxsplit=1)[1])
    return bool(body.lines[at + 1].cells) or (len(name) > 3 and _words(body, at + 1) == name)


def _is_title_of(body: Body, start: int, place: int) -> bool:
    """Whether a line is the first behind the name of a file."""
    line = body.lines[body.line_at(start)]
    return line.end == place and bool(FILE_MARK.fullmatch(body.text[line.start : line.end]))


def _first_named(body: Body, at: int, last: int) -> int:
    """The first of the lines like 附件：某某清单 that stand right before an enclosure."""
    while at and body.lines[at - 1].start > last and _NAMED.fullmatch(_words(body, at - 1)):
        at -= 1
    return at


def _words(body: Body, at: int) -> str:
    return body.text[body.lines[at].start : body.lines[at].end]


def title_of(body: Body, start: int, stop: int) -> tuple[str, int]:
    """What an enclosure is called that begins at `start` and ends at `stop`, and where the lines end that say so."""
    titles: list[str] = []
    marks: list[str] = []
    for at in body.lines_in(start, stop):
        line, text = body.lines[at], _words(body, at).strip(" 　：:")
        if FILE_MARK.fullmatch(text):
            marks.append(re.sub(r"\.\w{2,5}$", "", text[4:-1]))
        elif _BEGINS.fullmatch(text) or _NAMED.fullmatch(text):
            marks.append(text)
        elif (
            line.cells or len(titles) > 1 or len(text) > _LONGEST_TITLE or "。" in text or begins_item(body, line.start)
        ):
            return _title(titles, marks), line.start
        elif not (speaks_of_itself(text) or _BESIDE.fullmatch(text)):
            titles.append(text)
    return _title(titles, marks), stop


def _title(titles: list[str], marks: list[str]) -> str:
    """A title goes on in a second line where the first is none by itself."""
    if len(titles) == 2 and not re.search("[的和与及、]$", titles[0]) and re.search("[表单册账案标]$|任务$", titles[0]):
        titles = titles[:1]
    return "".join(titles)[:_LONGEST_TITLE] or (marks[-1] if marks else "附件")


def tasks_of(chapters: list[Chapter], title: str, is_target: Callable[[Piece], bool]) -> list[Chapter]:
    """The chapters of an enclosure that hold tasks, those without a heading under its title.

    A part that names units holds tasks; one without holds them where the enclosure is of goals and it commits to
    numbers: then a person should look at it.
    """
    kept = []
    for chapter in chapters:
        pieces = [piece for piece in chapter.pieces if any(statement.names_units for statement in piece.statements)]
        if not pieces and _GOALS.search(title + chapter.title):
            pieces = [piece for piece in chapter.pieces if is_target(piece)]
            for piece in pieces:
                piece.doubt = piece.doubt or "在附件里，没有责任单位"
        elif pieces:
            pieces = chapter.pieces
        if pieces:
            kept.append(replace(chapter, title=chapter.title or title, pieces=pieces))
    return kept
