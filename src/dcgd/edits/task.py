"""Add a task, a target or a milestone: `dcgd add`."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from dcgd.edits.texts import edited_file
from dcgd.errors import NotFound, Refused
from dcgd.model import Milestone, Target, Task
from dcgd.model.record import record
from dcgd.naming import chinese_number, nearest, not_found, parse_number, parted
from dcgd.registry.change import Edited
from dcgd.registry.content import FiledTask, Registry
from dcgd.registry.directory import Directory
from dcgd.registry.files import TASKS
from dcgd.registry.load import Reading
from dcgd.source.edit import append
from dcgd.source.layout import Tall


def add_task(
    before: Reading, new: Task, section: str | None, heading: str | None, issued: date | None = None
) -> Edited[Task]:
    """Add a task at the end of the document, for tasks are numbered through it; its number becomes the next one.

    `section` names the last section, which is also meant by None; `heading` is the title of a new one, `issued` its
    day, of a meeting or a batch of directives. Raises NotFound, Refused, CannotEdit.
    """
    registry = before.registry
    _need_sound(registry)
    for name in (*new.leads, *new.participants):
        known_unit(registry, name)
    task = replace(new, number=max((filed.entity.number for filed in registry.tasks), default=0) + 1)
    if heading is not None:
        number = chinese_number(len(registry.sections) + 1)
        chapter = Tall(number=number, title=heading)
        if issued is not None:
            chapter["issued"] = issued
        chapter["tasks"] = [_entry(task)]
        return Edited(edited_file(before, TASKS, lambda text: append(text, "sections", chapter)), task)
    path = ("sections", _last_section(registry, section))
    return Edited(edited_file(before, TASKS, lambda text: append(text, "tasks", _entry(task), path)), task)


def _entry(added: Task | Target | Milestone) -> Tall:
    """The YAML record of an added entity, one line per key."""
    always = ("comparator",) if isinstance(added, Target) else ()
    return Tall(
        {key: list(value) if isinstance(value, tuple) else value for key, value in record(added, always).items()}
    )


def _need_sound(registry: Registry) -> None:
    """Raises Refused if tasks.yaml has errors, because then the next number is uncertain."""
    if registry.document is None or registry.broken_tasks:
        raise Refused("tasks.yaml 有错误，先照 dcgd validate 改正，再增加")


def _last_section(registry: Registry, section: str | None) -> int:
    """The place of the last section; raises Refused where another one is named, or there is none."""
    if not registry.sections:
        raise Refused("还没有章节；用 --new-section 写第一章的标题，如 --new-section 重点任务")
    last = registry.sections[-1].entity
    if section is None:
        return len(registry.sections) - 1
    wanted = parse_number(section)
    for index, filed in enumerate(registry.sections):
        heading = filed.entity
        named = parse_number(heading.number) == wanted if wanted is not None else section.strip() in heading.title
        if named and index == len(registry.sections) - 1:
            return index
        if named:
            more = f"只能加在最后一章（{last.number} {last.title}）的末尾，或用 --new-section 新加一章"
            raise Refused(f"任务序号全文连续，加在章节“{section}”会改变后面的序号；{more}")
    titles = [filed.entity.title for filed in registry.sections]
    raise NotFound(not_found(section, nearest(section, titles), "章节", "；新加一章用 --new-section"))


def known_unit(registry: Registry, name: str) -> str:
    """The name, if it means a unit; else raises NotFound with similar names."""
    directory = Directory.of(registry)
    if directory.find(name) is None:
        mend = f"；增加单位：dcgd add unit {name}"
        raise NotFound(not_found(name, nearest(name, directory.names()), "单位", mend))
    return name


def filed_task(registry: Registry, number: int) -> FiledTask:
    """The task of a number; raises NotFound."""
    _need_sound(registry)
    for filed in registry.tasks:
        if filed.entity.number == number:
            return filed
    numbers = [filed.entity.number for filed in registry.tasks]
    known = f"；任务从 {min(numbers)} 到 {max(numbers)}" if numbers else "；还没有任务，先用 dcgd add task"
    raise NotFound(f"没有任务“{number}”{known}")


def verbatim(task: Task, typed: str) -> str:
    """The typed words as they stand in the task's text, where only blanks may differ. Raises Refused."""
    words = "".join(typed.split())
    if not words:
        raise Refused("引文不能是空的")
    match = re.search(r"\s*".join(map(re.escape, words)), task.text)
    if match is None:
        raise Refused(
            f"任务 {task.number} 的原文里没有“{typed}”；引文要从原文里照抄一段（dcgd show {task.number} 看原文）"
        )
    return match[0]


def add_target(before: Reading, number: int, new: Target) -> Edited[Target]:
    """Add a target to a task; its id becomes the next one of the task. Raises NotFound, Refused, CannotEdit."""
    filed = filed_task(before.registry, number)
    id_, quote = next_id(before.registry, f"{number}-"), verbatim(filed.entity, new.quote)
    target = replace(new, id=id_, quote=quote)
    return Edited(_with_part(before, filed, "targets", target), target)


def add_milestone(before: Reading, number: int, new: Milestone) -> Edited[Milestone]:
    """Add a milestone to a task; else as `add_target`."""
    filed = filed_task(before.registry, number)
    id_, quote = next_id(before.registry, f"{number}-m"), verbatim(filed.entity, new.quote)
    milestone = replace(new, id=id_, quote=quote)
    return Edited(_with_part(before, filed, "milestones", milestone), milestone)


def _with_part(before: Reading, filed: FiledTask, key: str, part: Target | Milestone) -> dict[str, str]:
    """tasks.yaml with one more part of a task; raises Refused for a duplicate, or if reports would be ignored."""
    for item in before.registry.items:
        if item.task == filed and replace(item.entity, id=part.id) == part:
            raise Refused(f"{item.entity.id} 与它完全一样，没有另加")
    if filed.entity.adjustments:
        raise Refused(f"任务 {filed.entity.number} 有对整项任务的调整，加了目标或成果它就不起作用了")
    if any(report.entity.task == filed.entity.number for report in before.registry.standing.reports):
        number = filed.entity.number
        raise Refused(
            f"任务 {number} 已有按整项任务报的进展，加了目标或成果它们就没有着落；先核对：dcgd progress log {number}"
        )
    return edited_file(before, TASKS, lambda text: append(text, key, _entry(part), filed.place.path))


def next_id(registry: Registry, prefix: str) -> str:
    """The next unused id with this prefix, counting ids of items and ids that records mention."""
    numbers = [
        int(id_.removeprefix(prefix)) for id_ in _ids(registry) if re.fullmatch(rf"{prefix}[0-9]{{1,4}}", id_, re.ASCII)
    ]
    return f"{prefix}{max(numbers, default=0) + 1}"


def _ids(registry: Registry) -> Iterator[str]:
    yield from (item.entity.id for item in registry.items)
    yield from (report.entity.item for report in registry.reports)
    yield from (problem.entity.target or "" for problem in registry.problems)
    yield from (parted(notice.entity.subject)[0] for notice in registry.notices)
    yield from (parted(request.entity.subject)[0] for request in registry.requests)
