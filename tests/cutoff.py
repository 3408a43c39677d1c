"""Writers that are cut off, and what they leave behind."""

import os
from collections.abc import Mapping
from pathlib import Path

from dcgd.registry.files import PLAN
from dcgd.registry.view import View, replace_all
from dcgd.source import files
from dcgd.source.lock import LOCK, locked

NAMES = ("a.yaml", "b.yaml", "in/c.yaml")
OLD, NEW = (dict.fromkeys(NAMES, data) for data in (b"old", b"new"))
"""Three files that are changed as one, before and afterwards."""


def read_through(folder: Path, names: Mapping[str, bytes]) -> View:
    """A view of a folder through which these files have been read, as far as they are there."""
    view = View(folder)
    for name in names:
        if (folder / name).exists():
            view.content(folder / name)
    return view


def replaced(folder: Path, contents: Mapping[str, bytes]) -> None:
    """Replace several files, as a writer does."""
    with locked(folder):
        replace_all(read_through(folder, contents), contents)


def cut_off(folder: Path, contents: Mapping[str, bytes], moves: int) -> None:
    """Replace several files in a process that vanishes before it moves a file once more than `moves` times.

    Of two files it makes three moves: that of the plan, then one for each file in the order given.
    """
    child = os.fork()
    if not child:
        left, move = [moves], files.move

        def counted(draft: Path, path: Path) -> None:
            if not left[0]:
                os._exit(9)
            left[0] -= 1
            move(draft, path)

        files.move = counted
        try:
            replaced(folder, contents)
        finally:
            os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9


def drafts(folder: Path) -> list[Path]:
    """The drafts that lie in a folder and below."""
    return sorted(path for path in folder.rglob("*") if files.is_draft(path.name))


def planned(folder: Path) -> bool:
    """Whether there is a plan."""
    return os.path.lexists(folder / PLAN)


def on_disk(folder: Path) -> list[bytes]:
    """What the three files hold."""
    return [(folder / name).read_bytes() for name in NAMES]


def as_read(folder: Path) -> list[bytes]:
    """What a reader sees who may not write: the lock is taken by another."""
    view = View(folder)
    return [view.content(folder / name) for name in NAMES]


def everything(folder: Path) -> dict[str, tuple[bytes, int]]:
    """Every file but the lock: what it holds, and which file it is."""
    return {
        path.relative_to(folder).as_posix(): (path.read_bytes(), path.lstat().st_ino)
        for path in folder.rglob("*")
        if path.is_file() and path.name != LOCK
    }
