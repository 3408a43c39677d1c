"""Checks of numbers and ids: sections, tasks, targets, milestones."""

import re
from collections.abc import Iterator

from dcgd.diagnostics import Code, Finding, Severity
from dcgd.model import Target
from dcgd.naming import chinese_number, parse_number
from dcgd.registry.content import Registry
from dcgd.registry.directory import Directory

SECTION_ORDER = Code(
    "section-order",
    Severity.ERROR,
    "章节序号不对",
    "章节应从一开始，依次不缺、不重、不乱。",
    "number: 一 … number: 三",
    "number: 一 … number: 二 … number: 三",
    "对照原文补上漏掉的章节，或改正章节号。",
)
TASK_MISSING = Code(
    "task-missing",
    Severity.ERROR,
    "任务缺号",
    "任务序号应从 1 起全文连续，这里跳过了号。",
    "number: 4 … number: 6",
    "number: 4 … number: 5 … number: 6",
    "对照原文补上缺的任务，或改正序号。",
)
TASK_DOUBLED = Code(
    "task-doubled",
    Severity.ERROR,
    "任务重号",
    "两项任务用了同一个序号。",
    "number: 5 … number: 5",
    "number: 5 … number: 6",
    "对照原文，给其中一项改正序号，连同它的目标和成果的编号。",
)
TASK_ORDER = Code(
    "task-order",
    Severity.ERROR,
    "任务乱序",
    "任务没有按序号排列。",
    "number: 6 … number: 5",
    "number: 5 … number: 6",
    "把任务移到按序号应在的地方。",
)
ITEM_ID = Code(
    "item-id",
    Severity.ERROR,
    "编号与任务不符",
    "目标的编号应是 任务号-序号（5-1），成果的编号应是 任务号-m序号（5-m1）。",
    "number: 5 的任务里 id: 6-1",
    "id: 5-1",
    "改成所在任务的序号开头；已经有进展的编号不要改，否则进展会找不到目标。",
)
ITEM_DOUBLED = Code(
    "item-doubled",
    Severity.ERROR,
    "编号重复",
    "两个目标或成果用了同一个编号，进展会记混。",
    "id: 5-1 … id: 5-1",
    "id: 5-1 … id: 5-2",
    "给后一个换一个没有用过的序号。",
)
CODES = (SECTION_ORDER, TASK_MISSING, TASK_DOUBLED, TASK_ORDER, ITEM_ID, ITEM_DOUBLED)

_ORDINAL = re.compile(r"[1-9][0-9]{0,3}", re.ASCII)


def sections(registry: Registry, _directory: Directory) -> Iterator[Finding]:
    """Sections are numbered 一, 二 … without gap, repeat or disorder. One slip is one finding: the next number follows
    the one that is written; and a gap where a section could not be read is none.
    """
    expected = 1
    for filed in registry.sections:
        number = parse_number(filed.entity.number)
        gap = number is not None and number > expected and registry.broken_tasks
        if number != expected and not gap:
            wanted = chinese_number(expected) if expected <= 999 else str(expected)
            message = f"章节号“{filed.entity.number}”，这里应是“{wanted}”"
            yield SECTION_ORDER.at(filed.place.at("number"), message, "依次编号，不缺、不重、不乱")
        expected = (expected if number is None else number) + 1


def tasks(registry: Registry, _directory: Directory) -> Iterator[Finding]:
    """Tasks are numbered from 1 through the whole document. Tasks that could not be read are not missed."""
    seen: set[int] = set()
    highest = 0
    present = {filed.entity.number for filed in registry.tasks} | registry.broken
    for filed in registry.tasks:
        number, place = filed.entity.number, filed.place.at("number")
        if number in seen:
            yield TASK_DOUBLED.at(place, f"序号 {number} 已经用过", "改成没有用过的序号")
        elif number < highest:
            yield TASK_ORDER.at(place, f"任务 {number} 排在任务 {highest} 之后", "按序号排列")
        else:
            missing = [gap for gap in range(highest + 1, min(number, highest + 1000)) if gap not in present]
            if missing:
                numbers = "、".join(str(gap) for gap in missing[:10]) + ("…" if len(missing) > 10 else "")
                yield TASK_MISSING.at(place, f"缺少任务 {numbers}", "补上，或改正序号")
        seen.add(number)
        highest = max(highest, number)


def ids(registry: Registry, _directory: Directory) -> Iterator[Finding]:
    """A target of task 5 is 5-1, 5-2 …, a milestone 5-m1 …; no id twice."""
    seen: set[str] = set()
    for filed, item, place in registry.items:
        number = filed.entity.number
        prefix = f"{number}-" if isinstance(item, Target) else f"{number}-m"
        if not (item.id.startswith(prefix) and _ORDINAL.fullmatch(item.id, len(prefix))):
            example = f"{number}-1" if isinstance(item, Target) else f"{number}-m1"
            yield ITEM_ID.at(place.at("id"), f"编号“{item.id}”不是任务 {number} 的", f"写作 {example} 的样子")
        if item.id in seen:
            yield ITEM_DOUBLED.at(place.at("id"), f"编号“{item.id}”已经用过", "换一个序号")
        seen.add(item.id)


CHECKS = (sections, tasks, ids)
