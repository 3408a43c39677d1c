"""The pictures of papers among the documents: the example's September, and a meeting's table, as LibreOffice prints them.

    python tools/pictures.py

Needs LibreOffice, pdftoppm (poppler-utils) and the fonts that tests/fonts.conf names.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "docs" / "images"
FONTS = ROOT / "tests" / "fonts.conf"
MOST_BYTES = 200_000
_SEPTEMBER = ("--period", "2025-09", "--issue", "--date", "2025-10-16")


class Picture(NamedTuple):
    """One picture: of which paper (a part of its file's name), and how many dots an inch."""

    paper: str
    dots: int


PICTURES = {
    "bulletin": Picture("通报", 60),
    "notice": Picture("完成云汐第三中学建设", 60),
    "reminder": Picture("提醒函", 60),
    "brief": Picture("领导专报 副区长吴某某", 60),
    "appraisal": Picture("考核结果", 60),
    "ledger": Picture("工作台账", 70),
    "problems": Picture("销号台账", 60),
    "form": Picture("填报表 区科学技术局", 80),
    "plan": Picture("目标任务分解表", 80),
    "minutes": Picture("议定事项督办表", 80),
}


def main() -> None:
    """Make the papers in a copy of the examples, print them, take the first page of each."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        subprocess.run(["cp", "-r", str(ROOT / "examples"), str(folder / "examples")], check=True)
        kinds = [kind for kind in PICTURES if kind != "minutes"]
        _papers(folder, *kinds, *_SEPTEMBER, "--data", str(folder / "examples" / "yunxi-2025"))
        meetings = folder / "examples" / "yunxi-meetings" / "minutes-2025"
        _papers(folder, "minutes", "--period", "2025-09", "--data", str(meetings))
        for kind, picture in PICTURES.items():
            (paper,) = (path for path in (folder / "out").iterdir() if picture.paper in path.name)
            data = _first_page(folder, paper, picture.dots)
            if len(data) > MOST_BYTES:
                sys.exit(f"{kind}: {len(data)} bytes are too many for a repository")
            (OUT / f"{kind}.png").write_bytes(data)
            print(f"docs/images/{kind}.png: {len(data)} bytes")


def _papers(folder: Path, *args: str) -> None:
    subprocess.run([sys.executable, "-m", "dcgd", "papers", *args, "-o", str(folder / "out")], check=True)


def _first_page(folder: Path, paper: Path, dots: int) -> bytes:
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    environment = {**os.environ, "FONTCONFIG_FILE": os.environ.get("FONTCONFIG_FILE", str(FONTS))}
    command = ["soffice", "--headless", profile, "--convert-to", "pdf", "--outdir", str(folder), str(paper)]
    subprocess.run(command, env=environment, check=True, capture_output=True)
    pdf = (folder / paper.name).with_suffix(".pdf")
    command = ["pdftoppm", "-r", str(dots), "-f", "1", "-l", "1", "-singlefile", "-png", str(pdf), str(folder / "page")]
    subprocess.run(command, check=True)
    return (folder / "page.png").read_bytes()


if __name__ == "__main__":
    main()
