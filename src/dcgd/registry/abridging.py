"""A file of records with those abridged away that nobody asks for, so that only the others are read, edited, checked.

What is hidden is a comment of one line; restoring an edited text puts back what each stands for, byte for byte.
"""

import codecs
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from operator import itemgetter
from typing import Any, NamedTuple

from dcgd.diagnostics import Place
from dcgd.model import Notice, Problem, Request
from dcgd.naming import parted, typed_id
from dcgd.registry.content import Filed, Registry
from dcgd.source.lines import Lines, NotByLines
from dcgd.source.parsed import Parsed

_TASK = re.compile(r"(\d{1,6})(?:-.*)?", re.ASCII | re.DOTALL)
_AT_ONCE = 1_000_000
_GAP = "# hidden {mark} {number} "


class Span(NamedTuple):
    """Where in its file a section, a task or a record stands, in bytes, as whole lines.

    `task` is the number of the task it is about (of a section None), `id` that of a problem, a notice, a request,
    `date` the day of issue of a notice.
    """

    file: str
    start: int
    end: int
    task: int | None = None
    id: str | None = None
    date: str | None = None


class Hidden(NamedTuple):
    """The bytes of a file that a line of a abridged text stands for."""

    start: int
    end: int
    line: bytes


class Abridged(NamedTuple):
    """A text of which parts are hidden, in their order."""

    data: bytes
    hidden: tuple[Hidden, ...] = ()


def task_of(subject: str) -> int | None:
    """The number of the task that the id of an item, a share or a task belongs to; None of what is no id."""
    match = _TASK.fullmatch(typed_id(parted(subject)[0]))
    return int(match[1]) if match else None


def spans(
    registry: Registry, parsed: Mapping[str, Parsed], whole: Callable[[str, Iterable[bytes]], bool]
) -> Iterator[Span]:
    """Where everything stands that can be abridged; of a file that is not laid out by lines, nothing.

    `whole` tells whether these, one after the other, are the bytes of a file.
    """
    owners: dict[str, list[tuple[Place, int | None, str | None, str | None]]] = {}
    for filed in registry.tasks:
        owners.setdefault(filed.place.file, []).append((filed.place, filed.entity.number, None, None))
    for heading in registry.sections:
        owners.setdefault(heading.place.file, []).append((heading.place, None, None, None))
    for report in registry.reports:
        owners.setdefault(report.place.file, []).append((report.place, task_of(report.entity.item), None, None))
    records: tuple[Filed[Any], ...] = (*registry.problems, *registry.notices, *registry.requests)
    for record in records:
        owners.setdefault(record.place.file, []).append((record.place, *_named(record.entity)))
    for file, named in owners.items():
        text = parsed[file].text
        mark = next((mark for mark in (b"", codecs.BOM_UTF8) if whole(file, _pieces(mark, text))), None)
        if mark is None:
            continue
        try:
            lines = Lines(parsed[file])
            places = sorted(((*lines.of(place.path), *rest) for place, *rest in named), key=itemgetter(0))
        except NotByLines:
            continue
        yield from _in_bytes(file, text, len(mark), places)


def _pieces(mark: bytes, text: str) -> Iterator[bytes]:
    """The bytes of a file, a few at a time: a second copy of a large one need not be there."""
    yield mark
    for start in range(0, len(text), _AT_ONCE):
        yield text[start : start + _AT_ONCE].encode()


def _named(record: Problem | Notice | Request) -> tuple[int | None, str, str | None]:
    if isinstance(record, Problem):
        return record.task, record.id, None
    if isinstance(record, Notice):
        return task_of(record.subject), record.number, record.issued.isoformat()
    return task_of(record.subject), record.id, None


def _in_bytes(file: str, text: str, shift: int, places: Iterable[tuple[Any, ...]]) -> Iterator[Span]:
    """The spans of a file whose bytes begin `shift` before its text."""
    places = list(places)
    at: dict[int, int] = {0: shift}
    before = 0
    for index in sorted({index for place in places for index in place[:2]}):
        at[index] = at[before] + len(text[before:index].encode())
        before = index
    for start, end, *rest in places:
        yield Span(file, at[start], at[end], *rest)


def abridge(size: int, hidden: Sequence[tuple[int, int]], mark: str, read: Callable[[int, int], bytes]) -> Abridged:
    """A text of so many bytes, of which `read` gives those from one place to another, without what is hidden.

    Raises ValueError where what is hidden is not whole lines.
    """
    pieces: list[bytes] = []
    gaps: list[Hidden] = []
    at = 0
    for number, (start, end) in enumerate(hidden):
        gaps.append(Hidden(start, end, f"{_GAP.format(mark=mark, number=number)}\n".encode()))
        pieces += [read(at, start), gaps[-1].line]
        if not at <= start < end <= size or not (pieces[-2] or b"\n").endswith(b"\n") or read(end - 1, end) != b"\n":
            raise ValueError(f"{start}-{end}")
        at = end
    pieces.append(read(at, size))
    return Abridged(b"".join(pieces), tuple(gaps))


def restore(abridged: Abridged, edited: bytes, whole: bytes) -> bytes | None:
    """The whole file with the edit made to its abridged text; None where what hides the rest is not as it was."""
    pieces: list[bytes] = []
    rest = edited
    for start, end, line in abridged.hidden:
        before, gap_line, rest = rest.partition(line)
        if not gap_line or (before and not before.endswith(b"\n")):
            return None
        pieces += [before, whole[start:end]]
    return None if any(gap.line in rest for gap in abridged.hidden) else b"".join([*pieces, rest])


def moved(abridged: Abridged, edited: bytes) -> list[tuple[Hidden, int, int]]:
    """Where the hidden parts stand in an edited text that has all of them: each with its place in it and in the whole
    file.
    """
    places: list[tuple[Hidden, int, int]] = []
    grown = at = 0
    for gap in abridged.hidden:
        at = edited.index(gap.line, at)
        places.append((gap, at, at + grown))
        grown += (gap.end - gap.start) - len(gap.line)
        at += len(gap.line)
    return places
