"""Changing a registry: read, edit, check the outcome, and only then write; all under the folder's lock."""

import codecs
import os
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext, suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Generic, NamedTuple, TypeVar

from dcgd.diagnostics import Diagnostic, Severity
from dcgd.errors import Busy, Refused
from dcgd.registry import files
from dcgd.registry.checks.people import PHONE_IN_TEXT
from dcgd.registry.load import Reading, read
from dcgd.registry.official import official_files
from dcgd.registry.part import Part, attempt
from dcgd.registry.placing import Changed, carry_out
from dcgd.registry.plan import digest_of
from dcgd.registry.rehearsal import came_to, is_staged, may_write
from dcgd.registry.view import View, replace_all
from dcgd.source.files import sweep
from dcgd.source.lock import locked

_TRIES = 3

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Edited(Generic[T]):
    """What an edit comes to: the new texts of the files to change, by their names in the registry, and its result.

    `copies`: files that are to lie in the registry beside them, as they are; one that does already stays.
    """

    texts: Mapping[str, str]
    result: T
    copies: Mapping[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Saved(Generic[T]):
    """An edit that was written: its result, the names of the files it changed, the registry as it stands on disk.

    `warnings` are those that it brought; `before` is the registry as it was. Of an edit that needed a part of the
    registry alone, both readings are of that part.
    """

    result: T
    files: tuple[str, ...]
    reading: Reading
    before: Reading
    warnings: tuple[Diagnostic, ...] = ()

    def places(self, folder: Path) -> str:
        """The files that were written as a person names them, `folder` being the registry: 台账/units.yaml."""
        return "、".join(os.path.normpath(folder / name) for name in self.files)


Edit = Callable[[Reading], Edited[T]]
"""A pure function of what is there: it may be called several times, and only the last answer counts."""


def is_shipped(folder: Path) -> bool:
    """Whether a registry is the one inside the package, which nobody may write to."""
    return folder.resolve().parent == Path(files.__file__).resolve().parent.parent


def change(
    folder: Path,
    edit: Edit[T],
    shown: str | None = None,
    *,
    official: bool = False,
    part: Callable[[], AbstractContextManager[Part | None]] = nullcontext,
) -> Saved[T]:
    """Apply an edit to the registry in `folder` and write the result; `shown` is how diagnostics name the folder.

    Refuses, with nothing written, what brings a new error into the registry, or somebody's telephone into a text that
    others read (save where the words are an `official` document's); errors that are there already do not
    stand in the way, unless the very bytes of a file to change could not be kept. When somebody who takes no lock (an
    editor, git) saves a file of the registry meanwhile, the edit is made anew on what is there then. `part` gives the
    part of a valid registry that the edit touches: where that is enough to tell, nothing else is read. In a rehearsal
    nothing is written (see `rehearsal`). Raises Refused, Busy, OSError, and whatever `edit` raises.
    """
    if is_shipped(folder):
        raise Refused(files.READ_ONLY)
    name = ""
    with locked(folder), _locked_above(folder) as unlocked:
        for _ in range(_TRIES):
            carry_out(folder)
            with part() as known:
                outcome = _of_part(folder, edit, known) or _of_all(folder, edit, shown, official=official)
                if unlocked and any(name.startswith(files.UP) for name in outcome.data):
                    raise unlocked
                if not may_write(folder, outcome.saved.before):
                    came_to(folder, outcome.saved.before, outcome.saved.reading)
                    return outcome.saved
                _sweep(folder)
                try:
                    replace_all(outcome.view, outcome.data)
                except Changed as error:
                    name = str(error)
                else:
                    outcome.written()
                    came_to(folder, outcome.saved.before, outcome.saved.reading)
                    return outcome.saved
    raise Refused(f"{folder / name} 一直有别的程序在改；没有写入，等它改完再来一次")


@contextmanager
def _locked_above(folder: Path) -> Iterator[OSError | Refused | None]:
    """Hold the lock of the folder above as well, while a registry that has files from it is read, checked and written.

    Else a writer of a registry beside it could take away what is about to be named here. Who may not lock it goes on
    without, unless a file there is to be written: then what is given is to be raised. Raises Busy.
    """
    with ExitStack() as held:
        unlocked = None
        if files.from_above(str(folder), files.names(str(folder))):
            try:
                held.enter_context(locked(folder / files.UP))
            except Busy:
                raise
            except (OSError, Refused) as error:
                unlocked = error
        yield unlocked


def _sweep(folder: Path) -> None:
    """Clear away what writers that were killed left in the folders of a registry."""
    for name in ("", files.PROGRESS, files.SOURCE, files.EVIDENCE, files.ARCHIVES):
        if files.inside(folder, folder / name):
            sweep(folder / name)


class _Outcome(NamedTuple, Generic[T]):
    """What an edit comes to, the files to be written through a view, and what to do when they are."""

    view: View
    saved: Saved[T]
    data: dict[str, bytes]
    written: Callable[[], None]


def _of_part(folder: Path, edit: Edit[T], part: Part | None) -> _Outcome[T] | None:
    """What the edit of a part comes to; None where only the whole can tell."""
    made = attempt(folder, part, edit) if part and not is_staged() else None
    if part is None or made is None:
        return None
    data = {**made.step.data, **_missing(made.view, made.copies)}
    saved = Saved(made.result, tuple(made.step.data), made.step.after, made.step.before)
    return _Outcome(made.view, saved, data, partial(part.written, made.step))


def _of_all(folder: Path, edit: Edit[T], shown: str | None, *, official: bool) -> _Outcome[T]:
    view = View(folder)
    saved, data = _changed(view, edit, shown, official=official)
    return _Outcome(view, saved, data, lambda: None)


def _changed(view: View, edit: Edit[T], shown: str | None, *, official: bool) -> tuple[Saved[T], dict[str, bytes]]:
    """What the edit comes to, and the files to be written; raises Refused for what may not be."""
    folder = view.folder
    for path in official_files(folder):  # an edit may read them: that they are still the same is asked before writing
        with suppress(OSError):
            view.content(path)
    before = read(folder, shown, view=view)
    edited = edit(before)
    for name in edited.texts:
        if not files.inside(folder, folder / name):
            raise Refused(f"{name} 是链接，指向登记册之外。没有写入。")
    data = {name: _mark(view, name, before) + text.encode("utf-8") for name, text in edited.texts.items()}

    def overlay(path: Path) -> bytes:
        name = path.relative_to(folder).as_posix()
        return new[name] if name in new else view.content(path)

    copies = _missing(view, edited.copies)
    new = {**edited.copies, **data}
    after = read(folder, shown, read_bytes=overlay, also=tuple(new))
    added = _added_of(before, after)
    if added:
        raise Refused("这样改，登记册就不合格了；没有写入。", added)
    if before.registry.document and before.registry.document.closed:
        from dcgd.registry.closed import check_closed

        check_closed(before.registry, after.registry)
    amended = _amended(before, after)
    if amended:
        raise Refused("这样改，封存过的记录就不是当时的样子了；没有写入。", amended)
    private = () if official else _added_numbers(before, after)
    if private:
        raise Refused(
            "文字会印出来、发出去，电话只写进 people.yaml（dcgd add person 姓名 --phone 电话）；没有写入。", private
        )
    _check_shared(view, before, {name: new for name, new in data.items() if name.startswith(files.UP)})
    saved = Saved(edited.result, tuple(data), after, before, _added_of(before, after, Severity.WARNING))
    return saved, data | copies


def _missing(view: View, copies: Mapping[str, bytes]) -> dict[str, bytes]:
    """The copies that are not there yet, or whose place something else has taken. Raises Refused, OSError."""
    missing: dict[str, bytes] = {}
    for name, content in copies.items():
        place = view.folder / name
        for path in (place.parent, place):  # to tasks.yaml for all that is known
            if path.is_symlink():
                raise Refused(f"{path} 是链接；没有写入")
        with suppress(FileNotFoundError):
            view.content(place)
        if view.digest(name) != digest_of(content):
            missing[name] = content
    return missing


def _check_shared(view: View, before: Reading, shared: Mapping[str, bytes]) -> None:
    """Refuse new contents of files of the folder above that alone, before the rest is written, would break a registry.

    Which is this one, or another that reads them. Raises Refused, OSError.
    """
    others = {other for name in shared for other in files.others_with(view.folder, name)}
    for folder in (view.folder, *sorted(others)) if shared else ():
        through = view if folder == view.folder else View(folder)

        def overlay(path: Path, through: View = through) -> bytes:
            name = path.relative_to(through.folder).as_posix()
            return shared[name] if name in shared else through.content(path)

        was = before if through is view else read(folder, view=through)
        added = _added_of(was, read(folder, read_bytes=overlay, also=tuple(through.created())))
        if added:
            names = "、".join(name[len(files.UP) :] for name in shared)
            whose = "它先写，而只改了它这个登记册" if through is view else f"这样改，{folder.resolve()} "
            raise Refused(f"上一级的 {names} 由几个登记册共用；{whose}就不合格了。没有写入。", added)


def _added_of(before: Reading, after: Reading, severity: Severity = Severity.ERROR) -> tuple[Diagnostic, ...]:
    """The errors, or the warnings, that were not there before."""
    known = {_words(diagnostic) for diagnostic in before.diagnostics}
    such = (diagnostic for diagnostic in after.diagnostics if diagnostic.severity is severity)
    return tuple(diagnostic for diagnostic in such if _words(diagnostic) not in known)


def _amended(before: Reading, after: Reading) -> tuple[Diagnostic, ...]:
    """What would not be as it was when it was sealed, and is so before."""
    if not after.registry.seals:
        return ()
    from dcgd.registry.sealed import SEALED_CHANGED, SEALED_LOST

    slugs = {SEALED_CHANGED.slug, SEALED_LOST.slug}
    known = {_words(diagnostic) for diagnostic in before.diagnostics}
    return tuple(told for told in after.diagnostics if told.code in slugs and _words(told) not in known)


def _added_numbers(before: Reading, after: Reading) -> tuple[Diagnostic, ...]:
    """The warnings of telephone and identity numbers in texts that were not there before."""
    was, now = (
        [diagnostic for diagnostic in reading.diagnostics if diagnostic.code == PHONE_IN_TEXT.slug]
        for reading in (before, after)
    )
    more = Counter(map(_words, now)) - Counter(map(_words, was))
    return tuple(diagnostic for diagnostic in now if _words(diagnostic) in more)


def _mark(view: View, name: str, before: Reading) -> bytes:
    """The byte order mark that a file begins with, if any.

    Raises Refused where writing its text again would change other bytes, OSError for a file that cannot be read.
    """
    with suppress(FileNotFoundError):
        view.content(view.folder / name)
    was = view.digest(name)
    if was is None or not name.endswith(".yaml"):  # a new file, or an official text, which is replaced as a whole
        return b""
    parsed = before.parsed.get(name)
    for mark in (b"", codecs.BOM_UTF8):
        if parsed and digest_of(mark + parsed.text.encode("utf-8")) == was:
            return mark
    raise Refused(f"{name} 的编码不是 UTF-8，或有看不见的字符；先照 dcgd validate 改正。没有写入。")


def _words(diagnostic: Diagnostic) -> tuple[str, str, str]:
    """A diagnostic without its place, which an edit above it moves."""
    return diagnostic.file, diagnostic.code, diagnostic.message
