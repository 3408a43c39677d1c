"""What a merge left in a text: the markers of a conflict, whole or in part, and the other side's lines."""

import re
from typing import NamedTuple

_MARKS = ("<<<<<<<", "|||||||", "=======", ">>>>>>>")
_MARKER = re.compile(r"^(?:[ \t]*(?P<side><{7}|>{7}|\|{7})(?=\s|\Z)|(?P<middle>={7})(?=\s*$)).*$", re.MULTILINE)


class Conflict(NamedTuple):
    """The markers that belong together, as (mark, start, end) in the text."""

    markers: list[tuple[str, int, int]]

    @property
    def is_whole(self) -> bool:
        """Whether it shows where both sides begin and end."""
        marks = [mark for mark, _start, _end in self.markers]
        return marks[0] == _MARKS[0] and marks[-1] == _MARKS[-1] and len(marks) > 2

    @property
    def start(self) -> int:
        """Where the first marker's line begins."""
        return self.markers[0][1]

    @property
    def end(self) -> int:
        """Where the last marker's line ends."""
        return self.markers[-1][2]


def conflicts(text: str) -> list[Conflict]:
    """All conflicts of a text, in order."""
    met: list[Conflict] = []
    if not any(mark in text for mark in _MARKS):
        return met
    is_open = False
    for marker in _MARKER.finditer(text):
        mark = marker["side"] or marker["middle"]
        if not is_open or mark == _MARKS[0]:
            met.append(Conflict([]))
        met[-1].markers.append((mark, *marker.span()))
        is_open = mark != _MARKS[-1]
    return met


def without(text: str, met: list[Conflict]) -> tuple[str, list[str]]:
    """The text with the markers and the other sides of whole conflicts blanked line for line; and those other sides."""
    parts, dropped, at = [], [], 0
    for conflict in met:
        spans = [(start, end) for _mark, start, end in conflict.markers]
        if conflict.is_whole:
            spans = [spans[0], (spans[1][0], conflict.end)]
            dropped.append(text[slice(*spans[1])])
        for start, end in spans:
            parts += [text[at:start], "\n" * text.count("\n", start, end)]
            at = end
    return "".join([*parts, text[at:]]), dropped
