"""Which files make a registry, and where it is."""

import os
import re
import stat
from collections.abc import Callable, Collection, Iterator
from contextlib import suppress
from pathlib import Path

READ_ONLY = "随程序带来的登记册只读；先用 dcgd init 建一个自己的，如 dcgd init --from-default 台账"
"""What is said of the registry inside the package."""
TASKS, UNITS, PEOPLE, RULES = "tasks.yaml", "units.yaml", "people.yaml", "rules.yaml"
PROBLEMS, NOTICES, REQUESTS, PAPERS = "problems.yaml", "notices.yaml", "requests.yaml", "papers.yaml"
SEALS = "seals.yaml"
PROGRESS, SOURCE, EVIDENCE, ARCHIVES = "progress", "source", "evidence", "seals"
REQUIRED = (TASKS, UNITS)
OPTIONAL = (PEOPLE, RULES, PROBLEMS, NOTICES, REQUESTS, PAPERS, SEALS)
SHARED = (UNITS, PEOPLE, RULES)
"""What the documents of a district may have in common: docs/decisions/8-shared-files.md."""
UP = "../"
"""What the name of a file of the folder above begins with."""
PLAN = ".dcgd.plan"
"""A change of several files that is being made, or was cut off: see `dcgd.registry.plan`."""
_REPORTS = re.compile(rf"{PROGRESS}/[0-9]{{4}}-(0[1-9]|1[0-2])\.yaml")
_ARCHIVE = re.compile(rf"{ARCHIVES}/[0-9]{{4}}-(0[1-9]|1[0-2])(-[1-9][0-9]{{0,2}})?\.zip")
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


def without_tasks(folder: str, depth: int = 4) -> list[str]:
    """The folders in a folder that hold reports, or units that no registry below shares, but have no tasks.yaml."""
    try:
        inside_it = {entry.name: entry.is_dir() for entry in os.scandir(folder)}
    except OSError:
        return []
    if TASKS in inside_it or depth == 0:
        return []
    if any(map(is_read, names(folder))) and not registries(folder, depth):
        return [folder]
    inner = sorted(name for name, is_folder in inside_it.items() if is_folder and not name.startswith("."))
    return [lost for name in inner for lost in without_tasks(f"{folder}/{name}", depth - 1)]


def is_archive(name: str) -> bool:
    """Whether a file, by its name in a registry, is the archive of a sealed month."""
    return _ARCHIVE.fullmatch(name) is not None


def is_yaml(name: str) -> bool:
    """Whether a file is one of the YAML files that are read."""
    return is_read(name) and not is_archive(name)


def is_read(name: str) -> bool:
    """Whether a file, by its name in a registry, is one that is read as data: YAML, or the archive of a month."""
    return (
        name in REQUIRED
        or name in OPTIONAL
        or is_archive(name)
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


def from_above(folder: str, own: Collection[str]) -> list[str]:
    """Of the shared files those that a registry has from the folder above it, by their names: `../units.yaml`.

    `own`: the files in the registry itself. The folder above is no district's if it is a registry of its own, or one
    where anybody may put files, such as /tmp. Paths are text: this is asked before each answer.
    """
    return [f"{UP}{name}" for name in shared_in(f"{folder}/..", own)]


def shared_in(folder: str, own: Collection[str] = ()) -> list[str]:
    """The files in a folder that registries in the folders in it share, but for those that one has its `own` of."""
    shared = [name for name in SHARED if name not in own and os.path.isfile(f"{folder}/{name}")]  # noqa: PTH113
    if shared and (os.path.lexists(f"{folder}/{TASKS}") or _is_anybodys(folder)):
        return []
    return shared


def _is_anybodys(folder: str) -> bool:
    mode = os.stat(folder).st_mode  # noqa: PTH116
    return bool(mode & stat.S_ISVTX and mode & stat.S_IWOTH)


def read_names(folder: str) -> set[str]:
    """The names of all files of a registry that are read as data, those from the folder above among them."""
    own = names(folder)
    return {name for name in (*own, *from_above(folder, own)) if is_read(name)}


def others_with(folder: Path, name: str) -> Iterator[Path]:
    """The other registries that read a file of the folder above, by its name (`../units.yaml`).

    One that may not be looked into is left out: nobody can say what it needs. Raises OSError for the folder above.
    """
    above = folder / UP
    for entry in sorted(os.scandir(above), key=lambda entry: entry.name):
        other = above / entry.name
        with suppress(OSError):
            if (other / TASKS).is_file() and not other.samefile(folder) and name in read_names(str(other)):
                yield other


def inside(folder: Path, path: Path) -> bool:
    """Whether a file of a registry lies in it: a link to elsewhere would let data read or write any file.

    A shared file has to lie in the folder above.
    """
    if path.parent == folder / UP:
        folder = path.parent
    linked = path.is_symlink() or (path.parent.is_symlink() and path.parent != folder)
    return not linked or path.resolve().is_relative_to(folder.resolve())
