"""Files in other forms, by LibreOffice where it is installed: papers as PDF, old Word files as new ones.

It runs in a profile of its own, so that one that is open is not disturbed; there no macro runs, no link is followed,
and what has taken too long or too much is ended with all that it has started.
"""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

_PROGRAMS = ("soffice", "libreoffice")
_SECONDS, _SECONDS_OF_OTHERS = 180, 60
"""By the clock, for papers of our own and for what others sent."""
_MOST_MEMORY, _MOST_WRITTEN = 4_000_000_000, 200_000_000
_LIMITED = (
    "import os, resource, sys\n"
    "for what, most in zip((resource.RLIMIT_AS, resource.RLIMIT_FSIZE), map(int, sys.argv[1:3])):\n"
    "    hard = resource.getrlimit(what)[1]\n"
    "    most = most if hard == resource.RLIM_INFINITY else min(most, hard)\n"
    "    resource.setrlimit(what, (most, most))\n"
    "os.execv(sys.argv[3], sys.argv[3:])\n"
)
"""Runs a program that may take so much memory and write files of such a length."""
_FILTERS = {".doc": "MS Word 97", ".xls": "MS Excel 97"}
"""What old files are read as: without it, what is none would be read as plain text."""
_SETTINGS = {
    "/org.openoffice.Office.Common/Security/Scripting": {
        "DisableMacrosExecution": "true",
        "DisableActiveContent": "true",
        "BlockUntrustedRefererLinks": "true",
        "MacroSecurityLevel": "3",
    },
    "/org.openoffice.Office.Writer/Content/Update": {"Link": "0"},
    "/org.openoffice.Office.Calc/Content/Update": {"Link": "2"},
}
"""What the profile says beside the program's own settings: no macro, no link."""


def converter() -> str | None:
    """The program that makes PDF of papers, and new files of old ones; None where none is installed."""
    return next((path for name in _PROGRAMS if (path := shutil.which(name))), None)


def as_pdf(program: str, path: Path) -> bytes | None:
    """A Word file or a workbook of our own as PDF; None where the program fails or takes too long. Raises OSError."""
    return _converted(program, path.read_bytes(), path.suffix, "pdf", _SECONDS, bounded=False)


def renewed(program: str, data: bytes, old: str, new: str) -> bytes | None:
    """An old file that somebody sent, of suffix `.doc` or `.xls`, in the form `docx` or `xlsx`.

    None where the program fails, or takes more than its bounds. Raises OSError.
    """
    return _converted(program, data, old, new, _SECONDS_OF_OTHERS, bounded=True)


def _converted(program: str, data: bytes, old: str, new: str, seconds: float, *, bounded: bool) -> bytes | None:
    with tempfile.TemporaryDirectory() as folder:
        given, made = Path(folder, f"in{old}"), Path(folder, "out", f"in.{new}")
        given.write_bytes(data)
        profile = Path(folder, "profile")
        (profile / "user").mkdir(parents=True)
        (profile / "user" / "registrymodifications.xcu").write_text(_settings(), encoding="utf-8")
        options: tuple[str, ...] = (
            "--headless",
            "--norestore",
            "--nolockcheck",
            f"-env:UserInstallation={profile.as_uri()}",
        )
        if old in _FILTERS:
            options += (f"--infilter={_FILTERS[old]}",)
        command = [program, *options, "--convert-to", new, "--outdir", str(made.parent), str(given)]
        if bounded and sys.platform != "win32":
            command = [sys.executable, "-I", "-c", _LIMITED, str(_MOST_MEMORY), str(_MOST_WRITTEN), *command]
        if not _ran(command, seconds):
            return None
        return made.read_bytes() if made.is_file() and made.stat().st_size < _MOST_WRITTEN else None


def _ran(command: list[str], seconds: float) -> bool:
    """Whether a program came to its end in time; else it is ended, with the programs that it has started."""
    nothing = subprocess.DEVNULL
    with subprocess.Popen(command, stdin=nothing, stdout=nothing, stderr=nothing, start_new_session=True) as process:
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            return False
        else:
            return True
        finally:
            with contextlib.suppress(OSError):
                if sys.platform != "win32":
                    os.killpg(process.pid, signal.SIGKILL)
            process.kill()


def _settings() -> str:
    """The settings as the program keeps them."""
    items = "".join(
        f'<item oor:path="{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
        for path, values in _SETTINGS.items()
        for name, value in values.items()
    )
    space = 'xmlns:oor="http://openoffice.org/2001/registry"'
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<oor:items {space}>{items}</oor:items>\n'
