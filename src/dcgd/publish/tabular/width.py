"""Columns on a terminal: Chinese characters are two wide, and a line does not begin with a comma."""

from collections.abc import Callable, Sequence
from unicodedata import combining, east_asian_width

NEVER_FIRST = frozenset("，。、；：！？）》〉」』】〕”’％%,.;:!?)]}…")
"""What no line begins with."""
_NEVER_LAST = frozenset("（《〈「『【〔“‘([{")
_LEAST = 8
"""No column is squeezed below four Chinese characters where there is room for that."""
_SQUEEZED = 4
"""None at all below two."""


def width(text: str) -> int:
    """How many columns a text takes. What Unicode calls ambiguous (“”…—) takes one, as rich and terminals count it."""
    if text.isascii():
        return len(text)
    return sum(0 if combining(c) else 2 if east_asian_width(c) in "WF" else 1 for c in text)


def width_on_paper(text: str) -> int:
    """How many halves of a character a text takes in the fonts of papers, where what is ambiguous is as wide as one."""
    if text.isascii():
        return len(text)
    return sum(0 if combining(c) else 2 if east_asian_width(c) in "WFA" else 1 for c in text)


def atoms(text: str) -> list[str]:
    """The pieces a line may break between: words of Latin letters and digits whole, Chinese characters singly."""
    pieces: list[str] = []
    for character in text:
        glued = pieces and (
            character in NEVER_FIRST
            or pieces[-1][-1] in _NEVER_LAST
            or (
                character.isascii()
                and not character.isspace()
                and pieces[-1][-1].isascii()
                and not pieces[-1][-1].isspace()
            )
        )
        if glued:
            pieces[-1] += character
        else:
            pieces.append(character)
    return pieces


def wrap(text: str, most: int, width: Callable[[str], int] = width) -> list[str]:
    """A text in lines of at most `most` columns (at least 2); punctuation stays with what it belongs to."""
    most = max(most, 2)
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line, used = "", 0
        for piece in atoms(paragraph):
            size = width(piece)
            if used + size > most and line:
                lines.append(line.rstrip())
                line, used = "", 0
                if piece.isspace():
                    continue
            while size > most:  # longer than a whole line: cut where it must be
                cut = max(1, _fitting(piece, most, width))
                lines.append(piece[:cut])
                piece = piece[cut:]  # noqa: PLW2901
                size = width(piece)
            line, used = line + piece, used + size
        lines.append(line.rstrip())
    return lines


def _fitting(text: str, most: int, width: Callable[[str], int]) -> int:
    used = 0
    for index, character in enumerate(text):
        used += width(character)
        if used > most:
            return index
    return len(text)


def share(cells: Sequence[Sequence[int]], fixed: Sequence[bool], total: int, gap: int) -> list[int] | None:
    """Widths of columns that together, with `gap` between them, fit into `total`; None where they need more.

    `cells` are the widths of what stands in each column. Fixed columns get all they need; of what is left, each column
    in turn gets what shortens the table most: the one whose average cell takes the most lines. On a terminal that is
    too narrow for that the widest columns give way, fixed ones never: a number in two lines reads like two.
    """
    natural = [max(column) for column in cells]
    average = [sum(column) / len(column) for column in cells]
    sizes = [size if keep else min(size, _LEAST) for size, keep in zip(natural, fixed, strict=True)]
    room = total - gap * (len(cells) - 1) - sum(sizes)
    wide = [index for index, keep in enumerate(fixed) if not keep]
    while room < 0 and any(sizes[index] > _SQUEEZED for index in wide):
        sizes[max(wide, key=lambda index: sizes[index])] -= 1
        room += 1
    if room < 0:
        return None
    while room > 0:
        open_ones = [index for index, size in enumerate(sizes) if size < natural[index]]
        if not open_ones:
            break
        sizes[max(open_ones, key=lambda index: average[index] / sizes[index])] += 1
        room -= 1
    return sizes
