"""Write a draft's entities as tasks.yaml and units.yaml, laid out as a person would; equal input gives equal text."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import is_dataclass
from typing import Any

from dcgd.model import Document, Person, Section, Task, Unit
from dcgd.model.record import record
from dcgd.source.edit import flow_text, quoted, scalar_text

_HAN = re.compile("[\u4e00-\u9fff]")
_ALWAYS = frozenset({"comparator"})
"""Written although it has a default: whoever reviews a target looks at it."""
_BESIDE = frozenset({"checkpoints", "adjustments"})
"""Lists of short records, each of which stands on one line."""

_TASKS_HEAD = """\
# yaml-language-server: $schema=../schema/tasks.json
# 任务台账，由 dcgd import 从官方文件起草。标有 review: true 的要人工核对：对照原文改正，然后删去这一行。
# text 是官方原文，一字不差，责任单位另记在 leads 和 participants。改动后请运行 dcgd validate 和 dcgd verify。
"""
_UNITS_HEAD = """\
# yaml-language-server: $schema=../schema/units.json
# 责任单位：name 是规范名称，aliases 是别名、简称和原文里的另一种写法。
# 名称前写不写“区”和本地的地名（区水利局、水利局、某某区水利局），都认作同一个单位，不必写进 aliases。
# 标有 review: true 的，是否真是同一个单位、是否有这样一个单位，要人工核对；核对后删去这一行。
"""
_PEOPLE_HEAD = """\
# yaml-language-server: $schema=../schema/people.json
# 人员，由 dcgd import 从官方文件起草，请核对；次序即领导排序。同名的写作 张某某（水利），括号不印出来。
# 电话、邮箱只写在这里，不进网页、报表和导出。
"""


def tasks_yaml(document: Document, sections: Iterable[Section], comment: str = _TASKS_HEAD) -> str:
    """The text of tasks.yaml; reading it gives back the same entities. Default values are left out."""
    head = "\n".join(["document:", *(f"  {line}" for line in record_lines(document))])
    blocks = ["\n".join(entry_lines(section, 2)) for section in sections]
    return f"{comment}{head}\n\nsections:\n" + "\n\n".join(blocks) + "\n"


def units_yaml(units: Iterable[Unit]) -> str:
    """The text of units.yaml; reading it gives back the same units."""
    lines = [line for unit in units for line in entry_lines(unit, 2)]
    return _UNITS_HEAD + ("units:\n" + "\n".join(lines) if lines else "units: []") + "\n"


def people_yaml(people: Iterable[Person]) -> str:
    """The text of people.yaml, a person on a line; reading it gives back the same people."""
    return f"{_PEOPLE_HEAD}people:\n" + "".join(f"  - {flow_text(record(person))}\n" for person in people)


def entry_lines(entity: Section | Task | Unit, indent: int) -> list[str]:
    """The lines of one entry of a block list, with its dash in column `indent` (from 0)."""
    return [" " * indent + ("- " if at == 0 else "  ") + line for at, line in enumerate(record_lines(entity))]


def record_lines(entity: Any) -> Iterator[str]:
    """The lines of one record, without indentation."""
    for key, value in record(entity, _ALWAYS).items():
        if not isinstance(value, tuple):
            yield f"{key}: {scalar_line(key, value)}"
        elif value and is_dataclass(value[0]):
            yield f"{key}:"
            for inner in value:
                if key in _BESIDE or (key == "shares" and not inner.adjustments):
                    yield f"  - {flow_text(record(inner))}"
                else:
                    yield from entry_lines(inner, 2)
        else:
            yield f"{key}: [{', '.join(map(name_text, value))}]"


def name_text(name: str) -> str:
    """A unit's name in a list; 各县（市、区）人民政府 is quoted, so that `validate` does not
    take its 、 for a wrong separator between two names.
    """
    return quoted(name) if any(mark in name for mark in "，、；") else _text(name)


def _text(value: Any) -> str:
    """A scalar as YAML. A leading 【 is quoted, for it looks like a list in wrong brackets; 5G基站 needs no quotes."""
    if isinstance(value, str) and value.startswith(("［", "【", "「")):
        return quoted(value)
    worded = isinstance(value, str) and value[:1].isdigit() and _HAN.search(value)
    return str(value) if worded and scalar_text(f"第{value}") == f"第{value}" else scalar_text(value)


def scalar_line(key: str, value: Any) -> str:
    """The value of `key` as YAML. Ids such as 5-1 need no quotes: YAML reads them as text."""
    return str(value) if key == "id" and str(value).replace("-", "").replace("m", "").isdigit() else _text(value)
