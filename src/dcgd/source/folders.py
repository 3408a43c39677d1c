"""Folders that last through a power cut and are open to the group that the folder above is open to."""

import errno
import os
import sys
from pathlib import Path

from dcgd.source.permissions import follow_folder


def make_folder(folder: Path) -> None:
    """Make a folder, and those above it that are missing. Raises OSError."""
    if folder.is_dir():
        return
    make_folder(folder.parent)
    try:
        folder.mkdir()
    except FileExistsError:
        if not folder.is_dir():
            raise
        return  # another process was quicker
    if sys.platform != "win32":
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
        try:
            follow_folder(handle, folder.parent)
        finally:
            os.close(handle)
    sync_folder(folder.parent)


def sync_folder(folder: Path) -> None:
    """Make what was renamed, made or removed in a folder last, where folders can be synced (Windows: not).

    Raises OSError where the disk fails.
    """
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno in (errno.EIO, errno.ENOSPC, errno.EDQUOT):
            raise OSError(error.errno, error.strerror, str(folder)) from None
    finally:
        os.close(handle)
