"""Reading registries for the index: one in this process, many on all cores.

Loading this module loads yaml and pydantic, so `store` does it only when a registry has to be read.
"""

import os
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from dcgd.diagnostics import Diagnostic, Severity, has_errors
from dcgd.index import freshness
from dcgd.index.codec import plain, rules_to_text
from dcgd.index.freshness import ABSENT, Signature, Source
from dcgd.index.rows import rows
from dcgd.index.schema import VERSION
from dcgd.registry.abridging import Span, spans
from dcgd.registry.content import Registry
from dcgd.registry.files import PLAN, TASKS
from dcgd.registry.known import LeftOut, as_known
from dcgd.registry.load import Reading, read
from dcgd.registry.strays import UNREAD_COPY, UNREAD_DATA
from dcgd.registry.view import View, views
from dcgd.source.tree import collector_paused


class FileState(NamedTuple):
    """A file as it was read: its name, its signature, whether that had settled, and a digest of its content."""

    name: str
    signature: Signature
    settled: bool
    digest: bytes


class Built(NamedTuple):
    """All that the index holds of one registry."""

    source: Source
    document: tuple[str | None, ...]
    errors: int
    warnings: int
    rules: str
    rows: dict[str, list[tuple[Any, ...]]]
    files: list[FileState]

    def basis(self) -> bytes:
        """A digest of what verdicts depend on beside the files: items have days of the calendar of a library."""
        words = repr((VERSION, self.document, self.rules, self.rows["items"]))
        return freshness.digest(words.encode("utf-8", "surrogatepass"))


_DOCUMENT = ("number", "title", "issuer", "issued", "start", "due", "type", "closed", "note")
_FEW_BYTES = 2_000_000
"""Below this much YAML starting processes costs more than it saves."""


def build(source: Source) -> Built:
    """Read the registry in a folder and return all that the index holds of it.

    If a writer changes a file meanwhile, the registry is read again: the files read so far may be of two states. A
    file's signature is taken before its content is read, so a change that comes after the signature shows next time.
    """
    with collector_paused():  # until the tree is gone: what is left then is quickly walked
        return _build(source)


def _build(source: Source) -> Built:
    if source.sealed:
        from dcgd.registry.chain import read_sealed

        reading = read_sealed(Path(source.folder), source.sealed)
        return _built(source, *_told(source, reading), [], [])
    states: dict[str, FileState] = {}
    folder = Path(source.folder)

    class Watched(View):
        """Notes the signature and the digest of each file that is read."""

        def content(self, path: Path) -> bytes:
            now = time.time_ns()
            taken = freshness.signature(str(path)) or ABSENT
            name = path.relative_to(folder).as_posix()
            states[name] = FileState(name, taken, False, b"")
            data = super().content(path)
            states[name] = FileState(name, taken, freshness.is_settled(taken, now), freshness.digest(data))
            return data

    for view in views(folder, Watched):
        states.clear()
        reading = read(folder, "", view=view)
        if view.is_current() and all(
            (freshness.signature(str(folder / name)) or ABSENT) == state.signature for name, state in states.items()
        ):
            break
    if view.is_planned():  # what was read does not lie in its place, so no signature stands for it
        states = {name: state._replace(signature=ABSENT, settled=False) for name, state in states.items()}
        states[PLAN] = FileState(PLAN, ABSENT, False, b"")
    unread = (UNREAD_DATA.slug, UNREAD_COPY.slug)
    strays = {diagnostic.file for diagnostic in reading.diagnostics if diagnostic.code in unread}
    states |= {name: FileState(name, ABSENT, True, b"") for name in strays}
    told, places = _told(source, reading), _places(reading, states) if source.known_on is None else []
    del reading  # a large registry's text need not be there while its rows are made
    return _built(source, *told, places, list(states.values()))


def _told(source: Source, reading: Reading) -> tuple[Registry, list[Diagnostic], Sequence[str]]:
    """What the index takes from a reading: the registry, its diagnostics, and the archives that hold just that."""
    registry = reading.registry
    if source.sealed:
        unchanged: Sequence[str] = [filed.entity.archive for filed in registry.seals]
    elif source.known_on or not registry.seals:
        unchanged = []
    else:
        from dcgd.registry.sealed import archive_of, still_sealed

        unchanged = still_sealed(registry.seals, reading.parsed, partial(archive_of, Path(source.folder)))
    return registry, reading.diagnostics, unchanged


def _places(reading: Reading, states: Mapping[str, FileState]) -> list[Span]:
    """Where everything stands in the files of a valid registry."""
    if has_errors(reading.diagnostics):
        return []
    digests = {name: state.digest for name, state in states.items()}
    return list(spans(reading.registry, reading.parsed, lambda name, data: freshness.digest(data) == digests.get(name)))


def _built(
    source: Source,
    registry: Registry,
    diagnostics: Sequence[Diagnostic],
    unchanged: Sequence[str],
    places: Sequence[Span],
    files: list[FileState],
) -> Built:
    left_out: list[LeftOut] = []
    if source.known_on:
        registry, left_out = as_known(registry, source.known_on)
    severities = [diagnostic.severity for diagnostic in diagnostics]
    tables = rows(registry, unchanged)
    tables["left_out"] = [(left.subject, left.what, left.date.isoformat(), plain(source.known_on)) for left in left_out]
    tables["diagnostics"] = [tuple(diagnostic) for diagnostic in diagnostics]
    tables["spans"] = list(places)
    document = tuple(plain(getattr(registry.document, name, None)) for name in _DOCUMENT)
    return Built(
        source,
        document,
        severities.count(Severity.ERROR),
        severities.count(Severity.WARNING),
        rules_to_text(registry.rules),
        tables,
        files,
    )


def build_all(sources: Sequence[Source], progress: Callable[[int, int], None]) -> Iterator[Built]:
    """Read registries and yield them in the order of `sources`, on all cores where that pays.

    `progress` is called after each with how many of how many are done.
    """
    cores = min(os.cpu_count() or 1, len(sources))
    if cores < 2 or sum(_sizes(sources)) < _FEW_BYTES:
        yield from _counted(map(build, sources), len(sources), progress)
        return
    from concurrent.futures import ProcessPoolExecutor

    with ProcessPoolExecutor(cores) as pool:
        yield from _counted(pool.map(build, sources, chunksize=4), len(sources), progress)


def _counted(registries: Iterable[Built], total: int, progress: Callable[[int, int], None]) -> Iterator[Built]:
    for done, built in enumerate(registries, 1):
        yield built
        progress(done, total)


def _sizes(sources: Sequence[Source]) -> Iterator[int]:
    for source in sources:
        taken = freshness.signature(str(Path(source.folder) / TASKS))
        yield taken.size if taken else 0
