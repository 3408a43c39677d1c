"""Kill writers at any moment, and let many write at once: `python tools/torture.py [--kills 500] [--writes 100]`.

Prints two tables for docs/reliability.md; ends with 1 and says what was broken if anything was.

A writer is a process of its own, forked from this one so that little of its life is loading modules. A third of the
kills come from outside after a random part of the time the command takes; a third from inside, at a random one of the
calls of C functions (open, write, fsync, rename, unlink …) that follow the first file opened for writing; a third at one
of the last of these, where the files are moved. All are SIGKILL. The random numbers come from `--seed`.
"""

import argparse
import os
import random
import re
import shutil
import signal
import sqlite3
import sys
import time
import zipfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from types import FrameType
from typing import Any, NamedTuple

from crowd import crowd
from processes import LOCK, command, done, ended, errors, forked, lay_ready, loaded, same_moment, tried, workplace
from writers import KILLED, Writer

_LAST = 250
"""So many calls at the end: the moving of the files lies among them."""


class Calls:
    """Counts the calls of C functions from the first file opened for writing, and dies at the one that is told."""

    def __init__(self, fatal: int) -> None:
        self.count, self.fatal, self.writing = 0, fatal, False
        sys.addaudithook(self._audit)
        sys.setprofile(self._profile)

    def _audit(self, event: str, args: tuple[Any, ...]) -> None:
        opened = event == "open" and isinstance(args[2], int) and args[2] & (os.O_WRONLY | os.O_RDWR)
        if (opened and not str(args[0]).endswith(LOCK)) or event == "sqlite3.connect":
            self.writing = True

    def _profile(self, _frame: FrameType, event: str, _argument: object) -> None:
        if self.writing and event in ("c_call", "c_return"):
            self.count += 1
            if self.count == self.fatal:
                os.kill(os.getpid(), signal.SIGKILL)


_RECORDED = re.compile(rb"recorded: [\d:T+-]+")


def contents(work: Path) -> dict[str, bytes]:
    """All files of a workplace but drafts, locks and the index, which may be thrown away; without when it was written."""
    return {
        path.relative_to(work).as_posix(): _RECORDED.sub(b"", path.read_bytes())
        for path in sorted(work.rglob("*"))
        if path.is_file() and not any(part[0] == "." or part == "cache" for part in path.relative_to(work).parts)
    }


def drafts(work: Path) -> list[str]:
    """Drafts that a killed writer left behind."""
    left = (path for path in work.rglob("*") if path.suffix in (".tmp", ".new"))
    return sorted(path.relative_to(work).as_posix() for path in left)


def whole(path: Path) -> bool:
    """Whether a file whose bytes differ from run to run (they hold a time) can be opened and read to its end."""
    if not path.exists():
        return False
    if path.suffix in (".xlsx", ".docx"):
        with zipfile.ZipFile(path) as archive:
            return archive.testzip() is None
    if path.suffix == ".sqlite":
        with closing(sqlite3.connect(path)) as connection:
            return bool(connection.execute("PRAGMA integrity_check").fetchone() == ("ok",))
    return False


class Tried(NamedTuple):
    """A writer, its kills, how many left the old, the new, and (of several files) some of each; drafts left behind."""

    name: str
    kills: int
    old: int
    new: int
    between: int
    drafts: int


def torment(writer: Writer, kills: int, chance: random.Random, base: Path) -> Tried:
    """Kill one writer so many times; raises AssertionError at what is neither the old nor the new whole."""
    if not kills:
        return Tried(writer.name, 0, 0, 0, 0, 0)
    start, end, work = base / "start", base / "end", base / "work"
    workplace(start)
    lay_ready(writer, start)
    shutil.copytree(start, end)
    begun = time.monotonic()
    done(end, writer.args)
    span = time.monotonic() - begun
    shutil.copytree(start, work)
    said = base / "said.txt"
    counted = said.with_suffix(".count")

    def counting() -> int:
        calls = Calls(0)
        code = command(writer.args)
        sys.setprofile(None)
        counted.write_text(str(calls.count))
        return code

    most = 0
    if kills > 1:  # the first comes from outside
        assert ended(forked(work, counting, said)) == 0
        most = int(counted.read_text())
    before, after = contents(start), contents(end)
    tally = {"old": 0, "new": 0, "between": 0, "drafts": 0}
    tried, quicker = 0, False
    while tried < kills:
        shutil.rmtree(work)
        shutil.copytree(start, work)
        said.unlink(missing_ok=True)
        if tried % 3:
            # One that made fewer calls than the one that was counted is not waited for at the end of them again.
            fatal = chance.randint(1 if tried % 3 == 1 or quicker else max(1, most - _LAST), most)

            def inside(fatal: int = fatal) -> int:
                Calls(fatal)
                return command(writer.args)

            process = forked(work, inside, said)
        else:
            process = forked(work, lambda: command(writer.args), said)
            time.sleep(chance.random() * span)
            os.kill(process, signal.SIGKILL)
        quicker = ended(process) != -signal.SIGKILL
        if quicker:
            continue
        tried += 1
        for state in judged(writer, work, before, after):
            tally[state] += 1
    return Tried(writer.name, kills, **tally)


def judged(writer: Writer, work: Path, before: dict[str, bytes], after: dict[str, bytes]) -> Iterator[str]:
    """What a kill left: "old", "new" or "between", and "drafts"; raises AssertionError at anything else."""
    now = contents(work)
    for name in {*before, *after, *now}:
        there = now.get(name)
        known = there in (before.get(name), after.get(name)) or (there is not None and whole(work / name))
        assert known, f"{writer.name}: {name} is neither the old nor the new one"
    assert errors(work / "data") == [], writer.name
    changed = [name for name in {*before, *after} if before.get(name) != after.get(name)]
    old = sum(now.get(name) == before.get(name) for name in changed)
    if not changed:  # only the index is written, which is judged by what it answers
        old = len(changed) if not list((work / "cache").glob("*.sqlite")) else -1
    yield "old" if old == len(changed) else "between" if old > 0 else "new"
    if drafts(work):
        yield "drafts"
    # Neither a lock nor a draft nor an index that the dead process left stands in the way of the next.
    if old:
        if writer.told and 0 < old < len(changed):
            assert writer.told in done(work, writer.args), f"{writer.name}: who goes on is not told what is left"
        done(work, writer.again if writer.again and old < len(changed) else writer.args)
        now = contents(work)
        wrong = [name for name in {*after, *now} if now.get(name) != after.get(name) and not whole(work / name)]
        assert wrong == [], f"{writer.name}: run again it leaves {wrong} otherwise"
    else:
        done(work, ("progress", "add", "2-1", "--value", "50", "--date", "2026-04-30"))
        assert drafts(work / "data") == [], "the next writer clears away what the dead one left"
    assert errors(work / "data") == [], writer.name
    kept, fresh = (indexed(work, cache) for cache in (work / "cache", None))
    assert kept == fresh, f"{writer.name}: the index left behind answers otherwise than the files"


def indexed(work: Path, cache: Path | None) -> list[tuple[Any, ...]]:
    """All reports and tasks as an index has them: the one kept in `cache`, or one made now."""
    from dcgd.index.freshness import Source
    from dcgd.index.store import open_index

    connection = open_index([Source(str(work / "data"), "")], cache, lambda _done, _all: None)
    # The `id` of a task is the search index's own: it is never used again when a registry is read anew.
    queries = [f"SELECT * FROM {table}" for table in ("reports", "problems", "notices")]
    queries.append("SELECT document, number, section, title, leads, participants, due, note, text FROM tasks")
    rows = [row for query in queries for row in connection.execute(query)]
    connection.close()
    return rows


def main() -> int:
    """Print the figures; 1 if anything was lost."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--kills", type=int, default=500, help="in total, over all writers")
    options.add_argument("--writers", type=int, default=8, help="processes that write at once")
    options.add_argument("--writes", type=int, default=100, help="by each of them")
    options.add_argument("--seed", type=int, default=1)
    given = options.parse_args()
    loaded()
    same_moment()

    def trial(base: Path) -> None:
        if given.kills:
            print(
                "| 写入的命令 | 强杀 | 旧的完整 | 新的完整 | 几个文件新旧都有 | 留下草稿 |\n|---|--:|--:|--:|--:|--:|"
            )
            chance = random.Random(given.seed)
            for index, writer in enumerate(KILLED):
                share = given.kills * (index + 1) // len(KILLED) - given.kills * index // len(KILLED)
                row = torment(writer, share, chance, base / f"w{index}")
                print("| " + " | ".join(map(str, row)) + " |", flush=True)
        if given.writes:
            writes, reads, seconds = crowd(given.writers, given.writes, base)
            print(
                f"\n{given.writers} 个进程同时写 {writes} 条，丢 0 条，重 0 条，{seconds:.1f} 秒；同时读了 {reads} 次，没有一次读到半截。"
            )

    return tried(trial)


if __name__ == "__main__":
    sys.exit(main())
