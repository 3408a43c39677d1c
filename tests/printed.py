"""Papers as LibreOffice lays them out, in the fonts that `fonts.conf` puts for those of official papers."""

import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

WIDTHS = "AR PL UMing CN"
"""The font whose figures are as wide as those of the real ones: only with it lines break where theirs do."""
FONTS = Path(__file__).parent / "fonts.conf"


def has_widths() -> bool:
    """Whether that font is installed."""
    listed = shutil.which("fc-list")
    said = (
        subprocess.run([listed, ":", "family"], capture_output=True, check=True, timeout=60).stdout if listed else b""
    )
    return WIDTHS.encode() in said


def to_pdf(folder: Path, papers: Mapping[str, bytes]) -> dict[str, Path]:
    """The papers, by the names of their files, as PDF files in a folder, by the same names."""
    paths = [folder / name for name in papers]
    for path in paths:
        path.write_bytes(papers[path.name])
    subprocess.run(
        ["soffice", "--headless", "--convert-to", "pdf", "--outdir", str(folder), *map(str, paths)],
        env={**os.environ, "HOME": str(folder), "FONTCONFIG_FILE": str(FONTS)},
        capture_output=True,
        check=True,
        timeout=300,
    )
    return {path.name: path.with_suffix(".pdf") for path in paths}
