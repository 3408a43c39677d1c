"""Where indexes are kept."""

import os
import sys
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
