"""The made-up district's year replayed: each month sealed as it was known on the day of its sealing.

    python tools/replay.py FOLDER

makes in FOLDER a copy of the district with twelve sealed months, to try `--known-on 2025-09`, `validate` and `verify` on.
"""

import shutil
import sys
from collections.abc import Iterator
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from yaml.nodes import SequenceNode

from dcgd.days import last_day
from dcgd.edits.seal import seal_month
from dcgd.model import Stamp
from dcgd.registry.entries import entries
from dcgd.registry.evidence import states
from dcgd.registry.files import ARCHIVES, SEALS, TASKS
from dcgd.registry.load import read
from dcgd.registry.sealed import kept_files
from dcgd.source.edit import remove
from dcgd.source.parsed import Parsed
from dcgd.source.tree import compose

EXAMPLE = Path(__file__).resolve().parents[1] / "examples" / "yunxi-2025"
CHINA = timezone(timedelta(hours=8))
OFFICE = "区政府督查室"
SEALED_ON = 16
"""The day of the next month, once the month's papers are out."""


def sealing_day(month: int, year: int = 2025) -> date:
    """The day on which a month of the year is sealed."""
    return last_day(year, month) + timedelta(days=SEALED_ON)


def as_written_by(day: date, file: str, parsed: Parsed) -> str | None:
    """The text of a file without the records that were not known at the end of a day; None where none was."""
    there = list(entries(file, parsed.data))
    late = [entry for entry in there if (entry.recorded[:10] or entry.date) > day.isoformat()]
    late_steps = {entry.place.path for entry in late}
    # A problem, a request is as old as its first step.
    late += [entry for entry in there if not entry.date and (*entry.place.path, "steps", 0) in late_steps]
    gone = {entry.place.path for entry in late}
    kept = [entry for entry in there if not any(entry.place.path[:cut] in gone for cut in range(1, 9))]
    if there and not kept and file != TASKS:
        return None
    text = parsed.text
    for path in sorted(gone, reverse=True):
        if not any(path[:cut] in gone for cut in range(1, len(path))):
            text = without(text, path)
    return text


def without(text: str, path: tuple[Any, ...]) -> str:
    """The text without an entry of a list, also of one that is written in one line."""
    node = compose(text)
    for step in path[:-1]:
        values = node.value if node else []
        node = values[step] if isinstance(node, SequenceNode) else next(v for key, v in values if key.value == step)
    assert isinstance(node, SequenceNode)
    if not node.flow_style:
        return remove(text, path)
    parts, at = node.value, path[-1]
    start = parts[at].start_mark.index if at == 0 else parts[at - 1].end_mark.index
    end = parts[at + 1].start_mark.index if at == 0 and len(parts) > 1 else parts[at].end_mark.index
    return text[:start] + text[end:]


def replayed(example: Path, folder: Path) -> Iterator[tuple[str, date]]:
    """Seal each month of the example's year in `folder`, which holds before each only what was known on that day.

    Yields the month and the day of its sealing once it is sealed.
    """
    whole = kept_files(read(example, "").parsed)
    if (example / "evidence").is_dir():
        shutil.copytree(example / "evidence", folder / "evidence")
    for month in range(1, 13):
        day = sealing_day(month)
        for name, parsed in whole.items():
            text, path = as_written_by(day, name, parsed), folder / name
            path.parent.mkdir(exist_ok=True, parents=True)
            path.unlink(missing_ok=True)
            if text is not None:
                path.write_text(text, encoding="utf-8", newline="\n")
        before = read(folder, "")
        stamp = Stamp(datetime(day.year, day.month, day.day, 17, 0, tzinfo=CHINA), OFFICE)
        period = f"2025-{month:02d}"
        edited = seal_month(before, period, last_day(2025, month), states(before, folder), stamp, None)
        (folder / ARCHIVES).mkdir(exist_ok=True)
        for name, data in {SEALS: edited.texts[SEALS].encode("utf-8"), **edited.copies}.items():
            (folder / name).write_bytes(data)
        yield period, day


def main() -> None:
    """Make the copy, with its seals and archives."""
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    place = Path(sys.argv[1])
    with TemporaryDirectory() as made:
        folder = Path(made)
        for period, day in replayed(EXAMPLE, folder):
            print(f"{period} sealed on {day}", file=sys.stderr)
        shutil.copytree(EXAMPLE, place)
        shutil.copytree(folder / ARCHIVES, place / ARCHIVES)
        shutil.copyfile(folder / SEALS, place / SEALS)


if __name__ == "__main__":
    main()
