"""Put what is due on the way where it belongs: on the one item of a task, or on the task that has none."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import groupby, pairwise
from typing import NamedTuple

from dcgd.intake.draft.result import task_and_items
from dcgd.intake.phrases.checkpoints import Planned
from dcgd.model import Checkpoint, Comparator, Document, Kind, Milestone, Target, Task
from dcgd.naming import halfwidth

_NUMBER = re.compile(
    r"(?:累计(?:达到|完成)?)?(?P<number>\d{1,12}(?:\.\d{1,4})?)\s*(?P<measure>[^\s\d，。；]{0,6})", re.ASCII
)
_DONE = "(?:累计|全部|全面|力争|确保|争取){0,2}(?:达到|达|完成|实现|新增|建成|到位|引进|培育|改造|新建|新开工|开工)?"
_SAID = re.compile(rf"{_DONE}{_NUMBER.pattern}", re.ASCII)
"""A number behind no more than a verb: 完成5家."""
_SHARE = re.compile(r"(?:累计)?(?:完成|达到)?(?P<number>\d{1,3}(?:\.\d{1,4})?)%", re.ASCII)
_FEW = 3
"""Of so many numbers or more it is no chance that they add up to the goal."""


class Left(NamedTuple):
    """What is no checkpoint, and why (Chinese)."""

    planned: Planned
    why: str


def with_checkpoints(
    task: Task, points: Sequence[Planned], document: Document, start: date | None = None
) -> tuple[Task, list[Left]]:
    """A task with its checkpoints, marked for review, and those that stay in its note, with the reason.

    `start` is the day the task begins, if that is not the document's.
    """
    left = [Left(point, point.why) for point in points if point.day is None]
    sure = [point for point in points if point.day is not None]
    items = (*task.targets, *task.milestones)
    item = _meant(task, sure)
    if sure and item is None:
        left += [Left(point, f"有 {len(items)} 个目标、成果，说不清是哪一个的") for point in sure]
        sure = []
    elif sure and item is not None:
        made, out = _made(sure, item, start or document.start, item.due or task.due or document.due)
        left += out
        task = _placed(task, item, made) if made else task
    if left:
        in_order = [point for point in points if any(one.planned is point for one in left)]
        note = "；".join(filter(None, (task.note, *dict.fromkeys(point.note for point in in_order))))
        task = replace(task, note=note)
    return task, left


def told_in_numbers(task: Task, points: Sequence[Planned]) -> list[Planned]:
    """Those of the points whose words (完成5家) became a number, so that they stand nowhere in the task."""
    numbered = {point.date for item in task_and_items(task) for point in item.checkpoints if point.text is None}
    plain = [(point, halfwidth(point.words).strip()) for point in points if point.day in numbered]
    return [
        point
        for point, words in plain
        if not words[:1].isdigit() and (_SAID.fullmatch(words) or _SHARE.fullmatch(words))
    ]


def _meant(task: Task, points: Sequence[Planned]) -> Target | Milestone | Task | None:
    """The item that the points are about: the only one, the only one of their measure, or the task that has none."""
    items: tuple[Target | Milestone, ...] = (*task.targets, *task.milestones)
    if len(items) < 2:
        return items[0] if items else task
    numbers = [_SAID.fullmatch(halfwidth(point.words)) for point in points]
    measures = {number["measure"] for number in numbers if number and number["measure"] != "%"}
    of_measure = [target for target in task.targets if measures == {target.unit_measure}]
    return of_measure[0] if len(of_measure) == 1 else None


def _made(
    points: Sequence[Planned], item: Target | Milestone | Task, start: date, due: date
) -> tuple[list[Checkpoint], list[Left]]:
    """The checkpoints of an item between two days, in order, and what is none."""
    made: list[Checkpoint] = []
    left: list[Left] = []
    numbered: list[tuple[Planned, Checkpoint]] = []
    for point in points:
        assert point.day is not None
        if not start <= point.day <= due:
            left.append(Left(point, f"{point.day} 不在它的起止 {start} 至 {due} 之内"))
        elif (number := _number(point.words, point.day, item)) is not None:
            numbered.append((point, number))
        elif _NUMBER.fullmatch(halfwidth(point.words)):
            left.append(Left(point, "只有数，与目标的计量单位不同"))
        else:
            made.append(Checkpoint(date=point.day, text=point.words))
    numbered.sort(key=lambda both: both[1].date)
    odd = _odd([point for _planned, point in numbered], item, due)
    left += [Left(planned, odd) for planned, _point in numbered] if odd else []
    made += [] if odd else [point for _planned, point in numbered]
    return list(_by_day(made)), left


def _by_day(made: list[Checkpoint]) -> list[Checkpoint]:
    """The checkpoints in order; the words of one day are put together."""
    in_order = sorted(made, key=lambda point: (point.date, point.text is not None))
    joined: list[Checkpoint] = []
    for (_day, worded), group in groupby(in_order, key=lambda point: (point.date, point.text is not None)):
        some = list(group)
        if worded:
            some = [replace(some[0], text="；".join(dict.fromkeys(point.text or "" for point in some)))]
        joined += some[:1]
    return joined


def _number(words: str, day: date, item: Target | Milestone | Task) -> Checkpoint | None:
    """A plain number in the target's own measure, or a share; None for all else."""
    plain = halfwidth(words).strip()
    measure = item.unit_measure if isinstance(item, Target) else "%"
    number, share = _SAID.fullmatch(plain), _SHARE.fullmatch(plain)
    bare = number and number["measure"] == "" and _NUMBER.fullmatch(plain)
    if isinstance(item, Target) and number and (bare or number["measure"] == measure):
        return Checkpoint(date=day, value=Decimal(number["number"]))
    if share and Decimal(share["number"]) <= 100 and not (isinstance(item, Target) and measure in ("%", "％")):
        return Checkpoint(date=day, percent=Decimal(share["number"]))
    return None


def _odd(points: Sequence[Checkpoint], item: Target | Milestone | Task, due: date) -> str:
    """Why numbers are hardly running totals; empty where they may be."""
    if len({point.date for point in points}) < len(points):
        return "同一天有几个数"
    for key in ("value", "percent"):
        numbers = [number for point in points if (number := getattr(point, key)) is not None]
        rising = not isinstance(item, Target) or item.kind is Kind.CUMULATIVE or key == "percent"
        if rising and any(later < earlier for earlier, later in pairwise(numbers)):
            return "后一个数比前一个小，像是单季的数"
    if not isinstance(item, Target) or item.kind is not Kind.CUMULATIVE or item.comparator is Comparator.AT_MOST:
        return ""
    values = [point.value for point in points if point.value is not None]
    at_end = [point.value for point in points if point.date == due and point.value is not None]
    below = [value for value in values if value != item.value]
    if (at_end and at_end[0] < item.value) or (len(below) >= _FEW and sum(below) == item.value):
        return "加起来才够目标值，像是单季的数"
    return ""


def _placed(task: Task, item: Target | Milestone | Task, made: list[Checkpoint]) -> Task:
    """The task with checkpoints on one of its items, or on itself."""
    points = tuple(made)
    if isinstance(item, Task):
        return replace(task, checkpoints=points, review=True)
    return replace(
        task,
        targets=tuple(replace(one, checkpoints=points) if one is item else one for one in task.targets),
        milestones=tuple(replace(one, checkpoints=points) if one is item else one for one in task.milestones),
    )
