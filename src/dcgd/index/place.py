"""Where indexes are kept, and whether what lies there can be of nobody but this user."""

import os
import stat
import sys
from collections.abc import Callable
from pathlib import Path


def cache_folder() -> Path | None:
    """Where indexes are kept: the user's cache folder, `DCGD_CACHE` if it names a folder.

    None if that says 0, or where the user has no home, as services and containers have it: none is made for them.
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
    """Whether a folder of the cache belongs to this user and nobody else may put anything in it."""
    return _is_own(folder.stat, stat.S_ISDIR, stat.S_IWGRP | stat.S_IWOTH)


def is_own_file(path: Path) -> bool:
    """Whether this is a file, not a link, that this program may have made: this user's, and open to nobody else.

    What came by git or out of an archive is open to others to read, whoever made it up.
    """
    return _is_own(path.lstat, stat.S_ISREG, stat.S_IRWXG | stat.S_IRWXO)


def _is_own(status: Callable[[], os.stat_result], is_kind: Callable[[int], bool], of_others: int) -> bool:
    """On Windows only the kind: there the lists of rights say who may write, and the user's own folders are closed."""
    try:
        seen = status()
    except OSError:
        return False
    if not is_kind(seen.st_mode):
        return False
    return sys.platform == "win32" or (seen.st_uid == os.geteuid() and not seen.st_mode & of_others)
