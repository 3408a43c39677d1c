"""Several files as one text: the document, and each enclosure behind a line that names its file."""

import re
from collections.abc import Iterable

from dcgd.unseen import without_unseen

FILE_MARK = re.compile(r"\f?【附件：([^】\n]{1,120})】")
"""The line before the text of an enclosure that came in a file of its own."""


def joined(document: str, enclosures: Iterable[tuple[str, str]]) -> str:
    """The text of a document, then those of its enclosures (file name, text)."""
    return "\n".join([document, *(f"\f【附件：{_plain(name)}】\n{text}" for name, text in enclosures)])


def _plain(name: str) -> str:
    """A file name without its folders, and without what would end the line or its bracket."""
    base = re.split(r"[/\\]", name)[-1]
    return re.sub(r"[【】\s]+", " ", without_unseen(base, "")).strip()[:120] or "无名"


def first_lines(lines: list[str]) -> list[int]:
    """The indexes of the lines at which a file begins; the first line always is one."""
    return [0, *(at for at, line in enumerate(lines) if at and FILE_MARK.fullmatch(line))]
