"""Finds the folder in which indexes are kept, and checks that files there belong to this user alone."""

import os
import stat
import sys
from collections.abc import Callable
from pathlib import Path

DRAFTS = "drafts"
"""The folder in it that holds no indexes but what a user has typed and not written yet."""

JUDGED = ".judged"
"""Behind the name of an index: the file of what is judged of it."""


def judged_beside(index: Path) -> Path:
    """The file of what is judged of an index."""
    return index.with_name(index.name + JUDGED)


def cache_folder() -> Path | None:
    """Return the folder in which indexes are kept: what `DCGD_CACHE` names, else the user's cache folder.

    None where `DCGD_CACHE` is 0, or where the user has no home folder, as in many services and containers.
    """
    wish = os.environ.get("DCGD_CACHE", "")
    if wish in ("0", "off", "no", "false"):
        return None
    if wish:
        return Path(wish)
    if sys.platform == "win32":
        variable, below = "LOCALAPPDATA", "AppData/Local"
    else:
        variable, below = "XDG_CACHE_HOME", "Library/Caches" if sys.platform == "darwin" else ".cache"
    named = Path(os.environ.get(variable, ""))
    if named.is_absolute():
        return named / "dcgd"
    home = Path(os.path.expanduser("~"))  # noqa: PTH111 - `Path.home` raises where there is none
    return home / below / "dcgd" if home.is_absolute() and os.path.isdir(home) else None  # noqa: PTH112


def is_own_folder(folder: Path) -> bool:
    """Return whether a cache folder belongs to this user and nobody else may write to it."""
    return _is_own(folder.stat, stat.S_ISDIR, stat.S_IWGRP | stat.S_IWOTH)


def is_own_file(path: Path) -> bool:
    """Return whether a path is a plain file of this user that nobody else can read, as this program makes them.

    Files from git or an archive are usually readable by others, so they are not taken for ours.
    """
    return _is_own(path.lstat, stat.S_ISREG, stat.S_IRWXG | stat.S_IRWXO)


def _is_own(status: Callable[[], os.stat_result], is_kind: Callable[[int], bool], of_others: int) -> bool:
    """On Windows check only the kind of file: access lists protect the user's own folders there."""
    try:
        seen = status()
    except OSError:
        return False
    if not is_kind(seen.st_mode):
        return False
    return sys.platform == "win32" or (seen.st_uid == os.geteuid() and not seen.st_mode & of_others)
