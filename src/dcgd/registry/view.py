"""A registry's files as they are to be read, and whether they are still what was read."""

import errno
import os
from collections.abc import Callable, Generator, Iterable, Mapping
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import TypeVar

from dcgd.errors import Refused
from dcgd.registry import files
from dcgd.registry.placing import Changed, carry_out, put, put_all
from dcgd.registry.plan import Plan, digest_of, look
from dcgd.source.files import content, destination, draft_of, dropped_on_failure, sweep
from dcgd.source.folders import sync_folder
from dcgd.source.lock import locked

_TRIES = 3
_PATIENCE = 5.0
"""Seconds that a reader waits for writers who leave it no time to read."""
V = TypeVar("V", bound="View")


class View:
    """The files of a registry at one moment: a change of several that was cut off counts as made.

    What is read through it is remembered by its digest.
    """

    def __init__(self, folder: Path) -> None:
        """Finish a change that was cut off, if the user may write; else read what it is to become."""
        plan = look(folder)
        if plan and not plan.problem:
            with suppress(OSError, Refused), locked(folder, 0):
                carry_out(folder)
        self.folder = folder
        self._planned = self._which_plan()
        self.plan = look(folder) or Plan()
        self._present = self._names()
        self._read: dict[str, str | None] = {}

    def is_planned(self) -> bool:
        """Whether there is a plan: then the files that lie there may not be what is read."""
        return self.plan != Plan()

    def created(self) -> list[str]:
        """The files, by name, that a change which was cut off is still to make."""
        return [name for name, step in self.plan.pending.items() if step.old is None]

    def content(self, path: Path) -> bytes:
        """The bytes of a file of the registry. Raises OSError."""
        name = path.relative_to(self.folder).as_posix()
        try:
            data = self._bytes(path)
        except FileNotFoundError:
            self._read.setdefault(name, None)
            raise
        self._read.setdefault(name, digest_of(data))
        return data

    def digest(self, name: str) -> str | None:
        """The digest of a file as it was read first; None if it was not there."""
        return self._read.get(name)

    def wrote(self, name: str, data: bytes) -> None:
        """Count a file that was written through this view as what was read."""
        self._read[name] = digest_of(data)
        self._present.add(name)

    def changed(self, others: Iterable[str] = ()) -> str | None:
        """A file that is not what was read, or that has come or gone since; None if there is none.

        Of `others` those that were not read must not be there.
        """
        if not self.is_current():  # asked first: what a plan that is gone by now has changed is seen in the files
            return files.PLAN
        for name, was in {**dict.fromkeys(others), **self._read}.items():
            try:
                now = digest_of(self._bytes(self.folder / name))
            except FileNotFoundError:
                now = None
            except OSError:
                now = ""
            if now != was:
                return name
        return min(self._present ^ self._names(), default=None)

    def is_current(self) -> bool:
        """Whether there is still the same plan, or still none: else a change of several files is being made."""
        return self._planned == self._which_plan()

    def _which_plan(self) -> tuple[int, int] | None:
        try:
            status = (self.folder / files.PLAN).lstat()
        except OSError:
            return None
        return status.st_ino, status.st_mtime_ns

    def _bytes(self, path: Path) -> bytes:
        if self.plan.pending or self.plan.unreadable:
            name = Path(os.path.relpath(os.path.realpath(path), os.path.realpath(self.folder))).as_posix()
            if name in self.plan.unreadable:
                raise OSError(errno.EAGAIN, "上一次写入断在一半", str(path))
            step = self.plan.pending.get(name)
            if step:
                with suppress(FileNotFoundError):  # it has been put in its place
                    data = content((self.folder / name).with_name(step.draft))
                    if digest_of(data) == step.new:
                        return data
        return content(path)

    def _names(self) -> set[str]:
        return files.read_names(str(self.folder))


def views(folder: Path, make: Callable[[Path], V]) -> Generator[V, None, None]:
    """Views to read through, one after another, until the caller has found one that did not change meanwhile.

    During the last one writers are kept away, if the user may do so.
    """
    for _ in range(_TRIES):
        yield make(folder)
    with ExitStack() as kept_away:
        with suppress(OSError, Refused):
            kept_away.enter_context(locked(folder, _PATIENCE))
        yield make(folder)


def replace_all(view: View, contents: Mapping[str, bytes]) -> None:
    """Make these the contents of files of a registry, by their names: all or none, and only if it is what was read.

    Only for who holds its lock, and that of the folder above for files there. A kill leaves all files as they were, or
    a plan. Files of the folder above are a step of their own that comes first, one after another. Raises Changed,
    Refused, OSError.
    """
    shared = [name for name in contents if name.startswith(files.UP)]
    if shared:
        sweep(view.folder / files.UP)  # no plan ever waits there for a draft
        for name in shared:
            _replace(view, {name: contents[name]})
            view.wrote(name, contents[name])
    own = {name: data for name, data in contents.items() if name not in shared}
    if own:
        _replace(view, own)


def _replace(view: View, contents: Mapping[str, bytes]) -> None:
    places = {name: destination(view.folder / name) for name in contents}
    top = os.path.realpath(view.folder)
    drafts: dict[str, Path] = {}
    made: list[Path] = []
    with dropped_on_failure(made):
        for name, data in contents.items():
            made.append(draft_of(places[name], data))
            drafts[os.path.relpath(places[name], top)] = made[-1]
        changed = view.changed(contents)
        if changed:
            raise Changed(changed)
        if len(made) == 1:
            [(name, place)] = places.items()
            put(made[0], place, view.digest(name))
            sync_folder(place.parent)
    if len(made) > 1:
        put_all(view.folder, drafts, dict(zip(drafts, map(view.digest, contents), strict=True)))
