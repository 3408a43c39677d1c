"""Fixtures for tests of papers: registries judged on a day, and one whose every text is an attack."""

import json
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from dcgd.index.freshness import Source
from dcgd.index.lookup import Filter
from dcgd.index.store import open_index
from dcgd.publish.snapshot import Snapshot, take_snapshot
from dcgd.tracking.judged_items import judged_items

EXAMPLE = Path(__file__).resolve().parents[1] / "examples" / "yunxi-2025"
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


def snapshot_of(folder: Path, day: date) -> Snapshot:
    """A registry as papers see it."""
    with closing(open_index([Source(str(folder), "")], None, lambda *_: None)) as connection:
        return take_snapshot(connection, day, judged_items(connection, Filter(), day), with_tasks=True)


@pytest.fixture
def judge() -> Callable[[Path, date], Snapshot]:
    return snapshot_of


@pytest.fixture(scope="session")
def snapshot() -> Snapshot:
    """The made-up district on the day on which it has every status."""
    return snapshot_of(EXAMPLE, date(2025, 9, 30))


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
    return snapshot_of(folder, date(2023, 9, 30))
