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
_RULE = re.compile(r"[-=_*~—－─━.·•]{3,}")
_CONTENTS = re.compile(r".{2,}(?:[.…·．]{4,}|…{2,})\d{1,4}")
_LEADER = re.compile(r"[.…·]*\d{0,4}$")
_PICTURE = re.compile(r"!\[[^\]]*\]\([^)]*\)|<!--.*-->|</?(?:div|p|br|hr|center|img)\b[^>]*>")
_TABLE_RULE = re.compile(r"\|?(?::?-{2,}:?\|)+(?::?-{2,}:?)?|\+?(?:[-=]{2,}\+)+")


def bare(line: str) -> str:
    """A line without spaces and invisible characters, as it is compared with the patterns."""
    return _SPACE.sub("", without_unseen(line))


def _says_nothing(plain: str) -> bool:
    if not plain or _RULE.fullmatch(plain):
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


def _running_heads(lines: list[str], plain: list[str]) -> set[int]:
    """Lines next to a page break (page number, form feed) that occur at three or more of them, ignoring digits."""
    edges: list[int] = []
    for at, line in enumerate(lines):
        if plain[at] and not _PAGE.fullmatch(plain[at]) and len(plain[at]) <= 50:
            around = [*_near(lines, plain, at, -1), *_near(lines, plain, at, 1)]
            if "\f" in line or any(_PAGE.fullmatch(plain[i]) or "\f" in lines[i] for i in around):
                edges.append(at)
    key = {at: re.sub(r"\d+", "#", plain[at].lstrip("#")) for at in edges}
    often = Counter(key.values())
    return {at for at in edges if often[key[at]] >= 3 and not re.search("[。；：]$|单位[:：]", plain[at])}


def _near(lines: list[str], plain: list[str], at: int, step: int) -> list[int]:
    """The nearest line in one direction with content or a page break, as a list of at most one."""
    for i in range(at + step, at + 4 * step, step):
        if not 0 <= i < len(lines):
            return []
        if plain[i] or "\f" in lines[i]:
            return [i]
    return []


def noise_lines(lines: list[str]) -> set[int]:
    """The indexes of the lines that are no part of the document's text."""
    plain = [bare(line) for line in lines]
    silent = {at for at, line in enumerate(plain) if _says_nothing(line)}
    return silent | _running_heads(lines, plain) | _contents_list(plain)
