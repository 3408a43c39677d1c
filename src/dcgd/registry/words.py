"""Where two texts differ, to the word: Chinese by the character, numbers and Latin words whole."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import NamedTuple

_WORD = re.compile(r"\d+(?:\.\d+)?%?|[A-Za-z]+|.", re.DOTALL | re.ASCII)
_SENTENCE = re.compile(r"[^。；\n]*[。；\n]?", re.DOTALL)
_MOST_WORK = 4_000_000
"""Longer texts are compared by the sentence first, so that no input takes minutes."""
_AROUND, _MOST_SHOWN = 12, 400
"""Characters shown around each of the differing places, and of all of them together."""
_AROUND_ONE, _MOST_OF_ONE = 10, 60
"""Characters shown around a single place, and of what it lost or gained."""


class Piece(NamedTuple):
    """One place where two texts differ: what stands in each, and from which character on."""

    gone: str
    come: str
    before: int
    after: int


def pieces(before: str, after: str) -> list[Piece]:
    """The differing places in order, as few and as small as a reader would mark them; none for equal texts."""
    return list(_differing(before, after, 0, 0))


def _differing(before: str, after: str, at_before: int, at_after: int) -> Iterator[Piece]:
    if before == after:
        return
    old, new = _WORD.findall(before), _WORD.findall(after)
    by_sentence = len(old) * len(new) > _MOST_WORK
    if by_sentence:
        sentences = _SENTENCE.findall(before), _SENTENCE.findall(after)
        by_sentence = len(sentences[0]) * len(sentences[1]) <= _MOST_WORK
        # What is too long even so is one difference from its first character that differs to its last.
        old, new = sentences if by_sentence else ([before], [after])
    for tag, i, j, k, end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        gone, come = "".join(old[i:j]), "".join(new[k:end])
        if tag != "equal":
            if by_sentence and gone and come and (gone, come) != (before, after):
                yield from _differing(gone, come, at_before, at_after)
            else:
                yield _trimmed(gone, come, at_before, at_after)
        at_before += len(gone)
        at_after += len(come)


def _trimmed(gone: str, come: str, before: int, after: int) -> Piece:
    """A difference of two very long texts, without their common beginning and end; of shorter texts as it is."""
    if len(gone) * len(come) <= _MOST_WORK:
        return Piece(gone, come, before, after)
    start = next((i for i, (a, b) in enumerate(zip(gone, come, strict=False)) if a != b), min(len(gone), len(come)))
    most = min(len(gone), len(come)) - start
    end = next((i for i in range(most) if gone[-1 - i] != come[-1 - i]), most)
    return Piece(gone[start : len(gone) - end], come[start : len(come) - end], before + start, after + start)


def marked(before: str, after: str) -> str:
    """`…高新技术企业 [-15-]{+12+} 家以上…`: the differing places with a few characters around each."""
    shown, last = "", 0
    for piece in pieces(before, after):
        between = after[last : piece.after]
        if not shown:
            shown = between if len(between) <= _AROUND + 1 else "…" + between[-_AROUND:]
        else:
            shown += between if len(between) <= 2 * _AROUND + 1 else between[:_AROUND] + "…" + between[-_AROUND:]
        shown += (f"[-{piece.gone}-]" if piece.gone else "") + (f"{{+{piece.come}+}}" if piece.come else "")
        last = piece.after + len(piece.come)
        if len(shown) > _MOST_SHOWN:
            return shown[:_MOST_SHOWN] + "…"
    rest = after[last:]
    return shown + (rest if len(rest) <= _AROUND + 1 else rest[:_AROUND] + "…") if shown else ""


def in_context(after: str, piece: Piece) -> str:
    """One differing place as `marked` shows it, out of the text it came into."""
    start, end = piece.after, piece.after + len(piece.come)
    gone, come = (text if len(text) <= _MOST_OF_ONE else text[:_MOST_OF_ONE] + "…" for text in (piece.gone, piece.come))
    shown = (f"[-{gone}-]" if gone else "") + (f"{{+{come}+}}" if come else "")
    left, right = after[max(start - _AROUND_ONE, 0) : start], after[end : end + _AROUND_ONE]
    return f"{'…' if start > _AROUND_ONE else ''}{left}{shown}{right}{'…' if end + _AROUND_ONE < len(after) else ''}"
