"""What tests of sealed months do by hand, and what they read back."""

import re
from pathlib import Path
from typing import Any

import yaml

CODE = re.compile(r"(\S+?\.yaml):(\d+):\d+: \S+ ([a-z-]+) ")


def edit(file: Path, old: str, new: str) -> None:
    """Change a file by hand, in one place."""
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1, old
    file.write_text(text.replace(old, new), encoding="utf-8", newline="\n")


def seals(folder: Path) -> list[dict[str, Any]]:
    """What seals.yaml says."""
    made: list[dict[str, Any]] = yaml.safe_load((folder / "seals.yaml").read_text(encoding="utf-8"))["seals"]
    return made


def told(done: Any) -> list[tuple[str, int, str]]:
    """The file, line and code of each diagnostic."""
    return [(Path(file).name, int(line), code) for file, line, code in CODE.findall(done.stdout)]
