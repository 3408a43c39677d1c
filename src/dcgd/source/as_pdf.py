"""A paper as PDF, by LibreOffice where it is installed."""

import shutil
import subprocess
import tempfile
from pathlib import Path

_PROGRAMS = ("soffice", "libreoffice")
_SECONDS = 180


def converter() -> str | None:
    """The program that makes PDF of papers; None where none is installed."""
    return next((path for name in _PROGRAMS if (path := shutil.which(name))), None)


def as_pdf(program: str, path: Path) -> bytes | None:
    """A Word file or a workbook of our own as PDF; None where the program fails or takes too long.

    It runs in a profile of its own, so that one that is open is not disturbed. Raises OSError.
    """
    with tempfile.TemporaryDirectory() as profile:
        options = ("--headless", "--norestore", f"-env:UserInstallation={Path(profile).as_uri()}")
        try:
            subprocess.run(
                [program, *options, "--convert-to", "pdf", "--outdir", profile, str(path.resolve())],
                capture_output=True,
                timeout=_SECONDS,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return None
        made = Path(profile, path.with_suffix(".pdf").name)
        return made.read_bytes() if made.is_file() else None
