"""What a change comes to, seen before it is made; and made only while the registry is still as it was seen.

Whoever shows people an edit first (the desk) runs it twice: `rehearsed`, when nothing is written, and `performed`, with
what came out of the rehearsal. `change` asks here; between the two lies as long as a person takes.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from dcgd.errors import Overtaken
from dcgd.registry.load import Reading


@dataclass(frozen=True, slots=True)
class Outlook:
    """The registry in a folder as it is, and as a change makes it."""

    folder: Path
    before: Reading
    after: Reading


class Performance:
    """One run of an edit: what came of it; whether it is written, and if so from what it must be made."""

    def __init__(self, seen: Sequence[Outlook] | None) -> None:
        """`seen`: what a rehearsal came to, if this is none itself."""
        self.outlooks: list[Outlook] = []
        self._expected = None if seen is None else {outlook.folder: digest_of(outlook.before) for outlook in seen[::-1]}

    def may_write(self, folder: Path, before: Reading) -> bool:
        """Whether a change of what was read may be written. Raises Overtaken where the registry is not as seen."""
        if self._expected is not None and self._expected.get(folder) != digest_of(before):
            raise Overtaken("登记册在您看过以后变了；没有写入。")
        return self._expected is not None

    def came_to(self, outlook: Outlook) -> None:
        """Remember what a change came to; the next one begins there."""
        self.outlooks.append(outlook)
        if self._expected is not None:
            self._expected[outlook.folder] = digest_of(outlook.after)


_RUNNING: ContextVar[Performance | None] = ContextVar("running", default=None)


@contextmanager
def rehearsed() -> Iterator[Performance]:
    """Within it `change` writes nothing, in this thread."""
    with _on_stage(Performance(None)) as run:
        yield run


@contextmanager
def performed(seen: Sequence[Outlook]) -> Iterator[Performance]:
    """Within it `change` writes in this thread, but only where the registry still is what a rehearsal saw."""
    with _on_stage(Performance(seen)) as run:
        yield run


def may_write(folder: Path, before: Reading) -> bool:
    """Whether a change may be written now: always, but in a rehearsal. Raises Overtaken."""
    run = _RUNNING.get()
    return run is None or run.may_write(folder, before)


def came_to(folder: Path, before: Reading, after: Reading) -> None:
    """Say what a change came to, once it is written, or is rehearsed."""
    run = _RUNNING.get()
    if run is not None:
        run.came_to(Outlook(folder, before, after))


def is_staged() -> bool:
    """Whether this is a rehearsal, or what follows one: then all of a registry is read, to be compared."""
    return _RUNNING.get() is not None


def digest_of(reading: Reading) -> str:
    """A digest of the texts of a registry, which changes with any of them."""
    digest = sha256()
    for name, parsed in sorted(reading.parsed.items()):
        for text in (name, parsed.text):
            data = text.encode("utf-8", "surrogatepass")
            digest.update(len(data).to_bytes(8, "big") + data)
    return digest.hexdigest()


@contextmanager
def _on_stage(run: Performance) -> Iterator[Performance]:
    token = _RUNNING.set(run)
    try:
        yield run
    finally:
        _RUNNING.reset(token)
