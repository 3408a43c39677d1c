"""What a test needs of the system it runs on, and the reason that is given where there is none of it."""

import os
import shutil
import sys
from pathlib import Path

import pytest

WINDOWS = sys.platform == "win32"


def posix(what: str) -> pytest.MarkDecorator:
    """Of a test that needs what Windows does not have, or has otherwise.

    A whole module that imports what is not there begins with `if sys.platform == "win32": pytest.skip(…)`.
    """
    return pytest.mark.skipif(WINDOWS, reason=f"Windows: {what}")


def linux(what: str) -> pytest.MarkDecorator:
    """Of a test that needs what only Linux has."""
    return pytest.mark.skipif(sys.platform != "linux", reason=f"not Linux: {what}")


def needs(program: str) -> pytest.MarkDecorator:
    """Of a test that runs another program."""
    return pytest.mark.skipif(not shutil.which(program), reason=f"{program} is not installed")


_is_root = not WINDOWS and os.geteuid() == 0
as_root = pytest.mark.skipif(not _is_root, reason="only root gives files away")
not_as_root = pytest.mark.skipif(_is_root, reason="root stays above all modes")
full_device = pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")


def make_link(place: Path, target: Path | str) -> None:
    """Make a symbolic link; where the user may not make one, the test is skipped."""
    try:
        place.symlink_to(target)
    except OSError as error:
        if not WINDOWS:
            raise
        pytest.skip(f"Windows: links need a right: {error}")


def is_roomy(folder: str) -> bool:
    """Whether all that tests write has its place there, and programs that they write can be started."""
    if not hasattr(os, "statvfs") or not os.access(folder, os.W_OK):
        return False
    place = os.statvfs(folder)
    return not place.f_flag & os.ST_NOEXEC and place.f_bavail * place.f_frsize > 4 * 2**30
