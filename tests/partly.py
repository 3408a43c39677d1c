"""A registry with records of every kind, and edits of it, right and wrong, made of the part they touch or of all."""

import json
import re
import shutil
import sqlite3
from collections.abc import Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from dcgd.data_words import Decision
from dcgd.edits import adjustment, problem, report, request, withdrawal
from dcgd.edits.notice import add_answer
from dcgd.errors import UserError
from dcgd.index import store
from dcgd.index.freshness import Source
from dcgd.index.parts import part_of
from dcgd.index.schema import OWNED
from dcgd.model import Action, Adjustable, Answer, NoticeStep, Step
from dcgd.model.requests import RequestStep
from dcgd.registry.change import Edit, Edited, change
from dcgd.registry.load import Reading
from dcgd.source.edit import append
from stamps import stamp_of

STAMP = stamp_of(date(2023, 12, 1))
FILES = {
    "tasks.yaml": """\
document:
  number: 云政发〔2023〕3号
  title: 重点工作
  issuer: 云溪区人民政府
  issued: 2023-01-10
  start: 2023-01-01
  due: 2023-12-31
sections:
  - number: 一
    title: 工业
    tasks:
      - number: 1
        title: 高新技术企业
        text: 新增高新技术企业 15 家以上，产值 20 亿元。
        leads: [区科学技术局]
        targets:
          - {id: 1-1, indicator: 新增高新技术企业, kind: cumulative, comparator: at_least, value: 15, unit_measure: 家,
             quote: 新增高新技术企业 15 家以上, firmness: firm}
          - {id: 1-2, indicator: 产值, kind: level, comparator: at_least, value: 20, unit_measure: 亿元,
             quote: 产值 20 亿元, firmness: firm}
      # 下一项分解到各街道
      - number: 2
        title: 厂房
        text: 建成厂房 7 处。
        leads: [区住建局]
        participants: [区科技局]
        targets:
          - id: 2-1
            indicator: 厂房
            kind: cumulative
            comparator: at_least
            value: 7
            unit_measure: 处
            quote: 建成厂房 7 处
            firmness: firm
            shares:
              - {unit: 柳园街道, value: 4}
              - {unit: 新区街道办事处, value: 3}
  - number: 二
    title: 水利
    tasks:
      - number: 3
        title: 水闸
        text: |
          开展水闸安全鉴定。

        leads: [区水利局]
        milestones:
          - id: 3-m1
            title: 水闸安全鉴定
            quote: 开展水闸安全鉴定
            firmness: firm
            checkpoints: [{date: 2023-06-30, text: 完成招标}]
      - number: 4
        title: 河长制
        text: 落实河长制。
        leads: [区水利局]
""",
    "units.yaml": """\
units:
  - {name: 区科学技术局, aliases: [区科技局]}
  - {name: 区住房和城乡建设局, aliases: [区住建局]}
  - {name: 区水利局, short: 水利局}
  - {name: 柳园街道, aliases: [柳园街道办事处]}
  - {name: 新区街道, aliases: [新区街道办事处]}
  - {name: 区档案馆}
""",
    "progress/2023-06.yaml": """\
# 六月
reports:
  - {target: 1-1, date: 2023-06-30, value: 5, by: 区科学技术局}
  - {target: 2-1, share: 柳园街道办事处, date: 2023-06-30, value: 2, by: 柳园街道}
  - {target: 1-1, date: 2023-06-30, value: 6, by: 区水利局}   # 不是它的
  - {target: 2-1, share: 柳园街道, date: 2023-06-30, by: 区政府办公室, note: 报错了, withdrawn: true}

  # 整项的
  - task: 4
    date: 2023-06-30
    percent: 40.50
    note: >
      已经
      开展
""",
    "progress/2023-09.yaml": "reports:\n- {target: 1-1, date: 2023-09-30, value: 9, difficulty: 缺土地}\n"
    "- {milestone: 3-m1, date: 2023-09-30, percent: 20}",
    "problems.yaml": """\
problems:
  - id: WT-2023-001
    task: 1
    target: 1-1
    title: 缺土地
    steps:
      - {action: raise, date: 2023-07-01, by: 区科学技术局}
  - id: WT-2023-003
    task: 3
    title: 缺图纸
    steps:
      - {action: raise, date: 2023-07-02, by: 区水利局}
      - {action: assign, date: 2023-07-03, by: 区政府办公室, to: 区水利局, deadline: 2023-12-01}
  - {id: WT-2023-002, task: 4, title: 缺人, steps: [{action: raise, date: 2023-07-05, by: 水利局}]}
""",
    "notices.yaml": """\
notices:
  - {number: DB-2023-001, level: 蓝, unit: 区科学技术局, subject: 1-1, issued: 2023-07-01,
     reply_by: 2023-07-08, reason: 滞后}
  - {number: DB-2023-002, level: 蓝, unit: 区水利局, subject: "4", issued: 2023-07-02,
     reply_by: 2023-07-09, reason: 滞后}
""",
    "requests.yaml": """\
requests:
  - id: YQ-2023-001
    subject: 1-1
    field: due
    to: 2023-12-30
    steps:
      - {action: ask, date: 2023-08-20, by: 区科学技术局, note: 来不及}
  - id: YQ-2023-002
    subject: 3-m1
    field: due
    to: 2023-12-20
    steps:
      - {action: ask, date: 2023-08-21, by: 区水利局, note: 来不及}
""",
}


class Work(NamedTuple):
    """An edit, and the items and the records that it is said to be about."""

    edit: Edit[Any]
    items: tuple[str, ...] = ()
    records: tuple[str, ...] = ()


def claim(item: str, day: str, **more: Any) -> Work:
    """A report."""
    given = report.Claim(item=item, date=date.fromisoformat(day), on_purpose=True, **more)
    return Work(partial(report.record_report, claim=given, stamp=STAMP), (item,))


def withdrawn(item: str, day: str | None) -> Work:
    """A report withdrawn."""
    on = date.fromisoformat(day) if day else None
    return Work(lambda before: withdrawal.withdraw_report(before, item, on, "水利局", "报错了", STAMP), (item,))


def raised(item: str, title: str | None, by: str) -> Work:
    """A problem raised."""
    first = Step(action=Action.RAISE, date=date(2023, 11, 1), by=by)
    return Work(lambda before: problem.raise_problem(before, item, title, first, STAMP), (item,))


def stepped(id_: str, action: Action, day: str, to: str | None) -> Work:
    """A step of a problem."""
    deadline = date(2023, 12, 20) if to else None
    step = Step(action=action, date=date.fromisoformat(day), by="区科技局", to=to, deadline=deadline)
    return Work(lambda before: problem.add_step(before, id_, lambda _problem: step, STAMP), (), (id_,))


def answered(number: str, action: Answer, day: str) -> Work:
    """A step of a notice."""
    step = NoticeStep(action=action, date=date.fromisoformat(day), by="区水利局", note="好")
    return Work(lambda before: add_answer(before, number, step, STAMP), (), (number,))


def asked(item: str, to: str) -> Work:
    """A request for more time."""
    first = RequestStep(action=Decision.ASK, date=date(2023, 11, 1), by="水利局", note="来不及")
    new = date.fromisoformat(to)
    return Work(lambda before: request.ask(before, item, Adjustable.DUE, lambda _item: new, first, STAMP), (item,))


def decided(id_: str, action: Decision, day: str) -> Work:
    """A request decided."""
    step = RequestStep(action=action, date=date.fromisoformat(day), by="区政府常务会议", note="同意")
    return Work(lambda before: request.decide(before, id_, step, STAMP), (), (id_,))


def adjusted(item: str, to: str) -> Work:
    """An adjustment of a due date."""
    new, day = date.fromisoformat(to), date(2023, 11, 2)

    def edit(before: Reading) -> Edited[Any]:
        return adjustment.adjust(
            before, item, Adjustable.DUE, lambda _: new, day=day, reason="雨", approved_by="会议", stamp=STAMP
        )

    return Work(edit, (item,))


def written(file: str, key: str, record: dict[str, Any], items: Sequence[str]) -> Work:
    """A record written as it is, whatever it is about."""

    def edit(before: Reading) -> Edited[int]:
        there = before.parsed.get(file)
        return Edited({file: append(there.text if there else "", key, record)}, 0)

    return Work(edit, tuple(items))


class Sides:
    """Two registries that are the same: in one an edit goes by the part it touches, in the other by the whole."""

    def __init__(self, folder: Path) -> None:
        """Make both; `folder` is where they lie, the index apart from them."""
        self.part, self.whole, self.cache = folder / "part" / "y", folder / "whole" / "y", folder / "cache"
        for side in (self.part, self.whole):
            for name, text in FILES.items():
                (side / name).parent.mkdir(parents=True, exist_ok=True)
                (side / name).write_bytes(text.encode())
        self.source = Source(str(self.part), "")

    def by_part(self, work: Work) -> object:
        """What an edit of a part comes to, or how it is refused."""
        part = partial(part_of, self.source, self.cache, work.items, work.records)
        return _outcome(lambda: change(self.part, work.edit, "", part=part).result)

    def by_whole(self, work: Work) -> object:
        """What an edit of the whole comes to, or how it is refused."""
        return _outcome(lambda: change(self.whole, work.edit, "").result)

    def contents(self, side: Path) -> dict[str, bytes]:
        """The files of a side."""
        files = (path for path in sorted(side.rglob("*.yaml")))
        return {path.relative_to(side).as_posix(): path.read_bytes() for path in files}

    def rows(self, *, anew: bool) -> dict[str, list[tuple[Any, ...]]]:
        """What the index says of the registry, as it is kept or read anew."""
        cache = self.cache.with_name("anew") if anew else self.cache
        if anew:
            shutil.rmtree(cache, ignore_errors=True)
        connection = store.open_index([self.source], cache, lambda _done, _all: None)
        try:
            # A basis says what verdicts were made of, together with the digests of the files: those are compared.
            tables = [table for table in (*OWNED, "documents") if table != "bases"]
            return {table: _rows(connection, table) for table in tables}
        finally:
            connection.close()


_PLACE = re.compile(r"path=\([^()]*\)")
"""Where something stands in what was read, which is less in a part."""


def _outcome(call: Any) -> object:
    try:
        return _PLACE.sub("", repr(call()))
    except UserError as error:
        return type(error), error.args


def _rows(connection: sqlite3.Connection, table: str) -> list[tuple[Any, ...]]:
    if table == "files":  # their times differ
        return connection.execute("SELECT name, size, digest FROM files ORDER BY name").fetchall()
    columns = [name for _, name, *_ in connection.execute(f"PRAGMA table_info({table})")]
    named = ", ".join(f'"{name}"' for name in columns if (table, name) != ("tasks", "id"))
    if table == "withdrawn":  # each item's, each problem's … are asked for by themselves
        rows = connection.execute(f"SELECT {named} FROM withdrawn ORDER BY rowid").fetchall()
        return sorted(rows, key=lambda row: [str(json.loads(row[2]).get(key)) for key in ("target", "milestone", "id")])
    # Of one day and one file reports stand in its order; nothing asks for more.
    order = {"spans": "ORDER BY file, start, stop", "reports": "ORDER BY file, rowid"}.get(table, "")
    return connection.execute(f"SELECT {named} FROM {table} {order}").fetchall()
