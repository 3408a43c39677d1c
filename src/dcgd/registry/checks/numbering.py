"""Checks of numbers and ids: sections, tasks, targets, milestones."""

import re
from collections.abc import Iterator

from dcgd.model import Target
from dcgd.naming import chinese_number, parse_number
from dcgd.registry.checks import Finding
from dcgd.registry.content import Registry
from dcgd.registry.directory import Directory

_ORDINAL = re.compile(r"[1-9][0-9]{0,3}", re.ASCII)


def sections(registry: Registry, _directory: Directory) -> Iterator[Finding]:
    """Sections are numbered 一, 二 … without gap, repeat or disorder. One slip is one finding: the next number follows
    the one that is written; and a gap where a section could not be read is none.
    """
    expected = 1
    for filed in registry.sections:
        found = parse_number(filed.entity.number)
        gap = found is not None and found > expected and registry.broken_tasks
        if found != expected and not gap:
            wanted = chinese_number(expected) if expected <= 999 else str(expected)
            message = f"章节号“{filed.entity.number}”，这里应是“{wanted}”"
            yield Finding("section-order", filed.place.at("number"), message, "依次编号，不缺、不重、不乱")
        expected = (expected if found is None else found) + 1


def tasks(registry: Registry, _directory: Directory) -> Iterator[Finding]:
    """Tasks are numbered from 1 through the whole document. Tasks that could not be read are not missed."""
    seen: set[int] = set()
    highest = 0
    present = {filed.entity.number for filed in registry.tasks} | registry.broken
    for filed in registry.tasks:
        number, place = filed.entity.number, filed.place.at("number")
        if number in seen:
            yield Finding("task-doubled", place, f"序号 {number} 已经用过", "改成没有用过的序号")
        elif number < highest:
            yield Finding("task-order", place, f"任务 {number} 排在任务 {highest} 之后", "按序号排列")
        else:
            missing = [gap for gap in range(highest + 1, min(number, highest + 1000)) if gap not in present]
            if missing:
                numbers = "、".join(str(gap) for gap in missing[:10]) + ("…" if len(missing) > 10 else "")
                yield Finding("task-missing", place, f"缺少任务 {numbers}", "补上，或改正序号")
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
            yield Finding("item-id", place.at("id"), f"编号“{item.id}”不是任务 {number} 的", f"写作 {example} 的样子")
        if item.id in seen:
            yield Finding("item-doubled", place.at("id"), f"编号“{item.id}”已经用过", "换一个序号")
        seen.add(item.id)


CHECKS = (sections, tasks, ids)
