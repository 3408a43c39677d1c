"""Cut the power at every moment of every writer: `python tools/power.py`. Ends with 1 and says what was broken.

A writer runs in a process of its own, where every file that is made, opened for writing, renamed, removed or synced in
its workplace is taken down. Then every moment between two of these is looked at as a power cut may leave it: of what a
folder was told since it was last synced nothing, all or any beginning has reached the disk, for each folder apart; a file
that has not been synced since it was opened for writing is empty. A registry must be the old or the new one as a whole
(which a plan on the disk may make it), any other file the old or the new one; and once the command has ended, all must be
the new one whatever of the unsynced is lost.
"""

import json
import os
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from disk import Disk, Node, Recorder, content, tree, visible
from processes import command, ended, forked, lay_ready, loaded, tried, workplace
from writers import KILLED, Writer

PLAN = ".dcgd.plan"


class Cut(NamedTuple):
    """A writer, its moments, and the different states in which a power cut may leave its workplace."""

    name: str
    moments: int
    states: int


def cut(writer: Writer, base: Path) -> Cut:
    """Cut the power at every moment of one writer; raises AssertionError at what is neither the old nor the new."""
    start, work, keep = base / "start", base / "work", base / "keep"
    workplace(start)
    lay_ready(writer, start)
    shutil.copytree(start, work)
    keep.mkdir()

    def recorded() -> int:
        Recorder(work, keep)
        return command(writer.args)

    said = base / "said.txt"
    code = ended(forked(work, recorded, said))
    assert code == 0, said.read_text("utf-8")
    disk = Disk(tree(start))
    old, new = (
        visible({path: content(node) for path, node in Disk(tree(folder)).files([]).items()})
        for folder in (start, work)
    )
    known: set[frozenset[tuple[str, int, Path | None]]] = set()
    log = (keep / "log").read_text("utf-8").splitlines()
    for line in [None, *log]:
        if line:
            disk.hear(json.loads(line), keep)
        for files in disk.states():
            state = frozenset((path, id(node), node.kept) for path, node in files.items())
            if state not in known:
                known.add(state)
                assert_old_or_new(writer.name, files, old, new, base / "state")
    lost = disk.files(
        sorted(number for folder, told in disk.told.items() for number in told[: disk.lasting.get(folder, 0)])
    )
    last = visible({path: content(node) for path, node in lost.items()})
    wrong = [path for path in {*last, *new} if last.get(path) != new.get(path)]
    assert not wrong, f"{writer.name}: what was said to be written may be lost: {wrong}"
    return Cut(writer.name, len(log) + 1, len(known))


def assert_old_or_new(
    name: str, files: Mapping[str, Node], old: Mapping[str, bytes], new: Mapping[str, bytes], place: Path
) -> None:
    """Raise AssertionError if a registry is neither the old nor the new one, or any other file is neither."""
    now: dict[str, bytes] = visible({path: content(node) for path, node in files.items()})
    for path in files:
        if path.endswith(PLAN):
            now |= as_read(str(Path(path).parent), files, {*old, *new}, place)
    registries = {str(Path(path).parent) for path in new if path.endswith("tasks.yaml")}
    for folder in registries:
        sides = [
            {path: data for path, data in side.items() if path.startswith(f"{folder}/")} for side in (old, new, now)
        ]
        # A piece of evidence is called by its digest and lies ready before a report names it: until then it is nobody's.
        ready = {path for path in sides[2] if path.startswith(f"{folder}/evidence/") and path not in sides[0]}
        gone = [path for path in {*sides[0], *sides[2]} - ready if sides[0].get(path) != sides[2].get(path)]
        left = [path for path in {*sides[1], *sides[2]} if sides[1].get(path) != sides[2].get(path)]
        assert not gone or not left, f"{name}: {folder} is neither the old ({gone}) nor the new ({left})"
    for path, data in now.items():
        assert data in (old.get(path), new.get(path)), f"{name}: {path} is neither the old nor the new one"
    for path in old:
        assert path in now or path not in new, f"{name}: {path} is gone"


def as_read(folder: str, files: Mapping[str, Node], names: set[str], place: Path) -> dict[str, bytes]:
    """What a reader who finds a plan sees of a registry. The drafts are the very files they were."""
    from dcgd.registry.view import View

    shutil.rmtree(place, ignore_errors=True)
    for path, node in files.items():
        (place / path).parent.mkdir(parents=True, exist_ok=True)
        if node.kept:
            os.link(node.kept, place / path)
        else:
            (place / path).write_bytes(content(node))
    view = View(place / folder)
    seen = {}
    for name in names:
        if name.startswith(f"{folder}/"):
            try:
                seen[name] = view.content(place / name)
            except OSError:
                continue  # not there, or not to be read
    return seen


def all_writers(base: Path) -> None:
    """Print what was tried of each."""
    print("| 写入的命令 | 断电的时刻 | 可能留下的状态 |\n|---|--:|--:|")
    for index, writer in enumerate(KILLED):
        print("| " + " | ".join(map(str, cut(writer, base / f"w{index}"))) + " |", flush=True)


if __name__ == "__main__":
    loaded()
    sys.exit(tried(all_writers))
