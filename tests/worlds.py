"""What the tests of the kept index share: a registry that changes, a cache, and what the index says of it."""

import os
import shutil
import time
from pathlib import Path
from typing import Any

from dcgd.index.freshness import Source
from dcgd.index.schema import TABLES, TableName
from dcgd.index.store import open_index

ROOT = Path(__file__).resolve().parents[1]
BASE = ROOT / "tests/examples/base"
REPORT = "reports:\n  - {target: 1-1, date: 2023-06-30, value: %s}\n"
HOUR = 3600 * 10**9


def nothing(_done: int, _total: int) -> None:
    pass


def quoted(name: str) -> str:
    """A column as SQL takes it whatever it is called: units have a `group`."""
    return f'"{name}"'


class World:
    """A registry and a cache folder, and what the index says of the registry."""

    def __init__(self, folder: Path, cache: Path | None) -> None:
        self.folder, self.cache = folder, cache
        if not folder.exists():
            shutil.copytree(BASE, folder)

    def put(self, name: str, text: str) -> None:
        (self.folder / name).parent.mkdir(exist_ok=True)
        (self.folder / name).write_text(text, encoding="utf-8")

    def swap(self, old: str, new: str, name: str = "tasks.yaml") -> None:
        text = (self.folder / name).read_text(encoding="utf-8")
        assert old in text
        self.put(name, text.replace(old, new))

    def ask(self) -> dict[str, list[Any]]:
        """All public rows without the document's id."""
        connection = open_index([Source(str(self.folder), "")], self.cache, nothing)
        try:
            found: dict[str, list[Any]] = {}
            for table in TABLES:
                columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
                kept = [
                    name
                    for name in columns
                    if name not in ("document", "id") or (table is not TableName.TASKS and name == "id")
                ]
                found[table] = connection.execute(
                    f"SELECT {', '.join(map(quoted, kept))} FROM {table} ORDER BY 1, 2, 3"
                ).fetchall()
            return found
        finally:
            connection.close()

    def titles(self) -> list[str]:
        return [row[2] for row in sorted(self.named("number, section, title"))]

    def named(self, columns: str, table: str = "tasks") -> list[Any]:
        connection = open_index([Source(str(self.folder), "")], self.cache, nothing)
        try:
            return connection.execute(f"SELECT {columns} FROM {table}").fetchall()
        finally:
            connection.close()

    def truth(self) -> dict[str, list[Any]]:
        return World(self.folder, None).ask()

    @property
    def file(self) -> Path:
        assert self.cache is not None
        [found] = self.cache.glob("*.sqlite")
        return found


def settle(world: World) -> None:
    """As if some seconds had passed: the files' times lie back, and the index knows."""
    back = time.time_ns() - HOUR
    for path in world.folder.rglob("*.yaml"):
        os.utime(path, ns=(back, back))


def assert_sound(world: World) -> None:
    assert world.titles() == ["壮大企业", "节水"]
    assert world.ask() == world.truth()
