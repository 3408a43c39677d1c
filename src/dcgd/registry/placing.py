"""Putting drafts in the places of a registry's files: see `dcgd.registry.plan` for the protocol."""

import json
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from dcgd.errors import Refused
from dcgd.registry.files import PLAN
from dcgd.registry.plan import Plan, Step, digest, digest_of, draft_in, look
from dcgd.source import files as writing
from dcgd.source.files import draft_of, dropped_on_failure
from dcgd.source.folders import sync_folder


class Changed(Exception):
    """A file is not what it was when it was read; the text is its name."""


def put(draft: Path, place: Path, *known: str | None) -> None:
    """Put a draft in the place of a file that still has one of the digests. Raises Changed, OSError.

    Between the last look at the file and its replacement lies nothing but the call that replaces it.
    """
    if digest(place) not in known:
        raise Changed(place.name)
    writing.move(draft, place)


def put_all(folder: Path, drafts: Mapping[str, Path], old: Mapping[str, str | None]) -> None:
    """Put drafts in the places of several files, by their names: all or none. Only for who holds the folder's lock.

    Raises Changed and OSError with all files as they were; Refused and OSError where one has been replaced: then the
    plan stays.
    """
    try:
        for place in {draft.parent for draft in drafts.values()}:
            sync_folder(place)
        steps = [_step(name, draft, old[name]) for name, draft in drafts.items()]
        text = json.dumps({"files": [step._asdict() for step in steps]}, indent=1)
        plan = draft_of(folder / PLAN, text.encode(), readable=True)
        with dropped_on_failure([plan]):
            writing.move(plan, folder / PLAN)
        sync_folder(folder)
        put(draft_in(folder, steps[0]), folder / steps[0].name, steps[0].old)
    except BaseException:
        if next(iter(drafts.values())).exists():  # nothing has been replaced yet, so the change can be taken back
            _take_back(folder, drafts.values())
        raise
    _put_rest(folder, steps, steps[1:])


def _put_rest(folder: Path, steps: Iterable[Step], pending: Iterable[Step]) -> None:
    """Steps 3 and 4 of the protocol, once a file may have been replaced."""
    for step in pending:
        try:
            put(draft_in(folder, step), folder / step.name, step.old, step.new)
        except Changed:
            plan = look(folder)
            raise (refusal(folder, plan) if plan else Refused(f"{step.name} 刚被改过；再来一次")) from None
    for place in {folder, *((folder / step.name).parent for step in steps)}:
        sync_folder(place)
    _remove_plan(folder)


def _take_back(folder: Path, drafts: Iterable[Path]) -> None:
    """Undo steps 1 and 2, in turn: without its drafts a plan would be one that fits no more."""
    with suppress(OSError):
        _remove_plan(folder)
    for draft in drafts:
        draft.unlink(missing_ok=True)


def _remove_plan(folder: Path) -> None:
    (folder / PLAN).unlink()
    sync_folder(folder)


def carry_out(folder: Path) -> None:
    """Finish the change of a writer that was cut off. Only for who holds the folder's lock.

    Raises Refused for a plan that is none of this program's or that fits no more, OSError.
    """
    plan = look(folder)
    if plan is None:
        return
    if plan.problem:
        raise refusal(folder, plan)
    _put_rest(folder, plan.steps, plan.pending.values())


def refusal(folder: Path, plan: Plan) -> Refused:
    """The refusal that says why nothing is written as long as this plan is there."""
    return Refused(f"{folder / PLAN}：{plan.problem}。没有写入。{plan.hint}")


def _step(name: str, draft: Path, old: str | None) -> Step:
    status = draft.lstat()
    return Step(name, draft.name, status.st_ino, status.st_mtime_ns, status.st_size, old, digest_of(draft.read_bytes()))
