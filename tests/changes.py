"""What tests of changing a registry share: a report to write, an edit that writes it, and what lies in a folder."""

import hashlib
from pathlib import Path

from dcgd.registry.change import Edit, Edited
from dcgd.registry.load import Reading
from dcgd.source.edit import append

REPORT = {"target": "5-1", "date": "2023-06-30", "value": 8}
FILE = "progress/2023-06.yaml"


def appending(record: dict[str, object], name: str = FILE) -> Edit[int]:
    """An edit that appends a report; its result is how many reports it found."""

    def edit(before: Reading) -> Edited[int]:
        there = before.parsed.get(name)
        text = append(there.text if there else "", "reports", record)
        return Edited({name: text}, len(before.registry.reports))

    return edit


def prints(folder: Path) -> dict[str, str]:
    """Every file of a folder by its content, the lock left out."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != ".dcgd.lock"
    }
