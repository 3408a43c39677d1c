"""Find the lines of a decoded text without content: page numbers, rules, running heads, tables of contents."""

import re
from collections import Counter

from dcgd.intake.text.glyphs import SPACES
from dcgd.unseen import without_unseen

_SPACE = re.compile(f"[{SPACES}]+")
_PAGE = re.compile(  # — 2 —, - 2 -, 第 2 页 共 9 页, 2/9, 2
    r"[-—–－─_·]*\d{1,4}[-—–－─_·]*"
    r"|[-—–－─]+[IVXLivxl]{1,6}[-—–－─]+"
    r"|\d{1,4}/\d{1,4}(?:页)?"
    r"|第[\d一二三四五六七八九十百]+页(?:[，,/|]?(?:共|总)[\d一二三四五六七八九十百]+页)?"
    r"|[Pp]age\d+(?:of\d+)?"
)
_BARE = re.compile(r"\d{1,4}")
_DASH = re.compile(r"[-—–－─]")
_SCRAP = re.compile(r"[0-9０-９A-Za-zＡ-Ｚａ-ｚ%％‰+＋.．/／\-－×]{1,12}")
_FEWEST = 3
"""Bare numbers in a text at the least, before other scraps count as such."""
_PAGE_LINES = 10
"""Lines that a page has at the least."""
_RULE = re.compile(r"[-=_*~—－─━.·•]{3,}")
_ORNAMENT = re.compile(r"([^\d\s])\1{9,}")
"""A line drawn with one character of a font of its own."""
_CONTENTS = re.compile(r".{2,}(?:[.…·．]{4,}|…{2,})\d{1,4}")
_LEADER = re.compile(r"[.…·]*\d{0,4}$")
_PICTURE = re.compile(r"!\[[^\]]*\]\([^)]*\)|<!--.*-->|</?(?:div|p|br|hr|center|img)\b[^>]*>")
_TABLE_RULE = re.compile(r"\|?(?::?-{2,}:?\|)+(?::?-{2,}:?)?|\+?(?:[-=]{2,}\+)+")


def bare(line: str) -> str:
    """A line without spaces and invisible characters, as it is compared with the patterns."""
    return _SPACE.sub("", without_unseen(line))


def _says_nothing(plain: str) -> bool:
    if not plain or _RULE.fullmatch(plain) or _ORNAMENT.fullmatch(plain):
        return True
    return len(plain) <= 400 and bool(
        _PAGE.fullmatch(plain)
        or _TABLE_RULE.fullmatch(plain)
        or _CONTENTS.fullmatch(plain)
        or _PICTURE.fullmatch(plain)
    )


def _contents_list(plain: list[str]) -> set[int]:
    """The lines of a table of contents without leaders: lines after the first 目录 that all occur again."""
    at = next((i for i, line in enumerate(plain) if line.lstrip("#") in {"目录", "目次"}), len(plain))
    later = Counter(plain[at + 1 :])
    inside: set[int] = set()
    seen: set[str] = set()
    for i in range(at + 1, min(len(plain), at + 400)):
        entry = _LEADER.sub("", plain[i])
        if entry in seen or (plain[i] and later[entry] < (2 if entry == plain[i] else 1)):
            break
        inside.add(i)
        seen |= {entry} - {""}
    return {at, *inside} if len(seen) > 1 else set()


def _running_heads(lines: list[str], plain: list[str], wording: set[int]) -> set[int]:
    """Lines next to a page break (page number, form feed) that occur at three or more of them, ignoring digits.

    `wording` are the bare numbers that are no page numbers.
    """
    edges: list[int] = []
    for at, line in enumerate(lines):
        if plain[at] and not _PAGE.fullmatch(plain[at]) and len(plain[at]) <= 50:
            around = [*_near(lines, plain, at, -1), *_near(lines, plain, at, 1)]
            if "\f" in line or any(
                (_PAGE.fullmatch(plain[i]) and i not in wording) or "\f" in lines[i] for i in around
            ):
                edges.append(at)
    key = {at: re.sub(r"\d+", "#", plain[at].lstrip("#")) for at in edges}
    often = Counter(key.values())
    return {at for at in edges if often[key[at]] >= 3 and not re.search("[。；：]$|单位[:：]", plain[at])}


def _numbers_of_the_text(lines: list[str], plain: list[str]) -> set[int]:
    """The lines of a bare number that are no page numbers: some files break a line at each digit of another font.

    A page number stands at the edge of its page, or apart, or counts on from another one far above or below.
    """
    bare_numbers = {at: int(line) for at, line in enumerate(plain) if _BARE.fullmatch(line)}
    places = sorted(bare_numbers)
    paged = any("\f" in line for line in lines)
    kept: set[int] = set()
    for index, at in enumerate(places):
        above, below = _near(lines, plain, at, -1), _near(lines, plain, at, 1)
        if paged:
            at_edge = not above or not below or "\f" in lines[at] or "\f" in lines[below[0]]
        else:
            apart = any(not plain[i] for i in (at - 1, at + 1) if 0 <= i < len(plain))
            beside = places[max(0, index - 1) : index] + places[index + 1 : index + 2]
            counts = any(
                abs(bare_numbers[other] - bare_numbers[at]) == 1 and abs(other - at) >= _PAGE_LINES for other in beside
            )
            at_edge = apart or counts or at in (0, len(plain) - 1)
        if not at_edge:
            kept.add(at)
    return kept


def _dashed(plain: list[str]) -> set[int]:
    """The lines of page numbers whose dashes stand on lines of their own: —, 1, —."""
    return {
        at + step
        for at in range(len(plain) - 2)
        if _DASH.fullmatch(plain[at]) and _BARE.fullmatch(plain[at + 1]) and _DASH.fullmatch(plain[at + 2])
        for step in range(3)
    }


def _near(lines: list[str], plain: list[str], at: int, step: int) -> list[int]:
    """The nearest line in one direction with content or a page break, as a list of at most one."""
    for i in range(at + step, at + 4 * step, step):
        if not 0 <= i < len(lines):
            return []
        if plain[i] or "\f" in lines[i]:
            return [i]
    return []


def noise_lines(lines: list[str]) -> tuple[set[int], set[int]]:
    """The indexes of the lines that are no part of the document's text, and of the scraps of it that belong to the
    lines around them.
    """
    plain = [bare(line) for line in lines]
    wording = _numbers_of_the_text(lines, plain)
    silent = {at for at, line in enumerate(plain) if _says_nothing(line)} - wording | _dashed(plain)
    scraps = {at for at, line in enumerate(plain) if _SCRAP.fullmatch(line)} - silent
    noise = silent | _running_heads(lines, plain, wording) | _contents_list(plain)
    return noise, scraps - noise if len(wording) >= _FEWEST else wording
