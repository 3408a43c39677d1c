"""The account of every character of a document."""

from collections.abc import Iterable
from itertools import groupby

from dcgd.intake.draft.result import Part, Span
from dcgd.intake.outline.pieces import Piece
from dcgd.intake.text.body import Body

Stretches = Iterable[tuple[int, int]]


def account(
    text: str,
    body: Body,
    pieces: Iterable[Piece],
    headings: Stretches,
    silent: Stretches,
    enclosed: Stretches = (),
    divided: Stretches = (),
) -> tuple[Span, ...]:
    """Assign every character of the decoded text to exactly one part; returns adjoining spans in order.

    Characters outside the body are noise, and those that no argument claims are preamble. `headings` and `silent`
    (letterhead and signature) are stretches of the body, `enclosed` those of an enclosure that was left out,
    `divided` the rows of tables that say which unit has how much.
    """
    parts = [Part.PREAMBLE] * len(body.text)
    _paint(parts, silent, Part.NOISE)
    _paint(parts, enclosed, Part.LEFT_OUT)
    _paint(parts, divided, Part.RESPONSIBILITY)
    _paint(parts, headings, Part.HEADING)
    for piece in pieces:
        _paint(parts, piece.kept, Part.TASK)
        _paint(parts, piece.marks, Part.HEADING)
        _paint(parts, ((statement.start, statement.end) for statement in piece.statements), Part.RESPONSIBILITY)
    part_of = [Part.NOISE] * len(text)
    for place, part in zip(body.origin, parts, strict=True):
        part_of[place] = part
    spans: list[Span] = []
    at = 0
    for part, run in groupby(part_of):
        length = sum(1 for _ in run)
        spans.append(Span(at, at + length, part))
        at += length
    return tuple(spans)


def _paint(parts: list[Part], stretches: Stretches, part: Part) -> None:
    for start, end in stretches:
        parts[start:end] = [part] * (min(end, len(parts)) - start)
