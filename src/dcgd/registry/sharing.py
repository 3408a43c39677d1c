"""Files that the documents of a district share: those a registry has not itself come from the folder above it.

`docs/decisions/8-shared-files.md` says why, and what writing one asks for.
"""

import os
import stat
from collections.abc import Collection, Iterator
from pathlib import Path

from dcgd.registry.files import SHARED, TASKS, UP, is_read, names


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
    """The other registries that read a file of the folder above, by its name (`../units.yaml`)."""
    above = folder / UP
    for entry in sorted(os.scandir(above), key=lambda entry: entry.name):
        other = above / entry.name
        if (other / TASKS).is_file() and not other.samefile(folder) and name in read_names(str(other)):
            yield other
