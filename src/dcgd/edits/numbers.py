"""Numbers of records (DB-2025-004, WT-2025-012) as people type them, in full or short."""

import re
from collections.abc import Sequence

from dcgd.errors import NotFound
from dcgd.naming import nearest, not_found

_FULL = re.compile(r"([A-Z]{2})-(\d{4})-0*(\d{1,6})", re.ASCII)
_SHORT = re.compile(r"(?:(?:([A-Z]{2})-)?(\d{4})-)?0*(\d{1,6})", re.ASCII)


def numbered(typed: str, known: Sequence[str], noun: str) -> str:
    """The number that is meant, whole or short: `DB-2025-004`, `2025-4`, or `4` where only one year has it.

    Raises NotFound, which names what is near, or all that a short number may mean. `noun` is what has the numbers.
    """
    if typed in known:
        return typed
    short = _SHORT.fullmatch(typed.strip().upper())
    hits = [number for number in known if short and _means(short, number)]
    if len(hits) == 1:
        return hits[0]
    if hits:
        raise NotFound(f"{noun}“{typed}”有 {len(hits)} 个：{'、'.join(hits)}；请写全")
    raise NotFound(not_found(typed, nearest(typed, known), noun), typed)


def _means(short: re.Match[str], number: str) -> bool:
    full = _FULL.fullmatch(number)
    return full is not None and all(
        part in (None, own) for part, own in zip(short.groups(), full.groups(), strict=True)
    )
