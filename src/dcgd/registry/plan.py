"""Several files of a registry changed as one, whoever is killed in between and whatever lies in the folder.

The protocol, all of it under the folder's lock:

1. The new content of each file is written as a draft beside it; drafts and their folders are synced.
2. `.dcgd.plan` names for each file its draft (by inode, time and size as well), the digest of what is there now and of
   what is to come. Once it is there and synced the change is made: what follows can be done by anybody, at any time.
3. Each draft takes the place of its file, if that is still what the plan says; the folders are synced.
4. The plan is removed.

A plan is only believed if it was written here: a draft of it, or a file it has put in its place, must be the very file
that it names. A clone, a copy or an archive has other inodes and times, so a plan that came with one is told, never
carried out. (An image of a whole disk has the same ones. Who can hand over that can as well hand over other data.)

Who reads while a plan is there sees the new state whole, from the drafts as long as they lie there: nobody need be
able to write. Where a file has been changed by someone else since, nothing is moved: if no draft has been put in place
yet, the files are read as they lie; else the registry is half old and half new, and the files of the plan are not read.
"""

import hashlib
import json
import os
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from dcgd.registry.files import PLAN
from dcgd.source.files import NotPlain, content, is_draft, open_plain, why

_MOST_BYTES = 4_000_000
"""No plan is longer: it has some 300 bytes a file."""


class Step(NamedTuple):
    """One file of a plan: its name in the registry, its draft and what that is, the digests of before and after."""

    name: str
    draft: str
    inode: int
    mtime: int
    size: int
    old: str | None
    new: str


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan that was found: what is still to be put in its place, or why nothing is moved, and what to do."""

    steps: tuple[Step, ...] = ()
    pending: Mapping[str, Step] = field(default_factory=dict)
    problem: str = ""
    hint: str = ""
    unreadable: frozenset[str] = frozenset()
    """The files of a change that is half made."""


def digest(path: Path) -> str | None:
    """The digest of a file's content, None where there is none. Raises OSError for what cannot be read."""
    try:
        return digest_of(content(path))
    except FileNotFoundError:
        return None


def digest_of(data: bytes) -> str:
    """The digest by which contents are compared."""
    return hashlib.sha256(data).hexdigest()


def look(folder: Path) -> Plan | None:
    """The plan that lies in a folder, checked against its files; None if there is none. It is untrusted data."""
    path = folder / PLAN
    while True:
        try:
            lies = path.lstat()
        except OSError:
            return None
        plan = _plan_in(folder)
        if plan and not plan.problem:
            return plan
        # A writer that is at work may have finished while its plan was judged: then this one says nothing any more.
        with suppress(OSError):
            now = path.lstat()
            if (now.st_ino, now.st_mtime_ns) == (lies.st_ino, lies.st_mtime_ns):
                return plan


def _plan_in(folder: Path) -> Plan | None:
    try:
        with os.fdopen(open_plain(folder / PLAN, os.O_RDONLY), "rb") as file:
            data = file.read(_MOST_BYTES + 1)
    except FileNotFoundError:
        return None
    except NotPlain as error:
        return Plan(problem=f"是{error.kind}，不是这个程序写下的计划；没有打开它", hint=f"删除 {PLAN}")
    except OSError as error:
        problem = f"读不了（{why(error)}）：有一次写入没有做完，说不清几个文件是旧的还是新的"
        return Plan(problem=problem, hint="请写入的人再运行一次 dcgd validate，或检查权限")
    steps = _steps(folder, data)
    if not steps:
        return Plan(problem="不是这个程序写下的计划，没有照它改动文件", hint=f"删除 {PLAN}")
    return _prospects(folder, steps)


def _prospects(folder: Path, steps: tuple[Step, ...]) -> Plan:
    """What can still be done with a plan, given what its files and drafts are now."""
    pending: dict[str, Step] = {}
    ours = False
    states: dict[str, list[str]] = {"waiting": [], "edited": [], "placed": [], "later": [], "lost": []}
    for step in steps:
        place, draft = folder / step.name, draft_in(folder, step)
        drafted = _is_same(draft, step) and _digest(draft) == step.new
        now = _digest(place)  # asked last: a draft that has just left its place has come into this one
        ours = ours or drafted or _is_same(place, step)
        if drafted:
            pending[step.name] = step
            state = "waiting" if now in (step.old, step.new) else "edited"
        else:
            state = "placed" if now == step.new else "lost" if now == step.old else "later"
        states[state].append(step.name)
    if not ours:
        return _foreign(states)
    edited, placed, later, lost = (states[state] for state in ("edited", "placed", "later", "lost"))
    if not edited and not lost:  # what someone has written after a file was replaced is welcome
        return Plan(steps, pending)
    files = _listed(step.name for step in steps)
    left = [step for step in steps if os.path.lexists(draft_in(folder, step))]
    drafts = "、".join(f"{step.draft}（{_listed([step.name])}）" for step in left)
    since = [f"{_listed(edited)} 又被改过"] if edited else []
    since += [f"{_listed(lost)} 的草稿不是写好的那一份了"] if lost else []
    if not placed and not later:
        problem = f"上一次写入（{files}）断了，之后{'，'.join(since)}，所以没有照计划换上"
        return Plan(problem=problem, hint=f"删除 {PLAN}，把那次写入重做一遍；它写好的草稿还在：{drafts}")
    problem = f"上一次写入断在一半：{_listed(placed + later)} 已经换上，而{'，'.join(since)}，没有换上"
    hint = f"把 {_listed(edited)} 里后来的改动另存，用草稿替换它：{drafts}；再运行 dcgd validate，其余的就会换上"
    if lost:
        hint = f"取回 {files} 的同一个版本（如用 git），再删除 {PLAN}"
    return Plan(problem=problem, hint=hint, unreadable=frozenset(step.name for step in steps))


def _foreign(states: Mapping[str, Sequence[str]]) -> Plan:
    """A plan that was not written here; what lies here may be the copy of a change that was half made."""
    files = _listed(name for names in states.values() for name in names)
    new, old = states["placed"], states["lost"]
    problem = "这份计划不是在这里写下的（随克隆、复制或解压而来），没有照它改动文件"
    if not new or not old:
        return Plan(problem=problem, hint=f"删除 {PLAN}；{files} 照现在的样子用，要那次改动就重做一遍")
    problem += f"；{_listed(new)} 是新的，{_listed(old)} 还是旧的"
    hint = f"从原处重新复制，或取回 {files} 的同一个版本，再删除 {PLAN}"
    return Plan(problem=problem, hint=hint, unreadable=frozenset((*new, *old)))


def _listed(names: Iterable[str]) -> str:
    return "、".join(name if name.isprintable() else ascii(name) for name in sorted(names))


def draft_in(folder: Path, step: Step) -> Path:
    """Where the draft of a file lies, or lay."""
    return (folder / step.name).with_name(step.draft)


def _is_same(path: Path, step: Step) -> bool:
    """Whether a file is the very one written as a draft, by inode, time and size; a copy is not."""
    try:
        status = path.lstat()
    except OSError:
        return False
    return (status.st_ino, status.st_mtime_ns, status.st_size) == (step.inode, step.mtime, step.size)


def _digest(path: Path) -> str | None:
    try:
        return digest(path)
    except OSError:
        return ""  # no digest at all: it is neither the old nor the new one


def _steps(folder: Path, data: bytes) -> tuple[Step, ...]:
    """The steps of a plan as it was written; none at all if a single one could not have been written so."""
    try:
        steps = tuple(Step(**step) for step in json.loads(data)["files"])
        for step in steps:
            os.fsencode(step.name)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return ()
    kinds = (str, str, int, int, int, str | None, str)
    top = os.path.realpath(folder)
    for step in steps:
        if not all(isinstance(value, kind) for value, kind in zip(step, kinds, strict=True)):
            return ()
        parts = step.name.split("/")
        place = folder / step.name
        if {"", ".", ".."} & {*parts} or {"\\", "\0"} & {*step.name} or not is_draft(step.draft):
            return ()
        if os.path.realpath(place) != os.path.join(top, *parts):  # noqa: PTH118 - a link leads elsewhere
            return ()
    return steps if len({step.name for step in steps}) == len(steps) else ()
