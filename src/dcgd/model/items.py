"""An item: what is judged. A target, a milestone, or a task that has neither."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from dcgd.model.document import Adjustment, Checkpoint, Document, Milestone, Target, Task
from dcgd.words import STRIVE_WORDS, Comparator, Firmness, Kind, PaceMode, What


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One thing that is judged, whole: its period is resolved, so that nobody has to ask its task or its document.

    `start`, `due`: its own, else the task's, else the document's. They and `value` stand as the document says;
    `adjustments` say what became of them. `announced`: the day from which anybody could report, the later of the
    document's first day and its day of issue. `own_start`: the first day where it has one of its own. Only targets have
    `kind`, `value`, `unit_measure`, `implied`, `baseline`, `pace` and `checkpoints`; tasks have no `quote`.
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
    quote: str = ""
    firmness: Firmness = Firmness.FIRM
    implied: bool = False
    own_start: date | None = None
    baseline: Decimal | None = None
    pace: PaceMode | None = None
    checkpoints: tuple[Checkpoint, ...] = ()
    adjustments: tuple[Adjustment, ...] = ()
    note: str | None = None
    review: bool = False


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
        quote=target.quote,
        firmness=target.firmness,
        implied=target.implied,
        own_start=target.start,
        baseline=target.baseline,
        pace=target.pace,
        checkpoints=target.checkpoints,
        adjustments=target.adjustments,
        note=target.note,
        review=target.review,
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
        quote=milestone.quote,
        firmness=milestone.firmness,
        own_start=milestone.start,
        adjustments=milestone.adjustments,
        note=milestone.note,
        review=milestone.review,
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
        note=task.note,
        review=task.review,
    )


def items_of(task: Task, document: Document, *, reported: bool = False) -> tuple[Item, ...]:
    """All items of a task in the document's order: its targets and milestones, or itself.

    A task that has either is an item as well once the whole was reported on, which `reported` says.
    """
    parts = (
        *(item_of_target(target, task, document) for target in task.targets),
        *(item_of_milestone(milestone, task, document) for milestone in task.milestones),
    )
    return parts if parts and not reported else (*parts, item_of_task(task, document))


def firmness_mark(firmness: Firmness, title: str) -> str:
    """What a display puts behind what is only striven for; nothing where the title says so itself."""
    return "（力争）" if firmness == Firmness.STRIVE and not any(word in title for word in STRIVE_WORDS) else ""
