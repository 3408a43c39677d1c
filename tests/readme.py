"""The command lines that documents show: `$ …` in console blocks. As a script it prints those of one marked block."""

import re
import sys
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
_BLOCK = re.compile(r"(?:<!-- (?P<mark>[\w ]+) -->\n)?```console\n(?P<body>.*?)```", re.DOTALL)


class Shown(NamedTuple):
    """A command line, what stands below it as its output, and the mark of its block (`first`, `tests`, `exit 2`)."""

    command: str
    output: str
    mark: str


def shown(document: Path) -> list[Shown]:
    """All command lines of a document, in order."""
    lines = []
    for block in _BLOCK.finditer(document.read_text(encoding="utf-8")):
        for piece in re.split(r"(?m)^\$ ", block["body"])[1:]:
            command, _, output = piece.partition("\n")
            lines.append(Shown(command, output, block["mark"] or ""))
    return lines


if __name__ == "__main__":
    print("\n".join(line.command for line in shown(ROOT / "README.md") if line.mark == sys.argv[1]))
