"""What is unfinished of a year, drafted as the registry of the next one: `dcgd init --carry-over`."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from dcgd.errors import Refused
from dcgd.intake.draft.emit import tasks_yaml
from dcgd.model import Document, Milestone, Section, Target, Task
from dcgd.model.links import written_reference
from dcgd.naming import chinese_number
from dcgd.registry.content import Registry

_HEAD = """\
# 任务台账，由 dcgd init --carry-over 从上一年没有完成的事项起草。
# 文号、标题、成文日期照新一年的文件改；标有 review: true 的要人工核对：原文、目标、时限照新文件改正，然后删去这一行。
# continues 是上一年的编号：dcgd history 和 dcgd diff 凭它接上。改动后请运行 dcgd validate。
"""


def carried_over(registry: Registry, unfinished: Mapping[str, str]) -> str:
    """The text of tasks.yaml of the year after a registry's, with what was unfinished.

    `unfinished` are the ids of those items (of whole tasks their numbers), each with a sentence on where it stands.
    They keep the document's words, numbers and units, are numbered anew, and continue the old ones; adjustments,
    checkpoints and dates stay behind. Raises Refused where the document cannot be read, or nothing is unfinished.
    """
    document = registry.document
    if document is None:
        raise Refused("上一年的登记册读不出，先照 dcgd validate 改正")
    if not unfinished:
        raise Refused(f"{document.number} 的事项都完成了，没有可以接续的")
    number = 0
    sections: list[Section] = []
    for filed in registry.sections:
        tasks: list[Task] = []
        for task in (one.entity for one in registry.tasks if one.section == filed.entity.number):
            carried = _carried(task, number + 1, document.number, unfinished)
            if carried:
                number += 1
                tasks.append(carried)
        if tasks:
            sections.append(
                Section(number=chinese_number(len(sections) + 1), title=filed.entity.title, tasks=tuple(tasks))
            )
    return tasks_yaml(_next_year(document), sections, _HEAD)


def _next_year(document: Document) -> Document:
    """The document of the next year, as far as it can be known: its number and its days are to be filled in."""
    start, due = (_a_year_later(day) for day in (document.start, document.due))
    title, number = (
        re.sub(rf"(?<!\d){document.start.year}(?!\d)", str(start.year), text)
        for text in (document.title, document.number)
    )
    return replace(
        document,
        number=re.sub(r"\d+(?=号$)", "×", number),
        title=title,
        issued=start,
        start=start,
        due=due,
        closed=None,
        note=f"接续 {document.number}",
    )


def _a_year_later(day: date) -> date:
    try:
        return day.replace(year=day.year + 1)
    except ValueError:  # the 29th of February
        return day.replace(year=day.year + 1, day=28)


def _carried(task: Task, number: int, document: str, unfinished: Mapping[str, str]) -> Task | None:
    """A task with its unfinished items under another number; None where it has none."""
    targets = tuple(_parts(task.targets, f"{number}-", document, unfinished))
    milestones = tuple(_parts(task.milestones, f"{number}-m", document, unfinished))
    said = unfinished.get(str(task.number))
    if not targets and not milestones and (said is None or task.targets or task.milestones):
        return None
    whole = not targets and not milestones
    return Task(
        number=number,
        title=task.title,
        text=task.text,
        leads=task.leads,
        participants=task.participants,
        leaders=task.leaders,
        owner=task.owner,
        contact=task.contact,
        weight=task.weight,
        public=task.public,
        continues=written_reference(document, str(task.number)) if whole else None,
        targets=tuple(part for part in targets if isinstance(part, Target)),
        milestones=tuple(part for part in milestones if isinstance(part, Milestone)),
        note=said if whole else None,
        review=True,
    )


def _parts(
    parts: tuple[Target, ...] | tuple[Milestone, ...], prefix: str, document: str, unfinished: Mapping[str, str]
) -> Iterator[Target | Milestone]:
    kept = [part for part in parts if part.id in unfinished]
    for place, part in enumerate(kept, 1):
        yield replace(
            part,
            id=f"{prefix}{place}",
            continues=written_reference(document, part.id),
            implements=(),
            same_as=None,
            start=None,
            due=None,
            checkpoints=(),
            adjustments=(),
            **_divided(part),
            note=unfinished[part.id],
            review=True,
        )


def _divided(part: Target | Milestone) -> dict[str, Any]:
    """The shares of a target as they were given out, without last year's days."""
    if not isinstance(part, Target):
        return {}
    return {"shares": tuple(replace(share, due=None, adjustments=()) for share in part.shares)}
