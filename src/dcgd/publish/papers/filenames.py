"""Names for files made out of names in the data, on every system."""

import re
from unicodedata import category, normalize
from zlib import crc32

from dcgd.unseen import without_unseen

_RESERVED = re.compile(r"(?:con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(?= *(?:\.|$))", re.IGNORECASE)
_FORBIDDEN = re.compile(r'[\\/:*?"<>|]|[^\S ]')
_MOST_BYTES = 180
"""File systems take 255, of which some is left for what is put behind a name: a month, a number, an ending."""


def safe_name(text: str) -> str:
    """A text as the name of a file, without its ending: no folder, no character or name that Windows refuses.

    One that is too long is cut and bears a mark of the whole, so that two that begin alike stay two.
    """
    name = without_unseen(_FORBIDDEN.sub("_", text), "_").strip(" .")
    if not name or name[0] in "-~" or _RESERVED.match(name):
        name = f"_{name}"
    if len(name.encode()) <= _MOST_BYTES:
        return name
    mark = f"~{crc32(text.encode('utf-8', 'surrogatepass')):08x}"
    return _cut(name, _MOST_BYTES - len(mark)) + mark


def _cut(text: str, most: int) -> str:
    """As much of a text as takes so many bytes, and no character without the marks that belong to it."""
    kept = text.encode()[:most].decode("utf-8", "ignore")
    while kept and category(text[len(kept)]).startswith("M"):
        kept = kept[:-1]
    return kept


def distinct(names: list[str]) -> list[str]:
    """The names, with -2, -3 … behind those that are taken. Systems tell no two files apart by case or composition."""
    taken: set[str] = set()
    last: dict[str, int] = {}
    distinct_names = []
    for name in names:
        new, number = name, last.get(name, 1)
        while (key := normalize("NFD", normalize("NFD", new).casefold())) in taken:
            number += 1
            new = f"{name}-{number}"
        last[name] = number
        taken.add(key)
        distinct_names.append(new)
    return distinct_names
