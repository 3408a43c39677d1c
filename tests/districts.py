"""Registries that tests read, and what the program makes of them: an index, judged items, a snapshot.

`snapshot` is of the made-up district on a day, `hostile` of a registry whose every text is an attack, a `World`
one that changes beside its kept index.
"""

import json
import os
import shutil
import sqlite3
import time
from collections.abc import Iterable
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dcgd.index.freshness import Source
from dcgd.index.lookup import Filter
from dcgd.index.schema import TABLES, TableName
from dcgd.index.store import open_index
from dcgd.publish.snapshot import Snapshot, take_snapshot
from dcgd.tracking.judged_items import JudgedItem, judged_items

ROOT = Path(__file__).resolve().parents[1]
EXAMPLE = ROOT / "examples" / "yunxi-2025"
"""The made-up district."""
BASE = ROOT / "tests" / "examples" / "base"
SMALL = ROOT / "tests" / "registry" / "small"
REPORT = "reports:\n  - {target: 1-1, date: 2023-06-30, value: %s}\n"
HOUR = 3600 * 10**9
ATTACKS = (
    '=HYPERLINK("http://evil.example","点我")',
    "+1+1",
    "-2+3",
    "@SUM(A1:A9)",
    "＝1+1",
    "<script>alert(1)</script><b>粗</b>",
    "**粗** _斜_ `码` [链](http://evil.example) ![图](http://evil.example) ~~删~~ | 竖 | # 题",
    "http://evil.example/a?b=c&d www.evil.example",
    "{{ 7*7 }}{% for x in y %}{# 注 #}{{ ''.__class__ }}",
    '{ HYPERLINK "http://evil.example" }',
    '</w:t></w:r><w:fldSimple w:instr="DATE"/><w:r><w:t>',
    "&lt;b&gt; &amp; &#60; ]]> <!-- -->",
    "BEGIN:VALARM;ATTENDEE=x,\\n\\;",
    "很长" * 4000,
)


def nothing(_done: int, _total: int) -> None:
    """Who builds an index tells nobody how far it is."""


def opened(*folders: Path, cache: Path | None = None) -> sqlite3.Connection:
    """An index over registries, in memory if nowhere else; of several each goes by the name of its folder."""
    several = len(folders) > 1
    return open_index([Source(str(path), path.name if several else "") for path in folders], cache, nothing)


def judged(*folders: Path, day: date, tasks: Iterable[tuple[int, int]] | None = None) -> list[JudgedItem]:
    """All items of registries, or those of some tasks, judged as of a day."""
    with closing(opened(*folders)) as connection:
        return list(judged_items(connection, Filter(tasks=None if tasks is None else frozenset(tasks)), day))


def judged_by_id(folder: Path, day: date) -> dict[str, JudgedItem]:
    """All items of a registry judged as of a day, by their ids."""
    return {item.item.id: item for item in judged(folder, day=day)}


def snapshot_of(*folders: Path, day: date) -> Snapshot:
    """Registries as papers see them."""
    with closing(opened(*folders)) as connection:
        return take_snapshot(connection, day, judged_items(connection, Filter(), day), with_tasks=True)


@pytest.fixture(scope="session")
def snapshot() -> Snapshot:
    """The made-up district on the day on which it has every status."""
    return snapshot_of(EXAMPLE, day=date(2025, 9, 30))


@pytest.fixture
def attacks() -> tuple[str, ...]:
    return ATTACKS


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """A registry in which every text that people write is an attack."""
    folder = tmp_path_factory.mktemp("hostile")
    (folder / "progress").mkdir(parents=True)
    said = [json.dumps(attack, ensure_ascii=False) for attack in ATTACKS]
    head = (
        f"document: {{number: {said[0]}, title: {said[5]}, issuer: {said[6]}, "
        f"issued: 2023-01-01, start: 2023-01-01, due: 2023-12-31}}\nsections:\n"
        f"- number: 一\n  title: {said[6]}\n  tasks:\n"
    )
    tasks, reports, problems = [], [], []
    for number, text in enumerate(said, 1):
        tasks.append(
            f"  - number: {number}\n    title: {text}\n    text: {text}\n    leads: [{text}]\n    targets:\n"
            f"    - {{id: {number}-1, indicator: {text}, kind: cumulative, value: 100, unit_measure: {text[:20]}"
            + ('"' if len(text) > 20 else "")
            + f", quote: {text}}}\n    - {{id: {number}-2, indicator: {text}, kind: cumulative, value: 9, "
            f"unit_measure: 个, quote: {text}}}\n"
        )
        reports.append(f"- {{target: {number}-1, date: 2023-06-30, value: {number}, note: {text}}}\n")
        problems.append(
            f"- {{id: WT-2023-{number:03d}, task: {number}, title: {text}, "
            f"steps: [{{action: raise, date: 2023-06-01, by: {text}}}]}}\n"
        )
    (folder / "tasks.yaml").write_text(head + "".join(tasks), encoding="utf-8")
    (folder / "units.yaml").write_text("units:\n" + "".join(f"- name: {text}\n" for text in said), encoding="utf-8")
    (folder / "progress" / "2023-06.yaml").write_text("reports:\n" + "".join(reports), encoding="utf-8")
    (folder / "problems.yaml").write_text("problems:\n" + "".join(problems), encoding="utf-8")
    return snapshot_of(folder, day=date(2023, 9, 30))


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
        connection = opened(self.folder, cache=self.cache)
        try:
            rows: dict[str, list[Any]] = {}
            for table in TABLES:
                columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
                kept = [
                    name
                    for name in columns
                    if name not in ("document", "id") or (table is not TableName.TASKS and name == "id")
                ]
                rows[table] = connection.execute(
                    f"SELECT {', '.join(map(quoted, kept))} FROM {table} ORDER BY 1, 2, 3"
                ).fetchall()
            return rows
        finally:
            connection.close()

    def titles(self) -> list[str]:
        return [row[2] for row in sorted(self.named("number, section, title"))]

    def named(self, columns: str, table: str = "tasks") -> list[Any]:
        connection = opened(self.folder, cache=self.cache)
        try:
            return connection.execute(f"SELECT {columns} FROM {table}").fetchall()
        finally:
            connection.close()

    def truth(self) -> dict[str, list[Any]]:
        return World(self.folder, None).ask()

    @property
    def file(self) -> Path:
        assert self.cache is not None
        [index] = self.cache.glob("*.sqlite")
        return index


def settle(world: World) -> None:
    """As if some seconds had passed: the files' times lie back, and the index knows."""
    back = time.time_ns() - HOUR
    for path in world.folder.rglob("*.yaml"):
        os.utime(path, ns=(back, back))


def assert_sound(world: World) -> None:
    assert world.titles() == ["壮大企业", "节水"]
    assert world.ask() == world.truth()
