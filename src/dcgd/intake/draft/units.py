"""Group the unit names of a document into draft units: likely spellings of one body become one unit."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import combinations

from dcgd.intake.phrases.names import is_collective
from dcgd.model import Unit
from dcgd.naming import NOWHERE, Region

_KIND = re.compile("(?:分局|委员会|办公室|中心|局|委|厅|部|办|院|会|署)$")
_FAMILY = {"委员会": "局", "委": "局", "局": "局", "厅": "局", "办公室": "办", "办": "办"}
_CROWD = 200
_MOST = 2000
"""Beyond so many different names a document is no document, and only equal names are put together."""


@lru_cache(4096)
def _parts(name: str, region: Region) -> tuple[str, str, str]:
    """(prefix of a level that is not the document's, stem without 和, 与 and 、, kind of body): (市, 发展改革, 局)."""
    name = region.spellings(name)[-1]
    m = re.match("(?:区|市|县|省|州|旗|国家)(?=.{2})", name)
    prefix = m.group() if m else ""
    kind = _KIND.search(name)
    stem = name[len(prefix) : kind.start() if kind else len(name)]
    family = _FAMILY.get(kind.group(), kind.group()) if kind else ""
    return prefix, re.sub("[和与及、]", "", stem), family


def _shortens(short: str, full: str) -> bool:
    """Whether the characters of one stem stand in the other in order, its first at the first (发改 in 发展改革)."""
    if len(short) < 2 or short[0] != full[0]:
        return False
    rest = iter(full)
    return all(char in rest for char in short)


def alike(one: str, other: str, region: Region = NOWHERE) -> bool:
    """Whether two names likely mean one body: the same stem or a short form of it, of the same kind and level.

    A name without a level has the level of `region`, if that is known, else it matches any level.
    """
    if is_collective(one) or is_collective(other):
        return False
    a, b = _parts(one, region), _parts(other, region)
    if a[2] != b[2] or not a[2] or not a[1] or not b[1]:
        return False
    if a[0] != b[0] and (region.level or (a[0] and b[0]) or "部" in (a[2], b[2])):
        return False
    return a[1] == b[1] or _shortens(a[1], b[1]) or _shortens(b[1], a[1])


def _fullness(name: str, region: Region) -> tuple[int, bool]:
    """How much of an official name a writing has: 区住房和城乡建设局 more than 区住建局, 委员会 more than 委."""
    name = region.spellings(name)[-1]
    kind = _KIND.search(name)
    return len(_parts(name, region)[1]), kind is not None and kind.group() not in ("委", "办")


def draft_units(named: Iterable[Sequence[str]], issuer: str = "") -> tuple[Unit, ...]:
    """Group names into units, in the order in which they first occur.

    A unit is named by its fullest spelling, among equally full ones by the commonest; the others are its aliases, and
    it is marked for review.

    `named` holds the names of each task. Names within one task mean different bodies. A short name that could mean
    two bodies becomes a unit of its own.
    """
    tasks = [list(dict.fromkeys(names)) for names in named]
    region = Region.of(issuer, {name for names in tasks for name in names})
    count = Counter(name for names in tasks for name in names)
    apart = {frozenset(pair) for names in tasks if len(names) <= _CROWD for pair in combinations(names, 2)}
    groups: list[list[str]] = []
    for at, name in enumerate(count):
        near = [] if at > _MOST else [group for group in groups if any(alike(name, other, region) for other in group)]
        fits = [all(alike(name, other, region) and {name, other} not in apart for other in group) for group in near]
        if fits == [True]:
            near[0].append(name)
        else:
            groups.append([name])
    return tuple(_unit(group, count, region) for group in groups)


def _unit(group: Sequence[str], count: Counter[str], region: Region) -> Unit:
    name = max(group, key=lambda spelling: (*_fullness(spelling, region), count[spelling], -group.index(spelling)))
    others = tuple(spelling for spelling in group if spelling != name)
    if is_collective(name):
        return Unit(name=name, note="泛指的单位，请核对是否改为具体单位", review=True)
    guessed = len({region.spellings(spelling)[-1] for spelling in group}) > 1
    return Unit(name=name, aliases=others, review=guessed)
