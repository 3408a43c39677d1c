"""Checks of checkpoints: each says one thing, on a day of its item's period, and numbers do not fall."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from dcgd.diagnostics import Code, Finding, Place, Severity
from dcgd.model import Adjustable, Checkpoint, Comparator, Document, Kind, Milestone, Target, Task, effective
from dcgd.model.checkpoints import in_words, planned_on
from dcgd.naming import amount
from dcgd.registry.checks.periods import DUE_OUTSIDE_PERIOD
from dcgd.registry.content import FiledTask, Registry
from dcgd.registry.directory import Directory

CHECKPOINT_FORM = Code(
    "checkpoint-form",
    Severity.ERROR,
    "节点写法不对",
    "一个节点写 value（仅目标）、percent、text 三者之一；既有数又有话的，同一天写两条。"
    "有目标或成果的任务，节点写在目标和成果上。",
    "- {date: 2023-06-30, value: 8, text: 主体封顶}",
    "- {date: 2023-06-30, value: 8}\n- {date: 2023-06-30, text: 主体封顶}",
    "照提示只留一样，或拆成两条。",
)
CHECKPOINT_TWICE = Code(
    "checkpoint-twice",
    Severity.ERROR,
    "同一天两个节点",
    "报送时用日期指明完成了哪个节点，同一天有两句话或两个数就分不清。",
    "- {date: 2023-06-30, text: 完成选址}\n- {date: 2023-06-30, text: 完成立项}",
    "- {date: 2023-06-30, text: 完成选址、立项}",
    "并成一条，或改正其中一个日期。",
)
CHECKPOINT_OUTSIDE = Code(
    "checkpoint-outside-period",
    Severity.WARNING,
    "节点在事项的起止之外",
    "节点应在起算日和完成时限（连同已批准的延期）之间。",
    "due: 2023-08-31\ncheckpoints: [{date: 2023-09-30, text: 主体封顶}]",
    "due: 2023-08-31\ncheckpoints: [{date: 2023-06-30, text: 主体封顶}]",
    "改正节点的日期；经批准延期的，先用 dcgd set 记一条调整。",
)
CHECKPOINT_FALLS = Code(
    "checkpoint-falls",
    Severity.WARNING,
    "节点的数往下走",
    "节点的数是累计的，后一个不应比前一个小；多半是把一季度的数当成了累计数。",
    "- {date: 2023-03-31, value: 5}\n- {date: 2023-06-30, value: 4}",
    "- {date: 2023-03-31, value: 5}\n- {date: 2023-06-30, value: 9}",
    "改写成从年初累计的数；确实要降的指标用 kind: level。",
)
CHECKPOINT_WRONG_WAY = Code(
    "checkpoint-wrong-way",
    Severity.WARNING,
    "节点的数与目标方向相反",
    "从基数到目标值要升的，节点不应低于基数、也不应一个比一个低；要降的（如 at_most）反过来。",
    "{kind: level, comparator: at_most, baseline: 42, value: 38}\n- {date: 2023-06-30, value: 60}",
    "{kind: level, comparator: at_most, baseline: 42, value: 38}\n- {date: 2023-06-30, value: 40}",
    "核对节点的数，或目标的 baseline、comparator。",
)
REPORT_CHECKPOINT = Code(
    "report-checkpoint",
    Severity.WARNING,
    "没有报的那个节点",
    "进展的 checkpoint 写的是它所报的事项的一个形象进度节点的日期；没有这个节点，就等于什么也没有完成。",
    "{milestone: 5-m1, date: 2023-06-30, checkpoint: 2023-06-03}",
    "{milestone: 5-m1, date: 2023-06-30, checkpoint: 2023-06-30}",
    "照提示改正日期；用 dcgd progress add --checkpoint 登记就不会写错。",
)
CODES = (
    CHECKPOINT_FORM,
    CHECKPOINT_TWICE,
    CHECKPOINT_OUTSIDE,
    CHECKPOINT_FALLS,
    CHECKPOINT_WRONG_WAY,
    REPORT_CHECKPOINT,
)


def checkpoints(registry: Registry, _directory: Directory) -> Iterator[Finding]:
    """All checkpoints of all items."""
    for filed in registry.tasks:
        task = filed.entity
        if task.checkpoints and (task.targets or task.milestones):
            message = f"任务 {task.number} 有目标或成果，节点要写在它们上面"
            yield CHECKPOINT_FORM.at(filed.place.at("checkpoints"), message, "移到目标或成果的 checkpoints 里")
        yield from _of(task, task, _period(registry, filed), filed.place)
    for filed, item, place in registry.items:
        yield from _of(item, filed.entity, _period(registry, filed), place)


class _Period(NamedTuple):
    """The document, and how the items of a section see it."""

    document: Document
    seen: Document


def _period(registry: Registry, filed: FiledTask) -> _Period | None:
    seen = registry.document_of(filed.section)
    return _Period(registry.document, seen) if registry.document and seen else None


def _of(item: Target | Milestone | Task, task: Task, period: _Period | None, place: Place) -> Iterator[Finding]:
    points = [(point, place.at("checkpoints", index)) for index, point in enumerate(item.checkpoints)]
    for point, there in points:
        yield from _form(point, isinstance(item, Target), there)
    moved = planned_on(item.checkpoints, item.adjustments, date.max)
    now = [(planned.point, there) for planned, (_point, there) in zip(moved, points, strict=True)]
    yield from _doubled(points)
    if now != points:
        yield from _doubled(now)
    if period:
        yield from _outside(item, task, period, points)
        yield from _outside(item, task, period, [both for both in now if both not in points])
    for key in ("value", "percent"):
        if key == "percent" or (isinstance(item, Target) and item.kind == Kind.CUMULATIVE):
            yield from _falling(key, points)
    if isinstance(item, Target):
        for index, why in wrong_way(item, [point for point, _there in now]):
            yield CHECKPOINT_WRONG_WAY.at(now[index][1].at("value"), why, "核对节点的数，或目标的 baseline、comparator")


Points = list[tuple[Checkpoint, Place]]


def _form(point: Checkpoint, is_target: bool, place: Place) -> Iterator[Finding]:
    if not point.says:
        yield CHECKPOINT_FORM.at(place, "节点没有写应达到什么", "写上 value、percent、text 之一")
    elif len(point.says) > 1:
        message = f"节点同时写了 {'、'.join(point.says)}"
        yield CHECKPOINT_FORM.at(place.at(point.says[1]), message, "只留一样，或同一天拆成两条")
    elif point.value is not None and not is_target:
        yield CHECKPOINT_FORM.at(place.at("value"), "只有目标的节点可以写 value", "改用 percent 或 text")


def _doubled(points: Points) -> Iterator[Finding]:
    seen: set[tuple[date, bool]] = set()
    for point, place in points:
        key = point.date, point.text is not None
        if key in seen:
            yield CHECKPOINT_TWICE.at(place.at("date"), f"{point.date} 已有一个节点", "并成一条，或改正日期")
        seen.add(key)


def _outside(item: Target | Milestone | Task, task: Task, period: _Period, points: Points) -> Iterator[Finding]:
    document, seen = period
    start = getattr(item, "start", None) or seen.start
    due = item.due or task.due or seen.due
    extended = [
        change.to
        for change in getattr(item, "adjustments", ())
        if change.field == "due" and isinstance(change.to, date)
    ]
    last = max(min(due, max(document.due, seen.due)), *extended, document.start)
    for point, place in points:
        if not start <= point.date <= last:
            outside = not document.start <= point.date <= max(last, document.due)
            message = f"节点 {point.date} 不在事项的起止 {start} 至 {last} 之内"
            code = DUE_OUTSIDE_PERIOD if outside else CHECKPOINT_OUTSIDE
            yield code.at(place.at("date"), message, "改正日期；延期的先记一条调整")


def wrong_way(target: Target, points: Sequence[Checkpoint]) -> Iterator[tuple[int, str]]:
    """The checkpoints of a level, by their index, whose value leads away from its goal, each with why.

    From its baseline, else by its comparator, a level rises or falls; where neither says which, all is well.
    """
    goal: Decimal = effective(target.value, Adjustable.VALUE, target.adjustments, date.max)
    base = target.baseline
    if target.kind is not Kind.LEVEL or (base is None and target.comparator is Comparator.ABOUT):
        return
    falls = goal < base if base is not None and goal != base else target.comparator is Comparator.AT_MOST
    worse, way = ("高", "降到") if falls else ("低", "升到")

    def said(number: Decimal) -> str:
        return amount(f"{number.normalize():f}", target.unit_measure)

    before, name = base, "基数"
    order = sorted((point.date, index) for index, point in enumerate(points) if point.value is not None)
    for day, index in order:
        value = points[index].value
        if value is None:
            continue
        if before is not None and (value > before if falls else value < before):
            yield index, f"{day} 的 {said(value)} 比{name} {said(before)} 还{worse}，而目标要{way} {said(goal)}"
        else:
            before, name = value, f"节点 {day} 的"


def _falling(key: str, points: Points) -> Iterator[Finding]:
    in_order = sorted(
        ((point.date, getattr(point, key), place) for point, place in points if getattr(point, key) is not None),
        key=lambda entry: entry[0],
    )
    for (_, before, _), (day, now, place) in pairwise(in_order):
        if now < before:
            message = f"{day} 的 {now} 比前一个节点的 {before} 小"
            yield CHECKPOINT_FALLS.at(place.at(key), message, "节点的数从起算日累计")


def reported(registry: Registry, _directory: Directory) -> Iterator[Finding]:
    """A report that says that a checkpoint is met names one in words of its item; a day it once had counts, too."""
    parts = ((item.id, item) for _filed, item, _place in registry.items)
    items = dict((*((str(filed.entity.number), filed.entity) for filed in registry.tasks), *parts))
    for filed in registry.reports:
        report, item = filed.entity, items.get(filed.entity.subject)
        if report.checkpoint is None or item is None:
            continue
        worded = in_words(planned_on(item.checkpoints, item.adjustments, date.max))
        if not any(report.checkpoint in planned.days for planned in worded):
            there = "、".join(f"{planned.point.date}（{planned.point.text}）" for planned in worded)
            hint = f"它的节点：{there}" if there else "删去 checkpoint：它没有写成话的节点"
            message = f"{report.subject} 没有 {report.checkpoint} 的形象进度节点"
            yield REPORT_CHECKPOINT.at(filed.place.at("checkpoint"), message, hint)


CHECKS = (checkpoints, reported)
