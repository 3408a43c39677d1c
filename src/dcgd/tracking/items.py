"""An item: one thing that can be late. A target, a milestone, or a task that has neither."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from dcgd.model import (
    STRIVE_WORDS,
    Adjustment,
    Checkpoint,
    Comparator,
    Document,
    Firmness,
    Kind,
    Milestone,
    PaceMode,
    Target,
    Task,
    What,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One thing to be judged. Plain fields only, so that a row of the index makes one as well as a document does.

    `start`, `due` and `value` stand as the document says; `adjustments` say what became of them.
    `announced` is the day from which anybody could report: the later of the period's first day and the day of issue.
    Only targets have `kind`, `value`, `unit_measure`, `baseline` and `checkpoints`.
    """

    id: str
    what: What
    task: int
    title: str
    start: date
    due: date
    announced: date
    kind: Kind | None = None
    comparator: Comparator = Comparator.AT_LEAST
    value: Decimal | None = None
    unit_measure: str = ""
    firmness: Firmness = Firmness.FIRM
    baseline: Decimal | None = None
    pace: PaceMode | None = None
    checkpoints: tuple[Checkpoint, ...] = ()
    adjustments: tuple[Adjustment, ...] = ()


def item_of_target(target: Target, task: Task, document: Document) -> Item:
    """The item of a target; its period defaults to the task's due date, then to the document's period."""
    return Item(
        id=target.id,
        what=What.TARGET,
        task=task.number,
        title=target.indicator,
        start=target.start or document.start,
        due=target.due or task.due or document.due,
        announced=max(document.start, document.issued),
        kind=target.kind,
        comparator=target.comparator,
        value=target.value,
        unit_measure=target.unit_measure,
        firmness=target.firmness,
        baseline=target.baseline,
        pace=target.pace,
        checkpoints=target.checkpoints,
        adjustments=target.adjustments,
    )


def item_of_milestone(milestone: Milestone, task: Task, document: Document) -> Item:
    """The item of a milestone; its period defaults to the task's due date, then to the document's period."""
    return Item(
        id=milestone.id,
        what=What.MILESTONE,
        task=task.number,
        title=milestone.title,
        start=milestone.start or document.start,
        due=milestone.due or task.due or document.due,
        announced=max(document.start, document.issued),
        firmness=milestone.firmness,
        adjustments=milestone.adjustments,
    )


def item_of_task(task: Task, document: Document) -> Item:
    """The item of a whole task, known by its number."""
    return Item(
        id=str(task.number),
        what=What.TASK,
        task=task.number,
        title=task.title,
        start=document.start,
        due=task.due or document.due,
        announced=max(document.start, document.issued),
    )


def firmness_mark(firmness: Firmness, title: str) -> str:
    """What a display puts behind what is only striven for; nothing where the title says so itself."""
    return "（力争）" if firmness == Firmness.STRIVE and not any(word in title for word in STRIVE_WORDS) else ""


def is_item(parts: int, *, reported: bool) -> bool:
    """Whether a task is judged by itself: it has no `parts` (targets, milestones), or the whole was reported on."""
    return parts == 0 or reported


def items_of(task: Task, document: Document, *, reported: bool = False) -> tuple[Item, ...]:
    """All items of a task in the document's order; `reported` says whether there is a report on the whole task."""
    parts = (
        *(item_of_target(target, task, document) for target in task.targets),
        *(item_of_milestone(milestone, task, document) for milestone in task.milestones),
    )
    return (*parts, item_of_task(task, document)) if is_item(len(parts), reported=reported) else parts
