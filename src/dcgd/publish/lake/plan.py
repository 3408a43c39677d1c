"""Which registries of a lake are written together, and what shows that they have changed."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

from dcgd import __version__
from dcgd.errors import Refused
from dcgd.index.freshness import Source
from dcgd.index.schema import VERSION
from dcgd.index.store import file_names
from dcgd.registry.files import PLAN, TASKS, is_read
from dcgd.source.files import content
from dcgd.source.opening import scalars_of

PROGRAM = f"{__version__}/{VERSION}"
"""What the tables are made by: another program makes all of them anew."""
UNKNOWN = 0
"""The year of a registry that does not say it."""
_TOGETHER = 128
"""So many registries of a year lie together, on the average, until there are so many parts of the year."""
_MOST_PARTS = 8


class Seen(NamedTuple):
    """A registry as its files are: the year its document begins in, a digest of all content, the bytes of it."""

    source: Source
    year: int
    digest: str
    size: int


class Batch(NamedTuple):
    """The registries whose rows lie in the same files, in the order of their names."""

    year: int
    part: int
    registries: tuple[Seen, ...]

    @property
    def digest(self) -> str:
        """Of the names of its registries and of all that is in their files."""
        return _digest(f"{seen.source.registry}\0{seen.digest}" for seen in self.registries)

    @property
    def size(self) -> int:
        """The bytes of all its registries."""
        return sum(seen.size for seen in self.registries)


def seen(source: Source) -> Seen:
    """Look at a registry's files. What cannot be read counts as what the system says of it; never raises OSError."""
    digest, size, year = hashlib.blake2b(digest_size=16), 0, UNKNOWN
    try:
        names = file_names(source.folder)
    except OSError as error:
        names, digest = [], hashlib.blake2b(str(error).encode(), digest_size=16)
    for name in names:
        data = b""
        if name == PLAN or is_read(name):
            try:
                data = content(Path(source.folder) / name)
            except OSError as error:
                data = f"\0{error.errno}".encode()
        if name == TASKS:
            year = _year(data)
        size += len(data)
        digest.update(f"{name}\0{len(data)}\0".encode())
        digest.update(data)
    return Seen(source, year, digest.hexdigest(), size)


def _year(tasks: bytes) -> int:
    start = scalars_of(tasks.decode("utf-8", "replace").removeprefix("\ufeff"), "document").get("start", "")
    try:
        return date.fromisoformat(start).year
    except ValueError:
        return UNKNOWN


def batches(registries: Iterable[Seen]) -> list[Batch]:
    """Divide registries by year, and a year into parts of about equal size, by their names alone.

    So a registry that changes or is added changes one batch; only when the registries of a year become twice as many
    do all of them move. Raises Refused in the unheard-of case that two names have one number.
    """
    years: dict[int, list[Seen]] = defaultdict(list)
    names: dict[int, str] = {}
    for registry in registries:
        years[registry.year].append(registry)
        name = registry.source.registry
        if names.setdefault(number_of(name), name) != name:
            raise Refused(f"登记册 {name} 和 {names[number_of(name)]} 在湖里的编号一样；把其中一个的文件夹改名")
    return sorted(batch for year, inside in years.items() for batch in _parts(year, inside))


def _parts(year: int, inside: list[Seen]) -> Iterator[Batch]:
    count = 1
    while count < _MOST_PARTS and len(inside) > count * _TOGETHER:
        count *= 2
    parts: dict[int, list[Seen]] = defaultdict(list)
    for registry in inside:
        parts[number_of(registry.source.registry) % count].append(registry)
    for part, registries in parts.items():
        yield Batch(year, part, tuple(sorted(registries, key=lambda seen: seen.source.registry)))


def number_of(registry: str) -> int:
    """The number that stands for a registry in `documents.id` and `document`: always the same for the same name.

    It has 53 bits, so that programs which count in floating point keep it.
    """
    data = hashlib.blake2b(registry.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(data) >> 11


def _digest(parts: Iterable[str]) -> str:
    return hashlib.blake2b("\0\0".join(parts).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
