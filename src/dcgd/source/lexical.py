"""Slips of an input method that YAML takes for something else: full-width punctuation in YAML's own places, tabs.

Looked for line by line in the text, because after such a slip the tree is wrong or there is none.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from dcgd.diagnostics import Code
from dcgd.source.codes import FULLWIDTH_BRACKET, FULLWIDTH_COLON, FULLWIDTH_COMMA, FULLWIDTH_SPACE, YAML_TAB
from dcgd.source.decoding import position

# Each begins with what is rare in a file, so that it is found without looking at every line.
_FULLWIDTH_COLON = re.compile(r"：")
_LIST_COMMA = re.compile(r"\[([^\]\n\"']*)")
_FULLWIDTH_BRACKET = re.compile(r"([［【「])[^\n]*[］】」][ ]*$", re.MULTILINE)
_WIDE_INDENT = re.compile(r"[\u3000\u00a0]")
_KEY = re.compile(r"[ \t]*(?:- +)*[a-z_]+[ ]*(?P<colon>:[ ]*)?")
_INDENT = re.compile(r"[ \t]*")
_LINE = re.compile(r"\n([ \t]*)([^\n]*)")
_TAB = re.compile(r"^ *(\t)", re.MULTILINE)
_BLOCK_SCALAR = re.compile(r"^( *)(?:- +)*[^\s#][^\n]*[:\-] *[|>][+\-0-9]*[ ]*(?:#[^\n]*)?$", re.MULTILINE)
_KEY_ENDS = frozenset("abcdefghijklmnopqrstuvwxyz_ ")


class Slip(NamedTuple):
    """A slip at a line and column (from 1), with the code of its diagnostic and the character."""

    line: int
    column: int
    code: Code
    character: str


def _block_scalars(text: str) -> list[tuple[int, int]]:
    """Spans of the bodies of `|` and `>` scalars, in which every character is text."""
    spans = []
    for opening in _BLOCK_SCALAR.finditer(text):
        indent = len(opening[1])
        end = opening.end()
        for line in _LINE.finditer(text, opening.end()):
            if line[2] and len(line[1]) <= indent:
                break
            end = line.end()
        spans.append((opening.end(), end))
    return spans


def slips(text: str, *, broken: bool) -> Iterator[Slip]:
    """All slips in the text; tabs only where the text is `broken` YAML, since elsewhere they do no harm."""
    inside = _block_scalars(text) if "|" in text or ">" in text else []
    for index, code in _candidates(text, broken=broken):
        if not any(start <= index < end for start, end in inside):
            yield Slip(*position(text, index), code, text[index])


def _candidates(text: str, *, broken: bool) -> Iterator[tuple[int, Code]]:
    for slip in _FULLWIDTH_COLON.finditer(text):
        after_letter = text[slip.start() - 1 : slip.start()] in _KEY_ENDS
        if after_letter and (key := _before(text, slip.start(), _KEY)) and not key["colon"]:
            yield slip.start(), FULLWIDTH_COLON
    for slip in _LIST_COMMA.finditer(text):
        commas = [offset for offset, character in enumerate(slip[1]) if character in "，、；"]
        if commas and (key := _before(text, slip.start(), _KEY)) and key["colon"]:
            yield from ((slip.start(1) + offset, FULLWIDTH_COMMA) for offset in commas)
    if any(bracket in text for bracket in "［【「"):
        for slip in _FULLWIDTH_BRACKET.finditer(text):
            if (key := _before(text, slip.start(), _KEY)) and key["colon"]:
                yield slip.start(), FULLWIDTH_BRACKET
    if "\u3000" in text or "\u00a0" in text:
        for slip in _WIDE_INDENT.finditer(text):
            if _before(text, slip.start(), _INDENT):
                yield slip.start(), FULLWIDTH_SPACE
    if broken:
        yield from ((slip.start(1), YAML_TAB) for slip in _TAB.finditer(text))


def _before(text: str, index: int, form: re.Pattern[str]) -> re.Match[str] | None:
    """The match of `form` with all of a line up to `index`, or None."""
    return form.fullmatch(text, text.rfind("\n", 0, index) + 1, index)
