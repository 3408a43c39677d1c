"""Checks of dates, baselines, adjustments and rules."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise

from dcgd.diagnostics import Code, Finding, Place, Severity
from dcgd.model import Adjustable, Adjustment, Document, Kind, Milestone, Share, Target, Task, effective
from dcgd.registry.content import FiledTask, Registry
from dcgd.registry.directory import Directory
from dcgd.registry.files import RULES, TASKS

PERIOD_ORDER = Code(
    "period-order",
    Severity.ERROR,
    "起止颠倒",
    "起始日晚于完成时限。",
    "start: 2023-12-31\ndue: 2023-01-01",
    "start: 2023-01-01\ndue: 2023-12-31",
    "对照原文改正其中一个日期。",
)
DUE_OUTSIDE_PERIOD = Code(
    "due-outside-period",
    Severity.ERROR,
    "期限超出文件周期",
    "完成时限、起算日和节点都应在文件的周期之内；延期写进 adjustments。",
    "due: 2024-06-30（文件到 2023-12-31）",
    "due: 2023-12-31",
    "改正日期。经批准延期到周期之外的，用 dcgd set 编号 due 新日期 --reason … --approved-by … 记一条调整。",
)
BASELINE_KIND = Code(
    "baseline-kind",
    Severity.WARNING,
    "基数用错了地方",
    "基数只对 level（到期水平）有意义：累计数从 0 起算，始终保持的没有起点。",
    "kind: cumulative\nbaseline: 3",
    "kind: level\nbaseline: 60",
    "删去 baseline；如果指标其实是“到期达到某个水平”，把 kind 改成 level。",
)
ADJUSTMENT_CHAIN = Code(
    "adjustment-chain",
    Severity.ERROR,
    "调整前后接不上",
    "第一次调整的 from 应是原值，以后每次的 from 应是上一次的 to；value 写原值（或最后的 to）。",
    "value: 15\nadjustments:\n  - {date: 2023-09-01, field: value, from: 14, to: 12, …}",
    "value: 15\nadjustments:\n  - {date: 2023-09-01, field: value, from: 15, to: 12, …}",
    "第一条的 from 写原文的值，往后每条的 from 写上一条的 to；"
    "有目标或成果的任务，时限在它们那里调整。用 dcgd set 记调整就不会错。",
)
TO_REVIEW = Code(
    "to-review",
    Severity.INFO,
    "待核对",
    "导入的草稿，人工核对后删去 review: true。",
    "review: true",
    "（核对后删去这一行）",
    "对照官方文本看一遍，没有问题就删去 review: true 这一行。",
)
RULES_ORDER = Code(
    "rules-order",
    Severity.ERROR,
    "界限颠倒",
    "严重滞后的界限应不小于滞后的界限；考核的最低分、起评分、最高分应依次不减。",
    "behind: 30\nfar_behind: 10",
    "behind: 10\nfar_behind: 30",
    "改正其中一个；两项都有缺省值，不改动的可以删去。",
)
CODES = (PERIOD_ORDER, DUE_OUTSIDE_PERIOD, BASELINE_KIND, ADJUSTMENT_CHAIN, TO_REVIEW, RULES_ORDER)


def periods(registry: Registry, _directory: Directory) -> Iterator[Finding]:
    """The document begins before it ends, and all dates of tasks, targets and milestones lie between."""
    document = registry.document
    if document is None:
        return
    if document.start > document.due:
        place = Place(TASKS, ("document", "start"))
        yield PERIOD_ORDER.at(place, f"起始日 {document.start} 晚于完成时限 {document.due}", "改正其中一个")
        return
    if document.closed and document.closed < document.start:
        place = Place(TASKS, ("document", "closed"))
        yield PERIOD_ORDER.at(place, f"起始日 {document.start} 晚于归档之日 {document.closed}", "改正其中一个")
    for filed in registry.tasks:
        yield from _inside(document, filed.place.at("due"), filed.entity.due)
        here = registry.document_of(filed.section) or document
        yield from _after_start(filed.entity.adjustments, filed.place, here.start)
    for filed, item, place in registry.items:
        yield from _inside(document, place.at("due"), item.due)
        yield from _inside(document, place.at("start"), item.start)
        here = registry.document_of(filed.section) or document
        start, due = item.start or here.start, item.due or filed.entity.due or here.due
        if start > due:
            yield PERIOD_ORDER.at(place.at("start"), f"起算日 {start} 晚于完成时限 {due}", "改正其中一个")
        yield from _after_start(item.adjustments, place, start)
        for index, share in enumerate(item.shares if isinstance(item, Target) else ()):
            there = place.at("shares", index)
            yield from _inside(document, there.at("due"), share.due)
            yield from _after_start(share.adjustments, there, start)


def _after_start(adjustments: Sequence[Adjustment], place: Place, start: date) -> Iterator[Finding]:
    for index, change in enumerate(adjustments):
        if isinstance(change.to, date) and change.to < start:
            message = f"起算日 {start} 晚于调整后的{change.field.chinese} {change.to}"
            yield PERIOD_ORDER.at(place.at("adjustments", index, "to"), message, "改正其中一个")


def _inside(document: Document, place: Place, day: date | None) -> Iterator[Finding]:
    if day is not None and not document.start <= day <= document.due:
        message = f"{day} 不在文件的周期 {document.start} 至 {document.due} 之内"
        yield DUE_OUTSIDE_PERIOD.at(place, message, "改正日期；延期写进 adjustments")


def baselines(registry: Registry, _directory: Directory) -> Iterator[Finding]:
    """A baseline means something only for a level."""
    for _filed, item, place in registry.items:
        if isinstance(item, Target) and item.baseline is not None and item.kind != Kind.LEVEL:
            yield BASELINE_KIND.at(place.at("baseline"), f"{item.kind} 的目标没有基数", "删去 baseline，或改 kind")


def adjustments(registry: Registry, _directory: Directory) -> Iterator[Finding]:
    """Adjustments of one field follow each other: from the original to the first, from each to the next."""
    for filed, item, place in registry.items:
        due = filed.entity.due or _due_of(registry, filed)
        yield from _chains(item, place, due)
        if isinstance(item, Target):
            due = effective(item.due or due, "due", item.adjustments, date.max)
            for index, share in enumerate(item.shares):
                yield from _chains(share, place.at("shares", index), due)
    for filed in registry.tasks:
        task = filed.entity
        if task.adjustments and (task.targets or task.milestones):
            message = f"任务 {task.number} 有目标或成果，时限在它们那里调整"
            hint = "移到目标、成果的 adjustments 里；用 dcgd set 编号 due 新日期 记下的不会错"
            yield ADJUSTMENT_CHAIN.at(filed.place.at("adjustments"), message, hint)
        else:
            yield from _chains(task, filed.place, _due_of(registry, filed))


def _due_of(registry: Registry, filed: FiledTask) -> date | None:
    """The due date of what has none in a task that has none."""
    document = registry.document_of(filed.section)
    return document.due if document else None


def _chains(entity: Target | Milestone | Task | Share, place: Place, due: date | None) -> Iterator[Finding]:
    if not isinstance(entity, Share):  # it has no checkpoints
        yield from _moves(entity, place)
    fields = dict.fromkeys(change.field for change in entity.adjustments)
    fields.pop(Adjustable.CHECKPOINTS, None)  # each of them has a course of its own
    for name in fields:
        chain = [(index, change) for index, change in enumerate(entity.adjustments) if change.field == name]
        chain.sort(key=lambda entry: entry[1].date)
        recorded = getattr(entity, name, None)
        if name == "due" and recorded is None:
            recorded = due
        if recorded not in (chain[0][1].from_, chain[-1][1].to):
            now = f"没有 {name}" if recorded is None else f" {name} 是 {recorded}"
            message = f"第一次调整从 {chain[0][1].from_} 起，而{now}"
            yield ADJUSTMENT_CHAIN.at(place.at("adjustments", chain[0][0], "from"), message, "from 写原值")
        for (_, before), (index, change) in pairwise(chain):
            if before.to != change.from_:
                message = f"上一次调整到 {before.to}，这一次却从 {change.from_} 起"
                yield ADJUSTMENT_CHAIN.at(place.at("adjustments", index, "from"), message, "from 写上一次的 to")


def _moves(entity: Target | Milestone | Task, place: Place) -> Iterator[Finding]:
    """Adjustments of checkpoints each move one from the day on which it was due before."""
    days = {point.date for point in entity.checkpoints}
    moves = [(index, made) for index, made in enumerate(entity.adjustments) if made.field is Adjustable.CHECKPOINTS]
    for index, made in sorted(moves, key=lambda entry: entry[1].date):
        if made.from_ not in days:
            message = f"{made.date} 的时候没有 {made.from_} 的节点"
            yield ADJUSTMENT_CHAIN.at(place.at("adjustments", index, "from"), message, "from 写那个节点当时的日期")
        if isinstance(made.to, date):
            days = days - {made.from_} | {made.to}


def thresholds(registry: Registry, _directory: Directory) -> Iterator[Finding]:
    """`far_behind` is no less than `behind`."""
    limits = registry.rules.thresholds
    if limits.far_behind < limits.behind:
        message = f"严重滞后的界限 {limits.far_behind} 小于滞后的界限 {limits.behind}"
        yield RULES_ORDER.at(Place(RULES, ("thresholds", "far_behind")), message, "改正其中一个")


def reviews(registry: Registry, _directory: Directory) -> Iterator[Finding]:
    """Drafts that a person has yet to read."""
    for filed in registry.tasks:
        if filed.entity.review:
            yield TO_REVIEW.at(filed.place.at("review"), f"任务 {filed.entity.number} 待核对", "核对后删去这一行")
    for _filed, item, place in registry.items:
        if item.review:
            yield TO_REVIEW.at(place.at("review"), f"{item.id} 待核对", "核对后删去这一行")
    for unit in registry.units:
        if unit.entity.review:
            yield TO_REVIEW.at(unit.place.at("review"), f"{unit.entity.name} 待核对", "核对后删去这一行")


CHECKS = (periods, baselines, adjustments, thresholds, reviews)
