"""A change of a registry that is known to be valid, by the part of it that the change touches.

Only that part is read, edited and checked; the edit and the checks are those of the whole. It is right to write what
brings no new diagnostic in the part, because all that can speak against a record stands there: the tasks it is about,
all that is recorded of them, and whether its id is taken. Whatever is in doubt is not decided here: `attempt` returns
None, and the whole is read, edited and checked instead.
"""

import codecs
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Generic, NamedTuple, TypeVar

from dcgd.diagnostics import Diagnostic
from dcgd.errors import UserError
from dcgd.model import Task
from dcgd.registry import files
from dcgd.registry.abridging import Abridged, restore, task_of
from dcgd.registry.content import Filed, Registry, UnitsKnown
from dcgd.registry.entries import entries, has_entries, without
from dcgd.registry.load import NOWHERE, Reading, read
from dcgd.registry.view import View

T = TypeVar("T")
_EDITED = (files.TASKS, files.PROBLEMS, files.NOTICES, files.REQUESTS)
"""The files that an edit of a part may change, besides those of the reports."""


class Step(NamedTuple):
    """How a part becomes another: it before and after, its files, abridged, those of them that change, and their whole
    bytes.
    """

    before: Reading
    after: Reading
    was: Mapping[str, Abridged]
    abridged: Mapping[str, bytes]
    data: Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a valid registry: its files, abridged, and what is known of the rest."""

    files: Mapping[str, Abridged]
    tasks: frozenset[int]
    """The tasks of which everything is here."""
    of_units: UnitsKnown
    is_taken: Callable[[str], bool]
    """Whether a record has this id."""
    is_as_known: Callable[[str, bytes], bool]
    """Whether these are the bytes of a file as it was when the registry was found valid."""
    is_current: Callable[[], bool]
    """Whether all files still are as they were then."""
    written: Callable[[Step], None]
    """To be told what was written."""

    def read(self, new: Mapping[str, bytes] | None = None) -> Reading:
        """The part as a registry of its own, with `new` contents of some files."""
        contents = {name: abridged.data for name, abridged in self.files.items()} | dict(new or {})

        def read_bytes(path: Path) -> bytes:
            name = path.relative_to(NOWHERE).as_posix()
            if name not in contents:
                raise FileNotFoundError(name)
            return contents[name]

        return read(NOWHERE, "", read_bytes=read_bytes, also=tuple(contents), of_units=self.of_units)


class PartView(View):
    """The files of a registry of which only a part was read."""

    def __init__(self, folder: Path, part: Part) -> None:
        """As `View`, for a part."""
        super().__init__(folder)
        self._part = part

    def changed(self, others: Any = ()) -> str | None:
        """As `View.changed`; of the files that were not read the times count, as they do for every answer."""
        return super().changed(others) or (None if self._part.is_current() else files.TASKS)


class Attempt(NamedTuple, Generic[T]):
    """An edit of a part: what it comes to, what to write beside, through which view, and the step."""

    result: T
    copies: Mapping[str, bytes]
    view: PartView
    step: Step


def attempt(folder: Path, part: Part, edit: Callable[[Reading], Any]) -> Attempt[Any] | None:
    """What an edit of a part comes to; None where only the whole can tell."""
    try:
        before = part.read()
        if {filed.entity.number for filed in before.registry.tasks} != part.tasks:
            return None
        edited = edit(before)
    except UserError:
        return None
    view = PartView(folder, part)
    abridged: dict[str, bytes] = {}
    data: dict[str, bytes] = {}
    for name, text in edited.texts.items():
        both = _contents(view, part, name, before, text)
        if both is None:
            return None
        abridged[name], data[name] = both
    after = part.read(abridged) if abridged else before
    if (
        _said(before) != _said(after)
        or not _stands_alone(part, before.registry, after.registry)
        or _gone(before, after)
    ):
        return None
    return Attempt(edited.result, edited.copies, view, Step(before, after, part.files, abridged, data))


def _contents(view: View, part: Part, name: str, before: Reading, text: str) -> tuple[bytes, bytes] | None:
    """The new abridged bytes of a file and its new whole bytes; None where they cannot be told from the part alone."""
    if not files.is_yaml(name) or not (name in _EDITED or name.startswith(f"{files.PROGRESS}/")):
        return None
    if not files.inside(view.folder, view.folder / name):
        return None
    place = view.folder / name
    abridged, parsed = part.files.get(name), before.parsed.get(name)
    if abridged is None or parsed is None:
        with suppress(OSError):
            view.content(place)
            return None
        return (text.encode(), text.encode()) if view.digest(name) is None else None
    mark = codecs.BOM_UTF8 if abridged.data.startswith(codecs.BOM_UTF8) else b""
    if mark + parsed.text.encode() != abridged.data:
        return None
    try:
        whole = view.content(place)
    except OSError:
        return None
    new = mark + text.encode()
    restored = restore(abridged, new, whole) if part.is_as_known(name, whole) else None
    return None if restored is None else (new, restored)


def _said(reading: Reading) -> Counter[tuple[str, ...]]:
    return Counter(map(_words, reading.diagnostics))


def _words(diagnostic: Diagnostic) -> tuple[str, ...]:
    return diagnostic.file, diagnostic.code, diagnostic.message


def _gone(before: Reading, after: Reading) -> bool:
    """Whether a record is not as it was, so that it may not be what was sealed; what is added changes no other."""
    was, now = (
        [entry for name, file in reading.parsed.items() if has_entries(name) for entry in entries(name, file.data)]
        for reading in (before, after)
    )
    return bool(without(was, now))


def _stands_alone(part: Part, before: Registry, after: Registry) -> bool:
    """Whether all that changed is about tasks of the part, under ids that no other record has."""
    for was, now in zip(_records(before), _records(after), strict=True):
        known, records = ([filed.entity for filed in side] for side in (was, now))
        ids = {_id_of(record) for record in known}
        if len(now) < len(was) or any(record not in known and _task_of(record) not in part.tasks for record in records):
            return False
        if any(id_ not in ids and part.is_taken(id_) for id_ in map(_id_of, records) if id_):
            return False
    return [_unadjusted(filed.entity) for filed in before.tasks] == [_unadjusted(filed.entity) for filed in after.tasks]


def _unadjusted(task: Task) -> Task:
    """A task without the adjustments that were made to it."""
    targets = (
        replace(target, adjustments=(), shares=tuple(replace(share, adjustments=()) for share in target.shares))
        for target in task.targets
    )
    milestones = (replace(milestone, adjustments=()) for milestone in task.milestones)
    return replace(task, adjustments=(), targets=tuple(targets), milestones=tuple(milestones))


def _records(registry: Registry) -> Iterator[tuple[Filed[Any], ...]]:
    yield from (registry.reports, registry.problems, registry.notices, registry.requests)


def _id_of(record: Any) -> str | None:
    """The id of a problem, a notice or a request; reports have none."""
    named: str | None = getattr(record, "id", None) or getattr(record, "number", None)
    return named


def _task_of(record: Any) -> int | None:
    """The number of the task that a report, a problem, a notice or a request is about."""
    subject = getattr(record, "item", None) or getattr(record, "subject", None)
    return record.task if subject is None else task_of(subject)
