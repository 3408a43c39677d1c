"""Reading registries for the index: one in this process, many on all cores."""

import os
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from dcgd.index import freshness
from dcgd.index.freshness import ABSENT, Signature, Source
from dcgd.registry.files import PLAN, TASKS
from dcgd.registry.strays import UNREAD_COPY, UNREAD_DATA


class FileState(NamedTuple):
    """A file as it was read: its name in the registry, its signature, whether that had settled, its digest."""

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


_DOCUMENT = ("number", "title", "issuer", "issued", "start", "due", "note")
_FEW_BYTES = 2_000_000
"""Below this much YAML starting processes costs more than it saves."""


def build(source: Source) -> Built:
    """Read one registry, again if a writer changed a file of it meanwhile: what was read may be of two states then.

    A file's signature is taken before its content: should it change once more, that shows next time.
    """
    from dcgd.diagnostics import Severity
    from dcgd.index.codec import plain, rules_to_text
    from dcgd.index.rows import rows
    from dcgd.registry.load import read
    from dcgd.registry.view import View, views

    states: dict[str, FileState] = {}
    folder = Path(source.folder)

    class Watched(View):
        """Takes down what each file is that is read."""

        def content(self, path: Path) -> bytes:
            now = time.time_ns()
            found = freshness.signature(str(path)) or ABSENT
            name = path.relative_to(folder).as_posix()
            states[name] = FileState(name, found, False, b"")
            data = super().content(path)
            states[name] = FileState(name, found, freshness.is_settled(found, now), freshness.digest(data))
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
    strays = {each.file for each in reading.diagnostics if each.code in (UNREAD_DATA.slug, UNREAD_COPY.slug)}
    states |= {name: FileState(name, ABSENT, True, b"") for name in strays}
    registry = reading.registry
    weights = [each.severity for each in reading.diagnostics]
    found = rows(registry)
    found["diagnostics"] = [tuple(each) for each in reading.diagnostics]
    document = tuple(plain(getattr(registry.document, name, None)) for name in _DOCUMENT)
    return Built(
        source,
        document,
        weights.count(Severity.ERROR),
        weights.count(Severity.WARNING),
        rules_to_text(registry.rules),
        found,
        list(states.values()),
    )


def build_all(sources: Sequence[Source], progress: Callable[[int, int], None]) -> Iterator[Built]:
    """Read many registries, on all cores where that pays; `progress` is told how many of how many are done."""
    cores = min(os.cpu_count() or 1, len(sources))
    if cores < 2 or sum(_sizes(sources)) < _FEW_BYTES:
        yield from _counted(map(build, sources), len(sources), progress)
        return
    from concurrent.futures import ProcessPoolExecutor

    with ProcessPoolExecutor(cores) as pool:
        yield from _counted(pool.map(build, sources, chunksize=4), len(sources), progress)


def _counted(found: Iterable[Built], total: int, progress: Callable[[int, int], None]) -> Iterator[Built]:
    for done, built in enumerate(found, 1):
        yield built
        progress(done, total)


def _sizes(sources: Sequence[Source]) -> Iterator[int]:
    for source in sources:
        found = freshness.signature(str(Path(source.folder) / TASKS))
        yield found.size if found else 0
