"""Who may read and write new files and folders.

A file that takes another's place is as open as that one was. A new one is as open as the umask says, and in a folder
that a group may write in it is that group's to write, whatever the umask: else the first to write shuts the others out.
Where the system has no such permissions (Windows), they come from the folder by themselves.
"""

import os
import stat
import sys
from contextlib import suppress
from pathlib import Path


def follow_folder(handle: int, folder: Path, more: int = 0) -> None:
    """Open a new file or folder to the group that may write in the folder it lies in; `more` are modes to add."""
    if sys.platform == "win32":
        return
    above, own = folder.stat(), os.fstat(handle)
    if above.st_mode & stat.S_IWGRP:
        if own.st_gid != above.st_gid:
            with suppress(OSError):  # only a member may give it to the group, and to no other group is it opened
                os.fchown(handle, -1, above.st_gid)
                own = os.fstat(handle)
        if own.st_gid == above.st_gid:
            more |= 0o070 | above.st_mode & stat.S_ISGID if stat.S_ISDIR(own.st_mode) else 0o060
    if more:
        with suppress(OSError):
            os.fchmod(handle, stat.S_IMODE(own.st_mode) | more)


def follow_file(handle: int, was: os.stat_result, folder: Path) -> None:
    """Give a draft the owner, the group and the mode of the file whose place it takes, as far as the user may."""
    if sys.platform == "win32":
        return
    own = os.fstat(handle)
    mode = stat.S_IMODE(was.st_mode) & 0o777
    if (own.st_uid, own.st_gid) != (was.st_uid, was.st_gid):
        try:
            os.fchown(handle, was.st_uid, was.st_gid)
        except OSError:  # only root gives files away
            with suppress(OSError):
                os.fchown(handle, -1, was.st_gid)
        own = os.fstat(handle)
    if own.st_gid != was.st_gid:  # another group than the one that might read it is one of the others
        mode = mode & ~0o070 | (mode & 0o007) << 3 & mode
    with suppress(OSError):
        os.fchmod(handle, mode)
    if own.st_uid != was.st_uid:  # who owned it can still write it, as one of the group
        follow_folder(handle, folder)
