"""The files that units handed in, found in the folders that somebody saved them to."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

_SYSTEM = frozenset(("thumbs.db", "ehthumbs.db", "desktop.ini", "icon\r"))
"""What Windows and macOS leave in a folder that is looked at."""
_SYSTEM_FOLDERS = frozenset(("__macosx", "@eadir", "$recycle.bin", "system volume information"))


def handed_in(given: Sequence[Path]) -> Iterator[Path]:
    """The given files, and all files in and below given folders, sorted by name, without those of programs and systems.

    Links to folders are not followed.
    """
    for path in given:
        if not path.is_dir():
            yield path
            continue
        for folder, inner, names in os.walk(path):
            inner[:] = sorted(name for name in inner if not (_is_left(name) or name.casefold() in _SYSTEM_FOLDERS))
            paths = (Path(folder, name) for name in sorted(names) if not _is_left(name))
            yield from (file for file in paths if file.is_file())


def _is_left(name: str) -> bool:
    """Whether Excel, WPS or the system made the file, by its name."""
    return name.startswith(("~$", ".")) or name.casefold() in _SYSTEM
