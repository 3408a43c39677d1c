"""Which files make a registry, and where it is."""

import os
from collections.abc import Iterable
from pathlib import Path

TASKS, UNITS, RULES, PROBLEMS, NOTICES = "tasks.yaml", "units.yaml", "rules.yaml", "problems.yaml", "notices.yaml"
PROGRESS = "progress"
REQUIRED = (TASKS, UNITS)
OPTIONAL = (RULES, PROBLEMS, NOTICES)
PLAN = ".dcgd.plan"
"""A change of several files that is being made, or was cut off: see `dcgd.registry.plan`."""


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
            found = list(entries)
    except OSError:
        return []
    if any(entry.name == TASKS for entry in found):
        return [folder]
    if depth == 0:
        return []
    inner = sorted(entry.name for entry in found if not entry.name.startswith(".") and entry.is_dir())
    return [each for name in inner for each in registries(f"{folder}/{name}", depth - 1)]


def progress_files(folder: Path) -> list[Path]:
    """The report files of a registry, by name, that is by period. Raises OSError for a folder not to be looked into."""
    try:
        return sorted(path for path in (folder / PROGRESS).iterdir() if path.suffix == ".yaml")
    except (FileNotFoundError, NotADirectoryError):
        return []


def inside(folder: Path, path: Path) -> bool:
    """Whether a file of a registry lies in it: a link to elsewhere would let data read or write any file."""
    linked = path.is_symlink() or (path.parent.is_symlink() and path.parent != folder)
    return not linked or path.resolve().is_relative_to(folder.resolve())


def present(folder: Path) -> Iterable[Path]:
    """The files to read: the two required ones even if they are missing, the others if they are there."""
    yield from (folder / name for name in REQUIRED)
    yield from (folder / name for name in OPTIONAL if (folder / name).exists())
    yield from progress_files(folder)
