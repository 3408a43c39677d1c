"""Slips of an input method that YAML takes for something else: full-width punctuation in YAML's own places, tabs.

Looked for line by line in the text, because after such a slip the tree is wrong or there is none.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from dcgd.source.decoding import position

_FULLWIDTH_COLON = re.compile(r"^[ \t]*(?:- +)*[a-z_]+[ ]*(：)", re.MULTILINE)
_LIST_COMMA = re.compile(r"^[ \t]*(?:- +)*[a-z_]+:[ ]*\[([^\]\n\"']*)", re.MULTILINE)
_FULLWIDTH_BRACKET = re.compile(r"^[ \t]*(?:- +)*[a-z_]+:[ ]*([［【「〔])[^\n]*[］】」〕][ ]*$", re.MULTILINE)
_WIDE_INDENT = re.compile(r"^[ \t]*([\u3000\u00a0])", re.MULTILINE)
_TAB = re.compile(r"^ *(\t)", re.MULTILINE)
_BLOCK_SCALAR = re.compile(r"^( *)(?:- +)*[^\s#][^\n]*[:\-] *[|>][+\-0-9]*[ ]*(?:#[^\n]*)?$", re.MULTILINE)


class Slip(NamedTuple):
    """A slip at a line and column (from 1), with the code of its diagnostic and the character."""

    line: int
    column: int
    code: str
    character: str


def _block_scalars(text: str) -> list[tuple[int, int]]:
    """Spans of the bodies of `|` and `>` scalars, in which every character is text."""
    spans = []
    for found in _BLOCK_SCALAR.finditer(text):
        indent = len(found[1])
        end = found.end()
        for line in re.finditer(r"\n([ \t]*)([^\n]*)", text[found.end() :]):
            if line[2] and len(line[1]) <= indent:
                break
            end = found.end() + line.end()
        spans.append((found.end(), end))
    return spans


def slips(text: str, *, broken: bool) -> Iterator[Slip]:
    """All slips in the text; tabs only where the text is `broken` YAML, since elsewhere they do no harm."""
    inside = _block_scalars(text) if "|" in text or ">" in text else []

    def at(index: int, code: str) -> Iterator[Slip]:
        if not any(start <= index < end for start, end in inside):
            yield Slip(*position(text, index), code, text[index])

    if "：" in text:
        for found in _FULLWIDTH_COLON.finditer(text):
            yield from at(found.start(1), "fullwidth-colon")
    for found in _LIST_COMMA.finditer(text):
        for offset, character in enumerate(found[1]):
            if character in "，、；":
                yield from at(found.start(1) + offset, "fullwidth-comma")
    for found in _FULLWIDTH_BRACKET.finditer(text):
        yield from at(found.start(1), "fullwidth-bracket")
    for found in _WIDE_INDENT.finditer(text):
        yield from at(found.start(1), "fullwidth-space")
    if broken:
        for found in _TAB.finditer(text):
            yield from at(found.start(1), "yaml-tab")
