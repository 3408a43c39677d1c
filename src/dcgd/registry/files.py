"""Which files make a registry, and where it is."""

import os
import re
from collections.abc import Callable
from pathlib import Path

READ_ONLY = "随程序带来的登记册只读；先用 dcgd init 建一个自己的，如 dcgd init --from-default 台账"
"""What is said of the registry inside the package."""
TASKS, UNITS, PEOPLE, RULES = "tasks.yaml", "units.yaml", "people.yaml", "rules.yaml"
PROBLEMS, NOTICES = "problems.yaml", "notices.yaml"
PROGRESS, SOURCE, EVIDENCE = "progress", "source", "evidence"
REQUIRED = (TASKS, UNITS)
OPTIONAL = (PEOPLE, RULES, PROBLEMS, NOTICES)
SHARED = (UNITS, PEOPLE, RULES)
"""What the documents of a district may have in common (see `sharing`)."""
UP = "../"
"""What the name of a file of the folder above begins with."""
PLAN = ".dcgd.plan"
"""A change of several files that is being made, or was cut off: see `dcgd.registry.plan`."""
_REPORTS = re.compile(rf"{PROGRESS}/[0-9]{{4}}-(0[1-9]|1[0-2])\.yaml")
_DEEPEST = 3
"""So many folders deep in `progress` is looked for reports that lie in the wrong place."""


def shipped() -> Path:
    """The registry inside the package; in a checkout (an editable install) the one at its top."""
    package = Path(__file__).resolve().parent.parent
    inside = package / "shipped"
    return inside if inside.is_dir() else package.parent.parent / "data"


def nearest(start: Path) -> Path | None:
    """The nearest `data/tasks.yaml` (or `tasks.yaml`) at or above a folder; its folder, or None."""
    for folder in (start, *start.parents):
        if (folder / "data" / TASKS).is_file():
            return folder / "data"
        if (folder / TASKS).is_file():
            return folder
    return None


def registries(folder: str, depth: int = 4) -> list[str]:
    """The registries that a folder is or holds, sorted: a folder with tasks.yaml is one and is not searched further.

    Paths are text here: a province is a thousand folders, looked through before each answer.
    """
    try:
        with os.scandir(folder) as entries:
            inside_it = list(entries)
    except OSError:
        return []
    if any(entry.name == TASKS for entry in inside_it):
        return [folder]
    if depth == 0:
        return []
    inner = sorted(entry.name for entry in inside_it if not entry.name.startswith(".") and entry.is_dir())
    return [registry for name in inner for registry in registries(f"{folder}/{name}", depth - 1)]


def is_read(name: str) -> bool:
    """Whether a file, by its name in a registry, is one that is read as data."""
    return (
        name in REQUIRED
        or name in OPTIONAL
        or _REPORTS.fullmatch(name) is not None
        or (name.startswith(UP) and name[len(UP) :] in SHARED)
    )


def names(folder: str, failing: Callable[[str, OSError], None] = lambda _folder, _error: None) -> list[str]:
    """The files in a registry's folder, in the folders in it and in those in `progress`, by their names in it, sorted.

    Left out are hidden folders, `source`, `evidence`, and a folder that is a registry of its own; one that cannot be
    looked into is given to `failing` with its name. A name that is no text has marks in place of its bytes.
    Paths are text, as in `registries`.
    """
    listed: list[str] = []
    pending = [""]
    while pending:
        inside = pending.pop()
        try:
            with os.scandir(f"{folder}/{inside}") as entries:
                here = list(entries)
        except OSError as error:
            failing(inside, error)
            continue
        if inside and any(entry.name == TASKS for entry in here):
            continue
        for entry in here:
            name = f"{inside}/{entry.name}" if inside else entry.name
            if is_read(name) or not entry.is_dir(follow_symlinks=name == PROGRESS):
                listed.append(os.fsencode(name).decode("utf-8", "replace"))
            elif _is_looked_into(name):
                pending.append(name)
    return sorted(listed)


def _is_looked_into(name: str) -> bool:
    top, *inner = name.split("/")
    hidden = name.rpartition("/")[2].startswith(".")
    return not hidden and top not in (SOURCE, EVIDENCE) and len(inner) < (_DEEPEST if top == PROGRESS else 1)


def inside(folder: Path, path: Path) -> bool:
    """Whether a file of a registry lies in it: a link to elsewhere would let data read or write any file.

    A shared file has to lie in the folder above.
    """
    if path.parent == folder / UP:
        folder = path.parent
    linked = path.is_symlink() or (path.parent.is_symlink() and path.parent != folder)
    return not linked or path.resolve().is_relative_to(folder.resolve())
