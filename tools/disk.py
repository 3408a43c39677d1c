"""What a process does to files, taken down; and what of it a power cut may leave on the disk."""

import itertools
import json
import os
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

_MOST = 200
"""So many ways in which the unsynced may be lost are tried at one moment."""


def opened(handle: int) -> Path:
    """The path of an open file."""
    return Path(f"/proc/self/fd/{handle}").readlink()


class Recorder:
    """Takes down, as lines of JSON, what a process does to the files below a folder; keeps what was synced."""

    def __init__(self, work: Path, keep: Path) -> None:
        self.work, self.keep, self.muted = work.resolve(), keep, False
        self.lines = (keep / "log").open("a", encoding="utf-8")
        self.synced, self._fsync = 0, os.fsync
        sys.addaudithook(self.hear)
        os.fsync = self.fsync  # type: ignore[assignment]

    def inside(self, path: Any, folder: int | None = None) -> str | None:
        """A path below the workplace but not in its cache, relative to it."""
        if isinstance(path, int) or path is None:
            return None
        place = Path(os.fsdecode(path))
        if folder is not None and folder >= 0:
            place = opened(folder) / place
        place = place.parent.resolve() / place.name
        inner = place.relative_to(self.work).as_posix() if place.is_relative_to(self.work) else "cache"
        return None if inner.startswith("cache") else inner

    def say(self, *words: object) -> None:
        """One line of the log."""
        self.lines.write(json.dumps(words) + "\n")
        self.lines.flush()

    def hear(self, event: str, args: tuple[Any, ...]) -> None:
        """What Python tells of its calls, before it makes them."""
        if self.muted or event not in ("open", "os.rename", "os.remove", "os.rmdir", "os.mkdir", "os.link"):
            return
        self.muted = True
        try:
            if event == "open":
                path = self.inside(args[0])
                if path and isinstance(args[2], int) and args[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
                    self.say("open", path)
            elif event in ("os.rename", "os.link"):
                source, target = self.inside(args[0], args[2]), self.inside(args[1], args[3])
                if source or target:
                    self.say(event, source, target)
            else:
                path = self.inside(args[0], args[-1])
                if path:
                    self.say(event, path)
        finally:
            self.muted = False

    def fsync(self, handle: int) -> None:
        """Sync, take it down, and keep what was synced under another name."""
        self._fsync(handle)
        self.muted = True
        try:
            path = self.inside(opened(handle))
            if path is None:
                return
            place, about = self.work / path, os.fstat(handle)
            if place.is_dir():
                self.say("sync folder", path)
                return
            self.synced += 1
            os.link(place, self.keep / str(self.synced))
            self.say("sync", path, self.synced, about.st_size, about.st_mtime_ns)
        finally:
            self.muted = False


@dataclass(eq=False)
class Node:
    """A file or a folder, whatever its name. A file's `kept` is where what was synced of it lies; None for nothing."""

    start: Path | None = None
    kept: Path | None = None
    entries: dict[str, "Node"] | None = None


class Change(NamedTuple):
    """Something that a folder was told: in that folder and another, names removed and names given."""

    home: Node
    gone: tuple[tuple[Node, str], ...]
    come: tuple[tuple[Node, str, Node], ...]


@dataclass
class Disk:
    """What a workplace is, and what of it has reached the disk."""

    root: Node
    changes: list[Change] = field(default_factory=list)
    told: dict[Node, list[int]] = field(default_factory=dict)
    """The numbers of the changes of each folder."""
    lasting: dict[Node, int] = field(default_factory=dict)
    """How many of these have been synced."""
    now: dict[Node, dict[str, Node]] = field(default_factory=dict)

    def names(self, folder: Node) -> dict[str, Node]:
        """What a folder holds now."""
        return self.now.setdefault(folder, dict(folder.entries or {}))

    def place(self, path: str) -> tuple[Node, str]:
        """The folder of a path, and its name in there."""
        *above, name = path.split("/")
        node = self.root
        for part in above:
            node = self.names(node)[part]
        return node, name

    def tell(self, change: Change) -> None:
        """Take down a change."""
        self.told.setdefault(change.home, []).append(len(self.changes))
        self.changes.append(change)
        for folder, name in change.gone:
            self.names(folder).pop(name)
        for folder, name, node in change.come:
            self.names(folder)[name] = node

    def hear(self, words: list[Any], keep: Path) -> None:
        """What a line of the log says."""
        event, path = words[0], words[1]
        folder, name = self.place(path) if path not in (None, ".") else (self.root, "")
        there = self.names(folder).get(name)
        if event == "open":
            if there is None:
                self.tell(Change(folder, (), ((folder, name, Node()),)))
            else:
                there.kept = there.start = None
        elif event == "sync":
            assert there is not None, words
            there.kept = keep / str(words[2])
            about = there.kept.stat()
            assert (about.st_size, about.st_mtime_ns) == (words[3], words[4]), f"{path} was written after it was synced"
        elif event == "sync folder":
            node = there or self.root
            self.lasting[node] = len(self.told.get(node, []))
        elif event == "os.mkdir":
            self.tell(Change(folder, (), ((folder, name, Node(entries={})),)))
        elif event == "os.rename":
            target, title = self.place(words[2])
            assert there is not None, words
            self.tell(Change(target, ((folder, name),), ((target, title, there),)))
        elif there is not None:  # removed; what was not there is not
            self.tell(Change(folder, ((folder, name),), ()))

    def states(self) -> Iterator[dict[str, Node]]:
        """All that a power cut may leave now: for each folder nothing, all, or any beginning of what is not synced."""
        choices = [
            [(folder, count) for count in range(self.lasting.get(folder, 0), len(told) + 1)]
            for folder, told in self.told.items()
        ]
        for survivors in itertools.islice(itertools.product(*choices), _MOST):
            kept = {number for folder, count in survivors for number in self.told[folder][:count]}
            yield self.files(sorted(kept))

    def files(self, kept: list[int]) -> dict[str, Node]:
        """The files by their paths, when of all changes these have reached the disk."""
        names: dict[Node, dict[str, Node]] = {}

        def of(folder: Node) -> dict[str, Node]:
            return names.setdefault(folder, dict(folder.entries or {}))

        for number in kept:
            for folder, name in self.changes[number].gone:
                of(folder).pop(name, None)
            for folder, name, node in self.changes[number].come:
                of(folder)[name] = node
        there: dict[str, Node] = {}

        def walk(folder: Node, prefix: str) -> None:
            for name, node in of(folder).items():
                if node.entries is None:
                    there[prefix + name] = node
                else:
                    walk(node, f"{prefix}{name}/")

        walk(self.root, "")
        return there


def tree(folder: Path) -> Node:
    """A folder that is on the disk."""
    return Node(entries={path.name: tree(path) if path.is_dir() else Node(path) for path in folder.iterdir()})


def content(node: Node) -> bytes:
    """What of a file has reached the disk."""
    path = node.kept or node.start
    return path.read_bytes() if path else b""


def visible(files: Mapping[str, Any]) -> dict[str, Any]:
    """The files without drafts, locks, plans and the cache, which may be thrown away."""
    parts = {path: path.split("/") for path in files}
    return {
        path: files[path] for path in files if parts[path][0] != "cache" and not any(p[0] == "." for p in parts[path])
    }
